//! The HTTP client that shows the merchant certificate: only V2 refunds need it, so it is made when first used.

use std::fmt;
use std::sync::OnceLock;

use crate::client::engine::http_client::{self, describe};
use crate::client::engine::transport::{TransportError, TransportErrorKind};
use crate::config::Config;
use crate::secret::Secret;

/// What such a client is made of, and the client once it is made.
pub(in crate::client) struct MutualTls {
    identity: Option<Secret>,
    root_certificate: Option<String>,
    /// It stays on this machine, so no proxy of the environment must see it.
    is_local: bool,
    client: OnceLock<reqwest::Client>,
}

impl MutualTls {
    pub(in crate::client) fn new(config: &Config) -> Self {
        Self {
            identity: config.client_identity().cloned(),
            root_certificate: config.root_certificate().map(str::to_owned),
            is_local: config.is_sandbox(),
            client: OnceLock::new(),
        }
    }

    /// The client, made by whoever comes first.
    pub(in crate::client) fn client(&self) -> Result<&reqwest::Client, TransportError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let made = self.make()?;
        Ok(self.client.get_or_init(|| made))
    }

    fn make(&self) -> Result<reqwest::Client, TransportError> {
        let unusable = |error| TransportError::new(TransportErrorKind::NoClientCertificate, describe(error));
        let Some(identity) = &self.identity else {
            let detail = String::new();
            return Err(TransportError::new(TransportErrorKind::NoClientCertificate, detail));
        };
        let identity = reqwest::Identity::from_pem(identity.expose().as_bytes()).map_err(unusable)?;
        // Given for the sandbox alone.
        let root = self.root_certificate.as_ref().map(|text| reqwest::Certificate::from_pem(text.as_bytes()));
        let root = root.transpose().map_err(unusable)?;
        http_client::make(|mut builder| {
            builder = builder.identity(identity.clone());
            if let Some(root) = &root {
                builder = builder.tls_certs_only([root.clone()]);
            }
            if self.is_local { builder.no_proxy() } else { builder }
        })
        .map_err(unusable)
    }
}

impl fmt::Debug for MutualTls {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("MutualTls").field("configured", &self.identity.is_some()).finish_non_exhaustive()
    }
}
