//! The book: from `book/src` to a folder of pages that works offline, by mdBook as a library.
//!
//! - [`build()`] does it all: load, expand the directives, render, check the links, put the result in place.
//! - `directive`, `preprocess`: what authors write (book/README.md documents it) and what becomes of it;
//!   `exercise`, `overview`, `quiz`, `stepper`, `litmus` render one directive each, with `markdown` and `listing` as their tools.
//! - `explored`: what exploring the listings found.
//! - `sources`, `links`: what mdBook does not check, before and after rendering.
//! - `problem`: mistakes, collected over all chapters.
//!
//! A build never asks the network for anything, and one that fails leaves the earlier result as it was.

mod build;
mod directive;
mod exercise;
mod explored;
mod html;
mod links;
mod listing;
mod litmus;
mod log;
mod markdown;
mod overview;
mod preprocess;
mod problem;
mod quiz;
mod sources;
pub(crate) mod stepper;

pub use build::{Built, Options, Progress, build, silent};
pub use explored::Source;
pub(crate) use html::inline_scripts;
pub use problem::{Problem, Problems};
