//! Which step is taken of those that are possible.

use qq_wxpay_tests::dice::Dice;

/// Which of the possible steps is taken.
pub(crate) enum Choices {
    /// All, one run after the other: for each step what was chosen, and among how many.
    All {
        path: Vec<(usize, usize)>,
        at: usize,
    },
    Some(Dice),
}

impl Choices {
    pub(crate) fn choose(&mut self, among: usize) -> usize {
        match self {
            Self::Some(dice) => dice.below(among),
            Self::All { path, at } => {
                if *at == path.len() {
                    path.push((0, among));
                }
                *at += 1;
                path[*at - 1].0
            }
        }
    }

    /// Whether there is another run, and goes to its beginning.
    pub(crate) fn next(&mut self) -> bool {
        let Self::All { path, at } = self else { return true };
        while path.last().is_some_and(|(chosen, among)| chosen + 1 == *among) {
            path.pop();
        }
        *at = 0;
        path.last_mut().map(|last| last.0 += 1).is_some()
    }
}
