//! `&self`, and yet it changes: the lock is what makes that safe.

// ANCHOR: program
use std::sync::Mutex;
use std::thread;

/// A guest list that any number of threads may write to.
#[derive(Default)]
pub struct Guests {
    names: Mutex<Vec<String>>,
}

impl Guests {
    /// Adds a name. `&self` is enough: `lock` turns a shared reference into
    /// exclusive access.
    pub fn add(&self, name: &str) {
        self.names.lock().unwrap().push(name.to_string());
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.lock().unwrap().len()
    }

    /// Whether nobody is coming.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// With `&mut self` nobody else can have the list, so there is nothing to
    /// lock.
    pub fn clear(&mut self) {
        self.names.get_mut().unwrap().clear();
    }
}
// ANCHOR_END: program

/// Two threads add a name each.
pub fn two_names() {
    let mut guests = Guests::default();
    thread::scope(|scope| {
        scope.spawn(|| guests.add("Ada"));
        scope.spawn(|| guests.add("Grace"));
    });
    assert_eq!(guests.len(), 2);
    guests.clear();
    assert!(guests.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;

    #[test]
    fn both_names_are_on_the_list() {
        expect::verified(two_names);
    }
}
