//! Settings without a fault, and the configuration that is made of them.

use qq_wxpay::{Config, Settings};

#[derive(Clone)]
pub(super) struct SetUp {
    pub(super) settings: Settings,
    pub(super) config: Config,
}

impl SetUp {
    /// Nothing, when they have a fault.
    pub(super) fn of(mut settings: Settings) -> Option<Self> {
        let config = settings.build().ok()?;
        // A client with a transport of its own has its token for itself unless it is told where it is kept: this one is to take the
        // token that the shop takes.
        if settings.token_store.is_none() && !config.is_sandbox() {
            settings.token_store = Some("file".to_owned());
        }
        let config = settings.build().ok()?;
        Some(Self { settings, config })
    }

    /// The same, so that nobody can ask QQ for anything.
    pub(super) fn without_qq(&self) -> Self {
        let mut settings = self.settings.clone();
        (settings.qq_appid, settings.qq_app_secret) = (None, None);
        let config = settings.build().unwrap_or_else(|_| self.config.clone());
        Self { settings, config }
    }

    /// Where the access token is kept.
    pub(super) fn store(&self) -> &str {
        self.settings.token_store.as_deref().unwrap_or("memory")
    }
}
