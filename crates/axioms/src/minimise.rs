//! Makes a program that shows something (a disagreement, a bug) as small as it can be while it still shows it.

use crate::program::{Instruction, Loc, Operand, Program, Reg, Thread, Update};
use std::sync::atomic::Ordering;

/// The smallest program that `shows` still holds for, starting from one for which it holds: no thread, instruction,
/// ordering or location can be taken out or weakened.
pub fn minimise(program: &Program, mut shows: impl FnMut(&Program) -> bool) -> Program {
    let mut smallest = program.clone();
    loop {
        let mut simpler: Vec<Program> = simplifications(&smallest);
        simpler.retain(|candidate| size(candidate) < size(&smallest));
        simpler.sort_by_key(size);
        match simpler.into_iter().find(|candidate| shows(candidate)) {
            Some(found) => smallest = found,
            None => return smallest,
        }
    }
}

/// How large a program is. Each simplification makes it smaller, so minimising ends.
fn size(program: &Program) -> usize {
    fn block(instructions: &[Instruction]) -> usize {
        let operand = |operand: &Operand| match operand {
            Operand::Const(value) => (*value as usize).min(8),
            Operand::Reg(_) => 9,
        };
        let weight = |instruction: &Instruction| match instruction {
            Instruction::If { then, .. } => 20 + block(then),
            Instruction::Locked { body, .. } => 300 + block(body),
            Instruction::Rmw { update, .. } => match update {
                Update::CompareExchange {
                    weak,
                    expected,
                    new,
                    ..
                } => 160 + 10 * usize::from(*weak) + operand(expected) + operand(new),
                Update::FetchAdd(value) => 140 + operand(value),
                Update::Swap(value) => 120 + operand(value),
            },
            Instruction::Store { value, .. } | Instruction::Write { value, .. } => {
                100 + operand(value)
            }
            Instruction::Load { .. } | Instruction::Read { .. } => 100,
            Instruction::Fence(_) => 80,
        };
        instructions.iter().map(weight).sum()
    }
    let threads: usize = program
        .threads
        .iter()
        .map(|thread| 1000 + thread.registers + block(&thread.body))
        .sum();
    let orderings: usize = program
        .orderings()
        .iter()
        .map(|&(_, ordering)| rank(ordering) * 2)
        .sum();
    threads + orderings + program.locations.len() * 40 + program.observed.len()
}

fn rank(ordering: Ordering) -> usize {
    match ordering {
        Ordering::Relaxed => 0,
        Ordering::Release | Ordering::Acquire => 1,
        Ordering::AcqRel => 2,
        _ => 3,
    }
}

fn simplifications(program: &Program) -> Vec<Program> {
    let mut found = Vec::new();
    if program.threads.len() > 1 {
        for thread in 0..program.threads.len() {
            let mut simpler = program.clone();
            simpler.threads.remove(thread);
            found.push(simpler);
        }
    }
    for thread in 0..program.threads.len() {
        for body in simpler_blocks(&program.threads[thread].body) {
            let mut simpler = program.clone();
            simpler.threads[thread].body = body;
            found.push(simpler);
        }
    }
    for (slot, (role, ordering)) in program.orderings().into_iter().enumerate() {
        for &weaker in role
            .choices()
            .iter()
            .filter(|&&weaker| rank(weaker) < rank(ordering))
        {
            let mut simpler = program.clone();
            *simpler.orderings_mut()[slot].1 = weaker;
            found.push(simpler);
        }
    }
    for from in 0..program.locations.len() {
        for to in (0..program.locations.len()).filter(|&to| to != from) {
            if program.locations[from].kind == program.locations[to].kind {
                let mut simpler = program.clone();
                simpler.for_each_instruction(&mut |instruction| {
                    relocate(instruction, &|loc| {
                        if loc.0 == from { Loc(to) } else { loc }
                    })
                });
                found.push(simpler);
            }
        }
    }
    for observed in 0..program.observed.len() {
        let mut simpler = program.clone();
        simpler.observed.remove(observed);
        found.push(simpler);
    }
    found.iter_mut().for_each(drop_unused);
    found
}

/// The block with one instruction taken out, unwrapped or made simpler.
fn simpler_blocks(block: &[Instruction]) -> Vec<Vec<Instruction>> {
    let mut found = Vec::new();
    for index in 0..block.len() {
        let mut replace = |with: Vec<Instruction>| {
            let mut simpler = block.to_vec();
            simpler.splice(index..=index, with);
            found.push(simpler);
        };
        replace(Vec::new());
        match &block[index] {
            Instruction::If { reg, equals, then } => {
                replace(then.clone());
                for then in simpler_blocks(then) {
                    replace(vec![Instruction::If {
                        reg: *reg,
                        equals: *equals,
                        then,
                    }]);
                }
            }
            Instruction::Locked { loc, body } => {
                replace(body.clone());
                for body in simpler_blocks(body) {
                    replace(vec![Instruction::Locked { loc: *loc, body }]);
                }
            }
            Instruction::Rmw {
                dst,
                loc,
                update,
                ordering,
            } => {
                let load = Ordering::Relaxed;
                replace(vec![Instruction::Load {
                    dst: *dst,
                    loc: *loc,
                    ordering: load,
                }]);
                let (Update::FetchAdd(value)
                | Update::Swap(value)
                | Update::CompareExchange { new: value, .. }) = *update;
                replace(vec![Instruction::Store {
                    loc: *loc,
                    value,
                    ordering: load,
                }]);
                let rmw = |update| {
                    vec![Instruction::Rmw {
                        dst: *dst,
                        loc: *loc,
                        update,
                        ordering: *ordering,
                    }]
                };
                replace(rmw(Update::Swap(value)));
                if let Update::CompareExchange {
                    weak: true,
                    expected,
                    new,
                    failure,
                } = *update
                {
                    replace(rmw(Update::CompareExchange {
                        weak: false,
                        expected,
                        new,
                        failure,
                    }));
                }
                for value in simpler_operands(value) {
                    replace(rmw(match *update {
                        Update::FetchAdd(_) => Update::FetchAdd(value),
                        Update::Swap(_) => Update::Swap(value),
                        Update::CompareExchange {
                            weak,
                            expected,
                            failure,
                            ..
                        } => Update::CompareExchange {
                            weak,
                            expected,
                            new: value,
                            failure,
                        },
                    }));
                }
            }
            Instruction::Store {
                loc,
                value,
                ordering,
            } => {
                for value in simpler_operands(*value) {
                    replace(vec![Instruction::Store {
                        loc: *loc,
                        value,
                        ordering: *ordering,
                    }]);
                }
            }
            Instruction::Write { loc, value } => {
                for value in simpler_operands(*value) {
                    replace(vec![Instruction::Write { loc: *loc, value }]);
                }
            }
            Instruction::Load { .. } | Instruction::Read { .. } | Instruction::Fence(_) => {}
        }
    }
    found
}

fn simpler_operands(operand: Operand) -> Vec<Operand> {
    match operand {
        Operand::Reg(_) => vec![Operand::Const(1), Operand::Const(2)],
        Operand::Const(value) => (1..value).map(Operand::Const).collect(),
    }
}

/// Takes out the locations and registers that no instruction names, and numbers the others anew.
fn drop_unused(program: &mut Program) {
    let mut used = vec![false; program.locations.len()];
    program.for_each_instruction(&mut |instruction| {
        if let Some(loc) = location(instruction) {
            used[loc.0] = true;
        }
    });
    let place = |loc: Loc| Loc(used[..loc.0].iter().filter(|&&used| used).count());
    program.for_each_instruction(&mut |instruction| relocate(instruction, &place));
    program.observed = program
        .observed
        .iter()
        .filter(|loc| used[loc.0])
        .map(|&loc| place(loc))
        .collect();
    let mut kept = used.iter();
    program
        .locations
        .retain(|_| *kept.next().expect("one flag for each location"));
    for Thread { registers, body } in &mut program.threads {
        let mut used = vec![false; *registers];
        for_each(body, &mut |instruction| {
            registers_of(instruction, &mut |reg| used[reg.0] = true)
        });
        let place = |reg: &mut Reg| *reg = Reg(used[..reg.0].iter().filter(|&&used| used).count());
        for_each(body, &mut |instruction| {
            registers_of(instruction, &mut |reg| place(reg))
        });
        *registers = used.iter().filter(|&&used| used).count();
    }
}

impl Program {
    fn for_each_instruction(&mut self, visit: &mut dyn FnMut(&mut Instruction)) {
        self.threads
            .iter_mut()
            .for_each(|thread| for_each(&mut thread.body, visit));
    }
}

fn for_each(block: &mut [Instruction], visit: &mut dyn FnMut(&mut Instruction)) {
    for instruction in block {
        visit(instruction);
        if let Instruction::If { then: block, .. } | Instruction::Locked { body: block, .. } =
            instruction
        {
            for_each(block, visit);
        }
    }
}

fn location(instruction: &Instruction) -> Option<Loc> {
    match *instruction {
        Instruction::Load { loc, .. }
        | Instruction::Store { loc, .. }
        | Instruction::Rmw { loc, .. }
        | Instruction::Read { loc, .. }
        | Instruction::Write { loc, .. }
        | Instruction::Locked { loc, .. } => Some(loc),
        Instruction::Fence(_) | Instruction::If { .. } => None,
    }
}

fn relocate(instruction: &mut Instruction, place: &dyn Fn(Loc) -> Loc) {
    match instruction {
        Instruction::Load { loc, .. }
        | Instruction::Store { loc, .. }
        | Instruction::Rmw { loc, .. }
        | Instruction::Read { loc, .. }
        | Instruction::Write { loc, .. }
        | Instruction::Locked { loc, .. } => *loc = place(*loc),
        Instruction::Fence(_) | Instruction::If { .. } => {}
    }
}

/// The registers that the instruction itself names, not those in its block.
fn registers_of(instruction: &mut Instruction, visit: &mut dyn FnMut(&mut Reg)) {
    fn operand(operand: &mut Operand, visit: &mut dyn FnMut(&mut Reg)) {
        if let Operand::Reg(reg) = operand {
            visit(reg);
        }
    }
    match instruction {
        Instruction::Load { dst, .. } | Instruction::Read { dst, .. } => visit(dst),
        Instruction::If { reg, .. } => visit(reg),
        Instruction::Store { value, .. } | Instruction::Write { value, .. } => {
            operand(value, visit)
        }
        Instruction::Rmw { dst, update, .. } => {
            visit(dst);
            match update {
                Update::FetchAdd(value) | Update::Swap(value) => operand(value, visit),
                Update::CompareExchange { expected, new, .. } => {
                    operand(expected, visit);
                    operand(new, visit);
                }
            }
        }
        Instruction::Fence(_) | Instruction::Locked { .. } => {}
    }
}
