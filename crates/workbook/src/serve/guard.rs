//! Who may ask. The server listens on loopback only, but any web site that the learner has open can send requests
//! there from the browser. So:
//!
//! - the `Host` must be loopback with our port: a foreign name that resolves to 127.0.0.1 (DNS rebinding) is refused;
//! - a request that makes something happen must carry the token of this run, which only our pages know, and no
//!   foreign `Origin`.

use super::routes::Shared;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The header that carries the token. A custom header cannot be sent across origins without our consent.
pub(crate) const TOKEN: &str = "x-workbook-token";

/// Refuses requests for another host.
pub(crate) async fn host(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    if host.is_some_and(|host| is_ours(host, shared.port())) {
        next.run(request).await
    } else {
        (
            StatusCode::FORBIDDEN,
            "this server answers to 127.0.0.1 and localhost only\n",
        )
            .into_response()
    }
}

/// Whether a request that makes something happen comes from one of our pages.
pub(crate) fn from_our_page(headers: &HeaderMap, shared: &Shared) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = match text("origin") {
        Some(origin) => origin
            .strip_prefix("http://")
            .is_some_and(|host| is_ours(host, shared.port())),
        None => true,
    };
    origin && text(TOKEN).is_some_and(|token| token == shared.token())
}

fn is_ours(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost"]
        .iter()
        .any(|name| host == format!("{name}:{port}"))
}

/// A number that nobody can guess, as text.
pub(crate) fn random() -> anyhow::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow::anyhow!("the machine has no random numbers: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
