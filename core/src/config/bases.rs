//! Where the client is sent: the addresses of QQ and of WeChat Pay, all on this machine or none of them.

use super::address::Addresses;
use super::faults::Faults;
use super::{BaseUrl, Settings};
use crate::error::{Error, sdk_codes};

const WECHAT_BASE: &str = "https://api.mch.weixin.qq.com";

/// In another region; for failures of the network only.
const WECHAT_BACKUP_BASE: &str = "https://api2.mch.weixin.qq.com";

/// The addresses.
pub(super) struct Bases {
    pub(super) qq: BaseUrl,
    pub(super) wechat: BaseUrl,
    /// Where the merchant certificate is shown.
    pub(super) mutual_tls: BaseUrl,
    pub(super) backup: Option<BaseUrl>,
    /// Everything that is sent stays on this machine.
    pub(super) is_local: bool,
}

impl Settings {
    /// The addresses; nothing when one of them cannot be read.
    pub(super) fn bases(&self, faults: &mut Faults<'_>) -> Option<Bases> {
        let qq = self.qq_base_url.as_deref().unwrap_or("https://api.q.qq.com");
        let qq = faults.take(BaseUrl::parse("qq_base_url", qq));
        let wechat = self.wechat_base_url.as_deref().unwrap_or(WECHAT_BASE);
        let wechat = faults.take(BaseUrl::parse("wechat_base_url", wechat));
        let is_usual = wechat.as_ref().is_some_and(|base| base.as_str() == WECHAT_BASE);
        let backup = self.wechat_backup_base_url.as_deref().or(is_usual.then_some(WECHAT_BACKUP_BASE));
        let backup = backup.map(|text| BaseUrl::parse("wechat_backup_base_url", text)).transpose();
        let backup = faults.take(backup);
        let mutual_tls = self.wechat_mutual_tls_base_url.as_ref();
        let mutual_tls =
            mutual_tls.map(|text| BaseUrl::parse("wechat_mutual_tls_base_url", text)).transpose();
        let mutual_tls = faults.take(mutual_tls);
        let (qq, wechat, backup) = (qq?, wechat?, backup?);
        let mutual_tls = mutual_tls?.unwrap_or_else(|| wechat.clone());
        let mut addresses = Addresses(vec![("wechat_base_url", &wechat)]);
        if self.qq_base_url.is_some() || self.qq_appid.is_some() {
            addresses.0.push(("qq_base_url", &qq));
        }
        addresses.0.extend(backup.as_ref().map(|base| ("wechat_backup_base_url", base)));
        if self.wechat_mutual_tls_base_url.is_some() {
            addresses.0.push(("wechat_mutual_tls_base_url", &mutual_tls));
        }
        faults.take(addresses.refuse_mixture());
        let is_local = addresses.are_local();
        if self.root_certificate.is_some() && !mutual_tls.is_loopback() {
            let error = Error::sdk(&sdk_codes::ROOT_CERTIFICATE_NOT_LOCAL).with_field("root_certificate");
            faults.take::<()>(Err(error));
        }
        Some(Bases { qq, wechat, mutual_tls, backup, is_local })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backup(change: impl FnOnce(Settings) -> Settings) -> Option<String> {
        let settings = Settings::new()
            .wechat_appid("wxd678efh567hg6787")
            .mchid("1230000109")
            .api_v2_key("8934e7d15453e97507ef794cf7b0519d");
        let config = change(settings).build().unwrap();
        config.0.wechat_backup_base.as_ref().map(|base| base.as_str().to_owned())
    }

    #[test]
    fn only_the_usual_address_has_a_backup_by_itself() {
        let usual = Some("https://api2.mch.weixin.qq.com".to_owned());
        assert_eq!(backup(|settings| settings), usual);
        assert_eq!(backup(|settings| settings.wechat_base_url("https://api.mch.weixin.qq.com/")), usual);
        assert_eq!(backup(|settings| settings.wechat_base_url("https://api.wechatpay.cn")), None);
        assert_eq!(backup(|settings| settings.wechat_base_url("http://127.0.0.1:18700")), None);
        let own = backup(|settings| settings.wechat_backup_base_url("https://api2.wechatpay.cn/"));
        assert_eq!(own.as_deref(), Some("https://api2.wechatpay.cn"));
    }
}
