//! Fetching WeChat Pay's platform certificates.
//!
//! Trust comes from the APIv3 key: who does not know it cannot encrypt a certificate that opens. So the first list is
//! verified with a certificate out of itself, and later ones with a key that is trusted already where there is one.

use serde::Deserialize;

use crate::config::{Config, V3};
use crate::crypto::Certificate;
use crate::error::{Error, Result, Subject, sdk_codes};
use crate::http::HttpResponse;
use crate::model::NoArguments;
pub use crate::model::{PlatformCertificate, PlatformCertificates};
use crate::operation::{CallContext, FetchCertificates, Operation, descriptor};
use crate::protocol::encrypted_resource::Resource;
use crate::protocol::prepared::Prepared;
use crate::protocol::reply::{unexpected, v3};
use crate::protocol::wechat_call::V3Call;
use crate::retry::Idempotency;
use crate::verify::{SignatureHeaders, verify_with_certificate};
use crate::wire::json;

/// After how many seconds certificates should be fetched again: 12 hours.
pub const REFRESH_SECONDS: u64 = 12 * 3600;

/// More entries than this are refused unread; WeChat Pay lists one or two.
const MOST_CERTIFICATES: usize = 64;

/// A longer ciphertext is no certificate, in characters of base64.
const LONGEST_CIPHERTEXT: usize = 64 * 1024;

/// The result is verified; nothing is trusted before [`adopt`].
///
/// `finish` reads at most 64 certificates. Each must open with the APIv3 key (never the previous one), and its X.509 serial
/// must be the announced one; those that are not valid now are left out. It fails with `CERTIFICATES_NOT_AVAILABLE` for a merchant
/// that has public-key mode only, with `Decrypt`, `Malformed`, `Mismatch` or `Signature` when the list cannot be believed.
impl Operation for FetchCertificates {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Certificates;

    fn prepare(_none: &NoArguments, call: &CallContext<'_>) -> Result<Prepared<PlatformCertificates>> {
        V3Call::get(descriptor::<Self>(_none), "/v3/certificates".to_owned()).prepare_with(call, read)
    }
}

/// Trusts the certificates of a verified list from now on, in one step, in every clone of `config`.
///
/// Configured keys stay. A fetched certificate that this list lacks is trusted for another 24 hours, if it is valid so long.
///
/// # Errors
/// `Mismatch` when the list was made for another merchant; `Config` when V3 is not configured.
///
/// ```
/// # fn send(_: &qq_wxpay::http::HttpRequest) -> qq_wxpay::http::HttpResponse { unimplemented!() }
/// # fn example(config: &qq_wxpay::Config, program_start: i64) -> qq_wxpay::Result<()> {
/// use qq_wxpay::environment::{Clock as _, RequestStamp, SystemClock};
/// use qq_wxpay::model::NoArguments;
/// use qq_wxpay::operations::FetchCertificates;
/// use qq_wxpay::{CallContext, Operation as _, certificates};
///
/// if certificates::is_due(config, program_start, SystemClock.now()) {
///     let stamp = RequestStamp::system();
///     let prepared = FetchCertificates::prepare(&NoArguments::default(), &CallContext::new(config, &stamp))?;
///     let reply = send(prepared.request()); // with an HTTP client of yours
///     let list = prepared.finish(&reply, SystemClock.now())?;
///     certificates::adopt(config, &list, SystemClock.now())?;
/// }
/// # Ok(())
/// # }
/// ```
pub fn adopt(config: &Config, list: &PlatformCertificates, now: i64) -> Result<()> {
    let v3 = config.v3()?;
    if list.mchid() != config.mchid() {
        return Err(Error::sdk(&sdk_codes::MERCHANT_DIFFERS).with_field("mchid"));
    }
    let certificates: Vec<_> =
        list.certificates().iter().map(|listed| listed.certificate().clone()).collect();
    v3.trust.adopt(&certificates, now);
    Ok(())
}

/// Whether the certificates should be fetched again: there is no key that is valid now, or they were adopted 12 hours ago or
/// more.
///
/// `false` without V3, and with a public key alone: that has no end. Certificates that are configured and were never
/// fetched are taken to be as old as `since`, in Unix seconds, for example the start of the program.
#[must_use]
pub fn is_due(config: &Config, since: i64, now: i64) -> bool {
    let Ok(v3) = config.v3() else { return false };
    let age = now.abs_diff(v3.trust.adopted_at().unwrap_or(since));
    !v3.trust.is_usable(now) || (v3.trust.keys().has_certificates() && age >= REFRESH_SECONDS)
}

/// The reply.
#[derive(Deserialize)]
struct List {
    #[serde(default)]
    data: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    serial_no: String,
    encrypt_certificate: Resource,
}

fn read(config: &Config, reply: &HttpResponse, now: i64) -> Result<PlatformCertificates> {
    if !reply.is_success() {
        return Err(refusal(reply));
    }
    let v3 = config.v3()?;
    let headers = SignatureHeaders::find(reply.headers())?;
    let headers = headers.ok_or_else(|| Error::sdk(&sdk_codes::REPLY_UNSIGNED))?;
    headers.refuse_probe()?;
    let keys = v3.trust.keys();
    let signed_by_known_key = keys.knows(headers.serial());
    if signed_by_known_key {
        keys.verify(&headers, reply.body(), now)?.fresh()?;
    }
    let list: List = json::read(reply.body())?;
    if list.data.len() > MOST_CERTIFICATES {
        let detail = format!("{} entries of at most {MOST_CERTIFICATES}", list.data.len());
        return Err(Error::sdk(&sdk_codes::MESSAGE_FIELD).with_field("data").with_detail(detail));
    }
    if list.data.is_empty() && signed_by_known_key {
        return Err(not_available());
    }
    let certificates = list.data.iter().enumerate().map(|(index, listed)| decrypt(config, v3, listed, index));
    let certificates: Vec<_> = certificates.collect::<Result<_>>()?;
    if !signed_by_known_key {
        let signer = certificates.iter().find(|own| own.serial_no.eq_ignore_ascii_case(headers.serial()));
        let signer = signer.ok_or_else(|| keys.unknown(headers.serial()))?;
        verify_with_certificate(signer.certificate(), &headers, reply.body(), now)?.fresh()?;
    }
    let valid: Vec<_> =
        certificates.into_iter().filter(|listed| listed.certificate().is_valid_at(now)).collect();
    if valid.is_empty() {
        return Err(Error::sdk(&sdk_codes::PLATFORM_CERTIFICATE_EXPIRED).with_field("data"));
    }
    Ok(PlatformCertificates::new(config.mchid(), valid))
}

fn decrypt(config: &Config, v3: &V3, listed: &Listed, index: usize) -> Result<PlatformCertificate> {
    let path = format!("data[{index}].encrypt_certificate");
    if listed.encrypt_certificate.length() > LONGEST_CIPHERTEXT {
        return Err(Error::sdk(&sdk_codes::CIPHERTEXT_MALFORMED)
            .with_field(format!("{path}.ciphertext"))
            .with_detail("longer than any certificate"));
    }
    // What the same key encrypted for a notification is no certificate, whatever stands in it.
    if !matches!(listed.encrypt_certificate.associated_data(), "certificate" | "") {
        return Err(Error::sdk(&sdk_codes::MESSAGE_FIELD).with_field(format!("{path}.associated_data")));
    }
    let plain = listed.encrypt_certificate.open_with_current(config, v3, &path)?;
    let certificate = Certificate::parse(v3.provider, &plain, &path).map_err(|_| {
        // The advice for a setting would mislead here.
        Error::sdk(&sdk_codes::MESSAGE_FIELD)
            .with_field(&path)
            .with_detail("not one certificate with an RSA key")
    })?;
    if !certificate.serial().eq_ignore_ascii_case(&listed.serial_no) {
        let field = format!("data[{index}].serial_no");
        return Err(Error::sdk(&sdk_codes::PLATFORM_SERIAL_DIFFERS).with_field(field));
    }
    Ok(PlatformCertificate::new(certificate, String::from_utf8_lossy(&plain).into_owned()))
}

/// WeChat Pay's words, or that the merchant has no certificates at all.
fn refusal(reply: &HttpResponse) -> Error {
    match v3::refusal(reply) {
        Some(error)
            if error.code() == "RESOURCE_NOT_EXISTS" || error.detail().contains("无可用的平台证书") =>
        {
            not_available()
        }
        Some(error) => error,
        None => unexpected(reply),
    }
}

fn not_available() -> Error {
    Error::sdk(&sdk_codes::CERTIFICATES_NOT_AVAILABLE).with_field("public_key_id")
}
