//! What a sandbox is started with.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// The merchant number and the AppIDs of a sandbox that is given none, and of the test kit.
pub(crate) const MCHID: &str = "1900000001";
pub(crate) const QQ_APPID: &str = "1110000001";
pub(crate) const WECHAT_APPID: &str = "wx0123456789abcdef";

/// How a sandbox is to be started.
///
/// ```
/// let options = qq_wxpay_sandbox::Options { time_scale: 60.0, ..Default::default() };
/// assert!(options.address.ip().is_loopback());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The address to listen on; port 0 lets the system choose one. The addresses that clients are told are on the loopback when
    /// it is `0.0.0.0` or `::`.
    pub address: SocketAddr,
    /// The port of the listener with mutual TLS, on the same address; 0 lets the system choose one.
    pub secure_port: u16,
    /// How many times faster than WeChat Pay's own schedule a refused notification is repeated.
    pub time_scale: f64,
    /// The result callback address of the QQ console: notifications of orders without a
    /// `real_notify_url` go there.
    pub notify_url: String,
    /// A file that keeps keys, certificates and secrets from one start to the next: made by the first one, for its owner alone.
    /// Absent: fresh ones at each start.
    pub keep: Option<PathBuf>,
    /// The merchant number, 8 to 10 digits: several sandboxes stand for several merchants. Two with one number and one `keep` stand for one
    /// merchant with two mini programs.
    pub mchid: String,
    /// The WeChat AppID that is bound to it.
    pub wechat_appid: String,
    /// The AppID of the QQ mini program.
    pub qq_appid: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            secure_port: 0,
            time_scale: 1.0,
            notify_url: "http://127.0.0.1:8000/notify".to_owned(),
            keep: None,
            mchid: MCHID.to_owned(),
            wechat_appid: WECHAT_APPID.to_owned(),
            qq_appid: QQ_APPID.to_owned(),
        }
    }
}
