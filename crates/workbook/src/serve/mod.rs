//! The server of `cargo workbook`: the book's pages on loopback, and live verdicts beside the exercises.
//!
//! - [`Server`]: start, publish, reload, shut down. It is a plain handle: the caller needs no async.
//! - `page`: what a verdict is on the page. Every word is chosen there; the script only shows it.
//! - `routes`: pages, `/api/state`, `/api/events`, `/api/check/NAME`.
//! - `site`: the pages' content security policy and the mark that tells them that they are live.
//! - `guard`: who may ask. Other web sites must not drive it, and nobody beyond this machine can.
//!
//! It never builds, checks or watches: the caller does, and says what came of it.

mod guard;
mod page;
mod routes;
mod site;

pub use page::{Test, Verdict};

use anyhow::{Context as _, anyhow};
use routes::{Message, Shared};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// How many ports are tried, from the one that was asked for.
const PORTS: u16 = 20;
/// How long open connections may take to end at shutdown.
const GRACE: Duration = Duration::from_secs(1);

/// What to serve.
pub struct Options {
    /// The workbook's root: the verdicts quote the learner's files.
    pub root: PathBuf,
    /// The folder with the built book. It may be replaced while the server runs; call [`Server::reload`] then.
    pub site: PathBuf,
    /// The port; when it is taken, the next free one.
    pub port: u16,
    /// The names of the exercises: a check of another is refused.
    pub exercises: Vec<String>,
    /// Called when a page asks for a check. It must return soon: send the name to whoever checks.
    pub on_check: Box<dyn Fn(&str) + Send + Sync>,
}

/// A running server. Dropping it shuts it down.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts serving; returns when the port is open.
    ///
    /// # Errors
    /// No port is free near the one that was asked for, or the machine refuses threads or random numbers.
    pub fn start(options: Options) -> anyhow::Result<Server> {
        let listener = bind(options.port)?;
        let address = listener.local_addr().context("the socket has no address")?;
        listener
            .set_nonblocking(true)
            .context("cannot serve on the socket")?;
        let shared = Arc::new(Shared::new(options, address)?);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot start the server")?;
        let (stop, stopped) = oneshot::channel();
        let for_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("workbook-server".to_owned())
            .spawn(move || {
                runtime.block_on(run(listener, for_thread, stopped));
                runtime.shutdown_timeout(GRACE);
            })
            .context("cannot start the server")?;
        Ok(Server {
            address,
            shared,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The address to open: `http://127.0.0.1:3000/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The port that was free.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Shows a verdict on every open page, and on each that opens later.
    pub fn publish(&self, exercise: &str, verdict: &Verdict) {
        self.shared.publish(exercise, verdict);
    }

    /// The book was built again: open pages load themselves anew.
    pub fn reload(&self) {
        self.shared.new_build();
    }

    /// The book could not be built again: open pages say so, and stay as they are.
    pub fn book_failed(&self, message: &str) {
        self.shared.book_failed(message);
    }

    /// Ends all connections and waits until the port is closed.
    pub fn shutdown(mut self) {
        self.stop();
    }

    fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The server may have ended by itself.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn run(listener: TcpListener, shared: Arc<Shared>, stopped: oneshot::Receiver<()>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    let (begin, begun) = oneshot::channel();
    let serving = axum::serve(listener, routes::router(Arc::clone(&shared)));
    let serving = serving.with_graceful_shutdown(async {
        let _ = begun.await;
    });
    let task = tokio::spawn(async move { serving.await });
    let _ = stopped.await;
    // No new connections from here on; then the event streams end, which would otherwise stay open for ever.
    let _ = begin.send(());
    shared.send(Message::Bye);
    let _ = tokio::time::timeout(GRACE, task).await;
}

/// The first free port from `wanted`; any free one when none of those is.
fn bind(wanted: u16) -> anyhow::Result<TcpListener> {
    let mut refused = None;
    let ports = (wanted..=wanted.saturating_add(PORTS)).chain([0]);
    for port in ports {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => refused = Some(error),
        }
    }
    let why = refused.map_or(String::new(), |error| error.to_string());
    Err(anyhow!("no port is free from {wanted} on: {why}"))
}
