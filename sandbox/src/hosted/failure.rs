//! Why nothing came of a call.

use std::fmt;

use serde::Serialize;

use crate::testing::TestingError;

/// Why nothing came of a call, as JSON: code, field, nearest name, and the text in two languages. The facade makes its own exception of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    json: String,
}

/// The form of an error of the test kit.
#[derive(Serialize)]
struct Parts<'a> {
    code: &'a str,
    field: &'a str,
    nearest: Option<&'a str>,
    en: &'a str,
    zh: &'a str,
}

impl Failure {
    /// It as JSON.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// What is wrong with a call of the test kit.
    #[must_use]
    pub fn of_the_kit(error: &TestingError) -> Self {
        Self::written(error)
    }

    /// The options, or what is asked, say something that cannot be.
    #[must_use]
    pub fn option(field: &str, en: &str, zh: &str) -> Self {
        Self::of("WRONG_VALUE", field, en, zh)
    }

    /// The sandbox did not start; the reason is the system's.
    #[must_use]
    pub fn not_started(reason: &str) -> Self {
        let (en, zh) = (format!("the sandbox did not start: {reason}"), format!("沙箱未能启动：{reason}"));
        Self::of("SANDBOX_NOT_STARTED", "", &en, &zh)
    }

    /// The sandbox does not do what was asked.
    #[must_use]
    pub fn refused(reason: &str) -> Self {
        Self::of("SANDBOX_REFUSED", "", reason, &format!("沙箱拒绝了该操作：{reason}"))
    }

    /// The sandbox is not running: not yet, or not any more.
    #[must_use]
    pub fn stopped() -> Self {
        let en = "the sandbox was stopped: start another one";
        Self::of("SANDBOX_STOPPED", "", en, "沙箱已停止，请重新启动一个")
    }

    /// It is the sandbox of the process from which this one was forked.
    #[must_use]
    pub fn of_the_parent() -> Self {
        let en = "the sandbox belongs to the process from which this one was forked, and goes on there: steer it there, or \
                  start another one here";
        let zh = "该沙箱属于 fork 之前的父进程，仍在父进程中运行：请在父进程中控制，或在本进程启动新的沙箱";
        Self::of("SANDBOX_OF_PARENT", "", en, zh)
    }

    /// The system gives no threads or no pipes, or a call ended by a fault of this library.
    #[must_use]
    pub fn broken(reason: &str) -> Self {
        let (en, zh) = (format!("nothing came of the call: {reason}"), format!("调用没有结果：{reason}"));
        Self::of("CALL_FAILED", "", &en, &zh)
    }

    fn of(code: &str, field: &str, en: &str, zh: &str) -> Self {
        Self::written(&Parts { code, field, nearest: None, en, zh })
    }

    fn written(error: &impl Serialize) -> Self {
        Self { json: serde_json::to_string(error).expect("texts have a JSON form") }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the call failed")
    }
}

impl std::error::Error for Failure {}
