//! Tables with a header line: CSV, and TSV by its extension.

use std::io::Read;

use crate::columns::{Field, choose};
use crate::raw::set;
use crate::{Article, Bad, Body, LARGEST, Origin, Place, Raw};

/// The rows of a table, as articles whose fields are apart.
pub struct Rows<R> {
    reader: csv::Reader<R>,
    columns: Vec<(Field, usize)>,
    input: String,
    extra: u64,
    row: csv::ByteRecord,
    ended: bool,
}

impl<R: Read> Rows<R> {
    /// Reads the header. `returns` says whether lines end in carriage return and line feed: the reader counts a row
    /// from the line feed before it, so one line too few.
    ///
    /// # Errors
    /// When no column holds a text.
    pub fn new(input: &str, reader: R, tabs: bool, returns: bool) -> Result<Self, Bad> {
        let origin = || Origin { input: input.to_owned(), place: Place::Line(1) };
        let delimiter = if tabs { b'\t' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
        let header = reader.byte_headers().map_err(|e| Bad { origin: origin(), reason: fault(&e) })?.clone();
        let names: Vec<String> = header.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect();
        let columns = choose(names.iter().map(String::as_str));
        if !columns.iter().any(|(f, _)| *f == Field::Text) {
            let reason = format!(
                "no column holds the text: its name would be text, body or content, and the columns are {}",
                names.join(", ")
            );
            return Err(Bad { origin: origin(), reason });
        }
        Ok(Self {
            reader,
            columns,
            input: input.to_owned(),
            extra: u64::from(returns),
            row: csv::ByteRecord::new(),
            ended: false,
        })
    }

    fn article(&self) -> Result<Article, String> {
        let mut article = Article::default();
        if self.row.as_slice().len() as u64 > LARGEST {
            return Err(format!("longer than {} MiB, too long for one article", LARGEST >> 20));
        }
        for &(field, column) in &self.columns {
            let Some(cell) = self.row.get(column) else { continue };
            let words = std::str::from_utf8(cell).map_err(|_| "not UTF-8; save the table as UTF-8".to_owned())?;
            set(&mut article, field, words.to_owned())?;
        }
        Ok(article)
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Raw, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let line = self.reader.position().line();
        let read = self.reader.read_byte_record(&mut self.row);
        let origin = Origin {
            input: self.input.clone(),
            place: Place::Line(self.row.position().map_or(line, csv::Position::line) + self.extra),
        };
        match read {
            Ok(false) => None,
            Ok(true) => Some(match self.article() {
                Ok(article) => Ok(Raw { origin, body: Body::Fields(Box::new(article)) }),
                Err(reason) => Err(Bad { origin, reason }),
            }),
            Err(e) => {
                self.ended = e.is_io_error();
                Some(Err(Bad { origin, reason: fault(&e) }))
            }
        }
    }
}

fn fault(e: &csv::Error) -> String {
    match e.kind() {
        csv::ErrorKind::Io(e) => e.to_string(),
        _ => format!("no CSV: {e}"),
    }
}
