//! Redis servers for tests: real ones, on loopback, without a file.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::shop::PATIENCE;

/// Where there is no `redis-server` a test has nothing to do; in CI that is a failure.
///
/// # Panics
/// In CI.
#[must_use]
pub fn is_there() -> bool {
    let found = Command::new("redis-server").arg("--version").output().is_ok();
    assert!(
        found || std::env::var_os("CI").is_none(),
        "redis-server is missing: apt-get install redis-server"
    );
    found
}

/// One server. It ends when it is dropped.
pub struct Redis {
    child: Option<Child>,
    folder: PathBuf,
    /// Where it listens.
    pub port: u16,
    arguments: Vec<String>,
}

impl Redis {
    /// A server with the password `secret`.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start() -> Self {
        Self::with(free_port(), &["--requirepass", "secret"])
    }

    /// A server with arguments of the test's own.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn with(port: u16, arguments: &[&str]) -> Self {
        let folder = std::env::temp_dir().join(format!("qq-wxpay-redis-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for temporary files");
        let mut own = Self {
            child: None,
            folder,
            port,
            arguments: arguments.iter().map(|&text| text.to_owned()).collect(),
        };
        own.restart();
        own
    }

    /// The same server again, with nothing in it.
    ///
    /// # Panics
    /// When it does not start.
    pub fn restart(&mut self) {
        self.end();
        let port = self.port.to_string();
        let child = Command::new("redis-server")
            .args(&self.arguments)
            .args([
                "--port",
                &port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--daemonize",
                "no",
            ])
            .current_dir(&self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("redis-server starts");
        self.child = Some(child);
        let begin = Instant::now();
        while self.raw("PING\r\n").is_empty() {
            assert!(begin.elapsed() < PATIENCE, "Redis does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Its address, with the password.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://:secret@127.0.0.1:{}", self.port)
    }

    /// It holds still: connections are taken, and nothing is answered.
    pub fn pause(&self) {
        self.signal(Signal::STOP);
    }

    /// It goes on.
    pub fn resume(&self) {
        self.signal(Signal::CONT);
    }

    /// It is gone.
    pub fn end(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// What it answers to a command, as it comes over the wire.
    pub fn ask(&self, command: &str) -> String {
        self.raw(&format!("AUTH secret\r\n{command}\r\n"))
    }

    fn raw(&self, text: &str) -> String {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else { return String::new() };
        let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
        let _ = stream.write_all(format!("{text}QUIT\r\n").as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn signal(&self, signal: Signal) {
        let id = self.child.as_ref().and_then(|child| Pid::from_raw(i32::try_from(child.id()).ok()?));
        let _ = id.map(|id| kill_process(id, signal));
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.end();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A port that nobody listens on.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
    listener.local_addr().expect("a listener has an address").port()
}

/// The address of somebody who says this to every script, as Redis says a text, and otherwise what a Redis says that has an age.
///
/// # Panics
/// When loopback has no free port.
#[must_use]
pub fn that_says(answer: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
    let address = listener.local_addr().expect("it listens");
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            std::thread::spawn(move || say(connection, answer));
        }
    });
    format!("redis://{address}")
}

fn say(mut connection: TcpStream, answer: &str) {
    let mut asked = [0; 8192];
    while let Ok(length @ 1..) = connection.read(&mut asked) {
        let asked = String::from_utf8_lossy(&asked[..length]);
        let said = match asked.contains("\r\nEVAL\r\n") {
            false => "+OK\r\n".repeat(asked.matches("SETINFO").count()),
            true if asked.contains("PTTL") => ":1000\r\n".to_owned(),
            true => format!("${}\r\n{answer}\r\n", answer.len()),
        };
        if connection.write_all(said.as_bytes()).is_err() {
            return;
        }
    }
}
