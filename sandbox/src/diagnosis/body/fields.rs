//! JSON of which a field was added, left out or changed between signing and sending.

use super::change::Changed;
use super::json::Json;
use super::styles::{self, Style};
use crate::diagnosis::causes;
use crate::diagnosis::keys::Keys;

/// Longer bodies are written in the style that they have alone.
const MOST_IN_ALL_STYLES: usize = 2048;

/// More members than this are not tried two by two.
const MOST_IN_PAIRS: usize = 24;

/// The body with other fields, in the style that it has and in the usual ones.
pub(super) fn all(body: &[u8], value: &Json, keys: &Keys, other_urls: &[String]) -> Vec<Changed> {
    let mut styles: Vec<Style> = Style::of(body, value).into_iter().chain(Style::usual()).collect();
    if body.len() > MOST_IN_ALL_STYLES {
        styles.truncate(1);
    }
    let mut forms = Vec::new();
    let mut add = |changed: &Json, en: &str, zh: &str| {
        for (at, style) in styles.iter().enumerate() {
            let form = Changed::new(style.write(changed), &causes::BODY_FIELD_CHANGED, en, zh);
            forms.push(form.rare(at > 0));
        }
    };
    let places = places(value);
    for place in &places {
        let name = name_of(value, place);
        add(
            &without(value, place),
            &format!("{name} was added after signing"),
            &format!("{name} 是签名后才加入的"),
        );
        for other in other_values(value, place, keys, other_urls) {
            add(
                &with(value, place, other),
                &format!("{name} was changed after signing"),
                &format!("{name} 在签名后被修改"),
            );
        }
    }
    for (changed, en, zh) in whole(value) {
        add(&changed, en, zh);
    }
    for (name, text) in added(value, keys) {
        let mut changed = value.clone();
        if let Json::Object(members) = &mut changed {
            members.push((name.to_owned(), Json::Text(text)));
        }
        add(&changed, &format!("{name} was removed after signing"), &format!("{name} 在签名后被删除"));
    }
    if places.len() <= MOST_IN_PAIRS {
        for (at, second) in places.iter().enumerate() {
            for first in &places[..at] {
                let names = format!("{}, {}", name_of(value, first), name_of(value, second));
                // The later place first: the earlier one keeps its number.
                let changed = without(&without(value, second), first);
                let style = &styles[0];
                let form = Changed::new(
                    style.write(&changed),
                    &causes::BODY_FIELD_CHANGED,
                    &format!("{names} were added after signing"),
                    &format!("{names} 是签名后才加入的"),
                );
                forms.push(form.rare(true));
            }
        }
    }
    forms.extend(parts(value));
    forms.extend(with_qq_appid(value, &places, &styles, keys));
    forms
}

/// The body with the AppID of the mini program where that of WeChat belongs.
fn with_qq_appid(value: &Json, places: &[Place], styles: &[Style], keys: &Keys) -> Vec<Changed> {
    let Some(appid) = &keys.qq_appid else { return Vec::new() };
    let is_appid =
        |place: &&Place| matches!(at(value, place), (name, Json::Text(_)) if name.ends_with("appid"));
    let changed = places.iter().filter(is_appid).map(|place| with(value, place, Json::Text(appid.clone())));
    changed
        .flat_map(|changed| styles.iter().map(move |style| style.write(&changed)))
        .map(|form| Changed::plain(form, &causes::QQ_APPID_SIGNED))
        .collect()
}

/// The way to a member: the number of each step.
type Place = Vec<usize>;

fn places(value: &Json) -> Vec<Place> {
    fn walk(value: &Json, before: &Place, all: &mut Vec<Place>) {
        let children: Vec<&Json> = match value {
            Json::Object(members) => members.iter().map(|(_, value)| value).collect(),
            Json::List(values) => values.iter().collect(),
            _ => return,
        };
        for (at, child) in children.into_iter().enumerate() {
            let place = [before.as_slice(), &[at]].concat();
            if all.len() < 200 {
                all.push(place.clone());
                walk(child, &place, all);
            }
        }
    }
    let mut all = Vec::new();
    walk(value, &Vec::new(), &mut all);
    all
}

/// Changes what is at a place; `None` takes it away.
fn changed(value: &Json, place: &[usize], to: Option<&Json>) -> Json {
    let mut value = value.clone();
    let mut here = &mut value;
    let Some((last, steps)) = place.split_last() else { return value };
    for step in steps {
        here = match here {
            Json::Object(members) => &mut members[*step].1,
            Json::List(values) => &mut values[*step],
            _ => return value,
        };
    }
    match (here, to) {
        (Json::Object(members), Some(to)) => members[*last].1 = to.clone(),
        (Json::List(values), Some(to)) => values[*last] = to.clone(),
        (Json::Object(members), None) => drop(members.remove(*last)),
        (Json::List(values), None) => drop(values.remove(*last)),
        _ => {}
    }
    value
}

fn with(value: &Json, place: &[usize], to: Json) -> Json {
    changed(value, place, Some(&to))
}

fn without(value: &Json, place: &[usize]) -> Json {
    changed(value, place, None)
}

/// The value at a place, and its name with those of the objects around it.
fn at<'a>(value: &'a Json, place: &[usize]) -> (String, &'a Json) {
    let (mut names, mut here) = (Vec::new(), value);
    for step in place {
        match here {
            Json::Object(members) => {
                names.push(members[*step].0.clone());
                here = &members[*step].1;
            }
            Json::List(values) => {
                names.push(step.to_string());
                here = &values[*step];
            }
            _ => {}
        }
    }
    let name: String = names.join(".").chars().filter(|one| !one.is_control()).take(80).collect();
    (name, here)
}

fn name_of(value: &Json, place: &[usize]) -> String {
    at(value, place).0
}

/// What a member may have been before it was changed.
fn other_values(value: &Json, place: &[usize], keys: &Keys, other_urls: &[String]) -> Vec<Json> {
    let (name, here) = at(value, place);
    let mut others = Vec::new();
    match here {
        Json::Bare(number) => {
            others.push(Json::Text(number.clone()));
            if number.bytes().all(|byte| byte.is_ascii_digit()) {
                others.push(Json::Bare(format!("{number}.0")));
                others.push(Json::Bare(format!("{number}.00")));
                others.push(Json::Bare(format!("{number}00")));
                others.extend(number.strip_suffix("00").map(|fen| Json::Bare(fen.to_owned())));
            }
            others.extend(number.split_once('.').map(|(whole, _)| Json::Bare(whole.to_owned())));
            others.push(Json::Bare("null".to_owned()));
        }
        Json::Text(text) => {
            if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
                others.push(Json::Bare(text.clone()));
            }
            others.push(Json::Text(text.trim().to_owned()));
            others.extend([Json::Text(String::new()), Json::Bare("null".to_owned())]);
            if name.ends_with("notify_url") {
                others.extend(other_urls.iter().chain(&keys.notify_url).cloned().map(Json::Text));
            }
            if name.ends_with("appid") {
                others.extend(keys.wechat_appid.clone().map(Json::Text));
            }
            if name.ends_with("mchid") {
                others.extend(keys.mchid.clone().map(Json::Text));
            }
        }
        _ => others.push(Json::Bare("null".to_owned())),
    }
    others
}

/// Fields that a library adds or takes away by itself.
fn added(value: &Json, keys: &Keys) -> Vec<(&'static str, String)> {
    let Json::Object(members) = value else { return Vec::new() };
    let known = [
        ("mchid", keys.mchid.clone()),
        ("appid", keys.wechat_appid.clone()),
        ("notify_url", keys.notify_url.clone()),
    ];
    let is_there = |name: &str| members.iter().any(|(own, _)| own == name);
    known
        .into_iter()
        .filter(|(name, _)| !is_there(name))
        .filter_map(|(name, text)| Some((name, text?)))
        .collect()
}

/// Changes that writers make everywhere at once.
fn whole(value: &Json) -> Vec<(Json, &'static str, &'static str)> {
    let is_empty = |value: &Json| match value {
        Json::Bare(text) => text == "null",
        Json::Text(text) => text.is_empty(),
        Json::List(values) => values.is_empty(),
        Json::Object(members) => members.is_empty(),
    };
    let numbers = |to: fn(&str) -> Json| {
        each(value, &|value| match value {
            Json::Bare(text) if text.starts_with(|one: char| one.is_ascii_digit()) => Some(to(text)),
            other => Some(other.clone()),
        })
    };
    vec![
        (
            each(value, &|value| (*value != Json::Bare("null".to_owned())).then(|| value.clone())),
            "fields that are null were not signed",
            "值为 null 的字段没有参与签名",
        ),
        (
            each(value, &|value| (!is_empty(value)).then(|| value.clone())),
            "empty fields were not signed",
            "空字段没有参与签名",
        ),
        (numbers(|text| Json::Text(text.to_owned())), "numbers were signed as texts", "数字按字符串签名"),
        (
            numbers(|text| Json::Bare(format!("{text}.0"))),
            "numbers were signed as fractions",
            "整数按小数签名",
        ),
        (
            each(value, &|value| match value {
                Json::Text(text)
                    if !text.is_empty()
                        && text.len() < 10
                        && text.bytes().all(|byte| byte.is_ascii_digit()) =>
                {
                    Some(Json::Bare(text.clone()))
                }
                other => Some(other.clone()),
            }),
            "texts of digits were signed as numbers",
            "数字字符串按数字签名",
        ),
        (
            each(value, &|value| match value {
                Json::Text(text) => Some(Json::Text(text.trim().to_owned())),
                other => Some(other.clone()),
            }),
            "white space around values was not signed",
            "字段值首尾的空白没有参与签名",
        ),
    ]
}

/// Every value below replaced, from the inside; what gives `None` is left out.
fn each(value: &Json, change: &dyn Fn(&Json) -> Option<Json>) -> Json {
    match value {
        Json::Object(members) => {
            let changed = |value: &Json| change(&each(value, change));
            Json::Object(
                members.iter().filter_map(|(name, value)| Some((name.clone(), changed(value)?))).collect(),
            )
        }
        Json::List(values) => {
            Json::List(values.iter().filter_map(|value| change(&each(value, change))).collect())
        }
        other => other.clone(),
    }
}

/// Each object inside, alone.
fn parts(value: &Json) -> Vec<Changed> {
    let mut forms = Vec::new();
    for place in places(value) {
        let (name, part) = at(value, &place);
        if matches!(part, Json::Object(_)) || place.len() == 1 && matches!(part, Json::Text(_)) {
            let bytes = match part {
                Json::Text(text) => vec![text.clone().into_bytes()],
                part => styles::usual(part),
            };
            forms.extend(
                bytes
                    .into_iter()
                    .filter(|bytes| bytes.len() > 1)
                    .map(|bytes| Changed::new(bytes, &causes::BODY_PARTIAL, &name, &name)),
            );
        }
    }
    forms
}
