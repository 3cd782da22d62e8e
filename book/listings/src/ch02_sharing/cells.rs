//! `Cell` and `RefCell`: changing what is shared, on one thread.

use std::cell::{Cell, RefCell};

// ANCHOR: cell
/// A gauge that counts how often it was read.
pub struct Gauge {
    value: u32,
    readings: Cell<u32>,
}

impl Gauge {
    /// A gauge that shows `value`.
    pub fn new(value: u32) -> Self {
        let readings = Cell::new(0);
        Gauge { value, readings }
    }

    /// Its value. `&self`, and yet something changes.
    pub fn read(&self) -> u32 {
        self.readings.set(self.readings.get() + 1);
        self.value
    }

    /// How often it was read.
    pub fn readings(&self) -> u32 {
        self.readings.get()
    }
}
// ANCHOR_END: cell

// ANCHOR: refcell
/// Reads a list, and changes it while it is being read.
pub fn change_while_reading() {
    let notes = RefCell::new(vec!["oil", "saw"]);
    for note in notes.borrow().iter() {
        if *note == "oil" {
            // The loop still has a shared borrow of the list.
            notes.borrow_mut().push("rag");
        }
    }
}
// ANCHOR_END: refcell

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_cell_changes_behind_a_shared_reference() {
        let gauge = Gauge::new(7);
        let (one, other) = (&gauge, &gauge);
        assert_eq!((one.read(), other.read()), (7, 7));
        assert_eq!(gauge.readings(), 2);
    }

    #[test]
    fn a_second_borrow_panics() {
        let text = expect::fails(change_while_reading, FailureKind::Panic);
        assert!(text.contains("already borrowed"), "{text}");
    }
}
