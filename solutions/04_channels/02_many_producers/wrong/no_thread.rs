//@ title: No thread at all
//@ idea: "Between sources there is no order, so one after the other is fine."
//@ test: all_sources_are_at_work_at_the_same_time
//@ kind: deadlock
//@ says: is there one thread for all of them

use std::panic::{self, AssertUnwindSafe};

/// The right items, from one source after the other, on one thread.
pub fn merge<I, F>(sources: Vec<I>, mut each: F) -> usize
where
    I: Iterator + Send + 'static,
    I::Item: Send + 'static,
    F: FnMut(I::Item),
{
    let mut count = 0;
    for mut source in sources {
        while let Ok(Some(item)) = panic::catch_unwind(AssertUnwindSafe(|| source.next())) {
            each(item);
            count += 1;
        }
    }
    count
}
