//! `std::sync`: every stable name, one by one. What is not mirrored is std's own, and the reason stands with it.
pub mod atomic;
mod barrier;
mod condvar;
mod lazy_lock;
mod lock;
pub mod mpsc;
mod mutex;
mod once;
mod once_lock;
mod rwlock;

pub use self::barrier::{Barrier, BarrierWaitResult};
pub use self::condvar::{Condvar, WaitTimeoutResult};
pub use self::lazy_lock::LazyLock;
pub use self::mutex::{Mutex, MutexGuard};
#[expect(deprecated, reason = "std still has it")]
pub use self::once::ONCE_INIT;
pub use self::once::{Once, OnceState};
pub use self::once_lock::OnceLock;
pub use self::rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
/// std's own. Counting references orders nothing in the model: the last drop of an `Arc` is taken to come after every
/// use, as std guarantees, but that edge is not there for a data race to be found without it.
pub use std::sync::{Arc, Weak};
/// std's own: the mirror makes them with public constructors.
pub use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};
