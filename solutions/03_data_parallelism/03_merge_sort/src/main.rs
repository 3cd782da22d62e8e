//! The exercise's program, with the solution.
extern crate merge_sort_solution as merge_sort;

include!("../../../../exercises/03_data_parallelism/03_merge_sort/src/main.rs");
