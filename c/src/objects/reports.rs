//! A run over open orders or refunds.

use std::sync::Arc;

use qq_wxpay::bridge::{FieldCase, OfProcess, Reports};

use super::{here, most};
use crate::handles::Object;
use crate::outcome::{Asked, Given, Work};
use crate::queue::Queue;

struct Run {
    reports: OfProcess<Reports>,
    /// The client, whose functions may be asked meanwhile.
    owner: Arc<dyn Object>,
}

/// A run that was begun.
pub(crate) fn kept(reports: Reports, owner: Arc<dyn Object>) -> Given {
    super::given(Arc::new(Run { reports: OfProcess::new(reports), owner }), String::new())
}

impl Object for Run {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        let reports = match here(&self.reports) {
            Ok(reports) => reports.clone(),
            Err(error) => return Work::Done(Err(error)),
        };
        match asked.method {
            "next_reports" => match most(asked.arguments) {
                Ok(most) => Work::question(None, async move { Ok(reports.next_reports(most).await.into()) }),
                Err(error) => Work::Done(Err(error)),
            },
            "leave" => {
                reports.leave();
                Work::Done(Ok(Given::Text("null".to_owned())))
            }
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
        if let Some(reports) = self.reports.get() {
            reports.leave();
        }
        None
    }
}
