//! With nobody else about, the queues do what crossbeam's do, whatever is asked of them in whatever order.

/// Plays the game of this seed with one crate's queues, and notes every answer.
macro_rules! player {
    ($name:ident, $crossbeam:ident) => {
        fn $name(seed: u64) -> Vec<String> {
            use $crossbeam::deque::{Injector, Stealer, Worker};

            let mut dice = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let mut roll = |sides: u64| {
                dice ^= dice << 13;
                dice ^= dice >> 7;
                dice ^= dice << 17;
                (dice >> 33) % sides
            };
            let workers: [Worker<u32>; 2] = [(); 2].map(|()| match roll(2) {
                0 => Worker::new_fifo(),
                _ => Worker::new_lifo(),
            });
            let stealers = workers.each_ref().map(Worker::stealer);
            let injector = Injector::default();
            let mut answers = Vec::new();
            // Few enough for batches that crossbeam limits only by what is there.
            for job in 0..60 {
                let [worker, other] = [roll(2) as usize, roll(2) as usize];
                let limit = roll(4) as usize + 1;
                let (worker, stealer) = (&workers[worker], &stealers[other]);
                let answer = match roll(16) {
                    0..=2 => format!("{:?}", worker.push(job)),
                    3..=4 => format!("{:?}", injector.push(job)),
                    5 => format!("{:?}", worker.pop()),
                    6 => format!("{:?}", stealer.steal()),
                    7 => format!("{:?}", stealer.steal_batch(worker)),
                    8 => format!("{:?}", stealer.steal_batch_and_pop(worker)),
                    9 => format!("{:?}", stealer.steal_batch_with_limit(worker, limit)),
                    10 => format!(
                        "{:?}",
                        stealer.steal_batch_with_limit_and_pop(worker, limit)
                    ),
                    11 => format!("{:?}", injector.steal()),
                    12 => format!("{:?}", injector.steal_batch(worker)),
                    13 => format!("{:?}", injector.steal_batch_and_pop(worker)),
                    14 => format!("{:?}", injector.steal_batch_with_limit(worker, limit)),
                    _ => format!(
                        "{:?}",
                        injector.steal_batch_with_limit_and_pop(worker, limit)
                    ),
                };
                let sizes = (worker.len(), stealer.len(), injector.len());
                let empty = (worker.is_empty(), stealer.is_empty(), injector.is_empty());
                answers.push(format!("{answer} {sizes:?} {empty:?}"));
            }
            // What is left, and in which order.
            for worker in &workers {
                answers.push(format!(
                    "{:?}",
                    std::iter::from_fn(|| worker.pop()).collect::<Vec<_>>()
                ));
            }
            answers.push(format!(
                "{workers:?} {injector:?} {:?}",
                Stealer::clone(&stealers[0])
            ));
            answers
        }
    };
}

player!(theirs, crossbeam);
player!(ours, interleave_crossbeam);

#[test]
fn the_answers_are_those_of_crossbeam() {
    for seed in 0..2_000 {
        assert_eq!(ours(seed), theirs(seed), "seed {seed}");
    }
}

#[test]
#[should_panic(expected = "at least one job")]
fn a_batch_of_none_is_refused() {
    let _ = interleave_crossbeam::deque::Injector::<u8>::new()
        .steal_batch_with_limit(&interleave_crossbeam::deque::Worker::new_fifo(), 0);
}
