//! With whose keys notifications are signed.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::LazyLock;

use super::credentials::{API_V2_KEY, API_V3_KEY, PUBLIC_KEY_ID, wechat_pay};
use crate::identity;
use crate::keys::KeyPair;
use crate::persistence::Kept;
use crate::wechat::v3::Signer;

/// The keys of WeChat Pay and of a merchant: those of the test kit, or those of a sandbox that keeps its own.
///
/// ```
/// use qq_wxpay_sandbox::testing::{Changes, Kind, Order, Wallet};
///
/// let paid = Wallet::fixed().signed_notification(Kind::Payment, &Order::new("SHOP-1", 100), &Changes::default())?;
/// # let _ = paid;
/// # Ok::<_, qq_wxpay_sandbox::testing::TestingError>(())
/// ```
pub struct Wallet(Keys);

enum Keys {
    Fixed,
    Kept(Box<KeptKeys>),
}

struct KeptKeys {
    wechat_pay: KeyPair,
    api_v3_key: String,
    api_v2_key: String,
}

/// The ID of the public key of a sandbox with the usual merchant number.
fn own_public_key_id() -> &'static str {
    static ID: LazyLock<String> = LazyLock::new(|| identity::public_key_id(identity::MCHID));
    &ID
}

impl Wallet {
    /// The keys of the test kit, which everybody has.
    #[must_use]
    pub fn fixed() -> Self {
        Self(Keys::Fixed)
    }

    /// The keys of a sandbox that keeps them in this file ([`crate::Options::keep`]).
    ///
    /// # Errors
    /// When there is no such file, or it holds something else.
    pub fn kept(path: &Path) -> io::Result<Self> {
        let kept = Kept::read(path)?;
        let keys = KeyPair::from_pem(&kept.wechat_pay_key).expect("a file that was read holds whole keys");
        Ok(Self(Keys::Kept(Box::new(KeptKeys {
            wechat_pay: keys,
            api_v3_key: kept.api_v3_key,
            api_v2_key: kept.api_v2_key,
        }))))
    }

    pub(super) fn signer(&self) -> Signer<'_> {
        match &self.0 {
            Keys::Fixed => Signer { keys: wechat_pay(), serial: PUBLIC_KEY_ID },
            Keys::Kept(kept) => Signer { keys: &kept.wechat_pay, serial: own_public_key_id() },
        }
    }

    pub(super) fn public_key_id(&self) -> &str {
        match &self.0 {
            Keys::Fixed => PUBLIC_KEY_ID,
            Keys::Kept(_) => own_public_key_id(),
        }
    }

    pub(super) fn api_v3_key(&self) -> &str {
        match &self.0 {
            Keys::Fixed => API_V3_KEY,
            Keys::Kept(kept) => &kept.api_v3_key,
        }
    }

    pub(super) fn api_v2_key(&self) -> &str {
        match &self.0 {
            Keys::Fixed => API_V2_KEY,
            Keys::Kept(kept) => &kept.api_v2_key,
        }
    }
}

impl fmt::Debug for Wallet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            Keys::Fixed => "Wallet::fixed",
            Keys::Kept(_) => "Wallet::kept",
        })
    }
}
