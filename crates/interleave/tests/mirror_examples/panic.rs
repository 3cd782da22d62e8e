//! `panic`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(compiles panic_hook_info {
    use std::panic;

    panic::set_hook(Box::new(|panic_info| {
        println!("panic occurred: {panic_info}");
    }));

    panic!("critical system failure");
});

example!(compiles panic_hook_info_payload {
    use std::panic;

    panic::set_hook(Box::new(|panic_info| {
        if let Some(s) = panic_info.payload().downcast_ref::<&str>() {
            println!("panic occurred: {s:?}");
        } else if let Some(s) = panic_info.payload().downcast_ref::<String>() {
            println!("panic occurred: {s:?}");
        } else {
            println!("panic occurred");
        }
    }));

    panic!("Normal panic");
});

example!(compiles panic_hook_info_payload_as_str {
    std::panic::set_hook(Box::new(|panic_info| {
        if let Some(s) = panic_info.payload_as_str() {
            println!("panic occurred: {s:?}");
        } else {
            println!("panic occurred");
        }
    }));

    panic!("Normal panic");
});

example!(compiles panic_hook_info_location {
    use std::panic;

    panic::set_hook(Box::new(|panic_info| {
        if let Some(location) = panic_info.location() {
            println!("panic occurred in file '{}' at line {}",
                location.file(),
                location.line(),
            );
        } else {
            println!("panic occurred but can't get location information...");
        }
    }));

    panic!("Normal panic");
});

example!(catch_unwind {
    use std::panic;

    let result = panic::catch_unwind(|| {
        println!("hello!");
    });
    assert!(result.is_ok());

    let result = panic::catch_unwind(|| {
        panic!("oh no!");
    });
    assert!(result.is_err());
});

example!(panics resume_unwind {
    use std::panic;

    let result = panic::catch_unwind(|| {
        if 1 != 2 {
            panic!("oh no!");
        }
    });

    if let Err(err) = result {
        panic::resume_unwind(err);
    }
});

example!(assert_unwind_safe {
    use std::panic::{self, AssertUnwindSafe};

    let mut variable = 4;

    // This code will not compile because the closure captures `&mut variable`
    // which is not considered unwind safe by default.

    // panic::catch_unwind(|| {
    //     variable += 3;
    // });

    // This, however, will compile due to the `AssertUnwindSafe` wrapper
    let result = panic::catch_unwind(AssertUnwindSafe(|| {
        variable += 3;
    }));
    // ...
});

example!(assert_unwind_safe_2 {
    use std::panic::{self, AssertUnwindSafe};

    let mut variable = 4;
    let other_capture = 3;

    let result = {
        let mut wrapper = AssertUnwindSafe(&mut variable);
        panic::catch_unwind(move || {
            **wrapper += other_capture;
        })
    };
    // ...
});

example!(compiles set_hook {
    use std::panic;

    panic::set_hook(Box::new(|_| {
        println!("Custom panic hook");
    }));

    panic!("Normal panic");
});

example!(compiles take_hook {
    use std::panic;

    panic::set_hook(Box::new(|_| {
        println!("Custom panic hook");
    }));

    let _ = panic::take_hook();

    panic!("Normal panic");
});
