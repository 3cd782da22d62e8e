//! The book's builder: what becomes of a chapter, and that every mistake of an author is told with its place.

mod book_support;

use book_support::Fixture;

#[test]
fn a_good_book_builds_with_every_directive_expanded() {
    let fixture = Fixture::new();
    let built = fixture.build();
    assert_eq!(built.dest, fixture.site());
    let page = fixture.page("08_mutex.html");
    for part in [
        // The exercise's card, with its statement, command, hints and the place for the verdict.
        "One counter, many threads",
        "Make every increment count",
        "<code>cargo test -p counter</code>",
        "<code>exercises/08_mutex/01_counter/src/lib.rs</code>",
        "href=\"08_mutex.html#poisoning\"",
        "Hint 3 of 3",
        "<wb-verdict data-exercise=\"counter\">",
        // The quiz, whose second question was settled by exploration.
        "<wb-quiz id=\"quiz-mutex\"",
        "<strong>Right.</strong> <span>Both stores can still be on their way.</span>",
        "<strong>Wrong.</strong> <span>Nobody writes a 2.</span>",
        // The stepper, escaped, and its program's lines without the anchor's mark.
        "<figcaption>Panic: an update was lost: &lt;1&gt; is not 2</figcaption>",
        "<code>load(SeqCst)</code> <span class=\"wb-result\">→ 0</span>",
        "fn increment()",
        // What stands in code is left alone.
        "<code>{{#quiz mutex}}</code>",
    ] {
        assert!(page.contains(part), "the page lacks {part}");
    }
    assert!(!page.contains("ANCHOR"), "an anchor's mark is shown");
    assert!(
        !page.contains("The title is in exercise.toml"),
        "the statement's title is shown twice"
    );
    assert!(
        fixture
            .page("more/index.html")
            .contains("href=\"../08_mutex.html#poisoning\"")
    );
}

#[test]
fn the_overview_has_every_section_and_exercise_with_a_link() {
    let fixture = Fixture::new();
    fixture.build();
    let page = fixture.page("index.html");
    for part in [
        "1 exercise, about 15 minutes of work",
        "<a href=\"08_mutex.html#exercise-counter\"><code>counter</code></a> One counter, many threads (every execution, 15 minutes)",
        "<a href=\"08_mutex.html#poisoning\">Poisoning</a>",
    ] {
        assert!(page.contains(part), "the page lacks {part}:\n{page}");
    }
    assert!(!page.contains(">Exercises</a>"), "every chapter has that");
}

#[test]
fn quiz_sources_are_not_published() {
    let fixture = Fixture::new();
    fixture.build();
    assert!(fixture.site().join("08_mutex.html").is_file());
    assert!(!fixture.site().join("quizzes").exists());
}

#[test]
fn print_search_and_404_pages_are_there() {
    let fixture = Fixture::new();
    fixture.build();
    assert!(
        fixture
            .page("print.html")
            .contains("One counter, many threads")
    );
    assert!(fixture.page("404.html").contains("<base href=\"/\">"));
    let names: Vec<_> = std::fs::read_dir(fixture.site())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names.iter().any(|name| name.starts_with("searchindex")),
        "{names:?}"
    );
}

#[test]
fn mistakes_of_all_chapters_are_told_together_with_their_lines() {
    let fixture = Fixture::new();
    fixture.write(
        "book/src/08_mutex.md",
        "# Locks\n\n{{#exercise conuter}}\n\n```rust\n{{#include ../listings/src/lost_update.rs:increments}}\n```\n\n\
         {{#quiz mutexes}}\n\n{{#stepper lost_updat}}\n\n```rust\na\nb\nc\nd\n```\n\n\
         [x](more/README.md#nowhere)\n\n## Poisoning\n\n{{#stepper store_buffer execution=9}}\n",
    );
    fixture.append(
        "book/src/more/README.md",
        "[y](gone.md) `cargo test -p conter`",
    );
    let problems = fixture.problems();
    for problem in [
        "book/src/08_mutex.md:3: there is no exercise `conuter`, did you mean `counter`?",
        "book/src/08_mutex.md:6: `../listings/src/lost_update.rs` has no anchor `increments`, did you mean `increment`?",
        "book/src/08_mutex.md:9: there is no quiz `mutexes` (book/src/quizzes/mutexes.toml), did you mean `mutex`?",
        "book/src/08_mutex.md:11: no listing is explored as `lost_updat`, did you mean `lost_update`?",
        "book/src/08_mutex.md:13: 4 lines of Rust stand in the chapter itself",
        "book/src/08_mutex.md:20: the link `more/index.html#nowhere`: more/index.html has no `#nowhere`",
        "book/src/08_mutex.md:24: the exploration `store_buffer` has 2 executions, and no number 9",
        "book/src/more/README.md:15: the link `gone.html` leads to no page",
        "book/src/more/README.md:15: `cargo test -p conter` names no package, did you mean `counter`?",
    ] {
        assert!(
            problems.contains(problem),
            "missing: {problem}\nin:\n{problems}"
        );
    }
}

#[test]
fn litmus_tests_are_shown_from_the_models_and_the_record() {
    let fixture = Fixture::new();
    fixture.build();
    let page = fixture.page("index.html");
    for part in [
        "<td class=\"wb-allowed\">allowed</td>",
        "<td class=\"wb-seen\">1,400",
        "A processor (x86-64, linux)",
        "still in its store buffer",
        // The second one has a row for each test, and one of them is a data race.
        "<td class=\"wb-undefined\">undefined</td>",
    ] {
        assert!(page.contains(part), "the page lacks {part}");
    }
}

#[test]
fn mistakes_with_litmus_tests_are_told_with_their_lines() {
    let fixture = Fixture::new();
    fixture.write(
        "book/src/more/README.md",
        "# More\n\n{{#litmus sbb}}\n\n{{#litmus sb ordering=SeqCst}}\n\n{{#litmus sb orderings=SeqCst}}\n",
    );
    let problems = fixture.problems();
    for problem in [
        "book/src/more/README.md:3: there is no litmus test `sbb`, did you mean `sb`?",
        "book/src/more/README.md:5: `{{#litmus}}` has no option `ordering`, did you mean `orderings`?",
        "book/src/more/README.md:7: book/litmus.json has no run of `sb --orderings SeqCst`: cargo workbook litmus sb",
    ] {
        assert!(
            problems.contains(problem),
            "missing: {problem}\nin:\n{problems}"
        );
    }
    std::fs::remove_file(fixture.root().join("book/litmus.json")).unwrap();
    let problems = fixture.problems();
    assert!(
        problems.contains("book/src/more/README.md:7: book/litmus.json: "),
        "{problems}"
    );
}

#[test]
fn a_failed_build_keeps_the_earlier_pages() {
    let fixture = Fixture::new();
    fixture.build();
    let before = fixture.page("index.html");
    fixture.append(
        "book/src/README.md",
        "A new sentence.\n\n{{#exercise nothing}}",
    );
    assert!(
        fixture
            .problems()
            .contains("there is no exercise `nothing`")
    );
    assert_eq!(fixture.page("index.html"), before);
    let left: Vec<_> = std::fs::read_dir(fixture.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".book-"))
        .collect();
    assert!(left.is_empty(), "half a build is left: {left:?}");
}

#[test]
fn a_second_build_replaces_the_first_as_a_whole() {
    let fixture = Fixture::new();
    fixture.build();
    fixture.write("site/stale.html", "from an earlier chapter");
    fixture.append("book/src/README.md", "A new sentence.");
    fixture.build();
    assert!(fixture.page("index.html").contains("A new sentence."));
    assert!(!fixture.site().join("stale.html").exists());
}

#[test]
fn a_folder_that_is_no_book_is_not_replaced() {
    let fixture = Fixture::new();
    fixture.write("site/thesis.txt", "years of work");
    let error = fixture.try_build().unwrap_err().to_string();
    assert!(
        error.contains("holds something other than a built book"),
        "{error}"
    );
    assert!(fixture.site().join("thesis.txt").is_file());
}

#[test]
fn what_mdbook_only_warns_of_fails_the_build() {
    let fixture = Fixture::new();
    fixture.append("book/src/README.md", "<div>\n\n> <span>\n\n</div>");
    let problems = fixture.problems();
    assert!(problems.contains("unclosed HTML tag"), "{problems}");
}

#[test]
fn an_exploration_of_another_version_is_refused() {
    let fixture = Fixture::new();
    let newer = book_support::executions::lost_update()
        .replace("\"version\":1,\"id\"", "\"version\":2,\"id\"");
    fixture.write("explored/lost_update.json", &newer);
    let problems = fixture.problems();
    assert!(
        problems.contains("its file has version 2, and this program reads 1"),
        "{problems}"
    );
}

#[test]
fn an_exploration_that_contradicts_itself_is_refused() {
    let fixture = Fixture::new();
    let broken =
        book_support::executions::lost_update().replace("\"reads_from\":3", "\"reads_from\":9");
    fixture.write("explored/lost_update.json", &broken);
    let problems = fixture.problems();
    assert!(
        problems.contains("step 6 names an earlier step that is not there"),
        "{problems}"
    );
}

#[test]
fn a_faulty_exercise_is_told_where_it_is_faulty() {
    let fixture = Fixture::new();
    let toml = "exercises/08_mutex/01_counter/exercise.toml";
    fixture.append(toml, "minute = 3");
    let problems = fixture.problems();
    assert!(
        problems.contains(toml) && problems.contains("minute"),
        "{problems}"
    );
}

#[test]
fn a_statement_cannot_link_to_what_the_book_does_not_have() {
    let fixture = Fixture::new();
    fixture.append(
        "exercises/08_mutex/01_counter/README.md",
        "[the file](src/lib.rs)",
    );
    let problems = fixture.problems();
    assert!(
        problems.contains("README.md: the link `src/lib.rs` does not lead to a page"),
        "{problems}"
    );
}
