//! The keys that a `sign` may have been made with.

use super::digest::hexadecimal;
use super::space::Form;
use crate::diagnosis::causes::{self, Cause};
use crate::diagnosis::keys::Keys;
use crate::diagnosis::verdict::{Finding, Text};
use md5::{Digest as _, Md5};

/// Every key in its forms with the name of the setting; the first V2 key comes first and is the right one.
pub(super) fn forms(keys: &Keys) -> (Vec<Form<Vec<u8>>>, Vec<String>) {
    let mut forms = Vec::new();
    let mut names = Vec::new();
    let mut add = |form: Vec<u8>, name: &str, cause: Option<&'static Cause>| {
        let is_new = forms.iter().all(|own: &Form<Vec<u8>>| own.form != form);
        if is_new {
            let finding = cause.map(|cause| Finding::with(cause, Text::same(name)));
            forms.push(Form { form, finding });
            names.push(name.to_owned());
        }
    };
    for (at, key) in keys.api_v2.iter().enumerate() {
        let cause = (at > 0).then_some(&causes::SIGN_KEY_OTHER);
        add(key.text.as_bytes().to_vec(), &key.name, cause);
    }
    for key in &keys.api_v3 {
        add(key.text.as_bytes().to_vec(), &key.name, Some(&causes::SIGN_KEY_OTHER));
    }
    for key in keys.api_v2.iter().chain(&keys.api_v3) {
        for form in marred(&key.text) {
            add(form, &key.name, Some(&causes::SIGN_KEY_MARRED));
        }
    }
    for secret in &keys.hidden {
        let name = Text::new("another secret of the settings", "配置中的另一个密钥");
        add(secret.as_bytes().to_vec(), &name.en, Some(&causes::SIGN_KEY_OTHER));
    }
    for text in keys.mchid.iter().chain(&keys.wechat_appid) {
        add(text.as_bytes().to_vec(), text, Some(&causes::SIGN_KEY_OTHER));
    }
    add(Vec::new(), "\"\"", Some(&causes::SIGN_KEY_OTHER));
    for word in ["null", "undefined", "None", "key"] {
        add(word.as_bytes().to_vec(), word, Some(&causes::SIGN_KEY_OTHER));
    }
    (forms, names)
}

/// A key with what does not belong to it, or without.
fn marred(text: &str) -> Vec<Vec<u8>> {
    let bare = text.trim_matches(|one: char| one.is_whitespace() || "\u{FEFF}\"'".contains(one));
    let mut forms: Vec<String> = vec![bare.to_owned()];
    for end in [" ", "\n", "\r\n", "\r", "\t", "\"", ";", "\0"] {
        forms.push(format!("{bare}{end}"));
    }
    forms.extend([
        format!(" {bare}"),
        format!(" {bare} "),
        format!("\u{FEFF}{bare}"),
        format!("\"{bare}\""),
        format!("'{bare}'"),
        bare.to_lowercase(),
        bare.to_uppercase(),
        hexadecimal(&Md5::digest(bare.as_bytes())),
        hexadecimal(&Md5::digest(bare.as_bytes())).to_uppercase(),
    ]);
    forms.into_iter().map(String::into_bytes).collect()
}
