//! The ways in which common writers put the same JSON into bytes.

use super::json::Json;
use crate::diagnosis::verdict::Text;

/// Where blanks and new lines stand.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    /// Between members, between name and value.
    Flat(&'static str, &'static str),
    /// One step of indentation, what stands between name and value, the line end.
    Indented(&'static str, &'static str, &'static str),
    /// Lists stay on the line, as Jackson's pretty printer leaves them.
    Jackson,
}

const LAYOUTS: [(Layout, &str, &str); 12] = [
    (
        Layout::Flat(",", ":"),
        "without blanks (JSON.stringify, Jackson, Gson, Go)",
        "无空格（JSON.stringify、Jackson、Gson、Go）",
    ),
    (
        Layout::Flat(", ", ": "),
        "a blank after comma and colon (Python's json.dumps)",
        "逗号和冒号后有空格（Python 的 json.dumps）",
    ),
    (Layout::Flat(",", ": "), "a blank after each colon", "冒号后有空格"),
    (Layout::Flat(", ", ":"), "a blank after each comma", "逗号后有空格"),
    (Layout::Indented("  ", ": ", "\n"), "indented by two blanks", "缩进两个空格"),
    (Layout::Indented("    ", ": ", "\n"), "indented by four blanks", "缩进四个空格"),
    (Layout::Indented("\t", ": ", "\n"), "indented by tabs", "用制表符缩进"),
    (
        Layout::Indented("\t", ":", "\n"),
        "indented by tabs, no blank after the colon",
        "用制表符缩进，冒号后无空格",
    ),
    (
        Layout::Indented("  ", ": ", "\r\n"),
        "indented by two blanks, lines end in CR LF",
        "缩进两个空格，行尾 CR LF",
    ),
    (
        Layout::Indented("    ", ": ", "\r\n"),
        "indented by four blanks, lines end in CR LF",
        "缩进四个空格，行尾 CR LF",
    ),
    (Layout::Indented("  ", " : ", "\n"), "indented, blanks around the colon", "有缩进，冒号两侧有空格"),
    (Layout::Jackson, "indented as Jackson's pretty printer", "Jackson 美化输出的缩进"),
];

/// Which characters are written as escapes.
#[derive(Clone, Copy, PartialEq)]
enum Escapes {
    Plain,
    /// Everything beyond ASCII.
    Ascii,
    AsciiUpper,
    Slashes,
    AsciiSlashes,
    /// `<`, `>`, `&`: Go.
    Html,
    /// Also `=` and the apostrophe: Gson.
    Gson,
    /// Nearly everything: .NET.
    DotNet,
}

const ESCAPES: [(Escapes, &str, &str); 8] = [
    (Escapes::Plain, "", ""),
    (Escapes::Ascii, "Chinese as \\u escapes (ensure_ascii)", "中文写成 \\u 转义（ensure_ascii）"),
    (Escapes::AsciiUpper, "Chinese as \\u escapes in upper case", "中文写成大写的 \\u 转义"),
    (Escapes::Slashes, "slashes as \\/", "斜杠写成 \\/"),
    (
        Escapes::AsciiSlashes,
        "slashes as \\/ and Chinese as \\u escapes (PHP's json_encode)",
        "斜杠写成 \\/、中文写成 \\u（PHP 的 json_encode 默认）",
    ),
    (Escapes::Html, "<, > and & as \\u escapes (Go)", "<、>、& 写成 \\u 转义（Go）"),
    (Escapes::Gson, "<, >, &, = and ' as \\u escapes (Gson)", "<、>、&、=、' 写成 \\u 转义（Gson）"),
    (
        Escapes::DotNet,
        "+, &, ' and Chinese as \\u escapes (System.Text.Json)",
        "+、&、' 和中文写成 \\u 转义（System.Text.Json）",
    ),
];

/// In which order members stand.
const ORDERS: [(&str, &str); 3] =
    [("", ""), ("names sorted", "字段名排序"), ("names of the outermost object sorted", "最外层字段名排序")];

/// One way of writing.
#[derive(Clone, Copy)]
pub(super) struct Style(Layout, Escapes);

impl Style {
    /// The style in which `bytes` are written, if it is one of these.
    pub(super) fn of(bytes: &[u8], value: &Json) -> Option<Self> {
        let layouts = LAYOUTS.iter().map(|(layout, ..)| *layout);
        let mut styles =
            layouts.flat_map(|layout| ESCAPES.iter().map(move |(escapes, ..)| Self(layout, *escapes)));
        styles.find(|style| style.write(value) == bytes)
    }

    /// The styles that most writers have by default: compact, Python's, PHP's.
    pub(super) fn usual() -> [Self; 6] {
        let (compact, python) = (LAYOUTS[0].0, LAYOUTS[1].0);
        [
            Self(compact, Escapes::Plain),
            Self(python, Escapes::Plain),
            Self(python, Escapes::Ascii),
            Self(compact, Escapes::Ascii),
            Self(compact, Escapes::AsciiSlashes),
            Self(compact, Escapes::Slashes),
        ]
    }

    pub(super) fn write(self, value: &Json) -> Vec<u8> {
        written(value, self.0, self.1)
    }
}

/// A value in one style.
pub(super) struct Written {
    pub(super) bytes: Vec<u8>,
    pub(super) words: Text,
    /// Hardly any writer has it by default.
    pub(super) is_rare: bool,
}

/// A value in every style, each with its description.
pub(super) fn all(value: &Json) -> Vec<Written> {
    let mut forms = Vec::new();
    for (order, (order_en, order_zh)) in ORDERS.into_iter().enumerate() {
        let value = match order {
            0 => value.clone(),
            1 => sorted(value, true),
            _ => sorted(value, false),
        };
        for (layout_number, (layout, layout_en, layout_zh)) in LAYOUTS.into_iter().enumerate() {
            for (escapes_number, (escapes, escapes_en, escapes_zh)) in ESCAPES.into_iter().enumerate() {
                let list = |parts: [&str; 3], between| {
                    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
                };
                let en = list([layout_en, escapes_en, order_en], "; ");
                let zh = list([layout_zh, escapes_zh, order_zh], "；");
                let words = Text::new(format!("the signed form: {en}"), format!("被签的形式：{zh}"));
                let is_rare = order > 1 || layout_number > 5 || matches!(escapes_number, 2 | 5 | 6 | 7);
                forms.push(Written { bytes: written(&value, layout, escapes), words, is_rare });
            }
        }
    }
    forms
}

/// A value in the usual styles.
pub(super) fn usual(value: &Json) -> Vec<Vec<u8>> {
    Style::usual().into_iter().map(|style| style.write(value)).collect()
}

/// A value as short as it can be.
pub(super) fn compact(value: &Json) -> Vec<u8> {
    written(value, LAYOUTS[0].0, Escapes::Plain)
}

/// The style of a message, when it is one in which WeChat Pay never writes; `None` when it may be WeChat Pay's own.
pub(super) fn telling(bytes: &[u8], value: &Json) -> Option<Text> {
    for (layout, en, zh) in LAYOUTS {
        for (escapes, escapes_en, escapes_zh) in ESCAPES {
            if written(value, layout, escapes) != bytes {
                continue;
            }
            let is_compact = layout == LAYOUTS[0].0;
            // An escape tells something only where there was something to escape.
            let is_plain = escapes == Escapes::Plain || written(value, layout, Escapes::Plain) == bytes;
            return match (is_compact, is_plain) {
                (true, true) => None,
                (true, false) => Some(arrived(escapes_en, escapes_zh)),
                (false, _) => Some(arrived(en, zh)),
            };
        }
    }
    None
}

fn arrived(en: &str, zh: &str) -> Text {
    Text::new(format!("what arrived is written so: {en}"), format!("收到的写法：{zh}"))
}

fn sorted(value: &Json, deep: bool) -> Json {
    let inner = |value: &Json| if deep { sorted(value, true) } else { value.clone() };
    match value {
        Json::Object(members) => {
            let mut members: Vec<_> =
                members.iter().map(|(name, value)| (name.clone(), inner(value))).collect();
            members.sort_by(|one, other| one.0.cmp(&other.0));
            Json::Object(members)
        }
        Json::List(values) => Json::List(values.iter().map(inner).collect()),
        other => other.clone(),
    }
}

fn written(value: &Json, layout: Layout, escapes: Escapes) -> Vec<u8> {
    let mut out = String::new();
    Writer { layout, escapes, out: &mut out }.value(value, 0);
    out.into_bytes()
}

struct Writer<'a> {
    layout: Layout,
    escapes: Escapes,
    out: &'a mut String,
}

impl Writer<'_> {
    fn value(&mut self, value: &Json, depth: usize) {
        match value {
            Json::Bare(text) => self.out.push_str(text),
            Json::Text(text) => self.text(text),
            Json::List(values) if self.layout == Layout::Jackson && !values.is_empty() => {
                self.out.push_str("[ ");
                for (at, value) in values.iter().enumerate() {
                    self.out.push_str(if at > 0 { ", " } else { "" });
                    self.value(value, depth);
                }
                self.out.push_str(" ]");
            }
            Json::List(values) => self.items('[', ']', values.len(), depth, |writer, at| {
                writer.value(&values[at], depth + 1);
            }),
            Json::Object(members) => self.items('{', '}', members.len(), depth, |writer, at| {
                writer.text(&members[at].0);
                let colon = match writer.layout {
                    Layout::Flat(_, colon) | Layout::Indented(_, colon, _) => colon,
                    Layout::Jackson => " : ",
                };
                writer.out.push_str(colon);
                writer.value(&members[at].1, depth + 1);
            }),
        }
    }

    fn items(
        &mut self,
        open: char,
        close: char,
        count: usize,
        depth: usize,
        item: impl Fn(&mut Self, usize),
    ) {
        self.out.push(open);
        for at in 0..count {
            if at > 0 {
                self.out.push_str(if let Layout::Flat(comma, _) = self.layout { comma } else { "," });
            }
            self.line(depth + 1);
            item(self, at);
        }
        if count > 0 {
            self.line(depth);
        }
        self.out.push(close);
    }

    fn line(&mut self, depth: usize) {
        let (step, end) = match self.layout {
            Layout::Flat(..) => return,
            Layout::Indented(step, _, end) => (step, end),
            Layout::Jackson => ("  ", "\n"),
        };
        self.out.push_str(end);
        self.out.push_str(&step.repeat(depth));
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            match character {
                '"' if self.escapes == Escapes::DotNet => self.out.push_str("\\u0022"),
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\u{8}' => self.out.push_str("\\b"),
                '\u{C}' => self.out.push_str("\\f"),
                '/' if matches!(self.escapes, Escapes::Slashes | Escapes::AsciiSlashes) => {
                    self.out.push_str("\\/")
                }
                other if self.is_escaped(other) => self.unicode(other),
                other => self.out.push(other),
            }
        }
        self.out.push('"');
    }

    fn is_escaped(&self, character: char) -> bool {
        match self.escapes {
            _ if u32::from(character) < 0x20 => true,
            Escapes::Plain | Escapes::Slashes => false,
            Escapes::Ascii | Escapes::AsciiUpper | Escapes::AsciiSlashes => !character.is_ascii(),
            Escapes::Html => "<>&\u{2028}\u{2029}".contains(character),
            Escapes::Gson => "<>&='\u{2028}\u{2029}".contains(character),
            Escapes::DotNet => !character.is_ascii() || "<>&'+`\u{7F}".contains(character),
        }
    }

    fn unicode(&mut self, character: char) {
        let is_upper = matches!(self.escapes, Escapes::AsciiUpper | Escapes::DotNet);
        for unit in character.encode_utf16(&mut [0; 2]) {
            let escape = if is_upper { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") };
            self.out.push_str(&escape);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    #[test]
    fn the_styles_are_those_of_real_writers() {
        let value =
            json::parse("{\"b\":\"中/<\",\"a\":[1,{}],\"c\":{\"y\":null,\"x\":2}}".as_bytes()).unwrap();
        let forms: Vec<_> =
            all(&value).into_iter().map(|one| String::from_utf8(one.bytes).unwrap()).collect();
        for form in [
            // json.dumps(v), json.dumps(v, sort_keys=True, separators=(",", ":"))
            r#"{"b": "\u4e2d/<", "a": [1, {}], "c": {"y": null, "x": 2}}"#,
            r#"{"a":[1,{}],"b":"\u4e2d/<","c":{"x":2,"y":null}}"#,
            // json_encode($v), json_encode($v, JSON_UNESCAPED_UNICODE)
            r#"{"b":"\u4e2d\/<","a":[1,{}],"c":{"y":null,"x":2}}"#,
            r#"{"b":"中\/<","a":[1,{}],"c":{"y":null,"x":2}}"#,
            // Go's json.Marshal of a map, System.Text.Json
            "{\"a\":[1,{}],\"b\":\"中/\\u003c\",\"c\":{\"x\":2,\"y\":null}}",
            "{\"b\":\"\\u4E2D/\\u003C\",\"a\":[1,{}],\"c\":{\"y\":null,\"x\":2}}",
            // JSON.stringify(v, null, 2)
            "{\n  \"b\": \"中/<\",\n  \"a\": [\n    1,\n    {}\n  ],\n  \"c\": {\n    \"y\": null,\n    \"x\": 2\n  }\n}",
            // Jackson's pretty printer
            "{\n  \"b\" : \"中/<\",\n  \"a\" : [ 1, {} ],\n  \"c\" : {\n    \"y\" : null,\n    \"x\" : 2\n  }\n}",
        ] {
            assert!(forms.iter().any(|own| own == form), "{form}");
        }
    }
}
