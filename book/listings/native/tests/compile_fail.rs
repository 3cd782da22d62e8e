//! The listings that must not compile: each is rejected, with the error code in its name and the message that
//! the book shows beside it.
//!
//! The messages are rustc's own wording, so they belong to the pinned toolchain. `TRYBUILD=overwrite` writes them anew.

use std::fs;
use std::path::Path;

#[test]
fn every_listing_is_rejected_with_the_message_that_the_book_shows() {
    trybuild::TestCases::new().compile_fail("compile_fail/*/*.rs");
}

#[test]
fn every_message_has_the_code_in_the_listings_name_and_no_other() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("compile_fail");
    let mut checked = 0;
    for chapter in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(chapter.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            if file
                .extension()
                .is_none_or(|extension| extension != "stderr")
            {
                continue;
            }
            let name = file.file_stem().unwrap().to_str().unwrap();
            let message = fs::read_to_string(&file).unwrap();
            // A name without a code is that of a lint, which has none.
            match name
                .rsplit_once("_e")
                .filter(|(_, code)| code.parse::<u32>().is_ok())
            {
                Some((_, code)) => {
                    let code = format!("error[E{code}]");
                    assert!(message.contains(&code), "{name}: {message}");
                    assert_eq!(
                        message.matches("error[").count(),
                        message.matches(&code).count(),
                        "{name}"
                    );
                }
                None => {
                    assert!(!message.contains("error[E"), "{name}: {message}")
                }
            }
            checked += 1;
        }
    }
    assert!(checked > 0, "there are listings that must not compile");
}
