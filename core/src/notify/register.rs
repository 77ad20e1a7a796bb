//! The merchants of a process, found by what a notification says in clear: a merchant number, the serial of a key.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::config::Config;
use crate::error::{Error, Result, sdk_codes};

/// The place of a merchant among the others: it grows with each that is added, and stays when one is replaced.
pub(crate) type Place = u64; // a number that nothing is computed with

/// The merchants by place, and the two indexes.
#[derive(Debug, Default)]
pub(crate) struct Register {
    merchants: BTreeMap<Place, Entry>,
    next: Place,
    by_number: HashMap<String, BTreeSet<Place>>,
    by_serial: HashMap<String, BTreeSet<Place>>,
    /// Those without a public key: they fetch platform certificates, so that what they know grows.
    fetching: BTreeSet<Place>,
}

#[derive(Debug)]
struct Entry {
    config: Config,
    /// Those that it is found by.
    serials: Vec<String>,
}

impl Register {
    /// Adds a merchant behind the others, and gives its place.
    ///
    /// # Errors
    /// As [`Self::refuse_twin`].
    pub(crate) fn add(&mut self, config: Config) -> Result<Place> {
        self.refuse_twin(&config, None)?;
        let place = self.next;
        self.next += 1;
        self.put(place, config);
        Ok(place)
    }

    /// Puts another configuration into a place.
    ///
    /// # Errors
    /// As [`Self::refuse_twin`].
    pub(crate) fn replace(&mut self, place: Place, config: Config) -> Result<()> {
        self.refuse_twin(&config, Some(place))?;
        self.remove(place);
        self.put(place, config);
        Ok(())
    }

    /// Forgets a merchant.
    pub(crate) fn remove(&mut self, place: Place) {
        let Some(entry) = self.merchants.remove(&place) else { return };
        forget(&mut self.by_number, entry.config.mchid(), place);
        for serial in &entry.serials {
            forget(&mut self.by_serial, serial, place);
        }
        self.fetching.remove(&place);
    }

    /// The configuration in a place.
    pub(crate) fn get(&self, place: Place) -> Option<&Config> {
        self.merchants.get(&place).map(|entry| &entry.config)
    }

    /// All places, in the order in which they were added.
    pub(crate) fn places(&self) -> impl Iterator<Item = Place> {
        self.merchants.keys().copied()
    }

    /// The merchants with this number.
    pub(crate) fn of_number(&self, mchid: &str) -> impl Iterator<Item = (Place, &Config)> {
        let places = self.by_number.get(mchid).into_iter().flatten();
        places.filter_map(|place| Some((*place, self.get(*place)?)))
    }

    /// The merchants that know the key of this serial by now.
    pub(crate) fn knowing(&self, serial: &str) -> Vec<Place> {
        let exact = self.by_serial.get(serial);
        let configured = exact.or_else(|| self.by_serial.get(&serial.to_ascii_uppercase()));
        let mut places: BTreeSet<Place> = configured.into_iter().flatten().copied().collect();
        // A public key is never fetched.
        if !is_public_key(serial) {
            places.extend(&self.fetching);
        }
        places.into_iter().filter(|place| self.knows(*place, serial)).collect()
    }

    fn knows(&self, place: Place, serial: &str) -> bool {
        let v3 = self.get(place).and_then(|config| config.v3().ok());
        v3.is_some_and(|v3| v3.trust.keys().knows(serial))
    }

    fn put(&mut self, place: Place, config: Config) {
        self.by_number.entry(config.mchid().to_owned()).or_default().insert(place);
        let mut serials = Vec::new();
        if let Ok(v3) = config.v3() {
            serials.extend(v3.trust.keys().serials().map(str::to_owned));
            if v3.trust.requested_serial().is_none() {
                self.fetching.insert(place);
            }
        }
        for serial in &serials {
            self.by_serial.entry(serial.clone()).or_default().insert(place);
        }
        self.merchants.insert(place, Entry { config, serials });
    }

    /// Refuses a merchant that nothing tells from one that is here: the same number, the same WeChat AppID and the same QQ AppID.
    ///
    /// # Errors
    /// `MERCHANT_GIVEN_TWICE`.
    fn refuse_twin(&self, config: &Config, except: Option<Place>) -> Result<()> {
        let is_same = |other: &Config| {
            other.wechat_appid() == config.wechat_appid() && other.qq_appid() == config.qq_appid()
        };
        let mut others = self.of_number(config.mchid()).filter(|(place, _)| Some(*place) != except);
        if others.any(|(_, other)| is_same(other)) {
            let named = Error::sdk(&sdk_codes::MERCHANT_GIVEN_TWICE).with_field("mchid");
            return Err(named.with_detail(format!("`{}`", config.mchid())));
        }
        Ok(())
    }
}

fn forget(index: &mut HashMap<String, BTreeSet<Place>>, key: &str, place: Place) {
    if let Some(places) = index.get_mut(key) {
        places.remove(&place);
        if places.is_empty() {
            index.remove(key);
        }
    }
}

/// Whether the serial is that of a public key, which WeChat Pay gives to one merchant number alone.
pub(crate) fn is_public_key(serial: &str) -> bool {
    serial.starts_with("PUB_KEY_ID_")
}
