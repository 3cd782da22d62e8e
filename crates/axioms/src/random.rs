//! Random small programs, the same for the same seed on every machine and in every version.

use crate::program::{
    Instruction, Loc, LocationKind, Operand, Program, Reg, Role, Thread, Update, Value,
};
use std::ops::RangeInclusive;
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

/// What kind of programs to draw.
#[derive(Debug, Clone)]
pub struct Shape {
    /// How many threads.
    pub threads: RangeInclusive<usize>,
    /// How many accesses in all threads together. A read-modify-write is one.
    pub accesses: RangeInclusive<usize>,
    /// How many atomics.
    pub atomics: RangeInclusive<usize>,
    /// How many `UnsafeCell`s. Their accesses count as any other.
    pub cells: RangeInclusive<usize>,
    /// How many mutexes.
    pub mutexes: RangeInclusive<usize>,
    /// Before each access: of 100, how often it stands under a lock, if there is a mutex. Locks are not nested.
    pub locked: u64,
    /// Of 100 accesses to atomics, how many are read-modify-writes.
    pub rmws: u64,
    /// Of 100 compare_exchanges, how many are weak; but each thread has at most one of these on each location.
    pub weak: u64,
    /// Before each access: of 100, how often there is a fence.
    pub fences: u64,
    /// Before each access: of 100, how often it stands in an `if` on an earlier register.
    pub branches: u64,
    /// Of 100 stored values, how many are that of a register.
    pub dependencies: u64,
    /// The orderings that may occur. Each program draws from a part of them, so that programs of one style occur too.
    pub orderings: &'static [Ordering],
}

impl Default for Shape {
    /// Two or three threads, at most six accesses, everything that Rust's atomics have; no cells and mutexes.
    fn default() -> Shape {
        Shape {
            threads: 2..=3,
            accesses: 2..=6,
            atomics: 1..=3,
            cells: 0..=0,
            mutexes: 0..=0,
            locked: 60,
            rmws: 25,
            weak: 0,
            fences: 20,
            branches: 10,
            dependencies: 15,
            orderings: &[Relaxed, Release, Acquire, AcqRel, SeqCst],
        }
    }
}

/// The program of this shape and seed. All its locations are observed.
pub fn program(seed: u64, shape: &Shape) -> Program {
    let mut rng = Rng(seed);
    // Neighbouring seeds give unrelated programs.
    rng = Rng(rng.next());
    let styles: [&[Ordering]; 4] = [
        shape.orderings,
        &[Relaxed, SeqCst],
        &[Relaxed, Release, Acquire, AcqRel],
        &[AcqRel, SeqCst],
    ];
    let style: Vec<Ordering> = rng
        .pick(&styles)
        .iter()
        .copied()
        .filter(|ordering| shape.orderings.contains(ordering))
        .collect();
    let style = if style.is_empty() {
        shape.orderings.to_vec()
    } else {
        style
    };

    let mut program = Program::new(&format!("random-{seed}"));
    for name in &["x", "y", "z", "w"][..rng.within(&shape.atomics)] {
        program.atomic(name, 0);
    }
    for name in &["a", "b", "c", "d"][..rng.within(&shape.cells)] {
        program.cell(name, 0);
    }
    // Random accesses are to what was declared so far.
    let places = program.locations.len();
    for name in &["m", "n"][..rng.within(&shape.mutexes)] {
        program.mutex(name);
    }
    program.observed = (0..places).map(Loc).collect();
    let threads = rng.within(&shape.threads);
    let accesses = rng.within(&shape.accesses).max(threads);
    let mut share = vec![1; threads];
    (threads..accesses).for_each(|_| share[rng.below(threads)] += 1);
    let mut drawer = Drawer {
        rng,
        shape,
        style,
        written: vec![0; places],
        weak: vec![None; places],
    };
    for accesses in share {
        let mut thread = Thread::default();
        for _ in 0..accesses {
            drawer.access(&program, &mut thread);
        }
        program.threads.push(thread);
    }
    program
}

struct Drawer<'a> {
    rng: Rng,
    shape: &'a Shape,
    style: Vec<Ordering>,
    /// How many writes each location has already.
    written: Vec<Value>,
    /// The thread that last got a weak compare_exchange on each location.
    weak: Vec<Option<usize>>,
}

impl Drawer<'_> {
    fn access(&mut self, program: &Program, thread: &mut Thread) {
        if self.rng.percent(self.shape.fences) {
            thread
                .body
                .push(Instruction::Fence(self.ordering(Role::Fence)));
        }
        let known = thread.registers;
        let instruction = self.instruction(program, thread);
        let instruction = if known > 0 && self.rng.percent(self.shape.branches) {
            let reg = Reg(self.rng.below(known));
            let equals = self.rng.below(3) as Value;
            let then = vec![instruction];
            Instruction::If { reg, equals, then }
        } else {
            instruction
        };
        let mutexes = program.locations.len() - self.written.len();
        if mutexes == 0 || !self.rng.percent(self.shape.locked) {
            return thread.body.push(instruction);
        }
        let loc = Loc(self.written.len() + self.rng.below(mutexes));
        match thread.body.last_mut() {
            // Sometimes one critical section has several accesses.
            Some(Instruction::Locked { loc: held, body })
                if *held == loc && self.rng.percent(50) =>
            {
                body.push(instruction);
            }
            _ => thread.body.push(Instruction::Locked {
                loc,
                body: vec![instruction],
            }),
        }
    }

    fn instruction(&mut self, program: &Program, thread: &mut Thread) -> Instruction {
        let loc = Loc(self.rng.below(self.written.len()));
        let known = thread.registers;
        let mut dst = || {
            thread.registers += 1;
            Reg(thread.registers - 1)
        };
        if program.locations[loc.0].kind == LocationKind::Cell {
            return if self.rng.percent(50) {
                Instruction::Read { dst: dst(), loc }
            } else {
                // Each value once, and never the initial one: the checker tells a write from a read by what it changes.
                self.written[loc.0] += 1;
                Instruction::Write {
                    loc,
                    value: Operand::Const(self.written[loc.0]),
                }
            };
        }
        if self.rng.percent(self.shape.rmws) {
            let update = match self.rng.below(3) {
                0 => Update::FetchAdd(self.operand(loc, known)),
                1 => Update::Swap(self.operand(loc, known)),
                _ => Update::CompareExchange {
                    weak: self.weak(loc, program.threads.len()),
                    expected: Operand::Const(self.rng.below(3) as Value),
                    new: self.operand(loc, known),
                    failure: self.ordering(Role::Failure),
                },
            };
            Instruction::Rmw {
                dst: dst(),
                loc,
                update,
                ordering: self.ordering(Role::Rmw),
            }
        } else if self.rng.percent(50) {
            Instruction::Load {
                dst: dst(),
                loc,
                ordering: self.ordering(Role::Load),
            }
        } else {
            Instruction::Store {
                loc,
                value: self.operand(loc, known),
                ordering: self.ordering(Role::Store),
            }
        }
    }

    fn operand(&mut self, loc: Loc, known: usize) -> Operand {
        if known > 0 && self.rng.percent(self.shape.dependencies) {
            return Operand::Reg(Reg(self.rng.below(known)));
        }
        // Mostly each write of a location has a value of its own, so that outcomes tell which one was read.
        self.written[loc.0] += 1;
        Operand::Const(if self.rng.percent(75) {
            self.written[loc.0]
        } else {
            1
        })
    }

    fn weak(&mut self, loc: Loc, thread: usize) -> bool {
        let weak = self.rng.percent(self.shape.weak) && self.weak[loc.0] != Some(thread);
        if weak {
            self.weak[loc.0] = Some(thread);
        }
        weak
    }

    fn ordering(&mut self, role: Role) -> Ordering {
        let wanted = *self.rng.pick(&self.style);
        role.part_of(wanted)
            .unwrap_or_else(|| *self.rng.pick(role.choices()))
    }
}

/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014). A crate's generator may change with
/// its version, and then a seed in a bug report would name another program.
#[derive(Debug, Clone)]
pub struct Rng(pub u64);

impl Rng {
    /// The next 64 bits.
    #[expect(
        clippy::should_implement_trait,
        reason = "it is no iterator: it never ends"
    )]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// A number of the range.
    pub fn within(&mut self, range: &RangeInclusive<usize>) -> usize {
        range.start() + self.below(range.end() - range.start() + 1)
    }

    /// True `percent` times of 100.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// One of the elements.
    pub fn pick<'a, T>(&mut self, elements: &'a [T]) -> &'a T {
        &elements[self.below(elements.len())]
    }
}
