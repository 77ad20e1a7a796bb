//! Which store a client takes: its host's own, the one of the setting `token_store`, else a file.

use std::sync::Arc;

use tracing::info;

use super::fallback::{Fallback, Report};
use super::{FileTokenStore, MemoryTokenStore, TokenStore, process};
use crate::config::{Config, StoreChoice};
use crate::error::Result;
#[cfg(not(feature = "redis"))]
use crate::error::{Error, sdk_codes};
use crate::secret::Secret;

/// Who else may change what is in a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sharing {
    Nobody,
    /// Clients of this process with the same AppSecret.
    Process,
    /// Other processes, with the same AppSecret: what is in it is encrypted with it.
    Sealed,
    /// Other processes, by a store of the host's own.
    Others,
}

/// The store of a client.
pub(crate) struct Chosen {
    pub(crate) store: Arc<dyn TokenStore>,
    pub(crate) sharing: Sharing,
    /// Why no other process has the token, for whoever finds out that there are others.
    pub(crate) unshared: Option<&'static str>,
}

/// The store of a client whose host gives none. Only a client whose transport and clock are the usual ones shares its token unasked: what
/// another transport brings may be no token of QQ's.
///
/// # Errors
/// `STORE_FOLDER` when the folder that was asked for cannot be used.
pub(crate) fn choose(config: &Config, is_usual: bool, report: Report) -> Result<Chosen> {
    let has_secret = config.0.qq.as_ref().is_some_and(|qq| qq.app_secret.is_some());
    if !has_secret {
        return Ok(memory(config, is_usual, "no QQ AppSecret is set"));
    }
    match &config.0.token_store {
        None if !is_usual => Ok(memory(config, false, "the client has a transport or clock of its own")),
        Some(StoreChoice::Memory) => Ok(memory(config, is_usual, "`token_store` is `memory`")),
        Some(StoreChoice::Folder(folder)) => {
            Ok(sealed(file_or_memory(FileTokenStore::at(folder, config)?, config, report)))
        }
        Some(StoreChoice::Redis(address)) => redis(address, config, report).map(sealed),
        None | Some(StoreChoice::File) => Ok(match FileTokenStore::new(config) {
            Ok(file) => sealed(file_or_memory(file, config, report)),
            Err(error) => {
                info!(code = error.code(), "no file for access tokens: {}", error.detail());
                memory(config, is_usual, "no folder for the file can be used")
            }
        }),
    }
}

fn sealed(store: Arc<dyn TokenStore>) -> Chosen {
    Chosen { store, sharing: Sharing::Sealed, unshared: None }
}

fn file_or_memory(file: FileTokenStore, config: &Config, report: Report) -> Arc<dyn TokenStore> {
    let meanwhile = "the token is kept in this process alone meanwhile";
    Arc::new(Fallback::new(Arc::new(file), process::store(config), meanwhile, report))
}

#[cfg(feature = "redis")]
fn redis(address: &Secret, config: &Config, report: Report) -> Result<Arc<dyn TokenStore>> {
    let redis = Arc::new(super::RedisTokenStore::new(address.expose(), config)?);
    let machine = match FileTokenStore::new(config) {
        Ok(file) => file_or_memory(file, config, Arc::clone(&report)),
        Err(_) => process::store(config),
    };
    let meanwhile = "the last token serves to its end, then each machine fetches its own meanwhile";
    Ok(Arc::new(Fallback::new(redis, machine, meanwhile, report)))
}

#[cfg(not(feature = "redis"))]
fn redis(_: &Secret, _: &Config, _: Report) -> Result<Arc<dyn TokenStore>> {
    let detail = "this build knows no Redis: enable the feature `redis` of the crate qq-wxpay";
    Err(Error::sdk(&sdk_codes::STORE_SETTING).with_field("token_store").with_detail(detail))
}

fn memory(config: &Config, is_usual: bool, why: &'static str) -> Chosen {
    let (store, sharing): (Arc<dyn TokenStore>, _) = if is_usual {
        (process::store(config), Sharing::Process)
    } else {
        (Arc::new(MemoryTokenStore::default()), Sharing::Nobody)
    };
    Chosen { store, sharing, unshared: Some(why) }
}
