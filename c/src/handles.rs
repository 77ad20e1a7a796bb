//! Handles: the objects that the host holds, each by its place in a table and the number of its holder, so that one that was released is
//! an error and never an address.

use std::sync::{Arc, Mutex, PoisonError};

use qq_wxpay::Result;
use qq_wxpay::bridge::{FieldCase, MerchantRegistry, in_section};
use qq_wxpay::client::QqWxPay;

use crate::outcome::{Asked, Work};
use crate::queue::{End, Queue};

/// What a handle stands for.
pub(crate) trait Object: Send + Sync {
    /// Begins what is asked of it.
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work;

    /// How its errors name fields.
    fn names(&self) -> FieldCase {
        FieldCase::Snake
    }

    /// Where the ends of its calls are told.
    fn queue(&self) -> Option<Arc<Queue>> {
        None
    }

    /// Whether nobody may wait for it on this thread, because it could wait for an answer by this thread.
    fn waits_here(&self) -> bool {
        false
    }

    /// The host has let go of it. Gives what stands in its place, for answers that are still to come.
    fn let_go(self: Arc<Self>) -> Option<Arc<dyn Object>> {
        None
    }

    /// Ends a call.
    fn cancel(&self) {}

    /// Takes an answer of the host.
    fn answer(&self, _question: u64, _answer: Option<String>) {}

    /// It, if it is a queue.
    fn as_queue(self: Arc<Self>) -> Option<Arc<Queue>> {
        None
    }

    /// What it is in this process, if it is a client.
    fn client_here(&self) -> Option<Result<QqWxPay>> {
        None
    }

    /// What they are in this process, if it is several merchants.
    fn merchants_here(&self) -> Option<Arc<MerchantRegistry>> {
        None
    }
}

#[derive(Default)]
struct Slot {
    /// Below 2^31, so that a handle fits into a signed number; from 1 on.
    holder: u32,
    object: Option<Arc<dyn Object>>,
}

/// The objects of a process. Its lock is held only inside of what no fork interrupts.
pub(crate) struct Table(Mutex<Slots>);

struct Slots {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

/// The table of this process.
pub(crate) static TABLE: Table = Table(Mutex::new(Slots { slots: Vec::new(), free: Vec::new() }));

impl Table {
    /// Gives an object a handle; 0 when there are too many to count.
    pub(crate) fn insert(&self, object: Arc<dyn Object>) -> u64 {
        self.with(|slots| {
            let place = match slots.free.pop() {
                Some(place) => place,
                None => {
                    let Ok(place) = u32::try_from(slots.slots.len()) else { return 0 };
                    slots.slots.push(Slot::default());
                    place
                }
            };
            let slot = &mut slots.slots[place as usize];
            slot.holder = (slot.holder + 1) & (u32::MAX >> 1);
            slot.holder = slot.holder.max(1);
            let handle = u64::from(slot.holder) << 32 | (u64::from(place) + 1);
            slot.object = Some(object);
            handle
        })
    }

    /// The object of a handle.
    pub(crate) fn get(&self, handle: u64) -> Option<Arc<dyn Object>> {
        self.with(|slots| slots.at(handle)?.object.clone())
    }

    /// Takes it out.
    pub(crate) fn remove(&self, handle: u64) -> Option<Arc<dyn Object>> {
        self.with(|slots| {
            let object = slots.at(handle)?.object.take()?;
            slots.free.push(place(handle)?);
            Some(object)
        })
    }

    /// Puts another one in its place.
    pub(crate) fn replace(&self, handle: u64, object: Arc<dyn Object>) -> Option<Arc<dyn Object>> {
        self.with(|slots| slots.at(handle)?.object.replace(object))
    }

    /// All that are there.
    pub(crate) fn all(&self) -> Vec<Arc<dyn Object>> {
        self.with(|slots| slots.slots.iter().filter_map(|slot| slot.object.clone()).collect())
    }

    /// Nothing is dropped in it: an object that ends may come back here.
    fn with<T>(&self, work: impl FnOnce(&mut Slots) -> T) -> T {
        // Every change is one object more or less: a panic elsewhere cannot leave it half done.
        in_section(|| work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Slots {
    fn at(&mut self, handle: u64) -> Option<&mut Slot> {
        let slot = self.slots.get_mut(place(handle)? as usize)?;
        (u64::from(slot.holder) == handle >> 32 && slot.object.is_some()).then_some(slot)
    }
}

fn place(handle: u64) -> Option<u32> {
    (handle as u32).checked_sub(1)
}

impl Object for Queue {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        match asked.method {
            "dropped" => Work::Done(Ok(crate::outcome::Given::Text(self.dropped().to_string()))),
            method => Work::unknown(method),
        }
    }

    fn let_go(self: Arc<Self>) -> Option<Arc<dyn Object>> {
        self.close(End::Now, None);
        None
    }

    fn as_queue(self: Arc<Self>) -> Option<Arc<Queue>> {
        Some(self)
    }
}
