//! The way to the functions of the host (token provider or store, signer, transport): one function of the facade, held weakly, so that it keeps no process alive.

use napi::Status;
use napi::bindgen_prelude::FnArgs;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use qq_wxpay::bridge::Ask;

/// Number, question, arguments.
type Question = FnArgs<(u32, String, String)>; // the napi type has seven parameters, and this is the only one that matters

/// In the place of a question: nobody waits for the answer to it any more.
const FORGOTTEN: &str = "forgotten";

/// The function of the facade that takes questions.
pub(crate) struct HostCallback(pub(crate) ThreadsafeFunction<Question, (), Question, Status, false, true>);

impl Ask for HostCallback {
    fn ask(&self, number: u32, question: String, arguments: String) -> bool {
        let question = (number, question, arguments).into();
        self.0.call(question, ThreadsafeFunctionCallMode::NonBlocking) == Status::Ok
    }

    fn forget(&self, number: u32) {
        // The thread may have ended: then nobody is left to be told.
        let _ = self.ask(number, FORGOTTEN.to_owned(), String::new());
    }
}
