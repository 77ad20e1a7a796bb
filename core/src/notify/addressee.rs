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

/// Merchant number and WeChat AppID, under each of their names; a refund or an echo lacks some.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Names {
    mchid: Option<String>,
    sp_mchid: Option<String>,
    combine_mchid: Option<String>,
    appid: Option<String>,
    sp_appid: Option<String>,
    combine_appid: Option<String>,
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
        let (mchid, appid) = (fields.text("mch_id"), fields.text("appid"));
        Ok(Self::V2(Names { mchid, appid, ..Names::default() }))
    }

    /// Whether it is for this merchant. In V3 that means that the merchant's own key opens it; still it may be an old
    /// message, and only the signature tells who wrote it.
    pub(crate) fn is(&self, config: &Config) -> bool {
        match self {
            Self::V2(names) => names.merchant().is_some() && names.fit(config),
            Self::V3(resource) => {
                let Ok(v3) = config.v3() else { return false };
                let Ok(plain) = resource.open(config, v3, "resource") else { return false };
                json::read::<Names>(&plain).is_ok_and(|names| names.fit(config))
            }
        }
    }
}

impl Names {
    /// A message may name a merchant besides the one that it is for: the provider and the initiator go first.
    fn merchant(&self) -> Option<&str> {
        self.combine_mchid.as_deref().or(self.sp_mchid.as_deref()).or(self.mchid.as_deref())
    }

    fn fit(&self, config: &Config) -> bool {
        let appid = self.combine_appid.as_deref().or(self.sp_appid.as_deref()).or(self.appid.as_deref());
        self.merchant().is_none_or(|found| found == config.mchid())
            && appid.is_none_or(|found| found == config.wechat_appid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merchant(json: &str) -> Option<String> {
        json::read::<Names>(json.as_bytes()).unwrap().merchant().map(str::to_owned)
    }

    #[test]
    fn the_one_who_signs_is_the_merchant_whatever_else_is_named() {
        assert_eq!(merchant(r#"{"mchid":"1"}"#).as_deref(), Some("1"));
        assert_eq!(merchant(r#"{"sp_mchid":"2","sub_mchid":"3","mchid":"1"}"#).as_deref(), Some("2"));
        assert_eq!(merchant(r#"{"combine_mchid":"4","mchid":"1"}"#).as_deref(), Some("4"));
        assert_eq!(merchant(r#"{"sub_mchid":"3"}"#), None);
    }
}
