//! What the shop's functions do: some take their time, some fail, and each says when it begins and ends.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use qq_wxpay_tests::chaos::{About, How, Line, say};
use qq_wxpay_tests::dice::Dice;

/// What the shop's functions do: a function of the seed, of what they are called for, and how often they were.
pub(crate) struct Work {
    seed: String,
    runs: AtomicU64,
    calls: Mutex<HashMap<About, usize>>,
}

impl Work {
    pub(crate) fn of(seed: String) -> Self {
        Self { seed, runs: AtomicU64::new(0), calls: Mutex::default() }
    }

    pub(crate) async fn run(&self, about: About, repeat: bool) -> Result<(), String> {
        let nth = {
            let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
            let count = calls.entry(about.clone()).or_default();
            *count += 1;
            *count
        };
        let mut dice = Dice::new(&format!("{} {about:?} {nth}", self.seed));
        let (kind, spread) = (dice.below(100), dice.below(1000));
        let run = Run::begin(self.runs.fetch_add(1, Ordering::Relaxed), about, repeat);
        let pause = match kind {
            0..60 => spread / 50,
            60..88 => 100 + spread / 2,
            _ => 1200 + spread,
        };
        tokio::time::sleep(Duration::from_millis(pause as u64)).await;
        // Only its first call may fail: in the end everything is taken.
        match spread % 10 {
            0 if nth == 1 => {
                run.end(How::Failed);
                Err("the database said no".to_owned())
            }
            1 if nth == 1 && kind < 30 => {
                run.end(How::Failed);
                panic!("a mistake of the shop's")
            }
            _ => {
                run.end(How::Done);
                Ok(())
            }
        }
    }
}

/// A run of the shop's function, which says how it ends, whatever happens.
struct Run(u64, How);

impl Run {
    fn begin(run: u64, about: About, repeat: bool) -> Self {
        say(Line::Begin { run, about, repeat });
        Self(run, How::Cut)
    }

    fn end(mut self, how: How) {
        self.1 = how;
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        say(Line::End { run: self.0, how: self.1 });
    }
}
