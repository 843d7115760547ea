//! What starts with a letter or digit: how far the word goes (inner stops, commas, slashes, hyphens,
//! apostrophes), whether a full stop belongs to it, and which words it is made of.

use super::characters::{is_apostrophe, is_hyphen, is_word};
use super::language::{Ending, Folded};
use super::tokens::{Class, Cutter};

/// Last parts of names of machines and files, after which an inner stop is no full stop.
const SUFFIXES: [&str; 40] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "eu", "uk", "us", "ca", "au", "de", "fr", "ru",
    "ua", "cn", "jp", "in", "io", "tv", "me", "co", "ai", "doc", "docx", "xls", "xlsx", "pdf", "txt", "htm", "html",
    "jpg", "png", "mp3", "zip", "url", "csv",
];

/// Longest date or telephone number in characters.
const LONGEST_NUMBER: usize = 24;

impl Cutter<'_> {
    /// Appends the word at `start`, with its clitics, and returns its end.
    pub fn cut_word(&mut self, start: usize) -> usize {
        let mut end = start;
        loop {
            end = self.run(end, |c| is_word(c) || c == '_');
            let Some(c) = self.char_at(end) else { break };
            let next = end + c.len_utf8();
            if !self.char_at(next).is_some_and(|n| is_word(n) || n == '_') || !self.goes_on(start, end, c, next) {
                break;
            }
            end = next;
        }
        if self.char_at(end) == Some('$') && self.is_dollar_name(start, end) {
            return self.push(start, end + 1, Class::Word);
        }
        if let Some(unit) = self.unit(start, end) {
            self.push(start, unit, Class::Word);
            return self.cut_word(unit);
        }
        match self.abbreviation(start, end) {
            Some(class) => self.push(start, end + 1, class),
            None => {
                self.push_words(start, end, false);
                self.possessive(start, end)
            }
        }
    }

    /// Whether the word goes on over `c`, which stands at `at` between two word characters.
    fn goes_on(&self, start: usize, at: usize, c: char, next: usize) -> bool {
        let before = self.char_before(at).unwrap_or(' ');
        let after = self.char_at(next).unwrap_or(' ');
        let between_digits = before.is_ascii_digit() && after.is_ascii_digit();
        match c {
            '.' => self.goes_on_over_stop(start, at, next, between_digits),
            ',' | ':' => between_digits,
            '/' => self.goes_on_over_slash(start, at, between_digits),
            '&' => before.is_uppercase() && after.is_uppercase() || before.is_lowercase() && at - start == 1,
            '*' => before.is_alphabetic() && after.is_alphabetic(),
            _ if is_apostrophe(c) => true,
            _ if is_hyphen(c) => self.goes_on_over_hyphen(start, at, next),
            _ => false,
        }
    }

    fn goes_on_over_stop(&self, start: usize, at: usize, next: usize, between_digits: bool) -> bool {
        if between_digits {
            return true;
        }
        let part = last_part(&self.text[start..at], |c| c == '.');
        let following = &self.text[next..self.run(next, is_word)];
        let letters = |s: &str| s.chars().all(char::is_alphabetic);
        if letters(part) && part.chars().count() == 1 {
            // U.S, p.m; but J.Smith lacks a space.
            return following.chars().count() <= 2 || following.starts_with(char::is_lowercase);
        }
        if Folded::new(following).is_some_and(|f| SUFFIXES.contains(&f.as_str())) {
            return true;
        }
        // Ph.D, and names of hosts and newsgroups: two stops or more, and no capital.
        let whole = &self.text[start..next + following.len()];
        let name = &self.text[start..self.run(start, |c| is_word(c) || matches!(c, '.' | '-' | '_'))];
        let is_name =
            |name: &str| !name.contains("..") && !name.contains(char::is_uppercase) && name.matches('.').count() > 1;
        self.language.abbreviations.contains_key(whole) || is_name(name.trim_end_matches(['.', '-', '_']))
    }

    fn goes_on_over_slash(&self, start: usize, at: usize, between_digits: bool) -> bool {
        let run = self.short_run(start, |c| c == '/');
        if between_digits {
            // 9/11, 11/28/2000; not 1/2, 24/7, 2001/02.
            let mut groups = run.split('/');
            let (Some(first), Some(second)) = (groups.next(), groups.next()) else { return false };
            let is_number =
                |g: &str, most: usize| (1..=2).contains(&g.len()) && g.parse().is_ok_and(|n: usize| n > 0 && n <= most);
            return match (groups.next(), groups.next()) {
                (None, _) => is_number(first, 12) && second.len() == 2 && is_number(second, 31),
                (Some(third), None) => is_number(first, 31) && is_number(second, 31) && matches!(third.len(), 2 | 4),
                _ => false,
            };
        }
        // w/o, I/C: one letter each.
        run.chars().count() == 3 && run.matches('/').count() == 1 && self.text[start..at].chars().count() == 1
    }

    fn goes_on_over_hyphen(&self, start: usize, at: usize, next: usize) -> bool {
        let part = last_part(&self.text[start..at], is_hyphen);
        let following_end = self.run(next, is_word);
        let following = &self.text[next..following_end];
        if let Some(part) = Folded::new(part)
            && self.language.prefixes.contains(part.as_str())
        {
            return true;
        }
        if !self.char_at(following_end).is_some_and(is_hyphen) {
            let listed = |set: &std::collections::HashSet<&str>, s: &str| {
                Folded::new(s).is_some_and(|f| set.contains(f.as_str()))
            };
            if listed(&self.language.suffixes, following)
                || listed(&self.language.hyphenated, &self.text[start..following_end])
            {
                return true;
            }
        }
        is_date_or_telephone(self.short_run(start, is_hyphen))
    }

    /// Word characters and separators from `start` on, as far as anything that looks at them needs.
    fn short_run(&self, start: usize, separator: impl Fn(char) -> bool) -> &str {
        let rest = &self.text[start..self.chunk.end];
        let over = |&(n, (_, c)): &(usize, (usize, char))| n == LONGEST_NUMBER || !(is_word(c) || separator(c));
        &rest[..rest.char_indices().enumerate().find(over).map_or(rest.len(), |(_, (at, _))| at)]
    }

    /// US$, C$: letters before the dollar of an amount.
    fn is_dollar_name(&self, start: usize, end: usize) -> bool {
        end - start <= 3
            && self.text[start..end].bytes().all(|b| b.is_ascii_uppercase())
            && self.char_at(end + 1).is_none_or(|c| c.is_ascii_digit())
    }

    /// Where the unit starts in 5km, 7:30pm, 3.5bn.
    fn unit(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.text[start..end];
        let digits = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ':')))?;
        (digits > 0 && self.language.units.contains(&word[digits..])).then_some(start + digits)
    }

    /// The class of the word together with the full stop after it, if that belongs to it.
    fn abbreviation(&self, start: usize, end: usize) -> Option<Class> {
        // Inc.. is Inc. and a full stop, Inc... an ellipsis.
        let stops = self.run(end, |c| c == '.') - end;
        if stops != 1 && (stops != 2 || self.ink_after(end + 2).is_some_and(char::is_lowercase)) {
            return None;
        }
        let word = &self.text[start..end];
        if let Some(&ending) = self.language.abbreviations.get(word) {
            let next = self.ink_after(end + 1);
            return match ending {
                Ending::BeforeNumber => next.is_some_and(|c| c.is_ascii_digit()),
                Ending::BeforeName => next.is_some_and(char::is_uppercase),
                _ => true,
            }
            .then_some(Class::Abbreviation(ending));
        }
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            (Some(c), None) if c.is_uppercase() => Some(Class::Initial),
            _ if word.contains('.')
                && word.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic)) =>
            {
                Some(Class::Abbreviation(Ending::May))
            }
            _ => None,
        }
    }

    /// Appends the words that `start..end` is made of.
    fn push_words(&mut self, start: usize, end: usize, joined: bool) {
        let word = &self.text[start..end];
        if let Some(cut) = self.clitic(word) {
            self.push_words(start, start + cut, joined);
            self.push_joined(start + cut, end);
            return;
        }
        let mut from = start;
        let mut joined = joined;
        if let Some(cuts) = Folded::new(word).and_then(|f| self.language.contractions.get(f.as_str())) {
            for &cut in cuts.iter().filter(|&&cut| word.is_char_boundary(cut)) {
                self.push_piece(from, start + cut, joined);
                (from, joined) = (start + cut, true);
            }
        }
        self.push_piece(from, end, joined);
    }

    fn push_piece(&mut self, start: usize, end: usize, joined: bool) {
        if joined {
            self.push_joined(start, end);
        } else {
            self.push(start, end, Class::Word);
        }
    }

    /// Offset of the clitic that `word` ends on.
    fn clitic(&self, word: &str) -> Option<usize> {
        let (apostrophe, mark) = word.char_indices().rev().take(4).find(|&(_, c)| is_apostrophe(c))?;
        // The 1990's are one word.
        let decade = |w: &str| matches!(w.len(), 2 | 4) && w.ends_with('0') && w.bytes().all(|b| b.is_ascii_digit());
        if decade(&word[..apostrophe])
            || Folded::new(word).is_some_and(|f| self.language.undivided.contains(f.as_str()))
        {
            return None;
        }
        let tail = &word[apostrophe + mark.len_utf8()..];
        self.language.clitics.iter().find_map(|clitic| {
            let (head, rest) = clitic.split_once('\'')?;
            let cut = apostrophe.checked_sub(head.len())?;
            let matches = cut > 0
                && tail.eq_ignore_ascii_case(rest)
                && word.get(cut..apostrophe).is_some_and(|h| h.eq_ignore_ascii_case(head));
            matches.then_some(cut)
        })
    }

    /// The bare apostrophe after a plural, unless it closes a quotation: leaders'.
    fn possessive(&mut self, start: usize, end: usize) -> usize {
        let Some(c) = self.char_at(end).filter(|&c| is_apostrophe(c) && c != '‘') else { return end };
        let after = end + c.len_utf8();
        let plural = self.text[start..end].ends_with(['s', 'S', 'z', 'x']) && end - start > 1;
        let doubled = self.char_at(after).is_some_and(is_apostrophe);
        if plural && !doubled && !self.in_single_quotes() { self.push_joined(end, after) } else { end }
    }
}

/// What stands after the last separator.
fn last_part(word: &str, separator: impl Fn(char) -> bool) -> &str {
    word.rsplit(separator).next().unwrap_or(word)
}

/// 2025-08-20, 20-08-2025, 555-1234, 1-800-555-1234; not 1969-1970, 5-10.
fn is_date_or_telephone(run: &str) -> bool {
    if !run.chars().all(|c| c.is_ascii_digit() || is_hyphen(c)) {
        return false;
    }
    if run.chars().count() >= LONGEST_NUMBER {
        return false;
    }
    let mut groups = run.split(is_hyphen).map(str::len);
    match (groups.next(), groups.next(), groups.next()) {
        (Some(3), Some(4), None) => true,
        (Some(a), Some(b), Some(c)) => a > 0 && b > 0 && c > 0,
        _ => false,
    }
}
