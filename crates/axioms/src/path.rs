//! The paths of a thread: what it does, for each way that its branches and compare_exchanges can go.
//!
//! A path is symbolic: which values its reads return is not yet known, so a written value may be an expression over reads, and
//! the path holds only if its assumptions do. The paths of a thread exclude one another: any choice of values
//! for the reads makes the assumptions of exactly one of them true.

use crate::execution::{Access, Kind};
use crate::program::{Instruction, Loc, Operand, Program, Reg, Update, Value};
use std::sync::atomic::Ordering::{self, Acquire, Release};

/// A written value in terms of the events of the same path, which are named by their index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expr {
    Just(Term),
    /// What the event reads, plus another value (wrapping).
    Sum(usize, Term),
}

/// An operand: a constant, or what an event reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Term {
    Const(Value),
    Read(usize),
}

impl Term {
    fn read(self) -> Option<usize> {
        if let Term::Read(event) = self {
            Some(event)
        } else {
            None
        }
    }
}

/// One event of a path.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) kind: Kind,
    pub(crate) access: Access,
    pub(crate) loc: Option<Loc>,
    /// Of a write: its value.
    pub(crate) value: Expr,
    pub(crate) text: String,
}

/// `left == right`, or its opposite.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Assumption {
    pub(crate) left: Term,
    pub(crate) right: Term,
    pub(crate) equal: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Path {
    pub(crate) steps: Vec<Step>,
    pub(crate) assumptions: Vec<Assumption>,
    /// Pairs of steps, as the relations of the same name in [`crate::Execution`].
    pub(crate) rmw: Vec<(usize, usize)>,
    pub(crate) data: Vec<(usize, usize)>,
    pub(crate) ctrl: Vec<(usize, usize)>,
    pub(crate) cas: Vec<usize>,
    /// What each register holds at the end.
    pub(crate) registers: Vec<Term>,
    /// The reads that were branched on so far.
    branched_on: Vec<usize>,
}

/// Every path of a thread.
pub(crate) fn paths(program: &Program, thread: usize) -> Vec<Path> {
    let thread = &program.threads[thread];
    let start = Path {
        registers: vec![Term::Const(0); thread.registers],
        ..Path::default()
    };
    extend(program, &thread.body, vec![start])
}

fn extend(program: &Program, block: &[Instruction], mut paths: Vec<Path>) -> Vec<Path> {
    for instruction in block {
        paths = paths
            .into_iter()
            .flat_map(|path| step(program, instruction, path))
            .collect();
    }
    paths
}

/// The path, or paths, that come of executing one more instruction.
fn step(program: &Program, instruction: &Instruction, mut path: Path) -> Vec<Path> {
    let text = program.describe(instruction);
    match *instruction {
        Instruction::Load { dst, loc, ordering } => {
            let read = path.push(Kind::Read, Access::Plain(ordering), Some(loc), &text);
            path.assign(dst, read);
        }
        Instruction::Read { dst, loc } => {
            let read = path.push(Kind::Read, Access::NonAtomic, Some(loc), &text);
            path.assign(dst, read);
        }
        Instruction::Store {
            loc,
            value,
            ordering,
        } => {
            let value = path.term(value);
            path.write(Access::Plain(ordering), loc, value, &text);
        }
        Instruction::Write { loc, value } => {
            let value = path.term(value);
            path.write(Access::NonAtomic, loc, value, &text);
        }
        Instruction::Fence(ordering) => {
            path.push(Kind::Fence, Access::Fence(ordering), None, &text);
        }
        Instruction::Rmw {
            dst,
            loc,
            update,
            ordering,
        } => {
            return rmw(path, dst, loc, update, ordering, &text);
        }
        Instruction::Locked { loc, ref body } => {
            let access = Access::Rmw {
                ordering: Acquire,
                failure: None,
            };
            let read = path.push(Kind::Read, access, Some(loc), &text);
            path.assumptions.push(Assumption {
                left: Term::Read(read),
                right: Term::Const(0),
                equal: true,
            });
            let write = path.write(access, loc, Term::Const(1), &text);
            path.rmw.push((read, write));
            let mut paths = extend(program, body, vec![path]);
            for path in &mut paths {
                let text = format!("un{text}");
                path.write(Access::Plain(Release), loc, Term::Const(0), &text);
            }
            return paths;
        }
        Instruction::If {
            reg,
            equals,
            ref then,
        } => {
            let looked_at = path.registers[reg.0];
            let branches = path.branch(looked_at, Term::Const(equals));
            return branches
                .into_iter()
                .flat_map(|(equal, mut path)| {
                    path.branched_on.extend(looked_at.read());
                    if equal {
                        extend(program, then, vec![path])
                    } else {
                        vec![path]
                    }
                })
                .collect();
        }
    }
    vec![path]
}

fn rmw(
    mut path: Path,
    dst: Reg,
    loc: Loc,
    update: Update,
    ordering: Ordering,
    text: &str,
) -> Vec<Path> {
    // Operands are evaluated before the operation assigns its register.
    match update {
        Update::FetchAdd(value) => {
            let (value, access) = (
                path.term(value),
                Access::Rmw {
                    ordering,
                    failure: None,
                },
            );
            let read = path.push(Kind::Read, access, Some(loc), text);
            let write = path.write(access, loc, value, text);
            path.steps[write].value = Expr::Sum(read, value);
            path.data.push((read, write));
            path.rmw.push((read, write));
            path.assign(dst, read);
            vec![path]
        }
        Update::Swap(value) => {
            let (value, access) = (
                path.term(value),
                Access::Rmw {
                    ordering,
                    failure: None,
                },
            );
            let read = path.push(Kind::Read, access, Some(loc), text);
            let write = path.write(access, loc, value, text);
            path.rmw.push((read, write));
            path.assign(dst, read);
            vec![path]
        }
        Update::CompareExchange {
            weak,
            expected,
            new,
            failure,
        } => {
            let (expected, new) = (path.term(expected), path.term(new));
            let read = path.push(
                Kind::Read,
                Access::FailedRmw { ordering, failure },
                Some(loc),
                text,
            );
            path.cas.push(read);
            path.assign(dst, read);
            let mut branches = Vec::from(path.branch(Term::Read(read), expected));
            if weak {
                // Equal, and yet it fails.
                branches.push((false, branches[0].1.clone()));
            }
            for (success, path) in &mut branches {
                if *success {
                    let access = Access::Rmw {
                        ordering,
                        failure: Some(failure),
                    };
                    path.steps[read].access = access;
                    let write = path.write(access, loc, new, text);
                    path.data
                        .extend(expected.read().map(|source| (source, write)));
                    path.rmw.push((read, write));
                }
            }
            branches.into_iter().map(|(_, path)| path).collect()
        }
    }
}

impl Path {
    fn push(&mut self, kind: Kind, access: Access, loc: Option<Loc>, text: &str) -> usize {
        let step = self.steps.len();
        self.ctrl
            .extend(self.branched_on.iter().map(|&read| (read, step)));
        self.steps.push(Step {
            kind,
            access,
            loc,
            value: Expr::Just(Term::Const(0)),
            text: text.to_owned(),
        });
        step
    }

    fn write(&mut self, access: Access, loc: Loc, value: Term, text: &str) -> usize {
        let write = self.push(Kind::Write, access, Some(loc), text);
        self.data.extend(value.read().map(|read| (read, write)));
        self.steps[write].value = Expr::Just(value);
        write
    }

    fn assign(&mut self, dst: Reg, read: usize) {
        self.registers[dst.0] = Term::Read(read);
    }

    fn term(&self, operand: Operand) -> Term {
        match operand {
            Operand::Const(value) => Term::Const(value),
            Operand::Reg(reg) => self.registers[reg.0],
        }
    }

    /// The two ways that a comparison can go.
    fn branch(self, left: Term, right: Term) -> [(bool, Path); 2] {
        [true, false].map(|equal| {
            let mut path = self.clone();
            path.assumptions.push(Assumption { left, right, equal });
            (equal, path)
        })
    }
}
