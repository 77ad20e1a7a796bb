//! One process of the shop, as the director sees it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::books::Books;

/// How long a process has for an answer: longer than a call whose deadline has passed takes on a busy machine.
const ANSWER: Duration = Duration::from_secs(60);

/// How long it has to end when nothing more is asked.
const END: Duration = Duration::from_secs(30);

/// The fields of an answer, or the code of a failure.
pub(crate) type Answer = Result<Vec<String>, String>;

/// Who waits for an answer; `None` once the process has ended.
type Waiting = Arc<Mutex<Option<HashMap<u64, oneshot::Sender<Answer>>>>>;

/// A process that runs.
pub(crate) struct Worker {
    pub(crate) language: String,
    pub(crate) pid: u32,
    child: Mutex<Child>,
    input: Mutex<Option<ChildStdin>>,
    waiting: Waiting,
    asks: AtomicU64,
    books: Arc<Mutex<Books>>,
}

impl Worker {
    /// Starts it. What it says to people goes to this file.
    pub(crate) fn start(language: &str, command: &mut Command, log: File) -> Self {
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log).spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{language} cannot be started: {error}"));
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (waiting, books) = (Arc::new(Mutex::new(Some(HashMap::new()))), Arc::<Mutex<Books>>::default());
        let (answers, own) = (Arc::clone(&waiting), Arc::clone(&books));
        std::thread::spawn(move || listen(output, &answers, &own));
        Self {
            language: language.to_owned(),
            pid: child.id(),
            child: Mutex::new(child),
            input: Mutex::new(Some(input)),
            waiting,
            asks: AtomicU64::new(0),
            books,
        }
    }

    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        locked(&self.books)
    }

    /// Whether it says nothing any more.
    pub(crate) fn has_ended(&self) -> bool {
        locked(&self.waiting).is_none()
    }

    /// Asks for something. A failure is noted, too.
    pub(crate) async fn ask(&self, fields: &[&str]) -> Answer {
        let ask = self.asks.fetch_add(1, Ordering::Relaxed);
        let (sender, answer) = oneshot::channel();
        // Of one that has ended the sender is dropped here, and so is the answer.
        let _ = locked(&self.waiting).as_mut().map(|waiting| waiting.insert(ask, sender));
        self.write(&format!("{ask}\t{}\n", fields.join("\t")));
        let said = match tokio::time::timeout(ANSWER, answer).await {
            Ok(Ok(said)) => said,
            Ok(Err(_)) => Err("(it died)".to_owned()),
            Err(_) => Err("(no answer)".to_owned()),
        };
        if let Err(code) = &said {
            *self.books().failures.entry(code.clone()).or_default() += 1;
        }
        said
    }

    fn write(&self, line: &str) {
        if let Some(input) = locked(&self.input).as_mut() {
            // Of one that has died the answers end.
            let _ = input.write_all(line.as_bytes());
        }
    }

    /// Its input ends, and it has to; `None` when it did not.
    pub(crate) fn end(&self) -> Option<ExitStatus> {
        drop(locked(&self.input).take());
        let begin = Instant::now();
        let mut child = locked(&self.child);
        while begin.elapsed() < END {
            if let Some(status) = child.try_wait().unwrap() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads what a process says until it ends.
fn listen(output: ChildStdout, waiting: &Waiting, books: &Mutex<Books>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["took", event @ ..] => locked(books).took(event),
            ["said", ask, said @ ..] => {
                answer(waiting, ask, Ok(said.iter().map(ToString::to_string).collect()));
            }
            ["failed", ask, code @ ..] => answer(waiting, ask, Err(code.join(" "))),
            // What a tool that starts it says.
            _ => {}
        }
    }
    drop(locked(waiting).take());
}

fn answer(waiting: &Waiting, ask: &str, said: Answer) {
    let one = ask.parse().ok().and_then(|ask: u64| locked(waiting).as_mut()?.remove(&ask));
    let _ = one.map(|one| one.send(said));
}
