//! Chapter 03, data parallelism: fork and join, rayon's iterators, and work that is not even.

pub mod cut_off;
pub mod errors;
pub mod fold_reduce;
pub mod fork_join;
pub mod longest;
pub mod order_matters;
pub mod par_iter;
pub mod pieces;
pub mod progress;
pub mod terms;
pub mod uneven;
