//! Rows of answers on the page: for reading, as JSON, as comma-separated values, as a Markdown table.

use std::fmt::Write as _;
use std::io::{BufWriter, IsTerminal as _, Stdout, Write};

use clap::ValueEnum;
use demarche_coder::export::csv::quoted;
use serde::Serialize;
use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::view::Paint;

/// How answers are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Text,
    /// A JSON array, an object a line
    Json,
    /// Comma-separated values, several in a cell with | between them
    Csv,
    /// A Markdown table
    Md,
}

/// A row that can be shown.
pub trait Row: Serialize {
    /// Its columns in tables, by the names of its fields.
    const COLUMNS: &'static [&'static str];

    /// Leaves out the sentence around the words.
    fn strip(&mut self);

    /// The row for reading; `above` is the row before it.
    fn text(&self, above: Option<&Self>, page: &Page) -> String;
}

/// Columns that `--evidence` adds.
const EVIDENCE: [&str; 5] = ["sentence", "start", "stop", "title", "url"];

/// How a page is written.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The format.
    pub format: Format,
    /// Whole sentences, with article and address.
    pub evidence: bool,
    /// Colours, or none.
    pub paint: Paint,
}

impl Page {
    /// A page on standard output; colours only where somebody looks on, and not against NO_COLOR.
    pub fn new(format: Format, evidence: bool) -> Self {
        let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Self { format, evidence, paint: Paint::new(colour) }
    }

    /// Writes all rows.
    pub fn rows<R: Row>(&self, mut rows: Vec<R>) -> Result {
        let mut out = BufWriter::new(std::io::stdout().lock());
        if self.format == Format::Text {
            let mut above = None;
            for row in &rows {
                out.write_all(row.text(above, self).as_bytes())?;
                above = Some(row);
            }
            return Ok(out.flush()?);
        }
        if !self.evidence {
            rows.iter_mut().for_each(R::strip);
        }
        if self.format == Format::Json {
            let lines: Vec<String> = rows.iter().map(json).collect::<Result<_>>()?;
            writeln!(out, "[{}]", lines.iter().map(|l| format!("\n{l}")).collect::<Vec<_>>().join(",") + "\n")?;
            return Ok(out.flush()?);
        }
        let evidence = EVIDENCE.iter().filter(|c| self.evidence && !R::COLUMNS.contains(c));
        let columns: Vec<&str> = R::COLUMNS.iter().chain(evidence).copied().collect();
        let mut table = Table::new(self.format, columns.iter().map(|c| (*c).to_owned()).collect());
        for row in &rows {
            let value = serde_json::to_value(row).map_err(|e| Failure::Output(e.into()))?;
            table.row(columns.iter().map(|c| self.cell(value.get(c))).collect(), &mut out)?;
        }
        table.end(&mut out)?;
        Ok(out.flush()?)
    }

    fn cell(&self, value: Option<&Value>) -> String {
        match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(several)) => {
                let several: Vec<String> = several.iter().map(|v| self.cell(Some(v))).collect();
                several.join(if self.format == Format::Csv { "|" } else { ", " })
            }
            Some(other) => other.to_string(),
        }
    }
}

/// A value as one line of JSON.
pub fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Failure::Output(e.into()))
}

/// A table that is written row by row; only for reading are the widths known first.
pub struct Table {
    format: Format,
    columns: Vec<String>,
    kept: Vec<Vec<String>>,
    begun: bool,
}

/// Widest cell in a table for reading.
const WIDEST: usize = 60;
/// Rows over which the widths of a table for reading are taken.
const LOOKED_AT: usize = 1000;

impl Table {
    /// A table of these columns; `Json` is not for tables.
    pub fn new(format: Format, columns: Vec<String>) -> Self {
        Self { format, columns, kept: Vec::new(), begun: false }
    }

    /// Writes a row, or keeps it until the widths are known.
    pub fn row(&mut self, cells: Vec<String>, out: &mut impl Write) -> std::io::Result<()> {
        match self.format {
            Format::Csv => {
                self.head(out)?;
                let cells: Vec<String> = cells.into_iter().map(quoted).collect();
                write!(out, "{}\r\n", cells.join(","))
            }
            Format::Md => {
                self.head(out)?;
                let cells: Vec<String> =
                    cells.iter().map(|c| line(c).replace('\\', "\\\\").replace('|', "\\|")).collect();
                writeln!(out, "| {} |", cells.join(" | "))
            }
            Format::Text | Format::Json => {
                self.kept.push(cells);
                if self.kept.len() >= LOOKED_AT { self.flush(out) } else { Ok(()) }
            }
        }
    }

    /// Writes what was kept.
    pub fn end(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        self.head(out)?;
        self.flush(out)
    }

    fn head(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        match self.format {
            Format::Csv => {
                write!(out, "{}\r\n", self.columns.iter().cloned().map(quoted).collect::<Vec<_>>().join(","))
            }
            Format::Md => {
                let names: Vec<String> = self.columns.iter().map(|c| line(c).replace('|', "\\|")).collect();
                writeln!(out, "| {} |\n|{}", names.join(" | "), " --- |".repeat(self.columns.len()))
            }
            Format::Text | Format::Json => {
                self.kept.insert(0, self.columns.clone());
                Ok(())
            }
        }
    }

    fn flush(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        let rows: Vec<Vec<String>> =
            self.kept.drain(..).map(|row| row.iter().map(|c| cut(&line(c), WIDEST)).collect()).collect();
        let width = |i: usize| rows.iter().map(|r| r[i].chars().count()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        for row in rows {
            let mut text = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                let _ = write!(text, "{cell:<width$}  ");
            }
            writeln!(out, "{}", text.trim_end())?;
        }
        Ok(())
    }
}

/// Rows with how each is shown, where what is read is more than one line of what is tabled.
pub struct Answer<'a, T> {
    /// The rows.
    pub rows: &'a [T],
    /// Names of the columns.
    pub columns: &'a [&'a str],
    /// A row's cells, one a column.
    pub cells: fn(&T) -> Vec<String>,
    /// A row for reading, of one or several lines.
    pub text: fn(&T) -> String,
}

impl<T: Serialize> Answer<'_, T> {
    /// Writes all rows to standard output.
    pub fn print(&self, format: Format) -> Result {
        let mut out = output();
        match format {
            Format::Text => self.rows.iter().try_for_each(|row| writeln!(out, "{}", (self.text)(row)))?,
            Format::Json => {
                let lines: Vec<String> = self.rows.iter().map(|row| json(row)).collect::<Result<_>>()?;
                writeln!(out, "[{}]", lines.iter().map(|l| format!("\n{l}")).collect::<Vec<_>>().join(",") + "\n")?;
            }
            Format::Csv | Format::Md => {
                let mut table = Table::new(format, self.columns.iter().map(|c| (*c).to_owned()).collect());
                self.rows.iter().try_for_each(|row| table.row((self.cells)(row), &mut out))?;
                table.end(&mut out)?;
            }
        }
        Ok(out.flush()?)
    }
}

/// A table to standard output.
pub fn output() -> BufWriter<Stdout> {
    BufWriter::new(std::io::stdout())
}

/// Words on one line.
pub fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most so many characters.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}
