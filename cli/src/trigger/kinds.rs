//! What can be sent.

use qq_wxpay_sandbox::testing::{Changes, Kind, Order, SignedNotification, Spoilt, TestingError, Wallet};

/// What is sent: what it is about, what is wrong with it, and whether it comes twice.
pub(super) struct Trigger {
    pub(super) kind: Kind,
    pub(super) spoilt: Option<Spoilt>,
    is_twice: bool,
}

impl Trigger {
    /// By the name of a kind, or of what is wrong with a payment.
    pub(super) fn of(name: &str, spoilt: Option<&str>) -> Result<Self, TestingError> {
        let name = name.replace('-', "_");
        let spoilt = spoilt.map(|spoilt| Spoilt::of(&spoilt.replace('-', "_"))).transpose()?;
        if name == "duplicate" {
            return Ok(Self { kind: Kind::Payment, spoilt, is_twice: true });
        }
        if let (None, Ok(wrong)) = (spoilt, Spoilt::of(&name)) {
            return Ok(Self { kind: Kind::Payment, spoilt: Some(wrong), is_twice: false });
        }
        Ok(Self { kind: Kind::of(&name)?, spoilt, is_twice: false })
    }

    /// The messages in the order in which they are sent.
    pub(super) fn messages(
        &self,
        wallet: &Wallet,
        order: &Order,
        changes: &Changes,
    ) -> Result<Vec<SignedNotification>, TestingError> {
        let changes = self.spoilt.iter().fold(changes.clone(), |changes, spoilt| changes.spoilt(*spoilt));
        let first = wallet.signed_notification(self.kind, order, &changes)?;
        let second = self.is_twice.then(|| wallet.again(&first)).transpose()?;
        Ok(std::iter::once(first).chain(second).collect())
    }
}
