//! Random text and numbers from the operating system.

const ALPHANUMERIC: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Draws `length` random bytes.
pub(crate) fn bytes(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).expect("the operating system has a random source");
    bytes
}

/// Draws `length` random letters and digits.
pub(crate) fn alphanumeric(length: usize) -> String {
    pick(length, ALPHANUMERIC)
}

/// Draws `length` random decimal digits.
pub(crate) fn digits(length: usize) -> String {
    pick(length, b"0123456789")
}

/// Draws `length` random lower-case hexadecimal digits.
pub(crate) fn hexadecimal(length: usize) -> String {
    pick(length, b"0123456789abcdef")
}

/// The remainder slightly favours the first letters, which no secret of a simulator suffers from.
fn pick(length: usize, alphabet: &[u8]) -> String {
    bytes(length).into_iter().map(|byte| char::from(alphabet[usize::from(byte) % alphabet.len()])).collect()
}
