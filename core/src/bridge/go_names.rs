//! Names of fields as Go writes them: exported, with Go's initialisms.

/// Words that are not merely capitalised.
const WORDS: [(&str, &str); 13] = [
    ("api", "API"),
    ("appid", "AppID"),
    ("html", "HTML"),
    ("http", "HTTP"),
    ("id", "ID"),
    ("ip", "IP"),
    ("json", "JSON"),
    ("mchid", "MchID"),
    ("openid", "OpenID"),
    ("qq", "QQ"),
    ("tls", "TLS"),
    ("url", "URL"),
    ("wechat", "WeChat"),
];

/// `out_trade_no` becomes `OutTradeNo`, `scene_info.h5_info[0].app_name` becomes `SceneInfo.H5Info[0].AppName`.
pub(super) fn exported(path: &str, out: &mut String) {
    for (index, name) in path.split('.').enumerate() {
        if index > 0 {
            out.push('.');
        }
        for (index, word) in name.split('_').enumerate() {
            // An index keeps its underscore: `refund_id_0` is no `RefundID0`.
            if index > 0 && word.starts_with(|c: char| c.is_ascii_digit()) {
                out.push('_');
            }
            self::word(word, out);
        }
    }
}

fn word(word: &str, out: &mut String) {
    let end = word.find('[').unwrap_or(word.len());
    let (word, index) = word.split_at(end);
    match WORDS.iter().find(|(plain, _)| *plain == word) {
        Some((_, exported)) => out.push_str(exported),
        None => {
            let mut letters = word.chars();
            out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            out.push_str(letters.as_str());
        }
    }
    out.push_str(index);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_exported_with_initialisms() {
        for (snake, go) in [
            ("out_trade_no", "OutTradeNo"),
            ("mchid", "MchID"),
            ("sp_mchid", "SpMchID"),
            ("notify_url", "NotifyURL"),
            ("qq_appid", "QQAppID"),
            ("api_v3_key", "APIV3Key"),
            ("wechat_appid", "WeChatAppID"),
            ("scene_info.h5_info[0].app_name", "SceneInfo.H5Info[0].AppName"),
            ("payer_client_ip", "PayerClientIP"),
            ("body_base64", "BodyBase64"),
            ("refund_id_0", "RefundID_0"),
            ("amount.total", "Amount.Total"),
            ("sub_orders[12].amount", "SubOrders[12].Amount"),
            ("place_v2_order", "PlaceV2Order"),
            ("", ""),
        ] {
            let mut out = String::new();
            exported(snake, &mut out);
            assert_eq!(out, go, "{snake}");
        }
    }
}
