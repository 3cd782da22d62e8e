//! The server: what pages get, who is refused, and that live verdicts arrive. Plain sockets, so that every byte of a
//! request is the test's own.

mod book_support;

use book_support::{Fixture, executions};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc;
use workbook::serve::{Options, Server, Test, Verdict};

struct Running {
    fixture: Fixture,
    server: Server,
    asked: mpsc::Receiver<String>,
}

fn start() -> Running {
    let fixture = Fixture::new();
    fixture.build();
    let (ask, asked) = mpsc::channel();
    let options = Options {
        root: fixture.root().to_owned(),
        site: fixture.site(),
        port: 0,
        exercises: vec!["counter".to_owned()],
        on_check: Box::new(move |name| drop(ask.send(name.to_owned()))),
    };
    let server = Server::start(options).expect("a server");
    Running {
        fixture,
        server,
        asked,
    }
}

struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Running {
    fn connect(&self) -> TcpStream {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.server.port())).expect("a connection")
    }

    /// Sends a request with these further header lines; `Host` is the server's own unless they name one.
    fn ask(&self, line: &str, headers: &[&str]) -> Answer {
        let mut stream = self.connect();
        let mut request = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|header| header.starts_with("Host:")) {
            request += &format!("Host: 127.0.0.1:{}\r\n", self.server.port());
        }
        for header in headers {
            request += &format!("{header}\r\n");
        }
        stream
            .write_all((request + "\r\n").as_bytes())
            .expect("a request");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .expect("a status");
        Answer {
            status,
            headers: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    /// The token that pages carry.
    fn token(&self) -> String {
        let page = self.ask("GET /index.html", &[]).body;
        let (_, rest) = page.split_once("data-token=\"").expect("the page's token");
        rest.split('"').next().expect("the token's end").to_owned()
    }

    /// Opens the event stream; the first event, the whole state, is read already.
    fn listen(&self) -> Events {
        let mut stream = self.connect();
        let request = format!(
            "GET /api/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.server.port()
        );
        stream.write_all(request.as_bytes()).expect("a request");
        let mut events = Events(BufReader::new(stream));
        let (kind, _) = events.next().expect("the state");
        assert_eq!(kind, "state");
        events
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The kind and the data of the next event; nothing when the stream has ended.
    fn next(&mut self) -> Option<(String, serde_json::Value)> {
        let mut kind = String::new();
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(name) = line.strip_prefix("event: ") {
                kind = name.trim().to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                return Some((kind, serde_json::from_str(data).expect("JSON")));
            }
        }
    }
}

#[test]
fn pages_come_with_a_policy_that_allows_no_other_host() {
    let running = start();
    let page = running.ask("GET /08_mutex.html", &[]);
    assert_eq!(page.status, 200);
    let policy = page
        .headers
        .lines()
        .find(|line| line.starts_with("content-security-policy:"))
        .expect("a policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("http"), "{policy}");
    assert!(page.body.contains("<meta name=\"workbook-live\""));
}

#[test]
fn a_page_that_is_not_there_is_the_books_404_at_any_depth() {
    let running = start();
    let page = running.ask("GET /no/such/page.html", &[]);
    assert_eq!(page.status, 404);
    assert!(page.body.contains("<base href=\"/\">"), "{}", page.body);
    assert_eq!(running.ask("GET /../../etc/passwd", &[]).status, 404);
}

#[test]
fn a_taken_port_gives_way_to_the_next() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let fixture = Fixture::new();
    let options = Options {
        root: fixture.root().to_owned(),
        site: fixture.site(),
        port,
        exercises: Vec::new(),
        on_check: Box::new(|_| ()),
    };
    let server = Server::start(options).unwrap();
    assert_ne!(server.port(), port);
    assert_eq!(server.url(), format!("http://127.0.0.1:{}/", server.port()));
}

#[test]
fn a_foreign_host_is_refused() {
    let running = start();
    for host in [
        "Host: evil.example",
        "Host: evil.example:80",
        "Host: 127.0.0.1:1",
    ] {
        assert_eq!(
            running.ask("GET /index.html", &[host]).status,
            403,
            "{host}"
        );
    }
    let local = format!("Host: localhost:{}", running.server.port());
    assert_eq!(running.ask("GET /index.html", &[&local]).status, 200);
}

#[test]
fn only_our_pages_can_ask_for_a_check() {
    let running = start();
    let token = format!("x-workbook-token: {}", running.token());
    let request = "POST /api/check/counter";
    assert_eq!(running.ask(request, &[]).status, 403, "no token");
    assert_eq!(
        running.ask(request, &["x-workbook-token: 00"]).status,
        403,
        "a wrong token"
    );
    assert_eq!(
        running
            .ask(request, &[&token, "Origin: https://evil.example"])
            .status,
        403,
        "another site"
    );
    assert_eq!(
        running.ask("GET /api/check/counter", &[&token]).status,
        405,
        "a link"
    );
    assert!(running.asked.try_recv().is_err(), "nothing was checked");

    let origin = format!("Origin: http://127.0.0.1:{}", running.server.port());
    assert_eq!(running.ask(request, &[&token, &origin]).status, 202);
    assert_eq!(running.asked.recv().unwrap(), "counter");
    assert_eq!(
        running.ask("POST /api/check/conuter", &[&token]).status,
        404
    );
}

#[test]
fn a_verdict_reaches_open_pages_and_later_ones() {
    let running = start();
    let mut events = running.listen();
    let file = "book/listings/src/lost_update.rs";
    let test = Test {
        name: "every_increment_counts".to_owned(),
        message: "an update was lost".to_owned(),
        printed: String::new(),
        report: Some(executions::lost_update_report(file)),
    };
    running.server.publish("counter", &Verdict::Running);
    let detail = "1 of 1 test fails.".to_owned();
    running.server.publish(
        "counter",
        &Verdict::NotYet {
            detail,
            tests: vec![test],
        },
    );

    let (kind, running_now) = events.next().unwrap();
    assert_eq!(
        (kind.as_str(), &running_now["verdict"]["state"]),
        ("verdict", &"running".into())
    );
    let (_, failed) = events.next().unwrap();
    let verdict = &failed["verdict"];
    assert_eq!(verdict["state"], "not_yet");
    let stepper = &verdict["tests"][0]["stepper"];
    assert_eq!(stepper["plays"][0]["steps"].as_array().unwrap().len(), 6);
    assert_eq!(
        stepper["source"][0]["lines"][0][1], "    let seen = COUNTER.load(SeqCst);",
        "the learner's own line"
    );
    assert_eq!(
        verdict["tests"][0]["replay"],
        "cargo workbook replay counter a1b2"
    );

    let state: serde_json::Value =
        serde_json::from_str(&running.ask("GET /api/state", &[]).body).unwrap();
    assert_eq!(&state["verdicts"]["counter"], verdict);
}

#[test]
fn a_new_build_has_a_new_name_and_pages_are_told() {
    let running = start();
    let build = |state: &serde_json::Value| state["build"].as_str().unwrap().to_owned();
    let mut events = running.listen();
    let before: serde_json::Value =
        serde_json::from_str(&running.ask("GET /api/state", &[]).body).unwrap();

    running.server.book_failed("book/src/a.md:1: a mistake");
    let (_, failed) = events.next().unwrap();
    assert_eq!(
        (build(&failed), &failed["book"]),
        (build(&before), &"book/src/a.md:1: a mistake".into())
    );

    running
        .fixture
        .append("book/src/README.md", "A new sentence.");
    running.fixture.build();
    running.server.reload();
    let newer = loop {
        let (_, state) = events.next().unwrap();
        if build(&state) != build(&before) {
            break state;
        }
    };
    assert!(newer["book"].is_null());
    let page = running.ask("GET /", &[]).body;
    assert!(page.contains("A new sentence.") && page.contains(&build(&newer)));
}

#[test]
fn shutdown_ends_open_event_streams_and_closes_the_port() {
    let running = start();
    let mut events = running.listen();
    let port = running.server.port();
    running.server.shutdown();
    assert!(events.next().is_none(), "the stream ends");
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).expect("the port is free again");
}
