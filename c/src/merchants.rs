//! Several merchants in one process: their clients by name, and whose a notification is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use qq_wxpay::bridge::{self, Addressee, FieldCase, MerchantRegistry, OfProcess, in_section};
use qq_wxpay::client::QqWxPay;
use qq_wxpay::error::sdk_codes;
use qq_wxpay::http::Headers;
use qq_wxpay::model::RequestFromJson;
use qq_wxpay::{Error, Result};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::handles::{Object, TABLE};
use crate::objects::{given, notification};
use crate::outcome::{Asked, Given, Work};

/// The merchants. Their clients are the host's: here are only the handles.
struct Merchants {
    names: FieldCase,
    members: Mutex<Members>,
    own: ArcSwapOption<OfProcess<Own>>,
}

/// What they are in one process.
struct Own {
    registry: Arc<MerchantRegistry>,
    /// In a child by `fork` they are added when one of them is needed first.
    is_filled: Mutex<bool>,
}

#[derive(Default)]
struct Members {
    by_name: HashMap<String, Member>,
    last: u64,
}

#[derive(Clone, Copy)]
struct Member {
    /// Its place in the order in which they were added.
    place: u64,
    client: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Joining {
    name: String,
    client: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arrived {
    /// Name, value, name, value, ...
    headers: Vec<String>,
}

impl RequestFromJson for Joining {}
impl RequestFromJson for Named {}
impl RequestFromJson for Arrived {}

/// No merchants yet.
pub(crate) fn kept(names: FieldCase) -> Given {
    given(
        Arc::new(Merchants { names, members: Mutex::default(), own: ArcSwapOption::empty() }),
        String::new(),
    )
}

impl Merchants {
    fn add(&self, arguments: &str) -> Result<Given> {
        let Joining { name, client } = Joining::from_json(arguments)?;
        let made = made(client)?;
        let own = self.filled()?;
        self.with(|members| {
            registry(&own)?.add(&name, Ok(made))?;
            members.last += 1;
            let member = Member { place: members.last, client };
            members.by_name.insert(name, member);
            Ok(done())
        })
    }

    fn replace(&self, arguments: &str) -> Result<Given> {
        let Joining { name, client } = Joining::from_json(arguments)?;
        let made = made(client)?;
        let own = self.filled()?;
        self.with(|members| {
            registry(&own)?.replace(&name, Ok(made))?;
            if let Some(member) = members.by_name.get_mut(&name) {
                member.client = client;
            }
            Ok(done())
        })
    }

    fn remove(&self, arguments: &str) -> Result<Given> {
        let Named { name } = Named::from_json(arguments)?;
        let own = self.filled()?;
        self.with(|members| {
            members.by_name.remove(&name);
            Ok(Given::Text(registry(&own)?.remove(&name).to_string()))
        })
    }

    fn get(&self, arguments: &str) -> Result<Given> {
        let Named { name } = Named::from_json(arguments)?;
        let client = self.with(|members| members.by_name.get(&name).map(|member| member.client));
        Ok(client.map(|client| json!({ "client": client }).to_string()).into())
    }

    /// As they were added.
    fn in_order(&self) -> Vec<(String, u64)> {
        let mut all: Vec<(String, Member)> = self
            .with(|members| members.by_name.iter().map(|(name, member)| (name.clone(), *member)).collect());
        all.sort_by_key(|(_, member)| member.place);
        all.into_iter().map(|(name, member)| (name, member.client)).collect()
    }

    fn owner(&self, asked: &Asked<'_>) -> Result<Given> {
        let (headers, own) = (arrived(asked)?, self.filled()?);
        loop {
            let owner = registry(&own)?.owner(&headers, asked.body)?;
            if let Some(owner) = self.with_client(&owner) {
                return Ok(Given::Text(owner));
            }
        }
    }

    /// Nobody's is a notification that was read: refused.
    fn addressee(&self, asked: &Asked<'_>) -> Result<Given> {
        let (headers, own) = (arrived(asked)?, self.filled()?);
        loop {
            match registry(&own)?.addressee(&headers, asked.body) {
                Addressee::Nobody(refused) => return Ok(notification::kept(*refused, self.names)),
                Addressee::Merchant(owner) => {
                    if let Some(owner) = self.with_client(&owner) {
                        return Ok(Given::Text(owner));
                    }
                }
            }
        }
    }

    /// The owner with its client. `None`: it was removed meanwhile, and would not be found again.
    fn with_client(&self, owner: &str) -> Option<String> {
        let mut owner: Map<String, Value> = serde_json::from_str(owner).ok()?;
        let name = owner.get("name")?.as_str()?;
        let client = self.with(|members| members.by_name.get(name).map(|member| member.client))?;
        owner.insert("client".to_owned(), client.into());
        Some(Value::Object(owner).to_string())
    }

    /// What they are in this process, perhaps with nobody in it yet: clients that are made share its connections.
    fn here(&self) -> Arc<OfProcess<Own>> {
        if let Some(own) = self.own.load_full().filter(|own| own.is_here()) {
            return own;
        }
        let is_filled = Mutex::new(self.with(|members| members.by_name.is_empty()));
        let registry = Arc::new(MerchantRegistry::new(self.names));
        let made = Arc::new(OfProcess::new(Own { registry, is_filled }));
        let before = self.own.rcu(|current| match current {
            Some(own) if own.is_here() => Arc::clone(own),
            _ => Arc::clone(&made),
        });
        before.filter(|own| own.is_here()).unwrap_or(made)
    }

    /// The same with all of them in it.
    fn filled(&self) -> Result<Arc<OfProcess<Own>>> {
        let own = self.here();
        if let Some(here) = own.get() {
            // Of this process, so that no fork leaves it locked; what is half done is done again.
            let mut is_filled = here.is_filled.lock().unwrap_or_else(PoisonError::into_inner);
            if !*is_filled {
                self.fill(&here.registry)?;
                *is_filled = true;
            }
        }
        Ok(own)
    }

    fn fill(&self, registry: &MerchantRegistry) -> Result<()> {
        for (name, client) in self.in_order() {
            match made(client) {
                Ok(made) => {
                    registry.remove(&name);
                    registry.add(&name, Ok(made))?;
                }
                // The host has released it: it takes no calls in this process either.
                Err(error) if error.is(&sdk_codes::CLIENT_CLOSED) || error.is(&sdk_codes::HANDLE_UNKNOWN) => {
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn with<T>(&self, work: impl FnOnce(&mut Members) -> T) -> T {
        // What changes is put in after it was judged: a panic elsewhere cannot leave it half done.
        in_section(|| work(&mut self.members.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Object for Merchants {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        Work::Done(match asked.method {
            "add" => self.add(asked.arguments),
            "replace" => self.replace(asked.arguments),
            "remove" => self.remove(asked.arguments),
            "get" => self.get(asked.arguments),
            "names" => {
                let names: Vec<String> = self.in_order().into_iter().map(|(name, _)| name).collect();
                Ok(Given::Text(json!(names).to_string()))
            }
            "owner" => self.owner(&asked),
            "addressee" => self.addressee(&asked),
            method => return Work::unknown(method),
        })
    }

    fn names(&self) -> FieldCase {
        self.names
    }

    fn merchants_here(&self) -> Option<Arc<MerchantRegistry>> {
        self.here().get().map(|own| Arc::clone(&own.registry))
    }
}

/// The client of a handle, in this process.
fn made(client: u64) -> Result<QqWxPay> {
    let unknown = || Error::sdk(&sdk_codes::HANDLE_UNKNOWN).with_field("client");
    TABLE.get(client).and_then(|client| client.client_here()).ok_or_else(unknown)?
}

fn registry(own: &OfProcess<Own>) -> Result<&MerchantRegistry> {
    own.get().map(|own| &*own.registry).ok_or_else(|| Error::sdk(&sdk_codes::CLIENT_CLOSED))
}

fn arrived(asked: &Asked<'_>) -> Result<Headers> {
    Ok(bridge::listed_headers(Arrived::from_json(asked.arguments)?.headers))
}

fn done() -> Given {
    Given::Text("null".to_owned())
}
