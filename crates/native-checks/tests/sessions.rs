//! A partner is listened to as long as it is there, and types are told apart in the learner's words.
use std::mem;
use std::thread;

use native_checks::sessions::{be_told, departs, hand_over, hear, name, same_protocol};
use session_types::{Choose, Eps, HasDual, Left, Recv, Right, Send, session_channel};

type Greets = Send<String, Eps>;
type Chooses = Choose<Greets, Eps>;

#[test]
fn what_a_partner_says_is_heard() {
    let (partner, ours) = session_channel::<Chooses>();
    let partner = thread::spawn(move || partner.sel1().send("hello".to_string()).close());
    let ended = || partner.is_finished();
    let Some(Left(ours)) = be_told(ours, &ended) else {
        panic!("the partner has chosen the first branch")
    };
    let (ours, heard) = hear(ours, &ended).expect("the partner has sent a text");
    ours.close();
    assert_eq!(heard, "hello");
}

#[test]
fn what_was_said_before_the_end_is_heard_after_it() {
    let (partner, ours) = session_channel::<Chooses>();
    partner.sel2().close();
    match be_told(ours, &|| true) {
        Some(Right(over)) => over.close(),
        Some(Left(ours)) => {
            mem::forget(ours);
            panic!("the second branch was chosen")
        }
        None => panic!("a branch was chosen"),
    }
}

#[test]
fn a_partner_that_forgets_its_channel_is_not_waited_for() {
    let (partner, ours) = session_channel::<Greets>();
    let partner = thread::spawn(move || mem::forget(partner));
    assert!(hear(ours, &|| partner.is_finished()).is_none());
    let (partner, ours) = session_channel::<Chooses>();
    mem::forget(partner);
    assert!(be_told(ours, &|| true).is_none());
}

#[test]
fn the_same_protocol_under_another_name_is_handed_over() {
    type Spelled = Recv<String, Eps>;
    same_protocol::<Greets, Spelled, Greets>("Greets", "Spelled");
    let (greeter, ours) = session_channel::<Greets>();
    let ours = hand_over::<<Greets as HasDual>::Dual, Spelled>(ours);
    greeter.send("hi".to_string()).close();
    let (ours, heard) = ours.recv();
    ours.close();
    assert_eq!(heard, "hi");
}

#[test]
#[should_panic(expected = "`Mine` is `Send<u8, Eps>`, and `Yours` is `Recv<String, Eps>`")]
fn another_protocol_is_named() {
    same_protocol::<Send<u8, Eps>, Recv<String, Eps>, Greets>("Mine", "Yours");
}

#[test]
fn names_have_no_modules() {
    assert_eq!(
        name::<Send<Option<String>, Recv<[u8; 2], Eps>>>(),
        "Send<Option<String>, Recv<[u8; 2], Eps>>"
    );
}

#[test]
fn it_is_said_where_a_protocol_departs_and_not_what_is_right_there() {
    let said = departs::<Send<String, Recv<u8, Eps>>, Send<String, Recv<u32, Eps>>>();
    assert!(
        said.contains("as far as `Send<String, Recv<…`, and there it says `u8`"),
        "{said}"
    );
    assert!(!said.contains("u32"), "{said}");
    let said = departs::<Recv<u8, Eps>, Greets>();
    assert_eq!(
        said,
        "The conversation of the statement does not begin with `Recv`."
    );
}
