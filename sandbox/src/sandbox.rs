//! The handle with which a program starts, steers and stops a sandbox.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

use crate::clock::Clock;
use crate::faults::Fault;
use crate::identity::{Addresses, Identity};
use crate::journal::Event;
use crate::options::Options;
use crate::orders::RefundStatus;
use crate::payer::ClientOutcome;
use crate::persistence::Kept;
use crate::refunds::ConsoleRefund;
use crate::state::SandboxState;
use crate::statistics::Statistics;
use crate::switches::Switches;
use crate::wechat::notification::{self, DeliveryQueue, Subject};
use crate::{control, environment, identity, payer, refunds, server, tls};

/// A running sandbox; dropping it stops the server and all deliveries.
///
/// ```no_run
/// # async fn example() -> std::io::Result<()> {
/// use qq_wxpay_sandbox::{Options, Sandbox};
///
/// let sandbox = Sandbox::start(Options::default()).await?;
/// println!("{}", sandbox.base_url());
/// sandbox.stop().await;
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    state: Arc<SandboxState>,
    /// The listeners with their connections, the delivery_queue with its deliveries, and the refunds that fall due.
    tasks: [JoinHandle<()>; 4],
}

impl Sandbox {
    /// Makes fresh keys, or takes the kept ones, listens, and serves in tasks of the current tokio runtime.
    ///
    /// # Errors
    /// When the address cannot be listened on, `time_scale` is not between 0.001 and a million, `mchid` is no merchant number, or the
    /// file of kept keys can be neither read nor written or holds something else.
    pub async fn start(options: Options) -> io::Result<Self> {
        if !(0.001..=1_000_000.0).contains(&options.time_scale) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "time_scale must lie between 0.001 and 1000000",
            ));
        }
        if !(8..=10).contains(&options.mchid.len())
            || !options.mchid.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "mchid must have 8 to 10 digits"));
        }
        let time_scale = options.time_scale;
        let listener = TcpListener::bind(options.address).await?;
        let address = listener.local_addr()?;
        let secure_listener = TcpListener::bind((address.ip(), options.secure_port)).await?;
        let addresses = Addresses { plain: found(address), secure: found(secure_listener.local_addr()?) };
        let clock = Arc::new(Clock::default());
        let now = clock.now();
        let made = tokio::task::spawn_blocking(move || {
            let kept = match &options.keep {
                Some(path) => Kept::at(path, now, &options.mchid)?,
                None => Kept::make(now, &options.mchid),
            };
            let acceptor = tls::acceptor(address.ip(), &kept.root);
            Ok::<_, io::Error>((acceptor, identity::of(kept, addresses, options)))
        });
        let (acceptor, keys) = made.await.map_err(io::Error::other)??;
        let http = http_client().map_err(io::Error::other)?;
        let (delivery_queue, pending) = DeliveryQueue::new();
        let state = Arc::new(SandboxState::new(keys, clock, delivery_queue, http));
        let tasks = [
            tokio::spawn(server::serve(listener, None, Arc::clone(&state))),
            tokio::spawn(server::serve(secure_listener, Some(acceptor), Arc::clone(&state))),
            tokio::spawn(refunds::run(Arc::clone(&state))),
            tokio::spawn(notification::run(Arc::clone(&state), pending, time_scale)),
        ];
        Ok(Self { state, tasks })
    }

    /// The address of all roles, such as `http://127.0.0.1:18700`.
    pub fn base_url(&self) -> String {
        self.state.identity.qq_base_url.clone()
    }

    /// The address with mutual TLS, such as `https://127.0.0.1:18701`; it serves the same paths.
    ///
    /// Its authority is [`Identity::root_certificate`].
    pub fn secure_url(&self) -> String {
        self.state.identity.wechat_mutual_tls_base_url.clone()
    }

    /// Numbers, keys and secrets of the simulated merchant.
    pub fn identity(&self) -> &Identity {
        &self.state.identity
    }

    /// The environment variables with which an SDK finds this sandbox; PEM values keep their line breaks.
    pub fn env(&self) -> Vec<(String, String)> {
        environment::variables(&self.state.identity)
    }

    /// The variables of what comes after the AppSecret, the merchant key, the APIv3 key and WeChat Pay's public key; the switches
    /// of the same names say from when they count.
    pub fn successors(&self) -> Vec<(String, String)> {
        self.state.keyring.successors().variables()
    }

    /// The switches as they stand.
    pub fn switches(&self) -> Switches {
        self.state.switches()
    }

    /// Replaces all switches.
    pub fn set_switches(&self, switches: Switches) {
        self.state.set_switches(switches);
    }

    /// Adds a fault behind those already waiting.
    pub fn add_fault(&self, fault: Fault) {
        self.state.faults.add(fault);
    }

    /// Forgets all faults.
    pub fn clear_faults(&self) {
        self.state.faults.clear();
    }

    /// Moves the sandbox's own clock: tokens, links, signature times; negative moves it back.
    pub fn advance_clock(&self, seconds: i64) {
        refunds::advance_clock(&self.state, seconds);
    }

    /// Pays an order as a payer does: opens the link with the right Referer and presses the button.
    ///
    /// # Errors
    /// What the payer would read on the page.
    pub async fn pay(&self, h5_url: &str) -> Result<(), String> {
        payer::pay(&self.state, h5_url, &self.state.identity.referer).await
    }

    /// Does what `qq.requestWxPayment({url, referer})` does in mobile QQ, with a payer who pays.
    ///
    /// Unlike [`Sandbox::pay`] it refuses links of orders that did not come through QQ's proxy.
    pub async fn request_wx_payment(&self, url: &str, referer: &str) -> ClientOutcome {
        payer::request_wx_payment(&self.state, url, referer).await
    }

    /// How often things happened so far.
    pub fn statistics(&self) -> Statistics {
        self.state.counters.read()
    }

    /// What happened so far, oldest first; the newest 10,000 events are kept.
    pub fn events(&self) -> Vec<Event> {
        self.state.events.all()
    }

    /// What happened since somebody looked who had seen the first `seen` events, and how many there were so far.
    pub fn events_since(&self, seen: u64) -> (Vec<Event>, u64) {
        self.state.events.since(seen)
    }

    /// Does what is asked by name, with one JSON object as arguments and JSON as the result: what the control interface does over HTTP,
    /// for programs in languages that find this crate behind a border.
    ///
    /// | name | arguments | result |
    /// |---|---|---|
    /// | `identity`, `env`, `successors` | | numbers and keys; the variables of a client; those after a change of keys |
    /// | `orders` | `out_trade_no`, `limit` (the newest) | a list |
    /// | `refunds` | `out_trade_no`, `out_refund_no`, `limit` | a list |
    /// | `events` | | a list: `at`, `kind`, `summary` |
    /// | `exchanges` | `after` (a number), `limit` (100), `reveal` | requests and notifications with their answers |
    /// | `exchange` | `id`, `reveal` | one of them |
    /// | `statistics` | | [`Statistics`] |
    /// | `diagnosis` | `id` of an exchange | whether its signature holds, and if not, why: a [`Verdict`](crate::diagnosis::Verdict), or `null` where nothing is signed |
    /// | `order_link` | `out_trade_no` | its newest `h5_url`, and the `referer` |
    /// | `pay` | `h5_url` or `out_trade_no` | `{"done":true}` |
    /// | `request_wx_payment` | `url`, `referer`; `payer`: `pays` (default), `cancels`, `leaves`; `client`: `ios` (default), `android`, `android_page_gone` | `errMsg`, which is `null` when nobody is told; `shown` |
    /// | `close_order`, `fail_payment` | `out_trade_no` | `{"done":true}` |
    /// | `refund_in_console` | `out_trade_no`, and the fields of [`ConsoleRefund`] | `out_refund_no` |
    /// | `settle_refund` | `out_refund_no`, `as`: SUCCESS, ABNORMAL or CLOSED | `{"done":true}` |
    /// | `deliver_again` | `out_trade_no` or `out_refund_no` | `{"done":true}` once it is acknowledged |
    /// | `release_deliveries` | | `released`: how many |
    /// | `wait_for_delivery` | `out_trade_no` or `out_refund_no`; `until`: `answered` (default) or `acknowledged`; `timeout_seconds` (10) | `outcome`: `acknowledged` or `refused`; `answer`; `tries` |
    /// | `switches`, `reset_switches` | | all [`Switches`] |
    /// | `change_switches` | those to change | all [`Switches`] |
    /// | `faults`, `clear_faults` | | the [`Fault`]s that wait; `{"done":true}` |
    /// | `add_fault` | a [`Fault`]: `endpoint`, `kind`, `times` (1) | `{"done":true}` |
    /// | `clock` | | `now`, `ahead_seconds`, `time` |
    /// | `advance_clock` | `advance_seconds` | the same |
    ///
    /// An empty text means no arguments. What [`Sandbox::pay`] and the other methods do is done in the same place.
    ///
    /// # Errors
    /// One line that says why: an unknown name, wrong arguments, no such number, or what the merchant or the cashier answered.
    ///
    /// ```no_run
    /// # async fn example(sandbox: qq_wxpay_sandbox::Sandbox, h5_url: &str) -> Result<(), String> {
    /// sandbox.control("pay", &format!(r#"{{"h5_url":"{h5_url}"}}"#)).await?;
    /// let told = sandbox.control("wait_for_delivery", r#"{"out_trade_no":"T20261123000001"}"#).await?;
    /// assert_eq!(told, r#"{"answer":null,"outcome":"acknowledged","tries":1}"#);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn control(&self, name: &str, json: &str) -> Result<String, String> {
        control::call(&self.state, name, json).await
    }

    /// Sends the last notification about an order once more: same `id`, new signature.
    ///
    /// # Errors
    /// When there was none, or the merchant does not acknowledge it.
    pub async fn deliver_again(&self, out_trade_no: &str) -> Result<(), String> {
        control::resend(&self.state, &Subject::Order(out_trade_no.to_owned())).await
    }

    /// Sends the last notification about a refund once more: same `id`, new signature.
    ///
    /// # Errors
    /// When there was none, or the merchant does not acknowledge it.
    pub async fn deliver_refund_again(&self, out_refund_no: &str) -> Result<(), String> {
        control::resend(&self.state, &Subject::Refund(out_refund_no.to_owned())).await
    }

    /// Decides what becomes of a refund, and sends its notification.
    ///
    /// # Errors
    /// When no refund has the number, or it has come to its end already.
    pub fn settle_refund(&self, out_refund_no: &str, status: RefundStatus) -> Result<(), String> {
        refunds::settle(&self.state, out_refund_no, status)
    }

    /// Refunds a paid order or sub order as a person does in the merchant console; gives the refund's number.
    ///
    /// # Errors
    /// When there is no such paid order, or less of it is left.
    pub fn refund_in_console(&self, out_trade_no: &str, refund: &ConsoleRefund) -> Result<String, String> {
        refunds::refund_in_console(&self.state, out_trade_no, refund)
    }

    /// Releases the notifications that [`Deliver::Hold`](crate::Deliver::Hold) held back.
    ///
    /// The newest goes first; gives their number.
    pub fn release_deliveries(&self) -> usize {
        self.state.delivery_queue.release()
    }

    /// Closes every unpaid order with this number, as its merchant could; false when there is none.
    pub fn close_order(&self, out_trade_no: &str) -> bool {
        self.state.orders().close(out_trade_no)
    }

    /// Makes the payment of every unpaid order with this number fail for good (PAYERROR); false when there is none.
    pub fn fail_payment(&self, out_trade_no: &str) -> bool {
        self.state.orders().fail(out_trade_no)
    }

    /// Stops the server and all deliveries, and waits until their tasks have ended.
    pub async fn stop(mut self) {
        for task in &mut self.tasks {
            task.abort();
            // The only error is the cancellation that was just asked for.
            let _ = task.await;
        }
    }
}

/// Delivers notifications. It trusts the system's certificate authorities, and Mozilla's list where there are none.
fn http_client() -> reqwest::Result<reqwest::Client> {
    let builder = || reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    builder().build().or_else(|_| {
        let roots = TLS_SERVER_ROOT_CERTS.iter().map(|root| reqwest::Certificate::from_der(root));
        builder().tls_certs_only(roots.collect::<reqwest::Result<Vec<_>>>()?).build()
    })
}

/// Where a client on this machine finds a listener: one that takes connections to any address is on the loopback too.
fn found(listener: SocketAddr) -> SocketAddr {
    match listener.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => (Ipv4Addr::LOCALHOST, listener.port()).into(),
        IpAddr::V6(ip) if ip.is_unspecified() => (Ipv6Addr::LOCALHOST, listener.port()).into(),
        _ => listener,
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sandbox").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}
