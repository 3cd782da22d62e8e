//! Running other programs so that none outlives us, none runs for ever, and none fills the memory.
//!
//! Each program gets a process group (on Windows a job object) of its own, and the whole group is killed when its
//! time is up, when it printed too much, and when the caller asks to stop: what a test starts ends with the test.
//! A program that leaves its group on purpose (`setsid`) is not caught.
use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

/// How long a program may run, and how much it may print.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// When it is killed; `None`: never.
    pub deadline: Option<Instant>,
    /// How many bytes it may print to both streams together before it is killed.
    pub printed: usize,
    /// How many bytes of each stream are kept, from the start.
    pub kept: usize,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself.
    Exited(ExitStatus),
    /// It was still running at its deadline, and was killed.
    TimedOut,
    /// It printed more than it may, and was killed.
    PrintedTooMuch,
    /// The caller asked to stop, and it was killed.
    Stopped,
}

impl End {
    /// Whether the program ended by itself, with success.
    pub fn success(self) -> bool {
        matches!(self, End::Exited(status) if status.success())
    }
}

/// One of a program's two outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// A program that has ended.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub end: End,
    /// What it printed to standard output, as much as was kept.
    pub stdout: String,
    /// What it printed to standard error, as much as was kept.
    pub stderr: String,
}

/// How often the deadline and the wish to stop are looked at.
const TICK: Duration = Duration::from_millis(25);

/// How long the output of a killed program is waited for: someone who left the group may hold it open for ever.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Runs the program to its end, one way or another. `stop` is asked often; `seen` is given each piece of output as it
/// comes.
///
/// # Errors
/// When the program cannot be started or waited for.
pub fn run(
    mut command: Command,
    limits: Limits,
    stop: &dyn Fn() -> bool,
    seen: &mut dyn FnMut(Stream, &[u8]),
) -> io::Result<Finished> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut wrapped = CommandWrap::from(command);
    #[cfg(unix)]
    wrapped.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    wrapped.wrap(process_wrap::std::JobObject);
    let mut child = Group(wrapped.spawn()?);

    // A small bound: a program that prints faster than we read waits, and takes none of our memory.
    let (pieces, received) = mpsc::sync_channel(16);
    if let Some(stdout) = child.0.stdout().take() {
        read_on_thread(Stream::Out, stdout, pieces.clone());
    }
    if let Some(stderr) = child.0.stderr().take() {
        read_on_thread(Stream::Err, stderr, pieces.clone());
    }
    drop(pieces);

    let mut kept = (vec![], vec![]);
    let mut printed = 0;
    let mut keep = |stream: Stream, piece: &[u8]| {
        let kept = if stream == Stream::Out {
            &mut kept.0
        } else {
            &mut kept.1
        };
        let room = limits.kept.saturating_sub(kept.len()).min(piece.len());
        kept.extend_from_slice(&piece[..room]);
    };
    let mut grace = None;
    let end = loop {
        match received.recv_timeout(TICK) {
            Ok((stream, piece)) => {
                printed += piece.len();
                keep(stream, &piece);
                seen(stream, &piece);
                if printed > limits.printed {
                    break End::PrintedTooMuch;
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                // It has ended, but something that it started still holds its output.
                if child.0.try_wait()?.is_some() {
                    child.kill();
                    if grace.get_or_insert_with(Instant::now).elapsed() > LAST_WORDS {
                        break End::Exited(child.0.wait()?);
                    }
                }
            }
            Err(RecvTimeoutError::Disconnected) => match child.0.try_wait()? {
                Some(status) => break End::Exited(status),
                // It closed its output and goes on: nothing will wake us but the clock.
                None => thread::sleep(Duration::from_millis(1)),
            },
        }
        if stop() {
            break End::Stopped;
        }
        if limits
            .deadline
            .is_some_and(|deadline| Instant::now() >= deadline)
        {
            break End::TimedOut;
        }
    };
    drop(child);
    // What was on its way when the program was killed.
    let until = Instant::now() + LAST_WORDS;
    while let Ok((stream, piece)) =
        received.recv_timeout(until.saturating_duration_since(Instant::now()))
    {
        keep(stream, &piece);
    }
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Finished {
        end,
        stdout: text(kept.0),
        stderr: text(kept.1),
    })
}

/// A child that takes its whole group with it, whatever the reason that we let go of it.
struct Group(Box<dyn ChildWrapper>);

impl Group {
    fn kill(&mut self) {
        // The only error is that nobody is left.
        let _ = self.0.start_kill();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
        let _ = self.0.wait();
    }
}

fn read_on_thread(
    stream: Stream,
    mut from: impl Read + Send + 'static,
    to: SyncSender<(Stream, Vec<u8>)>,
) {
    // Not joined: it ends with the pipe, or with the receiver.
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => {
                    if to.send((stream, buffer[..n].to_vec())).is_err() {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
    });
}
