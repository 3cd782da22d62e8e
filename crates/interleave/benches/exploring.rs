//! How fast executions are explored.

fn main() {}
