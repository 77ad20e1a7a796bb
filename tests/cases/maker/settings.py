"""Settings: what is accepted, and which error names which setting."""

from cryptography.hazmat.primitives import serialization

from maker.make import (
    APPID, HERE, MCHID, NO_KEYS, OTHER_KEY_ID, PUBLIC_KEY_ID, QQ_APPID, SERIAL, SETTINGS, V2_KEY, V3_KEY, case, error, keys,
    merchant_certificate, merchant_key, other_certificate, platform_certificate,
)


# The test kit's own files: a key of it is what everybody has.
TEST_KEYS = HERE / "../../sandbox/src/testing/keys"
TEST_MERCHANT_KEY, TEST_PUBLIC_KEY = ((TEST_KEYS / name).read_text() for name in ("merchant.pem", "wechat_pay_public.pem"))


def settings_cases():
    def bad(name, kind, code, field, **changes):
        return case(name, "settings", error(kind, code, field), settings=changes)

    def good(name, **changes):
        return case(name, "settings", {"result": {"mchid": MCHID}}, settings=changes)

    here = "http://127.0.0.1:18700"
    all_here = {"qq_base_url": here, "wechat_base_url": here}
    key = SETTINGS["merchant_private_key"]
    pkcs1 = merchant_key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()).decode()
    body = "".join(key.splitlines()[1:-1])
    legacy, modern = keys["merchant_p12_legacy"], keys["merchant_p12_modern"]
    p12 = {"merchant_p12": legacy, "merchant_private_key": None, "merchant_serial": None}
    return [
        good("the settings of all cases"),
        good("PKCS#1 key", merchant_private_key=pkcs1),
        good("key in one line with \\n", merchant_private_key=key.replace("\n", "\\n")),
        good("key with CRLF and a byte-order mark", merchant_private_key="\ufeff" + key.replace("\n", "\r\n")),
        good("key without BEGIN and END", merchant_private_key=body),
        good("serial from the certificate", merchant_serial=None, merchant_certificate=merchant_certificate),
        good("serial in lower case", merchant_serial=SERIAL.lower()),
        good("only V2", merchant_private_key=None, api_v3_key=None, public_key=None, public_key_id=None, platform_certificates=None),
        good("only platform certificates", public_key=None, public_key_id=None),
        bad("truncated private key", "key", "PRIVATE_KEY_UNREADABLE", "merchant_private_key", merchant_private_key=key[:900]),
        bad("certificate in place of the private key", "key", "PRIVATE_KEY_IS_CERTIFICATE", "merchant_private_key", merchant_private_key=merchant_certificate),
        bad("public key in place of the private key", "key", "PRIVATE_KEY_IS_PUBLIC_KEY", "merchant_private_key", merchant_private_key=SETTINGS["public_key"]),
        bad("private key in place of the public key", "key", "PUBLIC_KEY_IS_PRIVATE_KEY", "public_key", public_key=key),
        bad("certificate in place of the public key", "key", "PUBLIC_KEY_IS_CERTIFICATE", "public_key", public_key=platform_certificate),
        bad("truncated public key", "key", "PUBLIC_KEY_UNREADABLE", "public_key", public_key=SETTINGS["public_key"][:200]),
        bad("key in place of a certificate", "key", "CERTIFICATE_IS_KEY", "platform_certificates", platform_certificates=SETTINGS["public_key"]),
        bad("truncated certificate", "key", "CERTIFICATE_UNREADABLE", "platform_certificates", platform_certificates=platform_certificate[:400]),
        bad("certificate of another key", "config", "KEY_AND_CERTIFICATE_DIFFER", "merchant_private_key", merchant_certificate=other_certificate),
        bad("serial of another certificate", "config", "SERIAL_AND_CERTIFICATE_DIFFER", "merchant_serial", merchant_serial="AB" * 20, merchant_certificate=merchant_certificate),
        bad("serial that is no hex", "config", "MERCHANT_SERIAL_FORM", "merchant_serial", merchant_serial=PUBLIC_KEY_ID),
        bad("no serial", "config", "SETTINGS_MISSING", "merchant_serial", merchant_serial=None),
        bad("no private key", "config", "SETTINGS_MISSING", "merchant_private_key", merchant_private_key=None),
        bad("serial in place of the public key's ID", "config", "PUBLIC_KEY_ID_FORM", "public_key_id", public_key_id=SERIAL),
        bad("public key without ID", "config", "SETTINGS_MISSING", "public_key_id", public_key_id=None),
        bad("ID without public key", "config", "SETTINGS_MISSING", "public_key", public_key=None),
        good("a second public key", public_key_id_previous=OTHER_KEY_ID, public_key_previous=SETTINGS["public_key"]),
        bad("a second public key without ID", "invalid_input", "FIELD_MISSING", "public_key_id_previous", public_key_previous=SETTINGS["public_key"]),
        bad("the ID of a second public key without it", "invalid_input", "FIELD_MISSING", "public_key_previous", public_key_id_previous=OTHER_KEY_ID),
        bad("a second public key under the ID of the first", "config", "PUBLIC_KEY_ID_FORM", "public_key_id_previous", public_key_id_previous=SETTINGS["public_key_id"], public_key_previous=SETTINGS["public_key"]),
        bad("serial in place of the second public key's ID", "config", "PUBLIC_KEY_ID_FORM", "public_key_id_previous", public_key_id_previous=SERIAL, public_key_previous=SETTINGS["public_key"]),
        bad("private key in place of the second public key", "key", "PUBLIC_KEY_IS_PRIVATE_KEY", "public_key_previous", public_key_id_previous=OTHER_KEY_ID, public_key_previous=key),
        good("no key of WeChat Pay: certificates can be fetched", **NO_KEYS),
        bad("APIv3 key of 31 characters", "config", "API_V3_KEY_LENGTH", "api_v3_key", api_v3_key=V3_KEY[:-1]),
        bad("APIv3 key of 33 characters", "config", "API_V3_KEY_LENGTH", "api_v3_key", api_v3_key=V3_KEY + "x"),
        bad("APIv3 key of 16 characters", "config", "API_V3_KEY_LENGTH", "api_v3_key", api_v3_key=V3_KEY[:16]),
        bad("no APIv3 key", "config", "SETTINGS_MISSING", "api_v3_key", api_v3_key=None),
        bad("V2 key of 16 characters", "config", "API_V2_KEY_FORM", "api_v2_key", api_v2_key=V2_KEY[:16]),
        bad("one key in both places", "config", "API_KEYS_EQUAL", "api_v2_key", api_v2_key=V3_KEY),
        bad("QQ AppID as WeChat AppID", "invalid_input", "QQ_APPID_AS_WECHAT_APPID", "wechat_appid", wechat_appid=QQ_APPID),
        bad("WeChat AppID as QQ AppID", "config", "WECHAT_APPID_AS_QQ_APPID", "qq_appid", qq_appid=APPID),
        bad("nothing at all: every setting that is missing is named", "config", "SETTINGS_MISSING", "wechat_appid", **{name: None for name in SETTINGS}),
        bad("no WeChat AppID", "config", "SETTINGS_MISSING", "wechat_appid", wechat_appid=None),
        bad("no merchant number", "config", "SETTINGS_MISSING", "mchid", mchid=None),
        bad("AppID as merchant number", "invalid_input", "MERCHANT_NUMBER_FORM", "mchid", mchid=APPID),
        bad("merchant number with a space", "invalid_input", "MERCHANT_NUMBER_FORM", "mchid", mchid="1900 007291"),
        bad("http notify_url", "config", "NOTIFY_URL_NOT_HTTPS", "notify_url", notify_url="http://pay.example.com/notify"),
        bad("relative notify_url", "config", "NOTIFY_URL_NOT_ABSOLUTE", "notify_url", notify_url="pay.example.com/notify"),
        bad("notify_url of 256 characters", "config", "NOTIFY_URL_TOO_LONG", "notify_url", notify_url="https://pay.example.com/".ljust(256, "a")),
        bad("referer without scheme", "config", "REFERER_FORM", "referer", referer="pay.example.com"),
        bad("http base address", "config", "BASE_URL", "qq_base_url", qq_base_url="http://api.q.qq.com"),
        bad("http backup address", "config", "BASE_URL", "wechat_backup_base_url", wechat_backup_base_url="http://api2.mch.weixin.qq.com"),
        bad("backup address with a path", "config", "BASE_URL", "wechat_backup_base_url", wechat_backup_base_url="https://api2.mch.weixin.qq.com/v3"),
        good("backup address", wechat_backup_base_url="https://api2.wechatpay.cn"),
        bad("base address with a path", "config", "BASE_URL", "wechat_base_url", wechat_base_url="https://api.mch.weixin.qq.com/v3"),
        *(bad(f"left over from the sandbox: {name}", "config", "MIXED_ADDRESSES", name, **{name: value}) for name, value in (
            ("qq_base_url", here), ("wechat_base_url", here), ("wechat_backup_base_url", here), ("wechat_mutual_tls_base_url", "https://localhost:18701"), ("link_hosts", ["wx.tenpay.com", "127.0.0.1:18700"]),
        )),
        bad("left over from the sandbox: the address of QQ, without QQ", "config", "MIXED_ADDRESSES", "qq_base_url", qq_base_url=here, qq_appid=None, qq_app_secret=None),
        bad("forgotten for the sandbox: the address of QQ", "config", "MIXED_ADDRESSES", "wechat_base_url", wechat_base_url="http://[::1]:18700"),
        bad("forgotten for the sandbox: the address of refunds", "config", "MIXED_ADDRESSES", "wechat_base_url", **all_here, wechat_mutual_tls_base_url="https://api.mch.weixin.qq.com"),
        *(bad(f"a secret of the test kit in production: {name}", "config", "TEST_KEYS", name, **{name: value}) for name, value in (
            ("api_v3_key", "QqWxPayTestKeyNotSecretApiV3Key0"), ("api_v3_key_previous", "QqWxPayTestKeyNotSecretApiV3Key0"), ("api_v2_key", "QqWxPayTestKeyNotSecretApiV2Key0"), ("qq_app_secret", "QqWxPayTestKeyNotSecretQqSecret0"),
            ("merchant_serial", "7E57000000000000000000000000000000000001"), ("public_key_id", "PUB_KEY_ID_0000000000000000000000000000735701"), ("public_key_id_previous", "PUB_KEY_ID_0000000000000000000000000000735701"),
        )),
        bad("a key pair of the test kit in production: its private key", "config", "TEST_KEYS", "merchant_private_key", merchant_private_key=TEST_MERCHANT_KEY),
        bad("a key pair of the test kit in production: its public key", "config", "TEST_KEYS", "public_key", public_key=TEST_PUBLIC_KEY),
        good("secrets of the test kit with everything on this machine", **all_here, api_v3_key="QqWxPayTestKeyNotSecretApiV3Key0", api_v2_key="QqWxPayTestKeyNotSecretApiV2Key0"),
        good("everything on this machine", **all_here, link_hosts=["127.0.0.1:18700", "localhost:18700"], wechat_mutual_tls_base_url="https://127.0.0.1:18701"),
        good("everything on this machine, without QQ", wechat_base_url=here, qq_appid=None, qq_app_secret=None),
        good("two hosts of links", link_hosts=["wx.tenpay.com", "wx2.tenpay.com:8443"]),
        *(bad(f"a host of links that is none: `{host}`", "config", "LINK_HOST_FORM", "link_hosts", link_hosts=[host]) for host in ("*", "*.tenpay.com", "", "https://wx.tenpay.com", "wx.tenpay.com/", "wx tenpay.com", "u@wx.tenpay.com")),
        good("key and certificate out of a .p12 file, as WeChat Pay gives it", **p12),
        good("a .p12 file in today's form, with another certificate beside", **{**p12, "merchant_p12": modern}),
        good("a .p12 file with its password", **p12, merchant_p12_password="1900007291"),
        good("V2 with a certificate for refunds", merchant_certificate=merchant_certificate, merchant_serial=None, api_v3_key=None, public_key=None, public_key_id=None, platform_certificates=None),
        bad("a .p12 file with another password", "key", "P12_PASSWORD", "merchant_p12", **p12, merchant_p12_password="1900007290"),
        bad("a cut .p12 file", "key", "P12_UNREADABLE", "merchant_p12", **{**p12, "merchant_p12": legacy[:1200]}),
        bad("the name of a .p12 file", "key", "P12_UNREADABLE", "merchant_p12", **{**p12, "merchant_p12": "apiclient_cert.p12"}),
        bad("a PEM file as .p12", "key", "P12_UNREADABLE", "merchant_p12", **{**p12, "merchant_p12": key}),
        bad("a .p12 file and a key", "config", "KEY_GIVEN_TWICE", "merchant_p12", merchant_p12=legacy),
        bad("another merchant's serial beside the .p12 file", "config", "SERIAL_AND_CERTIFICATE_DIFFER", "merchant_serial", **{**p12, "merchant_serial": "AB" * 20}),
        bad("a root certificate for WeChat Pay itself", "config", "ROOT_CERTIFICATE_NOT_LOCAL", "root_certificate", root_certificate=platform_certificate),
        bad("http for the address that sees the certificate", "config", "BASE_URL", "wechat_mutual_tls_base_url", wechat_mutual_tls_base_url="http://api.mch.weixin.qq.com"),
        good("a former sign type and its end", v2_former_sign_type="MD5", v2_former_sign_type_until="2024-09-01T00:00:00+08:00"),
        bad("a former sign type without an end", "config", "FORMER_SIGN_TYPE", "v2_former_sign_type_until", v2_former_sign_type="MD5"),
        bad("the end of no former sign type", "config", "FORMER_SIGN_TYPE", "v2_former_sign_type", v2_former_sign_type_until="2024-09-01T00:00:00+08:00"),
        bad("a former sign type that is the present one", "config", "FORMER_SIGN_TYPE", "v2_former_sign_type", v2_former_sign_type="HMAC-SHA256", v2_former_sign_type_until="2024-09-01T00:00:00+08:00"),
        *(bad(f"the end of the former sign type: {text}", "config", "FORMER_SIGN_TYPE", "v2_former_sign_type_until", v2_former_sign_type="MD5", v2_former_sign_type_until=text) for text in ("2024-09-01", "2024-09-01T00:00:00", "1725120000", "never", "")),
        *(good(f"a token store: {text}", token_store=text) for text in ("memory", "file", "redis://:secret@redis.example:6379/0")),
        *(bad(f"no token store: {text}", "config", "STORE_SETTING", "token_store", token_store=text) for text in ("disk", "file:relative", "redis.example:6379", "")),
        bad("misspelt setting", "invalid_input", "UNKNOWN_FIELD", "merchant_id", merchant_id="1"),
    ]
