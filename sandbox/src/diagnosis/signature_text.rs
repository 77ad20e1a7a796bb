//! The signature as text, and what it was before it was damaged.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use percent_encoding::percent_decode_str;

use super::causes;
use super::verdict::{Finding, Text};

/// The longest text that is taken for a signature.
const LONGEST: usize = 16 * 1024;

/// The bytes of a signature, and what had to be repaired to read them.
pub(super) struct Reading {
    pub(super) bytes: Vec<u8>,
    pub(super) damage: Option<Finding>,
}

/// Everything that the text may stand for; the strict reading comes first.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let mut all: Vec<Reading> = Vec::new();
    if text.len() > LONGEST {
        return all;
    }
    let mut add = |bytes: Option<Vec<u8>>, damage: Option<(&str, &str)>| {
        if let Some(bytes) =
            bytes.filter(|bytes| !bytes.is_empty() && all.iter().all(|one| one.bytes != *bytes))
        {
            let finding = damage.map(|(en, zh)| Finding::with(&causes::SIGNATURE_DAMAGED, Text::new(en, zh)));
            all.push(Reading { bytes, damage: finding });
        }
    };
    add(STANDARD.decode(text).ok(), None);
    let plus = text.trim().replace(' ', "+");
    add(
        STANDARD.decode(&plus).ok(),
        Some(("+ became a blank (decoded as a form)", "加号变成了空格（被当作表单解码）")),
    );
    let unescaped = percent_decode_str(text.trim()).decode_utf8_lossy().into_owned();
    add(STANDARD.decode(&unescaped).ok(), Some(("it is still percent-encoded", "仍是百分号编码")));
    let packed: String = text.split_whitespace().collect();
    add(STANDARD.decode(&packed).ok(), Some(("white space or line ends inside", "中间有空白或换行")));
    let packed = packed.replace("\\n", "").replace("\\r", "").replace("\\/", "/");
    add(
        STANDARD.decode(&packed).ok(),
        Some(("escapes of JSON inside (\\n, \\/)", "含有 JSON 转义（\\n、\\/）")),
    );
    let standard = packed.replace('-', "+").replace('_', "/");
    let bare = standard.trim_matches(['"', '\'', '<', '>']).trim_end_matches('=');
    let decoded = lenient(bare);
    let is_url_form = packed.contains(['-', '_']);
    let words = if is_url_form {
        ("base64 of the URL kind (- and _)", "用了 URL 安全的 base64（- 和 _）")
    } else {
        ("its = at the end, or quotes around it", "末尾的 = 缺失或多出，或者带了引号")
    };
    add(decoded, Some(words));
    add(hexadecimal(&packed), Some(("hexadecimal in place of base64", "用了十六进制而不是 base64")));
    let twice = STANDARD.decode(text.trim()).ok().and_then(|inner| STANDARD.decode(inner.trim_ascii()).ok());
    add(twice, Some(("base64 twice", "做了两次 base64")));
    let lossy = lenient(&bare.replace(['\u{FFFD}', '?'], "+"));
    add(lossy, Some(("a character was replaced by another", "有字符被替换")));
    all
}

/// Base64 without its end, or with bits left over.
fn lenient(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&alphabet::STANDARD, config).decode(text).ok()
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
    text.as_bytes().chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}
