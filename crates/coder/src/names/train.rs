//! Training of the name tagger on the entities of UD_English-GUM (averaged structured perceptron).

use std::collections::BTreeMap;

use demarche_syntax::{Document, Parser, Sentence, Span, Token, Upos, conllu};

use super::features::{Known, Lookup, Reader};
use super::tagger::{LABELS, NameTagger, ROWS, best_path};
use super::usage::Usage;
use crate::lexicon::actors::ActorLexicon;

/// A mention of the treebank: first and last word, type, number of its entity in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// First word in the sentence.
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// GUM's type: person, organization, place, object, abstract …
    pub kind: String,
    /// Its entity within the document.
    pub entity: u32,
}

/// A document of the treebank, parsed anew, with its mentions by sentence.
#[derive(Clone, Debug)]
pub struct MarkedDocument {
    /// Text and trees.
    pub document: Document,
    /// Mentions of each sentence; none where the treebank marks no entities.
    pub mentions: Vec<Vec<Marked>>,
    /// Which words of each sentence the treebank tags as proper nouns.
    pub proper: Vec<Vec<bool>>,
}

impl MarkedDocument {
    /// Whether the treebank marks entities in it.
    fn has_entities(&self) -> bool {
        self.mentions.iter().any(|m| !m.is_empty())
    }
}

/// Reads a CoNLL-U file whose MISC column carries `Entity=`, and parses its tokens with our own parser.
///
/// # Errors
/// What is no CoNLL-U, with its line.
pub fn read(conllu_text: &str, parser: &Parser) -> Result<Vec<MarkedDocument>, conllu::Error> {
    let sentences = conllu::read(conllu_text)?;
    let mut out: Vec<MarkedDocument> = Vec::new();
    let mut open: Vec<(u32, usize, usize, String)> = Vec::new();
    for s in &sentences {
        if out.is_empty() || s.comments.iter().any(|c| c.starts_with("# newdoc")) {
            out.push(MarkedDocument { document: Document::default(), mentions: Vec::new(), proper: Vec::new() });
            open.clear();
        }
        let Some(current) = out.last_mut() else { continue };
        let text = &mut current.document.text;
        let begin = text.len();
        let mut tokens = Vec::new();
        let mut mentions = Vec::new();
        for (i, w) in s.words.iter().enumerate() {
            let start = text.len();
            text.push_str(&w.form);
            tokens.push(Token::bare(Span::new(start, text.len()), false));
            let joined = s.multiword.iter().any(|m| (m.first..m.last).contains(&i));
            if !joined && !w.misc.split('|').any(|f| f == "SpaceAfter=No") {
                text.push(' ');
            }
            take_entities(w.misc.as_str(), i, s.words.len(), &mut open, &mut mentions);
        }
        open.clear();
        let span = Span::new(begin, text.trim_end().len().max(begin));
        text.push('\n');
        // "# newpar" alone or with attributes opens a paragraph; where a treebank has none, the text is one.
        let before = current.document.sentences.last().map_or(0, |s| s.paragraph);
        let opens = s.comments.iter().any(|c| c.starts_with("# newpar"));
        let paragraph = before + usize::from(opens && !current.document.sentences.is_empty());
        current.document.sentences.push(Sentence { span, paragraph, tokens, ..Sentence::default() });
        current.mentions.push(mentions);
        current.proper.push(s.words.iter().map(|w| w.upos == Some(Upos::Propn)).collect());
    }
    for marked in &mut out {
        parser.parse(&mut marked.document, &mut demarche_syntax::Workspace::default());
    }
    Ok(out)
}

/// `Entity=(1-person-giv:act…(2-place` opens, `2)` closes, `(3-person…)` does both.
fn take_entities(
    misc: &str,
    word: usize,
    words: usize,
    open: &mut Vec<(u32, usize, usize, String)>,
    out: &mut Vec<Marked>,
) {
    let Some(value) = misc.split('|').find_map(|f| f.strip_prefix("Entity=")) else { return };
    let mut rest = value;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(['(', ')']).unwrap_or(inner.len());
            let mut fields = inner[..end].split('-');
            let entity = fields.next().and_then(|f| f.parse().ok()).unwrap_or(0);
            let kind = fields.next().unwrap_or_default().to_owned();
            if inner[end..].starts_with(')') {
                out.push(Marked { first: word, last: word, kind, entity });
                rest = &inner[end + 1..];
            } else {
                open.push((entity, word, words, kind));
                rest = &inner[end..];
            }
        } else {
            let end = rest.find(['(', ')']).unwrap_or(rest.len());
            let entity: u32 = rest[..end].split('-').next().and_then(|f| f.parse().ok()).unwrap_or(0);
            if let Some(k) = open.iter().rposition(|o| o.0 == entity) {
                let (_, first, _, kind) = open.remove(k);
                out.push(Marked { first, last: word, kind, entity });
            }
            rest = rest[end..].strip_prefix(')').unwrap_or(&rest[end..]);
        }
    }
}

/// The labels of a sentence's words by its mentions: the name inside each mention whose head is a proper noun.
fn labels(text: &str, s: &Sentence, mentions: &[Marked], lexicon: &ActorLexicon) -> Vec<usize> {
    let mut out = vec![0; s.tokens.len()];
    let mut by_size: Vec<&Marked> = mentions.iter().collect();
    // Outer mentions first, so that the inner ones' names stand.
    by_size.sort_by_key(|m| std::cmp::Reverse(m.last - m.first));
    let mut outer: Vec<(usize, usize)> = Vec::new();
    for m in by_size {
        let head = (m.first..=m.last).find(|&i| s.tokens[i].head.is_none_or(|h| h < m.first || h > m.last));
        let Some(head) = head.filter(|&h| s.tokens[h].upos == Upos::Propn) else { continue };
        let sort = match m.kind.as_str() {
            "person" => 0,
            "organization" => 1,
            "place" => 2,
            _ => 3,
        };
        let part = |i: usize| s.tokens[i].upos == Upos::Propn || s.tokens[i].form(text) == "-";
        let (mut a, mut b) = (head, head);
        while a > m.first && part(a - 1) {
            a -= 1;
        }
        while b < m.last && part(b + 1) {
            b += 1;
        }
        // "University of Southern Indiana", "Bank of America".
        let whole = |i: usize| {
            let form = s.tokens[i].form(text);
            part(i) || lexicon.pronouns.in_names.contains(&form.to_lowercase())
        };
        if sort != 0 {
            let mut end = b;
            while end < m.last && whole(end + 1) {
                end += 1;
            }
            while end > b && !part(end) {
                end -= 1;
            }
            let of =
                s.tokens.get(b + 1).is_some_and(|t| lexicon.pronouns.joins_names.iter().any(|w| w == t.form(text)));
            if of && end > b {
                b = end;
            }
        }
        // A name that another mention takes whole ("Afghan Ambassador *Hamdullah Mohib*"): titles are left out.
        if sort == 0 {
            while a < b {
                let word = s.tokens[a].form(text).to_lowercase();
                let inner = mentions
                    .iter()
                    .any(|o| *o != *m && o.first <= a && a <= o.last && o.last < b && o.first >= m.first);
                let title =
                    lexicon.nouns.contains_key(word.as_str()) || lexicon.pronouns.courtesy.contains(&word) || inner;
                if !title {
                    break;
                }
                a += 1;
            }
        }
        // A title alone is no name.
        if sort == 0 && (a..=b).all(|i| lexicon.nouns.contains_key(s.tokens[i].form(text).to_lowercase().as_str())) {
            continue;
        }
        // "*U.S.* Department of *Housing*": a body's or place's name swallows those in it.
        if outer.iter().any(|&(first, last)| first <= a && b <= last) {
            continue;
        }
        if sort != 0 {
            outer.push((a, b));
        }
        for i in a..=b {
            out[i] = 1 + 2 * sort + usize::from(i > a);
        }
    }
    out
}

#[derive(Clone)]
struct Case {
    features: Vec<Option<Vec<u32>>>,
    gold: Vec<usize>,
}

impl Case {
    /// The case with some features of each word left out, so that no weight relies on the company of another:
    /// other texts have other words, and their tags are less sure than those of texts that the parser has seen.
    fn thinned(&self, state: &mut u64) -> Self {
        let mut keep = |_: &u32| random(state) % 100 >= DROPPED;
        let thin = |f: &Option<Vec<u32>>| f.as_ref().map(|f| f.iter().copied().filter(|x| keep(x)).collect());
        Self { features: self.features.iter().map(thin).collect(), gold: self.gold.clone() }
    }
}

/// A linear congruential generator (Knuth's MMIX).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Share of features left out at each step of training, in percent.
const DROPPED: u64 = 40;

/// Steps of a stored weight in one.
const SCALE: f32 = 100.0;

/// Features seen as seldom as this are left out.
const RARE: u32 = 1;

/// Trains on documents with entities, then on all: where a treebank tags proper nouns without saying what they
/// name, the first tagger guesses under the tags (self-training; the name's place is given, its sort is not).
#[must_use]
pub fn train(documents: &[MarkedDocument], lexicon: &ActorLexicon, passes: usize) -> NameTagger {
    let mut marked = Vec::new();
    for d in documents.iter().filter(|d| d.has_entities()) {
        let usage = Usage::of(&d.document, lexicon);
        let known = Known { lexicon, usage: &usage };
        for (s, mentions) in d.document.sentences.iter().zip(&d.mentions) {
            marked.extend(case(&d.document.text, s, known, |_| labels(&d.document.text, s, mentions, lexicon)));
        }
    }
    let mut tagger = learn(&marked, passes);
    for round in 0..ROUNDS {
        let mut cases = marked.clone();
        for d in documents.iter().filter(|d| !d.has_entities()) {
            cases.extend(guessed(d, lexicon, &tagger));
        }
        eprintln!("round {}: {} sentences", round + 1, cases.len());
        tagger = learn(&cases, passes);
    }
    tagger
}

/// Times that sorts are guessed and learned from again.
const ROUNDS: usize = 2;

/// A sentence as features and labels, if it may hold a name.
fn case(text: &str, s: &Sentence, known: Known<'_>, gold: impl Fn(&Case) -> Vec<usize>) -> Option<Case> {
    let lookup = Lookup::of(text, s, known.lexicon);
    if !lookup.any() {
        return None;
    }
    let reader = Reader::new(text, s, known, &lookup);
    let features = (0..s.tokens.len()).map(|i| {
        let mut f = Vec::new();
        reader.features(i, &mut f);
        lookup.maybe(i).then_some(f)
    });
    let mut case = Case { features: features.collect(), gold: Vec::new() };
    let mut gold = gold(&case);
    for i in 0..gold.len() {
        if case.features[i].is_none() {
            gold[i] = 0;
        }
        let before = if i == 0 { 0 } else { gold[i - 1] };
        if gold[i] > 0 && gold[i].is_multiple_of(2) && before != gold[i] && before + 1 != gold[i] {
            gold[i] -= 1;
        }
    }
    case.gold = gold;
    Some(case)
}

/// The sentences of a document without entities, labelled by a tagger that knows which words are proper nouns;
/// names that occur again have the sort that most of them have.
fn guessed(d: &MarkedDocument, lexicon: &ActorLexicon, tagger: &NameTagger) -> Vec<Case> {
    let text = &d.document.text;
    let usage = Usage::of(&d.document, lexicon);
    let known = Known { lexicon, usage: &usage };
    let mut out = Vec::new();
    let mut at = Vec::new();
    let mut votes: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for (s, proper) in d.document.sentences.iter().zip(&d.proper) {
        let made = case(text, s, known, |case| {
            let bar = |i: usize, scores: &mut [f32; LABELS]| {
                let title = || lexicon.nouns.contains_key(s.tokens[i].form(text).to_lowercase().as_str());
                if proper[i] && !title() {
                    scores[0] -= 1e6;
                } else if !proper[i] {
                    // Only between proper nouns: "Bank *of* America".
                    let between = i > 0 && i + 1 < proper.len() && (proper[i - 1] || proper[i + 1]);
                    (1..LABELS).filter(|l| l % 2 == 1 || !between).for_each(|l| scores[l] -= 1e6);
                }
            };
            tagger.labels(&case.features, bar)
        });
        let Some(case) = made else { continue };
        for (first, last, sort) in super::tagger::spans(&case.gold) {
            let words = s.tokens[first].span.cover(s.tokens[last].span).of(text).to_lowercase();
            votes.entry(words).or_default()[sort as usize] += 1;
        }
        out.push(case);
        at.push(s);
    }
    for (case, s) in out.iter_mut().zip(at) {
        for (first, last, sort) in super::tagger::spans(&case.gold) {
            let words = s.tokens[first].span.cover(s.tokens[last].span).of(text).to_lowercase();
            let Some(votes) = votes.get(&words) else { continue };
            let most = (0..4).max_by_key(|&k| (votes[k], k == sort as usize)).unwrap_or(3);
            (first..=last).for_each(|i| case.gold[i] = 1 + 2 * most + usize::from(i > first));
        }
    }
    out
}

/// Learners whose weights are averaged: each sees the cases in an order of its own, and one alone hangs on that order.
const LEARNERS: usize = 5;

/// What several learners find, in hundredths of a weight.
fn learn(cases: &[Case], passes: usize) -> NameTagger {
    let mut weights = vec![[0f32; LABELS]; ROWS];
    let mut transitions = [[0f32; LABELS]; LABELS];
    for learner in 0..LEARNERS {
        let (w, t) = learn_once(cases, passes, SEED + learner as u64);
        weights.as_flattened_mut().iter_mut().zip(w.as_flattened()).for_each(|(a, b)| *a += b);
        transitions.as_flattened_mut().iter_mut().zip(t.as_flattened()).for_each(|(a, b)| *a += b);
    }
    let kept = |w: f32| (w / LEARNERS as f32 * SCALE).round().clamp(-32767.0, 32767.0) as i16;
    let rows = weights.iter().map(|row| row.map(kept)).collect();
    NameTagger::new(rows, transitions.map(|row| row.map(kept)))
}

/// Where the first learner's order begins.
const SEED: u64 = 0x2545_f491_4f6c_dd1d;

/// Passes over the cases, weights averaged over all steps.
fn learn_once(cases: &[Case], passes: usize, seed: u64) -> (Vec<[f32; LABELS]>, [[f32; LABELS]; LABELS]) {
    let mut cases = cases.to_vec();
    // What was seen once tells more about that one text than about the language.
    let mut seen = vec![0u32; ROWS];
    for f in cases.iter().flat_map(|c| c.features.iter().flatten().flatten()) {
        seen[*f as usize % ROWS] += 1;
    }
    for c in &mut cases {
        c.features.iter_mut().flatten().for_each(|f| f.retain(|f| seen[*f as usize % ROWS] > RARE));
    }
    let mut weights = vec![[0f32; LABELS]; ROWS];
    let mut sums = vec![[0f32; LABELS]; ROWS];
    let mut transitions = [[0f32; LABELS]; LABELS];
    let mut transition_sums = [[0f32; LABELS]; LABELS];
    let (mut step, mut state) = (1f32, seed);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    for pass in 0..passes {
        for i in (1..order.len()).rev() {
            order.swap(i, random(&mut state) as usize % (i + 1));
        }
        let mut wrong = 0;
        for &c in &order {
            let case = cases[c].thinned(&mut state);
            let scores: Vec<[f32; LABELS]> = case
                .features
                .iter()
                .map(|f| match f {
                    None => {
                        let mut none = [-1e6; LABELS];
                        none[0] = 0.0;
                        none
                    }
                    Some(f) => f.iter().fold([0.0; LABELS], |mut sum, &f| {
                        let row = &weights[f as usize % ROWS];
                        (0..LABELS).for_each(|l| sum[l] += row[l]);
                        sum
                    }),
                })
                .collect();
            let found = best_path(&scores, &transitions);
            step += 1.0;
            if found == case.gold {
                continue;
            }
            wrong += 1;
            for (i, features) in case.features.iter().enumerate() {
                let (g, f) = (case.gold[i], found[i]);
                let (bg, bf) = if i == 0 { (0, 0) } else { (case.gold[i - 1], found[i - 1]) };
                if (bg, g) != (bf, f) {
                    transitions[bg][g] += 1.0;
                    transition_sums[bg][g] += step;
                    transitions[bf][f] -= 1.0;
                    transition_sums[bf][f] -= step;
                }
                if g == f {
                    continue;
                }
                for &feature in features.iter().flatten() {
                    let row = feature as usize % ROWS;
                    weights[row][g] += 1.0;
                    sums[row][g] += step;
                    weights[row][f] -= 1.0;
                    sums[row][f] -= step;
                }
            }
        }
        eprintln!("pass {}: {wrong} of {} sentences wrong", pass + 1, cases.len());
    }
    let average = |w: f32, s: f32| w - s / step;
    let rows = weights.iter().zip(&sums).map(|(w, s)| std::array::from_fn(|l| average(w[l], s[l]))).collect();
    let transitions =
        std::array::from_fn(|a| std::array::from_fn(|b| average(transitions[a][b], transition_sums[a][b])));
    (rows, transitions)
}

/// Names by document: exact, found, right, for a look during training.
#[must_use]
pub fn score(documents: &[MarkedDocument], lexicon: &ActorLexicon, tagger: &NameTagger) -> BTreeMap<usize, [usize; 3]> {
    let mut out: BTreeMap<usize, [usize; 3]> = BTreeMap::new();
    let mut scratch = super::tagger::Scratch::default();
    for d in documents {
        let usage = Usage::of(&d.document, lexicon);
        let known = Known { lexicon, usage: &usage };
        for (s, mentions) in d.document.sentences.iter().zip(&d.mentions) {
            let lookup = Lookup::of(&d.document.text, s, lexicon);
            let found = tagger.tag(&d.document.text, s, known, &lookup, &mut scratch);
            let gold = super::tagger::spans(&labels(&d.document.text, s, mentions, lexicon));
            gold.iter().for_each(|g| out.entry(g.2 as usize).or_default()[0] += 1);
            found.iter().for_each(|f| out.entry(f.2 as usize).or_default()[1] += 1);
            found.iter().filter(|f| gold.contains(f)).for_each(|f| out.entry(f.2 as usize).or_default()[2] += 1);
        }
    }
    out
}
