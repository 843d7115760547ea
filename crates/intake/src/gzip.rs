//! Gzip files of many members, read on after a damaged one.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// The members of a gzip file, one behind the other. A damaged member is told once, as
/// [`io::ErrorKind::InvalidData`]; the next read begins at the next member.
pub struct Members<R: BufRead> {
    state: Option<State<R>>,
}

enum State<R: BufRead> {
    /// Between members.
    Raw(R),
    /// Within one.
    Member(Box<GzDecoder<R>>),
}

/// How every gzip member with deflated data begins (RFC 1952).
const MAGIC: [u8; 3] = [0x1f, 0x8b, 0x08];

impl<R: BufRead> Members<R> {
    /// Reads from compressed bytes.
    pub fn new(raw: R) -> Self {
        Self { state: Some(State::Raw(raw)) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.state.take() {
                None => return Ok(0),
                Some(State::Raw(mut raw)) => {
                    if raw.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    self.state = Some(State::Member(Box::new(GzDecoder::new(raw))));
                }
                Some(State::Member(mut member)) => match member.read(out) {
                    Ok(0) if !out.is_empty() => self.state = Some(State::Raw(member.into_inner())),
                    Ok(n) => {
                        self.state = Some(State::Member(member));
                        return Ok(n);
                    }
                    Err(e) => {
                        let mut raw = member.into_inner();
                        if seek(&mut raw)? {
                            self.state = Some(State::Raw(raw));
                        }
                        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("damaged gzip data ({e})")));
                    }
                },
            }
        }
    }
}

/// Moves on to the next bytes that begin a member; false when there are none.
fn seek(raw: &mut impl BufRead) -> io::Result<bool> {
    // A magic that straddles two buffers is missed with its record, no more.
    loop {
        let buffer = raw.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let found = buffer.windows(MAGIC.len()).position(|w| w == MAGIC);
        let length = buffer.len();
        raw.consume(found.unwrap_or(length));
        if found.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        out.write_all(text.as_bytes()).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn a_damaged_member_costs_itself() {
        let long = "second ".repeat(500);
        let mut bytes = member("first");
        let mut bad = member(&long);
        let middle = bad.len() / 2;
        bad[middle..middle + 8].fill(0xff);
        bytes.extend(bad);
        bytes.extend(member("third"));
        let mut reader = Members::new(&bytes[..]);
        let (mut text, mut faults) = (Vec::new(), 0);
        let mut buffer = [0; 64];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => text.extend_from_slice(&buffer[..n]),
                Err(e) => {
                    assert_eq!(e.kind(), io::ErrorKind::InvalidData);
                    faults += 1;
                }
            }
        }
        let text = String::from_utf8_lossy(&text);
        assert!(text.starts_with("first") && text.ends_with("third") && faults == 1, "{faults}: {text}");
    }
}
