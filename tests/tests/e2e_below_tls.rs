//! TLS that does not hold, and names that do not exist: no connection, so nothing was sent, and that is what is told.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::io::Read as _;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use qq_wxpay::model::{OrderId, RequestFromJson as _};
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay::{Error, QqWxPay, Retry, Settings};
use qq_wxpay_sandbox::{Options, Sandbox};
use qq_wxpay_tests::cases;
use qq_wxpay_tests::shop::settings;
use qq_wxpay_tests::with;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// The folder of the certificates, set in the process that trusts their authority: the variables are read when a client is made.
const INNER: &str = "TESTS_WITH_AUTHORITY";

/// When a call has ended on the busiest machine.
const ENDED: Duration = Duration::from_secs(60);

/// The error of a query at this base address.
async fn error_at(base: &str) -> Error {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    error_of(with(settings(&sandbox), |settings| settings.wechat_base_url = Some(base.to_owned()))).await
}

/// The error of a query with these settings.
async fn error_of(settings: Settings) -> Error {
    let retry = with(RetryPolicy::default(), |retry| {
        retry.attempt_timeout = Duration::from_secs(5);
        retry.deadline = Duration::from_secs(10);
    });
    let pay = QqWxPay::builder(settings.build().unwrap()).retry(retry).build().unwrap();
    let begin = Instant::now();
    let error = pay.query_order(&OrderId::OutTradeNo("TLS-1".to_owned())).await.unwrap_err();
    assert!(begin.elapsed() < ENDED, "it took {:?}", begin.elapsed());
    error
}

fn is_not_connected(error: &Error) {
    assert_eq!((error.code(), error.retry()), ("NOT_CONNECTED", Retry::SameRequest), "{error}");
    assert!(!error.to_string().contains("Start the sandbox"), "somebody listens there: {error}");
}

/// An authority, and what it signs.
struct Authority(Issuer<'static, KeyPair>);

impl Authority {
    /// Its certificate goes to this file.
    fn new(file: &Path) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut authority = CertificateParams::new(Vec::<String>::new()).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        std::fs::write(file, authority.self_signed(&key).unwrap().pem()).unwrap();
        Self(Issuer::new(authority, key))
    }

    /// A server for this name, until this year. It answers nobody.
    async fn serves(&self, name: &str, until: i32) -> SocketAddr {
        let key = KeyPair::generate().unwrap();
        let own = with(CertificateParams::new(vec![name.to_owned()]).unwrap(), |own| {
            own.not_before = rcgen::date_time_ymd(2020, 1, 1);
            own.not_after = rcgen::date_time_ymd(until, 1, 1);
        });
        let chain = vec![own.signed_by(&key, &self.0).unwrap().der().clone()];
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
        let config =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(chain, key).unwrap();
        let (acceptor, listener) = (
            TlsAcceptor::from(Arc::new(config)),
            tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap(),
        );
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // The connection ends once the handshake is at its end, whichever.
                drop(acceptor.accept(stream).await);
            }
        });
        address
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_does_not_fit_ends_the_call_before_anything_is_sent() {
    if let Some(folder) = std::env::var_os(INNER) {
        return refused(&PathBuf::from(folder)).await;
    }
    let folder = std::env::temp_dir().join(format!("qq-wxpay-tls-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let authority = Authority::new(&folder.join("root.pem"));
    let right = authority.serves("127.0.0.1", 2040).await;
    let expired = authority.serves("127.0.0.1", 2021).await;
    let other = authority.serves("pay.example.com", 2040).await;
    std::fs::write(folder.join("addresses"), format!("{right} {expired} {other}")).unwrap();
    let mut inner = Command::new(std::env::current_exe().unwrap());
    inner.args(["--exact", "a_certificate_that_does_not_fit_ends_the_call_before_anything_is_sent"]);
    inner.env(INNER, &folder).env("SSL_CERT_FILE", folder.join("root.pem"));
    let output = tokio::task::spawn_blocking(move || inner.output()).await.unwrap().unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

async fn refused(folder: &Path) {
    let addresses = std::fs::read_to_string(folder.join("addresses")).unwrap();
    let [right, expired, other] = addresses.split(' ').collect::<Vec<_>>().try_into().unwrap();
    for (address, why) in [(expired, "certificate expired"), (other, "not valid for name")] {
        let error = error_at(&format!("https://{address}")).await;
        is_not_connected(&error);
        assert!(error.to_string().contains(why), "{error}");
    }
    // The one that fits is believed: what ends the call is that it hangs up.
    assert_eq!(error_at(&format!("https://{right}")).await.code(), "CONNECTION_LOST");
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_that_breaks_off_or_never_answers_is_no_connection() {
    for is_silent in [false, true] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("https://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let mut kept = Vec::new();
            for mut stream in listener.incoming().map_while(Result::ok) {
                // The greeting has come: in the middle of the handshake it hangs up, or says no more.
                let _ = stream.read(&mut [0; 64]);
                kept.extend(is_silent.then_some(stream));
            }
        });
        let error = error_at(&base).await;
        assert_eq!(error.retry(), Retry::SameRequest, "{error}");
        assert!(["NOT_CONNECTED", "TIMED_OUT"].contains(&error.code()), "{error}");
        assert!(!error.to_string().contains("Start the sandbox"), "somebody listens there: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_does_not_exist_is_told() {
    let mut settings = cases::all().remove(0).inputs["settings"].clone();
    for name in ["qq_base_url", "wechat_base_url"] {
        settings[name] = "https://pay.invalid".into();
    }
    let error = error_of(Settings::from_json(&settings.to_string()).unwrap()).await;
    is_not_connected(&error);
    assert!(error.to_string().contains("DNS"), "{error}");
    assert!(!error.to_string().contains("pay.invalid"), "the address is nobody's business: {error}");
}
