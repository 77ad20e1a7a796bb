//! Files that wait behind a link.

use std::collections::VecDeque;

use axum::body::Bytes;

use crate::random;

/// How long a link can be opened.
const LINK_SECONDS: i64 = 30;
/// The most files that wait; one more pushes out the oldest.
const MOST_FILES: usize = 100;

/// The files of a sandbox that can be downloaded.
#[derive(Default)]
pub(crate) struct BillFiles(VecDeque<Waiting>);

struct Waiting {
    token: String,
    file: Bytes,
    expires_at: i64,
}

impl BillFiles {
    /// Lays a file down; gives the token that opens it.
    pub(crate) fn put(&mut self, file: Vec<u8>, now: i64) -> String {
        self.0.retain(|waiting| waiting.expires_at > now);
        if self.0.len() == MOST_FILES {
            self.0.pop_front();
        }
        let token = random::alphanumeric(64);
        self.0.push_back(Waiting {
            token: token.clone(),
            file: Bytes::from(file),
            expires_at: now + LINK_SECONDS,
        });
        token
    }

    /// The file that a token opens.
    pub(crate) fn find(&self, token: &str, now: i64) -> Option<Bytes> {
        let found = self.0.iter().find(|waiting| waiting.token == token && waiting.expires_at > now);
        found.map(|waiting| waiting.file.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_its_file_for_thirty_seconds() {
        let mut files = BillFiles::default();
        let token = files.put(b"a".to_vec(), 100);
        assert_eq!(files.find(&token, 129).as_deref(), Some(b"a".as_slice()));
        assert!(files.find(&token, 130).is_none() && files.find("", 100).is_none());
        for _ in 0..MOST_FILES {
            files.put(Vec::new(), 100);
        }
        assert!(files.find(&token, 100).is_none() && files.0.len() == MOST_FILES);
    }
}
