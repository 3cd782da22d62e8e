//! The pages as the server gives them out: with a content security policy and the mark of a live page.
//!
//! The policy names every inline script of the page by its hash, so nothing that is not in the built page runs, and
//! nothing is asked of another host.

use super::routes::Shared;
use crate::book::inline_scripts;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tower::ServiceExt as _;
use tower_http::services::{ServeDir, ServeFile};

/// A page is a few hundred kilobytes; the printed book some megabytes.
const LARGEST: usize = 64 << 20;

/// Any page or file of the book.
pub(crate) async fn page(
    State(shared): State<Arc<Shared>>,
    mut request: Request,
) -> axum::response::Response {
    // A page is never the same twice (its mark and policy), so nobody may ask for less than the whole.
    for name in [
        header::IF_MODIFIED_SINCE,
        header::IF_NONE_MATCH,
        header::RANGE,
    ] {
        request.headers_mut().remove(name);
    }
    let files = ServeDir::new(shared.site())
        .not_found_service(ServeFile::new(shared.site().join("404.html")));
    let response = match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    };
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let mut response = if html {
        live(response, &shared).await
    } else {
        response
    };
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

async fn live(response: Response<Body>, shared: &Shared) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return (
            StatusCode::INTERNAL_SERVER_ERROR,
            "the page could not be read\n",
        )
            .into_response();
    };
    let html = String::from_utf8_lossy(&bytes);
    let policy = policy(&html);
    let mark = format!(
        "<meta name=\"workbook-live\" content=\"{}\" data-token=\"{}\">\n</head>",
        shared.build(),
        shared.token()
    );
    let html = html.replacen("</head>", &mark, 1);
    for name in [
        header::CONTENT_LENGTH,
        header::LAST_MODIFIED,
        header::ETAG,
        header::ACCEPT_RANGES,
    ] {
        parts.headers.remove(name);
    }
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        parts
            .headers
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Response::from_parts(parts, Body::from(html))
}

/// The policy of a page: its own scripts, styles, images and fonts, and nothing of another host.
fn policy(html: &str) -> String {
    let mut scripts = String::new();
    for script in inline_scripts(html) {
        scripts.push_str(&format!(
            " 'sha256-{}'",
            STANDARD.encode(Sha256::digest(script))
        ));
    }
    // mdBook sets styles from scripts and attributes; there is no way to name those one by one.
    format!(
        "default-src 'none'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'none'; \
         frame-ancestors 'self'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_inline_scripts_and_no_other_host() {
        let policy = policy(
            "<script>a()</script><script src=x.js></script><script type=\"application/json\">{}</script>",
        );
        let hash = STANDARD.encode(Sha256::digest("a()"));
        assert!(
            policy.contains(&format!("script-src 'self' 'sha256-{hash}';")),
            "{policy}"
        );
        assert!(!policy.contains("http"), "{policy}");
    }
}
