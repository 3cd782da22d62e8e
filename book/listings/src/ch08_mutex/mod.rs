//! Chapter 08, mutexes: what the lock owns, how long it is held, and how locks wait for each other.

pub mod broken_invariant;
pub mod callbacks;
pub mod check_then_act;
pub mod granularity;
pub mod guard_scope;
pub mod interior;
pub mod lock_order;
pub mod lost_update;
pub mod poisoning;
pub mod self_deadlock;
pub mod try_lock;
