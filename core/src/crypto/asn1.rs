//! The ASN.1 around keys: which structure is it, and what RSA key is inside.
//!
//! Both RSA providers get the same canonical bytes made here, so that they accept and refuse the same keys.

use x509_cert::der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef, UintRef};
use x509_cert::der::{Decode, Encode, Reader, SliceReader, Tag, Tagged};
use x509_cert::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use zeroize::Zeroizing;

/// More elements than any structure here has; keeps hostile input from filling a list.
const MOST_ELEMENTS: usize = 12;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// The structures that key and certificate files hold, told apart by their outermost elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Structure {
    Pkcs8PrivateKey,
    Pkcs1PrivateKey,
    EcPrivateKey,
    EncryptedPrivateKey,
    SubjectPublicKeyInfo,
    Pkcs1PublicKey,
    Certificate,
    Pkcs12,
}

impl Structure {
    /// What `der` is; `None` for anything else, for damaged DER, and for bytes before or after the structure.
    pub(super) fn of(der: &[u8]) -> Option<Self> {
        let tags: Vec<Tag> = elements(der)?.iter().map(Tagged::tag).collect();
        match tags.as_slice() {
            [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => Some(Self::Pkcs8PrivateKey),
            [Tag::Integer, Tag::Sequence, ..] => Some(Self::Pkcs12),
            [Tag::Integer, Tag::OctetString, ..] => Some(Self::EcPrivateKey),
            [Tag::Integer, Tag::Integer] => Some(Self::Pkcs1PublicKey),
            [Tag::Integer, Tag::Integer, ..] => Some(Self::Pkcs1PrivateKey),
            [Tag::Sequence, Tag::OctetString] => Some(Self::EncryptedPrivateKey),
            [Tag::Sequence, Tag::BitString] => Some(Self::SubjectPublicKeyInfo),
            [Tag::Sequence, Tag::Sequence, Tag::BitString] => Some(Self::Certificate),
            _ => None,
        }
    }
}

/// Why a key cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum KeyProblem {
    Damaged,
    Algorithm(&'static str),
    Exponent,
}

impl KeyProblem {
    /// The problem in words, for the detail of an error.
    pub(super) fn detail(&self) -> (String, String) {
        let (en, zh) = match self {
            Self::Damaged => ("the content is damaged", "内容损坏"),
            Self::Algorithm(name) => {
                let zh = format!("这是 {name} 密钥，此处需要 RSA 密钥");
                return (format!("it is {name}, and an RSA key is needed"), zh);
            }
            Self::Exponent => ("the public exponent is unusable", "公钥指数不可用"),
        };
        (en.to_owned(), zh.to_owned())
    }
}

/// An RSA public key in its canonical encoding.
pub(super) struct RsaPublicNumbers {
    /// `SubjectPublicKeyInfo` of RFC 5280.
    pub(super) spki: Vec<u8>,
    /// Length of the modulus in bits.
    pub(super) bits: usize,
}

impl RsaPublicNumbers {
    /// Reads a `SubjectPublicKeyInfo` or an `RSAPublicKey`.
    pub(super) fn read(der: &[u8]) -> Result<Self, KeyProblem> {
        let elements = elements(der).ok_or(KeyProblem::Damaged)?;
        let [first, second] = elements.as_slice() else { return Err(KeyProblem::Damaged) };
        if first.tag() == Tag::Integer {
            return Self::of_integers(*first, *second);
        }
        require_rsa(*first)?;
        let bits = second.decode_as::<BitStringRef<'_>>().map_err(|_| KeyProblem::Damaged)?;
        let inner = self::elements(bits.as_bytes().ok_or(KeyProblem::Damaged)?).ok_or(KeyProblem::Damaged)?;
        let [modulus, exponent] = inner.as_slice() else { return Err(KeyProblem::Damaged) };
        Self::of_integers(*modulus, *exponent)
    }

    fn of_integers(modulus: AnyRef<'_>, exponent: AnyRef<'_>) -> Result<Self, KeyProblem> {
        let bits = bits_of_odd(unsigned(modulus)?).ok_or(KeyProblem::Damaged)?;
        let exponent_bits = bits_of_odd(unsigned(exponent)?).ok_or(KeyProblem::Exponent)?;
        // 1 signs nothing; beyond 32 bits AWS-LC refuses what the other provider takes.
        if !(2..=32).contains(&exponent_bits) {
            return Err(KeyProblem::Exponent);
        }
        let pkcs1 = sequence(&[modulus, exponent]).ok_or(KeyProblem::Damaged)?;
        let spki = subject_public_key_info(&pkcs1).ok_or(KeyProblem::Damaged)?;
        Ok(Self { spki, bits })
    }
}

/// An RSA private key in its canonical encoding, and its public half.
pub(super) struct RsaPrivateNumbers {
    /// `PrivateKeyInfo` of RFC 5208.
    pub(super) pkcs8: Zeroizing<Vec<u8>>,
    pub(super) public: RsaPublicNumbers,
}

impl RsaPrivateNumbers {
    /// Reads a `PrivateKeyInfo` or an `RSAPrivateKey` with two primes.
    pub(super) fn read(der: &[u8]) -> Result<Self, KeyProblem> {
        let elements = elements(der).ok_or(KeyProblem::Damaged)?;
        match Structure::of(der) {
            Some(Structure::Pkcs1PrivateKey) => Self::of_elements(&elements),
            Some(Structure::Pkcs8PrivateKey) => {
                require_rsa(elements[1])?;
                let inner = self::elements(elements[2].value()).ok_or(KeyProblem::Damaged)?;
                Self::of_elements(&inner)
            }
            Some(Structure::EcPrivateKey) => Err(KeyProblem::Algorithm("an elliptic curve (EC) key")),
            _ => Err(KeyProblem::Damaged),
        }
    }

    /// Version 0, modulus, two exponents, two primes, and three numbers that make it fast.
    fn of_elements(elements: &[AnyRef<'_>]) -> Result<Self, KeyProblem> {
        if elements.len() != 9 || elements[0].value() != [0] {
            return Err(KeyProblem::Damaged);
        }
        for element in elements {
            unsigned(*element)?;
        }
        let public = RsaPublicNumbers::of_integers(elements[1], elements[2])?;
        let pkcs1 = sequence(elements).ok_or(KeyProblem::Damaged)?;
        let pkcs8 = private_key_info(&pkcs1).ok_or(KeyProblem::Damaged)?;
        Ok(Self { pkcs8, public })
    }
}

/// The elements of the one SEQUENCE that `der` must be.
fn elements(der: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let outer = AnyRef::from_der(der).ok()?;
    if outer.tag() != Tag::Sequence {
        return None;
    }
    let mut reader = SliceReader::new(outer.value()).ok()?;
    let mut found = Vec::new();
    while !reader.is_finished() {
        if found.len() == MOST_ELEMENTS {
            return None;
        }
        found.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(found)
}

fn require_rsa(algorithm: AnyRef<'_>) -> Result<(), KeyProblem> {
    let algorithm = algorithm.decode_as::<AlgorithmIdentifierRef<'_>>().map_err(|_| KeyProblem::Damaged)?;
    if algorithm.oid == RSA {
        return Ok(());
    }
    let curve = algorithm.parameters.and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
    Err(KeyProblem::Algorithm(match (algorithm.oid.to_string().as_str(), curve) {
        ("1.2.840.10045.2.1", Some(curve)) if curve.to_string() == "1.2.156.10197.1.301" => "an SM2 key",
        ("1.2.840.10045.2.1", _) => "an elliptic curve (EC) key",
        ("1.2.840.113549.1.1.10", _) => "a key for RSASSA-PSS only",
        ("1.2.840.10040.4.1", _) => "a DSA key",
        ("1.3.101.112", _) => "an Ed25519 key",
        _ => "a key of an unknown algorithm",
    }))
}

fn unsigned(element: AnyRef<'_>) -> Result<&[u8], KeyProblem> {
    element.decode_as::<UintRef<'_>>().map(|number| number.as_bytes()).map_err(|_| KeyProblem::Damaged)
}

/// The length in bits of a number without leading zeros; `None` when it is even.
fn bits_of_odd(number: &[u8]) -> Option<usize> {
    let (first, last) = (number.first()?, number.last()?);
    let unused = usize::try_from(first.leading_zeros()).ok()?;
    (last & 1 == 1).then_some(number.len() * 8 - unused)
}

fn sequence(elements: &[AnyRef<'_>]) -> Option<Zeroizing<Vec<u8>>> {
    let mut length = 0;
    for element in elements {
        length += usize::try_from(element.encoded_len().ok()?).ok()?;
    }
    // The full capacity at once: a buffer that grows leaves copies of a private key behind.
    let mut body = Zeroizing::new(Vec::with_capacity(length));
    for element in elements {
        element.encode_to_vec(&mut body).ok()?;
    }
    let whole = AnyRef::new(Tag::Sequence, &body).ok()?;
    whole.to_der().ok().map(Zeroizing::new)
}

fn subject_public_key_info(pkcs1: &[u8]) -> Option<Vec<u8>> {
    let subject_public_key = BitStringRef::from_bytes(pkcs1).ok()?;
    SubjectPublicKeyInfoRef { algorithm: rsa_algorithm(), subject_public_key }.to_der().ok()
}

fn private_key_info(pkcs1: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let algorithm = rsa_algorithm().to_der().ok()?;
    let key = OctetStringRef::new(pkcs1).ok()?;
    sequence(&[AnyRef::new(Tag::Integer, &[0]).ok()?, AnyRef::from_der(&algorithm).ok()?, AnyRef::from(key)])
}

fn rsa_algorithm() -> AlgorithmIdentifierRef<'static> {
    AlgorithmIdentifierRef { oid: RSA, parameters: Some(AnyRef::NULL) }
}
