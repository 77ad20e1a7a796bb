//! Several merchants behind the border of a language. It keeps its clients by their names, and asks here whose a notification is.

use std::fmt;

use serde::Serialize;

use super::{FieldCase, HandledNotification};
use crate::client::{Merchants, Owner, QqWxPay};
use crate::error::{Error, Result};
use crate::fork_gate::section;
use crate::http::Headers;

/// The merchants of a process: whose sessions are made with it share connections.
pub struct MerchantRegistry {
    merchants: Merchants,
    case: FieldCase,
}

/// Whose notification it is.
pub enum Addressee {
    /// A merchant's: JSON with its `name`, and `others` that it may be for just as well.
    Merchant(String),
    /// Nobody's here: it is refused.
    Nobody(Box<HandledNotification>),
}

#[derive(Serialize)]
struct OwnerRecord<'a> {
    name: &'a str,
    others: &'a [String],
}

impl MerchantRegistry {
    /// None yet; fields are named as in the language.
    #[must_use]
    pub fn new(case: FieldCase) -> Self {
        Self { merchants: Merchants::new(), case }
    }

    pub(super) fn merchants(&self) -> &Merchants {
        &self.merchants
    }

    /// As [`Merchants::add`], with what a session gives as its client.
    ///
    /// # Errors
    /// The same; those of the session.
    pub fn add(&self, name: &str, client: Result<QqWxPay>) -> Result<()> {
        self.told(section(|| self.merchants.add(name, client?)))
    }

    /// As [`Merchants::replace`].
    ///
    /// # Errors
    /// The same; those of the session.
    pub fn replace(&self, name: &str, client: Result<QqWxPay>) -> Result<()> {
        self.told(section(|| self.merchants.replace(name, client?).map(drop)))
    }

    /// As [`Merchants::remove`]; whether there was one.
    pub fn remove(&self, name: &str) -> bool {
        section(|| self.merchants.remove(name)).is_some()
    }

    /// Whose notification it is, as JSON: see [`Addressee::Merchant`].
    ///
    /// # Errors
    /// As [`Merchants::owner`].
    pub fn owner(&self, headers: &Headers, body: &[u8]) -> Result<String> {
        self.told(section(|| self.merchants.owner(headers, body)).map(|owner| self.record(&owner)))
    }

    /// The same for a notification that has come: what is nobody's is refused and reported.
    pub fn addressee(&self, headers: &Headers, body: &[u8]) -> Addressee {
        section(|| match self.merchants.owner(headers, body) {
            Ok(owner) => Addressee::Merchant(self.record(&owner)),
            Err(error) => {
                let refused = self.merchants.refuse(headers, body, error);
                Addressee::Nobody(Box::new(HandledNotification::refused(refused, self.case)))
            }
        })
    }

    fn record(&self, owner: &Owner) -> String {
        self.case.json(&OwnerRecord { name: &owner.name, others: &owner.others })
    }

    fn told<T>(&self, result: Result<T>) -> Result<T> {
        result.map_err(|error: Error| self.case.error(&error))
    }
}

impl fmt::Debug for MerchantRegistry {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.merchants.fmt(out)
    }
}

impl fmt::Debug for Addressee {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Merchant(_) => "Merchant",
            Self::Nobody(_) => "Nobody",
        })
    }
}
