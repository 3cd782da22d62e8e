//! The macros of std that print or declare thread-locals. What they expand to is in [`support`].

/// What the macros expand to. Not for use by anything else.
#[doc(hidden)]
pub mod support {
    use std::fmt::Arguments;
    use std::panic::Location;

    pub use std::thread_local as real_thread_local;

    use crate::rt::{self, Mode};

    /// `print!` and `println!`.
    #[track_caller]
    pub fn print(text: Arguments<'_>) {
        match rt::mode() {
            Mode::Native => std::print!("{text}"),
            Mode::Model => rt::print(text, Location::caller()),
            Mode::Teardown => {}
        }
    }

    /// `eprint!`, `eprintln!` and `dbg!`.
    #[track_caller]
    pub fn eprint(text: Arguments<'_>) {
        match rt::mode() {
            Mode::Native => std::eprint!("{text}"),
            Mode::Model => rt::print(text, Location::caller()),
            Mode::Teardown => {}
        }
    }
}

/// As std's [`print!`](std::print). In the model the text becomes part of the execution and shows only in an explanation.
#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => {{
        $crate::__support::print($crate::format_args!($($arg)*));
    }};
}

/// As std's [`println!`](std::println). In the model the text becomes part of the execution and shows only in an explanation.
#[macro_export]
macro_rules! println {
    () => {
        $crate::__support::print($crate::format_args!("\n"))
    };
    ($($arg:tt)*) => {{
        $crate::__support::print($crate::format_args!("{}\n", $crate::format_args!($($arg)*)));
    }};
}

/// As std's [`eprint!`](std::eprint). In the model the text becomes part of the execution and shows only in an explanation.
#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => {{
        $crate::__support::eprint($crate::format_args!($($arg)*));
    }};
}

/// As std's [`eprintln!`](std::eprintln). In the model the text becomes part of the execution and shows only in an explanation.
#[macro_export]
macro_rules! eprintln {
    () => {
        $crate::__support::eprint($crate::format_args!("\n"))
    };
    ($($arg:tt)*) => {{
        $crate::__support::eprint($crate::format_args!("{}\n", $crate::format_args!($($arg)*)));
    }};
}

/// As std's [`dbg!`](std::dbg). In the model the text becomes part of the execution and shows only in an explanation.
#[macro_export]
macro_rules! dbg {
    () => {
        $crate::eprintln!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!())
    };
    ($val:expr $(,)?) => {
        // A `match`, so that temporaries in the expression live as long as they do with std's.
        match $val {
            tmp => {
                $crate::eprintln!(
                    "[{}:{}:{}] {} = {:#?}",
                    $crate::file!(),
                    $crate::line!(),
                    $crate::column!(),
                    $crate::stringify!($val),
                    &&tmp as &dyn $crate::fmt::Debug,
                );
                tmp
            }
        }
    };
    ($($val:expr),+ $(,)?) => {
        ($($crate::dbg!($val)),+,)
    };
}

/// As std's [`thread_local!`](std::thread_local). In the model each thread of each execution has its own value.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block $(; $($rest:tt)*)?) => {
        $(#[$attr])* $vis const $name: $crate::thread::LocalKey<$t> =
            $crate::__thread_local_key!($t, const $init);
        $($crate::thread_local!($($rest)*);)?
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr $(; $($rest:tt)*)?) => {
        $(#[$attr])* $vis const $name: $crate::thread::LocalKey<$t> =
            $crate::__thread_local_key!($t, $init);
        $($crate::thread_local!($($rest)*);)?
    };
}

/// The key of one thread-local.
#[doc(hidden)]
#[macro_export]
macro_rules! __thread_local_key {
    ($t:ty, $init:expr) => {{
        // The address tells one thread-local from another.
        static KEY: u8 = 0;
        fn init() -> $t {
            $init
        }
        $crate::__support::real_thread_local! {
            static REAL: $t = init();
        }
        $crate::thread::LocalKey::__new(&REAL, init, &KEY)
    }};
}
