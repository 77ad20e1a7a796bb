//! The client of one merchant: its operations by their names.

mod host;
mod parts;
mod requests;

use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use qq_wxpay::bridge::{
    self, AskingSigner, FieldCase, Host, OfProcess, OperationKind, Reporter, Session, SessionParts,
    in_section,
};
use qq_wxpay::client::{Observer, QqWxPay};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};

use crate::handles::{Object, TABLE};
use crate::objects::{bill, reports};
use crate::outcome::{Asked, Given, Running, Work};
use crate::queue::Queue;
use host::{Address, ToStandardError};
use parts::Parts;
pub(crate) use parts::names;

/// A client. After a fork each process has connections, keys and threads of its own, made anew when they are needed first.
pub(crate) struct Client {
    parts: Parts,
    queue: Option<Arc<Queue>>,
    tag: u64,
    /// Those whose connections it shares, as long as they are there.
    merchants: Option<Weak<dyn Object>>,
    handle: Arc<OnceLock<u64>>,
    own: ArcSwapOption<OfProcess<Own>>,
}

/// What a client is in one process.
struct Own {
    session: Session,
    /// Takes its answers by itself.
    signer: Option<Arc<AskingSigner>>,
}

/// Makes a client; gives its handle.
pub(crate) fn create(json: &str, queue: Option<Arc<Queue>>, tag: u64) -> (Result<u64>, FieldCase) {
    let parts = match Parts::read(json) {
        Ok(parts) => parts,
        Err(error) => return (Err(error), FieldCase::Snake),
    };
    let names = parts.names;
    if parts.asks() && queue.is_none() {
        let detail = "the functions of the host are asked by a queue";
        return (Err(Error::sdk(&sdk_codes::FIELD_MISSING).with_field("queue").with_detail(detail)), names);
    }
    let merchants = match merchants_of(&parts) {
        Ok(merchants) => merchants,
        Err(error) => return (Err(error), names),
    };
    let client = Client { parts, queue, tag, merchants, handle: Arc::default(), own: ArcSwapOption::empty() };
    // Its handle first: what it tells while it is made bears it, too. Dropped, it gives it back.
    let handle = TABLE.insert(Arc::new(Closed { client: Weak::new(), names }));
    let _ = client.handle.set(handle); // nobody else sets it
    let made = client.own().map(|_| {
        drop(TABLE.replace(handle, Arc::new(client)));
        handle
    });
    (made, names)
}

/// The merchants that it is to be one of.
fn merchants_of(parts: &Parts) -> Result<Option<Weak<dyn Object>>> {
    let Some(handle) = parts.merchants else { return Ok(None) };
    let merchants = TABLE.get(handle).filter(|object| object.merchants_here().is_some());
    let unknown = || Error::sdk(&sdk_codes::HANDLE_UNKNOWN).with_field("merchants");
    merchants.as_ref().map(|merchants| Some(Arc::downgrade(merchants))).ok_or_else(unknown)
}

impl Client {
    /// What it is in this process.
    fn own(&self) -> Result<Arc<OfProcess<Own>>> {
        if let Some(own) = self.own.load_full().filter(|own| own.is_here()) {
            return Ok(own);
        }
        let made = Arc::new(OfProcess::new(in_section(|| self.make())?));
        let before = self.own.rcu(|current| match current {
            Some(own) if own.is_here() => Arc::clone(own),
            _ => Arc::clone(&made),
        });
        Ok(before.filter(|own| own.is_here()).unwrap_or(made))
    }

    fn make(&self) -> Result<Own> {
        let Parts { names, token_source, sends, signs, observes, test, .. } = &self.parts;
        let address = self.queue.clone().map(|queue| Address {
            queue,
            client: Arc::clone(&self.handle),
            tag: self.tag,
        });
        let observer: Arc<dyn Observer> = match address.clone() {
            Some(address) => {
                Arc::new(Reporter::new(Box::new(move |event| address.tell(event)), *names, !observes))
            }
            None => Arc::new(ToStandardError),
        };
        let signer = address
            .clone()
            .filter(|_| *signs)
            .map(|address| Arc::new(AskingSigner::new(Box::new(address), *names)));
        let merchants = self.merchants.as_ref().and_then(Weak::upgrade);
        let merchants = merchants.and_then(|merchants| merchants.merchants_here());
        let parts = SessionParts {
            settings: self.parts.settings.as_ref().map(|text| text.as_str()),
            variables: self.parts.variables.as_ref().map(|text| text.as_str()),
            host: address.map(|address| Arc::new(Host::new(Box::new(address), *names))),
            token_source: token_source.as_deref(),
            sends: *sends,
            signs: false, // it is asked on a thread, so that requests can be prepared, too
            observer: Some(observer),
            signer: signer.clone().map(|signer| signer as _),
            test: test.clone(),
            merchants: merchants.as_deref(),
        };
        Ok(Own { session: Session::new(parts, *names)?, signer })
    }

    /// What a call may take, where a function of the host could hold it up.
    fn limit(&self, session: &Session, timeout: Option<Duration>) -> Option<Duration> {
        self.parts.asks().then(|| session.limit(timeout)).flatten()
    }

    fn operation(self: &Arc<Self>, session: &Session, asked: &Asked<'_>) -> Work {
        use OperationKind::{Bill, Call, Now, Reports};
        let is_this = |known: &&bridge::Operation| {
            known.name == asked.method && matches!(known.kind, Call | Now | Bill | Reports)
        };
        let Some(operation) = bridge::operations().find(is_this) else { return Work::unknown(asked.method) };
        let (name, arguments) = (operation.name.to_owned(), asked.arguments.to_owned());
        let limit = self.limit(session, asked.timeout);
        match operation.kind {
            Call => {
                let (same_name, same_arguments, case) = (name.clone(), arguments.clone(), self.names());
                let called = session.call(name, arguments, asked.timeout, None);
                let owner = Arc::clone(self);
                Work::Running(Running {
                    limit,
                    work: Box::pin(async move {
                        let result = called.await;
                        drop(owner); // by now nobody waits for an answer
                        result.map(Given::Text)
                    }),
                    given_up: Box::new(move || {
                        bridge::cancelled_outcome(&same_name, &same_arguments, case).map(Given::Text)
                    }),
                })
            }
            Bill => {
                let opened = session.bill(name, arguments, asked.timeout, None);
                let owner = Arc::clone(self) as Arc<dyn Object>;
                Work::question(limit, async move { opened.await.map(|rows| bill::kept(rows, owner)) })
            }
            Reports => {
                let begun = session.reports(&name, &arguments, asked.timeout);
                Work::Done(begun.map(|reports| reports::kept(reports, Arc::clone(self) as _)))
            }
            _ => Work::Done(session.call_sync(&name, &arguments).map(Given::Text)),
        }
    }
}

impl Object for Client {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        let own = match self.own() {
            Ok(own) => own,
            Err(error) => return Work::Done(Err(error)),
        };
        let Some(Own { session, .. }) = own.get() else { return Work::unknown(asked.method) };
        match asked.method {
            "prepare" | "prepare_bill" => self.prepare(&own, &asked),
            "handle_notification" => Work::Done(self.handle_notification(session, &asked)),
            "await_notification" => self.await_notification(session, &asked),
            _ => self.operation(session, &asked),
        }
    }

    fn names(&self) -> FieldCase {
        self.parts.names
    }

    fn queue(&self) -> Option<Arc<Queue>> {
        self.queue.clone()
    }

    fn waits_here(&self) -> bool {
        self.parts.asks() && self.queue.as_ref().is_some_and(|queue| queue.serves_here())
    }

    fn client_here(&self) -> Option<Result<QqWxPay>> {
        let client = |own: Arc<OfProcess<Own>>| match own.get() {
            Some(own) => own.session.client(),
            None => Err(Error::sdk(&sdk_codes::CLIENT_CLOSED)),
        };
        Some(self.own().and_then(client))
    }

    /// Calls under way end as they would; the answers that they wait for still come by this handle.
    fn let_go(self: Arc<Self>) -> Option<Arc<dyn Object>> {
        let own = self.own.load_full()?;
        own.get()?.session.close();
        Some(Arc::new(Closed { client: Arc::downgrade(&self), names: self.names() }))
    }

    fn answer(&self, question: u64, answer: Option<String>) {
        let number = question.checked_sub(1).and_then(|number| u32::try_from(number).ok());
        let own = self.own.load_full();
        let (Some(Own { session, signer }), Some(number)) = (own.as_ref().and_then(|own| own.get()), number)
        else {
            return;
        };
        if !signer.as_ref().is_some_and(|signer| signer.answer(number, &answer)) {
            session.answer(number, answer);
        }
    }
}

/// It lives as long as the table or a call has it; then its handle is free, in the process that has it.
impl Drop for Client {
    fn drop(&mut self) {
        if let Some(handle) = self.handle.get() {
            drop(TABLE.remove(*handle));
        }
    }
}

/// A client that the host has released, while calls of it are under way.
struct Closed {
    client: Weak<Client>,
    names: FieldCase,
}

impl Object for Closed {
    fn work(self: Arc<Self>, _: Asked<'_>) -> Work {
        Work::Done(Err(Error::sdk(&sdk_codes::CLIENT_CLOSED)))
    }

    fn names(&self) -> FieldCase {
        self.names
    }

    fn client_here(&self) -> Option<Result<QqWxPay>> {
        Some(Err(Error::sdk(&sdk_codes::CLIENT_CLOSED)))
    }

    fn let_go(self: Arc<Self>) -> Option<Arc<dyn Object>> {
        Some(self)
    }

    fn answer(&self, question: u64, answer: Option<String>) {
        if let Some(client) = self.client.upgrade() {
            client.answer(question, answer);
        }
    }
}
