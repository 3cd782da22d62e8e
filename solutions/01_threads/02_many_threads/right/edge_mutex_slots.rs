//@ title: Shared results under a lock

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Calls.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let state = Arc::new((Mutex::new((0, Vec::new())), Condvar::new()));
    state.0.lock().unwrap().1.resize_with(workers, || None);
    for n in 0..workers {
        let s = state.clone();
        let w = work.clone();
        thread::Builder::new()
            .name(format!("w{n}"))
            .spawn(move || {
                let r = w(n);
                let mut g = s.0.lock().unwrap();
                g.1[n] = Some(r);
                g.0 += 1;
                if g.0 == workers {
                    s.1.notify_all();
                }
            })
            .unwrap();
    }
    let mut g = state
        .1
        .wait_while(state.0.lock().unwrap(), |g| g.0 < workers)
        .unwrap();
    g.1.drain(..).map(Option::unwrap).collect()
}
