//! Whom a notification is for, as long as nothing of it is verified: to choose among several merchants.

use serde::Deserialize;

use super::MAXIMUM_NOTIFICATION_BYTES;
use crate::config::Config;
use crate::error::{Error, Result, sdk_codes};
use crate::resource::Resource;
use crate::wire::{json, xml};

/// What a notification shows of its merchant before it is verified.
pub(crate) enum Addressee {
    /// V2 names it.
    V2(Names),
    /// V3 names it inside what its APIv3 key opens.
    V3(Resource),
}

/// Merchant number and WeChat AppID, under any of their names; a refund or an echo lacks some.
#[derive(Deserialize)]
pub(crate) struct Names {
    #[serde(default, alias = "sp_mchid", alias = "combine_mchid", alias = "mch_id")]
    mchid: Option<String>,
    #[serde(default, alias = "sp_appid", alias = "combine_appid")]
    appid: Option<String>,
}

#[derive(Deserialize)]
struct Envelope {
    resource: Resource,
}

impl Addressee {
    /// Reads the outside of a notification, once for all merchants.
    ///
    /// # Errors
    /// `Malformed`: it is for nobody.
    pub(crate) fn read(body: &[u8]) -> Result<Self> {
        if body.len() > MAXIMUM_NOTIFICATION_BYTES {
            return Err(Error::sdk(&sdk_codes::NOTIFICATION_TOO_LARGE));
        }
        if !xml::looks_like_xml(body) {
            return json::read::<Envelope>(body).map(|envelope| Self::V3(envelope.resource));
        }
        let fields = xml::read(body, "xml")?;
        Ok(Self::V2(Names { mchid: fields.text("mch_id"), appid: fields.text("appid") }))
    }

    /// Whether it is for this merchant. In V3 that means that the merchant's own key opens it; still it may be an old
    /// message, and only the signature tells who wrote it.
    pub(crate) fn is(&self, config: &Config) -> bool {
        match self {
            Self::V2(names) => names.mchid.is_some() && names.fit(config),
            Self::V3(resource) => {
                let Ok(v3) = config.v3() else { return false };
                let Ok(plain) = resource.open(config, v3, "resource") else { return false };
                json::read::<Names>(&plain).is_ok_and(|names| names.fit(config))
            }
        }
    }
}

impl Names {
    fn fit(&self, config: &Config) -> bool {
        let same = |found: &Option<String>, own: &str| found.as_deref().is_none_or(|found| found == own);
        same(&self.mchid, config.mchid()) && same(&self.appid, config.wechat_appid())
    }
}
