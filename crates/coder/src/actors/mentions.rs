//! Where a sentence names, describes or points to somebody, and what the words may mean by themselves.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use crate::lexicon::actors::{ActorLexicon, Entry, Noun, NounKind};
use crate::names::{Name, Sort};
use crate::record::Form;

/// What the words of a mention mean by themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A name of the lexicon, with what it may mean and what it looks like here.
    Listed(Vec<Entry>, Sort),
    /// A name that the lexicon has not.
    Unlisted(String, Sort),
    /// A description: the role noun as the lexicon writes it.
    Described(Box<str>),
    /// A pronoun.
    Pronoun(Pointing),
    /// A nationality before a noun, which is no mention.
    Nationality(u32),
    /// "his country", "the country": somebody's state, or the one spoken of.
    Homeland,
    /// "the kingdom", "the West African nation": a state of some, which was named.
    Land(Vec<String>),
    /// "the 75-year-old".
    Aged,
    /// "neither", "both", "the two", "the trio": so many of those named.
    Several(usize),
    /// "the former", "the latter".
    OneOfTwo {
        /// Whether it is the one that was named first.
        first: bool,
    },
}

/// Words of a title before the one that looks like a name ("Secretary of *State*").
const TITLE_BEFORE: usize = 3;

/// What a pronoun points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointing {
    /// A man.
    He,
    /// A woman.
    She,
    /// Several.
    They,
    /// A body or state.
    It,
    /// Who speaks.
    Speaker,
    /// Who speaks, with others.
    Speakers,
}

/// A mention before it is resolved.
#[derive(Clone, Debug)]
pub struct Raw {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// Head of the name or noun itself.
    pub head: usize,
    /// First token with titles and modifiers.
    pub from: usize,
    /// What the words mean.
    pub meaning: Meaning,
    /// Name, nominal or pronoun.
    pub form: Form,
    /// A title before the name.
    pub title: Option<Box<str>>,
}

/// All mentions of a sentence, in order.
pub fn find(text: &str, s: &Sentence, names: &[Name], lexicon: &ActorLexicon) -> Vec<Raw> {
    let names: Vec<Name> = names.iter().filter(|n| !is_title(text, s, lexicon, n)).cloned().collect();
    let names = &names[..];
    let mut out: Vec<Raw> = Vec::new();
    let mut at = 0;
    while at < s.tokens.len() {
        let name = names.iter().find(|n| n.first == at);
        let raw = land(text, s, lexicon, at)
            .or_else(|| name.and_then(|n| named(text, s, n, lexicon)))
            .or_else(|| titled(text, s, names, lexicon, at))
            .or_else(|| homeland(s, lexicon, at))
            .or_else(|| aged(s, lexicon, at))
            .or_else(|| two(s, lexicon, at))
            .or_else(|| described(text, s, lexicon, at))
            .or_else(|| pointed(text, s, lexicon, at));
        match raw {
            Some(raw) => {
                at = raw.last + 1;
                out.push(raw);
            }
            None => at += 1,
        }
    }
    // "the South *American* country" is not of America.
    let lands: Vec<(usize, usize)> =
        out.iter().filter(|r| matches!(r.meaning, Meaning::Land(_))).map(|r| (r.from, r.head)).collect();
    out.retain(|r| {
        let inside = lands.iter().any(|&(from, head)| r.first >= from && r.last < head);
        !(inside && matches!(r.meaning, Meaning::Nationality(_) | Meaning::Unlisted(..)))
    });
    join_titles(&mut out, s);
    out
}

/// The token of a stretch whose head stands outside it.
fn head_of(s: &Sentence, first: usize, last: usize) -> usize {
    (first..=last).find(|&i| s.tokens[i].head.is_none_or(|h| h < first || h > last)).unwrap_or(last)
}

/// The longest title ("President", "Secretary of State", "Mr.") that the words from `at` begin with, at most up to `end`.
fn title(text: &str, s: &Sentence, lexicon: &ActorLexicon, at: usize, end: usize) -> Option<(usize, Box<str>)> {
    let mut words = String::new();
    let mut best = None;
    for i in at..=end.min(at + 6) {
        let form = s.tokens[i].form(text);
        let glued = i > at && s.tokens[i - 1].span.end == s.tokens[i].span.start;
        if i > at && !glued {
            words.push(' ');
        }
        words.extend(form.chars().flat_map(char::to_lowercase));
        let courtesy = || lexicon.pronouns.courtesy.contains(&words);
        let noun =
            lexicon.nouns.get(words.as_str()).is_some_and(|n| matches!(n.kind, NounKind::Title | NounKind::Role));
        if noun || courtesy() {
            best = Some((i, Box::from(words.as_str())));
        }
    }
    best
}

/// "the Prime *Minister*", "Secretary of *State*": what the tagger takes for a name is a title, or stands in one.
fn is_title(text: &str, s: &Sentence, lexicon: &ActorLexicon, name: &Name) -> bool {
    let inside = || {
        let first = name.first.saturating_sub(TITLE_BEFORE);
        let ends = |at: usize| title(text, s, lexicon, at, name.last).is_some_and(|(end, _)| end == name.last);
        (first..name.first).any(ends)
    };
    let whole = || {
        let last = &s.tokens[name.last];
        let noun = |w: &str| lexicon.nouns.get(w).is_some_and(|n| matches!(n.kind, NounKind::Title | NounKind::Role));
        name.entries.is_empty() && name.sort != Sort::Person && noun(&last.form(text).to_lowercase())
    };
    let person = name.sort == Sort::Person || name.entries.iter().any(|e| matches!(e, Entry::Person(_)));
    !person && (whole() || inside())
}

/// A title right before a name of a person.
fn titled(text: &str, s: &Sentence, names: &[Name], lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    if names.iter().any(|n| n.first <= at && at <= n.last) {
        return None;
    }
    let next = names.iter().find(|n| n.first > at).filter(|n| n.first <= at + 7)?;
    let person = next.sort == Sort::Person || next.entries.iter().any(|e| matches!(e, Entry::Person(_)));
    let (last, noun) =
        title(text, s, lexicon, at, next.first - 1).filter(|(last, _)| last + 1 == next.first && person)?;
    let head = head_of(s, at, last);
    let meaning = Meaning::Described(noun);
    Some(Raw { first: at, last, head, from: at, meaning, form: Form::Nominal, title: None })
}

fn named(text: &str, s: &Sentence, name: &Name, lexicon: &ActorLexicon) -> Option<Raw> {
    let (mut first, last) = (name.first, name.last);
    let mut before = None;
    // "*Zimbabwean* President": a nationality begins no person's name.
    let form = |at: usize| s.tokens[at].form(text);
    if name.sort == Sort::Person && name.entries.is_empty() && first < last && is_nationality(lexicon, form(first)) {
        first += 1;
        if title(text, s, lexicon, first, last).is_some_and(|(end, _)| end == last) {
            return None;
        }
    }
    // The tagger may take the title for a part of the name.
    if name.sort == Sort::Person && name.entries.is_empty() && first < last {
        // A title that is all there is to it is no name.
        if title(text, s, lexicon, first, last).is_some_and(|(end, _)| end == last) {
            return None;
        }
        if let Some((end, title)) = title(text, s, lexicon, first, last - 1) {
            first = end + 1;
            before = Some(title);
        }
    }
    if name.sort == Sort::Person
        && name.entries.is_empty()
        && first == last
        && described(text, s, lexicon, first).is_some()
    {
        return None;
    }
    let head = head_of(s, first, last);
    let words = s.tokens[first].span.cover(s.tokens[last].span).of(text);
    let meaning =
        if name.entries.is_empty() { Meaning::Unlisted(words.to_owned(), name.sort) } else { listed(s, name, head) };
    // "*Pune* MP Girish Bapat": where the tree hangs the name from a word right before it, that word leads to it.
    let hung = s.tokens[head].head.filter(|&h| s.tokens[head].deprel == Deprel::Flat && h < name.first);
    let from = hung.filter(|h| name.first - h <= TITLE_BEFORE).unwrap_or(name.first);
    let people = matches!(&meaning, Meaning::Listed(e, _) if e.iter().all(|e| matches!(e, Entry::People(_))));
    let form = if people { Form::Nominal } else { Form::Name };
    Some(Raw { first, last, head, from, meaning, form, title: before })
}

fn is_nationality(lexicon: &ActorLexicon, word: &str) -> bool {
    lexicon.meaning(word).iter().any(|e| matches!(e, Entry::Adjective(_)))
}

/// A nationality that stands before a noun is no mention of its own.
fn listed(s: &Sentence, name: &Name, head: usize) -> Meaning {
    let adjective = name.entries.iter().find_map(|e| match e {
        Entry::Adjective(n) => Some(*n),
        _ => None,
    });
    let before_noun = matches!(s.tokens[head].deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodDesc)
        || s.tokens[head].upos == Upos::Adj;
    // "accused the *Ukrainian* of": no noun follows.
    let alone = s.tokens[head].upos == Upos::Adj
        && matches!(
            s.tokens[head].deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Nmod
        )
        && s.child(head, Deprel::Det).is_some_and(|d| d + 1 == head);
    match adjective {
        Some(n) if before_noun && !alone => Meaning::Nationality(n),
        _ => Meaning::Listed(name.entries.clone(), name.sort),
    }
}

/// The role noun that ends at `head`, as the lexicon writes it: the longest of up to four words. A plural that has
/// a row of its own ("forces", "authorities") stands before its lemma.
pub fn role_noun<'l>(
    text: &str,
    s: &Sentence,
    lexicon: &'l ActorLexicon,
    head: usize,
) -> Option<(usize, Box<str>, &'l Noun)> {
    let mut best = None;
    let (mut lemmas, mut forms) = (String::new(), String::new());
    for first in (head.saturating_sub(3)..=head).rev() {
        let t = &s.tokens[first];
        if first < head && !matches!(t.upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Adp) {
            break;
        }
        prepend(t.lemma.as_str(), &mut lemmas);
        prepend(t.form(text), &mut forms);
        let plural = (forms != lemmas).then(|| lexicon.nouns.get(forms.as_str())).flatten();
        if let Some(noun) = plural {
            best = Some((first, Box::from(forms.as_str()), noun));
        } else if let Some(noun) = lexicon.nouns.get(lemmas.as_str()) {
            best = Some((first, Box::from(lemmas.as_str()), noun));
        }
    }
    best
}

/// "*secretary* of state": a role noun of three words that its first one heads.
fn of_role<'l>(s: &Sentence, lexicon: &'l ActorLexicon, at: usize) -> Option<(usize, Box<str>, &'l Noun)> {
    let words = s.tokens.get(at..at + 3)?;
    if words[1].upos != Upos::Adp || words[2].head != Some(at) {
        return None;
    }
    let words: Vec<_> = words.iter().map(|t| t.lemma.to_lowercase()).collect();
    let words = words.join(" ");
    lexicon.nouns.get(words.as_str()).map(|n| (at, Box::from(words.as_str()), n))
}

/// Puts a word in lower case before others.
fn prepend(word: &str, words: &mut String) {
    if !words.is_empty() {
        words.insert(0, ' ');
    }
    words.insert_str(0, &word.to_lowercase());
}

fn described(text: &str, s: &Sentence, lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    let t = &s.tokens[at];
    // A noun that modifies the next noun is described there.
    let modifies = matches!(t.deprel, Deprel::Compound | Deprel::Flat) && t.head.is_some_and(|h| h > at);
    if !matches!(t.upos, Upos::Noun | Upos::Propn) || modifies {
        return None;
    }
    let (first, mut noun, mut facts) = role_noun(text, s, lexicon, at).or_else(|| of_role(s, lexicon, at))?;
    // "attorney *general*".
    let behind =
        s.tokens.get(at + 1).filter(|t| t.deprel == Deprel::Flat && t.head == Some(at) && t.upos == Upos::Noun);
    let whole = behind.map(|t| format!("{} {}", s.tokens[at].lemma, t.lemma).to_lowercase());
    let mut last = at;
    if let Some((whole, known)) = whole.and_then(|w| lexicon.nouns.get(w.as_str()).map(|n| (w, n))) {
        (noun, facts, last) = (whole.into(), known, at + 1);
    }
    // "the secretary *of state*".
    if let Some((_, whole, known)) = of_role(s, lexicon, at) {
        (noun, facts, last) = (whole, known, at + 2);
    }
    if is_no_body(text, s, lexicon, at) {
        return None;
    }
    // "the two leaders", "US officials": the phrase up to its head.
    let modifier = |&c: &usize| {
        c < first
            && matches!(
                s.tokens[c].deprel,
                Deprel::Det | Deprel::Amod | Deprel::Nummod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
            )
    };
    // One stretch: a misparse may hang a conjunct from afar on the noun.
    let mut from = first;
    while from > 0 && (s.children(at).filter(modifier).any(|c| c == from - 1) || s.is_below(from - 1, at)) {
        // "*at least* six": what makes a number rough is in the phrase.
        let rough = s.tokens[from - 1].deprel == Deprel::Advmod
            || s.tokens[from].xpos == Xpos::Jjs && s.tokens[from - 1].head == Some(from);
        // "*Far-*right ministers", "the *United* Nations office" with a verb in its name.
        let form = s.tokens[from - 1].form(text);
        let glued = form == "-" && from > 1 && s.tokens[from - 2].span.end == s.tokens[from - 1].span.start;
        // "the *warring* sides" describes them.
        let before = &s.tokens[from - 1];
        let participle = before.deprel == Deprel::Amod && before.head == Some(at);
        let named = before.upos == Upos::Verb && (form.starts_with(char::is_uppercase) || participle);
        let stops = matches!(s.tokens[from - 1].upos, Upos::Cconj | Upos::Punct | Upos::Verb | Upos::Adp | Upos::Aux);
        if !rough && !glued && !named && stops {
            break;
        }
        from -= 1;
    }
    // The parser may hang the article elsewhere.
    let open = from.checked_sub(1).map(|at| &s.tokens[at]);
    if open.is_some_and(|t| t.upos == Upos::Det && t.head.is_some_and(|h| h > at)) {
        from -= 1;
    }
    // "Saudi-led coalition": who leads it makes it somebody.
    let hyphened = from >= 3
        && from == first
        && s.tokens[from - 1].upos == Upos::Verb
        && s.tokens[from - 1].head == Some(at)
        && s.tokens[from - 2].upos == Upos::Punct
        && s.tokens[from - 2].span.end == s.tokens[from - 1].span.start;
    if hyphened {
        from -= 3;
        if from > 0 && s.tokens[from - 1].upos == Upos::Det {
            from -= 1;
        }
    }
    let generic_body = facts.kind == NounKind::Body && facts.sector.is_none() && from == first;
    if generic_body {
        return None;
    }
    let (meaning, form) = (Meaning::Described(noun), Form::Nominal);
    Some(Raw { first, last, head: at, from, meaning, form, title: None })
}

/// "*his country* will not lift", "across *the country*": a state that is not named.
fn homeland(s: &Sentence, lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    let t = &s.tokens[at];
    let p = &lexicon.pronouns;
    let first = at.checked_sub(1)?;
    let before = &s.tokens[first];
    if t.upos != Upos::Noun
        || t.xpos != Xpos::Nn
        || before.head != Some(at)
        || !p.homeland.iter().any(|w| *w == t.lemma)
    {
        return None;
    }
    let determined = match before.deprel {
        Deprel::Det => p.is_definite(&before.lemma),
        Deprel::NmodPoss => before.upos == Upos::Pron,
        _ => false,
    };
    // "the country that", "the country of Georgia" says itself which one.
    let told =
        s.children(at).any(|c| c > at && matches!(s.tokens[c].deprel, Deprel::AclRelcl | Deprel::Acl | Deprel::Nmod));
    let modifies = t.deprel == Deprel::Compound;
    (determined && !told && !modifies).then(|| {
        let (meaning, form) = (Meaning::Homeland, Form::Nominal);
        Raw { first: at, last: at, head: at, from: first, meaning, form, title: None }
    })
}

/// "the *kingdom*", "the *Gulf* state": a noun for a state that says which ones it may be, behind its article.
fn land(text: &str, s: &Sentence, lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    let t = &s.tokens[at];
    let d = &lexicon.descriptions;
    let noun = t.lemma.to_lowercase();
    if t.xpos != Xpos::Nn && t.xpos != Xpos::Nnp || t.deprel == Deprel::Compound || !d.lands.iter().any(|w| *w == noun)
    {
        return None;
    }
    // "accuses the Gulf state *of arming* them" tells nothing of it.
    let told = s.children(at).any(|c| {
        let t = &s.tokens[c];
        c > at
            && t.xpos != Xpos::Vbg
            && matches!(
                t.deprel,
                Deprel::AclRelcl | Deprel::Acl | Deprel::Nmod | Deprel::Appos | Deprel::Flat | Deprel::Compound
            )
    });
    let from = (at.saturating_sub(4)..at).rev().find(|&i| s.tokens[i].upos == Upos::Det)?;
    let definite = lexicon.pronouns.is_definite(&s.tokens[from].lemma);
    if told || !definite || s.tokens[from].head != Some(at) {
        return None;
    }
    // "*ex-Soviet*" may be three tokens.
    let mut words: Vec<String> = Vec::new();
    for i in from + 1..=at {
        let word = s.tokens[i].form(text).to_lowercase();
        let glued = i > from + 1 && s.tokens[i - 1].span.end == s.tokens[i].span.start;
        match words.last_mut().filter(|_| glued) {
            Some(last) => last.push_str(&word),
            None => words.push(word),
        }
    }
    let whole = |n: usize| words.len().checked_sub(n).map(|first| words[first..].join(" "));
    let before = words.len() - 1;
    let spaced = |from: usize| (from < before).then(|| words[from..before].join(" "));
    let called = [spaced(0), spaced(1), whole(2), whole(1)];
    let states = called.into_iter().flatten().find_map(|w| d.region(&w))?;
    let head = at;
    Some(Raw {
        first: at,
        last: at,
        head,
        from,
        meaning: Meaning::Land(states.to_vec()),
        form: Form::Nominal,
        title: None,
    })
}

/// "the 75-year-*old* urged": an age that stands for who has it.
fn aged(s: &Sentence, lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    let d = &lexicon.descriptions;
    let [.., old] = &d.age[..] else { return None };
    let t = &s.tokens[at];
    let before = at.checked_sub(5)?;
    let numeral = s.tokens[before + 1].upos == Upos::Num && d.age.contains(&s.tokens[before + 3].lemma.to_string());
    // The parser may hang it from the verb ("the 71-year-old *thanked*").
    let above = t.head.filter(|&h| s.tokens[h].upos != Upos::Verb);
    let modifies = matches!(t.deprel, Deprel::Amod | Deprel::Compound) && above.is_some_and(|h| h > at)
        || s.tokens.get(at + 1).is_some_and(|n| matches!(n.upos, Upos::Noun | Upos::Propn | Upos::Adj));
    let definite = lexicon.pronouns.is_definite(&s.tokens[before].lemma);
    (t.lemma == old.as_str() && numeral && definite && !modifies).then(|| Raw {
        first: before + 1,
        last: at,
        head: at,
        from: before,
        meaning: Meaning::Aged,
        form: Form::Nominal,
        title: None,
    })
}

/// "*Neither* has said", "*the two* will meet", "*the trio*", "*the latter*": those that were named, where no noun stands with it.
fn two(s: &Sentence, lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    let t = &s.tokens[at];
    let d = &lexicon.descriptions;
    let subject = matches!(t.deprel, Deprel::Nsubj | Deprel::NsubjPass);
    let argument = subject
        || matches!(
            t.deprel,
            Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::NmodPoss
        );
    let told = || s.children(at).any(|c| matches!(s.tokens[c].deprel, Deprel::Nmod | Deprel::AclRelcl | Deprel::Amod));
    let noun_behind = || s.tokens.get(at + 1).is_some_and(|n| matches!(n.upos, Upos::Noun | Upos::Propn | Upos::Adj));
    let is = |list: &[String]| list.iter().any(|w| t.lemma.eq_ignore_ascii_case(w));
    let raw = |from: usize, meaning: Meaning| {
        Some(Raw { first: at, last: at, head: at, from, meaning, form: Form::Pronoun, title: None })
    };
    if subject && is(&d.pairs) && !s.children(at).any(|c| s.tokens[c].deprel == Deprel::Nmod) {
        return raw(at, Meaning::Several(2));
    }
    let before = at.checked_sub(1)?;
    if !argument || !lexicon.pronouns.is_definite(&s.tokens[before].lemma) || noun_behind() || told() {
        return None;
    }
    let lemma = t.lemma.to_lowercase();
    let counted = || d.number(&lemma).filter(|_| t.upos == Upos::Num);
    if let Some(n) = counted().or_else(|| d.companies.get(lemma.as_str()).copied()) {
        return raw(before, Meaning::Several(n));
    }
    let first = is(&d.first_of_two);
    (first || is(&d.second_of_two)).then(|| raw(before, Meaning::OneOfTwo { first })).flatten()
}

/// "*State* of emergency", "press *conference*": a phrase in which the noun is nobody, as its first word or its last.
fn is_no_body(text: &str, s: &Sentence, lexicon: &ActorLexicon, at: usize) -> bool {
    let is = |phrase: &String| {
        let stands = |from: usize| {
            let mut tokens = s.tokens[from..].iter();
            phrase.split(' ').all(|w| tokens.next().is_some_and(|t| t.form(text).eq_ignore_ascii_case(w)))
        };
        let before = phrase.matches(' ').count();
        stands(at) || at.checked_sub(before).is_some_and(stands)
    };
    lexicon.pronouns.no_body.iter().any(is)
}

fn pointed(text: &str, s: &Sentence, lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    let t = &s.tokens[at];
    if t.upos != Upos::Pron || t.deprel == Deprel::Expl {
        return None;
    }
    let form = t.form(text).to_lowercase();
    let p = &lexicon.pronouns;
    let is = |list: &[String]| list.contains(&form);
    let pointing = if is(&p.he) {
        Pointing::He
    } else if is(&p.she) {
        Pointing::She
    } else if is(&p.they) {
        Pointing::They
    } else if is(&p.it) {
        Pointing::It
    } else if is(&p.i) {
        Pointing::Speaker
    } else if is(&p.we) {
        Pointing::Speakers
    } else {
        return None;
    };
    let (meaning, form) = (Meaning::Pronoun(pointing), Form::Pronoun);
    Some(Raw { first: at, last: at, head: at, from: at, meaning, form, title: None })
}

/// "President Macron", "deputy envoy Dmitry Polyanskiy": a description right before a name is part of its mention.
fn join_titles(mentions: &mut Vec<Raw>, s: &Sentence) {
    let mut i = 1;
    while i < mentions.len() {
        let (before, name) = (&mentions[i - 1], &mentions[i]);
        let adjacent = before.last + 1 == name.from;
        let person = match &name.meaning {
            Meaning::Listed(entries, _) => entries.iter().any(|e| matches!(e, Entry::Person(_))),
            Meaning::Unlisted(_, sort) => *sort == Sort::Person,
            _ => false,
        };
        match &before.meaning {
            Meaning::Described(noun) if adjacent && person => {
                let (title, from) = (noun.clone(), before.from);
                mentions[i].title.get_or_insert(title);
                mentions[i].from = from;
                mentions.remove(i - 1);
            }
            _ => i += 1,
        }
    }
    // "*Turkish* Defence Minister Hulusi Akar", "*Zambia* President": the state before the title is in the phrase.
    let describes = |t: usize| matches!(s.tokens[t].deprel, Deprel::Amod | Deprel::Compound);
    let names_state = |m: &Raw| match &m.meaning {
        Meaning::Nationality(_) => true,
        Meaning::Listed(entries, _) => describes(m.head) && entries.iter().any(|e| matches!(e, Entry::State(_))),
        _ => false,
    };
    for i in 1..mentions.len() {
        let before = &mentions[i - 1];
        if mentions[i].title.is_some() && before.last + 1 == mentions[i].from && names_state(before) {
            // "*former* Zambian President".
            let quality = |t: &usize| s.tokens[*t].upos == Upos::Adj && s.tokens[*t].deprel == Deprel::Amod;
            mentions[i].from = before.first.checked_sub(1).filter(quality).unwrap_or(before.first);
        }
    }
}
