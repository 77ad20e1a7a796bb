//! `decode-error`.

use crate::told::{program, told};

#[test]
fn a_code_is_explained_in_either_language_by_any_spelling() {
    let english = told(&["decode-error", "notenough"], &[]);
    assert_eq!(english.code, 0);
    assert!(
        english.out.starts_with("NOT_ENOUGH (WeChat Pay)") && english.out.contains("remedy: "),
        "{}",
        english.out
    );
    let chinese = told(&["decode-error", "9031", "--lang", "zh"], &[]);
    assert!(chinese.out.contains("QQ 代理下单接口") && chinese.out.contains("处理办法："), "{}", chinese.out);
    let own = told(&["decode-error", "CLOCK_OFF", "--json"], &[]).json();
    assert_eq!(own["entries"][0]["origin"], "sdk");
    assert_eq!(own["entries"][0]["cause"]["zh"].as_str().map(str::is_empty), Some(false));
}

#[test]
fn an_unknown_code_is_wrong_and_the_nearest_are_named() {
    let unknown = told(&["decode-error", "SIGN_EROR"], &[]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.out.contains("Nearest: SIGN_ERROR"), "{}", unknown.out);
    let nothing = told(&["decode-error", "\u{1b}[31mzzzzzzzzzzzzzz", "--json"], &[]).json();
    assert_eq!(nothing["nearest"], serde_json::json!([]));
    let steering = told(&["decode-error", "\u{1b}[31mzzzzzzzzzzzzzz"], &[]);
    assert!(!steering.out.contains('\u{1b}'));
}

#[test]
fn the_program_explains_and_refuses_wrong_use() {
    assert_eq!(program(&["decode-error", "40001"], &[]).code, 0);
    assert_eq!(program(&["decode-error", "NOBODYKNOWSIT"], &[]).code, 1);
    let without = program(&["decode-error"], &[("LC_ALL", "zh_CN.UTF-8")]);
    assert_eq!(without.code, 2);
    assert!(without.err.starts_with("错误：缺少 <CODE>"), "{}", without.err);
}
