//! The chapter's table of `Send` and `Sync`, worked out by the compiler.
//!
//! Each generic type is asked about with four contents: one that has both traits, one that has each of them
//! alone, and one that has neither. The condition in the table is what these four answers amount to.

use std::cell::{Cell, RefCell};
use std::fmt::Write;
use std::rc::Rc;
use std::sync::{
    Arc, Mutex, MutexGuard, OnceLock, RwLock, RwLockReadGuard, mpsc,
};

/// Whether a type has a trait: an inherent constant, where its bounds hold, goes before the trait's.
macro_rules! has {
    ($type:ty: $bound:ident) => {{
        struct Probe<T: ?Sized>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        trait Otherwise {
            const HAS: bool = false;
        }
        impl<T: ?Sized> Otherwise for Probe<T> {}
        #[allow(dead_code)]
        impl<T: ?Sized + $bound> Probe<T> {
            const HAS: bool = true;
        }
        <Probe<$type>>::HAS
    }};
}

/// When a type has a trait.
macro_rules! when {
    ($row:ident: $bound:ident) => {
        condition([
            has!($row<u32>: $bound),
            has!($row<Cell<u32>>: $bound),
            has!($row<MutexGuard<'static, u32>>: $bound),
            has!($row<Rc<u32>>: $bound),
        ])
    };
}

/// Each row: how the type is written, the type, and why.
macro_rules! rows {
    ($($name:literal: $type:ty, $why:literal;)*) => {
        [$({
            type Row<T> = $type;
            ($name, when!(Row: Send), when!(Row: Sync), $why)
        }),*]
    };
}

/// In words: for which contents, of both traits, `Send` only, `Sync` only, and neither.
fn condition(has: [bool; 4]) -> &'static str {
    match has {
        [true, true, true, true] => "always",
        [true, true, false, false] => "if `T: Send`",
        [true, false, true, false] => "if `T: Sync`",
        [true, false, false, false] => "if `T: Send + Sync`",
        [false, false, false, false] => "never",
        _ => "it is complicated",
    }
}

/// The table, in Markdown.
pub fn table() -> String {
    let rows = rows! {
        "Box<T>`, `Vec<T>`, `Option<T>": Option<Vec<Box<T>>>, "They own their content, and add nothing that could be shared.";
        "&T": &'static T, "Whoever sends a reference keeps one. So two threads share the `T`.";
        "&mut T": &'static mut T, "As good as the `T` itself: nobody else can reach it.";
        "Rc<T>": Rc<T>, "The count of owners is not protected, whatever is inside.";
        "Arc<T>": Arc<T>, "Every owner can read it (`Sync`), and the last one drops it, wherever that is (`Send`).";
        "Cell<T>`, `RefCell<T>": (Cell<T>, RefCell<T>), "They change behind `&`, for one thread at a time.";
        "Mutex<T>": Mutex<T>, "One thread at a time is let in. That is like sending the `T` to and fro.";
        "RwLock<T>": RwLock<T>, "As a mutex, but several readers are let in at the same time, and they share.";
        "OnceLock<T>": OnceLock<T>, "Any thread may put the value in, and all may read it.";
        "MutexGuard<T>": MutexGuard<'static, T>, "The thread that locked must unlock. Others may look.";
        "RwLockReadGuard<T>": RwLockReadGuard<'static, T>, "The same.";
        "mpsc::Sender<T>": mpsc::Sender<T>, "The `T` goes to another thread. Many may send.";
        "mpsc::Receiver<T>": mpsc::Receiver<T>, "Single consumer: it may move, and not be shared.";
        "*const T`, `*mut T": (*const T, *mut T), "The compiler knows nothing about who uses it. `unsafe` code has to say.";
    };
    let mut table =
        String::from("| type | `Send` | `Sync` | why |\n|---|---|---|---|\n");
    for (name, send, sync, why) in rows {
        writeln!(table, "| `{name}` | {send} | {sync} | {why} |").unwrap();
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_in_the_book_is_what_the_compiler_says() {
        assert_eq!(
            include_str!("send_sync.md"),
            table(),
            "write the right side into send_sync.md"
        );
    }
}
