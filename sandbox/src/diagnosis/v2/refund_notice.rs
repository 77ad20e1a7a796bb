//! The refund notification of V2: unsigned, so that all depends on whether the V2 key opens it.

use aes::cipher::{Block, BlockCipherDecrypt, BlockSizeUser, KeyInit as _};
use aes::{Aes128, Aes256};
use md5::{Digest as _, Md5};

use super::digest::hexadecimal;
use super::message::Message;
use super::other_bodies;
use crate::diagnosis::capture::Capture;
use crate::diagnosis::causes;
use crate::diagnosis::keys::{Keys, NamedText};
use crate::diagnosis::signature_text::{self, Reading};
use crate::diagnosis::verdict::{Finding, Signature, Text, Verdict};

/// How the content begins when it was opened rightly.
const ROOT: &[u8] = b"<root>";

pub(in crate::diagnosis) fn examine(capture: &Capture, keys: &Keys) -> Verdict {
    let verdict = |signature, findings| Verdict::new(capture.kind, signature, findings);
    let Some(message) = Message::read(&capture.body) else {
        return verdict(Signature::Missing, vec![other_bodies::unreadable(&capture.body)]);
    };
    let Some(info) = message.value("req_info").filter(|info| !info.is_empty()) else {
        return verdict(Signature::Missing, vec![Finding::new(&causes::REFUND_INFO_MISSING)]);
    };
    if keys.api_v2.is_empty() {
        return verdict(Signature::Unchecked, vec![Finding::new(&causes::NO_KEY_GIVEN)]);
    }
    let mut result = judged(capture, info, keys);
    if let (Some(own), Some(mchid)) = (&keys.mchid, message.value("mch_id"))
        && own != mchid.trim()
    {
        result.add(Finding::new(&causes::V2_MCH_ID_OF_ANOTHER));
    }
    result
}

fn judged(capture: &Capture, info: &str, keys: &Keys) -> Verdict {
    let readings = signature_text::readings(info.trim());
    let tries = tries(keys);
    for reading in &readings {
        for (key, form, finding) in &tries {
            let Some(state) = open(form, &reading.bytes) else { continue };
            let mut findings: Vec<Finding> = finding.iter().cloned().collect();
            let is_damaged = reading.damage.is_some() || state == State::Cut;
            findings.extend(is_damaged.then(|| damage(reading, state)));
            let signature = if findings.is_empty() { Signature::Right } else { Signature::Wrong };
            let mut verdict = Verdict::new(capture.kind, signature, findings);
            verdict.opened_by = Some(key.name.clone());
            return verdict;
        }
    }
    let is_whole = readings
        .first()
        .is_some_and(|reading| reading.damage.is_none() && reading.bytes.len().is_multiple_of(16));
    let cause = if is_whole { &causes::REFUND_KEY_WRONG } else { &causes::REFUND_INFO_DAMAGED };
    Verdict::new(capture.kind, Signature::Wrong, vec![Finding::new(cause)])
}

fn damage(reading: &Reading, state: State) -> Finding {
    let detail = reading.damage.as_ref().and_then(|finding| finding.detail.clone());
    let cut = || Text::new("its end is missing or changed", "末尾缺失或被改动");
    match detail {
        Some(detail) if state == State::Whole => Finding::with(&causes::REFUND_INFO_DAMAGED, detail),
        _ => Finding::with(&causes::REFUND_INFO_DAMAGED, cut()),
    }
}

/// The right key first, then all others and other forms of them.
fn tries(keys: &Keys) -> Vec<(&NamedText, Vec<u8>, Option<Finding>)> {
    let lower = |text: &str| hexadecimal(&Md5::digest(text.as_bytes())).into_bytes();
    let mut tries = Vec::new();
    for key in &keys.api_v2 {
        tries.push((key, lower(&key.text), None));
    }
    for key in &keys.api_v3 {
        let finding = Finding::with(&causes::REFUND_KEY_OTHER, Text::same(&key.name));
        tries.push((key, lower(&key.text), Some(finding)));
    }
    for key in keys.api_v2.iter().chain(&keys.api_v3) {
        let bare = key.text.trim_matches(|one: char| one.is_whitespace() || "\u{FEFF}\"'".contains(one));
        for form in [
            bare.to_owned(),
            bare.to_lowercase(),
            bare.to_uppercase(),
            format!("{bare}\n"),
            format!("{bare} "),
        ] {
            let finding = Finding::with(
                &causes::REFUND_KEY_OTHER,
                Text::new(
                    format!("{} with other white space or case", key.name),
                    format!("{}，空白或大小写不同", key.name),
                ),
            );
            tries.push((key, lower(&form), Some(finding)));
        }
        for form in [
            lower(&key.text).to_ascii_uppercase(),
            Md5::digest(key.text.as_bytes()).to_vec(),
            key.text.as_bytes().to_vec(),
        ] {
            tries.push((key, form, Some(Finding::with(&causes::REFUND_KEY_FORM, Text::same(&key.name)))));
        }
    }
    tries
}

/// What a right key finds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Whole,
    /// It begins as it should, and does not end so.
    Cut,
}

/// Decrypts AES-ECB; `None` unless what comes out begins as the content does.
fn open(key: &[u8], bytes: &[u8]) -> Option<State> {
    let text = match key.len() {
        32 => decrypted(&Aes256::new_from_slice(key).ok()?, bytes),
        16 => decrypted(&Aes128::new_from_slice(key).ok()?, bytes),
        _ => return None,
    };
    if !text.starts_with(ROOT) {
        return None;
    }
    let padding = usize::from(*text.last()?);
    let is_padded = (1..=16).contains(&padding) && text.ends_with(&vec![text[text.len() - 1]; padding]);
    let is_whole = is_padded
        && bytes.len().is_multiple_of(16)
        && text[..text.len() - padding].trim_ascii_end().ends_with(b"</root>");
    Some(if is_whole { State::Whole } else { State::Cut })
}

fn decrypted<C: BlockCipherDecrypt + BlockSizeUser>(cipher: &C, bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    for chunk in bytes.chunks_exact(C::block_size()) {
        let Ok(mut block) = Block::<C>::try_from(chunk) else { continue };
        cipher.decrypt_block(&mut block);
        text.extend_from_slice(&block);
    }
    text
}
