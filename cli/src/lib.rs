//! `qq-wxpay` on the command line.
//!
//! [`run`] is the whole program. It never ends the process, and touches no stream but those of its [`Host`]. The binary and the packages
//! of other languages call [`run_in_process`], which hands it those of the process.
//!
//! ```
//! use qq_wxpay_cli::{Host, run};
//!
//! let (mut out, mut err) = (Vec::new(), Vec::new());
//! let code = run(["decode-error", "9031"], Host::new(&mut out, &mut err));
//! assert_eq!(code, 0);
//! assert!(String::from_utf8(out)?.contains("notify_url"));
//! # Ok::<_, std::string::FromUtf8Error>(())
//! ```

mod address;
mod arguments;
mod bill;
mod check;
mod chinese;
mod commands;
mod completions;
mod decode_error;
mod failure;
mod host;
mod http_client;
mod language;
mod listen;
mod output;
mod process;
mod refusal;
mod run;
mod sandbox;
mod settings;
mod transcript;
mod trigger;
mod verify;

/// The program of the document.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use host::{Host, Stop};
pub use process::run_in_process;
pub use run::run;
