//! `mpsc`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(receiver {
    use std::thread;
    use std::sync::mpsc::channel;

    // Create a simple streaming channel
    let (tx, rx) = channel();
    thread::spawn(move || {
        tx.send(10).unwrap();
    });
    assert_eq!(rx.recv().unwrap(), 10);
});

example!(native receiver_2 {
    use std::thread;
    use std::sync::mpsc::channel;

    // Create a shared channel that can be sent along from many threads
    // where tx is the sending half (tx for transmission), and rx is the receiving
    // half (rx for receiving).
    let (tx, rx) = channel();
    for i in 0..10 {
        let tx = tx.clone();
        thread::spawn(move || {
            tx.send(i).unwrap();
        });
    }

    for _ in 0..10 {
        let j = rx.recv().unwrap();
        assert!(0 <= j && j < 10);
    }
});

example!(receiver_3 {
    use std::sync::mpsc::channel;

    // The call to recv() will return an error because the channel has already
    // hung up (or been deallocated)
    let (tx, rx) = channel::<i32>();
    drop(tx);
    assert!(rx.recv().is_err());
});

example!(receiver_4 {
    use std::thread;
    use std::sync::mpsc::sync_channel;

    let (tx, rx) = sync_channel::<i32>(0);
    thread::spawn(move || {
        // This will wait for the parent thread to start receiving
        tx.send(53).unwrap();
    });
    rx.recv().unwrap();
});

example!(receiver_5 {
    use std::sync::mpsc::sync_channel;
    use std::thread;

    let (tx, rx) = sync_channel(3);

    for _ in 0..3 {
        // It would be the same without thread and clone here
        // since there will still be one `tx` left.
        let tx = tx.clone();
        // cloned tx dropped within thread
        thread::spawn(move || tx.send("ok").unwrap());
    }

    // Drop the last sender to stop `rx` waiting for message.
    // The program will not complete if we comment this out.
    // **All** `tx` needs to be dropped for `rx` to have `Err`.
    drop(tx);

    // Unbounded receiver waiting for all senders to complete.
    while let Ok(msg) = rx.recv() {
        println!("{msg}");
    }

    println!("completed");
});

example!(model receiver_6 {
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::Duration;

    let (send, recv) = channel();

    thread::spawn(move || {
        send.send("Hello world!").unwrap();
        thread::sleep(Duration::from_secs(2)); // block for two seconds
        send.send("Delayed for 2 seconds").unwrap();
    });

    println!("{}", recv.recv().unwrap()); // Received immediately
    println!("Waiting...");
    println!("{}", recv.recv().unwrap()); // Received after 2 seconds
});

example!(iter {
    use std::sync::mpsc::channel;
    use std::thread;

    let (send, recv) = channel();

    thread::spawn(move || {
        send.send(1u8).unwrap();
        send.send(2u8).unwrap();
        send.send(3u8).unwrap();
    });

    for x in recv.iter() {
        println!("Got: {x}");
    }
});

example!(model try_iter {
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::Duration;

    let (sender, receiver) = channel();

    // Nothing is in the buffer yet
    assert!(receiver.try_iter().next().is_none());
    println!("Nothing in the buffer...");

    thread::spawn(move || {
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        sender.send(3).unwrap();
    });

    println!("Going to sleep...");
    thread::sleep(Duration::from_secs(2)); // block for two seconds

    for x in receiver.try_iter() {
        println!("Got: {x}");
    }
});

example!(into_iter {
    use std::sync::mpsc::channel;
    use std::thread;

    let (send, recv) = channel();

    thread::spawn(move || {
        send.send(1u8).unwrap();
        send.send(2u8).unwrap();
        send.send(3u8).unwrap();
    });

    for x in recv.into_iter() {
        println!("Got: {x}");
    }
});

example!(sender {
    use std::sync::mpsc::channel;
    use std::thread;

    let (sender, receiver) = channel();
    let sender2 = sender.clone();

    // First thread owns sender
    thread::spawn(move || {
        sender.send(1).unwrap();
    });

    // Second thread owns sender2
    thread::spawn(move || {
        sender2.send(2).unwrap();
    });

    let msg = receiver.recv().unwrap();
    let msg2 = receiver.recv().unwrap();

    assert_eq!(3, msg + msg2);
});

example!(sync_sender {
    use std::sync::mpsc::sync_channel;
    use std::thread;

    // Create a sync_channel with buffer size 2
    let (sync_sender, receiver) = sync_channel(2);
    let sync_sender2 = sync_sender.clone();

    // First thread owns sync_sender
    thread::spawn(move || {
        sync_sender.send(1).unwrap();
        sync_sender.send(2).unwrap();
    });

    // Second thread owns sync_sender2
    thread::spawn(move || {
        sync_sender2.send(3).unwrap();
        // thread will now block since the buffer is full
        println!("Thread unblocked!");
    });

    let mut msg;

    msg = receiver.recv().unwrap();
    println!("message {msg} received");

    // "Thread unblocked!" will be printed now

    msg = receiver.recv().unwrap();
    println!("message {msg} received");

    msg = receiver.recv().unwrap();

    println!("message {msg} received");
});

example!(channel {
    use std::sync::mpsc::channel;
    use std::thread;

    let (sender, receiver) = channel();

    // Spawn off an expensive computation
    thread::spawn(move || {
      fn expensive_computation() {}
        sender.send(expensive_computation()).unwrap();
    });

    // Do some useful work for a while

    // Let's see what that answer was
    println!("{:?}", receiver.recv().unwrap());
});

example!(sync_channel {
    use std::sync::mpsc::sync_channel;
    use std::thread;

    let (sender, receiver) = sync_channel(1);

    // this returns immediately
    sender.send(1).unwrap();

    thread::spawn(move || {
        // this will block until the previous message has been received
        sender.send(2).unwrap();
    });

    assert_eq!(receiver.recv().unwrap(), 1);
    assert_eq!(receiver.recv().unwrap(), 2);
});

example!(sender_send {
    use std::sync::mpsc::channel;

    let (tx, rx) = channel();

    // This send is always successful
    tx.send(1).unwrap();

    // This send will fail because the receiver is gone
    drop(rx);
    assert_eq!(tx.send(1).unwrap_err().0, 1);
});

example!(sync_sender_send {
    use std::sync::mpsc::sync_channel;
    use std::thread;

    // Create a rendezvous sync_channel with buffer size 0
    let (sync_sender, receiver) = sync_channel(0);

    thread::spawn(move || {
       println!("sending message...");
       sync_sender.send(1).unwrap();
       // Thread is now blocked until the message is received

       println!("...message received!");
    });

    let msg = receiver.recv().unwrap();
    assert_eq!(1, msg);
});

example!(sync_sender_try_send {
    use std::sync::mpsc::sync_channel;
    use std::thread;

    // Create a sync_channel with buffer size 1
    let (sync_sender, receiver) = sync_channel(1);
    let sync_sender2 = sync_sender.clone();

    // First thread owns sync_sender
    let handle1 = thread::spawn(move || {
        sync_sender.send(1).unwrap();
        sync_sender.send(2).unwrap();
        // Thread blocked
    });

    // Second thread owns sync_sender2
    let handle2 = thread::spawn(move || {
        // This will return an error and send
        // no message if the buffer is full
        let _ = sync_sender2.try_send(3);
    });

    let mut msg;
    msg = receiver.recv().unwrap();
    println!("message {msg} received");

    msg = receiver.recv().unwrap();
    println!("message {msg} received");

    // Third message may have never been sent
    match receiver.try_recv() {
        Ok(msg) => println!("message {msg} received"),
        Err(_) => println!("the third message was never sent"),
    }

    // Wait for threads to complete
    handle1.join().unwrap();
    handle2.join().unwrap();
});

example!(receiver_try_recv {
    use std::sync::mpsc::{Receiver, channel};

    let (_, receiver): (_, Receiver<i32>) = channel();

    assert!(receiver.try_recv().is_err());
});

example!(receiver_recv {
    use std::sync::mpsc;
    use std::thread;

    let (send, recv) = mpsc::channel();
    let handle = thread::spawn(move || {
        send.send(1u8).unwrap();
    });

    handle.join().unwrap();

    assert_eq!(Ok(1), recv.recv());
});

example!(receiver_recv_2 {
    use std::sync::mpsc;
    use std::thread;
    use std::sync::mpsc::RecvError;

    let (send, recv) = mpsc::channel();
    let handle = thread::spawn(move || {
        send.send(1u8).unwrap();
        send.send(2).unwrap();
        send.send(3).unwrap();
        drop(send);
    });

    // wait for the thread to join so we ensure the sender is dropped
    handle.join().unwrap();

    assert_eq!(Ok(1), recv.recv());
    assert_eq!(Ok(2), recv.recv());
    assert_eq!(Ok(3), recv.recv());
    assert_eq!(Err(RecvError), recv.recv());
});

example!(relies_on_time receiver_recv_timeout {
    use std::thread;
    use std::time::Duration;
    use std::sync::mpsc;

    let (send, recv) = mpsc::channel();

    thread::spawn(move || {
        send.send('a').unwrap();
    });

    assert_eq!(
        recv.recv_timeout(Duration::from_millis(400)),
        Ok('a')
    );
});

example!(relies_on_time receiver_recv_timeout_2 {
    use std::thread;
    use std::time::Duration;
    use std::sync::mpsc;

    let (send, recv) = mpsc::channel();

    thread::spawn(move || {
        thread::sleep(Duration::from_millis(800));
        send.send('a').unwrap();
    });

    assert_eq!(
        recv.recv_timeout(Duration::from_millis(400)),
        Err(mpsc::RecvTimeoutError::Timeout)
    );
});

example!(receiver_iter {
    use std::sync::mpsc::channel;
    use std::thread;

    let (send, recv) = channel();

    thread::spawn(move || {
        send.send(1).unwrap();
        send.send(2).unwrap();
        send.send(3).unwrap();
    });

    let mut iter = recv.iter();
    assert_eq!(iter.next(), Some(1));
    assert_eq!(iter.next(), Some(2));
    assert_eq!(iter.next(), Some(3));
    assert_eq!(iter.next(), None);
});

example!(relies_on_time receiver_try_iter {
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::Duration;

    let (sender, receiver) = channel();

    // nothing is in the buffer yet
    assert!(receiver.try_iter().next().is_none());

    thread::spawn(move || {
        thread::sleep(Duration::from_secs(1));
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        sender.send(3).unwrap();
    });

    // nothing is in the buffer yet
    assert!(receiver.try_iter().next().is_none());

    // block for two seconds
    thread::sleep(Duration::from_secs(2));

    let mut iter = receiver.try_iter();
    assert_eq!(iter.next(), Some(1));
    assert_eq!(iter.next(), Some(2));
    assert_eq!(iter.next(), Some(3));
    assert_eq!(iter.next(), None);
});
