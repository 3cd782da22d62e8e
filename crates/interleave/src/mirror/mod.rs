//! std's concurrency, mirrored: the same names, signatures, panics and poisoning, in three worlds.
//!
//! - [`Mode::Native`](crate::rt::Mode): no execution is going on. Every mirrored type holds the real std object and
//!   uses it, with real threads.
//! - `Mode::Model`: inside a checked closure. The engine (`crate::rt`) decides when an operation happens and what it
//!   sees; the real object inside still guards the real data, and must then be free. Nothing ever blocks for real.
//! - `Mode::Teardown`: an execution is being unwound. Operations act on the real object as plain, sequential memory;
//!   where that would mean to wait, the thread is given up (`rt::abandon`).
//!
//! What has to start afresh in each execution (statics, thread-locals, clocks) is kept in [`execution`]; how an object is
//! told from a static, and what is done about it, in [`object`]. This module explores nothing and explains nothing.
pub mod cell;
mod execution;
pub mod hint;
mod image;
pub(crate) mod macros;
pub mod mem;
mod object;
pub mod panic;
pub mod prelude;
pub mod process;
pub mod sync;
pub mod thread;
pub mod time;

pub(crate) use self::thread::end_of_thread;
