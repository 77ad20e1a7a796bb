//! Files as editors and shells of Windows save them.

/// A text in UTF-16 with its mark as UTF-8; everything else as it is.
pub(super) fn narrow(bytes: Vec<u8>) -> Vec<u8> {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2) {
        Some([0xFF, 0xFE]) => u16::from_le_bytes,
        Some([0xFE, 0xFF]) => u16::from_be_bytes,
        _ => return bytes,
    };
    let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_are_read_and_other_bytes_stay() {
        let units = "a: 中\r\n".encode_utf16();
        let little: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(units.clone().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units.flat_map(u16::to_be_bytes)).collect();
        for wide in [little, big] {
            assert_eq!(narrow(wide), "a: 中\r\n".as_bytes());
        }
        for other in [&b""[..], b"\xFF", b"\xEF\xBB\xBFa", b"abc"] {
            assert_eq!(narrow(other.to_vec()), other);
        }
        assert_eq!(narrow(vec![0xFF, 0xFE, 0x00]), b"");
    }
}
