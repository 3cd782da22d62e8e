//! Runs a program of objects on the mirror.

use super::{
    DISCONNECTED, EMPTY, FOLLOWER, FULL, LEADER, Op, Outcome, Program, SENT, TIMED_OUT, WOKEN,
    WOULD_BLOCK,
};
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::mpsc::{
    self, Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError, TrySendError,
};
use interleave::sync::{Barrier, Condvar, Mutex, MutexGuard, OnceLock, RwLock};
use interleave::thread::{self, Thread};
use std::sync::Arc;
use std::time::Duration;

struct Objects {
    mutexes: Vec<(Mutex<u32>, Condvar)>,
    rwlocks: Vec<RwLock<u32>>,
    barriers: Vec<Barrier>,
    onces: Vec<OnceLock<u32>>,
    atomics: Vec<AtomicU32>,
}

enum Tx {
    Unbounded(Sender<u32>),
    Bounded(SyncSender<u32>),
}

/// What one thread has.
struct Context<'a> {
    objects: &'a Objects,
    index: usize,
    senders: Vec<Option<Tx>>,
    receivers: Vec<Option<Receiver<u32>>>,
    earlier: Vec<Thread>,
    guards: Vec<Option<MutexGuard<'a, u32>>>,
    seen: Vec<u32>,
}

/// Any time will do: it is virtual.
const SOON: Duration = Duration::from_millis(10);

impl<'a> Context<'a> {
    fn execute(&mut self, ops: &[Op]) {
        for op in ops {
            self.step(op);
        }
    }

    fn with_mutex(&mut self, index: usize, mut guard: MutexGuard<'a, u32>, body: &[Op]) {
        self.seen.push(*guard);
        *guard += 1;
        self.guards[index] = Some(guard);
        self.execute(body);
        drop(self.guards[index].take());
    }

    fn step(&mut self, op: &Op) {
        let objects = self.objects;
        match *op {
            Op::Lock(index, ref body) => {
                self.with_mutex(index, objects.mutexes[index].0.lock().unwrap(), body)
            }
            Op::TryLock(index, ref body) => match objects.mutexes[index].0.try_lock() {
                Ok(guard) => self.with_mutex(index, guard, body),
                Err(_) => self.seen.push(WOULD_BLOCK),
            },
            Op::Read(index, ref body) => {
                let guard = objects.rwlocks[index].read().unwrap();
                self.seen.push(*guard);
                self.execute(body);
                drop(guard);
            }
            Op::TryRead(index, ref body) => match objects.rwlocks[index].try_read() {
                Ok(guard) => {
                    self.seen.push(*guard);
                    self.execute(body);
                    drop(guard);
                }
                Err(_) => self.seen.push(WOULD_BLOCK),
            },
            Op::Write(index, ref body) => {
                let mut guard = objects.rwlocks[index].write().unwrap();
                self.seen.push(*guard);
                *guard += 1;
                self.execute(body);
                drop(guard);
            }
            Op::TryWrite(index, ref body) => match objects.rwlocks[index].try_write() {
                Ok(mut guard) => {
                    self.seen.push(*guard);
                    *guard += 1;
                    self.execute(body);
                    drop(guard);
                }
                Err(_) => self.seen.push(WOULD_BLOCK),
            },
            Op::Wait(index) => {
                let guard = self.guards[index]
                    .take()
                    .expect("a wait stands inside its lock");
                let guard = objects.mutexes[index].1.wait(guard).unwrap();
                self.seen.push(*guard);
                self.guards[index] = Some(guard);
            }
            Op::WaitTimeout(index) => {
                let guard = self.guards[index]
                    .take()
                    .expect("a wait stands inside its lock");
                let (guard, result) = objects.mutexes[index].1.wait_timeout(guard, SOON).unwrap();
                self.seen
                    .push(if result.timed_out() { TIMED_OUT } else { WOKEN });
                self.seen.push(*guard);
                self.guards[index] = Some(guard);
            }
            Op::NotifyOne(index) => objects.mutexes[index].1.notify_one(),
            Op::NotifyAll(index) => objects.mutexes[index].1.notify_all(),
            Op::Send(channel, value) => {
                let sent = match self.senders[channel]
                    .as_ref()
                    .expect("who sends has a sender")
                {
                    Tx::Unbounded(sender) => sender.send(value).is_ok(),
                    Tx::Bounded(sender) => sender.send(value).is_ok(),
                };
                self.seen.push(if sent { SENT } else { DISCONNECTED });
            }
            Op::TrySend(channel, value) => {
                let Some(Tx::Bounded(sender)) = &self.senders[channel] else {
                    panic!("only a SyncSender has try_send")
                };
                self.seen.push(match sender.try_send(value) {
                    Ok(()) => SENT,
                    Err(TrySendError::Full(_)) => FULL,
                    Err(TrySendError::Disconnected(_)) => DISCONNECTED,
                });
            }
            Op::Recv(channel) => {
                let received = self.receiver(channel).recv();
                self.seen.push(received.unwrap_or(DISCONNECTED));
            }
            Op::TryRecv(channel) => {
                let received = self.receiver(channel).try_recv();
                self.seen.push(match received {
                    Ok(value) => value,
                    Err(TryRecvError::Empty) => EMPTY,
                    Err(TryRecvError::Disconnected) => DISCONNECTED,
                });
            }
            Op::RecvTimeout(channel) => {
                let received = self.receiver(channel).recv_timeout(SOON);
                self.seen.push(match received {
                    Ok(value) => value,
                    Err(RecvTimeoutError::Timeout) => TIMED_OUT,
                    Err(RecvTimeoutError::Disconnected) => DISCONNECTED,
                });
            }
            Op::Barrier(index) => {
                let leader = objects.barriers[index].wait().is_leader();
                self.seen.push(if leader { LEADER } else { FOLLOWER });
            }
            Op::Park => thread::park(),
            Op::ParkTimeout => thread::park_timeout(SOON),
            Op::Unpark(thread) => self.earlier[thread].unpark(),
            Op::Init(index) => {
                let mine = self.index as u32 + 1;
                self.seen.push(*objects.onces[index].get_or_init(|| mine));
            }
            Op::Get(index) => self
                .seen
                .push(objects.onces[index].get().copied().unwrap_or(EMPTY)),
            Op::Load(index) => self.seen.push(objects.atomics[index].load(SeqCst)),
            Op::Store(index, value) => objects.atomics[index].store(value, SeqCst),
            Op::Add(index) => self.seen.push(objects.atomics[index].fetch_add(1, SeqCst)),
        }
    }

    fn receiver(&self, channel: usize) -> &Receiver<u32> {
        self.receivers[channel]
            .as_ref()
            .expect("who receives has the receiver")
    }
}

/// The program as a closure to be checked.
pub(crate) fn run(program: &Arc<Program>) -> Outcome {
    let objects = Arc::new(Objects {
        mutexes: (0..program.mutexes)
            .map(|_| (Mutex::new(0), Condvar::new()))
            .collect(),
        rwlocks: (0..program.rwlocks).map(|_| RwLock::new(0)).collect(),
        barriers: program.barriers.iter().map(|&n| Barrier::new(n)).collect(),
        onces: (0..program.onces).map(|_| OnceLock::new()).collect(),
        atomics: (0..program.atomics).map(|_| AtomicU32::new(0)).collect(),
    });
    let threads = program.threads.len();
    let mut senders: Vec<Vec<Option<Tx>>> = (0..threads).map(|_| vec![]).collect();
    let mut receivers: Vec<Vec<Option<Receiver<u32>>>> = (0..threads).map(|_| vec![]).collect();
    for (index, channel) in program.channels.iter().enumerate() {
        let (sender, receiver) = match channel.capacity {
            None => {
                let (sender, receiver) = mpsc::channel();
                (Tx::Unbounded(sender), receiver)
            }
            Some(capacity) => {
                let (sender, receiver) = mpsc::sync_channel(capacity);
                (Tx::Bounded(sender), receiver)
            }
        };
        let mut receiver = Some(receiver);
        for thread in 0..threads {
            senders[thread].push(program.sends(thread, index).then(|| match &sender {
                Tx::Unbounded(sender) => Tx::Unbounded(sender.clone()),
                Tx::Bounded(sender) => Tx::Bounded(sender.clone()),
            }));
            receivers[thread].push(if channel.receiver == thread {
                receiver.take()
            } else {
                None
            });
        }
        drop(sender);
    }
    let mut handles: Vec<thread::JoinHandle<Vec<u32>>> = vec![];
    for (index, (senders, receivers)) in senders.into_iter().zip(receivers).enumerate() {
        let (program, objects) = (Arc::clone(program), Arc::clone(&objects));
        let earlier = handles
            .iter()
            .map(|handle| handle.thread().clone())
            .collect();
        handles.push(thread::spawn(move || {
            let guards = (0..program.mutexes).map(|_| None).collect();
            let mut context = Context {
                objects: &objects,
                index,
                senders,
                receivers,
                earlier,
                guards,
                seen: vec![],
            };
            context.execute(&program.threads[index]);
            // In this order, as the machine has it.
            context.senders.into_iter().for_each(drop);
            context.receivers.into_iter().for_each(drop);
            context.seen
        }));
    }
    handles
        .into_iter()
        .map(|handle| handle.join().unwrap())
        .collect()
}
