//! Why nothing came of a call.

use std::fmt;

use qq_wxpay_sandbox::testing::TestingError;
use serde::Serialize;

/// Why nothing came of a call; the facade makes its own exception of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum TestingFailure {
    /// It failed.
    Failed {
        /// The error as JSON: code, field, nearest name, and the text in two languages.
        error: String,
    },
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

impl TestingFailure {
    /// What is wrong with a call of the test kit.
    pub(crate) fn of_the_kit(error: &TestingError) -> Self {
        Self::written(error)
    }

    /// The options say something that cannot be.
    pub(crate) fn option(field: &str, en: &str, zh: &str) -> Self {
        Self::of("WRONG_VALUE", field, en, zh)
    }

    /// The sandbox did not start; the reason is the system's.
    pub(crate) fn not_started(reason: &str) -> Self {
        let (en, zh) = (format!("the sandbox did not start: {reason}"), format!("沙箱未能启动：{reason}"));
        Self::of("SANDBOX_NOT_STARTED", "", &en, &zh)
    }

    /// The sandbox does not do what was asked.
    pub(crate) fn refused(reason: &str) -> Self {
        Self::of("SANDBOX_REFUSED", "", reason, &format!("沙箱拒绝了该操作：{reason}"))
    }

    /// The sandbox is not running: not yet, or not any more.
    pub(crate) fn stopped() -> Self {
        let en = "the sandbox was stopped: start another one";
        Self::of("SANDBOX_STOPPED", "", en, "沙箱已停止，请重新启动一个")
    }

    /// It is the sandbox of the process from which this one was forked.
    pub(crate) fn of_the_parent() -> Self {
        let en = "the sandbox belongs to the process from which this one was forked, and goes on there: steer it there, or \
                  start another one here";
        let zh = "该沙箱属于 fork 之前的父进程，仍在父进程中运行：请在父进程中控制，或在本进程启动新的沙箱";
        Self::of("SANDBOX_OF_PARENT", "", en, zh)
    }

    /// The system gives no threads or no pipes, or a call ended by a fault of this library.
    pub(crate) fn broken(reason: &str) -> Self {
        let (en, zh) = (format!("nothing came of the call: {reason}"), format!("调用没有结果：{reason}"));
        Self::of("CALL_FAILED", "", &en, &zh)
    }

    fn of(code: &str, field: &str, en: &str, zh: &str) -> Self {
        Self::written(&Parts { code, field, nearest: None, en, zh })
    }

    fn written(error: &impl Serialize) -> Self {
        Self::Failed { error: serde_json::to_string(error).expect("texts have a JSON form") }
    }
}

impl fmt::Display for TestingFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the call failed")
    }
}

impl std::error::Error for TestingFailure {}
