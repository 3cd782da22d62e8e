//! `cargo workbook litmus`: what it says, what it refuses, and how it ends. How often a weak outcome is seen is luck, so nothing
//! here asks for one.
use super::harness::Workbook;

#[test]
fn a_test_is_shown_with_its_code_its_verdicts_and_its_counts() {
    let ran = Workbook::new().run(&["litmus", "mp", "-n", "3000"]).code(0);
    for part in [
        "mp  Message passing: may the reader see the flag and miss the data?",
        "x.store(1, Relaxed)    r0 = y.load(Relaxed)",
        "  * 1:r0=1 1:r1=0  allowed    forbidden  allowed",
        "In turn: thread 1 loads y = 0 and loads x = 0; then thread 0 stores x = 1",
        "3,000 rounds in ",
        "Next: cargo workbook litmus mp --orderings AcqRel",
    ] {
        assert!(ran.stdout.contains(part), "{part:?} in:\n{}", ran.stdout);
    }
}

#[test]
fn no_line_is_wider_than_eighty_columns() {
    let workbook = Workbook::new();
    let mut texts = vec![workbook.run(&["litmus", "-n", "200"]).code(0).stdout];
    texts.push(workbook.run(&["litmus", "--list"]).code(0).stdout);
    for test in ["iriw", "cas-lock", "value-flag"] {
        let shown = workbook.run(&["litmus", test, "-n", "200", "--verbose"]);
        texts.push(shown.code(0).stdout);
    }
    for line in texts.iter().flat_map(|text| text.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
        assert_eq!(line.trim_end(), line, "no spaces at the end");
    }
}

#[test]
fn the_tour_has_every_test_from_the_friendliest_to_the_strangest() {
    let workbook = Workbook::new();
    let list = workbook.run(&["litmus", "--list"]).code(0).stdout;
    let names: Vec<&str> = list
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(
        (names.first(), names.last()),
        (Some(&"mp"), Some(&"lb+ctrl"))
    );
    let tour = workbook.run(&["litmus", "-n", "200"]).code(0).stdout;
    let mut rest = tour.as_str();
    for name in names {
        let heading = format!("\n{name}  ");
        let at = rest.find(&heading);
        rest = &rest[at.unwrap_or_else(|| panic!("no {heading:?} in:\n{rest}"))..];
    }
    assert!(
        rest.contains("`cargo workbook litmus sb` shows one test in full"),
        "{rest}"
    );
}

#[test]
fn an_unknown_test_gets_a_suggestion() {
    let workbook = Workbook::new();
    workbook
        .run(&["litmus", "bs"])
        .code(2)
        .complains("there is no litmus test called `bs`. Did you mean `sb`?")
        .complains("There are: mp, value-flag,");
    workbook
        .run(&["litmus", "Value_Flag", "-n", "10"])
        .code(0)
        .says("value-flag  A value and a flag");
}

#[test]
fn orderings_that_cannot_be_are_refused_with_those_that_can() {
    let workbook = Workbook::new();
    let refused = |orderings: &str| {
        let ran = workbook.run(&["litmus", "mp", "--orderings", orderings]);
        let ran = ran
            .code(2)
            .complains("2. thread 0  y.store(1, _)   Relaxed Release SeqCst");
        assert!(ran.stdout.is_empty(), "{}", ran.stdout);
        ran
    };
    refused("Strong").complains("`Strong` is no memory ordering.");
    refused("Relaxed,Release").complains("`mp` has 4 orderings, and 2 were given.");
    refused("Relaxed,Acquire,Acquire,Relaxed").complains(
        "`y.store(1, _)` (thread 0) cannot have Acquire: a store takes Relaxed, Release or SeqCst.",
    );
    workbook
        .run(&["litmus", "--orderings", "SeqCst"])
        .code(2)
        .complains("<TEST>");
    workbook
        .run(&["litmus", "mp", "-n", "0"])
        .code(2)
        .complains("a test has to be run at least once");
}

#[test]
fn a_data_race_is_shown_and_not_run() {
    let ran = Workbook::new().run(&["litmus", "mp+cell"]).code(0);
    let ran = ran.says("Undefined behaviour").says("so it is not run");
    assert!(!ran.stdout.contains("seen here"), "{}", ran.stdout);
}

#[test]
fn scripts_get_json() {
    let workbook = Workbook::new();
    let args = [
        "litmus",
        "sb",
        "--orderings",
        "SeqCst",
        "-n",
        "2_000",
        "--format",
        "json",
    ];
    let ran = workbook.run(&args).code(0);
    assert_eq!(ran.stderr, "");
    let json = ran.json();
    assert_eq!(json["version"], 1);
    let report = &json["reports"][0];
    assert_eq!(
        (&report["test"], &report["orderings"]),
        (&"sb".into(), &"SeqCst".into())
    );
    let rows = report["rows"].as_array().unwrap();
    let asked: Vec<_> = rows.iter().filter(|row| row["asked"] == true).collect();
    assert_eq!(asked.len(), 1);
    for model in ["sc", "x86_tso", "armv8", "armv8_3", "armv8_0", "rc11"] {
        assert_eq!(asked[0][model], false, "{model}");
    }
    let seen: u64 = rows.iter().map(|row| row["seen"].as_u64().unwrap()).sum();
    assert_eq!(seen, 2_000);
    assert_eq!(report["measured"]["rounds"], 2_000);

    let list = workbook
        .run(&["litmus", "--list", "--format", "json"])
        .code(0)
        .json();
    let tests = list["tests"].as_array().unwrap();
    assert!(tests.iter().any(|test| test["name"] == "iriw"), "{list}");
}

#[test]
fn a_record_grows_and_replaces_what_it_has() {
    let workbook = Workbook::new();
    let record = |orderings: &str, rounds: &str| {
        let args = [
            "litmus",
            "sb",
            "--orderings",
            orderings,
            "-n",
            rounds,
            "--record",
            "seen.json",
        ];
        workbook.run(&args).code(0);
        let record: serde_json::Value = serde_json::from_str(&workbook.read("seen.json")).unwrap();
        let runs = record["runs"].as_array().unwrap().clone();
        runs.iter()
            .map(|run| run["rounds"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(record("Relaxed", "100"), [100]);
    assert_eq!(record("SeqCst", "200"), [100, 200]);
    assert_eq!(record("Relaxed", "300"), [300, 200]);
    workbook.write("seen.json", "{ \"version\": 9 }");
    let args = ["litmus", "sb", "-n", "10", "--record", "seen.json"];
    workbook
        .run(&args)
        .code(2)
        .complains("seen.json is no record of litmus runs");
    assert_eq!(workbook.read("seen.json"), "{ \"version\": 9 }");
}

/// It is stopped as soon as it has begun, however fast the machine is: the run that it is asked for would take years.
#[cfg(unix)]
#[test]
fn ctrl_c_prints_what_was_seen_so_far() {
    let workbook = Workbook::new();
    let mut command = workbook.command(&["litmus", "mp", "-n", "1000000000000000"]);
    // The line on standard error says that it has begun.
    let mut child = command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut begun = String::new();
    let mut lines = std::io::BufReader::new(child.stderr.take().unwrap());
    std::io::BufRead::read_line(&mut lines, &mut begun).unwrap();
    assert_eq!(begun, "Running mp --orderings Relaxed ...\n");
    let pid = child.id().to_string();
    let killed = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    assert!(killed.unwrap().success());
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(130), "{text}");
    for part in [
        "Stopped before the end: this is what was seen so far.",
        "seen here",
        " rounds in ",
    ] {
        assert!(text.contains(part), "{part:?} in:\n{text}");
    }
}
