//! Whether an address lies in the program's image: that is, whether an object is a `static`.
//!
//! Relies on the loader's own account of what it mapped. Never guesses from where the heap or the stacks are.

/// Whether `address` belongs to the writable part of a loaded program or library.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
pub(crate) fn contains(address: usize) -> bool {
    use std::sync::OnceLock;
    static RANGES: OnceLock<Vec<std::ops::Range<usize>>> = OnceLock::new();

    /// Collects the writable segments of one loaded object.
    unsafe extern "C" fn collect(
        info: *mut libc::dl_phdr_info,
        _size: libc::size_t,
        ranges: *mut libc::c_void,
    ) -> libc::c_int {
        // SAFETY: the loader passes a valid `info`, and `ranges` is what `contains` gave it.
        let (info, ranges) =
            unsafe { (&*info, &mut *ranges.cast::<Vec<std::ops::Range<usize>>>()) };
        for i in 0..usize::from(info.dlpi_phnum) {
            // SAFETY: the loader says that there are `dlpi_phnum` headers.
            let header = unsafe { &*info.dlpi_phdr.add(i) };
            if header.p_type == libc::PT_LOAD && header.p_flags & libc::PF_W != 0 {
                let start = (info.dlpi_addr as usize).wrapping_add(header.p_vaddr as usize);
                ranges.push(start..start + header.p_memsz as usize);
            }
        }
        0
    }

    // Libraries that are loaded later hold no statics of the learner's: once is enough.
    let ranges = RANGES.get_or_init(|| {
        let mut ranges = Vec::new();
        // SAFETY: `collect` has the signature that is asked for, and `ranges` lives until the call returns.
        unsafe { libc::dl_iterate_phdr(Some(collect), (&raw mut ranges).cast()) };
        ranges
    });
    ranges.iter().any(|range| range.contains(&address))
}

/// Whether `address` belongs to a loaded program or library.
#[cfg(all(
    unix,
    not(any(target_os = "linux", target_os = "android", target_os = "freebsd"))
))]
pub(crate) fn contains(address: usize) -> bool {
    let mut info = std::mem::MaybeUninit::<libc::Dl_info>::uninit();
    // SAFETY: dladdr takes any address, and writes to `info` only.
    unsafe { libc::dladdr(address as *const libc::c_void, info.as_mut_ptr()) != 0 }
}

/// Whether `address` belongs to a loaded program or library.
#[cfg(windows)]
pub(crate) fn contains(address: usize) -> bool {
    const FROM_ADDRESS: u32 = 4;
    const UNCHANGED_REFCOUNT: u32 = 2;
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetModuleHandleExW(flags: u32, name: *const u16, module: *mut *mut u8) -> i32;
    }
    let mut module = std::ptr::null_mut();
    // SAFETY: with FROM_ADDRESS the second argument is any address, and only `module` is written.
    unsafe {
        GetModuleHandleExW(
            FROM_ADDRESS | UNCHANGED_REFCOUNT,
            address as *const u16,
            &raw mut module,
        ) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::contains;
    use std::sync::atomic::AtomicU64;

    static IN_DATA: AtomicU64 = AtomicU64::new(7);
    static IN_BSS: AtomicU64 = AtomicU64::new(0);

    #[test]
    fn statics_are_in_the_image_and_nothing_else_is() {
        assert!(contains(&raw const IN_DATA as usize));
        assert!(contains(&raw const IN_BSS as usize));
        let on_heap = Box::new(AtomicU64::new(0));
        let on_stack = AtomicU64::new(0);
        assert!(!contains(&raw const *on_heap as usize));
        assert!(!contains(&raw const on_stack as usize));
    }
}
