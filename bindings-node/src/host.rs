//! The way to the token provider or store of the host: one function of the facade, held weakly, so that it keeps no process alive.

use napi::Status;
use napi::bindgen_prelude::FnArgs;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use qq_wxpay::bridge::Ask;

/// Number, question, arguments.
type Question = FnArgs<(u32, String, String)>; // the napi type has seven parameters, and this is the only one that matters

/// The function of the facade that takes questions.
pub(crate) struct HostCallback(pub(crate) ThreadsafeFunction<Question, (), Question, Status, false, true>);

impl Ask for HostCallback {
    fn ask(&self, number: u32, question: String, arguments: String) -> bool {
        let question = (number, question, arguments).into();
        self.0.call(question, ThreadsafeFunctionCallMode::NonBlocking) == Status::Ok
    }
}
