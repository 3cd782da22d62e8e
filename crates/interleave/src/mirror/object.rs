//! The identity of a mirrored object, and the one place that knows about statics.
//!
//! A `static` outlives an execution, and every execution must find it as the program wrote it. So an execution works on a
//! copy of its own: the bytes that the static had before anybody touched it, in memory of the execution. The static
//! itself stays as it is in `Mode::Model`. (Two explorations on two OS threads therefore never meet in a static.)
//!
//! Why a bitwise copy is sound, although the type may own things (`static CACHE: Mutex<Vec<u8>>`): the initial value of a
//! static is computed by the compiler, and such a value cannot own memory of the heap or any other resource; what it points to is
//! itself static. Copies therefore share nothing that one of them could free. The copies are never dropped, as
//! statics never are. The one exception would be a value that *another crate* computes when the program runs and
//! then stores in a static by unsafe code (`lazy_static` does): such objects are not for checked code.
//!
//! An object that is no static must have been created by the execution that uses it: else it would carry values from one execution
//! into the next. That is reported as misuse.
use std::collections::HashMap;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use super::execution::{self, Copy};
use super::image;
use crate::rt::{self, Loc, Mode, Slot, Touch};

/// What every mirrored object begins with.
#[derive(Debug)]
pub(crate) struct Head {
    /// The engine's handle on the object.
    pub(crate) slot: Slot,
    /// 0 when nobody has asked yet; else this head's own address, and in its two low bits STATIC and TORN. The address
    /// tells a head that was moved after it was judged.
    home: AtomicUsize,
}

/// The object is a static.
const STATIC: usize = 1;
/// The object is plain memory from now on: its execution is being torn down.
const TORN: usize = 2;

impl Head {
    pub(crate) const fn new() -> Self {
        Head {
            slot: Slot::new(),
            home: AtomicUsize::new(0),
        }
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }

    /// Whether the object is a static, when that has been found out.
    // ORDERING: Acquire pairs with the Release in `judge`: who sees the verdict also sees that the bytes were saved.
    fn is_static(&self) -> Option<bool> {
        let home = self.home.load(Ordering::Acquire);
        (home & !(STATIC | TORN) == self.address()).then_some(home & STATIC != 0)
    }

    /// Whether this is the first operation in `Mode::Teardown`; no longer so afterwards.
    pub(super) fn tear(&self) -> bool {
        // ORDERING: Relaxed; only one thread tears an execution down.
        self.home.fetch_or(TORN, Ordering::Relaxed) & TORN == 0
    }
}

/// A mirrored object.
///
/// # Safety
/// `head` is a field of the object, and a bitwise copy of the object's initial value is a valid object.
pub(super) unsafe trait Object {
    /// What the explanation calls it.
    const KIND: &'static str;
    /// Whether it hands out references to its inside that can outlive the execution.
    const LENDS: bool = false;
    /// Its head.
    fn head(&self) -> &Head;
}

/// In which world an operation is, and on what it works there.
pub(super) enum World<'a, O: ?Sized> {
    /// On the real object.
    Native,
    /// Through the engine; the real data are in this object.
    Model(&'a O, Touch),
    /// On the real object inside this object, without waiting.
    Teardown(&'a O),
}

/// Finds out where `object` is. Every operation of every mirrored type begins with this.
#[inline]
pub(super) fn world<O: Object + ?Sized>(object: &O, loc: Loc) -> World<'_, O> {
    // The work is in `locate`, which is compiled once; this is compiled in the learner's crate, for each type.
    let (start, touch) = locate(object.head(), Extent::of(object), O::KIND, loc);
    if start.is_null() {
        return World::Native;
    }
    // SAFETY: `locate` gave the object itself or a copy of it, which is valid until the execution ends (or for ever, if it
    // lends). Nothing of an execution but what `LENDS` is about is used after its end.
    let here = unsafe { &*with_address(object, start) };
    match touch {
        Some(touch) => World::Model(here, touch),
        None => World::Teardown(here),
    }
}

/// The address of the object to use, or null in `Mode::Native`; and in `Mode::Model` whether it is new to the execution.
fn locate(head: &Head, extent: Extent, kind: &'static str, loc: Loc) -> (*const u8, Option<Touch>) {
    let mode = rt::mode();
    // In Mode::Native too: the bytes of a static are saved before they change, because later executions need them.
    let is_static = head.is_static().unwrap_or_else(|| judge(head, extent));
    if mode == Mode::Native {
        return (std::ptr::null(), None);
    }
    let start = if is_static {
        copy(extent)
    } else {
        extent.start
    };
    if mode == Mode::Teardown {
        return (start, None);
    }
    let offset = head.address() - extent.start as usize;
    // SAFETY: the head is a field of the object, at the same offset in a copy.
    let head = unsafe { &*start.add(offset).cast::<Head>() };
    let touch = rt::touch(&head.slot, kind);
    rt::bookkept(std::ptr::from_ref(head).cast(), size_of::<Head>());
    if touch == Touch::Stale {
        rt::misuse(
            format!(
                "this {kind} was made outside the checked closure (or kept from an earlier execution), so it would carry \
                 values from one execution into the next: make it inside the closure that is given to the check, or make it a `static`"
            ),
            loc,
        );
    }
    (start, Some(touch))
}

/// Where an object lies.
#[derive(Clone, Copy)]
struct Extent {
    start: *const u8,
    size: usize,
    align: usize,
    lends: bool,
}

impl Extent {
    #[inline]
    fn of<O: Object + ?Sized>(object: &O) -> Self {
        Extent {
            start: std::ptr::from_ref(object).cast(),
            size: size_of_val(object),
            align: align_of_val(object),
            lends: O::LENDS,
        }
    }
}

/// Bytes by the address of the static that they are the value of.
type Bytes = HashMap<usize, Box<[MaybeUninit<u8>]>>;

/// The bytes of the statics before they were first touched.
static PRISTINE: LazyLock<Mutex<Bytes>> = LazyLock::new(Mutex::default);

/// Finds out whether the object is a static, and if so saves its bytes.
#[cold]
fn judge(head: &Head, extent: Extent) -> bool {
    let is_static = image::contains(extent.start as usize);
    if is_static {
        let mut pristine = PRISTINE.lock().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been faster, and may use the static already.
        if head.is_static().is_none() {
            // SAFETY: `extent` is that of a live object. Whoever wants to change it has to wait for this lock first.
            let bytes = unsafe {
                std::slice::from_raw_parts(extent.start.cast::<MaybeUninit<u8>>(), extent.size)
            };
            pristine.insert(extent.start as usize, bytes.into());
            // ORDERING: Release pairs with the Acquire in `is_static`.
            head.home.store(head.address() | STATIC, Ordering::Release);
        }
    } else {
        // ORDERING: Relaxed; nothing was saved, so there is nothing to see.
        head.home.store(head.address(), Ordering::Relaxed);
    }
    is_static
}

/// The execution's copy of the static at `extent`.
fn copy(extent: Extent) -> *const u8 {
    let address = extent.start as usize;
    execution::with(|execution| {
        execution
            .copies
            .entry(address)
            .or_insert_with(|| {
                let pristine = PRISTINE.lock().unwrap_or_else(PoisonError::into_inner);
                let bytes = pristine
                    .get(&address)
                    .expect("a static is saved when it is judged to be one");
                Copy::new(bytes, extent.align, extent.lends)
            })
            .memory
            .cast_const()
    })
}

/// `pointer` with another address (and that address's provenance), and with its own metadata.
fn with_address<O: ?Sized>(pointer: *const O, address: *const u8) -> *const O {
    let mut pointer = pointer;
    // SAFETY: a pointer to an unsized value begins with the address, a thin one is nothing else
    // (a test below fails if that should change).
    unsafe { (&raw mut pointer).cast::<*const u8>().write(address) };
    pointer
}

#[cfg(test)]
mod tests {
    use super::with_address;

    #[test]
    fn an_address_can_be_replaced_under_any_metadata() {
        let (a, b) = ([1u8, 2, 3], [4u8, 5, 6]);
        // SAFETY: each result points to `b`, with metadata that suits it.
        unsafe {
            assert_eq!(&*with_address(&a, b.as_ptr()), &b);
            assert_eq!(&*with_address(&a[..], b.as_ptr()), &b[..]);
            let shown: &dyn std::fmt::Debug = &a;
            assert_eq!(
                format!("{:?}", &*with_address(shown, b.as_ptr())),
                "[4, 5, 6]"
            );
        }
    }
}
