//! A logging service, and what it takes to lose no line at the end.

use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread;

// ANCHOR: lost
/// Two lines are logged, and the program ends. How many have been written?
pub fn written_when_the_program_ends() -> usize {
    let file = Arc::new(Mutex::new(Vec::new()));
    let (log, lines) = mpsc::channel();
    let writing = Arc::clone(&file);
    thread::spawn(move || {
        for line in lines {
            writing.lock().unwrap().push(line);
        }
    });
    log.send("starting").unwrap();
    log.send("cannot open the door").unwrap();
    file.lock().unwrap().len()
}
// ANCHOR_END: lost

// ANCHOR: joined
/// The same, but the service is told to end, and the program waits until it
/// has.
pub fn written_when_the_service_has_ended() -> usize {
    let file = Arc::new(Mutex::new(Vec::new()));
    let (log, lines) = mpsc::channel();
    let writing = Arc::clone(&file);
    let service = thread::spawn(move || {
        for line in lines {
            writing.lock().unwrap().push(line);
        }
    });
    log.send("starting").unwrap();
    log.send("cannot open the door").unwrap();
    drop(log); // No more lines: the loop ends after the last one.
    service.join().unwrap();
    file.lock().unwrap().len()
}
// ANCHOR_END: joined

// ANCHOR: stop
/// What the service is sent.
enum Message {
    Line(&'static str),
    Stop,
}

/// A client logs a line while the service is being stopped. Says whether the
/// line was accepted, and how many were written.
pub fn stopped_by_a_message() -> (bool, usize) {
    let (log, messages) = mpsc::channel();
    let service = thread::spawn(move || {
        let mut file = Vec::new();
        while let Ok(Message::Line(line)) = messages.recv() {
            file.push(line);
        }
        file.len()
    });
    let client = {
        let log = log.clone();
        thread::spawn(move || log.send(Message::Line("the last words")).is_ok())
    };
    log.send(Message::Stop).unwrap();
    let written = service.join().unwrap();
    (client.join().unwrap(), written)
}
// ANCHOR_END: stop

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_the_channel_are_lost_when_the_program_ends() {
        let set = interleave::outcomes(written_when_the_program_ends);
        assert_eq!(set, [0, 1, 2].into());
    }

    #[test]
    fn dropping_the_sender_and_joining_loses_nothing() {
        let set = interleave::outcomes(written_when_the_service_has_ended);
        assert_eq!(set, [2].into());
    }

    #[test]
    fn a_line_behind_the_stop_message_is_accepted_and_lost() {
        let set = interleave::outcomes(stopped_by_a_message);
        assert_eq!(set, [(false, 0), (true, 0), (true, 1)].into());
    }
}
