//! What the checks of native exercises prove structure with.
//!
//! A model-checked exercise needs nothing from here: the checker sees everything. A native one runs
//! on real threads with real libraries, and its checks must neither be lucky nor look at a clock.
//! So they prove by construction:
//!
//! - [`workers`]: an operation that ends only when all workers of a pool are in it at once;
//! - [`programs`]: small programs that the compiler must reject, and with which error code;
//! - [`patience`]: waiting for what may never come, without a deadline;
//! - [`process`]: a test in a process of its own, for code that may abort;
//! - [`sessions`]: conversations with one side of a `session_types` protocol.
//!
//! Nothing here rejects a right solution because the machine is slow.
#![forbid(unsafe_code)]

pub mod patience;
pub mod process;
pub mod programs;
pub mod sessions;
pub mod workers;
