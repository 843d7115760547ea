//! Bytes to text. [`decode`] takes a file as it came and returns its characters, or says why it
//! cannot. Nothing is normalised: line ends, spaces and accents stay as they are, so that every
//! later offset is one of the text the user has. Only a byte order mark goes, since it is no text.

use std::borrow::Cow;

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file the encoding is guessed from.
const SAMPLE: usize = 64 * 1024;

/// Why bytes are not a text.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DecodeError {
    /// The encoding asked for has no such name.
    #[error(
        "no encoding is called {0:?}; use a name from https://encoding.spec.whatwg.org/#names-and-labels, such as utf-8, windows-1252 or utf-16le"
    )]
    UnknownEncoding(String),
    /// The bytes are no text at all.
    #[error("this is a binary file, not text (byte {offset} is {byte:#04x}); extract its text first")]
    Binary {
        /// Where the first byte stands that no text holds.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// The bytes are not valid in the encoding that was asked for, or that their mark announces.
    #[error("byte {offset} is not valid {encoding}; give the encoding the file is really in with --encoding")]
    Invalid {
        /// The encoding that was tried.
        encoding: &'static str,
        /// Where the first invalid sequence starts.
        offset: usize,
    },
    /// The bytes are not UTF-8, and no other encoding explains them.
    #[error(
        "byte {offset} is not valid UTF-8, and no other encoding fits the file; name its encoding with --encoding, or repair the byte"
    )]
    Undetected {
        /// Where UTF-8 breaks.
        offset: usize,
    },
}

/// The text in `bytes`: by its byte order mark, else in the `encoding` named, else as UTF-8, else
/// in the encoding that its first 64 KB look like.
///
/// # Errors
/// See [`DecodeError`]; each says what to do.
pub fn decode(bytes: Vec<u8>, encoding: Option<&str>) -> Result<String, DecodeError> {
    let named = encoding
        .map(|name| {
            Encoding::for_label(name.trim().as_bytes()).ok_or_else(|| DecodeError::UnknownEncoding(name.to_owned()))
        })
        .transpose()?;
    if let Some((marked, length)) = Encoding::for_bom(&bytes) {
        return if marked == UTF_8 { decode_utf8(bytes, length) } else { decode_as(&bytes[length..], marked, length) };
    }
    if let Some(encoding) = named {
        return if encoding == UTF_8 { decode_utf8(bytes, 0) } else { decode_as(&bytes, encoding, 0) };
    }
    if let Some(encoding) = unmarked_utf16(&bytes) {
        return decode_as(&bytes, encoding, 0);
    }
    refuse_binary(&bytes)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            detect(error.as_bytes(), offset).ok_or(DecodeError::Undetected { offset })
        }
    }
}

fn decode_utf8(mut bytes: Vec<u8>, mark: usize) -> Result<String, DecodeError> {
    bytes.drain(..mark);
    refuse_binary(&bytes)?;
    String::from_utf8(bytes).map_err(|error| DecodeError::Invalid {
        encoding: UTF_8.name(),
        offset: mark + error.utf8_error().valid_up_to(),
    })
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding, mark: usize) -> Result<String, DecodeError> {
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
        let offset = mark + first_fault(bytes, encoding);
        return Err(DecodeError::Invalid { encoding: encoding.name(), offset });
    };
    // A Word file read as windows-1252 is valid, and still no text.
    match text.bytes().position(|b| b == 0) {
        Some(offset) => Err(DecodeError::Binary { offset: mark + offset, byte: 0 }),
        None => Ok(text.into_owned()),
    }
}

/// Length of the longest prefix that decodes: found by the decoder itself, which stops at the fault.
fn first_fault(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut sink = String::with_capacity(4096);
    let mut read = 0;
    loop {
        sink.clear();
        let (result, consumed) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut sink, true);
        read += consumed;
        match result {
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::InputEmpty => return read,
            encoding_rs::DecoderResult::Malformed(length, after) => {
                return read.saturating_sub(usize::from(length) + usize::from(after));
            }
        }
    }
}

/// UTF-16 without its mark, as Windows programs write it: in Latin script every second byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let (mut high, mut low) = (0, 0);
    for pair in sample.chunks_exact(2) {
        high += usize::from(pair[0] == 0);
        low += usize::from(pair[1] == 0);
    }
    match (high * 10 >= pairs * 7, low * 10 >= pairs * 7) {
        (true, false) if low == 0 => Some(UTF_16BE),
        (false, true) if high == 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// A NUL, or more than one control character in fifty, is no text in any encoding handled here.
fn refuse_binary(bytes: &[u8]) -> Result<(), DecodeError> {
    let binary = |offset: usize| Err(DecodeError::Binary { offset, byte: bytes[offset] });
    if let Some(offset) = bytes.iter().position(|&b| b == 0) {
        return binary(offset);
    }
    // Escape (0x1B) opens the shifts of ISO-2022-JP, and tools leave form feeds and ^Z behind.
    let is_control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls = sample.iter().filter(|&&b| is_control(b)).count();
    match sample.iter().position(|&b| is_control(b)) {
        Some(first) if controls * 50 > sample.len() => binary(first),
        _ => Ok(()),
    }
}

/// Whether as many characters beyond ASCII are valid UTF-8 as are not: chance makes few of them so,
/// and to read such a text as windows-1252 would turn every ’ into â€™.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid >= invalid
}

/// The text in the encoding that its letters suggest, if it then is valid and plausible throughout.
fn detect(bytes: &[u8], fault: usize) -> Option<String> {
    if is_damaged_utf8(bytes) {
        return None;
    }
    // Evidence is in the bytes beyond ASCII, which in English may first come late in the file.
    let start = if fault < SAMPLE { 0 } else { fault - SAMPLE / 2 };
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    let mut detector = EncodingDetector::new();
    detector.feed(sample, start + sample.len() == bytes.len());
    let encoding = detector.guess(None, false);
    let text: Cow<'_, str> = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    // The single-byte encodings map every byte to something, and unassigned ones to the C1 controls:
    // a text that holds those was guessed wrong.
    let plausible = !text.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c) || c == '\u{fffd}');
    plausible.then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_normalised() {
        let text = "Naïve\r\n\r\nline\u{a0}two \u{2019}s";
        assert_eq!(decode(text.as_bytes().to_vec(), None).unwrap(), text);
    }

    #[test]
    fn byte_order_marks_decide_and_go() {
        assert_eq!(decode(b"\xef\xbb\xbfKyiv".to_vec(), None).unwrap(), "Kyiv");
        assert_eq!(decode(b"\xff\xfeK\0y\0".to_vec(), None).unwrap(), "Ky");
        assert_eq!(decode(b"\xfe\xff\0K\0y".to_vec(), Some("windows-1252")).unwrap(), "Ky");
        assert_eq!(decode(b"K\0y\0i\0v\0".to_vec(), None).unwrap(), "Kyiv");
    }

    #[test]
    fn an_encoding_by_name() {
        assert_eq!(decode(b"caf\xe9".to_vec(), Some("latin1")).unwrap(), "café");
        assert_eq!(decode(b"\xd2\xc1".to_vec(), Some("koi8-r")).unwrap(), "ра");
        assert_eq!(decode(vec![], Some("latin-17")), Err(DecodeError::UnknownEncoding("latin-17".into())));
        let fault = DecodeError::Invalid { encoding: "UTF-8", offset: 3 };
        assert_eq!(decode(b"caf\xe9".to_vec(), Some("utf-8")), Err(fault));
        let fault = DecodeError::Invalid { encoding: "Shift_JIS", offset: 2 };
        assert_eq!(decode(b"ab\xff\xffcd".to_vec(), Some("shift_jis")), Err(fault));
    }

    #[test]
    fn other_encodings_are_recognised() {
        let french = b"Le pr\xe9sident a d\xe9clar\xe9 que l\x92accord \xe9tait \xe0 port\xe9e de main.".to_vec();
        assert_eq!(decode(french, None).unwrap(), "Le président a déclaré que l’accord était à portée de main.");
        let english = b"The minister\x92s \x93final\x94 offer \x96 again".to_vec();
        assert_eq!(decode(english, None).unwrap(), "The minister’s “final” offer – again");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        assert_eq!(decode(png, None), Err(DecodeError::Binary { offset: 8, byte: 0 }));
        assert!(matches!(decode(vec![1, 2, b'a', 3], None), Err(DecodeError::Binary { offset: 0, .. })));
        // UTF-8 with one damaged byte, which only chance would make another encoding.
        let mut damaged = "Зеленский заявил, что переговоры продолжатся. ".repeat(20).into_bytes();
        damaged[101] = 0xff;
        let error = decode(damaged, None).unwrap_err();
        assert!(matches!(error, DecodeError::Undetected { offset } if offset <= 101), "{error}");
        assert!(error.to_string().contains("--encoding"));
        let cut = b"The minister\xe2\x80\x99s offer was caf\xe9".to_vec();
        assert_eq!(decode(cut, None), Err(DecodeError::Undetected { offset: 30 }));
    }
}
