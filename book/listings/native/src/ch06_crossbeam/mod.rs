//! Chapter 06, crossbeam and parking_lot: what the libraries do, and what false sharing and locks cost.

pub mod consumers;
pub mod ends;
pub mod epochs;
pub mod locks;
pub mod padded;
pub mod queues;
pub mod scopes;
pub mod selecting;
pub mod wait_group;
