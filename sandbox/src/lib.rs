//! A strict simulator of QQ's side of a mini program payment and of WeChat Pay.
//!
//! One listener serves every role by path: `getToken`, the payment proxy and the relay of
//! notifications (QQ); ordering, queries, closing, refunds, bills, certificates, the cashier page
//! and notifications (WeChat Pay V2 and V3); and a control interface under `/sandbox/`. A second
//! listener serves the same with mutual TLS, as V2's refunds need it. It verifies what the real
//! parties verify and answers as they do; where their behaviour is unknown there is a switch.
//!
//! It shares no code with the SDK it judges, so that a mistake is not made twice in the same way.
//!
//! ```
//! use qq_wxpay_sandbox::{Options, Sandbox, Switches};
//!
//! # let runtime = tokio::runtime::Runtime::new()?;
//! # runtime.block_on(async {
//! let sandbox = Sandbox::start(Options::default()).await?;
//! for (variable, value) in sandbox.env() {
//!     println!("{variable}: {} bytes", value.len()); // the settings of a client that finds it
//! }
//! sandbox.set_switches(Switches { refuse_repeated_nonce: true, ..Switches::default() });
//! sandbox.stop().await;
//! # Ok::<_, std::io::Error>(())
//! # })?;
//! # Ok::<_, std::io::Error>(())
//! ```

mod bills;
mod call;
mod cashier;
mod certificate;
mod clock;
mod control;
mod credentials;
mod cut_connection;
pub mod diagnosis;
mod endpoint;
mod environment;
mod events;
mod faults;
pub mod hosted;
mod identity;
mod journal;
mod keys;
mod live;
mod options;
mod orders;
mod orders_guard;
mod page;
mod payer;
mod persistence;
mod pkcs12;
mod private_file;
mod qq;
mod random;
mod refunds;
mod reply;
mod rotation;
mod routes;
mod sandbox;
mod server;
mod state;
mod statistics;
mod switches;
pub mod testing;
mod tls;
mod wechat;

pub use environment::{env_file_text, write_env_file};
pub use faults::{ErrorAnswer, Fault, FaultEndpoint, FaultKind};
pub use identity::Identity;
pub use journal::Event;
pub use options::Options;
pub use orders::RefundStatus;
pub use payer::ClientOutcome;
pub use refunds::{ConsoleForm, ConsoleRefund};
pub use rotation::Rotation;
pub use sandbox::Sandbox;
pub use statistics::Statistics;
pub use switches::{
    CertificateList, Deliver, NotificationBody, NotificationHeaders, NotificationKey, PlatformCertificates,
    ProxyErrorShape, RelayAnswer, ReplyHeaders, SecurityEcho, SigningKey, Switches,
};
