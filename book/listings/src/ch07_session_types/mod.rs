//! Chapter 07, session types: what can go wrong without them, and how they work inside.
//!
//! The listings that use the crate `session_types` are in `listings-native`: it runs on real threads.

pub mod inside;
pub mod mismatch;
pub mod two_conversations;
pub mod two_sessions;
