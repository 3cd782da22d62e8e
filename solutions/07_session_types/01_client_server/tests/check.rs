//! Runs the exercise's cases against the solution.
use client_server_solution as subject;
#[path = "../../../../exercises/07_session_types/01_client_server/tests/cases/mod.rs"]
mod cases;
