//! The instructions that each access becomes, from rustc, for x86-64 and for AArch64.
//!
//! `cargo run -p listings-native --bin assembly` writes `x86_64.txt`, `aarch64.txt`, `aarch64_rcpc.txt` and, from them, `table.txt`, which the chapter shows.
//! It needs `rustup target add x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu`. The tests make anew what this machine's own target gives.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The processors: their name, and what rustc is told.
pub const PROCESSORS: [(&str, &[&str]); 3] = [
    (
        "x86_64",
        &[
            "--target=x86_64-unknown-linux-gnu",
            "-Cllvm-args=--x86-asm-syntax=intel",
        ],
    ),
    // With the atomic instructions of ARMv8.1. Without them, a read-modify-write is a call of a function that
    // finds out which processor it runs on.
    (
        "aarch64",
        &[
            "--target=aarch64-unknown-linux-gnu",
            "-Ctarget-feature=+lse",
        ],
    ),
    // With the weaker load-acquire of ARMv8.3 too. Targets for Apple's machines have it.
    (
        "aarch64_rcpc",
        &[
            "--target=aarch64-unknown-linux-gnu",
            "-Ctarget-feature=+lse,+rcpc",
        ],
    ),
];

/// The rows of the table, in groups: the anchor, and what is written in Rust with the name of its function.
const GROUPS: [(&str, &[(&str, &str)]); 5] = [
    (
        "compiler",
        &[
            ("three_stores", "three_stores"),
            ("the same, Relaxed", "three_stores_relaxed"),
        ],
    ),
    (
        "loads",
        &[
            ("x.load(Relaxed)", "load_relaxed"),
            ("x.load(Acquire)", "load_acquire"),
            ("x.load(SeqCst)", "load_seq_cst"),
        ],
    ),
    (
        "stores",
        &[
            ("x.store(v, Relaxed)", "store_relaxed"),
            ("x.store(v, Release)", "store_release"),
            ("x.store(v, SeqCst)", "store_seq_cst"),
        ],
    ),
    (
        "rmws",
        &[
            ("x.fetch_add(v, Relaxed)", "fetch_add_relaxed"),
            ("x.fetch_add(v, Acquire)", "fetch_add_acquire"),
            ("x.fetch_add(v, Release)", "fetch_add_release"),
            ("x.fetch_add(v, AcqRel)", "fetch_add_acq_rel"),
            ("x.fetch_add(v, SeqCst)", "fetch_add_seq_cst"),
            ("x.compare_exchange(...)", "compare_exchange_acq_rel"),
        ],
    ),
    (
        "fences",
        &[
            ("fence(Acquire)", "fence_acquire"),
            ("fence(Release)", "fence_release"),
            ("fence(AcqRel)", "fence_acq_rel"),
            ("fence(SeqCst)", "fence_seq_cst"),
        ],
    ),
];

/// The folder of the chapter.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ch13_memory_ordering")
}

/// What rustc makes of `accesses.rs`: the instructions of each function, without what is for the assembler and the linker.
///
/// # Errors
/// If rustc cannot be started, or says no: most likely, the target is not installed.
pub fn compile(options: &[&str]) -> io::Result<String> {
    let output = Command::new("rustc")
        .args(["--edition=2024", "--crate-type=lib", "-Copt-level=3"])
        .args(["-Cpanic=abort", "--emit=asm", "-o", "-"])
        .args(options)
        .arg(folder().join("accesses.rs"))
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(said));
    }
    Ok(instructions(&String::from_utf8_lossy(&output.stdout)))
}

/// Labels of functions, and instructions.
fn instructions(assembly: &str) -> String {
    let mut text = String::new();
    for line in assembly.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let line = words.join(" ");
        let directive = line.starts_with('.') || line.starts_with('#');
        if line.is_empty() || directive || line.starts_with("//") {
            continue;
        }
        if line.ends_with(':') {
            let _ = writeln!(text, "{line}");
        } else {
            let _ = writeln!(text, "    {line}");
        }
    }
    text
}

/// The instructions of a function, but for the `ret`.
fn function<'a>(listing: &'a str, name: &str) -> Vec<&'a str> {
    let mut lines = listing.lines();
    lines.find(|line| line.strip_suffix(':') == Some(name));
    let body: Vec<&str> = (lines.map(str::trim))
        .take_while(|line| *line != "ret")
        .collect();
    if body.is_empty() {
        vec!["(nothing)"]
    } else {
        body
    }
}

/// Rust, x86-64 and AArch64, side by side; where AArch64 with `rcpc` has another instruction, that one too.
pub fn table(x86: &str, arm: &str, rcpc: &str) -> String {
    let mut text = String::new();
    for (anchor, rows) in GROUPS {
        let _ = writeln!(text, "// ANCHOR: {anchor}");
        row(&mut text, "", "x86-64", "AArch64");
        for (rust, name) in rows {
            let (x86, arm) = (function(x86, name), function(arm, name));
            let rcpc = function(rcpc, name);
            for line in 0..x86.len().max(arm.len()) {
                let cell = |lines: &[&str]| {
                    let line = lines.get(line).copied().unwrap_or_default();
                    line.replace("dword ptr ", "")
                };
                let rust = if line == 0 { rust } else { "" };
                row(&mut text, rust, &cell(&x86), &cell(&arm));
            }
            if rcpc != arm {
                for line in rcpc {
                    row(&mut text, "", "", &format!("{line} (rcpc)"));
                }
            }
        }
        let _ = writeln!(text, "// ANCHOR_END: {anchor}");
    }
    text
}

fn row(text: &mut String, rust: &str, x86: &str, arm: &str) {
    let line = format!("{rust:25}{x86:27}{arm}");
    let _ = writeln!(text, "{}", line.trim_end());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn kept(name: &str) -> String {
        fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap()
    }

    /// The listing of the machine that the test runs on. The other one needs a target that may not be there.
    #[test]
    #[cfg(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64")
    ))]
    fn rustc_still_makes_the_instructions_that_the_chapter_shows() {
        let here = std::env::consts::ARCH;
        let (name, options) =
            PROCESSORS.iter().find(|(name, _)| *name == here).unwrap();
        assert_eq!(compile(options).unwrap(), kept(name));
    }

    #[test]
    fn the_table_is_made_of_both_listings() {
        let [x86, arm, rcpc] = PROCESSORS.map(|(name, _)| kept(name));
        assert_eq!(table(&x86, &arm, &rcpc), kept("table"));
    }

    #[test]
    fn the_chapter_says_of_x86_what_is_so() {
        let x86 = kept("x86_64");
        let of = |name| function(&x86, name);
        // A load costs the same with every ordering; of the stores, SeqCst alone is another instruction.
        assert_eq!(of("load_relaxed"), of("load_acquire"));
        assert_eq!(of("load_relaxed"), of("load_seq_cst"));
        assert_eq!(of("store_relaxed"), of("store_release"));
        assert_ne!(of("store_relaxed"), of("store_seq_cst"));
        // Of three plain stores, one is left out, and the others change places. Relaxed ones are left as they are.
        assert_eq!(of("three_stores").len(), 2);
        assert!(of("three_stores")[0].ends_with(", 2"));
        assert_eq!(of("three_stores_relaxed").len(), 3);
        // Read-modify-writes are locked whatever the ordering.
        for ordering in ["acquire", "release", "acq_rel", "seq_cst"] {
            let name = format!("fetch_add_{ordering}");
            assert_eq!(of("fetch_add_relaxed"), function(&x86, &name));
        }
        // A fence is for the compiler, but for SeqCst.
        assert_eq!(of("fence_acquire"), ["(nothing)"]);
        assert_eq!(of("fence_release"), ["(nothing)"]);
        assert_ne!(of("fence_seq_cst"), ["(nothing)"]);
    }

    #[test]
    fn the_chapter_says_of_arm_what_is_so() {
        let arm = kept("aarch64");
        let of = |name| function(&arm, name).join("; ");
        assert_eq!(of("load_relaxed"), "ldr w0, [x0]");
        assert_eq!(of("load_acquire"), of("load_seq_cst"));
        assert_eq!(of("load_acquire"), "ldar w0, [x0]");
        assert_eq!(of("store_relaxed"), "str w1, [x0]");
        assert_eq!(of("store_release"), of("store_seq_cst"));
        assert_eq!(of("store_release"), "stlr w1, [x0]");
        assert_eq!(of("fence_acquire"), "dmb ishld");
        assert_eq!(of("fence_release"), "dmb ish");
    }

    #[test]
    fn with_rcpc_only_the_acquire_load_is_another_instruction() {
        let (arm, rcpc) = (kept("aarch64"), kept("aarch64_rcpc"));
        let other: Vec<_> = (arm.lines().zip(rcpc.lines()))
            .filter(|(arm, rcpc)| arm != rcpc)
            .map(|(arm, rcpc)| (arm.trim(), rcpc.trim()))
            .collect();
        assert_eq!(other, [("ldar w0, [x0]", "ldapr w0, [x0]")]);
        let name = "load_acquire";
        assert_eq!(function(&rcpc, name), ["ldapr w0, [x0]"]);
    }

    #[test]
    fn targets_for_apples_machines_have_rcpc_and_those_for_linux_have_not() {
        let has = |target: &str, feature: &str| {
            let output = Command::new("rustc")
                .args(["--print", "cfg", "--target", target])
                .output()
                .unwrap();
            assert!(output.status.success(), "{output:?}");
            let cfg = String::from_utf8(output.stdout).unwrap();
            cfg.contains(&format!("target_feature=\"{feature}\""))
        };
        assert!(has("aarch64-apple-darwin", "rcpc"));
        // The model that has `ldapr` has single instructions for read-modify-writes too.
        assert!(has("aarch64-apple-darwin", "lse"));
        for target in ["aarch64-unknown-linux-gnu", "aarch64-pc-windows-msvc"] {
            assert!(!has(target, "rcpc"), "{target}");
        }
    }
}
