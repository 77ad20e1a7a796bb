//! The life of an order: placed, then paid, closed or left alone, and some of it goes back. Whatever fails is done again, under the same number.

use std::time::{Duration, Instant};

use qq_wxpay_sandbox::Sandbox;
use qq_wxpay_tests::dice::Dice;
use qq_wxpay_tests::shop::PATIENCE;

use crate::worker::Worker;

/// How long a notification has before the shop asks.
const ASK_AFTER: Duration = Duration::from_millis(1500);

/// Between two attempts of the shop.
const PAUSE: Duration = Duration::from_millis(250);

/// What becomes of an order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Paid,
    PaidAndBack,
    Closed,
    Left,
}

impl Fate {
    fn of(dice: &mut Dice) -> Self {
        match dice.below(100) {
            0..40 => Self::Paid,
            40..75 => Self::PaidAndBack,
            75..90 => Self::Closed,
            _ => Self::Left,
        }
    }
}

/// One order of a process.
pub(crate) struct Life<'a> {
    pub(crate) sandbox: &'a Sandbox,
    pub(crate) worker: &'a Worker,
    /// Where its notifications go.
    pub(crate) notify_url: &'a str,
    pub(crate) number: String,
}

/// What the shop waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum News {
    Paid,
    Refunded,
}

/// An attempt that is made until it succeeds, or gives this up.
struct GivenUp;

impl Life<'_> {
    /// From the beginning to the end; one that does not come to its end is noted in the books.
    pub(crate) async fn live(&self) {
        let fate = Fate::of(&mut Dice::new(&self.number));
        if self.go_through(fate).await.is_err() {
            self.worker.books().unfinished.push(self.number.clone());
        }
    }

    async fn go_through(&self, fate: Fate) -> Result<(), GivenUp> {
        let link = self.place().await?;
        match fate {
            Fate::Left => Ok(()),
            Fate::Closed => self.close().await,
            Fate::Paid => self.pay(link).await,
            Fate::PaidAndBack => {
                self.pay(link).await?;
                self.pay_back().await
            }
        }
    }

    /// A link to pay with.
    async fn place(&self) -> Result<String, GivenUp> {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            let said = self.worker.ask(&["place", &self.number, self.notify_url]).await;
            if let Ok([_, link]) = said.as_deref() {
                self.worker.books().placed.insert(self.number.clone());
                return Ok(link.clone());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(GivenUp)
    }

    /// The payer pays, and the shop learns of it: by the notification, or else by asking.
    async fn pay(&self, link: String) -> Result<(), GivenUp> {
        let begin = Instant::now();
        let mut link = link;
        while self.sandbox.pay(&link).await.is_err() {
            if begin.elapsed() > PATIENCE {
                return Err(GivenUp);
            }
            link = self.place().await?;
        }
        self.learn(News::Paid).await
    }

    async fn close(&self) -> Result<(), GivenUp> {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if self.state("close").await.as_deref() == Some("closed") {
                self.worker.books().closed.insert(self.number.clone());
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(GivenUp)
    }

    /// The state of the order, as the process says after this work.
    async fn state(&self, work: &str) -> Option<String> {
        let said = self.worker.ask(&[work, &self.number]).await.ok()?;
        said.first().map(|state| state.to_lowercase())
    }

    async fn pay_back(&self) -> Result<(), GivenUp> {
        let (begin, refund) = (Instant::now(), refund_of(&self.number));
        while self.worker.ask(&["refund", &self.number, &refund, self.notify_url]).await.is_err() {
            if begin.elapsed() > PATIENCE {
                return Err(GivenUp);
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.worker.books().asked_back.insert(refund.clone());
        self.learn(News::Refunded).await
    }

    /// Waits for a notification, and then asks until it is known.
    async fn learn(&self, news: News) -> Result<(), GivenUp> {
        let begin = Instant::now();
        while !self.knows(news) {
            if begin.elapsed() > PATIENCE {
                return Err(GivenUp);
            }
            let is_patient = begin.elapsed() < ASK_AFTER;
            if !is_patient {
                self.ask_for(news).await;
            }
            tokio::time::sleep(if is_patient { PAUSE / 5 } else { 2 * PAUSE }).await;
        }
        Ok(())
    }

    fn knows(&self, news: News) -> bool {
        let books = self.worker.books();
        match news {
            News::Paid => books.knows_paid(&self.number),
            News::Refunded => books.end_of(&refund_of(&self.number)).is_some(),
        }
    }

    async fn ask_for(&self, news: News) {
        if news == News::Paid {
            if self.state("confirm").await.as_deref() == Some("paid") {
                self.worker.books().paid.insert(self.number.clone());
            }
            return;
        }
        let refund = refund_of(&self.number);
        let Ok(said) = self.worker.ask(&["refunded", &refund]).await else { return };
        if let Some(state) =
            said.first().map(|state| state.to_lowercase()).filter(|state| state != "processing")
        {
            self.worker.books().ended.insert(refund, state);
        }
    }
}

/// The number of the one refund that an order has.
pub(crate) fn refund_of(number: &str) -> String {
    format!("{number}-back")
}
