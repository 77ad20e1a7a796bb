//! Several merchants in one process.

mod owner;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

pub use owner::{MerchantNotification, Owner};

use super::{QqWxPay, QqWxPayBuilder};
#[cfg(feature = "reqwest")]
use crate::client::engine::reqwest_transport::Connections;
use crate::config::Config;
#[cfg(feature = "reqwest")]
use crate::config::Settings;
use crate::error::{Error, Result, sdk_codes};
use crate::notify::{Place, Register};

/// The clients of several merchants, each by a name of your own: they share connections, TLS settings and, where they take payments for the
/// same mini program, QQ's access token. Notifications of all of them may come to one address. Clones share everything.
///
/// ```no_run
/// # async fn example(mugs: qq_wxpay::Settings, cups: qq_wxpay::Settings, headers: qq_wxpay::http::Headers, body: Vec<u8>) -> qq_wxpay::Result<()> {
/// use qq_wxpay::client::Merchants;
///
/// let merchants = Merchants::new();
/// merchants.open("mugs", &mugs)?;
/// merchants.open("cups", &cups)?;
/// let received = merchants.receive_notification(&headers, &body).await;
/// println!("{:?}: {}", received.name, received.handled.outcome.name());
/// # Ok(())
/// # }
/// ```
///
/// # Several mini programs of one merchant
///
/// One merchant number may take payments for several QQ mini programs, each with a client of its own here. The keys belong to the merchant
/// number, so the key of each opens and verifies what is for any of them. Which one it is for is said by the WeChat AppID in the message.
/// Two mini programs that share a WeChat AppID, too, are told apart by their QQ AppID when they are added, but not by any message: neither are
/// refunds, which name no AppID. Such a message goes to the one that was added first, and [`Owner::others`] names the others: look for its
/// number in the orders of each. What has merchant number, WeChat AppID and QQ AppID of another one is refused (`MERCHANT_GIVEN_TWICE`).
#[derive(Clone, Default)]
pub struct Merchants(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: RwLock<State>,
    #[cfg(feature = "reqwest")]
    connections: Arc<Connections>,
}

#[derive(Default)]
struct State {
    register: Register,
    places: HashMap<String, Place>,
    clients: HashMap<Place, Named>,
}

#[derive(Clone)]
struct Named {
    name: Arc<str>,
    client: QqWxPay,
}

impl Merchants {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the client of a merchant with these settings, adds it, and gives it.
    ///
    /// # Errors
    /// As [`Settings::build`] and [`Self::add`].
    #[cfg(feature = "reqwest")]
    pub fn open(&self, name: &str, settings: &Settings) -> Result<QqWxPay> {
        let client = self.builder(settings.build()?).build()?;
        self.add(name, client.clone())?;
        Ok(client)
    }

    /// A client with parts of your own that shares the connections of these merchants; give it to [`Self::add`] or [`Self::replace`].
    pub fn builder(&self, config: Config) -> QqWxPayBuilder {
        let builder = QqWxPayBuilder::new(config);
        #[cfg(feature = "reqwest")]
        let builder = builder.sharing(Arc::clone(&self.0.connections));
        builder
    }

    /// Adds a merchant under a name of your own, such as the number of the shop in your database.
    ///
    /// # Errors
    /// `MERCHANT_GIVEN_TWICE`: field `name` when this one is taken; field `mchid` when another one has the same merchant number, WeChat AppID
    /// and QQ AppID. `FIELD_MISSING` when the name is empty.
    pub fn add(&self, name: &str, client: QqWxPay) -> Result<()> {
        if name.is_empty() {
            return Err(Error::sdk(&sdk_codes::FIELD_MISSING).with_field("name"));
        }
        let mut state = self.write();
        if state.places.contains_key(name) {
            return Err(taken(name));
        }
        let place = state.register.add(client.config().clone())?;
        state.places.insert(name.to_owned(), place);
        state.clients.insert(place, Named { name: name.into(), client });
        Ok(())
    }

    /// Puts another client in the place of the one with this name, for instance with new keys, and gives the one before. Its calls that are
    /// under way go on; a notification that comes from now on is for the new one.
    ///
    /// # Errors
    /// `MERCHANT_UNKNOWN` when there is none of this name; as [`Self::add`]. Then nothing has changed.
    pub fn replace(&self, name: &str, client: QqWxPay) -> Result<QqWxPay> {
        let mut state = self.write();
        let place = *state.places.get(name).ok_or_else(|| unknown(name))?;
        state.register.replace(place, client.config().clone())?;
        let before = state.clients.insert(place, Named { name: name.into(), client });
        before.map(|named| named.client).ok_or_else(|| unknown(name))
    }

    /// Forgets a merchant, and gives its client: calls that are under way go on. `None` when there is none of this name.
    pub fn remove(&self, name: &str) -> Option<QqWxPay> {
        let mut state = self.write();
        let place = state.places.remove(name)?;
        state.register.remove(place);
        state.clients.remove(&place).map(|named| named.client)
    }

    /// The client of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<QqWxPay> {
        let state = self.read();
        let place = state.places.get(name)?;
        state.clients.get(place).map(|named| named.client.clone())
    }

    /// The names, in the order in which they were added.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let state = self.read();
        let named = |place| state.clients.get(&place).map(|named| named.name.to_string());
        state.register.places().filter_map(named).collect()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.read().clients.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        // What changes is put in only after it was judged: a panic elsewhere cannot leave it half done.
        self.0.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.0.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn taken(name: &str) -> Error {
    Error::sdk(&sdk_codes::MERCHANT_GIVEN_TWICE).with_field("name").with_detail(format!("`{name}`"))
}

fn unknown(name: &str) -> Error {
    Error::sdk(&sdk_codes::MERCHANT_UNKNOWN).with_field("name").with_detail(format!("`{name}`"))
}

impl fmt::Debug for Merchants {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Merchants").field("count", &self.len()).finish_non_exhaustive()
    }
}
