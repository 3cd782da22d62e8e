//! x86-TSO and ARMv8 on published litmus results. Each table names its source.
//!
//! The tests are written in a shorthand: `Wx=1` stores, `Rx` loads into the next register, `Ax+1` is a fetch_add, `Sx=1` a swap,
//! `Cx=0:1` a compare_exchange from 0 to 1, `F` a SeqCst fence (mfence, dmb ish), `Fld` an Acquire fence (dmb ishld), `if0` a branch on
//! the last register that goes nowhere; `r0` for a value is that register's. Accesses are Relaxed unless marked: `.acq`,
//! `.rel`, `.sc`. Bars part the threads. All locations are observed.

use interleave_axioms::{Condition, Model, Program, analyse};

/// The program of the shorthand.
fn program(name: &str, shorthand: &str) -> Program {
    let mut locations: Vec<char> = shorthand
        .split_whitespace()
        .filter(|word| word.starts_with(['W', 'R', 'A', 'S', 'C']))
        .filter_map(|word| word.chars().nth(1))
        .collect();
    locations.sort_unstable();
    locations.dedup();
    let mut text = format!("litmus {name};\n");
    for loc in &locations {
        text += &format!("atomic {loc} = 0;\nobserve {loc};\n");
    }
    for thread in shorthand.split('|') {
        text += "thread {\n";
        let mut regs = 0;
        for word in thread.split_whitespace() {
            let (op, ordering) = word.split_once('.').unwrap_or((word, ""));
            let ordering = match ordering {
                "" => "Relaxed",
                "acq" => "Acquire",
                "rel" => "Release",
                "sc" => "SeqCst",
                other => panic!("{other} is no ordering"),
            };
            let (kind, rest) = op.split_at(1);
            let operand = rest.get(2..).unwrap_or_default();
            let loc = rest.get(..1).unwrap_or_default();
            text += &match kind {
                "F" if rest == "ld" => "fence(Acquire);".to_owned(),
                "F" => "fence(SeqCst);".to_owned(),
                "i" => format!("if r{} == 0 {{ }}", regs - 1),
                "W" => format!("{loc}.store({operand}, {ordering});"),
                "R" => format!("r{regs} = {loc}.load({ordering});"),
                "A" => format!("r{regs} = {loc}.fetch_add({operand}, {ordering});"),
                "S" => format!("r{regs} = {loc}.swap({operand}, {ordering});"),
                "C" => {
                    let (expected, new) = operand.split_once(':').unwrap();
                    let failure = if ordering == "Acquire" {
                        "Acquire"
                    } else {
                        "Relaxed"
                    };
                    format!(
                        "r{regs} = {loc}.compare_exchange({expected}, {new}, {ordering}, {failure});"
                    )
                }
                other => panic!("{other} is no operation"),
            };
            regs += u32::from("RASC".contains(kind));
            text.push('\n');
        }
        text += "}\n";
    }
    text.parse()
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Compares the model with published results, a line each: name ; shorthand ; outcome ; allowed or forbidden.
#[track_caller]
fn agree(model: Model, published: &str) {
    for line in published
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let [name, shorthand, outcome, verdict] =
            line.split(';').map(str::trim).collect::<Vec<_>>()[..]
        else {
            panic!("{line:?} has not four parts");
        };
        let condition: Condition = outcome.parse().unwrap();
        let program = program(name, shorthand);
        let found = analyse(&program, model)
            .outcomes
            .keys()
            .any(|outcome| condition.holds(outcome));
        let allowed = match verdict {
            "allowed" => true,
            "forbidden" => false,
            other => panic!("{other:?} is no verdict"),
        };
        assert_eq!(found, allowed, "{model}, {name}: {outcome}\n{program}");
    }
}

#[test]
fn x86_agrees_with_the_herdtools_catalogue() {
    // github.com/herd/herdtools7, catalogue/x86_64/tests: the tests, and kinds.txt for the results.
    agree(
        Model::X86Tso,
        "
        2+2W             ; Wx=2 Wy=1 | Wy=2 Wx=1       ; x=2 y=2                     ; forbidden
        LB               ; Rx Wy=1 | Ry Wx=1           ; 0:r0=1 1:r0=1               ; forbidden
        MP               ; Wx=1 Wy=1 | Ry Rx           ; 1:r0=1 1:r1=0               ; forbidden
        MP+po+po-rfi-po  ; Wx=1 Wy=1 | Ry Wz=1 Rz Rx   ; 1:r0=1 1:r1=1 1:r2=0        ; forbidden
        R                ; Wx=1 Wy=1 | Wy=2 Rx         ; y=2 1:r0=0                  ; allowed
        R+po+mfence      ; Wx=1 Wy=1 | Wy=2 F Rx       ; y=2 1:r0=0                  ; forbidden
        R+po+po-rfi-po   ; Wx=1 Wy=1 | Wy=2 Wz=1 Rz Rx ; y=2 1:r0=1 1:r1=0           ; allowed
        R+po+rfi-po      ; Wx=1 Wy=1 | Wy=2 Ry Rx      ; y=2 1:r0=2 1:r1=0           ; allowed
        RWC              ; Wx=1 | Rx Ry | Wy=1 Rx      ; 1:r0=1 1:r1=0 2:r0=0        ; allowed
        RWC+po+mfence    ; Wx=1 | Rx Ry | Wy=1 F Rx    ; 1:r0=1 1:r1=0 2:r0=0        ; forbidden
        RWC+po+rfi-po    ; Wx=1 | Rx Ry | Wy=1 Ry Rx   ; 1:r0=1 1:r1=0 2:r0=1 2:r1=0 ; allowed
        S                ; Wx=2 Wy=1 | Ry Wx=1         ; x=2 1:r0=1                  ; forbidden
        SB               ; Wx=1 Ry | Wy=1 Rx           ; 0:r0=0 1:r0=0               ; allowed
        SB+mfence+po     ; Wx=1 F Ry | Wy=1 Rx         ; 0:r0=0 1:r0=0               ; allowed
        SB+mfence+rfi-po ; Wx=1 F Ry | Wy=1 Ry Rx      ; 0:r0=0 1:r0=1 1:r1=0        ; allowed
        SB+mfences       ; Wx=1 F Ry | Wy=1 F Rx       ; 0:r0=0 1:r0=0               ; forbidden
        SB+po+po-rfi-po  ; Wx=1 Ry | Wy=1 Wz=1 Rz Rx   ; 0:r0=0 1:r0=1 1:r1=0        ; allowed
        SB+po+rfi-po     ; Wx=1 Ry | Wy=1 Ry Rx        ; 0:r0=0 1:r0=1 1:r1=0        ; allowed
        SB+rfi-pos       ; Wx=1 Rx Ry | Wy=1 Ry Rx     ; 0:r0=1 0:r1=0 1:r0=1 1:r1=0 ; allowed
        WRC              ; Wx=1 | Rx Wy=1 | Ry Rx      ; 1:r0=1 2:r0=1 2:r1=0        ; forbidden
        WRR+2W           ; Wx=2 | Rx Ry | Wy=1 Wx=1    ; x=2 1:r0=2 1:r1=0           ; forbidden
        WRW+2W           ; Wx=2 | Rx Wy=1 | Wy=2 Wx=1  ; x=2 y=2 1:r0=2              ; forbidden
        WRW+WR           ; Wx=1 | Rx Wy=1 | Wy=2 Rx    ; y=2 1:r0=1 2:r0=0           ; allowed
        WRW+WR+po+mfence ; Wx=1 | Rx Wy=1 | Wy=2 F Rx  ; y=2 1:r0=1 2:r0=0           ; forbidden
        WRW+WR+po+rfi-po ; Wx=1 | Rx Wy=1 | Wy=2 Ry Rx ; y=2 1:r0=1 2:r0=2 2:r1=0    ; allowed
        WWC              ; Wx=2 | Rx Wy=1 | Ry Wx=1    ; x=2 1:r0=2 2:r0=1           ; forbidden
        ",
    );
}

#[test]
fn x86_agrees_with_the_tso_paper() {
    // Owens, Sarkar, Sewell, "A Better x86 Memory Model: x86-TSO", TPHOLs 2009; the names iwp and amd are
    // those of the vendors' manuals that it quotes.
    agree(
        Model::X86Tso,
        "
        iwp2.4/amd9 ; Wx=1 Rx Ry | Wy=1 Ry Rx     ; 0:r0=1 0:r1=0 1:r0=1 1:r1=0 ; allowed
        n6          ; Wx=1 Rx Ry | Wy=1 Wx=2      ; 0:r0=1 0:r1=0 x=1           ; allowed
        n5          ; Wx=1 Rx | Wx=2 Rx           ; 0:r0=2 1:r0=1               ; forbidden
        amd6        ; Wx=1 | Wy=1 | Rx Ry | Ry Rx ; 2:r0=1 2:r1=0 3:r0=1 3:r1=0 ; forbidden
        iwp2.8.a    ; Sx=1 Ry | Sy=1 Rx           ; 0:r1=0 1:r1=0               ; forbidden
        iwp2.8.b    ; Sx=1 Wy=1 | Ry Rx           ; 1:r0=1 1:r1=0               ; forbidden
        ",
    );
}

#[test]
fn x86_locked_instructions_are_fences_whatever_their_ordering() {
    // Intel Software Developer's Manual, volume 3, section "Memory Ordering in P6 and More Recent Processor Families": reads and writes
    // cannot be reordered with locked instructions. A compare_exchange that fails is one too (its destination is written
    // in any case: volume 2, CMPXCHG).
    agree(
        Model::X86Tso,
        "
        SB+xchgs       ; Wx=1 Sp=1 Ry | Wy=1 Sq=1 Rx       ; 0:r1=0 1:r1=0 ; forbidden
        SB+failed-cas  ; Wx=1 Cp=7:8 Ry | Wy=1 Cq=7:8 Rx   ; 0:r1=0 1:r1=0 ; forbidden
        SB+sc-stores   ; Wx=1.sc Ry | Wy=1.sc Rx           ; 0:r0=0 1:r0=0 ; forbidden
        SB+sc-loads    ; Wx=1 Ry.sc | Wy=1 Rx.sc           ; 0:r0=0 1:r0=0 ; allowed
        SB+ra          ; Wx=1.rel Ry.acq | Wy=1.rel Rx.acq ; 0:r0=0 1:r0=0 ; allowed
        SB+weak-fences ; Wx=1 Fld Ry | Wy=1 Fld Rx         ; 0:r0=0 1:r0=0 ; allowed
        ",
    );
}

#[test]
fn arm_agrees_with_the_herdtools_catalogue() {
    // github.com/herd/herdtools7, catalogue/aarch64/tests: the tests, and kinds.txt for the results. (A test of the catalogue
    // starts with y=2 where the shorthand has a compare_exchange from 1 to 2 after a store of 1; the rest is the same.)
    let published = "
        2+2W                   ; Wx=2 Wy=1 | Wy=2 Wx=1                 ; x=2 y=2              ; allowed
        2+2W+dmb.sy+po         ; Wx=2 F Wy=1 | Wy=2 Wx=1               ; x=2 y=2              ; allowed
        2+2W+dmb.sys           ; Wx=2 F Wy=1 | Wy=2 F Wx=1             ; x=2 y=2              ; forbidden
        LB                     ; Rx Wy=1 | Ry Wx=1                     ; 0:r0=1 1:r0=1        ; allowed
        LB+dmb.sy+po           ; Rx F Wy=1 | Ry Wx=1                   ; 0:r0=1 1:r0=1        ; allowed
        LB+dmb.sys             ; Rx F Wy=1 | Ry F Wx=1                 ; 0:r0=1 1:r0=1        ; forbidden
        LB+BEQ4                ; Ry Wx=1.rel | Rx if0 Wy=1             ; 0:r0=1 1:r0=1        ; forbidden
        LB+dmb.sy+data-amo.swp ; Rx Sy=r0 | Ry F Wx=1                  ; 0:r0=1 1:r0=1        ; forbidden
        MP                     ; Wx=1 Wy=1 | Ry Rx                     ; 1:r0=1 1:r1=0        ; allowed
        MP+dmb.sy+po           ; Wx=1 F Wy=1 | Ry Rx                   ; 1:r0=1 1:r1=0        ; allowed
        MP+po+dmb.sy           ; Wx=1 Wy=1 | Ry F Rx                   ; 1:r0=1 1:r1=0        ; allowed
        MP+dmb.sys             ; Wx=1 F Wy=1 | Ry F Rx                 ; 1:r0=1 1:r1=0        ; forbidden
        MP+rel+acq             ; Wx=1 Wy=1.rel | Ry.acq Rx             ; 1:r0=1 1:r1=0        ; forbidden
        MP+rel+swp-acq         ; Wx=1 Wy=1.rel | Sy=2 Ry.acq Rx        ; 1:r0=1 1:r1=2 1:r2=0 ; forbidden
        MP+rel+data-lrs-acq    ; Wx=1 Wy=1.rel | Ry Wz=r0 Rz.acq Rx    ; 1:r0=1 1:r1=1 1:r2=0 ; forbidden
        MP+rel+ctrl-lrs-acq    ; Wx=1 Wy=1.rel | Ry if0 Wz=1 Rz.acq Rx ; 1:r0=1 1:r1=1 1:r2=0 ; allowed
        MP+rel+LDADD-dmb.ld    ; Wx=1 Wy=1.rel | Ay+1 Fld Rx           ; y=2 1:r0=1 1:r1=0    ; forbidden
        MP+rel+SWP-dmb.ld      ; Wx=1 Wy=1.rel | Sy=2 Fld Rx           ; y=2 1:r0=1 1:r1=0    ; forbidden
        MP+rel+SWPacq          ; Wx=1 Wy=1.rel | Sy=2.acq Rx           ; y=2 1:r0=1 1:r1=0    ; forbidden
        MP+rel+CAS-ok-dmb.ld   ; Wx=1 Wy=1.rel | Cy=1:2 Fld Rx         ; y=2 1:r0=1 1:r1=0    ; forbidden
        MP+rel+CASacq-ok       ; Wx=1 Wy=1.rel | Cy=1:2.acq Rx         ; y=2 1:r0=1 1:r1=0    ; forbidden
        R                      ; Wx=1 Wy=1 | Wy=2 Rx                   ; y=2 1:r0=0           ; allowed
        R+dmb.sy+po            ; Wx=1 F Wy=1 | Wy=2 Rx                 ; y=2 1:r0=0           ; allowed
        R+po+dmb.sy            ; Wx=1 Wy=1 | Wy=2 F Rx                 ; y=2 1:r0=0           ; allowed
        R+dmb.sys              ; Wx=1 F Wy=1 | Wy=2 F Rx               ; y=2 1:r0=0           ; forbidden
        S                      ; Wx=2 Wy=1 | Ry Wx=1                   ; x=2 1:r0=1           ; allowed
        S+dmb.sy+po            ; Wx=2 F Wy=1 | Ry Wx=1                 ; x=2 1:r0=1           ; allowed
        S+po+dmb.sy            ; Wx=2 Wy=1 | Ry F Wx=1                 ; x=2 1:r0=1           ; allowed
        S+dmb.sys              ; Wx=2 F Wy=1 | Ry F Wx=1               ; x=2 1:r0=1           ; forbidden
        SB                     ; Wx=1 Ry | Wy=1 Rx                     ; 0:r0=0 1:r0=0        ; allowed
        SB+dmb.sy+po           ; Wx=1 F Ry | Wy=1 Rx                   ; 0:r0=0 1:r0=0        ; allowed
        SB+dmb.sys             ; Wx=1 F Ry | Wy=1 F Rx                 ; 0:r0=0 1:r0=0        ; forbidden
        CoRR                   ; Wx=1 | Rx Rx                          ; 1:r0=1 1:r1=0        ; forbidden
        CoRW1                  ; Rx Wx=1                               ; 0:r0=1               ; forbidden
        CoRW2                  ; Wx=1 | Rx Wx=2                        ; x=1 1:r0=1           ; forbidden
        CoWR                   ; Wx=1 Rx | Wx=2                        ; x=1 0:r0=2           ; forbidden
        CoWW                   ; Wx=1 Wx=2                             ; x=1                  ; forbidden
        ";
    agree(Model::Armv8, published);
    agree(Model::Armv8Rcpc, published);
    agree(Model::Armv8Exclusives, published);
}

#[test]
fn arm_agrees_with_the_readers_guide_of_the_herdtools_catalogue() {
    // github.com/herd/herdtools7, catalogue/aarch64-readers-guide/tests: the tests, and kinds.txt for the results.
    let published = "
        WWC            ; Wx=2 | Rx Wy=1 | Ry Wx=1            ; x=2 1:r0=2 2:r0=1           ; allowed
        WRC            ; Wx=1 | Rx Wy=1 | Ry Rx              ; 1:r0=1 2:r0=1 2:r1=0        ; allowed
        Z6.3           ; Wx=1 Wy=1 | Wy=2 Wz=1 | Rz Rx       ; y=2 2:r0=1 2:r1=0           ; allowed
        W+RW+WR        ; Wx=1 | Rx Wy=1 | Wy=2 Rx            ; y=2 1:r0=1 2:r0=0           ; allowed
        W+RW+2W        ; Wx=2 | Rx Wy=1 | Wy=2 Wx=1          ; x=2 y=2 1:r0=2              ; allowed
        W+RR+2W        ; Wx=2 | Rx Ry | Wy=1 Wx=1            ; x=2 1:r0=2 1:r1=0           ; allowed
        W+RR+WR+WR     ; Wx=1 | Rx Ry | Wy=1 Rz | Wz=1 Rx    ; 1:r0=1 1:r1=0 2:r0=0 3:r0=0 ; allowed
        R+WW+RW        ; Rx | Wx=2 Wy=1 | Ry Wx=1            ; x=2 0:r0=1 2:r0=1           ; allowed
        R+WR+W+RW      ; Rx | Wx=2 Ry | Wy=1 | Ry Wx=1       ; x=2 0:r0=1 1:r0=0 3:r0=1    ; allowed
        RWC            ; Wx=1 | Rx Ry | Wy=1 Rx              ; 1:r0=1 1:r1=0 2:r0=0        ; allowed
        ISA2           ; Wx=1 Wy=1 | Ry Wz=1 | Rz Rx         ; 1:r0=1 2:r0=1 2:r1=0        ; allowed
        IRIW           ; Wx=1 | Rx Ry | Wy=1 | Ry Rx         ; 1:r0=1 1:r1=0 3:r0=1 3:r1=0 ; allowed
        IRIW+dmb.lds   ; Wx=1 | Rx Fld Ry | Wy=1 | Ry Fld Rx ; 1:r0=1 1:r1=0 3:r0=1 3:r1=0 ; forbidden
        SB+rfi-dmb.lds ; Wx=1 Rx Fld Ry | Wy=1 Ry Fld Rx     ; 0:r0=1 0:r1=0 1:r0=1 1:r1=0 ; allowed
        rmw-cas        ; Wx=1 | Cx=0:2                       ; x=2 1:r0=0                  ; forbidden
        ";
    agree(Model::Armv8, published);
    agree(Model::Armv8Rcpc, published);
    agree(Model::Armv8Exclusives, published);
}

#[test]
fn arm_keeps_dependencies() {
    // Maranget, Sarkar, Sewell, "A Tutorial Introduction to the ARM and POWER Relaxed Memory Models", 2012, as
    // they hold for ARMv8 too: a load is not reordered with a later store that depends on it, by data or control; a
    // branch does not keep two loads in order.
    let published = "
        LB+datas    ; Rx Wy=r0 | Ry Wx=r0       ; 0:r0=1 1:r0=1 ; forbidden
        LB+ctrls    ; Rx if0 Wy=1 | Ry if0 Wx=1 ; 0:r0=1 1:r0=1 ; forbidden
        LB+data+po  ; Rx Wy=1 | Ry Wx=r0        ; 0:r0=1 1:r0=1 ; allowed
        S+dmb+data  ; Wx=2 F Wy=1 | Ry Wx=r0    ; 1:r0=1 x=2    ; forbidden
        S+dmb+ctrl  ; Wx=2 F Wy=1 | Ry if0 Wx=1 ; 1:r0=1 x=2    ; forbidden
        MP+dmb+ctrl ; Wx=1 F Wy=1 | Ry if0 Rx   ; 1:r0=1 1:r1=0 ; allowed
        ";
    agree(Model::Armv8, published);
    agree(Model::Armv8Rcpc, published);
    agree(Model::Armv8Exclusives, published);
}

#[test]
fn a_load_acquire_stays_behind_a_store_release_and_ldapr_does_not() {
    // github.com/herd/herdtools7, catalogue/aarch64/tests and its kinds.txt: SB+dmb.sy+rel-acq has ldar and is Forbidden, SB+dmb.sy+rel-acqpc
    // has ldapr and is Allowed. SB+rel-acqs: Pulte and others, POPL 2018, for ldar; for ldapr it follows from the one before.
    let sb = [
        "SB+dmb.sy+rel-acq ; Wx=1 F Ry         | Wy=1.rel Rx.acq ; 0:r0=0 1:r0=0",
        "SB+rel-acqs       ; Wx=1.rel Ry.acq   | Wy=1.rel Rx.acq ; 0:r0=0 1:r0=0",
    ];
    for test in sb {
        agree(Model::Armv8, &format!("{test} ; forbidden"));
        agree(Model::Armv8Exclusives, &format!("{test} ; forbidden"));
        agree(Model::Armv8Rcpc, &format!("{test} ; allowed"));
    }
    // The same catalogue, with ldapr: an acquire all the same. (The second exchanges, and reads its own write back.)
    agree(
        Model::Armv8Rcpc,
        "
        MP+rel+acqpc     ; Wx=1 Wy=1.rel | Ry.acq Rx      ; 1:r0=1 1:r1=0        ; forbidden
        MP+rel+swp-acqpc ; Wx=1 Wy=1.rel | Sy=2 Ry.acq Rx ; 1:r0=1 1:r1=2 1:r2=0 ; forbidden
        ",
    );
    // The catalogue's aarch64hwreqs.cat: [Exp & W & L]; po; [Exp & R & A]. A read-modify-write that acquires has A, and
    // so has the ldar of a SeqCst load; only ldapr has Q.
    agree(
        Model::Armv8Rcpc,
        "
        SB+dmb.sy+rel-swp.acq ; Wx=1 F Ry | Wy=1.rel Sx=2.acq ; 0:r0=0 1:r0=0 ; forbidden
        SB+scs                ; Wx=1.sc Ry.sc | Wy=1.sc Rx.sc ; 0:r0=0 1:r0=0 ; forbidden
        SB+rel-scs            ; Wx=1.rel Ry.sc | Wy=1.rel Rx.sc ; 0:r0=0 1:r0=0 ; forbidden
        ",
    );
}

#[test]
fn arm_is_multicopy_atomic() {
    // Pulte and others, POPL 2018: ARMv8 was made multicopy atomic (IRIW is forbidden as soon as the readers are in order).
    let published = "
        IRIW+acqs    ; Wx=1 | Wy=1 | Rx.acq Ry | Ry.acq Rx ; 2:r0=1 2:r1=0 3:r0=1 3:r1=0 ; forbidden
        SB+rels      ; Wx=1.rel Ry | Wy=1.rel Rx           ; 0:r0=0 1:r0=0               ; allowed
        SB+sc-stores ; Wx=1.sc Ry | Wy=1.sc Rx             ; 0:r0=0 1:r0=0               ; allowed
        ";
    agree(Model::Armv8, published);
    agree(Model::Armv8Rcpc, published);
    agree(Model::Armv8Exclusives, published);
}

#[test]
fn only_as_one_instruction_is_a_seqcst_read_modify_write_a_full_barrier_on_arm() {
    // ldaxr and stlxr let what follows pass the store: Linux commit 8e86f0b409a4 ("arm64: atomics: fix use of acquire + release for full
    // barrier semantics"). swpal does not: Arm Architecture Reference Manual, DDI 0487, B2.3, Barrier-ordered-before.
    let sb = "SB+sc-swaps ; Sx=1.sc Ry | Sy=1.sc Rx ; 0:r1=0 1:r1=0";
    agree(Model::Armv8, &format!("{sb} ; forbidden"));
    agree(Model::Armv8Rcpc, &format!("{sb} ; forbidden"));
    agree(Model::Armv8Exclusives, &format!("{sb} ; allowed"));
    // A compare_exchange made of exclusives branches on what it read, so later stores depend on it; cas does not branch. (This follows
    // from the instructions; it is in no paper that is known to us.)
    let lb = "LB+cas+dmb ; Cp=0:1 Wy=1 | Ry F Sp=0 ; 0:r0=0 1:r0=1 1:r1=0 p=1";
    agree(Model::Armv8, &format!("{lb} ; allowed"));
    agree(Model::Armv8Exclusives, &format!("{lb} ; forbidden"));
}
