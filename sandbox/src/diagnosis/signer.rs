//! Who signed, and is it the text that has to be signed: the part that requests, notifications and replies of V3 share.

use md5::{Digest as _, Md5};
use rsa::RsaPublicKey;
use rsa::traits::PublicKeyParts as _;
use sha2::{Sha256, Sha384, Sha512};

use super::capture::Kind;
use super::causes::Cause;
use super::compare::Comparison;
use super::keys::{Keys, NamedKey, Owner};
use super::layouts::hexadecimal;
use super::recover::{Hash, Recovered, recover};
use super::search::{Found, IsSigned, Space};
use super::signature_text::{Reading, readings};
use super::verdict::{Finding, Signature, Text, Verdict};
use super::{causes, pss, serial};

/// What a message claims about its signature.
pub(super) struct Claim<'a> {
    pub(super) kind: Kind,
    /// Base64, as it stands in the header.
    pub(super) signature: &'a str,
    /// Serial number or ID of the key.
    pub(super) id: &'a str,
}

impl Claim<'_> {
    fn is_merchants(&self) -> bool {
        self.kind == Kind::V3Request
    }
}

/// Judges the signature; `more` looks further when the search in `space` finds nothing.
pub(super) fn judge(
    claim: &Claim<'_>,
    keys: &Keys,
    space: &Space,
    more: &dyn Fn(IsSigned<'_>) -> Option<Found>,
) -> Verdict {
    let right = space.right();
    let Some((key, reading, recovered)) = signer(claim, keys) else {
        let (signature, finding) = unknown(claim, keys, &right);
        let mut verdict = Verdict::new(claim.kind, signature, vec![finding]);
        verdict.comparison = Some(Comparison::expected_only(&right, &keys.secrets()));
        return verdict;
    };
    let is_signed = |text: &[u8]| signs(&recovered, text);
    let mut findings: Vec<Finding> = reading.damage.into_iter().collect();
    findings.extend(form_of(&recovered));
    findings.extend(wrong_key(claim, keys, key).or_else(|| spelt_otherwise(claim, keys)));
    let found = if is_signed(&right) {
        Some(Found { text: right.clone(), findings: Vec::new() })
    } else {
        space.find(&is_signed).or_else(|| more(&is_signed))
    };
    let comparison = match &found {
        Some(found) => Comparison::of(&right, &found.text, &keys.secrets()),
        None => Comparison::expected_only(&right, &keys.secrets()),
    };
    match found {
        Some(found) => findings.splice(0..0, found.findings).for_each(drop),
        // Another hash or a raw operation is a whole explanation by itself.
        None if form_of(&recovered).is_none() => findings.insert(0, unexplained(&recovered, key)),
        None => {}
    }
    let signature = if findings.is_empty() { Signature::Right } else { Signature::Wrong };
    let mut verdict = Verdict::new(claim.kind, signature, findings);
    verdict.key = Some(key.name.clone());
    verdict.comparison = Some(comparison);
    verdict
}

/// The key at hand that made the signature, in whatever state its text is.
fn signer<'a>(claim: &Claim<'_>, keys: &'a Keys) -> Option<(&'a NamedKey, Reading, Recovered)> {
    let mut order: Vec<&NamedKey> = keys.rsa.iter().collect();
    order.sort_by_key(|key| {
        let is_side = (key.owner == Owner::Merchant) == claim.is_merchants();
        (!is_side, !serial::is_same(&key.id, claim.id))
    });
    for reading in readings(claim.signature) {
        for key in &order {
            if let Some(recovered) = recover(&key.key, &reading.bytes) {
                return Some((key, reading, recovered));
            }
        }
    }
    None
}

/// What can be said when no key at hand made the signature.
fn unknown(claim: &Claim<'_>, keys: &Keys, right: &[u8]) -> (Signature, Finding) {
    let own: Vec<&NamedKey> = keys.rsa_of(claim.is_merchants()).collect();
    if own.is_empty() {
        return (Signature::Unchecked, Finding::new(&causes::NO_KEY_GIVEN));
    }
    let read = readings(claim.signature);
    let Some(strict) = read.iter().find(|reading| reading.damage.is_none()) else {
        return (Signature::Wrong, Finding::new(&causes::SIGNATURE_NOT_BASE64));
    };
    if let Some(key) = own.iter().find(|key| pss::verifies(&key.key, &strict.bytes, right)) {
        return (Signature::Wrong, Finding::with(&causes::SIGNATURE_PSS, Text::same(&key.name)));
    }
    if let Some(other) =
        own.iter().find(|key| keys.rsa_of(true).any(|merchants| is_same_key(&merchants.key, &key.key)))
        && !claim.is_merchants()
    {
        return (Signature::Wrong, Finding::with(&causes::OWN_KEY_AS_WECHAT_PAYS, Text::same(&other.name)));
    }
    if own.iter().all(|key| key.key.size() != strict.bytes.len()) {
        let length = strict.bytes.len();
        let detail = Text::new(format!("{length} bytes"), format!("{length} 字节"));
        return (Signature::Wrong, Finding::with(&causes::SIGNATURE_LENGTH, detail));
    }
    let cause = if claim.is_merchants() { &causes::KEY_NOT_AT_HAND } else { key_needed(claim.id, &own) };
    (Signature::Wrong, Finding::with(cause, named(claim.id, &own)))
}

/// WeChat Pay signs with its public key or with a platform certificate: perhaps only the other kind is at hand.
fn key_needed(id: &str, own: &[&NamedKey]) -> &'static Cause {
    let has = |owner: Owner| own.iter().any(|key| key.owner == owner);
    match id.starts_with("PUB_KEY_ID_") {
        true if !has(Owner::PublicKey) => &causes::PUBLIC_KEY_NEEDED,
        false if !id.is_empty() && !has(Owner::Platform) => &causes::PLATFORM_CERTIFICATE_NEEDED,
        _ => &causes::KEY_NOT_AT_HAND,
    }
}

/// Whether the key that the message names is at hand.
fn named(id: &str, own: &[&NamedKey]) -> Text {
    match own.iter().find(|key| serial::is_same(&key.id, id)) {
        Some(key) => Text::new(
            format!("it names {}, but that key did not make it", key.name),
            format!("它声明的是 {}，但不是该密钥所签", key.name),
        ),
        None => {
            let id: String = id.chars().filter(char::is_ascii_graphic).take(64).collect();
            Text::new(format!("it names {id}, which is not at hand"), format!("它声明的 {id} 不在手头"))
        }
    }
}

/// A signature that is of another form than SHA-256 in PKCS#1 v1.5.
fn form_of(recovered: &Recovered) -> Option<Finding> {
    match recovered {
        Recovered::Digest(Hash::Sha256, _) => None,
        Recovered::Digest(hash, _) => {
            Some(Finding::with(&causes::SIGNATURE_OTHER_HASH, Text::same(hash.name())))
        }
        Recovered::Raw(_) => Some(Finding::new(&causes::SIGNATURE_RAW)),
    }
}

/// The key made the signature, but is it the one that is named, and of the right side?
fn wrong_key(claim: &Claim<'_>, keys: &Keys, signer: &NamedKey) -> Option<Finding> {
    if (signer.owner == Owner::Merchant) != claim.is_merchants() {
        return Some(Finding::with(&causes::SIGNED_BY_ANOTHER_KEY, made_by(signer)));
    }
    let is_same = |key: &NamedKey| is_same_key(&key.key, &signer.key);
    let own = keys.rsa_of(claim.is_merchants());
    let named: Vec<_> = own.filter(|key| serial::is_same(&key.id, claim.id)).collect();
    if let Some(other) = named.iter().find(|key| key.is_certified && !is_same(key)) {
        return Some(Finding::with(&causes::SIGNED_BY_ANOTHER_KEY, instead_of(signer, other)));
    }
    if claim.id.is_empty() || named.iter().any(|key| is_same(key)) {
        return None;
    }
    if let Some(other) = named.first() {
        return Some(Finding::with(&causes::SIGNED_BY_ANOTHER_KEY, instead_of(signer, other)));
    }
    let own = keys.rsa.iter().find(|key| is_same(key) && !key.id.is_empty())?;
    let cause = if claim.is_merchants() { &causes::SERIAL_OF_OTHER_KEY } else { &causes::ID_OF_OTHER_KEY };
    let detail = Text::new(format!("{} is {}", own.name, own.id), format!("{} 对应 {}", own.name, own.id));
    Some(Finding::with(cause, detail))
}

/// The serial number is that of a key at hand, but WeChat Pay would not know it.
fn spelt_otherwise(claim: &Claim<'_>, keys: &Keys) -> Option<Finding> {
    let mut own = keys.rsa_of(claim.is_merchants()).filter(|key| serial::is_same(&key.id, claim.id));
    let detail = own.find_map(|key| serial::spelling(&key.id, claim.id))?;
    Some(Finding::with(&causes::SERIAL_WRITTEN_OTHERWISE, detail))
}

fn made_by(signer: &NamedKey) -> Text {
    Text::new(format!("made by {}", signer.name), format!("签名者是 {}", signer.name))
}

fn instead_of(signer: &NamedKey, named: &NamedKey) -> Text {
    Text::new(
        format!("made by {}, but it names {}", signer.name, named.name),
        format!("签名者是 {}，声明的却是 {}", signer.name, named.name),
    )
}

fn unexplained(recovered: &Recovered, key: &NamedKey) -> Finding {
    let digest = match recovered {
        Recovered::Digest(_, digest) | Recovered::Raw(digest) => hexadecimal(digest),
    };
    let digest = String::from_utf8(digest).unwrap_or_default();
    let detail = Text::new(
        format!("made by {}; the SHA-256 of the signed text is {digest}", key.name),
        format!("签名者是 {}；被签文本的 SHA-256 是 {digest}", key.name),
    );
    Finding::with(&causes::NOT_RECOGNISED, detail)
}

fn is_same_key(one: &RsaPublicKey, other: &RsaPublicKey) -> bool {
    one.n() == other.n() && one.e() == other.e()
}

/// Whether this is what was signed.
fn signs(recovered: &Recovered, text: &[u8]) -> bool {
    match recovered {
        Recovered::Digest(Hash::Sha256, digest) => Sha256::digest(text).as_slice() == digest,
        Recovered::Digest(Hash::Sha1, digest) => {
            use rsa_sha1::Digest as _;
            rsa_sha1::Sha1::digest(text).as_slice() == digest
        }
        Recovered::Digest(Hash::Md5, digest) => Md5::digest(text).as_slice() == digest,
        Recovered::Digest(Hash::Sha384, digest) => Sha384::digest(text).as_slice() == digest,
        Recovered::Digest(Hash::Sha512, digest) => Sha512::digest(text).as_slice() == digest,
        Recovered::Raw(content) => {
            let digest = Sha256::digest(text);
            content == text
                || content == digest.as_slice()
                || content.eq_ignore_ascii_case(&hexadecimal(&digest))
        }
    }
}
