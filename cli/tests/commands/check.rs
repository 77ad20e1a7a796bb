//! Wrong set-ups against a sandbox: each is found and named, and no output has a secret.

use crate::shop;
use crate::told::{Folder, program, told};
use crate::world::{check, checked, no_secret, shared, start, variables};

#[test]
fn a_right_set_up_is_fine() {
    let found = check(|_| {});
    assert_eq!(found.faults(), Vec::<String>::new(), "{:#}", found.0.json());
    assert_eq!(found.0.code, 0);
    for name in ["settings", "key_pair", "qq_host", "wechat_host", "signature", "verification", "encryption"]
    {
        assert_eq!(found.item(name).0, "fine", "{name}");
    }
    for name in ["clock", "api_v3_key", "access_token", "api_v2_key", "merchant_certificate", "notify_url"] {
        assert_eq!(found.item(name).0, "fine", "{name}");
    }
}

#[test]
fn a_key_that_is_not_that_of_the_certificate() {
    let other = qq_wxpay_sandbox::testing::settings();
    let key = other.iter().find(|(name, _)| name == "QQ_WXPAY_MERCHANT_PRIVATE_KEY").unwrap().1.clone();
    let found = check(|variables| variables.set("QQ_WXPAY_MERCHANT_PRIVATE_KEY", key.clone()));
    found.names(&["settings KEY_AND_CERTIFICATE_DIFFER merchant_private_key"]);
    // Without the certificate WeChat Pay tells.
    let found = check(|variables| {
        variables.set("QQ_WXPAY_MERCHANT_PRIVATE_KEY", key);
        variables.remove("QQ_WXPAY_MERCHANT_CERTIFICATE");
    });
    found.names(&["signature SIGN_ERROR"]);
    assert_eq!(found.item("key_pair").0, "not_tested");
}

#[test]
fn a_wrong_serial() {
    let wrong = "5157F09EFDC096DE15EBE81A47057A7200000000";
    let found = check(|variables| variables.set("QQ_WXPAY_MERCHANT_SERIAL", wrong));
    found.names(&["settings SERIAL_AND_CERTIFICATE_DIFFER merchant_serial"]);
    let found = check(|variables| {
        variables.set("QQ_WXPAY_MERCHANT_SERIAL", wrong);
        variables.remove("QQ_WXPAY_MERCHANT_CERTIFICATE");
    });
    found.names(&["signature SIGN_ERROR"]);
}

#[test]
fn a_wrong_app_secret() {
    let found = check(|variables| variables.set("QQ_WXPAY_QQ_APP_SECRET", "MARKERMARKERMARKER"));
    found.names(&["access_token 40001"]);
}

#[test]
fn a_wrong_api_v3_key() {
    let found = check(|variables| variables.set("QQ_WXPAY_API_V3_KEY", "0123456789MARKER0123456789MARKER"));
    found.names(&["api_v3_key DECRYPT_FAILED data[0].encrypt_certificate.ciphertext"]);
}

#[test]
fn the_v2_key_in_place_of_the_api_v3_key() {
    let v2_key = variables(shared()).get("QQ_WXPAY_API_V2_KEY");
    let found = check(|variables| variables.set("QQ_WXPAY_API_V3_KEY", v2_key.clone()));
    found.names(&["settings API_KEYS_EQUAL api_v2_key"]);
    let found = check(|variables| {
        let v3_key = variables.get("QQ_WXPAY_API_V3_KEY");
        variables.set("QQ_WXPAY_API_V3_KEY", v2_key);
        variables.set("QQ_WXPAY_API_V2_KEY", v3_key);
    });
    let faults = found.faults();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].starts_with("api_v3_key ") && faults[1].starts_with("api_v2_key "), "{faults:?}");
}

#[test]
fn a_wrong_v2_key() {
    let found = check(|variables| variables.set("QQ_WXPAY_API_V2_KEY", "0123456789MARKER0123456789MARKER"));
    let faults = found.faults();
    assert!(faults.len() == 1 && faults[0].starts_with("api_v2_key "), "{faults:?}");
}

#[test]
fn a_wrong_public_key() {
    let other = qq_wxpay_sandbox::testing::settings();
    let key = other.iter().find(|(name, _)| name == "QQ_WXPAY_PUBLIC_KEY").unwrap().1.clone();
    let found = check(|variables| variables.set("QQ_WXPAY_PUBLIC_KEY", key));
    let faults = found.faults();
    assert!(faults[0].starts_with("encryption ") || faults[0].starts_with("verification "), "{faults:?}");
    assert!(found.0.out.contains("QQ_WXPAY_PUBLIC_KEY encrypts"), "{:#}", found.0.json());
    assert_eq!(found.0.code, 1);
}

#[test]
fn a_wrong_public_key_id() {
    let wrong = "PUB_KEY_ID_0119000000012026010199999999999999";
    let found = check(|variables| variables.set("QQ_WXPAY_PUBLIC_KEY_ID", wrong));
    found.names(&["public_key_id PARAM_ERROR"]);
    assert!(found.0.out.contains("QQ_WXPAY_PUBLIC_KEY_ID"), "{:#}", found.0.json());
}

#[test]
fn certificates_that_end_or_have_ended() {
    let renewed = |days: i64| {
        let settings = variables(shared());
        let key = rcgen::KeyPair::from_pem(&settings.get("QQ_WXPAY_MERCHANT_PRIVATE_KEY")).unwrap();
        let serial = settings.get("QQ_WXPAY_MERCHANT_SERIAL");
        let bytes: Vec<u8> = (0..serial.len() / 2)
            .map(|at| u8::from_str_radix(&serial[2 * at..2 * at + 2], 16).unwrap())
            .collect();
        let mut parameters = rcgen::CertificateParams::default();
        parameters.serial_number = Some(bytes.into());
        parameters.not_before = time::OffsetDateTime::now_utc() - time::Duration::days(400);
        parameters.not_after =
            time::OffsetDateTime::now_utc() + time::Duration::days(days) + time::Duration::hours(1);
        parameters.self_signed(&key).unwrap().pem()
    };
    let ending = check(|variables| variables.set("QQ_WXPAY_MERCHANT_CERTIFICATE", renewed(12)));
    let expected = ("warning".to_owned(), "MERCHANT_CERTIFICATE_ENDS".to_owned());
    assert_eq!(ending.item("merchant_certificate"), expected);
    assert_eq!(ending.0.code, 0, "a warning alone is fine");
    assert!(ending.0.out.contains("ends in 12 days"), "{:#}", ending.0.json());
    let ended = check(|variables| variables.set("QQ_WXPAY_MERCHANT_CERTIFICATE", renewed(-3)));
    ended.names(&["merchant_certificate MERCHANT_CERTIFICATE_ENDS"]);
}

#[test]
fn a_clock_that_is_ten_minutes_off() {
    let sandbox = start();
    sandbox.advance_clock(600);
    let found = checked(&sandbox, &["--json"], |_| {});
    let faults = found.faults();
    assert!(faults.contains(&"clock CLOCK_OFF".to_owned()), "{faults:?}");
    assert!(found.0.out.contains("s behind"), "{:#}", found.0.json());
}

#[test]
fn a_referer_of_a_wrong_form() {
    let found = check(|variables| variables.set("QQ_WXPAY_REFERER", "pay.example.com"));
    found.names(&["settings REFERER_FORM referer"]);
}

#[test]
fn a_host_that_cannot_be_reached() {
    let nobody = shop::nobody();
    let found = check(|variables| variables.set("QQ_WXPAY_QQ_BASE_URL", nobody));
    let faults = found.faults();
    assert_eq!(faults, ["qq_host NOT_CONNECTED"], "{faults:?}");
    let transcript = found.0.json()["transcript"].to_string();
    assert!(transcript.contains("failure"), "{transcript}");
}

#[test]
fn missing_and_misspelt_variables_are_told_at_once() {
    let found = check(|variables| {
        let key = variables.get("QQ_WXPAY_API_V3_KEY");
        variables.remove("QQ_WXPAY_API_V3_KEY");
        variables.set("QQ_WXPAY_APIV3_KEY", key);
        variables.remove("QQ_WXPAY_MCHID");
        variables.set("QQ_WXPAY_REFERER", "x");
        variables.remove("QQ_WXPAY_QQ_APP_SECRET");
        variables.set("QQ_WXPAY_CHANNEL", "proxy");
    });
    found.names(&[
        "settings VARIABLE_UNKNOWN QQ_WXPAY_APIV3_KEY",
        "settings SETTING_VALUE QQ_WXPAY_CHANNEL",
        "settings SETTINGS_MISSING mchid",
        "settings REFERER_FORM referer",
        "qq_settings SETTINGS_MISSING qq_app_secret",
    ]);
    let out = &found.0.out;
    for page in [
        "QQ_WXPAY_MCHID (pay.weixin.qq.com, 账户中心",
        "QQ_WXPAY_API_V3_KEY (pay.weixin.qq.com",
        "q.qq.com, 开发",
    ] {
        assert!(out.contains(page), "{page}: {out}");
    }
}

#[test]
fn addresses_of_a_sandbox_beside_real_ones() {
    let found = check(|variables| variables.remove("QQ_WXPAY_WECHAT_BASE_URL"));
    let faults = found.faults();
    assert!(faults.iter().any(|fault| fault.starts_with("settings MIXED_ADDRESSES")), "{faults:?}");
}

#[test]
fn a_file_that_cannot_be_read_and_a_key_that_is_none() {
    let found = check(|variables| {
        variables.remove("QQ_WXPAY_MERCHANT_PRIVATE_KEY");
        variables.set("QQ_WXPAY_MERCHANT_PRIVATE_KEY_FILE", "no/such.pem");
    });
    assert!(found.faults()[0].starts_with("settings FILE_UNREADABLE QQ_WXPAY_MERCHANT_PRIVATE_KEY_FILE"));
    let found = check(|variables| {
        let certificate = variables.get("QQ_WXPAY_MERCHANT_CERTIFICATE");
        variables.set("QQ_WXPAY_MERCHANT_PRIVATE_KEY", certificate);
    });
    found.names(&["keys PRIVATE_KEY_IS_CERTIFICATE merchant_private_key"]);
}

#[test]
fn offline_nobody_is_reached_and_no_token_is_taken_unless_it_is_wanted() {
    let found = checked(shared(), &["--json", "--offline"], |_| {});
    assert_eq!(found.0.code, 0);
    assert_eq!(found.item("merchant_certificate").0, "fine");
    assert_eq!(found.0.json()["transcript"], serde_json::json!([]));
    let sandbox = start();
    let found = checked(&sandbox, &["--json", "--no-token"], |_| {});
    assert_eq!(found.item("access_token").0, "not_tested");
    assert!(sandbox.events().iter().all(|event| event.kind != "token.issued"));
    assert_eq!(found.faults(), Vec::<String>::new());
}

#[test]
fn both_languages_name_fault_and_remedy_and_write_a_transcript() {
    let folder = Folder::new("transcript");
    let file = folder.file("transcript.json");
    let mut settings = variables(shared());
    settings.set("QQ_WXPAY_NOTIFY_URL", shop::answering(200, "ok").0);
    let secret = folder.file("secret");
    std::fs::write(&secret, settings.get("QQ_WXPAY_QQ_APP_SECRET")).unwrap();
    let hidden = settings.clone();
    settings.remove("QQ_WXPAY_QQ_APP_SECRET");
    settings.set("QQ_WXPAY_QQ_APP_SECRET_FILE", secret);
    for (language, words) in
        [("en", ["FAULT", "1 fault,", "fit to be shown"]), ("zh", ["错误", "1 个错误", "可以给他人看"])]
    {
        let found = told(&["check", "--lang", language, "--transcript", &file], &settings.0);
        assert_eq!(found.code, 1);
        for words in words {
            assert!(found.out.contains(words), "{words}: {}", found.out);
        }
        assert!(found.out.contains("> POST") && found.out.contains("/v3/security/echo"), "{}", found.out);
        no_secret(&found.all(), &hidden);
        assert!(!found.out.contains('\x1b'), "no colours without a terminal");
    }
    let transcript = std::fs::read_to_string(&file).unwrap();
    no_secret(&transcript, &hidden);
    assert!(!transcript.contains(&settings.get("QQ_WXPAY_MCHID")), "{transcript}");
    let transcript: serde_json::Value = serde_json::from_str(&transcript).unwrap();
    let echo =
        transcript["exchanges"].as_array().unwrap().iter().find(|one| one["path"] == "/v3/security/echo");
    assert_eq!(echo.unwrap()["reply_body"]["echo_message"], "(text of 41)", "{echo:?}");
}

#[test]
fn the_program_checks_and_tells_by_its_exit_status() {
    let none = program(&["check", "--offline"], &[("LANG", "zh_CN.UTF-8")]);
    assert_eq!(none.code, 1);
    assert!(none.out.contains("QQ_WXPAY_MCHID") && none.out.contains("处理办法"), "{}", none.out);
    assert!(!none.out.contains('\x1b'));
    let against = program(&["check", "--against", "sandbox", "--json"], &[]);
    assert_eq!(against.code, 0, "{against:?}");
    assert_eq!((&against.json()["faults"], &against.json()["warnings"]), (&0.into(), &0.into()));
    assert_eq!(program(&["check", "--against", "nothing"], &[]).code, 2);
}

#[test]
fn a_sandbox_that_does_not_run_is_named_and_no_dns() {
    let nobody = shop::nobody();
    for (language, said) in
        [("en", "Start the sandbox: `qq-wxpay sandbox`"), ("zh", "请启动沙箱：`qq-wxpay sandbox`")]
    {
        let mut variables = variables(shared());
        variables.set("QQ_WXPAY_QQ_BASE_URL", nobody.clone());
        variables.set("QQ_WXPAY_WECHAT_BASE_URL", nobody.clone());
        variables.set("QQ_WXPAY_NOTIFY_URL", shop::that_refuses());
        let told = told(&["check", "--no-token", "--lang", language], &variables.0);
        assert_eq!(told.code, 1);
        let place = nobody.strip_prefix("http://").unwrap();
        assert!(told.out.contains(said) && told.out.contains(place), "{}", told.out);
        for of_the_network in ["DNS", "firewall", "防火墙"] {
            assert!(!told.out.contains(of_the_network), "{}", told.out);
        }
    }
}

/// A sandbox whose platform certificate ends in so many days.
fn with_a_certificate_for(days: i64) -> (qq_wxpay_sandbox::Sandbox, Folder) {
    let mut kept: serde_json::Value =
        serde_json::from_slice(&std::fs::read(crate::world::keys()).unwrap()).unwrap();
    let key = rcgen::KeyPair::from_pem(kept["platform"]["key"].as_str().unwrap()).unwrap();
    let serial: Vec<u8> = (0x11..0x25).collect();
    let mut parameters = rcgen::CertificateParams::new(Vec::new()).unwrap();
    parameters.serial_number = Some(rcgen::SerialNumber::from_slice(&serial));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let end = i64::try_from(now).unwrap() + days * 24 * 3600 + 3600;
    parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
    parameters.not_after =
        parameters.not_before + std::time::Duration::from_secs(u64::try_from(end - 1_577_836_800).unwrap());
    let certificate = parameters.self_signed(&key).unwrap();
    let serial: String = serial.iter().map(|byte| format!("{byte:02X}")).collect();
    kept["platform"]["certificate"] =
        serde_json::json!({ "serial": serial, "pem": certificate.pem(), "der": certificate.der().to_vec() });
    let folder = Folder::new(&format!("ends-{days}"));
    let file = std::path::PathBuf::from(folder.file("keys.json"));
    std::fs::write(&file, kept.to_string()).unwrap();
    let options = qq_wxpay_sandbox::Options { keep: Some(file), ..Default::default() };
    let sandbox = crate::world::runtime().block_on(qq_wxpay_sandbox::Sandbox::start(options)).unwrap();
    let switches = qq_wxpay_sandbox::Switches {
        signing_key: qq_wxpay_sandbox::SigningKey::Certificate,
        ..sandbox.switches()
    };
    sandbox.set_switches(switches);
    (sandbox, folder)
}

#[test]
fn the_end_of_the_platform_certificate_is_a_warning_in_its_last_30_days() {
    for (days, state, said) in
        [(31, "fine", "31 days left"), (29, "warning", "ends in 29 days"), (0, "warning", "ends in 0 days")]
    {
        let (sandbox, _folder) = with_a_certificate_for(days);
        let found = checked(&sandbox, &["--json", "--no-token"], |variables| {
            variables.remove("QQ_WXPAY_PUBLIC_KEY");
            variables.remove("QQ_WXPAY_PUBLIC_KEY_ID");
        });
        assert_eq!(found.item("platform_certificate").0, state, "{days}: {:#}", found.0.json());
        assert!(found.0.out.contains(said), "{days}: {:#}", found.0.json());
        assert_eq!((found.faults(), found.0.code), (vec![], 0), "a warning is no fault");
    }
}
