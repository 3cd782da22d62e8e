//! The program as its user meets it: run on a temporary copy of a small workbook (`tests/fixture`), by what it says
//! and the code with which it ends.

mod check;
mod harness;
mod help;
mod learn;
mod litmus;
mod model;
mod nonsense;
mod reset;
mod verbs;
mod verify;
