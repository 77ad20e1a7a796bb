//! V3: the link to a bill, and the file behind it (protocol 5.8).

use serde::Deserialize;
use url::Url;

use super::file::{Download, MAXIMUM_BILL_BYTES, PreparedBillFile, Version};
use crate::call::{Prepared, v3_request};
use crate::config::{BaseUrl, Config};
use crate::direct::V3Call;
use crate::endpoint::{Endpoint, encode};
use crate::environment::Stamp;
use crate::error::{Error, Result, sdk_codes};
use crate::http::{HttpResponse, Method};
use crate::model::{BillLink, FundFlowBillRequest, TradeBillRequest, times};
use crate::reply::v3;

/// WeChat Pay's own hosts (protocol 5.1).
const HOSTS: [&str; 4] =
    ["api.mch.weixin.qq.com", "api2.mch.weixin.qq.com", "api.wechatpay.cn", "api2.wechatpay.cn"];

/// Prepares the question for the link of a trade bill.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_trade_bill(
    config: &Config,
    request: &TradeBillRequest,
    stamp: &Stamp,
) -> Result<Prepared<BillLink>> {
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
    prepare_link(config, "trade_bill", target, request.gzip, stamp)
}

/// Prepares the question for the link of a fund flow bill.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_fund_flow_bill(
    config: &Config,
    request: &FundFlowBillRequest,
    stamp: &Stamp,
) -> Result<Prepared<BillLink>> {
    request.check()?;
    let target = format!(
        "/v3/bill/fundflowbill?bill_date={}&account_type={}",
        encode(&times::v3_day(&request.bill_date).expect("the day was checked")),
        request.account_type.as_str()
    );
    prepare_link(config, "fund_flow_bill", target, request.gzip, stamp)
}

/// Prepares the download of the file. It goes to the configured address of WeChat Pay, whichever of its hosts the link names; path
/// and query are sent and signed exactly as the link has them.
///
/// # Errors
/// `Malformed` with `BILL_LINK_REFUSED` or `BILL_DIGEST_UNSUPPORTED`; `Config`.
pub fn prepare_bill_file(config: &Config, link: &BillLink, stamp: &Stamp) -> Result<PreparedBillFile> {
    check_digest(link)?;
    let endpoint = Endpoint::direct(config, target(config, &link.download_url)?);
    let leg = endpoint.leg;
    let request = v3_request(config, config.v3()?, endpoint, Method::Get, Vec::new(), stamp)?;
    let download = Download {
        version: Version::V3,
        digest: Some(link.hash_value.clone()),
        maximum_bytes: MAXIMUM_BILL_BYTES,
    };
    Ok(PreparedBillFile { operation: "bill_file", leg, request, download })
}

fn prepare_link(
    config: &Config,
    operation: &'static str,
    mut target: String,
    gzip: bool,
    stamp: &Stamp,
) -> Result<Prepared<BillLink>> {
    if gzip {
        target.push_str("&tar_type=GZIP");
    }
    V3Call::get(operation, target).prepare_with(config, stamp, read_link)
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
