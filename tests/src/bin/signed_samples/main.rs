//! Prints requests that the core prepared, one JSON line each, for judges that are not ours: `tests/peers/verify_core_signatures.py`.
//!
//! Arguments: the number of rounds (default 10, 24 samples each) and the seed of the random texts (default: a fresh one).

mod orders;
mod queries;
mod sample;

use std::error::Error;
use std::io::{self, Write as _};

use qq_wxpay::crypto::RsaProvider;
use qq_wxpay::environment::{NonceSource as _, SystemNonce};
use qq_wxpay::model::Channel;
use qq_wxpay::{Config, Settings, V2SignType};
use qq_wxpay_tests::dice::Dice;
use serde_json::Value;

const QQ_APPID: &str = "1110000001";
const WECHAT_APPID: &str = "wx0123456789abcdef";
const MCHID: &str = "1900000001";
const SUB_MCHID: &str = "1900000002";
const MERCHANT_SERIAL: &str = "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB";
/// The key of the published V2 example, see `vectors/v2_sign.json`.
const V2_KEY: &str = "192006250b4c09247ec02edce69f6a2d";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let rounds: u64 = arguments.next().as_deref().unwrap_or("10").parse()?;
    let seed = arguments.next().unwrap_or_else(|| SystemNonce.nonce());
    let providers = RsaProvider::available();
    if providers.len() < 2 {
        return Err("both RSA providers must be compiled in".into());
    }
    let mut dice = Dice::new(&seed);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for number in 0..rounds {
        for &provider in providers {
            let round = Round::new(provider, number, &seed, &mut dice)?;
            for channel in [Channel::QqProxy, Channel::Direct] {
                round.orders(channel, &mut dice, &mut out)?;
            }
            round.queries(&mut dice, &mut out)?;
        }
    }
    Ok(out.flush()?)
}

/// One merchant with one RSA provider.
struct Round<'a> {
    config: Config,
    provider: RsaProvider,
    seed: &'a str,
    public_key: String,
    access_token: String,
    notify_url: String,
    v2_sign_type: &'static str,
}

impl<'a> Round<'a> {
    fn new(
        provider: RsaProvider,
        number: u64,
        seed: &'a str,
        dice: &mut Dice,
    ) -> Result<Self, Box<dyn Error>> {
        let published: Value =
            serde_json::from_str(include_str!("../../../../core/tests/vectors/v3_request_sign.json"))?;
        let generated: Value =
            serde_json::from_str(include_str!("../../../../core/tests/vectors/generated_h5.json"))?;
        let reply: Value =
            serde_json::from_str(include_str!("../../../../core/tests/vectors/v3_response_verify.json"))?;
        let text = |value: &Value| value.as_str().expect("the vectors have these texts").to_owned();
        let notify_url = match number % 2 {
            0 => {
                format!("https://pay.example.com:8443/n/%E6%94%AF/{}?shop=1&kind=h5%26+x", dice.name(8, "_-"))
            }
            _ => format!("https://pay.example.com/notify/{}", dice.name(12, "_-")),
        };
        let mut settings = Settings::new()
            .qq_appid(QQ_APPID)
            .wechat_appid(WECHAT_APPID)
            .mchid(MCHID)
            .merchant_serial(MERCHANT_SERIAL)
            .merchant_private_key(text(&published["private_key_pkcs8_pem"]))
            .api_v3_key("0123456789abcdefGHIJKLMNOPQRSTUV")
            .public_key_id(text(&reply["vectors"][0]["headers"]["Wechatpay-Serial"]))
            .public_key(text(&reply["vectors"][0]["public_key_pem"]))
            .api_v2_key(V2_KEY)
            .notify_url(notify_url.as_str())
            .referer("https://pay.example.com");
        settings.allow_notify_url_query = true;
        let v2_sign_type = if number % 4 < 2 { "HMAC-SHA256" } else { "MD5" };
        settings.v2_sign_type = if v2_sign_type == "MD5" { V2SignType::Md5 } else { V2SignType::HmacSha256 };
        Ok(Self {
            config: settings.build_with(provider, None)?,
            provider,
            seed,
            public_key: text(&generated["public_key_pem"]),
            access_token: dice.token(),
            notify_url,
            v2_sign_type,
        })
    }
}
