//! How an answer finds its way back to the client that asked.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

// ANCHOR: shared
/// A service that multiplies by ten, and two clients that ask it. All answers
/// come through one channel.
pub fn shared_answers() {
    let (questions, inbox) = mpsc::channel();
    let (outbox, answers) = mpsc::channel();
    thread::spawn(move || {
        for number in inbox {
            outbox.send(number * 10).unwrap();
        }
    });
    let answers = Arc::new(Mutex::new(answers));
    let client = |number| {
        let (questions, answers) = (questions.clone(), Arc::clone(&answers));
        thread::spawn(move || {
            questions.send(number).unwrap();
            let answer = answers.lock().unwrap().recv().unwrap();
            assert_eq!(answer, number * 10);
        })
    };
    let (one, two) = (client(1), client(2));
    one.join().unwrap();
    two.join().unwrap();
}
// ANCHOR_END: shared

// ANCHOR: request
/// What the keeper of a store can be asked for.
enum Request {
    /// So many more have come in.
    Put(u32),
    /// Somebody wants so many; here is where to send what there is.
    Take { wanted: u32, reply: Sender<u32> },
}

/// Owns the stock, and does one request after the other.
fn keep_store(requests: Receiver<Request>) {
    let mut stock = 0;
    for request in requests {
        match request {
            Request::Put(more) => stock += more,
            Request::Take { wanted, reply } => {
                let given = wanted.min(stock);
                stock -= given;
                // If the customer has gone, that is no reason to stop.
                let _ = reply.send(given);
            }
        }
    }
}

/// Asks for so many, and waits for the reply.
fn take(store: &Sender<Request>, wanted: u32) -> u32 {
    let (reply, answer) = mpsc::channel();
    store.send(Request::Take { wanted, reply }).unwrap();
    answer.recv().unwrap()
}
// ANCHOR_END: request

// ANCHOR: customers
/// Five are in the store. One customer wants 3, another one wants 4.
pub fn two_customers() -> (u32, u32) {
    let (store, requests) = mpsc::channel();
    thread::spawn(move || keep_store(requests));
    store.send(Request::Put(5)).unwrap();
    let other = {
        let store = store.clone();
        thread::spawn(move || take(&store, 4))
    };
    let mine = take(&store, 3);
    (mine, other.join().unwrap())
}
// ANCHOR_END: customers

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_client_may_take_the_answer_of_another() {
        expect::fails(shared_answers, FailureKind::Panic);
    }

    #[test]
    fn each_customer_gets_its_own_reply() {
        let set = interleave::outcomes(two_customers);
        assert_eq!(set, [(1, 4), (3, 2)].into());
    }

    #[test]
    fn a_service_that_is_gone_is_an_error_and_no_endless_wait() {
        let set = interleave::outcomes(|| {
            let (reply, answer) = mpsc::channel();
            let (store, requests) = mpsc::channel();
            store.send(Request::Take { wanted: 1, reply }).unwrap();
            drop(requests);
            answer.recv().is_err()
        });
        assert_eq!(set, [true].into());
    }
}
