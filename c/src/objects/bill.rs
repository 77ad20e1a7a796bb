//! A bill on its way.

use std::sync::Arc;

use qq_wxpay::bridge::{BillRows, FieldCase, OfProcess};

use super::{here, most};
use crate::handles::Object;
use crate::outcome::{Asked, Given, Work};
use crate::queue::Queue;

struct Bill {
    rows: OfProcess<BillRows>,
    /// The client, whose functions may be asked for the rest of it.
    owner: Arc<dyn Object>,
}

/// A bill that was opened.
pub(crate) fn kept(rows: BillRows, owner: Arc<dyn Object>) -> Given {
    super::given(Arc::new(Bill { rows: OfProcess::new(rows), owner }), String::new())
}

impl Object for Bill {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        let rows = match here(&self.rows) {
            Ok(rows) => rows.clone(),
            Err(error) => return Work::Done(Err(error)),
        };
        match asked.method {
            "next_rows" => match most(asked.arguments) {
                Ok(most) => Work::question(None, async move { rows.next_rows(most).await.map(Given::from) }),
                Err(error) => Work::Done(Err(error)),
            },
            "finished" => Work::question(None, async move { Ok(rows.finished().await.into()) }),
            "leave" => Work::question(None, async move {
                rows.leave().await;
                Ok(Given::Text("null".to_owned()))
            }),
            method => Work::unknown(method),
        }
    }

    fn names(&self) -> FieldCase {
        self.owner.names()
    }

    fn queue(&self) -> Option<Arc<Queue>> {
        self.owner.queue()
    }

    fn waits_here(&self) -> bool {
        self.owner.waits_here()
    }

    fn let_go(self: Arc<Self>) -> Option<Arc<dyn Object>> {
        if let Some(rows) = self.rows.get() {
            rows.leave_if_idle();
        }
        None
    }
}
