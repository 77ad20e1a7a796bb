//! What a host says of the sandbox that it starts.

use std::net::IpAddr;
use std::path::PathBuf;

use super::failure::Failure;
use crate::options::Options;
use serde::Deserialize;

/// Each may be left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    host: Option<String>,
    port: Option<u16>,
    secure_port: Option<u16>,
    time_scale: Option<f64>,
    notify_url: Option<String>,
    keep: Option<PathBuf>,
    mchid: Option<String>,
    wechat_appid: Option<String>,
    qq_appid: Option<String>,
}

/// Reads the options of a sandbox: a JSON object.
pub(super) fn read(json: &str) -> Result<Options, Failure> {
    let given: Given = serde_json::from_str(json).map_err(|error| {
        Failure::option("options", &format!("the options: {error}"), &format!("启动选项有误：{error}"))
    })?;
    let mut options = Options { keep: given.keep, ..Options::default() };
    if let Some(host) = given.host {
        let (en, zh) =
            ("`host` must be an IP address such as 127.0.0.1", "`host` 应为 IP 地址，例如 127.0.0.1");
        let host: IpAddr = host.parse().map_err(|_| Failure::option("host", en, zh))?;
        options.address.set_ip(host);
    }
    options.address.set_port(given.port.unwrap_or_default());
    options.secure_port = given.secure_port.unwrap_or_default();
    options.time_scale = given.time_scale.unwrap_or(options.time_scale);
    options.notify_url = given.notify_url.unwrap_or(options.notify_url);
    options.mchid = given.mchid.unwrap_or(options.mchid);
    options.wechat_appid = given.wechat_appid.unwrap_or(options.wechat_appid);
    options.qq_appid = given.qq_appid.unwrap_or(options.qq_appid);
    Ok(options)
}
