//@ title: A request is a closure that knows where its answer goes

//! A service on its own thread, which many clients ask.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// What the service has to do for one question.
type Errand<Q, A> = Box<dyn FnOnce(&mut dyn FnMut(Q) -> A) + Send>;

/// A client's end of a service that answers a `Q` with an `A`.
pub struct Service<Q, A>(Sender<Errand<Q, A>>);

/// The answer to one question, which may still be on its way.
pub struct Reply<A>(Receiver<A>);

impl<Q, A> Service<Q, A>
where
    Q: Send + 'static,
    A: Send + 'static,
{
    /// Starts a service: a thread that calls `answer` with one question after the other, as long as
    /// there is a `Service`, or a question that has not been answered.
    pub fn start<F>(mut answer: F) -> Self
    where
        F: FnMut(Q) -> A + Send + 'static,
    {
        let (errands, inbox) = mpsc::channel::<Errand<Q, A>>();
        thread::Builder::new()
            .name("service".into())
            .spawn(move || inbox.iter().for_each(|errand| errand(&mut answer)))
            .expect("a thread can be started");
        Service(errands)
    }

    /// Asks, and does not wait for the answer.
    pub fn ask(&self, question: Q) -> Reply<A> {
        // One place is enough: the service never waits for the client.
        let (reply, answer) = mpsc::sync_channel(1);
        let errand = move |service: &mut dyn FnMut(Q) -> A| {
            // The client may have gone. That is no harm to the others.
            let _ = reply.send(service(question));
        };
        // An errand that is not run is dropped, and its `reply` with it.
        let _ = self.0.send(Box::new(errand));
        Reply(answer)
    }
}

impl<Q, A> Clone for Service<Q, A> {
    fn clone(&self) -> Self {
        Service(self.0.clone())
    }
}

impl<A> Reply<A> {
    /// Waits for the answer. `None` if there will be none, because `answer` has panicked.
    pub fn wait(self) -> Option<A> {
        self.0.into_iter().next()
    }
}
