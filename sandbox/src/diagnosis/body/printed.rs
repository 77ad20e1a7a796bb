//! What a body is by its look, when it is not what came over the line: printed by a language, lost, decrypted, copied from somewhere.

use super::change::{Changed, replaced};
use super::json::{self, Json};
use super::scanned::known;
use super::{bytes, styles};
use crate::diagnosis::causes::{self, Cause};
use crate::diagnosis::verdict::{Finding, Text};

/// Longer bodies are not looked at.
const MOST_BYTES: usize = 1 << 20;

/// What stands in place of a body that is not there.
const NOTHING: [&str; 20] = [
    "",
    "null",
    "undefined",
    "None",
    "nil",
    "NULL",
    "{}",
    "[]",
    "\"\"",
    "''",
    "\"{}\"",
    "b''",
    "map[]",
    "Array",
    "array(0) {}",
    "false",
    "{ }",
    "<nil>",
    "Array()",
    "<Buffer >",
];

/// Members that each notification has, and those of its resource.
const OUTER: [&str; 6] = ["id", "create_time", "resource_type", "event_type", "summary", "resource"];
const INNER: [&str; 4] = ["original_type", "algorithm", "ciphertext", "nonce"];

/// Names of the decrypted content.
const DECRYPTED: [&str; 6] = [
    "out_trade_no",
    "transaction_id",
    "trade_state",
    "refund_status",
    "out_refund_no",
    "combine_out_trade_no",
];

/// The body that was there before it was printed or copied, as far as that can be undone.
pub(super) fn all(body: &[u8]) -> Vec<Changed> {
    let mut forms = bytes::all(body);
    let Some(text) = std::str::from_utf8(body).ok().filter(|text| text.len() <= MOST_BYTES) else {
        return forms;
    };
    if let Some((value, words)) = python(text) {
        let change = |body| Changed {
            body,
            finding: Finding::with(&causes::BODY_OBJECT_PRINTED, words.clone()),
            is_rare: true,
        };
        forms.extend(styles::usual(&value).into_iter().map(change));
    }
    let quoted = |body: &str| Changed::plain(body, &causes::BODY_QUOTED).rare(true);
    forms.extend(within(text).map(quoted));
    forms.extend(straight(text).map(|text| quoted(&text)));
    forms
}

/// What a body shows by its look; of one that arrived also what no notification lacks.
pub(super) fn told(body: &[u8], is_notification: bool) -> Option<Finding> {
    let text = String::from_utf8_lossy(body.get(..MOST_BYTES).unwrap_or(body));
    let is_copied = straight(&text).is_some() || within(&text).is_some();
    let text = text.trim();
    let packed: String = text.split_whitespace().collect();
    if NOTHING.contains(&packed.as_str()) || NOTHING.contains(&text) {
        let detail =
            if text.is_empty() { Text::new("it is empty", "正文为空") } else { Text::same(text) };
        return Some(Finding::with(&causes::BODY_LOST, detail));
    }
    if let Some(finding) = bytes::told(text) {
        return Some(finding);
    }
    if let Some(value) = json::parse(text.as_bytes()).filter(|_| !is_copied) {
        return is_notification.then(|| notification(&value)).flatten();
    }
    if let Some((en, zh)) = language(text) {
        return Some(Finding::with(&causes::BODY_OBJECT_PRINTED, Text::new(en, zh)));
    }
    is_copied.then(|| Finding::new(&causes::BODY_QUOTED))
}

/// Whether JSON has members that only a notification has, by whatever spelling.
pub(super) fn is_notification(value: &Json) -> bool {
    let is_own = |name: &str| matches!(known(name), Some("resource" | "event_type" | "resource_type"));
    matches!(value, Json::Object(members) if members.iter().any(|(name, _)| is_own(name)))
}

/// What is told of JSON that is no whole notification.
fn notification(value: &Json) -> Option<Finding> {
    let Json::Object(members) = value else { return None };
    let of = |cause: &'static Cause| Some(Finding::new(cause));
    if is_key_of_a_form(members) {
        return of(&causes::BODY_AS_KEY);
    }
    let has = |members: &[(String, Json)], names: &[&str]| {
        names.iter().any(|name| members.iter().any(|(own, _)| own == name))
    };
    let member = |members: &'_ [(String, Json)], name: &str| {
        members.iter().find(|(own, _)| known(own) == Some(name)).map(|(_, value)| value.clone())
    };
    let resource = member(members, "resource");
    if let Some(Json::Object(inner)) = &resource
        && member(inner, "ciphertext").is_none()
        && has(inner, &DECRYPTED)
    {
        return of(&causes::BODY_DECRYPTED);
    }
    if resource.is_none() && has(members, &DECRYPTED) {
        return of(&causes::BODY_DECRYPTED);
    }
    // Something else altogether is not a notification that lost its members.
    if !is_notification(value) {
        return None;
    }
    let is_lost = |members: &[(String, Json)], name: &str| {
        member(members, name).is_none_or(|value| value == Json::Bare("null".to_owned()))
    };
    let mut lost: Vec<String> =
        OUTER.iter().filter(|name| is_lost(members, name)).map(|name| (*name).to_owned()).collect();
    match &resource {
        Some(Json::Object(inner)) => {
            lost.extend(
                INNER.iter().filter(|name| is_lost(inner, name)).map(|name| format!("resource.{name}")),
            );
        }
        Some(Json::Text(text)) if !text.starts_with('{') => lost.push("resource".to_owned()),
        _ => {}
    }
    (!lost.is_empty()).then(|| Finding::with(&causes::BODY_FIELDS_LOST, Text::same(lost.join(", "))))
}

/// Whether one member has JSON as its name: a form whose first `=` stood somewhere in the body, or nowhere.
fn is_key_of_a_form(members: &[(String, Json)]) -> bool {
    matches!(members, [(name, _)] if name.trim_start().starts_with("{\""))
}

/// Whose printed form a text is.
fn language(text: &str) -> Option<(&'static str, &'static str)> {
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let packed: String = text.chars().filter(|one| !one.is_whitespace()).take(60).collect();
    let word =
        packed.find(|one: char| !(one.is_alphanumeric() || "_.$".contains(one))).unwrap_or(packed.len());
    let (name, mark) = packed.split_at(word);
    let inner = packed.trim_start_matches(['{', '[']);
    let first =
        inner.find(|one: char| !(one.is_alphanumeric() || one == '_')).map_or("", |end| &inner[end..]);
    let is_named = !name.is_empty() && name.starts_with(|one: char| one.is_alphabetic());
    Some(match () {
        () if starts(&["[object "]) => (
            "an object of JavaScript turned into text: [object ...]",
            "JavaScript 对象被转成文本：[object ...]",
        ),
        () if text.len() < 300
            && (text.contains(" at 0x") || starts(&["#<", "&{", "0xc000", "Resource id #"]))
            || is_named && mark.starts_with('@') && text.len() < 200
            || starts(&["System.", "Microsoft."]) =>
        {
            ("the name of an object or stream, without its content", "只有对象或流的名字，没有内容")
        }
        () if starts(&["<"]) && !starts(&["<QueryDict", "<MultiDict", "<Multi"]) => {
            ("XML or HTML", "XML 或 HTML")
        }
        () if starts(&[
            "{'",
            "[{'",
            "OrderedDict(",
            "<QueryDict",
            "ImmutableMultiDict(",
            "<Multi",
            "defaultdict(",
            "{b'",
            "[('",
        ]) =>
        {
            ("as Python prints a dict: str(dict)", "Python 打印字典的形式：str(dict)")
        }
        () if starts(&["Array\n", "Array\r", "Array (", "array(", "array (", "stdClass", "object("]) => {
            ("as PHP prints an array: print_r, var_dump", "PHP 打印数组的形式：print_r、var_dump")
        }
        () if starts(&["map[", "&map["]) => ("as Go prints a map: %v", "Go 打印 map 的形式：%v"),
        () if packed.starts_with("{\"") && text.contains("\"=>")
            || packed.starts_with("{:")
            || packed.contains("\"=>") =>
        {
            ("as Ruby prints a hash: inspect", "Ruby 打印 Hash 的形式：inspect")
        }
        () if packed.starts_with('{') && first.starts_with('=') => {
            ("as Java prints a map: Map.toString()", "Java 打印 Map 的形式：Map.toString()")
        }
        () if packed.starts_with('{') && first.starts_with(':') => (
            "as Node.js prints an object: util.inspect, console.log",
            "Node.js 打印对象的形式：util.inspect、console.log",
        ),
        () if is_named && mark.starts_with(['(', '[', '{']) && packed.contains('=') => {
            ("as a class prints itself: toString()", "类的打印形式：toString()")
        }
        () => return None,
    })
}

/// What Python's or Ruby's form stands for.
fn python(text: &str) -> Option<(Json, Text)> {
    let (from, words): (&[(&str, &str)], _) =
        if text.trim_start().starts_with(['{', '[']) && text.contains("\"=>") {
            (
                &[("\"=>", "\":"), (":nil", ":null")],
                Text::new("as Ruby prints a hash: inspect", "Ruby 打印 Hash 的形式：inspect"),
            )
        } else {
            (
                &[("'", "\""), (": None", ": null"), (": True", ": true"), (": False", ": false")],
                Text::new("as Python prints a dict: str(dict)", "Python 打印字典的形式：str(dict)"),
            )
        };
    let plain = from.iter().fold(text.trim().to_owned(), |text, (from, to)| text.replace(from, to));
    let value = json::parse(plain.as_bytes()).filter(|_| plain != text.trim())?;
    matches!(value, Json::Object(_) | Json::List(_)).then_some((value, words))
}

/// The JSON that stands in other text; a form, and what looks for white space and byte order marks, are told by others.
fn within(text: &str) -> Option<&str> {
    let start = text.find("{\"").or_else(|| text.find("{ \"")).or_else(|| text.find("{\n"))?;
    let end = text.rfind('}')?;
    let inner = text.get(start..=end)?;
    let (before, behind) = (text[..start].trim_start_matches('\u{FEFF}'), &text[end + 1..]);
    let is_name = |before: &str| !before.contains(|one: char| one.is_whitespace() || one == ':');
    let is_form = before.strip_suffix('=').is_some_and(is_name) || before.is_empty() && behind == "=";
    let is_bare =
        [before, behind].iter().all(|part| part.chars().all(|one| one.is_ascii_whitespace() || one == '\0'));
    (!is_form && !is_bare && json::parse(inner.as_bytes()).is_some()).then_some(inner)
}

/// JSON whose quotes a word processor or a chat turned.
fn straight(text: &str) -> Option<String> {
    if !text.contains(['\u{201C}', '\u{201D}', '\u{201E}', '\u{FF02}']) {
        return None;
    }
    let quotes = replaced(text.as_bytes(), "\u{201C}".as_bytes(), b"\"");
    let quotes = replaced(&quotes, "\u{201D}".as_bytes(), b"\"");
    let plain = String::from_utf8(quotes)
        .ok()?
        .replace(['\u{201E}', '\u{FF02}'], "\"")
        .replace('\u{FF0C}', ",")
        .replace('\u{FF1A}', ":");
    json::parse(plain.trim().as_bytes()).is_some().then(|| plain.trim().to_owned())
}
