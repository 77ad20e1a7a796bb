//! Whom a notification is for: to choose among several merchants, with little work for what nobody signed.

use serde::Deserialize;

use super::MAXIMUM_NOTIFICATION_BYTES;
use super::register::{Place, Register, is_public_key};
use crate::config::Config;
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::protocol::encrypted_resource::{Resource, Sealed};
use crate::verify::SignatureHeaders;
use crate::wire::{json, xml};

/// Without a right signature no larger message is opened, in bytes: the largest that WeChat Pay sends have some kilobytes, and
/// anybody can send one that is for nobody.
const LARGEST_UNPROVEN: usize = 96 * 1024;

/// The APIv3 keys of so many merchants are tried before anybody has looked at the signature; of more, a forgery would cost more than that.
const FEW: usize = 64;

/// Finds the merchant of a notification, and counts what that cost.
#[derive(Debug, Default)]
pub(crate) struct Search {
    /// Signatures that were verified.
    pub(crate) verified: usize,
    /// Ciphertexts that were decoded.
    pub(crate) decoded: usize,
    /// Ciphertexts that a key was tried on as a whole.
    pub(crate) opened: usize,
    /// Whether WeChat Pay signed it, as far as anybody had to know.
    pub(crate) genuine: bool,
}

/// Whom a message is for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) place: Place,
    /// Others with the same merchant number that it may be for just as well: nothing in it tells them apart.
    pub(crate) others: Vec<Place>,
}

/// Merchant number and WeChat AppID, under each of their names; a refund or an echo lacks some.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Names {
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
    /// The merchant among those of the register. `now` in Unix seconds. Nothing is believed here.
    ///
    /// Of V2 it is the one that the message names. In V3 it is the one whose public key the message names; among several whose keys it
    /// names, the one whose APIv3 key opens it: that is authenticated, so no signature is verified for it. Signatures are verified
    /// first only where a forgery would cost more without: of large messages, and where more than 64 merchants share a key. Where no
    /// merchant knows the key that it names, or it names none, all APIv3 keys are tried on a small message.
    ///
    /// # Errors
    /// `Malformed`, `Signature` or `MERCHANT_NOT_REGISTERED`: it is for nobody.
    pub(crate) fn find(
        &mut self,
        register: &Register,
        headers: &Headers,
        body: &[u8],
        now: i64,
    ) -> Result<Found> {
        if body.len() > MAXIMUM_NOTIFICATION_BYTES {
            return Err(Error::sdk(&sdk_codes::NOTIFICATION_TOO_LARGE));
        }
        if xml::looks_like_xml(body) {
            return of_v2(register, body);
        }
        let Some(signed) = SignatureHeaders::find(headers)? else { return self.of_anybody(register, body) };
        signed.refuse_probe()?;
        let knowing = register.knowing(signed.serial());
        if knowing.is_empty() {
            return self.of_anybody(register, body);
        }
        // What the owner of a public key cannot read, the owner shall refuse.
        let owner = owner_of_key(register, signed.serial(), &knowing);
        if let (Some(_), [only]) = (owner, &knowing[..]) {
            return Ok(Found { place: *only, others: Vec::new() });
        }
        let found = self.of_knowing(register, &knowing, &signed, body, now);
        match owner {
            Some(owner) => found.or_else(|_| Ok(Found { place: owner, others: Vec::new() })),
            None => found,
        }
    }

    /// Of those who know the key that it names.
    fn of_knowing(
        &mut self,
        register: &Register,
        knowing: &[Place],
        signed: &SignatureHeaders<'_>,
        body: &[u8],
        now: i64,
    ) -> Result<Found> {
        if knowing.len() <= FEW
            && body.len() <= LARGEST_UNPROVEN
            && let Some(found) = self.opened_by(register, knowing, body)?
        {
            return Ok(found);
        }
        let candidates = self.verified_by(register, knowing, signed, body, now)?;
        // It is genuine: its merchant may not know the key yet that others know.
        let others = register.places().filter(|place| !candidates.contains(place));
        let order: Vec<Place> = candidates.iter().copied().chain(others).collect();
        self.opened_by(register, &order, body)?.ok_or_else(not_registered)
    }

    /// Of all of them, where nothing says who signed it.
    fn of_anybody(&mut self, register: &Register, body: &[u8]) -> Result<Found> {
        if body.len() > LARGEST_UNPROVEN {
            let detail = format!("{} bytes, and no merchant here knows who signed it", body.len());
            return Err(not_registered().with_detail(detail));
        }
        let all: Vec<Place> = register.places().collect();
        self.opened_by(register, &all, body)?.ok_or_else(not_registered)
    }

    /// Those whose own key verifies the signature, which is looked at once for each key.
    ///
    /// # Errors
    /// Why no key verifies it.
    fn verified_by(
        &mut self,
        register: &Register,
        knowing: &[Place],
        signed: &SignatureHeaders<'_>,
        body: &[u8],
        now: i64,
    ) -> Result<Vec<Place>> {
        let mut judged = Vec::new();
        let mut candidates = Vec::new();
        let mut refusal = None;
        for place in knowing {
            let Some(v3) = register.get(*place).and_then(|config| config.v3().ok()) else { continue };
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
                candidates.push(*place);
            }
        }
        self.genuine = !candidates.is_empty();
        match refusal {
            Some(error) if candidates.is_empty() => Err(error),
            _ => Ok(candidates),
        }
    }

    /// The first of these merchants whose own key opens it and that it names, if it names any.
    ///
    /// # Errors
    /// `Malformed`: it has no encrypted part.
    fn opened_by(&mut self, register: &Register, order: &[Place], body: &[u8]) -> Result<Option<Found>> {
        let envelope: Envelope = json::read(body)?;
        let sealed = envelope.resource.decoded("resource")?;
        self.decoded += 1;
        for place in order {
            let Some(config) = register.get(*place) else { continue };
            if let Some(names) = self.opens(config, &sealed) {
                let same = register.of_number(config.mchid()).filter(|(other, _)| other != place);
                let others = same.filter(|(_, other)| names.fit(other)).map(|(other, _)| other);
                return Ok(Some(Found { place: *place, others: others.collect() }));
            }
        }
        Ok(None)
    }

    /// Whom it names, if this merchant's own key opens it and it names no other.
    fn opens(&mut self, config: &Config, sealed: &Sealed<'_>) -> Option<Names> {
        let v3 = config.v3().ok()?;
        let mut keys = v3.api_keys.iter().filter(|key| sealed.may_open(key));
        keys.find_map(|key| {
            self.opened += 1;
            let plain = sealed.open(key).ok()?;
            json::read::<Names>(&plain).ok().filter(|names| names.fit(config))
        })
    }
}

/// The one that a message of V2 names.
fn of_v2(register: &Register, body: &[u8]) -> Result<Found> {
    let fields = xml::read(body, "xml")?;
    let (mchid, appid) = (fields.text("mch_id"), fields.text("appid"));
    let names = Names { mchid, appid, ..Names::default() };
    let named = names.merchant().into_iter().flat_map(|mchid| register.of_number(mchid));
    let mut fitting = named.filter(|(_, config)| names.fit(config)).map(|(place, _)| place);
    let place = fitting.next().ok_or_else(not_registered)?;
    Ok(Found { place, others: fitting.collect() })
}

/// The merchant that a public key belongs to: the first of those that know it, if all have the same number.
fn owner_of_key(register: &Register, serial: &str, knowing: &[Place]) -> Option<Place> {
    let mut numbers = knowing.iter().filter_map(|place| Some(register.get(*place)?.mchid()));
    let first = numbers.next().filter(|_| is_public_key(serial))?;
    numbers.all(|other| other == first).then(|| knowing[0])
}

fn not_registered() -> Error {
    Error::sdk(&sdk_codes::MERCHANT_NOT_REGISTERED)
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
#[path = "addressee_tests.rs"]
mod tests;
