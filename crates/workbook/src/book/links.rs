//! The links of a built book: every one that stays inside leads to one place, nothing is loaded from outside.
//!
//! Looks at the HTML, because only there do all links exist (headings' ids, rewritten paths, the cards).
//! Links to other sites are listed, never followed: a build needs no network.

use super::html::{Tag, tags};
use super::markdown::is_outside;
use super::problem::{Collector, suggestion};
use anyhow::Context as _;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// What the check needs to know.
pub(crate) struct Site<'a> {
    /// The folder with the built pages.
    pub(crate) folder: &'a Path,
    /// The sources of the pages: page (with `/`) to source, as shown and as text.
    pub(crate) sources: &'a BTreeMap<String, (PathBuf, String)>,
    /// The packages that `cargo test -p` may name.
    pub(crate) packages: &'a BTreeSet<String>,
}

/// What was found besides problems.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// How many pages there are.
    pub(crate) pages: usize,
    /// The links to other sites.
    pub(crate) external: BTreeSet<String>,
}

/// Checks all pages.
pub(crate) fn check(site: &Site<'_>, problems: &Collector) -> anyhow::Result<Found> {
    let mut pages = BTreeMap::new();
    let mut files = HashSet::new();
    for entry in walkdir::WalkDir::new(site.folder).sort_by_file_name() {
        let entry = entry.context("cannot read the built book")?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry
            .path()
            .strip_prefix(site.folder)
            .unwrap_or(entry.path());
        let path = path.to_string_lossy().replace('\\', "/");
        if path.ends_with(".html") {
            let html = std::fs::read_to_string(entry.path())
                .with_context(|| format!("cannot read the built page {path}"))?;
            pages.insert(path.clone(), tags(&html));
        }
        files.insert(path);
    }
    let ids: HashMap<&str, HashSet<&str>> = pages
        .iter()
        .map(|(path, tags)| {
            (
                path.as_str(),
                tags.iter().filter_map(|tag| tag.get("id")).collect(),
            )
        })
        .collect();
    let mut found = Found {
        pages: pages.len(),
        ..Found::default()
    };
    for (page, tags) in &pages {
        // The printed book repeats what the pages say.
        let report = |target: &str, message: String| {
            if page != "print.html" {
                let (file, line) = origin(site, page, target);
                problems.add(file, line, message);
            }
        };
        let mut seen = HashSet::new();
        for tag in tags {
            if let Some(id) = tag.get("id")
                && !seen.insert(id)
            {
                let id = format!("#{id}");
                report(
                    &id,
                    format!("`{id}` is there twice: a link to it cannot say which"),
                );
            }
            check_tag(page, tag, &files, &ids, &mut found, &report);
            check_command(tag, site.packages, &report);
        }
    }
    Ok(found)
}

fn check_tag(
    page: &str,
    tag: &Tag,
    files: &HashSet<String>,
    ids: &HashMap<&str, HashSet<&str>>,
    found: &mut Found,
    report: &dyn Fn(&str, String),
) {
    let loads = matches!(
        tag.name.as_str(),
        "img" | "script" | "link" | "iframe" | "source" | "video" | "audio"
    );
    for attribute in ["href", "src"] {
        let Some(target) = tag.get(attribute) else {
            continue;
        };
        if target.starts_with("data:") || target.is_empty() {
            continue;
        }
        if is_outside(target) {
            if loads && tag.get("rel") != Some("canonical") {
                report(
                    target,
                    format!("`{target}` is loaded from another site; the book must work offline"),
                );
            } else {
                found.external.insert(target.to_owned());
            }
            continue;
        }
        if let Err(message) = resolve(page, target, files, ids) {
            report(target, message);
        }
    }
}

fn resolve(
    page: &str,
    target: &str,
    files: &HashSet<String>,
    ids: &HashMap<&str, HashSet<&str>>,
) -> Result<(), String> {
    let (path, fragment) = target
        .split_once('#')
        .map_or((target, None), |(p, f)| (p, Some(f)));
    let path = path.split('?').next().unwrap_or_default();
    let file = if path.is_empty() {
        page.to_owned()
    } else {
        absolute(page, path)
    };
    if !files.contains(&file) {
        let near = suggestion(
            &file,
            files
                .iter()
                .map(String::as_str)
                .filter(|f| f.ends_with(".html")),
        );
        return Err(format!("the link `{target}` leads to no page{near}"));
    }
    let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
        return Ok(());
    };
    let fragment = decoded(fragment);
    match ids.get(file.as_str()) {
        Some(ids) if !ids.contains(fragment.as_str()) => {
            let near = suggestion(&fragment, ids.iter().copied());
            Err(format!(
                "the link `{target}`: {file} has no `#{fragment}`{near}"
            ))
        }
        _ => Ok(()),
    }
}

/// The path of a link on `page`, from the site's root.
fn absolute(page: &str, path: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    let path = decoded(path);
    let relative = match path.strip_prefix('/') {
        Some(rooted) => {
            parts.clear();
            rooted
        }
        None => &path,
    };
    for part in relative.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    if relative.is_empty() || relative.ends_with('/') {
        parts.pop();
        parts.push("index.html");
    }
    parts.join("/")
}

/// Percent-encoding taken away; what is not UTF-8 then is left as it was.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Every `cargo test -p NAME` on a page names a package.
fn check_command(tag: &Tag, packages: &BTreeSet<String>, report: &dyn Fn(&str, String)) {
    if tag.name != "code" {
        return;
    }
    for (_, rest) in tag
        .text
        .match_indices("cargo test -p ")
        .map(|(at, m)| (at, &tag.text[at + m.len()..]))
    {
        let name: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
            .collect();
        let is_placeholder = name.is_empty() || name.chars().all(|c| c.is_uppercase() || c == '_');
        if !is_placeholder && !packages.contains(&name) {
            let near = suggestion(&name, packages.iter().map(String::as_str));
            report(
                &format!("-p {name}"),
                format!("`cargo test -p {name}` names no package{near}"),
            );
        }
    }
}

/// The source of a page, and the line that holds the link, where it can be found.
fn origin(site: &Site<'_>, page: &str, target: &str) -> (PathBuf, Option<usize>) {
    let Some((file, text)) = site.sources.get(page) else {
        return (PathBuf::from(page), None);
    };
    // The page's name for the target, the source's, and the source's for a folder's page.
    let forms = [
        target.to_owned(),
        target.replace(".html", ".md"),
        target.replace("index.html", "README.md"),
    ];
    let line = text
        .lines()
        .position(|line| forms.iter().any(|form| line.contains(form)));
    (file.clone(), line.map(|line| line + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks a site of these pages; the problems as text.
    fn problems(pages: &[(&str, &str)]) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (path, html) in pages {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, html).unwrap();
        }
        let sources = BTreeMap::from([(
            "a.html".to_owned(),
            (
                PathBuf::from("book/src/a.md"),
                "first\n[x](b/c.md#nowhere)".to_owned(),
            ),
        )]);
        let packages = BTreeSet::from(["counter".to_owned()]);
        let site = Site {
            folder: folder.path(),
            sources: &sources,
            packages: &packages,
        };
        let problems = Collector::default();
        check(&site, &problems).unwrap();
        problems.check().err().map_or(String::new(), |p| {
            p.0.iter().map(|p| format!("{p}\n")).collect()
        })
    }

    #[test]
    fn good_links_are_silent() {
        let a = r##"<a href="#t" id="t"><a href="b/c.html#d"><a href="b/"><a href="/a.html?q=1"><a href="https://x.org">"##;
        let c = r#"<p id="d"><a href="../a.html#t"><code>cargo test -p counter</code> <code>cargo test -p NAME</code>"#;
        assert_eq!(
            problems(&[("a.html", a), ("b/c.html", c), ("b/index.html", "")]),
            ""
        );
    }

    #[test]
    fn a_bad_page_and_a_bad_fragment_are_found_in_the_source() {
        let a = r#"<a href="b/c.html#nowhere"><a href="missing.html">"#;
        let found = problems(&[("a.html", a), ("b/c.html", "")]);
        assert!(
            found.contains(
                "book/src/a.md:2: the link `b/c.html#nowhere`: b/c.html has no `#nowhere`"
            ),
            "{found}"
        );
        assert!(
            found.contains("book/src/a.md: the link `missing.html` leads to no page"),
            "{found}"
        );
    }

    #[test]
    fn nothing_is_loaded_from_another_site() {
        let found = problems(&[(
            "a.html",
            r#"<script src="https://x.org/y.js"></script><img src="//x.org/y.png">"#,
        )]);
        assert_eq!(
            found.matches("is loaded from another site").count(),
            2,
            "{found}"
        );
    }

    #[test]
    fn an_id_stands_once_on_a_page() {
        let found = problems(&[("a.html", r#"<p id="x"><p id="x">"#)]);
        assert!(found.contains("`#x` is there twice"), "{found}");
    }

    #[test]
    fn a_command_must_name_a_package() {
        let found = problems(&[("a.html", "<code>cargo test -p conuter</code>")]);
        assert!(
            found.contains("`cargo test -p conuter` names no package, did you mean `counter`?"),
            "{found}"
        );
    }
}
