//! `Cell`, rebuilt: what `UnsafeCell` is for.

use std::cell::UnsafeCell;

// ANCHOR: cell
/// As `Cell`: hands out copies, and never a reference to what is inside.
pub struct OwnCell<T> {
    value: UnsafeCell<T>,
}

impl<T: Copy> OwnCell<T> {
    /// A cell with `value` in it.
    pub fn new(value: T) -> Self {
        let value = UnsafeCell::new(value);
        OwnCell { value }
    }

    /// A copy of what is inside.
    pub fn get(&self) -> T {
        // SAFETY: an `OwnCell` is not `Sync`, so no other thread is in `set`.
        unsafe { *self.value.get() }
    }

    /// Replaces what is inside.
    pub fn set(&self, value: T) {
        // SAFETY: as above; and nobody has a reference to the old value.
        unsafe { *self.value.get() = value }
    }
}
// ANCHOR_END: cell

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_changes_behind_a_shared_reference() {
        let cell = OwnCell::new(1);
        let other = &cell;
        cell.set(2);
        assert_eq!(other.get(), 2);
    }
}
