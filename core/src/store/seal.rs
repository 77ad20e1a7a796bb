//! What is kept outside of this process is encrypted, with a key that only those have who know the AppSecret.

use std::fmt;

use getrandom::fill;

use crate::config::Config;
use crate::crypto::aead::Aes256GcmKey;
use crate::crypto::digest;
use crate::error::{Error, Result, sdk_codes};

/// What a kept value begins with, before the number of its format.
const MAGIC: &str = "qq-wxpay-store ";

/// The format that this version writes.
const FORMAT: u32 = 1;

const NONCE: usize = 12;

/// So many bytes are read of a kept value; a token with its times has less than a tenth.
pub(super) const LARGEST: usize = 64 * 1024;

/// Encrypts and names what belongs to one mini program at one address of QQ: production and sandbox, or two AppSecrets, never read
/// each other's.
pub(super) struct Seal {
    name: String,
    key: Aes256GcmKey,
}

/// What became of opening a kept value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opened {
    Value(Vec<u8>),
    /// There is none, or nothing that could be read: it is replaced.
    Absent,
}

impl Seal {
    /// The seal of the mini program of this configuration; `None` when it has no AppSecret.
    pub(super) fn of(config: &Config) -> Option<Self> {
        let qq = config.0.qq.as_ref()?;
        let secret = qq.app_secret.as_ref()?.expose().as_bytes();
        // Length before text: no two triples become one text.
        let (base, appid) = (config.0.qq_base.as_str(), &qq.appid);
        let whose = format!("{}:{base}{}:{appid}", base.len(), appid.len());
        let derive =
            |purpose: &str| digest::hmac_sha256(secret, format!("qq-wxpay {purpose} {whose}").as_bytes());
        let name = derive("name")[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        Some(Self { name, key: Aes256GcmKey::new(&derive("key")) })
    }

    /// 32 hexadecimal digits that tell nothing about the mini program.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn close(&self, value: &[u8]) -> Vec<u8> {
        let header = format!("{MAGIC}{FORMAT}\n");
        let mut nonce = [0; NONCE];
        fill(&mut nonce).expect("the operating system has randomness");
        let ciphertext = self.key.encrypt(&nonce, header.as_bytes(), value);
        [header.as_bytes(), &nonce, &ciphertext].concat()
    }

    /// # Errors
    /// `TOKEN_STORE_NEWER` for the format of a later version, which must not be overwritten.
    pub(super) fn open(&self, kept: &[u8]) -> Result<Opened> {
        let Some((header, sealed)) = split_header(kept) else { return Ok(Opened::Absent) };
        if header > FORMAT {
            let detail = format!("format {header}; this version knows {FORMAT}");
            return Err(Error::sdk(&sdk_codes::TOKEN_STORE_NEWER).with_detail(detail));
        }
        let Some((nonce, ciphertext)) = sealed.split_at_checked(NONCE) else { return Ok(Opened::Absent) };
        let header = format!("{MAGIC}{header}\n");
        Ok(self.key.decrypt(nonce, header.as_bytes(), ciphertext).map_or(Opened::Absent, Opened::Value))
    }
}

/// The number of the format, and what comes after the header.
fn split_header(kept: &[u8]) -> Option<(u32, &[u8])> {
    let rest = kept.strip_prefix(MAGIC.as_bytes())?;
    let end = rest.iter().take(11).position(|byte| *byte == b'\n')?;
    let format = str::from_utf8(&rest[..end]).ok()?.parse().ok()?;
    Some((format, &rest[end + 1..]))
}

impl fmt::Debug for Seal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Seal").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use super::*;
    use crate::config::Settings;

    fn seal(base: &str, appid: &str, secret: &str) -> Seal {
        let settings = Settings::new()
            .wechat_appid("wxd678efh567hg6787")
            .mchid("1230000109")
            .api_v2_key("8934e7d15453e97507ef794cf7b0519d")
            .qq_base_url(base)
            .wechat_base_url(if base.starts_with("https") { "https://api.mch.weixin.qq.com" } else { base })
            .qq_appid(appid)
            .qq_app_secret(secret);
        Seal::of(&settings.build().unwrap()).unwrap()
    }

    #[test]
    fn only_the_same_mini_program_with_the_same_secret_at_the_same_address_opens_it() {
        let own = seal("https://api.q.qq.com", "1110000001", "one");
        let kept = own.close(b"value");
        let same = seal("https://api.q.qq.com", "1110000001", "one");
        assert_eq!(same.open(&kept).unwrap(), Opened::Value(b"value".to_vec()));
        assert_eq!(own.name(), same.name());
        assert_eq!(own.name().len(), 32);
        assert_ne!(own.close(b"value"), kept, "a nonce is used once");
        for other in [
            seal("http://127.0.0.1:8080", "1110000001", "one"),
            seal("https://api.q.qq.com", "1110000002", "one"),
            seal("https://api.q.qq.com", "1110000001", "two"),
        ] {
            assert_ne!(own.name(), other.name());
            assert_eq!(other.open(&kept).unwrap(), Opened::Absent);
        }
        assert!(!String::from_utf8_lossy(&kept).contains("value"));
    }

    #[test]
    fn what_cannot_be_read_is_absent_and_what_is_newer_is_left_alone() {
        let own = seal("https://api.q.qq.com", "1110000001", "one");
        let kept = own.close(b"value");
        for end in 0..kept.len() {
            assert_eq!(own.open(&kept[..end]).unwrap(), Opened::Absent, "{end}");
        }
        for place in 0..kept.len() {
            let mut spoiled = kept.clone();
            spoiled[place] ^= 1;
            // The number of the format may become another one.
            assert!(!matches!(own.open(&spoiled), Ok(Opened::Value(_))), "{place}");
        }
        let newer = [b"qq-wxpay-store 2\n".as_slice(), &[0; 40]].concat();
        let error = own.open(&newer).unwrap_err();
        assert_eq!((error.code(), error.detail()), ("TOKEN_STORE_NEWER", "format 2; this version knows 1"));
        assert_eq!(own.open(b"qq-wxpay-store 99999999999\n").unwrap(), Opened::Absent);
        assert_eq!(own.open(b"").unwrap(), Opened::Absent);
    }
}
