//! The explored listings that the book plays in a stepper or asks about in a quiz.
//!
//! An entry is an id and what to do with the listing. The ids are what the chapters name; nothing else lists them.

use interleave::Explorer;
use interleave_trace::Exploration;
use std::fmt::Debug;

/// The most executions of one listing that are exported step by step.
const MOST_EXECUTIONS: usize = 40;

/// An explored listing.
pub struct Entry {
    /// Its id, in `snake_case`: the name in `{{#stepper id}}` and in a quiz's
    /// `outcomes = "id"`.
    pub id: &'static str,
    explore: fn() -> Explored,
}

/// What exploring a listing gave.
pub struct Explored {
    /// The executions, for a stepper.
    pub exploration: Exploration,
    /// Every value that the listing can return, as text: for a listing that
    /// returns one and never fails.
    pub outcomes: Option<Vec<String>>,
}

impl Entry {
    /// Explores the listing.
    pub fn explore(&self) -> Explored {
        (self.explore)()
    }
}

/// A program, whose executions are played.
fn program(body: fn()) -> Explored {
    let exploration = Explorer::new().record(MOST_EXECUTIONS, body);
    Explored {
        exploration,
        outcomes: None,
    }
}

/// A function, whose results are asked for too.
fn values<T: Ord + Debug + Send + 'static>(body: fn() -> T) -> Explored {
    let exploration = Explorer::new().record(MOST_EXECUTIONS, body);
    let outcomes = interleave::outcomes(body)
        .iter()
        .map(|value| format!("{value:?}"))
        .collect();
    Explored {
        exploration,
        outcomes: Some(outcomes),
    }
}

/// Each row: a function of this module, then the listings that it explores. An
/// id is a listing's own name unless another is given.
macro_rules! catalogue {
    ($($how:ident { $($($module:ident)::+ / $listing:ident $(as $id:ident)?),* $(,)? })*) => {
        /// All explored listings, in the order of the chapters.
        pub const ALL: &[Entry] = &[$($(
            Entry {
                id: catalogue!(@id $listing $($id)?),
                explore: || $how(crate::$($module)::+::$listing),
            },
        )*)*];
    };
    (@id $listing:ident) => { stringify!($listing) };
    (@id $listing:ident $id:ident) => { stringify!($id) };
}

catalogue! {
    program {
        ch00_start::two_payments / two_payments,
        ch00_verdict::store_buffer / somebody_reads_one,
        ch00_verdict::race / unguarded,
        ch01_threads::main_ends_first / main_ends_first,
        ch01_threads::parking / park_once,
        ch01_threads::parking / unpark_too_early,
        ch02_sharing::own_rc / two_owners,
        ch04_channels::forgotten_sender / forgotten_sender,
        ch04_channels::cross_wait / both_send_first,
        ch04_channels::replies / shared_answers,
        ch04_channels::shared / two_workers_take_turns,
        ch06_crossbeam::two_receivers / left_first,
        ch05_pipelines::incomplete / all_words,
        ch05_pipelines::stages / three_stages,
        ch07_session_types::mismatch / one_number_too_few,
        ch07_session_types::two_sessions / two_sessions,
        ch08_mutex::lost_update / two_doors,
        ch08_mutex::guard_scope / guard_lives_too_long,
        ch08_mutex::broken_invariant / two_locks_for_one_truth,
        ch08_mutex::check_then_act / sold_twice,
        ch08_mutex::callbacks / comes_again,
        ch08_mutex::self_deadlock / one_coin,
        ch08_mutex::lock_order / crossed_gifts,
        ch09_rwlock::upgrade / read_then_write,
        ch09_rwlock::torn / half_a_move,
        ch09_rwlock::downgrade / let_go,
        ch12_atomics::lost_vote / two_votes,
        ch12_atomics::exchange / stubborn,
        ch12_atomics::two_numbers / two_atomics,
        ch12_atomics::handed_over / ready_without_price,
        ch12_atomics::bit_lock / looked_then_set,
        ch12_atomics::bit_lock / taken_relaxed,
        ch10_condvar::bell / unheard_bell,
        ch10_condvar::hatch / trusts_the_bell,
        ch10_condvar::hatch / the_meal_is_gone,
        ch10_condvar::beside_the_lock / flag_beside_the_lock,
        ch10_condvar::whom / one_is_told,
        ch10_condvar::pool / one_at_a_time,
        ch09_rwlock::config / asked_twice,
        ch09_rwlock::starvation / three_readers,
        ch13_memory_ordering::value_and_flag / a_raised_flag_means_42,
        ch13_memory_ordering::plain_data / post_relaxed,
        ch13_memory_ordering::two_buffers / never_both,
        ch11_globals::hostname / both_come_first,
        ch11_globals::half_built / half_a_table,
        ch11_globals::cycle / in_a_ring,
        ch18_checker::message / relaxed_flag_promises_the_message,
    }
    values {
        ch00_start::two_payments / three_payments,
        ch00_start::letters / letters,
        ch00_verdict::store_buffer / relaxed as store_buffer_relaxed,
        ch00_verdict::store_buffer / seq_cst as store_buffer_seq_cst,
        ch01_threads::main_ends_first / saved_in_the_background,
        ch01_threads::join_in_the_loop / join_in_a_lazy_chain,
        ch01_threads::join_in_the_loop / join_after_the_loop,
        ch01_threads::errors / left_behind,
        ch02_sharing::own_rc / owners_counted,
        ch02_sharing::arrival / lengths_by_arrival,
        ch04_channels::polling / sum_until_empty,
        ch04_channels::merge / two_producers,
        ch04_channels::rendezvous / begun_without_room,
        ch04_channels::replies / two_customers,
        ch04_channels::service_log / written_when_the_program_ends,
        ch04_channels::service_log / stopped_by_a_message,
        ch07_session_types::two_conversations / two_conversations,
        ch06_crossbeam::two_receivers / look_at_both,
        ch06_crossbeam::going_home / who_did_it,
        ch05_pipelines::bounded / read_ahead_without_room,
        ch05_pipelines::stages / first_square,
        ch08_mutex::lost_update / counted,
        ch08_mutex::try_lock / frames_drawn,
        ch08_mutex::granularity / work_in_one_line,
        ch09_rwlock::overlap / readers_inside,
        ch09_rwlock::upgrade / written_with_gap,
        ch12_atomics::lost_vote / three_votes,
        ch12_atomics::claim / claimed_by_looking,
        ch12_atomics::exchange / product_tried_once,
        ch12_atomics::exchange / product_looped,
        ch12_atomics::exchange / weak_and_alone,
        ch12_atomics::progress / looked_twice,
        ch10_condvar::time_out / over_and_ready,
        ch10_condvar::time_out / over_or_ready,
        ch09_rwlock::two_kinds / in_the_diary,
        ch13_memory_ordering::value_and_flag / relaxed as value_and_flag_relaxed,
        ch13_memory_ordering::half / release_alone,
        ch13_memory_ordering::coherence / two_looks,
        ch13_memory_ordering::last_one / last_one_release,
        ch13_memory_ordering::two_buffers / entered_half_seq_cst,
        ch13_memory_ordering::release_sequence / added_in_between,
        ch13_memory_ordering::release_sequence / stored_in_between,
        ch13_memory_ordering::fences / fence_too_late,
        ch11_globals::hostname / asked_before_get_or_init,
        ch11_globals::hostname / two_domains,
        ch11_globals::half_built / squares_seen,
        ch11_globals::poisoned / with_once_lock,
        ch11_globals::per_thread / hits_here_and_there,
        ch18_checker::message / relaxed as message_relaxed,
        ch18_checker::message / released as message_released,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_listings_have_the_same_id() {
        let ids: HashSet<_> = ALL.iter().map(|entry| entry.id).collect();
        assert_eq!(ids.len(), ALL.len());
    }

    #[test]
    fn every_listing_can_be_exported_and_every_failure_has_a_reason() {
        for entry in ALL {
            let explored = entry.explore();
            let shown = explored.exploration.report.failure.is_some()
                || !explored.exploration.executions.is_empty();
            assert!(shown, "{}: there is an execution to show", entry.id);
            let failure = explored.exploration.report.failure;
            let unexplained =
                failure.filter(|failure| failure.reason.is_empty());
            assert!(unexplained.is_none(), "{}: no reason is given", entry.id);
        }
    }
}
