//! Whom a notification is for: to choose among several merchants, with little work for what nobody signed.

use serde::Deserialize;

use super::MAXIMUM_NOTIFICATION_BYTES;
use crate::config::Config;
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::protocol::encrypted_resource::{Resource, Sealed};
use crate::verify::SignatureHeaders;
use crate::wire::{json, xml};

/// Without a right signature no larger message is opened, in bytes: the largest that WeChat Pay sends have some kilobytes, and
/// anybody can send one that is for nobody.
const LARGEST_UNPROVEN: usize = 96 * 1024;

/// Finds the merchant of a notification, and counts what that cost.
#[derive(Debug, Default)]
pub(crate) struct Search {
    /// Signatures that were verified.
    pub(crate) verified: usize,
    /// Ciphertexts that were decoded.
    pub(crate) decoded: usize,
    /// Ciphertexts that a key was tried on as a whole.
    pub(crate) opened: usize,
    /// Whether WeChat Pay signed it, as one of the merchants knows.
    pub(crate) genuine: bool,
}

/// Merchant number and WeChat AppID, under each of their names; a refund or an echo lacks some.
#[derive(Default, Deserialize)]
#[serde(default)]
struct FieldCase {
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

impl Search {
    /// The place of the merchant among `merchants`. `now` in Unix seconds.
    ///
    /// Of V2 it is the one that the message names. In V3 the signature is looked at first, with each merchant's own keys but each
    /// key once; then the APIv3 keys are tried, of those merchants alone whose keys verified it. Where no merchant knows the
    /// key that it names, or it names none, all APIv3 keys are tried on a small message. Nothing is believed here.
    ///
    /// # Errors
    /// `Malformed`, `Signature` or `MERCHANT_NOT_REGISTERED`: it is for nobody.
    pub(crate) fn find(
        &mut self,
        merchants: &[&Config],
        headers: &Headers,
        body: &[u8],
        now: i64,
    ) -> Result<usize> {
        if body.len() > MAXIMUM_NOTIFICATION_BYTES {
            return Err(Error::sdk(&sdk_codes::NOTIFICATION_TOO_LARGE));
        }
        if xml::looks_like_xml(body) {
            let fields = xml::read(body, "xml")?;
            let (mchid, appid) = (fields.text("mch_id"), fields.text("appid"));
            let names = FieldCase { mchid, appid, ..FieldCase::default() };
            let found = names.merchant().and_then(|_| merchants.iter().position(|own| names.fit(own)));
            return found.ok_or_else(not_registered);
        }
        let signed = SignatureHeaders::find(headers)?;
        let mut owner = None;
        let candidates = match &signed {
            Some(signed) => {
                signed.refuse_probe()?;
                let knowing = knowing(merchants, signed.serial());
                // A public key is one merchant's own; what its owner cannot read the owner shall refuse.
                owner = match knowing[..] {
                    [only] if signed.serial().starts_with("PUB_KEY_ID_") => Some(only),
                    _ => None,
                };
                match self.verified_by(merchants, &knowing, signed, body, now) {
                    Err(error) => return owner.ok_or(error),
                    Ok(candidates) => candidates,
                }
            }
            None => Vec::new(),
        };
        let candidates = match candidates.is_empty() {
            false => candidates,
            true if body.len() > LARGEST_UNPROVEN => {
                let detail = format!("{} bytes, and no merchant here knows who signed it", body.len());
                return Err(not_registered().with_detail(detail));
            }
            true => (0..merchants.len()).collect(),
        };
        let envelope: Envelope = json::read(body)?;
        let sealed = envelope.resource.decoded("resource")?;
        self.decoded += 1;
        // Of a message that is genuine its merchant may not know the key yet that others know.
        let others = (0..merchants.len()).filter(|index| self.genuine && !candidates.contains(index));
        let order: Vec<usize> = candidates.iter().copied().chain(others).collect();
        let found = order.into_iter().find(|index| self.opens(merchants[*index], &sealed));
        found.or(owner).ok_or_else(not_registered)
    }

    /// Those whose own key verifies the signature; none when nobody knows the key.
    fn verified_by(
        &mut self,
        merchants: &[&Config],
        knowing: &[usize],
        signed: &SignatureHeaders<'_>,
        body: &[u8],
        now: i64,
    ) -> Result<Vec<usize>> {
        let mut judged = Vec::new();
        let mut candidates = Vec::new();
        let mut refusal = None;
        for index in knowing {
            let Ok(v3) = merchants[*index].v3() else { continue };
            let keys = v3.trust.keys();
            let Some(key) = keys.key(signed.serial()) else { continue };
            let known = judged.iter().find(|(other, _)| other == key).map(|(_, verified)| *verified);
            let verified = known.unwrap_or_else(|| {
                self.verified += 1;
                let result = keys.verify(signed, body, now);
                let verified = result.is_ok();
                refusal = result.err().or(refusal.take());
                judged.push((key.clone(), verified));
                verified
            });
            if verified {
                candidates.push(*index);
            }
        }
        self.genuine = !candidates.is_empty();
        match refusal {
            Some(error) if candidates.is_empty() => Err(error),
            _ => Ok(candidates),
        }
    }

    /// Whether it is for this merchant: the merchant's own key opens it, and it names no other.
    fn opens(&mut self, config: &Config, sealed: &Sealed<'_>) -> bool {
        let Ok(v3) = config.v3() else { return false };
        let mut keys = v3.api_keys.iter().filter(|key| sealed.may_open(key));
        keys.any(|key| {
            self.opened += 1;
            let opened = sealed.open(key);
            opened.is_ok_and(|plain| json::read::<FieldCase>(&plain).is_ok_and(|names| names.fit(config)))
        })
    }
}

/// The merchants that know the key of this serial.
fn knowing(merchants: &[&Config], serial: &str) -> Vec<usize> {
    let knows = |config: &Config| config.v3().is_ok_and(|v3| v3.trust.keys().knows(serial));
    (0..merchants.len()).filter(|index| knows(merchants[*index])).collect()
}

fn not_registered() -> Error {
    Error::sdk(&sdk_codes::MERCHANT_NOT_REGISTERED)
}

impl FieldCase {
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
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;
    use crate::config::Settings;
    use crate::crypto::{RsaProvider, Signer};
    use crate::model::RequestFromJson as _;

    const MERCHANTS: usize = 1000;

    struct Nobody;

    impl Signer for Nobody {
        fn sign_sha256_rsa(&self, _: &[u8]) -> Result<Vec<u8>> {
            Ok(Vec::new())
        }
    }

    fn generated() -> Value {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/generated_merchant.json");
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }

    /// A thousand merchants of which the last is the one of the cases. The others have its public key, under IDs of their own
    /// unless they share it.
    fn merchants(share: bool) -> Vec<Config> {
        let mut settings = generated()["settings"].clone();
        settings.as_object_mut().unwrap().remove("merchant_private_key");
        settings["merchant_serial"] = json!("5157F09EFDC096DE15EBE81A47057A7232F1B8E1");
        let of = |index: usize| {
            let mut own = settings.clone();
            if index + 1 < MERCHANTS {
                own["api_v3_key"] = json!(format!("{index:032}"));
                own["mchid"] = json!(format!("19{index:08}"));
                if !share {
                    own["public_key_id"] = json!(format!("PUB_KEY_ID_{index:016}"));
                }
            }
            let own = Settings::from_json(&own.to_string()).unwrap();
            own.build_with(RsaProvider::default(), Some(Arc::new(Nobody))).unwrap()
        };
        (0..MERCHANTS).map(of).collect()
    }

    fn search(all: &[Config], headers: &[(&str, &str)], body: &[u8], now: i64) -> (Result<usize>, Search) {
        let mut search = Search::default();
        let all: Vec<&Config> = all.iter().collect();
        let found = search.find(&all, &headers.iter().copied().collect(), body, now);
        (found, search)
    }

    fn forged(bytes: usize) -> Vec<u8> {
        let ciphertext = "QUFB".repeat(bytes / 4);
        let resource = json!({
            "algorithm": "AEAD_AES_256_GCM", "nonce": "abcdefghijkl", "associated_data": "transaction",
            "original_type": "transaction", "ciphertext": ciphertext,
        });
        json!({ "id": "1", "event_type": "TRANSACTION.SUCCESS", "resource": resource })
            .to_string()
            .into_bytes()
    }

    fn signed(serial: &str) -> [(&str, &str); 4] {
        let signature = "QUFB";
        [
            ("Wechatpay-Timestamp", "1722850421"),
            ("Wechatpay-Nonce", "n"),
            ("Wechatpay-Serial", serial),
            ("Wechatpay-Signature", signature),
        ]
    }

    #[test]
    fn a_forged_message_costs_no_key_but_one() {
        let (all, large) = (merchants(false), forged(1 << 20));
        let counted = |search: &Search| (search.verified, search.decoded, search.opened, search.genuine);
        let of_one = signed("PUB_KEY_ID_0000000000000500");
        let (found, search) = search_of(&all, &of_one, &large);
        assert_eq!((found.unwrap(), counted(&search)), (500, (1, 0, 0, false)), "its owner shall refuse it");
        for headers in [signed("PUB_KEY_ID_0000000000009999").to_vec(), signed("AB12").to_vec(), Vec::new()] {
            let (found, search) = search_of(&all, &headers, &large);
            assert_eq!(found.unwrap_err().code(), "MERCHANT_NOT_REGISTERED");
            assert_eq!(counted(&search), (0, 0, 0, false));
        }
        // What is small enough is decoded once, and a few keys get further than its first block.
        let (found, search) = search_of(&all, &[], &forged(64 * 1024));
        assert_eq!(found.unwrap_err().code(), "MERCHANT_NOT_REGISTERED");
        assert_eq!((search.verified, search.decoded), (0, 1));
        assert!(search.opened < MERCHANTS / 20, "{search:?}");
        // A key that all of them share is looked at once.
        let all = merchants(true);
        let shared = all[0].0.v3.as_ref().unwrap().trust.requested_serial().unwrap().to_owned();
        let (found, search) = search_of(&all, &signed(&shared), &large);
        assert_eq!(found.unwrap_err().code(), "SIGNATURE_WRONG");
        assert_eq!(counted(&search), (1, 0, 0, false));
    }

    fn search_of(all: &[Config], headers: &[(&str, &str)], body: &[u8]) -> (Result<usize>, Search) {
        search(all, headers, body, 1_722_850_421)
    }

    #[test]
    fn a_genuine_one_is_found_among_a_thousand() {
        let paid = generated();
        let paid = &paid["notification"];
        let headers = paid["headers"].as_object().unwrap().iter();
        let headers: Vec<(&str, &str)> = headers.map(|(n, v)| (n.as_str(), v.as_str().unwrap())).collect();
        let (body, now) = (paid["body"].as_str().unwrap().as_bytes(), paid["now"].as_i64().unwrap());
        for share in [true, false] {
            let all = merchants(share);
            let (found, search) = search(&all, &headers, body, now);
            assert_eq!(found.unwrap(), MERCHANTS - 1);
            assert_eq!((search.verified, search.decoded, search.genuine), (1, 1, true));
            assert!(search.opened < MERCHANTS / 20, "{search:?}");
            let (found, search) = search_of(&all, &[], body);
            assert_eq!(found.unwrap(), MERCHANTS - 1, "without its signature headers");
            assert!(search.opened < MERCHANTS / 20 && !search.genuine, "{search:?}");
        }
    }

    fn merchant(json: &str) -> Option<String> {
        json::read::<FieldCase>(json.as_bytes()).unwrap().merchant().map(str::to_owned)
    }

    #[test]
    fn the_one_who_signs_is_the_merchant_whatever_else_is_named() {
        assert_eq!(merchant(r#"{"mchid":"1"}"#).as_deref(), Some("1"));
        assert_eq!(merchant(r#"{"sp_mchid":"2","sub_mchid":"3","mchid":"1"}"#).as_deref(), Some("2"));
        assert_eq!(merchant(r#"{"combine_mchid":"4","mchid":"1"}"#).as_deref(), Some("4"));
        assert_eq!(merchant(r#"{"sub_mchid":"3"}"#), None);
    }
}
