//! Chapter 05, pipelines: stages, the end of a stream, and what an error does to both neighbours.

pub mod bounded;
pub mod complete;
pub mod incomplete;
pub mod stages;
