//! Litmus programs: threads of a few instructions over named locations with small values.
//!
//! A program is plain data. It is built by hand ([`Program::thread`]), read from text ([`Program`] implements
//! `FromStr`; see [`mod@crate::text`] for the form), or drawn at random ([`crate::random`]). It says nothing of what may
//! happen when it runs: that is for [`crate::Model`].

use std::sync::atomic::Ordering;

/// What a location or a register holds.
pub type Value = u32;

/// A location of the program, by its index in [`Program::locations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Loc(pub usize);

/// A register of one thread. Every register holds 0 until it is assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reg(pub usize);

/// A named place in memory.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Location {
    /// Its name in texts.
    pub name: String,
    /// What it holds before any thread starts.
    pub init: Value,
    /// What is done with it.
    pub kind: LocationKind,
}

/// What a location is, and so which instructions may name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LocationKind {
    /// An atomic.
    Atomic,
    /// An `UnsafeCell`, read and written by plain accesses only.
    Cell,
    /// A mutex that guards nothing. It holds 0 while it is free and 1 while it is held.
    Mutex,
}

/// A value that an instruction uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A constant.
    Const(Value),
    /// What a register of the same thread holds. A use of it is a data dependency on the read that assigned it.
    Reg(Reg),
}

impl From<Value> for Operand {
    fn from(value: Value) -> Operand {
        Operand::Const(value)
    }
}

impl From<Reg> for Operand {
    fn from(reg: Reg) -> Operand {
        Operand::Reg(reg)
    }
}

/// What a read-modify-write makes of the value that it read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Update {
    /// Writes the sum (wrapping).
    FetchAdd(Operand),
    /// Writes the operand, whatever was read.
    Swap(Operand),
    /// Writes `new` if `expected` was read; otherwise it is only a read, with the ordering `failure`.
    CompareExchange {
        /// Whether it may also fail when `expected` was read (`compare_exchange_weak`).
        weak: bool,
        /// The value that must be read.
        expected: Operand,
        /// The value that is then written.
        new: Operand,
        /// The ordering of the read when it was another.
        failure: Ordering,
    },
}

/// One instruction of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Instruction {
    /// `dst = loc.load(ordering)`
    Load {
        /// Where the value goes.
        dst: Reg,
        /// What is read.
        loc: Loc,
        /// Relaxed, Acquire or SeqCst.
        ordering: Ordering,
    },
    /// `loc.store(value, ordering)`
    Store {
        /// What is written.
        loc: Loc,
        /// The value.
        value: Operand,
        /// Relaxed, Release or SeqCst.
        ordering: Ordering,
    },
    /// `dst = loc.fetch_add(..)`, `swap(..)` or `compare_exchange(..)`; `dst` is the value that was read.
    Rmw {
        /// Where the value that was read goes.
        dst: Reg,
        /// What is read and written.
        loc: Loc,
        /// What is written.
        update: Update,
        /// Any; of a compare_exchange, the ordering on success.
        ordering: Ordering,
    },
    /// `fence(ordering)`: any ordering but Relaxed.
    Fence(Ordering),
    /// `dst = loc.read()`: a non-atomic read.
    Read {
        /// Where the value goes.
        dst: Reg,
        /// What is read.
        loc: Loc,
    },
    /// `loc.write(value)`: a non-atomic write.
    Write {
        /// What is written.
        loc: Loc,
        /// The value.
        value: Operand,
    },
    /// `lock loc { body }`: locks a mutex, does what is in the block, and unlocks it. To lock is to read 0 and write 1 in one
    /// acquiring read-modify-write, to unlock is to store 0 and release; an execution in which a thread waits
    /// for ever is none.
    Locked {
        /// The mutex.
        loc: Loc,
        /// What is done while it is held.
        body: Vec<Instruction>,
    },
    /// `if reg == equals { then }`. All that comes after it in the thread has a control dependency on the read that
    /// assigned the register.
    If {
        /// The register that is looked at.
        reg: Reg,
        /// What it is compared with.
        equals: Value,
        /// What is done if they are equal.
        then: Vec<Instruction>,
    },
}

/// One thread.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Thread {
    /// How many registers it has.
    pub registers: usize,
    /// What it does.
    pub body: Vec<Instruction>,
}

/// A litmus program.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Program {
    /// Its name: no white space, no semicolon.
    pub name: String,
    /// Its locations.
    pub locations: Vec<Location>,
    /// Its threads, which all start when every location holds its initial value.
    pub threads: Vec<Thread>,
    /// The locations whose final value is part of an outcome.
    pub observed: Vec<Loc>,
}

/// Why a program is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ProgramError(pub String);

/// Where in an operation an ordering stands, which says what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Of a load.
    Load,
    /// Of a store.
    Store,
    /// Of a read-modify-write (of a compare_exchange: on success).
    Rmw,
    /// Of a compare_exchange that fails.
    Failure,
    /// Of a fence.
    Fence,
}

impl Role {
    /// The orderings that std accepts here, from the weakest to the strongest.
    pub fn choices(self) -> &'static [Ordering] {
        use Ordering::*;
        match self {
            Role::Load | Role::Failure => &[Relaxed, Acquire, SeqCst],
            Role::Store => &[Relaxed, Release, SeqCst],
            Role::Rmw => &[Relaxed, Release, Acquire, AcqRel, SeqCst],
            Role::Fence => &[Release, Acquire, AcqRel, SeqCst],
        }
    }

    /// The half of `ordering` that is accepted here: of AcqRel, a load takes Acquire and a store Release. `None` if
    /// there is nothing of it left but Relaxed where that is not accepted (a fence).
    pub fn part_of(self, ordering: Ordering) -> Option<Ordering> {
        use Ordering::*;
        let part = match (self, ordering) {
            (Role::Load | Role::Failure, AcqRel) => Acquire,
            (Role::Load | Role::Failure, Release) => Relaxed,
            (Role::Store, AcqRel) => Release,
            (Role::Store, Acquire) => Relaxed,
            _ => ordering,
        };
        self.choices().contains(&part).then_some(part)
    }
}

impl Program {
    /// A program without locations and threads.
    pub fn new(name: &str) -> Program {
        Program {
            name: name.to_owned(),
            ..Program::default()
        }
    }

    /// Adds an atomic.
    pub fn atomic(&mut self, name: &str, init: Value) -> Loc {
        self.locations.push(Location {
            name: name.to_owned(),
            init,
            kind: LocationKind::Atomic,
        });
        Loc(self.locations.len() - 1)
    }

    /// Adds an `UnsafeCell`.
    pub fn cell(&mut self, name: &str, init: Value) -> Loc {
        self.locations.push(Location {
            name: name.to_owned(),
            init,
            kind: LocationKind::Cell,
        });
        Loc(self.locations.len() - 1)
    }

    /// Adds a mutex.
    pub fn mutex(&mut self, name: &str) -> Loc {
        self.locations.push(Location {
            name: name.to_owned(),
            init: 0,
            kind: LocationKind::Mutex,
        });
        Loc(self.locations.len() - 1)
    }

    /// Adds a thread.
    ///
    /// # Panics
    /// If it is not one that Rust has: an ordering that the operation does not accept, an atomic operation on a cell.
    pub fn thread(&mut self, build: impl FnOnce(&mut Body<'_>)) -> &mut Program {
        let mut registers = 0;
        let mut body = Body {
            instructions: Vec::new(),
            registers: &mut registers,
        };
        build(&mut body);
        let body = body.instructions;
        self.threads.push(Thread { registers, body });
        if let Err(error) = self.validate() {
            panic!("{}: {error}", self.name);
        }
        self
    }

    /// Makes the final value of a location part of the outcomes.
    pub fn observe(&mut self, loc: Loc) -> &mut Program {
        self.observed.push(loc);
        self
    }

    /// Says what is wrong with it, if anything is.
    ///
    /// # Errors
    /// If an ordering stands where std does not accept it, a location or register does not exist, a cell is used as an
    /// atomic or an atomic as a cell, or a name could not be read back from text.
    pub fn validate(&self) -> Result<(), ProgramError> {
        let fail = |what: String| Err(ProgramError(what));
        if self.name.is_empty() || self.name.contains(|c: char| c.is_whitespace() || c == ';') {
            return fail(format!(
                "the name {:?} is empty or has a space or a semicolon in it",
                self.name
            ));
        }
        for (index, location) in self.locations.iter().enumerate() {
            let name = &location.name;
            if !name.starts_with(|c: char| c.is_ascii_alphabetic())
                || !name.chars().all(|c| c.is_ascii_alphanumeric())
            {
                return fail(format!(
                    "the location name {name:?} is not a letter followed by letters and digits"
                ));
            }
            if ["thread", "observe", "fence", "lock", "if"].contains(&name.as_str())
                || is_register(name)
            {
                return fail(format!("the location name {name:?} means something else"));
            }
            if self.locations[..index]
                .iter()
                .any(|earlier| &earlier.name == name)
            {
                return fail(format!("there are two locations {name:?}"));
            }
        }
        if let Some(loc) = self
            .observed
            .iter()
            .find(|loc| loc.0 >= self.locations.len())
        {
            return fail(format!("location {} is observed and does not exist", loc.0));
        }
        self.threads
            .iter()
            .try_for_each(|thread| self.validate_block(thread.registers, &thread.body))
    }

    fn validate_block(&self, registers: usize, block: &[Instruction]) -> Result<(), ProgramError> {
        let fail = |what: String| Err(ProgramError(what));
        let register = |reg: Reg| reg.0 < registers;
        let operand = |operand: Operand| {
            matches!(operand, Operand::Const(_))
                || matches!(operand, Operand::Reg(reg) if register(reg))
        };
        for instruction in block {
            let used = match *instruction {
                Instruction::Load { loc, .. }
                | Instruction::Store { loc, .. }
                | Instruction::Rmw { loc, .. } => Some((loc, LocationKind::Atomic)),
                Instruction::Read { loc, .. } | Instruction::Write { loc, .. } => {
                    Some((loc, LocationKind::Cell))
                }
                Instruction::Locked { loc, .. } => Some((loc, LocationKind::Mutex)),
                Instruction::Fence(_) | Instruction::If { .. } => None,
            };
            if let Some((loc, kind)) = used {
                match self.locations.get(loc.0) {
                    None => return fail(format!("location {} does not exist", loc.0)),
                    Some(location) if location.kind != kind => {
                        let (name, is) = (&location.name, location.kind);
                        return fail(format!("{name} is declared as {is:?} and used as {kind:?}"));
                    }
                    Some(_) => {}
                }
            }
            let sound = match instruction {
                Instruction::Load { dst, .. } | Instruction::Read { dst, .. } => register(*dst),
                Instruction::Store { value, .. } | Instruction::Write { value, .. } => {
                    operand(*value)
                }
                Instruction::Rmw { dst, update, .. } => {
                    register(*dst)
                        && match *update {
                            Update::FetchAdd(value) | Update::Swap(value) => operand(value),
                            Update::CompareExchange { expected, new, .. } => {
                                operand(expected) && operand(new)
                            }
                        }
                }
                Instruction::Fence(_) => true,
                Instruction::Locked { body, .. } => {
                    self.validate_block(registers, body)?;
                    true
                }
                Instruction::If { reg, then, .. } => {
                    self.validate_block(registers, then)?;
                    register(*reg)
                }
            };
            if !sound {
                return fail("a register is used that the thread does not have".to_owned());
            }
            // A copy of the one instruction, so that the walk over orderings exists once. Blocks were looked into above.
            let mut instruction = instruction.clone();
            if let Instruction::If { then: block, .. } | Instruction::Locked { body: block, .. } =
                &mut instruction
            {
                block.clear();
            }
            for (role, ordering) in orderings_of(std::slice::from_mut(&mut instruction)) {
                if !role.choices().contains(ordering) {
                    return fail(format!("{ordering:?} is no ordering for a {role:?}"));
                }
            }
        }
        Ok(())
    }

    /// Every ordering that stands in the program, in the order of its text.
    pub fn orderings(&self) -> Vec<(Role, Ordering)> {
        self.clone()
            .orderings_mut()
            .into_iter()
            .map(|(role, ordering)| (role, *ordering))
            .collect()
    }

    /// The same, to be changed.
    pub fn orderings_mut(&mut self) -> Vec<(Role, &mut Ordering)> {
        self.threads
            .iter_mut()
            .flat_map(|thread| orderings_of(&mut thread.body))
            .collect()
    }

    /// The same program with these orderings, one for each of [`Program::orderings`].
    ///
    /// # Errors
    /// If there are more or fewer than the program needs, or one stands where std does not accept it.
    pub fn with_orderings(&self, orderings: &[Ordering]) -> Result<Program, ProgramError> {
        let mut program = self.clone();
        let slots = program.orderings_mut();
        if slots.len() != orderings.len() {
            return Err(ProgramError(format!(
                "{} has {} orderings, not {}",
                self.name,
                slots.len(),
                orderings.len()
            )));
        }
        slots
            .into_iter()
            .zip(orderings)
            .for_each(|((_, slot), ordering)| *slot = *ordering);
        program.validate()?;
        Ok(program)
    }

    /// The same program with one ordering everywhere, as far as each place accepts it ([`Role::part_of`]); where nothing of
    /// it is accepted, the ordering stays.
    #[must_use]
    pub fn with_uniform(&self, ordering: Ordering) -> Program {
        let mut program = self.clone();
        for (role, slot) in program.orderings_mut() {
            *slot = role.part_of(ordering).unwrap_or(*slot);
        }
        program
    }
}

/// Whether a name is that of a register: r0, r1, ...
pub(crate) fn is_register(name: &str) -> bool {
    name.strip_prefix('r')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn orderings_of(block: &mut [Instruction]) -> Vec<(Role, &mut Ordering)> {
    let mut found = Vec::new();
    for instruction in block {
        match instruction {
            Instruction::Load { ordering, .. } => found.push((Role::Load, ordering)),
            Instruction::Store { ordering, .. } => found.push((Role::Store, ordering)),
            Instruction::Rmw {
                ordering, update, ..
            } => {
                found.push((Role::Rmw, ordering));
                if let Update::CompareExchange { failure, .. } = update {
                    found.push((Role::Failure, failure));
                }
            }
            Instruction::Fence(ordering) => found.push((Role::Fence, ordering)),
            Instruction::Read { .. } | Instruction::Write { .. } => {}
            Instruction::If { then: block, .. } | Instruction::Locked { body: block, .. } => {
                found.extend(orderings_of(block));
            }
        }
    }
    found
}

/// A thread (or a block in it) that is being built.
#[derive(Debug)]
pub struct Body<'a> {
    instructions: Vec<Instruction>,
    registers: &'a mut usize,
}

impl Body<'_> {
    fn register(&mut self) -> Reg {
        *self.registers += 1;
        Reg(*self.registers - 1)
    }

    fn rmw(&mut self, loc: Loc, update: Update, ordering: Ordering) -> Reg {
        let dst = self.register();
        self.instructions.push(Instruction::Rmw {
            dst,
            loc,
            update,
            ordering,
        });
        dst
    }

    /// `loc.load(ordering)`
    pub fn load(&mut self, loc: Loc, ordering: Ordering) -> Reg {
        let dst = self.register();
        self.instructions
            .push(Instruction::Load { dst, loc, ordering });
        dst
    }

    /// `loc.store(value, ordering)`
    pub fn store(&mut self, loc: Loc, value: impl Into<Operand>, ordering: Ordering) {
        self.instructions.push(Instruction::Store {
            loc,
            value: value.into(),
            ordering,
        });
    }

    /// `loc.fetch_add(value, ordering)`
    pub fn fetch_add(&mut self, loc: Loc, value: impl Into<Operand>, ordering: Ordering) -> Reg {
        self.rmw(loc, Update::FetchAdd(value.into()), ordering)
    }

    /// `loc.swap(value, ordering)`
    pub fn swap(&mut self, loc: Loc, value: impl Into<Operand>, ordering: Ordering) -> Reg {
        self.rmw(loc, Update::Swap(value.into()), ordering)
    }

    /// `loc.compare_exchange(expected, new, success, failure)`; the register gets the value that was read, so it succeeded
    /// exactly when that is `expected`.
    pub fn compare_exchange(
        &mut self,
        loc: Loc,
        expected: impl Into<Operand>,
        new: impl Into<Operand>,
        success: Ordering,
        failure: Ordering,
    ) -> Reg {
        self.rmw(
            loc,
            Update::CompareExchange {
                weak: false,
                expected: expected.into(),
                new: new.into(),
                failure,
            },
            success,
        )
    }

    /// `loc.compare_exchange_weak(expected, new, success, failure)`; it may fail though the register gets `expected`.
    pub fn compare_exchange_weak(
        &mut self,
        loc: Loc,
        expected: impl Into<Operand>,
        new: impl Into<Operand>,
        success: Ordering,
        failure: Ordering,
    ) -> Reg {
        let (expected, new) = (expected.into(), new.into());
        let update = Update::CompareExchange {
            weak: true,
            expected,
            new,
            failure,
        };
        self.rmw(loc, update, success)
    }

    /// `fence(ordering)`
    pub fn fence(&mut self, ordering: Ordering) {
        self.instructions.push(Instruction::Fence(ordering));
    }

    /// A non-atomic read.
    pub fn read(&mut self, loc: Loc) -> Reg {
        let dst = self.register();
        self.instructions.push(Instruction::Read { dst, loc });
        dst
    }

    /// A non-atomic write.
    pub fn write(&mut self, loc: Loc, value: impl Into<Operand>) {
        self.instructions.push(Instruction::Write {
            loc,
            value: value.into(),
        });
    }

    /// `lock loc { body }`
    pub fn locked(&mut self, loc: Loc, body: impl FnOnce(&mut Body<'_>)) {
        let mut block = Body {
            instructions: Vec::new(),
            registers: self.registers,
        };
        body(&mut block);
        let body = block.instructions;
        self.instructions.push(Instruction::Locked { loc, body });
    }

    /// `if reg == equals { then }`
    pub fn if_eq(&mut self, reg: Reg, equals: Value, then: impl FnOnce(&mut Body<'_>)) {
        let mut block = Body {
            instructions: Vec::new(),
            registers: self.registers,
        };
        then(&mut block);
        let then = block.instructions;
        self.instructions
            .push(Instruction::If { reg, equals, then });
    }
}
