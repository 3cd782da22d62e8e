//! `Thread` and `ThreadId`: real ones, or those of a modelled thread.
use std::fmt;
use std::panic::Location;
use std::sync::Arc;

use crate::mirror::execution;
use crate::rt::{self, Loc, Mode, Op, Outcome, Slot};

/// As std's [`Thread`](std::thread::Thread).
#[derive(Clone)]
pub struct Thread(Handle);

#[derive(Clone)]
enum Handle {
    Real(std::thread::Thread),
    Model(Arc<Modelled>),
}

/// A modelled thread, as its handles know it.
struct Modelled {
    name: Option<String>,
    id: u64,
    /// The park token.
    token: Slot,
}

/// As std's [`ThreadId`](std::thread::ThreadId). In the model ids are given out anew in each execution.
#[derive(Eq, PartialEq, Clone, Copy, Hash)]
pub struct ThreadId(Id);

#[derive(Eq, PartialEq, Clone, Copy, Hash)]
enum Id {
    Real(std::thread::ThreadId),
    Model(u64),
}

/// The handle of the thread that is running.
pub(super) fn current() -> Thread {
    if rt::mode() == Mode::Native {
        return Thread(Handle::Real(std::thread::current()));
    }
    if let Some(handle) = execution::with_thread(|thread| thread.handle.clone()) {
        return handle;
    }
    // Every spawned thread registers itself before it does anything: this is the one that runs the checked closure.
    let main = Thread::modelled(Some("main".to_owned()));
    register(main.clone());
    main
}

/// Makes `handle` the handle of the thread that is running.
pub(super) fn register(handle: Thread) {
    execution::with_thread(|thread| thread.handle = Some(handle));
}

impl Thread {
    /// A handle on a real thread.
    pub(super) fn real(real: &std::thread::Thread) -> Thread {
        Thread(Handle::Real(real.clone()))
    }

    /// A handle on a thread that is to run in the model.
    pub(super) fn modelled(name: Option<String>) -> Thread {
        let id = execution::with(|execution| {
            execution.ids += 1;
            execution.ids
        });
        Thread(Handle::Model(Arc::new(Modelled {
            name,
            id,
            token: Slot::new(),
        })))
    }

    /// As std's.
    #[track_caller]
    pub fn unpark(&self) {
        match &self.0 {
            Handle::Real(real) => real.unpark(),
            Handle::Model(_) if rt::mode() != Mode::Model => {}
            Handle::Model(_) => {
                self.token_op(Op::Unpark, "unpark()", Location::caller());
            }
        }
    }

    /// An operation on the park token of a modelled thread.
    pub(super) fn token_op(&self, op: Op, name: &'static str, loc: Loc) -> Option<Outcome> {
        match &self.0 {
            Handle::Real(_) => None,
            Handle::Model(thread) => {
                rt::touch(&thread.token, "park token");
                Some(rt::op(&thread.token, op, name, loc))
            }
        }
    }

    /// As std's.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        ThreadId(match &self.0 {
            Handle::Real(real) => Id::Real(real.id()),
            Handle::Model(thread) => Id::Model(thread.id),
        })
    }

    /// As std's.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.0 {
            Handle::Real(real) => real.name(),
            Handle::Model(thread) => thread.name.as_deref(),
        }
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Id::Real(id) => id.fmt(f),
            Id::Model(id) => f.debug_tuple("ThreadId").field(&id).finish(),
        }
    }
}
