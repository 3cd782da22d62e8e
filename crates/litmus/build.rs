//! Compiles the litmus tests: from the catalogue of `interleave-axioms` to one Rust function for each thread, generic over its orderings.
//!
//! The catalogue stays the only place where a test is written. Every choice of orderings that a thread can have becomes an
//! instance of its function, so that nothing is interpreted while a test runs. Threads are compiled one by one, not test by test:
//! the combinations of a whole test are put together from theirs at run time, and cost nothing here.

use interleave_axioms::classics;
use interleave_axioms::{Instruction, Loc, Operand, Program, Update};
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// Two bits for a register in the byte that a thread leaves behind.
const MAX_REGISTERS: usize = 4;
const MAX_VALUE: u32 = 3;
/// As in `src/kernels.rs`.
const MAX_LOCATIONS: usize = 4;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut functions = String::new();
    let mut table = String::from("pub(crate) static COMPILED: &[Compiled] = &[\n");
    for classic in classics::ALL {
        let program = classic.program();
        assert!(
            program.locations.len() <= MAX_LOCATIONS,
            "{}: too many locations",
            classic.name
        );
        writeln!(table, "Compiled {{ name: {:?}, threads: &[", classic.name).unwrap();
        for thread in 0..program.threads.len() {
            let mut compiler = Compiler::new(&program, thread);
            functions += &compiler.function();
            table += &compiler.variants();
        }
        table += "] },\n";
    }
    table += "];\n";
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    std::fs::write(out.join("kernels.rs"), functions + &table).expect("OUT_DIR can be written");
}

struct Compiler<'p> {
    program: &'p Program,
    thread: usize,
    name: String,
    /// The locations that the thread names, in the order of the program's.
    used: Vec<usize>,
    /// How many orderings were met so far.
    orderings: usize,
}

impl<'p> Compiler<'p> {
    fn new(program: &'p Program, thread: usize) -> Self {
        let name: String = (program.name.chars())
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        let mut used = Vec::new();
        locations(&program.threads[thread].body, &mut used);
        used.sort_unstable();
        used.dedup();
        Compiler {
            program,
            thread,
            name: format!("t_{name}_{thread}"),
            used,
            orderings: 0,
        }
    }

    /// The function: the thread's body, once for each instance of a batch.
    fn function(&mut self) -> String {
        let thread = &self.program.threads[self.thread];
        assert!(
            thread.registers <= MAX_REGISTERS,
            "{}: too many registers",
            self.name
        );
        self.orderings = 0;
        let body = self.block(&thread.body, 2);
        let generics: Vec<_> = (0..self.orderings)
            .map(|n| format!("O{n}: Order"))
            .collect();
        let mut text = String::new();
        writeln!(text, "/// {}, thread {}.", self.program.name, self.thread).unwrap();
        writeln!(
            text,
            "unsafe fn {}<{}>(columns: &Columns<'_>, results: &[AtomicU8]) {{",
            self.name,
            generics.join(", ")
        )
        .unwrap();
        let (mut lines, mut pattern) = ("results.iter()".to_owned(), "result".to_owned());
        for loc in &self.used {
            lines = format!("{lines}.zip(columns[{loc}])");
            pattern = format!("({pattern}, l{loc})");
        }
        writeln!(text, "    for {pattern} in {lines} {{").unwrap();
        for register in 0..thread.registers {
            writeln!(text, "        let mut r{register} = 0u32;").unwrap();
        }
        text += &body;
        if thread.registers > 0 {
            let parts: Vec<_> = (0..thread.registers)
                .map(|r| format!("r{r} << {}", 2 * r))
                .collect();
            writeln!(
                text,
                "        result.store(({}) as u8, Relaxed);",
                parts.join(" | ")
            )
            .unwrap();
        }
        text + "    }\n}\n"
    }

    fn block(&mut self, block: &[Instruction], depth: usize) -> String {
        block
            .iter()
            .map(|instruction| self.instruction(instruction, depth))
            .collect()
    }

    fn instruction(&mut self, instruction: &Instruction, depth: usize) -> String {
        let code = match instruction {
            Instruction::Load { dst, loc, .. } => format!(
                "r{} = l{}.atomic().load({});",
                dst.0,
                loc.0,
                self.ordering()
            ),
            Instruction::Store { loc, value, .. } => {
                format!(
                    "l{}.atomic().store({}, {});",
                    loc.0,
                    operand(*value),
                    self.ordering()
                )
            }
            Instruction::Rmw {
                dst, loc, update, ..
            } => {
                let ordering = self.ordering();
                let call = match *update {
                    Update::FetchAdd(value) => format!("fetch_add({}, {ordering})", operand(value)),
                    Update::Swap(value) => format!("swap({}, {ordering})", operand(value)),
                    Update::CompareExchange { expected, new, .. } => {
                        let (expected, new, failure) =
                            (operand(expected), operand(new), self.ordering());
                        format!(
                            "compare_exchange({expected}, {new}, {ordering}, {failure}).unwrap_or_else(|old| old)"
                        )
                    }
                };
                format!("r{} = l{}.atomic().{call};", dst.0, loc.0)
            }
            Instruction::Fence(_) => format!("fence({});", self.ordering()),
            // What makes it sound stands at `Kernel`.
            Instruction::Read { dst, loc } => {
                format!("r{} = unsafe {{ l{}.read() }};", dst.0, loc.0)
            }
            Instruction::Write { loc, value } => {
                format!("unsafe {{ l{}.write({}) }};", loc.0, operand(*value))
            }
            Instruction::If { reg, equals, then } => {
                let then = self.block(then, depth + 1);
                format!("if r{} == {equals} {{\n{then}{:2$}}}", reg.0, "", depth * 4)
            }
            Instruction::Locked { .. } => {
                panic!("{}: no test of the catalogue has a mutex yet", self.name)
            }
        };
        format!("{:1$}{code}\n", "", depth * 4)
    }

    fn ordering(&mut self) -> String {
        self.orderings += 1;
        format!("O{}::ORDERING", self.orderings - 1)
    }

    /// The instances: every choice of the thread's orderings, with the function for it.
    fn variants(&self) -> String {
        let alone = Program {
            threads: vec![self.program.threads[self.thread].clone()],
            ..self.program.clone()
        };
        let mut choices: Vec<Vec<Ordering>> = vec![Vec::new()];
        for (role, _) in alone.orderings() {
            choices = (choices.iter())
                .flat_map(|chosen| {
                    role.choices()
                        .iter()
                        .map(|&next| chosen.iter().copied().chain([next]).collect())
                })
                .collect();
        }
        let mut text = String::from("    &[\n");
        for choice in choices {
            let marks: Vec<_> = choice
                .iter()
                .map(|ordering| format!("Marked{ordering:?}"))
                .collect();
            writeln!(
                text,
                "        Variant {{ orderings: &{choice:?}, kernel: {}::<{}> }},",
                self.name,
                marks.join(", ")
            )
            .unwrap();
        }
        text + "    ],\n"
    }
}

fn operand(operand: Operand) -> String {
    match operand {
        Operand::Const(value) => {
            assert!(value <= MAX_VALUE, "{value} does not fit into two bits");
            value.to_string()
        }
        Operand::Reg(reg) => format!("r{}", reg.0),
    }
}

fn locations(block: &[Instruction], found: &mut Vec<usize>) {
    for instruction in block {
        match instruction {
            Instruction::Load { loc: Loc(loc), .. }
            | Instruction::Store { loc: Loc(loc), .. }
            | Instruction::Rmw { loc: Loc(loc), .. }
            | Instruction::Read { loc: Loc(loc), .. }
            | Instruction::Write { loc: Loc(loc), .. } => found.push(*loc),
            Instruction::If { then: block, .. } | Instruction::Locked { body: block, .. } => {
                locations(block, found)
            }
            Instruction::Fence(_) => {}
        }
    }
}
