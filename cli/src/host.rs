//! What a run has of the process around it.

use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;

use tokio::sync::Notify;

/// Where a run writes, what it reads, and how it ends.
#[non_exhaustive]
pub struct Host<'a> {
    /// Where results go.
    pub out: &'a mut dyn Write,
    /// Where complaints, questions and the progress of long commands go.
    pub err: &'a mut dyn Write,
    /// What `-` reads, and where questions are answered; `None` is empty.
    pub input: Option<&'a mut dyn Read>,
    /// The environment: settings (`QQ_WXPAY_…`), the language (`LC_ALL`, `LC_MESSAGES`, `LANG`), `NO_COLOR`.
    pub variables: Vec<(String, String)>,
    /// Whether `out` is a terminal: only then there are colours.
    pub is_terminal: bool,
    /// Whether a person reads `err` and answers on `input`.
    pub can_be_asked: bool,
    /// Whether SIGINT and SIGTERM end what runs until it is told to end. They are taken from the whole process.
    pub ends_by_signal: bool,
    /// What ends it from inside the process.
    pub stop: Stop,
}

impl<'a> Host<'a> {
    /// A run that writes to these two, with the environment of the process, no input, and nobody to be asked.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self {
            out,
            err,
            input: None,
            variables: variables_of_the_process(),
            is_terminal: false,
            can_be_asked: false,
            ends_by_signal: false,
            stop: Stop::default(),
        }
    }

    /// The value of a variable that is not empty.
    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        let found = self.variables.iter().rev().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// What a run writes to, and the rest.
    pub(crate) fn parts(self) -> (&'a mut dyn Write, &'a mut dyn Write, Surroundings<'a>) {
        let Self { out, err, input, variables, can_be_asked, ends_by_signal, stop, .. } = self;
        (out, err, Surroundings { input, variables, can_be_asked, ends_by_signal, stop })
    }
}

/// What a command has of the process beside its output.
pub(crate) struct Surroundings<'a> {
    pub(crate) input: Option<&'a mut dyn Read>,
    pub(crate) variables: Vec<(String, String)>,
    pub(crate) can_be_asked: bool,
    ends_by_signal: bool,
    stop: Stop,
}

impl Surroundings<'_> {
    /// Listens for what ends a command, and waits for it in what it gives. As process 1 of a container nothing ends a program that
    /// does not listen.
    pub(crate) fn end(&self) -> io::Result<impl Future<Output = ()> + use<>> {
        let signals = if self.ends_by_signal { Some(signals()?) } else { None };
        let stop = self.stop.clone();
        Ok(async move {
            let signal = async {
                match signals {
                    Some(signals) => signals.await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = signal => {}
                () = stop.0.notified() => {}
            }
        })
    }
}

fn signals() -> io::Result<impl Future<Output = ()> + use<>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupted = signal(SignalKind::interrupt())?;
        let mut terminated = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        // Without a way to listen it runs until the process is ended.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

impl fmt::Debug for Host<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Host").field("is_terminal", &self.is_terminal).finish_non_exhaustive()
    }
}

/// Text that is no UTF-8 gets replacement letters: the settings refuse those by name.
fn variables_of_the_process() -> Vec<(String, String)> {
    let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
    std::env::vars_os().map(|(name, value)| (text(name), text(value))).collect()
}

/// Ends a command that runs until it is told to end: `sandbox`, `listen`. Clones are the same one.
#[derive(Clone, Default)]
pub struct Stop(Arc<Notify>);

impl Stop {
    /// Ends the command, now or as soon as it begins.
    pub fn now(&self) {
        self.0.notify_one();
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Stop")
    }
}
