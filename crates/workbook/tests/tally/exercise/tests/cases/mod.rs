use crate::subject::Tally;
use std as interleave;
use std::sync::Arc;
use std::thread;

#[test]
fn no_increment_is_lost() {
    interleave::check(|| {
        let tally = Arc::new(Tally::default());
        let other = Arc::clone(&tally);
        let thread = thread::spawn(move || other.add());
        tally.add();
        thread.join().unwrap();
        assert_eq!(tally.get(), 2, "an increment was lost");
    });
}
