//! Sampling past the bounds: random choices, or random priorities.
//!
//! PCT: "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs" (Burckhardt, Kothari, Musuvathi, Nagarakatte,
//! ASPLOS 2010): each thread has a random priority, the highest that can move does, and at a few random steps the thread that
//! moves falls below all others.

/// A small generator (SplitMix64, Steele, Lea and Flood, OOPSLA 2014): the same seed gives the same executions everywhere.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// Chooses threads and outcomes for one run.
pub(crate) struct Sampler {
    random: Random,
    /// The thread that moves next, until it has.
    pub(crate) turn: Option<u8>,
    /// PCT: the threads' priorities and the steps at which the highest falls. `None`: uniformly random.
    pct: Option<([u64; 32], Vec<usize>)>,
    step: usize,
}

impl Sampler {
    pub(crate) fn uniform(seed: u64) -> Sampler {
        Sampler {
            random: Random::new(seed),
            turn: None,
            pct: None,
            step: 0,
        }
    }

    /// `length`: about how many steps an execution has; `depth`: how many times the priorities change.
    pub(crate) fn pct(seed: u64, length: usize, depth: usize) -> Sampler {
        let mut random = Random::new(seed);
        let priorities = std::array::from_fn(|_| random.next() | 1 << 63);
        let changes = (0..depth).map(|_| random.below(length.max(1))).collect();
        Sampler {
            random,
            turn: None,
            pct: Some((priorities, changes)),
            step: 0,
        }
    }

    /// The thread that moves next.
    pub(crate) fn pick(&mut self, ready: u32) -> Option<u8> {
        if let Some(t) = self.turn.filter(|t| ready & (1 << t) != 0) {
            return Some(t);
        }
        if ready == 0 {
            self.turn = None;
            return None;
        }
        let threads: Vec<u8> = (0..32).filter(|t| ready & (1 << t) != 0).collect();
        let t = match &mut self.pct {
            None => threads[self.random.below(threads.len())],
            Some((priorities, changes)) => {
                let highest = |p: &[u64; 32]| {
                    *threads
                        .iter()
                        .max_by_key(|&&t| p[t as usize])
                        .expect("not empty")
                };
                let mut t = highest(priorities);
                if changes.contains(&self.step) {
                    priorities[t as usize] = self.step as u64;
                    t = highest(priorities);
                }
                t
            }
        };
        self.step += 1;
        self.turn = Some(t);
        Some(t)
    }

    /// One of `n` choices; the first, the most usual one, half of the time.
    pub(crate) fn choose(&mut self, n: usize) -> usize {
        if n <= 1 || self.random.next() & 1 == 0 {
            0
        } else {
            self.random.below(n)
        }
    }

    /// One of `n` choices that are all exceptions, seldom.
    pub(crate) fn maybe(&mut self, n: usize) -> Option<usize> {
        (n > 0 && self.random.below(8) == 0).then(|| self.random.below(n))
    }
}
