//! Tab-separated data files: comments, a line of column names, rows. Every fault names file, line and remedy.

use super::LexiconError;

/// A row with the place that it came from.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// File, as it is shown to people.
    pub file: &'a str,
    /// Line number from 1.
    pub line: usize,
    cells: [&'a str; MOST_COLUMNS],
}

/// No file has more columns.
const MOST_COLUMNS: usize = 10;

impl<'a> Row<'a> {
    /// Cell of column `index`, in the order given to [`rows`].
    #[must_use]
    pub fn cell(&self, index: usize) -> &'a str {
        self.cells.get(index).copied().unwrap_or_default()
    }

    /// Cell of column `index` if it holds something.
    #[must_use]
    pub fn known(&self, index: usize) -> Option<&'a str> {
        Some(self.cell(index)).filter(|c| !c.is_empty())
    }

    /// The values of a cell that holds several.
    pub fn list(&self, index: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let mut rest = self.known(index);
        std::iter::from_fn(move || {
            let text = rest?;
            let bar = text.as_bytes().iter().position(|&b| b == b'|');
            rest = bar.map(|at| &text[at + 1..]);
            Some(bar.map_or(text, |at| &text[..at]).trim())
        })
        .filter(|v| !v.is_empty())
    }

    /// A fault in this row.
    #[must_use]
    pub fn fault(&self, what: impl Into<String>) -> LexiconError {
        LexiconError::Row { file: self.file.to_owned(), line: self.line, what: what.into() }
    }

    fn put(&mut self, index: usize, cell: &'a str) {
        if let Some(place) = self.cells.get_mut(index) {
            *place = cell;
        }
    }

    fn cut(file: &'a str, line: usize, text: &'a str, columns: usize) -> Result<Self, LexiconError> {
        let mut row = Self { file, line, cells: [""; MOST_COLUMNS] };
        let (mut found, mut start) = (0, 0);
        // Cells are short: looking at each byte is faster than a search that is set up anew for each.
        for (i, &byte) in text.as_bytes().iter().enumerate() {
            if byte == b'\t' {
                row.put(found, &text[start..i]);
                (found, start) = (found + 1, i + 1);
            }
        }
        row.put(found, &text[start..]);
        found += 1;
        if found != columns {
            let what = format!("{found} cells where {columns} columns are named; separate cells by one tab each");
            return Err(row.fault(what));
        }
        Ok(row)
    }
}

/// The rows of a file that has to have just these columns.
///
/// # Errors
/// At the first line whose columns or cells are not as they should be; further rows may still be read.
pub fn rows<'a>(
    file: &'a str,
    text: &'a str,
    columns: &[&str],
) -> Result<impl Iterator<Item = Result<Row<'a>, LexiconError>> + use<'a>, LexiconError> {
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(i, l)| (i + 1, l.trim_end_matches('\r')))
        .filter(|(_, l)| !l.starts_with('#') && l.contains(|c: char| !c.is_whitespace()));
    let expected = columns.join("\t");
    match lines.next() {
        Some((_, header)) if header == expected => {}
        Some((line, header)) => {
            let what = format!("columns are {header:?}; they have to be {expected:?}");
            return Err(LexiconError::Row { file: file.to_owned(), line, what });
        }
        None => {
            let what = format!("no line of column names; write {expected:?} above the rows");
            return Err(LexiconError::Row { file: file.to_owned(), line: 1, what });
        }
    }
    let columns = columns.len();
    debug_assert!(columns <= MOST_COLUMNS, "{file} has more columns than a row has room for");
    Ok(lines.map(move |(line, line_text)| Row::cut(file, line, line_text, columns)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_file_and_line() {
        let text = "# states\ncode\tnames\nFRA\tFrance|Republic of France\nDEU\n";
        let mut read = rows("states.tsv", text, &["code", "names"]).unwrap();
        let first = read.next().unwrap().unwrap();
        assert_eq!(first.list(1).collect::<Vec<_>>(), ["France", "Republic of France"]);
        let fault = read.next().unwrap().unwrap_err().to_string();
        assert!(fault.starts_with("states.tsv:4: 1 cells"), "{fault}");
        assert!(rows("s.tsv", "a\tb\n", &["a", "c"]).is_err());
        assert!(rows("s.tsv", "", &["a"]).is_err());
    }
}
