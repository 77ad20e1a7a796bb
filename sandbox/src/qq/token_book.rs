//! Which access tokens work at a moment.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::random;

/// The current access token and the one before it; anything older is dead.
#[derive(Default)]
pub(crate) struct TokenBook {
    current: Option<Token>,
    previous: Option<Token>,
}

struct Token {
    value: String,
    dies_at: i64,
}

impl TokenBook {
    /// Issues a token; the one before it lives on for the overlap at most.
    pub(crate) fn issue(&mut self, now: i64, lifetime_seconds: u32, overlap_seconds: u32) -> String {
        self.previous = self.current.take().map(|token| Token {
            dies_at: token.dies_at.min(now + i64::from(overlap_seconds)),
            value: token.value,
        });
        // All three letters that a query must escape are always there, to catch those who do not.
        let value = format!("{}+{}/{}==", text(18), text(18), text(18));
        self.current = Some(Token { value: value.clone(), dies_at: now + i64::from(lifetime_seconds) });
        value
    }

    /// Whether a token can be used now.
    pub(crate) fn accepts(&self, value: &str, now: i64) -> bool {
        [&self.current, &self.previous]
            .into_iter()
            .flatten()
            .any(|token| token.value == value && now < token.dies_at)
    }
}

fn text(bytes: usize) -> String {
    STANDARD.encode(random::bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_token_replaces_the_old_one_after_the_overlap() {
        let mut book = TokenBook::default();
        let first = book.issue(0, 7200, 300);
        let second = book.issue(1000, 7200, 300);
        assert!(book.accepts(&first, 1299) && !book.accepts(&first, 1300));
        assert!(book.accepts(&second, 8199) && !book.accepts(&second, 8200));
    }

    #[test]
    fn the_token_before_the_previous_one_is_dead_at_once() {
        let mut book = TokenBook::default();
        let tokens: Vec<_> = (0..3).map(|_| book.issue(0, 7200, 300)).collect();
        assert!(!book.accepts(&tokens[0], 0));
        assert!(book.accepts(&tokens[1], 0) && book.accepts(&tokens[2], 0));
    }

    #[test]
    fn the_overlap_never_lengthens_a_life() {
        let mut book = TokenBook::default();
        let first = book.issue(0, 100, 300);
        book.issue(50, 7200, 300);
        assert!(!book.accepts(&first, 100));
    }
}
