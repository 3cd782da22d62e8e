//! `time`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(model instant {
    use std::time::{Duration, Instant};
    use std::thread::sleep;

    fn main() {
       let now = Instant::now();

       // we sleep for 2 seconds
       sleep(Duration::new(2, 0));
       // it prints '2'
       println!("{}", now.elapsed().as_secs());
    }

    main();
});

example!(instant_2 {
    use std::time::{Instant, Duration};

    let now = Instant::now();
    let days_per_10_millennia = 365_2425;
    let solar_seconds_per_day = 60 * 60 * 24;
    let millennium_in_solar_seconds = 31_556_952_000;
    assert_eq!(millennium_in_solar_seconds, days_per_10_millennia * solar_seconds_per_day / 10);

    let duration = Duration::new(millennium_in_solar_seconds, 0);
    println!("{:?}", now + duration);
});

example!(instant_now {
    use std::time::Instant;

    let now = Instant::now();
});

example!(model instant_duration_since {
    use std::time::{Duration, Instant};
    use std::thread::sleep;

    let now = Instant::now();
    sleep(Duration::new(1, 0));
    let new_now = Instant::now();
    println!("{:?}", new_now.duration_since(now));
    println!("{:?}", now.duration_since(new_now)); // 0ns
});

example!(model instant_checked_duration_since {
    use std::time::{Duration, Instant};
    use std::thread::sleep;

    let now = Instant::now();
    sleep(Duration::new(1, 0));
    let new_now = Instant::now();
    println!("{:?}", new_now.checked_duration_since(now));
    println!("{:?}", now.checked_duration_since(new_now)); // None
});

example!(model instant_saturating_duration_since {
    use std::time::{Duration, Instant};
    use std::thread::sleep;

    let now = Instant::now();
    sleep(Duration::new(1, 0));
    let new_now = Instant::now();
    println!("{:?}", new_now.saturating_duration_since(now));
    println!("{:?}", now.saturating_duration_since(new_now)); // 0ns
});

example!(model instant_elapsed {
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    let instant = Instant::now();
    let three_secs = Duration::from_secs(3);
    sleep(three_secs);
    assert!(instant.elapsed() >= three_secs);
});
