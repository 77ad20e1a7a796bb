//! `qq-wxpay` on the command line.
//!
//! [`run`] is the whole program: the binary calls it, and so do the packages of other languages, in their own process. It never ends
//! the process, and touches no stream but those of its [`Host`].
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

mod arguments;
mod chinese;
mod commands;
mod decode_error;
mod failure;
mod host;
mod language;
mod output;
mod refusal;
mod run;
mod settings;
mod verify;

pub use host::{Host, Stop};
pub use run::run;
