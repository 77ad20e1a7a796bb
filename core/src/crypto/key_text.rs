//! Finds keys and certificates in whatever was pasted into a setting, and says what was pasted instead.
//!
//! Details of errors name the mistake, never the content: it may be a private key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_PAD_INDIFFERENT;
use zeroize::Zeroizing;

use super::asn1::Structure;
use crate::error::{Entry, sdk_codes};
use crate::{Error, Result};

const LONGEST_TEXT: usize = 64 * 1024;
const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    PrivateKey,
    PublicKey,
    Certificate,
}

impl Wanted {
    /// The error for content that is not what the setting takes and nothing else known either.
    pub(super) fn unreadable(self, field: &str, en: impl Into<String>, zh: impl Into<String>) -> Error {
        let entry = match self {
            Self::PrivateKey => &sdk_codes::PRIVATE_KEY_UNREADABLE,
            Self::PublicKey => &sdk_codes::PUBLIC_KEY_UNREADABLE,
            Self::Certificate => &sdk_codes::CERTIFICATE_UNREADABLE,
        };
        Error::sdk(entry).with_field(field).with_detail_in(en, zh)
    }

    /// The code for `content` in the wrong setting; `None` when it is the right one.
    fn mistake(self, content: Content) -> Option<&'static Entry> {
        match (self, content) {
            (Self::PrivateKey, Content::PrivateKey)
            | (Self::PublicKey, Content::PublicKey)
            | (Self::Certificate, Content::Certificate) => None,
            (Self::PrivateKey, Content::EncryptedPrivateKey) => Some(&sdk_codes::PRIVATE_KEY_ENCRYPTED),
            (Self::PrivateKey, Content::PublicKey) => Some(&sdk_codes::PRIVATE_KEY_IS_PUBLIC_KEY),
            (Self::PrivateKey, Content::Certificate) => Some(&sdk_codes::PRIVATE_KEY_IS_CERTIFICATE),
            (Self::PublicKey, Content::PrivateKey | Content::EncryptedPrivateKey) => {
                Some(&sdk_codes::PUBLIC_KEY_IS_PRIVATE_KEY)
            }
            (Self::PublicKey, Content::Certificate) => Some(&sdk_codes::PUBLIC_KEY_IS_CERTIFICATE),
            (Self::Certificate, _) => Some(&sdk_codes::CERTIFICATE_IS_KEY),
        }
    }
}

/// The DER of the one thing that `text` must hold.
///
/// # Errors
/// Those of [`read`], and the unreadable code when there are several.
pub(super) fn read_one(text: &[u8], wanted: Wanted, field: &str) -> Result<Zeroizing<Vec<u8>>> {
    let mut found = read(text, wanted, field)?;
    match (found.pop(), found.len()) {
        (Some(only), 0) => Ok(only),
        (_, others) => {
            let count = others + 1;
            let en = format!("it holds {count} of them: give exactly one");
            Err(wanted.unreadable(field, en, format!("其中有 {count} 个，请只提供一个")))
        }
    }
}

/// The DER of every `wanted` thing in `text`, in order, at least one.
///
/// Taken are PEM with any line ends (also none, spaces, or a written `\n`), with text around it and in quotes,
/// bare base64 of the DER, and the DER itself. Other PEM blocks beside the wanted ones are passed over.
///
/// # Errors
/// The code of the mistake when it holds something else; the unreadable code for damaged, cut off, unknown
/// content, and for more than 64 KiB.
pub(super) fn read(text: &[u8], wanted: Wanted, field: &str) -> Result<Vec<Zeroizing<Vec<u8>>>> {
    if text.len() > LONGEST_TEXT {
        return Err(wanted.unreadable(field, "it is longer than 64 KiB", "内容超过 64 KiB"));
    }
    if Structure::of(text).is_some() {
        return Ok(vec![checked(Zeroizing::new(text.to_vec()), wanted, field)?]);
    }
    let Ok(text) = std::str::from_utf8(text) else {
        let utf16 = text.starts_with(&[0xFF, 0xFE]) || text.starts_with(&[0xFE, 0xFF]);
        return Err(match utf16 {
            true => {
                wanted.unreadable(field, "it is UTF-16: save it as UTF-8", "编码为 UTF-16，请另存为 UTF-8")
            }
            false => {
                wanted.unreadable(field, "it is neither text nor whole DER", "既不是文本，也不是完整的 DER")
            }
        });
    };
    if text.contains(BEGIN) { read_pem(text, wanted, field) } else { read_bare(text, wanted, field) }
}

fn read_pem(text: &str, wanted: Wanted, field: &str) -> Result<Vec<Zeroizing<Vec<u8>>>> {
    let blocks = blocks(text);
    if blocks.is_empty() {
        return Err(wanted.unreadable(
            field,
            "it is cut off inside the BEGIN line",
            "内容在 BEGIN 行内被截断",
        ));
    }
    let fits = |block: &&Block<'_>| block.content().is_some_and(|content| wanted.mistake(content).is_none());
    if !blocks.iter().any(|block| fits(&block)) {
        let mistake = blocks.iter().find_map(Block::content).and_then(|content| wanted.mistake(content));
        return Err(match mistake {
            Some(entry) => Error::sdk(entry).with_field(field),
            None => {
                wanted.unreadable(field, "the BEGIN line names something else", "BEGIN 行标明的是其他内容")
            }
        });
    }
    blocks
        .iter()
        .filter(fits)
        .map(|block| {
            if !block.complete {
                let en = "it is cut off: the END line is missing";
                return Err(wanted.unreadable(field, en, "内容被截断：缺少 END 行"));
            }
            let der = decode(block.body).ok_or_else(|| {
                let en = "between BEGIN and END stands something else than base64";
                wanted.unreadable(field, en, "BEGIN 与 END 之间不是 base64")
            })?;
            checked(der, wanted, field)
        })
        .collect()
}

fn read_bare(text: &str, wanted: Wanted, field: &str) -> Result<Vec<Zeroizing<Vec<u8>>>> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\u{FEFF}'));
    let (en, zh) = if text.is_empty() {
        ("it is empty", "内容为空")
    } else if text.contains(DASHES) {
        ("the BEGIN line is missing or cut off", "缺少 BEGIN 行，或该行被截断")
    } else if let Some(der) = decode(text) {
        if !der.starts_with(DASHES.as_bytes()) {
            return Ok(vec![checked(der, wanted, field)?]);
        }
        ("it is the base64 of a PEM file: decode it first", "这是 PEM 文件的 base64，请先解码")
    } else if text.contains('.') && !text.contains('\n') {
        ("it looks like the name of a file: give the file's content", "看起来是文件名，请填写文件内容")
    } else {
        ("it is neither PEM nor base64", "既不是 PEM，也不是 base64")
    };
    Err(wanted.unreadable(field, en, zh))
}

/// Lets `der` through when it is what was wanted.
fn checked(der: Zeroizing<Vec<u8>>, wanted: Wanted, field: &str) -> Result<Zeroizing<Vec<u8>>> {
    let content = match Structure::of(&der) {
        None => {
            return Err(wanted.unreadable(field, "the content is damaged or cut off", "内容损坏或被截断"));
        }
        Some(Structure::Pkcs12) => {
            let en = "it is a PKCS#12 file (.p12): give the .pem file beside it";
            return Err(wanted.unreadable(
                field,
                en,
                "这是 PKCS#12 文件（.p12），请提供同一下载中的 .pem 文件",
            ));
        }
        Some(Structure::Pkcs8PrivateKey | Structure::Pkcs1PrivateKey | Structure::EcPrivateKey) => {
            Content::PrivateKey
        }
        Some(Structure::EncryptedPrivateKey) => Content::EncryptedPrivateKey,
        Some(Structure::SubjectPublicKeyInfo | Structure::Pkcs1PublicKey) => Content::PublicKey,
        Some(Structure::Certificate) => Content::Certificate,
    };
    match wanted.mistake(content) {
        None => Ok(der),
        Some(entry) => Err(Error::sdk(entry).with_field(field)),
    }
}

#[derive(Clone, Copy)]
enum Content {
    PrivateKey,
    EncryptedPrivateKey,
    PublicKey,
    Certificate,
}

/// What stands between a BEGIN line and its END line, or the end of the text.
struct Block<'text> {
    label: &'text str,
    body: &'text str,
    complete: bool,
}

impl Block<'_> {
    /// What the label promises; `None` for a label that is of no use here.
    fn content(&self) -> Option<Content> {
        let locked = self.body.contains("Proc-Type:") && self.body.contains("ENCRYPTED");
        match self.label {
            "ENCRYPTED PRIVATE KEY" => Some(Content::EncryptedPrivateKey),
            label if label.ends_with("PRIVATE KEY") && locked => Some(Content::EncryptedPrivateKey),
            label if label.ends_with("PRIVATE KEY") => Some(Content::PrivateKey),
            label if label.ends_with("PUBLIC KEY") => Some(Content::PublicKey),
            "CERTIFICATE" | "X509 CERTIFICATE" => Some(Content::Certificate),
            _ => None,
        }
    }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, opened)) = rest.split_once(BEGIN) {
        let Some((label, after)) = opened.split_once(DASHES) else { break };
        let room = &after[..after.find(BEGIN).unwrap_or(after.len())];
        let end = room.find(&format!("-----END {label}-----"));
        found.push(Block { label, body: &room[..end.unwrap_or(room.len())], complete: end.is_some() });
        rest = &after[room.len()..];
    }
    found
}

/// Decodes base64 in which line ends of every kind may stand, also written ones (`\n`, `\r\n`).
fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut digits = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut escaped = false;
    for byte in text.bytes() {
        let line_end = byte.is_ascii_whitespace() || (escaped && matches!(byte, b'n' | b'r' | b't'));
        escaped = byte == b'\\';
        if !line_end && !escaped {
            digits.push(byte);
        }
    }
    let mut bytes = Zeroizing::new(vec![0; digits.len().div_ceil(4) * 3]);
    let length = STANDARD_PAD_INDIFFERENT.decode_slice(digits.as_slice(), &mut bytes).ok()?;
    bytes.truncate(length);
    Some(bytes)
}
