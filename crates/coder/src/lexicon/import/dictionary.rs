//! The lines of a TABARI or PETRARCH dictionary as entries.
//!
//! ```text
//! NAME_OF_SOMEBODY_ [CODE] [CODE <YYMMDD]      # comment (TABARI: ; comment)
//! +OTHER_NAME_                                 a synonym of the entry above
//!     [CODE YYMMDD-YYYYMMDD]                   its codes may also follow on lines of their own
//! AGENT_ {PLURAL_} [~CODE]                     an agent, in an agents dictionary
//! !SET! = MAN, MEN                             words that stand for !SET! in agents
//! ```

use jiff::civil::Date;

use super::Note;
use crate::lexicon::Source;

/// An entry: its names, what they are coded as and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Line of its first name.
    pub line: usize,
    /// Its names as they stand, `_` for a blank; the first is the entry's own.
    pub names: Vec<String>,
    /// Its codes.
    pub codes: Vec<Coded>,
    /// Whether the braces of a plural are there and empty: the noun has no other number.
    pub no_plural: bool,
}

/// A code with the time that it holds for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// Where it stands.
    pub line: usize,
    /// The code, without the `~` of an agent.
    pub code: String,
    /// Whether it is an agent's.
    pub agent: bool,
    /// From when.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
}

/// The entries of a dictionary, and what could not be read.
pub fn read(source: &Source) -> (Vec<Entry>, Vec<Note>) {
    let mut reader = Reader { file: &source.path, ..Reader::default() };
    let mut in_comment = false;
    for (i, line) in source.text.lines().enumerate() {
        let line = without_comments(line, &mut in_comment);
        reader.line(i + 1, line.trim_end());
    }
    let Reader { entries, sets, mut notes, .. } = reader;
    let mut out = Vec::with_capacity(entries.len());
    for mut entry in entries {
        if entry.codes.is_empty() {
            let what = format!("{} has no code and is left out", entry.names[0]);
            notes.push(Note { file: source.path.clone(), line: entry.line, what });
            continue;
        }
        match expanded(&entry.names, &sets) {
            Ok(names) => entry.names = names,
            Err(set) => {
                let what = format!("!{set}! is not defined above (write !{set}! = WORD, WORD); the entry is left out");
                notes.push(Note { file: source.path.clone(), line: entry.line, what });
                continue;
            }
        }
        out.push(entry);
    }
    if out.is_empty() {
        let what = "holds no entry like NAME_ [CODE]; is it an actor or agent dictionary?".to_owned();
        notes.insert(0, Note { file: source.path.clone(), line: 1, what });
    }
    (out, notes)
}

/// A line without `# …`, `; …` and `<!-- … -->`, which may run over lines.
fn without_comments(line: &str, in_comment: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    loop {
        if *in_comment {
            let Some((_, after)) = rest.split_once("-->") else { break };
            (*in_comment, rest) = (false, after);
        }
        let Some((before, after)) = rest.split_once("<!--") else {
            out.push_str(rest);
            break;
        };
        out.push_str(before);
        (*in_comment, rest) = (true, after);
    }
    let end = out.find(['#', ';']).unwrap_or(out.len());
    out.truncate(end);
    out
}

#[derive(Default)]
struct Reader<'a> {
    file: &'a str,
    entries: Vec<Entry>,
    sets: Vec<(String, Vec<String>)>,
    notes: Vec<Note>,
}

impl Reader<'_> {
    fn note(&mut self, line: usize, what: String) {
        self.notes.push(Note { file: self.file.to_owned(), line, what });
    }

    fn line(&mut self, number: usize, line: &str) {
        let text = line.trim();
        if text.is_empty() {
            return;
        }
        if let Some((name, words)) = text.strip_prefix('!').and_then(|t| t.split_once('='))
            && let Some(name) = name.trim().strip_suffix('!')
        {
            let words = words.split(',').map(|w| w.trim().trim_matches('_').to_owned()).filter(|w| !w.is_empty());
            self.sets.push((name.to_owned(), words.collect()));
            return;
        }
        let (head, codes) = text.split_at(text.find(['[', '{']).unwrap_or(text.len()));
        if let Some(synonym) = head.strip_prefix('+') {
            match self.entries.last_mut() {
                Some(entry) => entry.names.extend(name(synonym)),
                None => self.note(number, format!("{head} is a synonym of nothing; no entry stands above it")),
            }
        } else if let Some(name) = name(head) {
            self.entries.push(Entry { line: number, names: vec![name], ..Entry::default() });
        }
        if !codes.is_empty() {
            self.codes(number, codes);
        }
    }

    fn codes(&mut self, line: usize, mut text: &str) {
        if self.entries.is_empty() {
            return self.note(line, format!("{text} belongs to no entry"));
        }
        while let Some(start) = text.find(['[', '{']) {
            let close = if text[start..].starts_with('[') { ']' } else { '}' };
            let inside = &text[start + 1..];
            let Some(end) = inside.find(close) else {
                return self.note(line, format!("{} has no closing {close}", &text[start..]));
            };
            let (inside, rest) = (&inside[..end], &inside[end + 1..]);
            text = rest;
            if close == '}' {
                if let Some(entry) = self.entries.last_mut() {
                    entry.no_plural = inside.trim().is_empty();
                }
                continue;
            }
            match coded(line, inside) {
                Ok(coded) => {
                    if let Some(entry) = self.entries.last_mut() {
                        entry.codes.extend(coded);
                    }
                }
                Err(what) => self.note(line, what),
            }
        }
    }
}

/// A name without the marks of its ends; nothing for an empty one.
fn name(text: &str) -> Option<String> {
    let name = text.trim().trim_matches('_').trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// `CODE`, `CODE <date`, `CODE >date`, `CODE date-date`; several codes of one time are parted by `/`.
fn coded(line: usize, text: &str) -> Result<Vec<Coded>, String> {
    let text = text.trim();
    let cut = text.find(|c: char| c.is_whitespace() || c == '<' || c == '>').unwrap_or(text.len());
    let (code, when) = text.split_at(cut);
    let when: String = when.split_whitespace().collect();
    let fault =
        || format!("[{text}]: {when:?} is no time; write <YYMMDD, >YYMMDD or YYYYMMDD-YYYYMMDD; it is left out");
    let date = |text: &str| date(text).map(Some).ok_or_else(fault);
    let (from, to) = match (when.strip_prefix('<'), when.strip_prefix('>'), when.split_once('-')) {
        _ if when.is_empty() => (None, None),
        (Some(to), _, _) => (None, date(to)?),
        (_, Some(from), _) => (date(from)?, None),
        (_, _, Some((from, to))) => (date(from)?, date(to)?),
        _ => return Err(fault()),
    };
    if code.is_empty() {
        return Err(format!("[{text}] holds no code"));
    }
    let agent = code.starts_with('~');
    let codes = code.trim_start_matches('~').split('/').map(str::to_owned);
    Ok(codes.map(|code| Coded { line, code, agent, from, to }).collect())
}

/// Two-digit years up to this one are of this century, as PETRARCH has it.
const LAST_YEAR_OF_THIS_CENTURY: i16 = 30;

/// `YYMMDD` or `YYYYMMDD`; a month or day of 00 is the first.
fn date(text: &str) -> Option<Date> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match text.len() {
        6 => {
            let year: i16 = text[..2].parse().ok()?;
            (year + if year <= LAST_YEAR_OF_THIS_CENTURY { 2000 } else { 1900 }, &text[2..])
        }
        8 => (text[..4].parse().ok()?, &text[4..]),
        _ => return None,
    };
    let part = |range: std::ops::Range<usize>| rest[range].parse::<i8>().ok().map(|n| n.max(1));
    Date::new(year, part(0..2)?, part(2..4)?).ok()
}

/// The names with every `!SET!` replaced by each of its words; or the first set that is not defined.
fn expanded(names: &[String], sets: &[(String, Vec<String>)]) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    for name in names {
        let Some((before, rest)) = name.split_once('!') else {
            out.push(name.clone());
            continue;
        };
        let (set, after) = rest.split_once('!').unwrap_or((rest, ""));
        let Some((_, words)) = sets.iter().find(|(n, _)| n == set) else { return Err(set.to_owned()) };
        out.extend(words.iter().map(|w| format!("{before}{w}{after}")));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &'static str) -> (Vec<Entry>, Vec<String>) {
        let (entries, notes) = read(&Source { path: "d.txt".into(), text: text.into(), own: true });
        (entries, notes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn names_codes_and_times_are_read_in_both_forms() {
        let (entries, notes) = of(
            "# comment\nANNA_BERG_ ; old form\n+BERG_\n\t[NORGOV 981002-010811]\n\t[NOR <310101] [NORELI >20010811]\n\
            <!-- a remark\nOLD_ENTRY_ [XXX] --> NEW_FRONT [NORREB]\n",
        );
        assert!(notes.is_empty(), "{notes:?}");
        assert_eq!(entries[0].names, ["ANNA_BERG", "BERG"]);
        let times: Vec<_> = entries[0].codes.iter().map(|c| (&*c.code, c.from, c.to)).collect();
        let day = |y, m, d| Some(jiff::civil::date(y, m, d));
        assert_eq!(times[0], ("NORGOV", day(1998, 10, 2), day(2001, 8, 11)));
        assert_eq!(times[1], ("NOR", None, day(1931, 1, 1)));
        assert_eq!(times[2], ("NORELI", day(2001, 8, 11), None));
        assert_eq!((entries[1].line, &entries[1].names[..]), (7, &["NEW_FRONT".to_owned()][..]));
    }

    #[test]
    fn sets_of_agents_are_written_out() {
        let (entries, notes) = of("!PERSON! = MAN, WOMEN\nPOLICE!PERSON! [~COP]\nPOLICE {} [~COP]\n");
        assert!(notes.is_empty(), "{notes:?}");
        assert_eq!(entries[0].names, ["POLICEMAN", "POLICEWOMEN"]);
        assert!(entries[0].codes[0].agent && !entries[0].no_plural && entries[1].no_plural);
    }

    #[test]
    fn what_cannot_be_read_is_named_by_line() {
        let (entries, notes) =
            of("+LOST_\nNO_CODE_\nTREE_ [~ENV}\nKIM_ [PRKGOV 2004017-20061201] [PRK]\nX!Y! [~GOV]\n");
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].codes.len(), 1);
        for (line, words) in
            [(1, "synonym of nothing"), (2, "no code"), (3, "no closing ]"), (4, "is no time"), (5, "!Y!")]
        {
            assert!(
                notes.iter().any(|n| n.starts_with(&format!("d.txt:{line}:")) && n.contains(words)),
                "{line}: {notes:?}"
            );
        }
        assert!(of("VERBS_ ---\n").1.iter().any(|n| n.contains("is it an actor")));
    }
}
