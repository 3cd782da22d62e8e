//! What can be asked of the server, and the state that the answers come from.
//!
//! | request | answer |
//! |---|---|
//! | `GET /...` | a page or a file of the book |
//! | `GET /api/state` | the build's name, all verdicts, what is wrong with the book |
//! | `GET /api/events` | server-sent events: `state` (as above, first), `verdict`, `book` |
//! | `POST /api/check/NAME` | asks for a check: 202, and a `verdict` event follows |

use super::page::{Shown, Verdict};
use super::{Options, guard, site};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde::Serialize;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::Path as FilePath;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt as _};

/// How many events an open page may be behind before it is sent the whole state again.
const BACKLOG: usize = 64;

/// What open pages are told.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Everything: the page compares the build's name with its own.
    State,
    /// A verdict, as JSON.
    Verdict(Arc<str>),
    /// The server ends.
    Bye,
}

/// The server's state.
pub(crate) struct Shared {
    options: Options,
    port: u16,
    token: String,
    builds: AtomicU64,
    known: Mutex<Known>,
    messages: broadcast::Sender<Message>,
}

#[derive(Default)]
struct Known {
    verdicts: BTreeMap<String, Shown>,
    book: Option<String>,
}

#[derive(Serialize)]
struct WholeState<'a> {
    build: String,
    verdicts: &'a BTreeMap<String, Shown>,
    book: &'a Option<String>,
}

#[derive(Serialize)]
struct OneVerdict<'a> {
    exercise: &'a str,
    verdict: &'a Shown,
}

impl Shared {
    pub(crate) fn new(options: Options, address: SocketAddr) -> anyhow::Result<Self> {
        Ok(Shared {
            options,
            port: address.port(),
            token: guard::random()?,
            builds: AtomicU64::new(0),
            known: Mutex::default(),
            messages: broadcast::channel(BACKLOG).0,
        })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// The folder with the pages.
    pub(crate) fn site(&self) -> &FilePath {
        &self.options.site
    }

    /// Names this build of this run: a page with another name is out of date.
    pub(crate) fn build(&self) -> String {
        // ORDERING: Relaxed. It is a name; nothing else is published with it.
        format!(
            "{}-{}",
            &self.token[..8],
            self.builds.load(Ordering::Relaxed)
        )
    }

    pub(crate) fn new_build(&self) {
        self.known().book = None;
        // ORDERING: Relaxed, as in `build`.
        self.builds.fetch_add(1, Ordering::Relaxed);
        self.send(Message::State);
    }

    pub(crate) fn book_failed(&self, problem: &str) {
        self.known().book = Some(problem.to_owned());
        self.send(Message::State);
    }

    pub(crate) fn publish(&self, exercise: &str, verdict: &Verdict) {
        let verdict = Shown::new(&self.options.root, exercise, verdict);
        let json = to_json(&OneVerdict {
            exercise,
            verdict: &verdict,
        });
        // One lock for both, so that no page can miss the change between its first state and its first event.
        let mut known = self.known();
        known.verdicts.insert(exercise.to_owned(), verdict);
        self.send(Message::Verdict(json.into()));
    }

    pub(crate) fn send(&self, message: Message) {
        // Nobody listens while no page is open.
        let _ = self.messages.send(message);
    }

    fn state(&self) -> String {
        let known = self.known();
        to_json(&WholeState {
            build: self.build(),
            verdicts: &known.verdicts,
            book: &known.book,
        })
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All routes.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/api/state", get(state))
        .route("/api/events", get(events))
        .route("/api/check/{name}", post(check))
        .fallback(site::page)
        .layer(middleware::from_fn_with_state(
            Arc::clone(&shared),
            guard::host,
        ))
        .with_state(shared)
}

async fn state(State(shared): State<Arc<Shared>>) -> Response {
    (
        [
            ("content-type", "application/json"),
            ("cache-control", "no-store"),
        ],
        shared.state(),
    )
        .into_response()
}

async fn events(State(shared): State<Arc<Shared>>) -> impl IntoResponse {
    // Listening begins before the first state is taken: what happens between the two is told twice, never lost.
    let messages = BroadcastStream::new(shared.messages.subscribe());
    let first = tokio_stream::once(Ok(Message::State));
    Sse::new(told(shared, first.chain(messages))).keep_alive(KeepAlive::default())
}

/// The messages as events, until the server ends.
fn told<E>(
    shared: Arc<Shared>,
    messages: impl Stream<Item = Result<Message, E>>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    messages.map_while(move |message| {
        let event = match message {
            Ok(Message::Verdict(json)) => Event::default().event("verdict").data(json),
            Ok(Message::Bye) => return None,
            // A page that fell behind gets everything again.
            Ok(Message::State) | Err(_) => Event::default().event("state").data(shared.state()),
        };
        Some(Ok(event))
    })
}

async fn check(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !guard::from_our_page(&headers, &shared) {
        let why = "only the book's own pages may ask for a check\n";
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    if !shared.options.exercises.contains(&name) {
        return (
            StatusCode::NOT_FOUND,
            format!("there is no exercise `{name}`\n"),
        )
            .into_response();
    }
    (shared.options.on_check)(&name);
    (
        StatusCode::ACCEPTED,
        Json(serde_json::json!({ "exercise": name })),
    )
        .into_response()
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data has a JSON form")
}
