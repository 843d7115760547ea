//! What the tagger sees of a word: its letters, its place in the tree, and what the lexicon says of it.

use demarche_syntax::{Deprel, Sentence, Token, Upos, Xpos, is_base};

use super::usage::Usage;
use crate::arguments::case_of;
use crate::lexicon::actors::{ActorLexicon, Entry, NounKind};

/// What is known beside a sentence: the lexicon, and the whole text.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Who and where is known.
    pub lexicon: &'a ActorLexicon,
    /// How the text uses its words.
    pub usage: &'a Usage,
}

/// What the lexicon says of the words of a sentence.
#[derive(Clone, Debug)]
pub struct Lookup<'l> {
    /// For each token the name that begins there: last token and entries.
    listed: Vec<Option<(usize, &'l [Entry])>>,
    /// For each token the kinds of listed names that cover it, as bits of [`Bit`].
    bits: Vec<u16>,
    /// Whether a token may be part of a name.
    maybe: Vec<bool>,
}

/// Kinds of listed names, as bits.
mod bit {
    pub const PERSON: u16 = 1;
    pub const STATE: u16 = 2;
    pub const ADJECTIVE: u16 = 4;
    pub const CAPITAL: u16 = 8;
    pub const BODY: u16 = 16;
    pub const PLACE: u16 = 32;
    pub const RARE_PLACE: u16 = 64;
    /// Not the first token of the listed name.
    pub const INSIDE: u16 = 128;
    pub const GIVEN: u16 = 256;
    pub const SURNAME: u16 = 512;
    /// A small town, or one whose name is a word or a surname first.
    pub const WEAK_PLACE: u16 = 1024;
}

impl<'l> Lookup<'l> {
    /// Looks up every word that may begin a name.
    #[must_use]
    pub fn of(text: &str, s: &Sentence, lexicon: &'l ActorLexicon) -> Self {
        let n = s.tokens.len();
        let maybe: Vec<bool> = (0..n).map(|i| may_be_name(text, &s.tokens[i])).collect();
        let mut out = Self { listed: vec![None; n], bits: vec![0; n], maybe };
        // Names of places in running lower case, and whole lines in capitals, are looked up as titles.
        let behind = |i: usize| {
            let word = s.tokens[i].form(text);
            i > 0
                && s.tokens[i].upos != Upos::Verb
                && !is_base(word)
                && lexicon.pronouns.r#where.iter().any(|w| w == s.tokens[i - 1].form(text))
        };
        let titled: Vec<Option<String>> =
            (0..n).map(|i| retitled(s.tokens[i].form(text), s.tokens[i].upos == Upos::Propn || behind(i))).collect();
        for at in 0..n {
            let form = |i: usize| s.tokens[i].form(text);
            let as_written = lexicon.names.longest((at..n).map(form));
            // Few names are written small: "coalition of the willing".
            if !out.maybe[at] && as_written.is_none_or(|found| found.len < 2) && titled[at].is_none() {
                continue;
            }
            let found = as_written.or_else(|| {
                titled[at].as_ref()?;
                lexicon.names.longest((at..n).map(|i| titled[i].as_deref().unwrap_or(form(i))))
            });
            if let Some(found) = found {
                let last = at + found.len - 1;
                out.listed[at] = Some((last, found.entries));
                let kinds = kinds(found.entries, lexicon);
                for i in at..=last {
                    out.bits[i] |= kinds | if i > at { bit::INSIDE } else { 0 };
                    out.maybe[i] = true;
                }
            }
            let word = titled[at].as_deref().unwrap_or(form(at));
            if lexicon.given.contains_key(word) {
                out.bits[at] |= bit::GIVEN;
            }
            if lexicon.surnames.contains_key(word) {
                out.bits[at] |= bit::SURNAME;
            }
        }
        // Small words between parts of names: "Bank of America", "Johnson and Johnson".
        for i in 1..n.saturating_sub(1) {
            let small =
                matches!(s.tokens[i].upos, Upos::Adp | Upos::Cconj | Upos::Det | Upos::Punct | Upos::Num | Upos::Part)
                    || s.tokens[i].xpos == Xpos::Hyph;
            let article = s.tokens[i].upos == Upos::Det && i + 1 < n && out.maybe[i + 1];
            if !out.maybe[i] && small && (out.maybe[i - 1] || article) {
                let next = (i + 1..n.min(i + 3)).any(|j| may_be_name(text, &s.tokens[j]));
                out.maybe[i] = next;
            }
        }
        out
    }

    /// Whether any token may be part of a name.
    #[must_use]
    pub fn any(&self) -> bool {
        self.maybe.contains(&true)
    }

    /// Whether a token may be part of a name.
    #[must_use]
    pub fn maybe(&self, token: usize) -> bool {
        self.maybe[token]
    }

    /// The longest listed name that begins at a token: its last token and what it may mean.
    #[must_use]
    pub fn listed(&self, token: usize) -> Option<(usize, &'l [Entry])> {
        self.listed[token]
    }
}

fn may_be_name(text: &str, t: &Token) -> bool {
    let form = t.form(text);
    let upper = form.chars().next().is_some_and(char::is_uppercase);
    t.upos == Upos::Propn || (upper && !matches!(t.upos, Upos::Pron | Upos::Punct | Upos::Sym))
}

/// "tampa" and "TAMPA" as "Tampa"; small letters only where they may be a name.
fn retitled(form: &str, named: bool) -> Option<String> {
    let lower = form.chars().all(|c| !c.is_uppercase());
    let upper = form.chars().count() > 3 && form.chars().all(|c| !c.is_lowercase());
    if !(lower && named || upper) {
        return None;
    }
    let mut letters = form.chars();
    let first = letters.next().filter(|c| c.is_alphabetic())?;
    Some(first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
}

fn kinds(entries: &[Entry], lexicon: &ActorLexicon) -> u16 {
    entries.iter().fold(0, |bits, e| {
        bits | match *e {
            Entry::Person(_) => bit::PERSON,
            Entry::State(_) => bit::STATE,
            Entry::Adjective(_) | Entry::People(_) => bit::ADJECTIVE,
            Entry::Capital(_) => bit::CAPITAL,
            Entry::Body(_) => bit::BODY,
            Entry::Place(n) if lexicon.places[n as usize].weight >= 4 => bit::PLACE,
            Entry::Place(n) if lexicon.is_weak(n) => bit::WEAK_PLACE,
            Entry::Place(_) => bit::RARE_PLACE,
        }
    })
}

/// Hash of a feature (FNV-1a), the same on every machine.
fn hash(parts: &[&[u8]]) -> u32 {
    let mut h: u32 = 0x811c_9dc5;
    for part in parts {
        for &b in *part {
            h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
        }
        h = (h ^ 0xff).wrapping_mul(0x0100_0193);
    }
    h ^ (h >> 15)
}

/// Letters by kind, runs shortened: "McDonald" → "XxXx", "G-20" → "X-d".
fn shape(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        let k = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        let n = out.len();
        if !(out.ends_with(k) && n >= 2 && out[..n - k.len_utf8()].ends_with(k)) {
            out.push(k);
        }
    }
}

/// The words of a sentence as the tagger reads them.
pub struct Reader<'a> {
    s: &'a Sentence,
    lexicon: &'a ActorLexicon,
    lookup: &'a Lookup<'a>,
    forms: Vec<String>,
    shapes: Vec<String>,
    usage: &'a Usage,
    /// Whether most letters of the sentence are capitals, or nearly all words begin with one.
    capitals: u8,
}

impl<'a> Reader<'a> {
    /// Prepares a sentence.
    pub fn new(text: &'a str, s: &'a Sentence, known: Known<'a>, lookup: &'a Lookup<'a>) -> Self {
        let Known { lexicon, usage } = known;
        let forms: Vec<String> = s.tokens.iter().map(|t| t.form(text).to_lowercase()).collect();
        let shapes = s
            .tokens
            .iter()
            .map(|t| {
                let mut out = String::new();
                shape(t.form(text), &mut out);
                out
            })
            .collect::<Vec<_>>();
        let words = s.tokens.iter().filter(|t| t.upos != Upos::Punct).count();
        let upper = s.tokens.iter().filter(|t| t.form(text).starts_with(char::is_uppercase)).count();
        let all = s.tokens.iter().all(|t| !t.form(text).contains(char::is_lowercase));
        let capitals = if all { 2 } else { u8::from(words > 3 && upper * 4 > words * 3) };
        Self { s, lexicon, lookup, forms, shapes, usage, capitals }
    }

    fn form(&self, i: isize) -> &str {
        usize::try_from(i).ok().and_then(|i| self.forms.get(i)).map_or("|", String::as_str)
    }

    fn bits(&self, i: isize) -> u16 {
        usize::try_from(i).ok().and_then(|i| self.lookup.bits.get(i)).copied().unwrap_or(0)
    }

    /// The head of the run of names that a token is in.
    fn top(&self, i: usize) -> usize {
        let mut at = i;
        while let Some(h) = self.s.tokens[at].head {
            let inner = matches!(self.s.tokens[at].deprel, Deprel::Flat | Deprel::Compound | Deprel::Amod);
            if !(inner && self.lookup.maybe[h]) {
                break;
            }
            at = h;
        }
        at
    }

    /// First and last token of the run of possible names around a token.
    fn run(&self, i: usize) -> (usize, usize) {
        let (mut a, mut b) = (i, i);
        let solid = |j: usize| self.lookup.maybe[j] && self.s.tokens[j].upos != Upos::Punct;
        while a > 0 && solid(a - 1) && i - a < 6 {
            a -= 1;
        }
        while b + 1 < self.s.tokens.len() && solid(b + 1) && b - i < 6 {
            b += 1;
        }
        (a, b)
    }

    fn noun(&self, form: &str) -> &'static str {
        match self.lexicon.nouns.get(form).map(|n| n.kind) {
            Some(NounKind::Title) => "t",
            Some(NounKind::Role) => "r",
            Some(NounKind::Group) => "g",
            Some(NounKind::Body) => "b",
            None if self.lexicon.pronouns.courtesy.iter().any(|c| c == form) => "c",
            None => "-",
        }
    }

    /// The features of a token, as hashes.
    pub fn features(&self, i: usize, out: &mut Vec<u32>) {
        out.clear();
        let at = i as isize;
        let t = &self.s.tokens[i];
        let (w, shape) = (self.form(at), &self.shapes[i]);
        let (before, after) = (self.form(at - 1), self.form(at + 1));
        let mut add = |name: u8, parts: &[&str]| {
            let mut bytes: [&[u8]; 5] = [&[]; 5];
            bytes[0] = std::slice::from_ref(&name);
            for (slot, part) in bytes[1..].iter_mut().zip(parts) {
                *slot = part.as_bytes();
            }
            out.push(hash(&bytes[..=parts.len().min(4)]));
        };
        let number = |n: u16| -> String { n.to_string() };
        let upos = |j: isize| -> &str {
            usize::try_from(j).ok().and_then(|j| self.s.tokens.get(j)).map_or("|", |t| t.upos.as_str())
        };
        let shape_at =
            |j: isize| -> &str { usize::try_from(j).ok().and_then(|j| self.shapes.get(j)).map_or("|", String::as_str) };
        add(0, &[]);
        add(1, &[w]);
        let tail = |n: usize| w.char_indices().rev().nth(n - 1).map_or(w, |(k, _)| &w[k..]);
        let start = |n: usize| w.char_indices().nth(n).map_or(w, |(k, _)| &w[..k]);
        add(2, &[tail(2)]);
        add(3, &[tail(3)]);
        add(4, &[tail(4)]);
        add(5, &[start(3)]);
        add(6, &[shape]);
        add(7, &[t.upos.as_str(), t.xpos.as_str()]);
        add(8, &[t.deprel.as_str()]);
        add(9, &[before]);
        add(10, &[after]);
        add(11, &[upos(at - 1), shape_at(at - 1)]);
        add(12, &[upos(at + 1), shape_at(at + 1)]);
        add(13, &[self.form(at - 2), before]);
        add(14, &[after, self.form(at + 2)]);
        add(15, &[upos(at - 1), t.upos.as_str(), upos(at + 1)]);
        let first = if i == 0 { "1" } else { "0" };
        let capitals = number(self.capitals.into());
        add(16, &[first, shape, &capitals]);
        // A common word that begins a sentence needs no name to have its capital.
        let common = if is_base(w) || is_base(t.lemma.to_lowercase().as_str()) { "1" } else { "0" };
        add(17, &[common, first, shape]);
        add(18, &[common, t.upos.as_str(), first]);
        add(19, &[common, &number(self.bits(at) & (bit::GIVEN | bit::SURNAME)), shape]);
        // What the lexicon says.
        let bits = self.bits(at);
        let here = number(bits);
        add(20, &[&here]);
        for b in 0..11 {
            if bits & (1 << b) != 0 {
                add(21, &[&number(b)]);
                add(22, &[&number(b), upos(at), &number(bits & bit::INSIDE)]);
            }
        }
        add(23, &[&number(self.bits(at - 1)), &here]);
        add(24, &[&here, &number(self.bits(at + 1))]);
        add(25, &[self.noun(w), shape]);
        add(26, &[self.noun(before), shape]);
        add(27, &[self.noun(after), shape]);
        // The run of capitalised words.
        let (a, b) = self.run(i);
        let (head_word, size) = (&self.forms[b], number((b - a).min(4) as u16));
        add(30, &[&number((i - a).min(3) as u16), &size, shape]);
        add(31, &[head_word]);
        add(32, &[&self.forms[a]]);
        add(33, &[self.noun(head_word), &size]);
        add(34, &[self.noun(&self.forms[a]), &size]);
        add(35, &[&number(self.bits(a as isize) & !bit::INSIDE), &number(self.bits(b as isize) & !bit::INSIDE)]);
        add(36, &[self.form(a as isize - 1)]);
        add(37, &[self.form(b as isize + 1)]);
        add(38, &[self.form(a as isize - 1), self.form(b as isize + 1)]);
        // Its place in the tree.
        let top = self.top(i);
        let head = self.s.tokens[top].head;
        let governor = head.map_or("|", |h| self.s.tokens[h].lemma.as_str());
        let role = self.s.tokens[top].deprel.as_str();
        let case = case_of(self.s, top);
        let case = case.as_deref().unwrap_or("-");
        add(40, &[role, case]);
        add(41, &[role, governor]);
        add(42, &[governor, case]);
        add(43, &[role, head.map_or("|", |h| self.s.tokens[h].upos.as_str())]);
        add(44, &[head.map_or("|", |h| self.noun(&self.s.tokens[h].lemma)), role]);
        let child = |d: Deprel| self.s.child(top, d);
        add(45, &[child(Deprel::Det).map_or("-", |d| self.forms[d].as_str()), shape]);
        if let Some(a) = child(Deprel::Appos) {
            let lemma = self.s.tokens[a].lemma.to_lowercase();
            add(46, &[self.noun(&lemma)]);
            add(47, &[&number(self.bits(a as isize))]);
        }
        if let Some(h) = head.filter(|_| self.s.tokens[top].deprel == Deprel::Appos) {
            let lemma = self.s.tokens[h].lemma.to_lowercase();
            add(48, &[self.noun(&lemma)]);
            add(49, &[&number(self.bits(h as isize))]);
        }
        // What it stands beside in a list.
        let sibling = child(Deprel::Conj).or(head.filter(|_| self.s.tokens[top].deprel == Deprel::Conj));
        if let Some(c) = sibling {
            add(51, &[&number(self.bits(c as isize) & !bit::INSIDE), shape]);
            add(52, &[self.noun(&self.forms[c]), &self.shapes[c], shape]);
        }
        if child(Deprel::AclRelcl).is_some() {
            add(50, &[]);
        }
        // Alone in its line, or in a long sentence; both ends of the run together.
        let length = number((self.s.tokens.len()).min(6) as u16);
        add(80, &[&length, &number(i.min(3) as u16), shape]);
        add(81, &[&number(self.bits(a as isize) & !bit::INSIDE), &number(self.bits(b as isize) & !bit::INSIDE), &size]);
        add(84, &[role, case, shape]);
        // What the rest of the text shows.
        let used = self.usage.bits(w);
        add(70, &[&number(used), shape]);
        for k in (0..11).filter(|k| used >> k & 1 == 1) {
            add(71, &[&number(k)]);
            add(72, &[&number(k), t.upos.as_str(), first]);
        }
        if b > a {
            let (ua, ub) = (self.usage.bits(&self.forms[a]), self.usage.bits(head_word));
            (0..11).filter(|k| ua >> k & 1 == 1).for_each(|k| add(73, &[&number(k)]));
            (0..11).filter(|k| ub >> k & 1 == 1).for_each(|k| add(74, &[&number(k)]));
        }
    }
}
