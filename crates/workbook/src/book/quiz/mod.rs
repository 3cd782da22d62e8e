//! Quizzes: `book/src/quizzes/NAME.toml` as an element that can be read without JavaScript.
//!
//! - [`format`]: the file, and what a question must have.
//! - [`render`]: a checked question as HTML.
//!
//! Which outcomes of a program are right is computed by exploring the program, never typed in.

pub(crate) mod format;
pub(crate) mod render;

pub(crate) use format::read;
pub(crate) use render::render;
