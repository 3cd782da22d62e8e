//! The listings of the book.
