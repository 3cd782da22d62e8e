//! Runs the exercise's cases against the solution.
use config_reload_solution as subject;
#[path = "../../../../exercises/09_rwlock/02_config_reload/tests/cases/mod.rs"]
mod cases;
