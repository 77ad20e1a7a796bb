//! The sign type from before a change of it: V2 notifications of orders that were placed with it go on arriving for a while.

use super::{Settings, V2SignType};
use crate::error::{Error, Result, sdk_codes};
use crate::model::times::unix_seconds;

/// A second way in which V2 payment notifications may be signed, for a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PreviousSignType {
    pub(crate) sign_type: V2SignType,
    /// Unix seconds; from then on it counts no more.
    until: i64,
}

impl PreviousSignType {
    /// The former sign type, while it still counts.
    pub(crate) fn at(self, now: i64) -> Option<V2SignType> {
        (now < self.until).then_some(self.sign_type)
    }
}

impl Settings {
    pub(super) fn former_sign_type(&self) -> Result<Option<PreviousSignType>> {
        let refuse = |field: &str| Error::sdk(&sdk_codes::FORMER_SIGN_TYPE).with_field(field);
        let (sign_type, until) = match (self.v2_former_sign_type, &self.v2_former_sign_type_until) {
            (None, None) => return Ok(None),
            (Some(sign_type), Some(until)) => (sign_type, until),
            (None, Some(_)) => {
                return Err(refuse("v2_former_sign_type").with_detail_in("not given", "未设置"));
            }
            (Some(_), None) => {
                return Err(refuse("v2_former_sign_type_until").with_detail_in("not given", "未设置"));
            }
        };
        if sign_type == self.v2_sign_type {
            let en = format!("v2_sign_type is {}, too", sign_type.as_str());
            let zh = format!("v2_sign_type 也是 {}", sign_type.as_str());
            return Err(refuse("v2_former_sign_type").with_detail_in(en, zh));
        }
        let wrong = || {
            let en = "expected a time with its offset, such as 2026-06-08T00:00:00+08:00";
            refuse("v2_former_sign_type_until")
                .with_detail_in(en, "应为带时区的时间，例如 2026-06-08T00:00:00+08:00")
        };
        let until = unix_seconds(until).ok_or_else(wrong)?;
        Ok(Some(PreviousSignType { sign_type, until }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_counts_until_that_second_and_not_in_it() {
        let mut settings = Settings::new().v2_former_sign_type_until("2024-08-05T17:33:41+08:00");
        settings.v2_former_sign_type = Some(V2SignType::Md5);
        let former = settings.former_sign_type().unwrap().unwrap();
        assert_eq!(former.at(1_722_850_420), Some(V2SignType::Md5));
        assert_eq!(former.at(1_722_850_421), None);
        assert_eq!(former.at(i64::MAX), None);
    }
}
