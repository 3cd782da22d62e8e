//! Terms of a glossary, the fourth way: chapter 02 does it with threads of its own.

use rayon::prelude::*;
use std::collections::HashSet;

// ANCHOR: program
/// How many words of the texts are in the glossary.
pub fn count_terms(glossary: &HashSet<String>, texts: &[String]) -> usize {
    texts
        .par_iter()
        .map(|text| {
            let words = text.split_whitespace();
            words.filter(|word| glossary.contains(*word)).count()
        })
        .sum()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_of_all_texts_are_counted() {
        let glossary = HashSet::from(["fork", "join"].map(String::from));
        let texts = ["fork and join", "join", "", "neither"].map(String::from);
        assert_eq!(count_terms(&glossary, &texts), 3);
        assert_eq!(count_terms(&glossary, &[]), 0);
    }
}
