//! Random texts that the seed repeats.

/// Visible ASCII: most of it needs encoding in a query.
const TOKEN: &[u8] = b"!\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~";

/// Random numbers that the seed repeats (SplitMix64); nothing secret is made of them.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Of two seeds that differ the numbers differ.
    #[must_use]
    pub fn new(seed: &str) -> Self {
        // FNV-1a.
        let mix = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(seed.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    /// A number below `limit`, which is above 0.
    ///
    /// # Panics
    /// When it is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit).expect("limits are small");
        usize::try_from((mixed ^ (mixed >> 31)) % limit).expect("it is below a usize")
    }

    /// An amount of money, in fen.
    ///
    /// # Panics
    /// Never: it fits.
    pub fn amount(&mut self) -> i64 {
        1 + i64::try_from(self.below(1_000_000_000)).expect("it fits")
    }

    /// Letters, digits and `extra`.
    pub fn name(&mut self, length: usize, extra: &str) -> String {
        let letters =
            format!("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz{extra}{extra}{extra}");
        (0..length).map(|_| char::from(letters.as_bytes()[self.below(letters.len())])).collect()
    }

    /// An access token of any visible ASCII characters: most of them need encoding in a query.
    pub fn token(&mut self) -> String {
        (0..48).map(|_| char::from(TOKEN[self.below(TOKEN.len())])).collect()
    }

    /// An address as it is given, and as it must be sent.
    pub fn payer_ip(&mut self) -> (String, String) {
        let last = 1 + self.below(250);
        match self.below(3) {
            0 => (format!("2001:DB8:0:0::{last:x}"), format!("2001:db8::{last:x}")),
            1 => (format!("::ffff:203.0.113.{last}"), format!("203.0.113.{last}")),
            _ => (format!("203.0.113.{last}"), format!("203.0.113.{last}")),
        }
    }

    /// A text of at most `longest` bytes that JSON, XML and query strings each trip over.
    pub fn text(&mut self, longest: usize) -> String {
        const PIECES: [&str; 32] = [
            "微信支付",
            "蓝色马克杯",
            "龍",
            "\"",
            "'",
            "&",
            "<",
            ">",
            "\\",
            "\\n",
            "\\u4e2d",
            "]]>",
            "<![CDATA[",
            "&amp;",
            "&#x4e2d;",
            "%2B",
            "+",
            "=",
            "/",
            "?",
            "#",
            "\n",
            "\t",
            " ",
            "é",
            "\u{2028}",
            "{}",
            "[1]",
            "0",
            "a",
            "Z",
            "-->",
        ];
        let mut text = String::from(["杯", " 杯", "\"杯", "\t杯"][self.below(4)]);
        for _ in 0..self.below(60) {
            let piece = PIECES[self.below(PIECES.len())];
            if text.len() + piece.len() > longest {
                break;
            }
            text.push_str(piece);
        }
        text
    }
}
