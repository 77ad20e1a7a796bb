//! V3: the link to a bill, and the file behind it.

use serde::Deserialize;
use url::Url;

use super::download::{Download, MAXIMUM_BILL_BYTES, Version};
use super::file::PreparedBillFile;
use crate::config::{BaseUrl, Config};
use crate::error::{Error, Result, Subject, sdk_codes};
use crate::http::{HttpResponse, Method};
use crate::model::{BillLink, FundFlowBillRequest, TradeBillRequest, times};
use crate::operation::{CallContext, LinkFundFlowBill, LinkTradeBill, Operation, descriptor};
use crate::protocol::endpoint::{Endpoint, encode};
use crate::protocol::prepared::{Descriptor, Prepared, v3_request};
use crate::protocol::reply::v3;
use crate::protocol::wechat_call::V3Call;
use crate::retry::Idempotency;

/// WeChat Pay's own hosts.
const HOSTS: [&str; 4] =
    ["api.mch.weixin.qq.com", "api2.mch.weixin.qq.com", "api.wechatpay.cn", "api2.wechatpay.cn"];

impl Operation for LinkTradeBill {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Bill;

    fn prepare(request: &TradeBillRequest, call: &CallContext<'_>) -> Result<Prepared<BillLink>> {
        request.check()?;
        let mut target = format!(
            "/v3/bill/tradebill?bill_date={}&bill_type={}",
            encode(&times::v3_day(&request.bill_date).expect("the day was checked")),
            request.bill_type.as_str()
        );
        if let Some(number) = &request.sub_mchid {
            target.push_str("&sub_mchid=");
            target.push_str(&encode(number));
        }
        prepare_link(descriptor::<Self>(request), target, request.gzip, call)
    }
}

impl Operation for LinkFundFlowBill {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Bill;

    fn prepare(request: &FundFlowBillRequest, call: &CallContext<'_>) -> Result<Prepared<BillLink>> {
        request.check()?;
        let target = format!(
            "/v3/bill/fundflowbill?bill_date={}&account_type={}",
            encode(&times::v3_day(&request.bill_date).expect("the day was checked")),
            request.account_type.as_str()
        );
        prepare_link(descriptor::<Self>(request), target, request.gzip, call)
    }
}

/// Prepares the download of the file. It goes to the configured address of WeChat Pay, whichever of its hosts the link names; path
/// and query are sent and signed exactly as the link has them.
///
/// # Errors
/// `Malformed` with `BILL_LINK_REFUSED` or `BILL_DIGEST_UNSUPPORTED`; `Config`.
pub fn prepare_bill_file(link: &BillLink, call: &CallContext<'_>) -> Result<PreparedBillFile> {
    check_digest(link)?;
    let endpoint = Endpoint::direct(call.config, target(call.config, &link.download_url)?);
    let upstream = endpoint.upstream;
    let request = v3_request(call, endpoint, Method::Get, Vec::new())?;
    let download = Download {
        version: Version::V3,
        digest: Some(link.hash_value.clone()),
        maximum_bytes: MAXIMUM_BILL_BYTES,
        is_file: false,
    };
    Ok(PreparedBillFile { operation: "bill_file", upstream, request, download })
}

fn prepare_link(
    operation: Descriptor,
    mut target: String,
    gzip: bool,
    call: &CallContext<'_>,
) -> Result<Prepared<BillLink>> {
    if gzip {
        target.push_str("&tar_type=GZIP");
    }
    V3Call::get(operation, target).prepare_with(call, read_link)
}

#[derive(Deserialize)]
struct LinkReply {
    download_url: String,
    hash_type: String,
    hash_value: String,
}

fn read_link(config: &Config, reply: &HttpResponse, now: i64) -> Result<BillLink> {
    let LinkReply { download_url, hash_type, hash_value } = v3::verified(config, reply, now)?;
    let link = BillLink { download_url, hash_type, hash_value };
    check_digest(&link)?;
    target(config, &link.download_url)?;
    Ok(link)
}

fn check_digest(link: &BillLink) -> Result<()> {
    let refuse = |field: &str| Err(Error::sdk(&sdk_codes::BILL_DIGEST_UNSUPPORTED).with_field(field));
    if link.hash_type != "SHA1" {
        return refuse("hash_type");
    }
    if link.hash_value.len() != 40 || !link.hash_value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return refuse("hash_value");
    }
    Ok(())
}

/// Path and query of the link, exactly as they are written.
fn target(config: &Config, download_url: &str) -> Result<String> {
    let refuse = |detail: &str| {
        Error::sdk(&sdk_codes::BILL_LINK_REFUSED).with_field("download_url").with_detail(detail)
    };
    let bases = [Some(&config.0.wechat_base), config.0.wechat_backup_base.as_ref()];
    let url = Url::parse(download_url).map_err(|_| refuse("not an address"))?;
    let origin = &url[..url::Position::BeforePath];
    let is_at = |base: &BaseUrl| {
        Url::parse(base.as_str()).is_ok_and(|own| &own[..url::Position::BeforePath] == origin)
    };
    let own = bases.into_iter().flatten().any(is_at);
    let known = url.scheme() == "https"
        && url.port().is_none()
        && url.host_str().is_some_and(|host| HOSTS.contains(&host));
    if (!own && !known) || !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("not at WeChat Pay"));
    }
    // An HTTP client would send the rewritten form, and the signature would cover another one.
    if url.as_str() != download_url || url.fragment().is_some() {
        return Err(refuse("not a plain address"));
    }
    Ok(url[url::Position::BeforePath..].to_owned())
}
