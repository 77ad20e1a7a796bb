//! Where and by whom an order is paid.

use serde::{Deserialize, Serialize, Serializer};

use crate::error::{Error, Result, sdk_codes};
use crate::model::check;
use crate::model::common::open_enum;

/// Where and by whom an order is paid.
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SceneInfo {
    /// The **payer's** public IPv4 or IPv6 address, never the server's. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true, "x-hidden" = true)))]
    #[debug("[payer]")]
    #[serde(serialize_with = "plain_ip")]
    pub payer_client_ip: String,
    /// The merchant's device number, up to 32 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// The shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store_info: Option<StoreInfo>,
    /// Kind of page; `Wap` when left out, which is right for a QQ mini program.
    pub h5_info: H5Info,
}

/// A shop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct StoreInfo {
    /// Number of the shop, up to 32 bytes of UTF-8. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub id: String,
    /// Name, up to 256 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Area code, up to 32 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_code: Option<String>,
    /// Address, up to 512 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// The page or app that asks for payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct H5Info {
    /// Kind of page.
    pub r#type: H5Type,
    /// Name of the app or site, up to 64 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_name: Option<String>,
    /// Address of the site, up to 128 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_url: Option<String>,
    /// iOS bundle, up to 128 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bundle_id: Option<String>,
    /// Android package, up to 128 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package_name: Option<String>,
}

impl Default for H5Info {
    fn default() -> Self {
        Self { r#type: H5Type::Wap, app_name: None, app_url: None, bundle_id: None, package_name: None }
    }
}

open_enum! {
    /// Kind of page that asks for payment. V2 writes `IOS`.
    H5Type {
        /// A web page, and a QQ mini program:
        Wap = "Wap",
        /// An iOS app:
        Ios = "iOS" | "IOS",
        /// An Android app:
        Android = "Android",
    }
}

impl StoreInfo {
    /// The shop with this number.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }
}

impl SceneInfo {
    /// A scene of a payer at this public address, on a web page or in a QQ mini program.
    #[must_use]
    pub fn payer(payer_client_ip: impl Into<String>) -> Self {
        Self { payer_client_ip: payer_client_ip.into(), ..Self::default() }
    }

    pub(crate) fn check(&self) -> Result<()> {
        check::payer_ip("scene_info.payer_client_ip", &self.payer_client_ip)?;
        check::optional_text("scene_info.device_id", self.device_id.as_deref(), 32)?;
        if let Some(store) = &self.store_info {
            check::text("scene_info.store_info.id", &store.id, 32)?;
            check::optional_text("scene_info.store_info.name", store.name.as_deref(), 256)?;
            check::optional_text("scene_info.store_info.area_code", store.area_code.as_deref(), 32)?;
            check::optional_text("scene_info.store_info.address", store.address.as_deref(), 512)?;
        }
        self.h5_info.check("scene_info.h5_info")
    }
}

impl H5Info {
    pub(crate) fn check(&self, field: &str) -> Result<()> {
        if let H5Type::Unknown(_) = self.r#type {
            return Err(Error::sdk(&sdk_codes::VALUE_NOT_ALLOWED)
                .with_field(format!("{field}.type"))
                .with_detail("allowed: Wap, iOS, Android"));
        }
        check::optional_text(&format!("{field}.app_name"), self.app_name.as_deref(), 64)?;
        check::optional_text(&format!("{field}.app_url"), self.app_url.as_deref(), 128)?;
        check::optional_text(&format!("{field}.bundle_id"), self.bundle_id.as_deref(), 128)?;
        check::optional_text(&format!("{field}.package_name"), self.package_name.as_deref(), 128)
    }
}

pub(super) fn plain_ip<S: Serializer>(address: &str, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(&check::plain_ip(address))
}
