//! Chapter 04, channels: who owns what, who hangs up, and how much may be in flight.

pub mod bounded;
pub mod cross_wait;
pub mod first_channel;
pub mod forgotten_sender;
pub mod hang_up;
pub mod iteration;
pub mod merge;
pub mod polling;
pub mod rendezvous;
pub mod replies;
pub mod service_log;
pub mod shared;
pub mod walk;
