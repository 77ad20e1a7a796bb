//! One process of the shop, as the director sees it.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use qq_wxpay_tests::chaos::{self, Line, Said};
use tokio::sync::oneshot;

use crate::ledger::{Entry, Ledger, What};

type Answers = Arc<Mutex<HashMap<u64, oneshot::Sender<Result<String, String>>>>>;

/// A process that runs.
pub(crate) struct Process {
    child: Child,
    input: ChildStdin,
    answers: Answers,
    reader: Option<JoinHandle<()>>,
    pub(crate) pid: u32,
    /// Where it takes notifications, once it has said so.
    pub(crate) port: Arc<Mutex<Option<u16>>>,
}

impl Process {
    /// Starts it; all it says goes into the ledger.
    pub(crate) fn start(command: &mut Command, machine: usize, ledger: &Arc<Ledger>) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a process of the shop starts");
        let pid = child.id();
        ledger.add(What::Started { pid, machine });
        let (input, output) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        let (answers, port) = (Answers::default(), Arc::default());
        let listener = Listener {
            pid,
            answers: Arc::clone(&answers),
            port: Arc::clone(&port),
            ledger: Arc::clone(ledger),
        };
        let reader = Some(std::thread::spawn(move || listener.listen(output)));
        Self { child, input, answers, reader, pid, port }
    }

    /// Tells it something.
    pub(crate) fn tell(&mut self, command: &chaos::Command) {
        let mut text = serde_json::to_string(command).expect("a command is JSON");
        text.push('\n');
        // Of one that has died the answers end.
        let _ = self.input.write_all(text.as_bytes());
    }

    /// The answer to the command with this number; an error when the process ends before.
    pub(crate) fn answer(&self, ask: u64) -> oneshot::Receiver<Result<String, String>> {
        let (sender, receiver) = oneshot::channel();
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).insert(ask, sender);
        receiver
    }

    /// `kill -9`; all that it said before is in the ledger afterwards.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.reader.take().map(JoinHandle::join);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Reads what a process says.
struct Listener {
    pid: u32,
    answers: Answers,
    port: Arc<Mutex<Option<u16>>>,
    ledger: Arc<Ledger>,
}

impl Listener {
    fn listen(self, output: ChildStdout) {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let Ok(Said { at, line }) = serde_json::from_str::<Said>(&line) else { continue };
            match &line {
                Line::Answer { ask, said } => {
                    let waiting = self.answers.lock().unwrap_or_else(PoisonError::into_inner).remove(ask);
                    let _ = waiting.map(|waiting| waiting.send(said.clone()));
                    continue;
                }
                Line::Ready { port } => {
                    *self.port.lock().unwrap_or_else(PoisonError::into_inner) = Some(*port);
                }
                _ => {}
            }
            self.ledger.hear(Entry { at, what: What::Said { pid: self.pid, line } });
        }
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
