//! The text of a program, to be read by people and read back by the crate.
//!
//! ```text
//! litmus mp;
//! atomic x = 0;
//! atomic y = 0;
//! thread {
//!     x.store(1, Relaxed);
//!     y.store(1, Release);
//! }
//! thread {
//!     r0 = y.load(Acquire);
//!     if r0 == 1 {
//!         r1 = x.load(Relaxed);
//!     }
//! }
//! observe x;
//! ```
//! An `UnsafeCell` is declared by `cell d = 0;`, read by `r0 = d.read();` and written by `d.write(1);`. A mutex is declared by
//! `mutex m;` and used by `lock m { ... }`. Comments begin with `//`.

use crate::program::{
    Instruction, Loc, Location, LocationKind, Operand, Program, ProgramError, Reg, Thread, Update,
    Value, is_register,
};
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;
use std::sync::atomic::Ordering;

impl Display for Reg {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0)
    }
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Operand::Const(value) => value.fmt(f),
            Operand::Reg(reg) => reg.fmt(f),
        }
    }
}

impl Display for Program {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "litmus {};", self.name)?;
        for location in &self.locations {
            let Location { name, init, kind } = location;
            match kind {
                LocationKind::Atomic => writeln!(f, "atomic {name} = {init};")?,
                LocationKind::Cell => writeln!(f, "cell {name} = {init};")?,
                LocationKind::Mutex => writeln!(f, "mutex {name};")?,
            }
        }
        for thread in &self.threads {
            writeln!(f, "thread {{")?;
            self.fmt_block(&thread.body, 1, f)?;
            writeln!(f, "}}")?;
        }
        self.observed
            .iter()
            .try_for_each(|&loc| writeln!(f, "observe {};", self.locations[loc.0].name))
    }
}

impl Program {
    fn fmt_block(&self, block: &[Instruction], depth: usize, f: &mut Formatter<'_>) -> fmt::Result {
        for instruction in block {
            write!(f, "{:1$}", "", depth * 4)?;
            match instruction {
                Instruction::If { then: block, .. } | Instruction::Locked { body: block, .. } => {
                    writeln!(f, "{} {{", self.describe(instruction))?;
                    self.fmt_block(block, depth + 1, f)?;
                    writeln!(f, "{:1$}}}", "", depth * 4)?;
                }
                _ => writeln!(f, "{};", self.describe(instruction))?,
            }
        }
        Ok(())
    }

    /// The text of an instruction, of one with a block what stands before it.
    pub fn describe(&self, instruction: &Instruction) -> String {
        let name = |loc: &Loc| &self.locations[loc.0].name;
        match instruction {
            Instruction::Load { dst, loc, ordering } => {
                format!("{dst} = {}.load({ordering:?})", name(loc))
            }
            Instruction::Store {
                loc,
                value,
                ordering,
            } => format!("{}.store({value}, {ordering:?})", name(loc)),
            Instruction::Rmw {
                dst,
                loc,
                update,
                ordering,
            } => {
                let call = match update {
                    Update::FetchAdd(value) => format!("fetch_add({value}, {ordering:?})"),
                    Update::Swap(value) => format!("swap({value}, {ordering:?})"),
                    Update::CompareExchange {
                        weak,
                        expected,
                        new,
                        failure,
                    } => {
                        let weak = if *weak { "_weak" } else { "" };
                        format!(
                            "compare_exchange{weak}({expected}, {new}, {ordering:?}, {failure:?})"
                        )
                    }
                };
                format!("{dst} = {}.{call}", name(loc))
            }
            Instruction::Fence(ordering) => format!("fence({ordering:?})"),
            Instruction::Read { dst, loc } => format!("{dst} = {}.read()", name(loc)),
            Instruction::Write { loc, value } => format!("{}.write({value})", name(loc)),
            Instruction::Locked { loc, .. } => format!("lock {}", name(loc)),
            Instruction::If { reg, equals, .. } => format!("if {reg} == {equals}"),
        }
    }
}

impl FromStr for Program {
    type Err = ProgramError;

    fn from_str(text: &str) -> Result<Program, ProgramError> {
        let mut parser = Parser {
            rest: text,
            program: Program::default(),
        };
        let program = parser.program()?;
        program.validate()?;
        Ok(program)
    }
}

struct Parser<'a> {
    rest: &'a str,
    program: Program,
}

type Parsed<T> = Result<T, ProgramError>;

impl<'a> Parser<'a> {
    fn error<T>(&self, wanted: &str) -> Parsed<T> {
        let line = self
            .rest
            .lines()
            .next()
            .unwrap_or("the end of the text")
            .trim();
        Err(ProgramError(format!(
            "{wanted} was expected before {line:?}"
        )))
    }

    fn skip_space(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            let Some(comment) = self.rest.strip_prefix("//") else {
                return;
            };
            self.rest = comment.split_once('\n').map_or("", |(_, after)| after);
        }
    }

    fn accept(&mut self, token: &str) -> bool {
        self.skip_space();
        let Some(rest) = self.rest.strip_prefix(token) else {
            return false;
        };
        // A word must end where it ends: `thread` is not the beginning of `threads`.
        let word = token.ends_with(|c: char| c.is_ascii_alphanumeric());
        if word && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return false;
        }
        self.rest = rest;
        true
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
        if self.accept(token) {
            Ok(())
        } else {
            self.error(&format!("{token:?}"))
        }
    }

    fn word(&mut self) -> Parsed<&'a str> {
        self.skip_space();
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        if word.is_empty() {
            return self.error("a word");
        }
        self.rest = rest;
        Ok(word)
    }

    fn value(&mut self) -> Parsed<Value> {
        let before = self.rest;
        let word = self.word()?;
        word.parse().or_else(|_| {
            self.rest = before;
            self.error("a number")
        })
    }

    fn reg(&mut self) -> Parsed<Reg> {
        let before = self.rest;
        let word = self.word()?;
        match word.strip_prefix('r').map(str::parse) {
            Some(Ok(number)) if is_register(word) => Ok(Reg(number)),
            _ => {
                self.rest = before;
                self.error("a register")
            }
        }
    }

    fn operand(&mut self) -> Parsed<Operand> {
        self.skip_space();
        if self.rest.starts_with('r') {
            Ok(Operand::Reg(self.reg()?))
        } else {
            Ok(Operand::Const(self.value()?))
        }
    }

    fn ordering(&mut self) -> Parsed<Ordering> {
        use Ordering::*;
        let found = [Relaxed, Release, Acquire, AcqRel, SeqCst]
            .into_iter()
            .find(|ordering| self.accept(&format!("{ordering:?}")));
        found.map_or_else(|| self.error("an ordering"), Ok)
    }

    fn loc(&mut self) -> Parsed<Loc> {
        let before = self.rest;
        let word = self.word()?;
        match self
            .program
            .locations
            .iter()
            .position(|location| location.name == word)
        {
            Some(index) => Ok(Loc(index)),
            None => {
                self.rest = before;
                self.error("a declared location")
            }
        }
    }

    fn program(&mut self) -> Parsed<Program> {
        self.expect("litmus")?;
        let end = self.rest.find(';').unwrap_or(self.rest.len());
        self.program.name = self.rest[..end].trim().to_owned();
        self.rest = &self.rest[end..];
        self.expect(";")?;
        loop {
            self.skip_space();
            if self.rest.is_empty() {
                return Ok(std::mem::take(&mut self.program));
            }
            if self.accept("thread") {
                let mut thread = Thread::default();
                thread.body = self.block(&mut thread.registers)?;
                self.program.threads.push(thread);
            } else if self.accept("observe") {
                let loc = self.loc()?;
                self.program.observed.push(loc);
                self.expect(";")?;
            } else {
                let location = self.location()?;
                self.program.locations.push(location);
            }
        }
    }

    /// `atomic x = 0;`, `cell d = 0;` or `mutex m;`
    fn location(&mut self) -> Parsed<Location> {
        let kind = if self.accept("atomic") {
            LocationKind::Atomic
        } else if self.accept("mutex") {
            LocationKind::Mutex
        } else {
            self.expect("cell")?;
            LocationKind::Cell
        };
        let name = self.word()?.to_owned();
        let mut init = 0;
        if kind != LocationKind::Mutex {
            self.expect("=")?;
            init = self.value()?;
        }
        self.expect(";")?;
        Ok(Location { name, init, kind })
    }

    fn block(&mut self, registers: &mut usize) -> Parsed<Vec<Instruction>> {
        self.expect("{")?;
        let mut block = Vec::new();
        while !self.accept("}") {
            block.push(self.instruction(registers)?);
        }
        Ok(block)
    }

    fn instruction(&mut self, registers: &mut usize) -> Parsed<Instruction> {
        if self.accept("if") {
            let reg = self.reg()?;
            self.expect("==")?;
            let equals = self.value()?;
            return Ok(Instruction::If {
                reg,
                equals,
                then: self.block(registers)?,
            });
        }
        if self.accept("lock") {
            let loc = self.loc()?;
            return Ok(Instruction::Locked {
                loc,
                body: self.block(registers)?,
            });
        }
        if self.accept("fence") {
            self.expect("(")?;
            let ordering = self.ordering()?;
            self.expect(")")?;
            self.expect(";")?;
            return Ok(Instruction::Fence(ordering));
        }
        let before = self.rest;
        let dst = is_register(self.word()?);
        self.rest = before;
        let instruction = if dst {
            self.assignment(registers)?
        } else {
            self.write()?
        };
        self.expect(")")?;
        self.expect(";")?;
        Ok(instruction)
    }

    /// `x.store(1, Relaxed` or `d.write(1`
    fn write(&mut self) -> Parsed<Instruction> {
        let loc = self.loc()?;
        self.expect(".")?;
        if self.accept("write") {
            self.expect("(")?;
            return Ok(Instruction::Write {
                loc,
                value: self.operand()?,
            });
        }
        self.expect("store")?;
        self.expect("(")?;
        let value = self.operand()?;
        self.expect(",")?;
        Ok(Instruction::Store {
            loc,
            value,
            ordering: self.ordering()?,
        })
    }

    /// `r0 = x.load(Relaxed` and the like
    fn assignment(&mut self, registers: &mut usize) -> Parsed<Instruction> {
        let dst = self.reg()?;
        *registers = (*registers).max(dst.0 + 1);
        self.expect("=")?;
        let loc = self.loc()?;
        self.expect(".")?;
        if self.accept("read") {
            self.expect("(")?;
            return Ok(Instruction::Read { dst, loc });
        }
        if self.accept("load") {
            self.expect("(")?;
            return Ok(Instruction::Load {
                dst,
                loc,
                ordering: self.ordering()?,
            });
        }
        let weak = self.accept("compare_exchange_weak");
        let (update, ordering) = if weak || self.accept("compare_exchange") {
            self.expect("(")?;
            let expected = self.operand()?;
            self.expect(",")?;
            let new = self.operand()?;
            self.expect(",")?;
            let ordering = self.ordering()?;
            self.expect(",")?;
            let failure = self.ordering()?;
            (
                Update::CompareExchange {
                    weak,
                    expected,
                    new,
                    failure,
                },
                ordering,
            )
        } else {
            let swap = self.accept("swap");
            if !swap {
                self.expect("fetch_add")?;
            }
            self.expect("(")?;
            let value = self.operand()?;
            self.expect(",")?;
            let update = if swap {
                Update::Swap(value)
            } else {
                Update::FetchAdd(value)
            };
            (update, self.ordering()?)
        };
        Ok(Instruction::Rmw {
            dst,
            loc,
            update,
            ordering,
        })
    }
}
