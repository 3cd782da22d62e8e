//! The classic litmus tests, each written once. Its orderings are parameters: [`Program::with_orderings`] and
//! [`Program::with_uniform`] set them.
//!
//! The names are the usual ones ("Herding Cats", TOPLAS 2014, table 3; the herdtools7 catalogue). What stands in the texts are the
//! weakest orderings that std accepts, except where the name says that there are fences.

use crate::condition::Condition;
use crate::program::Program;

/// A classic litmus test.
#[derive(Debug, Clone, Copy)]
pub struct Classic {
    /// Its name, as in the literature where it has one.
    pub name: &'static str,
    /// What it asks, in a sentence.
    pub about: &'static str,
    /// The outcome that sequential consistency does not have.
    pub weak: &'static str,
    text: &'static str,
}

impl Classic {
    /// The program, with the weakest orderings.
    pub fn program(&self) -> Program {
        let text = format!("litmus {};{}", self.name, self.text);
        text.parse()
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The outcome that it is about.
    pub fn weak(&self) -> Condition {
        self.weak
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// The test of that name.
pub fn find(name: &str) -> Option<&'static Classic> {
    ALL.iter().find(|classic| classic.name == name)
}

/// All of them, from the friendliest to the strangest.
pub const ALL: &[Classic] = &[
    Classic {
        name: "mp",
        about: "Message passing: may the reader see the flag and miss the data?",
        weak: "1:r0=1 1:r1=0",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(1, Relaxed); y.store(1, Relaxed); }
            thread { r0 = y.load(Relaxed); r1 = x.load(Relaxed); }",
    },
    Classic {
        name: "mp+fences",
        about: "Message passing with fences: do they do what Release and Acquire do?",
        weak: "1:r0=1 1:r1=0",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(1, Relaxed); fence(Release); y.store(1, Relaxed); }
            thread { r0 = y.load(Relaxed); fence(Acquire); r1 = x.load(Relaxed); }",
    },
    Classic {
        name: "mp+rs",
        about: "Message passing through a release sequence: may another thread's read-modify-write come between?",
        weak: "1:r0=1 2:r0=2 2:r1=0",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(1, Relaxed); y.store(1, Relaxed); }
            thread { r0 = y.fetch_add(1, Relaxed); }
            thread { r0 = y.load(Relaxed); r1 = x.load(Relaxed); }",
    },
    Classic {
        name: "mp+cell",
        about: "Message passing of plain data: is reading it, after the flag was seen, a data race?",
        weak: "1:r0=1 1:r1=0",
        text: "
            cell d = 0; atomic y = 0;
            thread { d.write(1); y.store(1, Relaxed); }
            thread { r0 = y.load(Relaxed); if r0 == 1 { r1 = d.read(); } }",
    },
    Classic {
        name: "sb",
        about: "Store buffering: may both threads miss the other's store?",
        weak: "0:r0=0 1:r0=0",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(1, Relaxed); r0 = y.load(Relaxed); }
            thread { y.store(1, Relaxed); r0 = x.load(Relaxed); }",
    },
    Classic {
        name: "sb+fences",
        about: "Store buffering with fences: which fence keeps a load behind a store?",
        weak: "0:r0=0 1:r0=0",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(1, Relaxed); fence(SeqCst); r0 = y.load(Relaxed); }
            thread { y.store(1, Relaxed); fence(SeqCst); r0 = x.load(Relaxed); }",
    },
    Classic {
        name: "cas-lock",
        about: "A lock that is one compare_exchange: may both threads have been inside, and neither see the other's write?",
        weak: "0:r0=0 0:r1=0 1:r0=0 1:r1=0",
        text: "
            atomic l = 0; cell d = 0;
            thread {
                r0 = l.compare_exchange(0, 1, Relaxed, Relaxed);
                if r0 == 0 { r1 = d.read(); d.write(1); l.store(0, Relaxed); }
            }
            thread {
                r0 = l.compare_exchange(0, 1, Relaxed, Relaxed);
                if r0 == 0 { r1 = d.read(); d.write(1); l.store(0, Relaxed); }
            }",
    },
    Classic {
        name: "corr",
        about: "Coherence of two reads: may the second see an older value than the first?",
        weak: "1:r0=1 1:r1=0",
        text: "
            atomic x = 0;
            thread { x.store(1, Relaxed); }
            thread { r0 = x.load(Relaxed); r1 = x.load(Relaxed); }",
    },
    Classic {
        name: "coww",
        about: "Coherence of two writes: may a thread's first store come to stand after its second?",
        weak: "x=1",
        text: "
            atomic x = 0;
            thread { x.store(1, Relaxed); x.store(2, Relaxed); }
            observe x;",
    },
    Classic {
        name: "corw",
        about: "Coherence of a read and a write: may a load see what comes after its own thread's later store?",
        weak: "0:r0=2 x=2",
        text: "
            atomic x = 0;
            thread { r0 = x.load(Relaxed); x.store(1, Relaxed); }
            thread { x.store(2, Relaxed); }
            observe x;",
    },
    Classic {
        name: "cowr",
        about: "Coherence of a write and a read: may a load see what its own thread has overwritten?",
        weak: "0:r0=2 x=1",
        text: "
            atomic x = 0;
            thread { x.store(1, Relaxed); r0 = x.load(Relaxed); }
            thread { x.store(2, Relaxed); }
            observe x;",
    },
    Classic {
        name: "s",
        about: "May a store that follows a load come before a store that the load knows of?",
        weak: "1:r0=1 x=2",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(2, Relaxed); y.store(1, Relaxed); }
            thread { r0 = y.load(Relaxed); x.store(1, Relaxed); }
            observe x;",
    },
    Classic {
        name: "r",
        about: "May a load pass its thread's store, when the other thread has two stores?",
        weak: "1:r0=0 y=2",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(1, Relaxed); y.store(1, Relaxed); }
            thread { y.store(2, Relaxed); r0 = x.load(Relaxed); }
            observe y;",
    },
    Classic {
        name: "2+2w",
        about: "Two stores each, in opposite order: may both first stores be the last?",
        weak: "x=2 y=2",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(2, Relaxed); y.store(1, Relaxed); }
            thread { y.store(2, Relaxed); x.store(1, Relaxed); }
            observe x; observe y;",
    },
    Classic {
        name: "wrc",
        about: "Write-to-read causality: does what one thread saw, and told, bind a third?",
        weak: "1:r0=1 2:r0=1 2:r1=0",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(1, Relaxed); }
            thread { r0 = x.load(Relaxed); y.store(1, Relaxed); }
            thread { r0 = y.load(Relaxed); r1 = x.load(Relaxed); }",
    },
    Classic {
        name: "isa2",
        about: "Message passing over two hops: does the data arrive with the second flag?",
        weak: "1:r0=1 2:r0=1 2:r1=0",
        text: "
            atomic x = 0; atomic y = 0; atomic z = 0;
            thread { x.store(1, Relaxed); y.store(1, Relaxed); }
            thread { r0 = y.load(Relaxed); z.store(1, Relaxed); }
            thread { r0 = z.load(Relaxed); r1 = x.load(Relaxed); }",
    },
    Classic {
        name: "rwc",
        about: "Read-to-write causality: store buffering with the first store seen by a third thread.",
        weak: "1:r0=1 1:r1=0 2:r0=0",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(1, Relaxed); }
            thread { r0 = x.load(Relaxed); r1 = y.load(Relaxed); }
            thread { y.store(1, Relaxed); r0 = x.load(Relaxed); }",
    },
    Classic {
        name: "iriw",
        about: "Independent reads of independent writes: may two readers see two stores in opposite orders?",
        weak: "2:r0=1 2:r1=0 3:r0=1 3:r1=0",
        text: "
            atomic x = 0; atomic y = 0;
            thread { x.store(1, Relaxed); }
            thread { y.store(1, Relaxed); }
            thread { r0 = x.load(Relaxed); r1 = y.load(Relaxed); }
            thread { r0 = y.load(Relaxed); r1 = x.load(Relaxed); }",
    },
    Classic {
        name: "lb",
        about: "Load buffering: may two loads each see a store that comes after the other?",
        weak: "0:r0=1 1:r0=1",
        text: "
            atomic x = 0; atomic y = 0;
            thread { r0 = x.load(Relaxed); y.store(1, Relaxed); }
            thread { r0 = y.load(Relaxed); x.store(1, Relaxed); }",
    },
    Classic {
        name: "lb+data",
        about: "Load buffering with stores that depend on the loads: may a value come out of thin air?",
        weak: "0:r0=1 1:r0=1",
        text: "
            atomic x = 0; atomic y = 0;
            thread { r0 = x.load(Relaxed); y.store(r0, Relaxed); }
            thread { r0 = y.load(Relaxed); x.store(r0, Relaxed); }",
    },
    Classic {
        name: "lb+ctrl",
        about: "Load buffering with stores behind a branch on the loads.",
        weak: "0:r0=1 1:r0=1",
        text: "
            atomic x = 0; atomic y = 0;
            thread { r0 = x.load(Relaxed); if r0 == 1 { y.store(1, Relaxed); } }
            thread { r0 = y.load(Relaxed); if r0 == 1 { x.store(1, Relaxed); } }",
    },
];
