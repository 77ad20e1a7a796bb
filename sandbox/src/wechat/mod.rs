//! WeChat Pay: V2, V3 and payment notifications.

pub(crate) mod notification;
pub(crate) mod v2;
pub(crate) mod v3;
