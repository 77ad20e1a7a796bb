//! What every HTTP client of ours does and does not do, and whom its TLS trusts.

use std::io;
use std::time::Duration;

use reqwest::{Certificate, Client, ClientBuilder};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

use crate::client::engine::transport::system_cause;

#[cfg(not(any(feature = "aws-lc-rs", feature = "ring")))]
compile_error!(
    "the feature `reqwest` of qq-wxpay needs TLS: enable `aws-lc-rs` (default), or `ring` beside `rustcrypto`"
);

/// The client, with what is asked for beside. It trusts the system's certificate authorities; where a machine has none, as slim
/// images and a wrong `SSL_CERT_FILE` do, Mozilla's list, which this library brings.
pub(in crate::client) fn make(more: impl Fn(ClientBuilder) -> ClientBuilder) -> reqwest::Result<Client> {
    // Without AWS-LC reqwest knows the provider of the process only; one that the host chose stays.
    #[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = || more(usual());
    builder().build().or_else(|_| {
        let made = builder().tls_certs_only(bundled()?).build()?;
        tracing::warn!(
            "this machine has no CA certificates (SSL_CERT_FILE, SSL_CERT_DIR, package ca-certificates): \
             TLS is checked against Mozilla's list, as it was when this library was built"
        );
        Ok(made)
    })
}

fn usual() -> ClientBuilder {
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(5))
        .referer(false)
        // reqwest repeats some requests by itself; here the policy of this crate decides, with a new signature.
        .retry(reqwest::retry::never())
}

fn bundled() -> reqwest::Result<Vec<Certificate>> {
    TLS_SERVER_ROOT_CERTS.iter().map(|root| Certificate::from_der(root)).collect()
}

/// What the system said, when it was the system; it says nothing of an address.
pub(in crate::client) fn of_the_system(error: &reqwest::Error) -> Option<io::Error> {
    system_cause(error)?.raw_os_error().map(io::Error::from_raw_os_error)
}

/// The innermost cause, such as "connection refused". The outer texts carry the address, and its query the access token.
pub(in crate::client) fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
