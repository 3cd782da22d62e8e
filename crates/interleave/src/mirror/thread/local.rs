//! Thread-locals: a real one outside of the model, and a value for each modelled thread of each execution inside it.
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt;
use std::panic::AssertUnwindSafe;

use crate::mirror::execution::{self, Local};
use crate::mirror::panic;
use crate::rt::{self, Mode};

/// As std's [`LocalKey`](std::thread::LocalKey).
pub struct LocalKey<T: 'static> {
    real: &'static std::thread::LocalKey<T>,
    init: fn() -> T,
    /// Tells it from the others by its address.
    key: &'static u8,
}

/// As std's [`AccessError`](std::thread::AccessError), which nobody but std can make.
#[non_exhaustive]
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct AccessError;

impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessError").finish()
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt("already destroyed", f)
    }
}

impl Error for AccessError {}

#[cold]
#[track_caller]
fn panic_access_error(error: AccessError) -> ! {
    panic!("cannot access a Thread Local Storage value during or after destruction: {error:?}")
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

/// Where the running thread's value of a thread-local stands.
enum Found {
    Not,
    Destroyed,
    /// The value; it stays where it is until the thread ends.
    Alive(*const dyn Any),
}

fn find(key: usize) -> Found {
    execution::with_thread(
        |thread| match thread.locals.iter().find(|(other, _)| *other == key) {
            None => Found::Not,
            Some((_, Local::Destroyed)) => Found::Destroyed,
            Some((_, Local::Alive(value) | Local::Plain(value))) => {
                Found::Alive(&raw const **value)
            }
        },
    )
}

/// Makes `value` the running thread's value; gives back the one that it had (when the initializer used the key itself).
fn put<T: 'static>(key: usize, value: Box<T>) -> Option<Local> {
    execution::with_thread(|thread| {
        // As with std, what has no destructor can be used until the thread has ended.
        let new = if std::mem::needs_drop::<T>() {
            Local::Alive(value)
        } else {
            Local::Plain(value)
        };
        match thread.locals.iter_mut().find(|(other, _)| *other == key) {
            Some((_, old)) => Some(std::mem::replace(old, new)),
            None => {
                thread.locals.push((key, new));
                None
            }
        }
    })
}

/// Runs the destructors of the running thread's thread-locals, the youngest first, as std does. Called on the thread itself when
/// it has done everything else.
pub(crate) fn end_of_thread() {
    loop {
        let youngest = execution::with_thread(|thread| {
            let (_, local) = thread
                .locals
                .iter_mut()
                .rev()
                .find(|(_, local)| matches!(local, Local::Alive(_)))?;
            Some(std::mem::replace(local, Local::Destroyed))
        });
        let Some(youngest) = youngest else {
            return;
        };
        // A panic here would end the process with std. It must not end the thread's body either.
        let dropped = panic::catch_unwind(AssertUnwindSafe(|| drop(youngest)));
        if dropped.is_err() && rt::mode() == Mode::Model {
            rt::misuse(
                "the destructor of a thread-local panicked: with std that ends the whole process"
                    .into(),
                rt::last_loc(),
            );
        }
    }
}

impl<T: 'static> LocalKey<T> {
    /// What `thread_local!` expands to. Not for use by anything else.
    #[doc(hidden)]
    pub const fn __new(
        real: &'static std::thread::LocalKey<T>,
        init: fn() -> T,
        key: &'static u8,
    ) -> Self {
        LocalKey { real, init, key }
    }

    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun.
    #[track_caller]
    pub fn with<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        match self.try_with(f) {
            Ok(result) => result,
            Err(error) => panic_access_error(error),
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When the value's destructor has begun.
    pub fn try_with<F, R>(&'static self, f: F) -> Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        if rt::mode() == Mode::Native {
            return self.real.try_with(f).map_err(|_| AccessError);
        }
        let value = self.model(&mut None)?;
        // SAFETY: the value is dropped when its thread ends, and this is that thread. It is replaced only while its own
        // initializer runs, before anybody has it.
        Ok(f(unsafe { &*value }))
    }

    /// The value of the running thread in the model. If there is none it is taken from `init`, or else made as declared.
    fn model(&'static self, init: &mut Option<T>) -> Result<*const T, AccessError> {
        let key = std::ptr::from_ref(self.key) as usize;
        match find(key) {
            Found::Alive(value) => return Ok(value.cast()),
            Found::Destroyed => return Err(AccessError),
            Found::Not => {}
        }
        let value = Box::new(match init.take() {
            Some(value) => value,
            None => (self.init)(),
        });
        let pointer = &raw const *value;
        drop(put(key, value));
        Ok(pointer)
    }

    /// Sets the value: by `first` if there was none yet, else by `again`.
    #[track_caller]
    fn set_with(&'static self, first: T, again: impl FnOnce(T, &T)) {
        let mut first = Some(first);
        match self.model(&mut first) {
            Ok(value) => {
                if let Some(unused) = first {
                    // SAFETY: as in `try_with`.
                    again(unused, unsafe { &*value });
                }
            }
            Err(error) => panic_access_error(error),
        }
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        if rt::mode() == Mode::Native {
            return self.real.set(value);
        }
        self.set_with(Cell::new(value), |value, cell| {
            cell.set(value.into_inner());
        });
    }

    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun.
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun, or it is mutably borrowed.
    #[track_caller]
    pub fn with_borrow<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.with(|cell| f(&cell.borrow()))
    }

    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun, or it is borrowed.
    #[track_caller]
    pub fn with_borrow_mut<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&mut T) -> R,
    {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }

    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun, or it is borrowed.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        if rt::mode() == Mode::Native {
            return self.real.set(value);
        }
        self.set_with(RefCell::new(value), |value, cell| {
            *cell.borrow_mut() = value.into_inner();
        });
    }

    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun, or it is borrowed.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// As std's.
    ///
    /// # Panics
    /// When the value's destructor has begun, or it is borrowed.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}
