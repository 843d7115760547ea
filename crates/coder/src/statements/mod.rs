//! Who said what. [`Speech`] is what syntax and quotation marks alone show, found before actors
//! are resolved, because "I" and "we" inside a quotation mean its speaker.
//!
//! In: the parsed document, the cues. Out: speeches in the order of the text.

mod bounds;
mod clauses;
mod content;
mod labels;
pub mod quotes;
mod together;

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos, Xpos};

use crate::actors::WordAt;
use crate::arguments::{self, carrier, case_of, subject_of};
use crate::lexicon::cues::{ContentAt, Cue, CueWords, Cues};
use crate::lexicon::frames::{Pos, Slot};
use crate::lexicon::grammar::Grammar;
use crate::record::Act;
use content::{Content, Scene};

/// An attribution as the words show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// Head word of the noun phrase that names the speaker; with a direct quotation without a cue
    /// that of the speaker who is still talking.
    pub speaker: Option<WordAt>,
    /// The speaker's words in the text.
    pub speaker_span: Option<Span>,
    /// The words that carry the saying.
    pub cue: Option<Span>,
    /// The cue's head word.
    pub cue_word: Option<WordAt>,
    /// What was said, without quotation marks.
    pub content: Vec<Span>,
    /// Whether a part stands in quotation marks.
    pub quoted: bool,
    /// What the saying does.
    pub act: Act,
    /// Whether it relays a view and not words.
    pub attitude: bool,
    /// Head word of who was told.
    pub addressee: Option<WordAt>,
    /// Index of the speech that relays this one.
    pub inside: Option<usize>,
    /// 0 to 1.
    pub confidence: f64,
}

/// All speeches of a document.
#[must_use]
pub fn find(document: &Document, cues: &Cues, grammar: &Grammar) -> Vec<Speech> {
    let text = &document.text[..];
    let quotes = quotes::find(text);
    let mut speeches = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        let scene = Scene { text, number, sentence, quotes: &quotes, grammar };
        for token in 0..sentence.tokens.len() {
            // What a quoted speaker says that others say is his content, not ours to attribute.
            if !scene.is_in_direct_speech(token) {
                speeches.extend(at_word(&scene, cues, token));
            }
        }
    }
    speeches.extend(labels::find(document, &quotes, &speeches));
    together::settle(document, grammar, &quotes, &mut speeches);
    speeches
}

/// The speech that a word carries, if it is a cue with content.
fn at_word(scene: &Scene<'_>, cues: &Cues, token: usize) -> Option<Speech> {
    let t = &scene.sentence.tokens[token];
    let pos = match t.upos {
        Upos::Verb => Pos::Verb,
        Upos::Noun => Pos::Noun,
        Upos::Adj => Pos::Adjective,
        _ => return phrase(scene, cues, token),
    };
    let mut candidates: Vec<(&CueWords, Vec<usize>)> = cues
        .of(pos, &t.lemma)
        .iter()
        .filter_map(|c| {
            let cue = cues.get(c.cue);
            let whole = pos == Pos::Verb && cue.addressee.is_empty() && cue.content.contains(&ContentAt::Object);
            Some((c, further_words(scene, token, &c.rest, whole)?))
        })
        .collect();
    // Longer cues first; among equals the first in the file.
    candidates.sort_by_key(|(c, _)| std::cmp::Reverse(c.rest.len()));
    let found = candidates.into_iter().find_map(|(c, words)| {
        let cue = cues.get(c.cue);
        match pos {
            Pos::Verb => by_verb(scene, cue, token, &words).map(|s| bounds::bounded(scene, cues, token, s)),
            Pos::Noun => by_noun(scene, cue, token),
            Pos::Adjective => by_adjective(scene, cue, token),
        }
    });
    found.or_else(|| phrase(scene, cues, token))
}

/// Particles and prepositions of a cue of several words.
/// `whole` where what the cue's last preposition governs is all that was said.
fn further_words(scene: &Scene<'_>, token: usize, rest: &[Box<str>], whole: bool) -> Option<Vec<usize>> {
    let s = scene.sentence;
    let pos_verb = s.tokens[token].upos == Upos::Verb;
    let mut words = Vec::new();
    let mut from = token;
    for wanted in rest {
        // "called him *on* Monday" is no "call on".
        let of_day = |c: usize| {
            let noun = s.tokens[c].head.filter(|_| s.tokens[c].deprel == Deprel::Case);
            noun.is_some_and(|n| scene.grammar.is_calendar(&s.tokens[n].lemma.to_lowercase()))
        };
        // "called *it* revenge for": what stands between has an object of its own.
        let own_object =
            |c: usize| (token + 1..c).any(|o| s.tokens[o].head == Some(token) && s.tokens[o].deprel == Deprel::Obj);
        // "Warns that talk *about* it will fail": nor does a preposition inside the clause belong to the verb.
        let in_clause = |c: usize| {
            std::iter::successors(Some(c), |&w| s.tokens[w].head.filter(|&h| h != token))
                .take(6)
                .any(|w| matches!(s.tokens[w].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Ccomp))
        };
        let found = s.subtree(from).into_iter().find(|&c| {
            let t = &s.tokens[c];
            // "called the move a reward *for* terrorism" is no "call for": the preposition is another noun's.
            let noun = t.head.filter(|_| t.deprel == Deprel::Case).and_then(|n| s.tokens[n].head);
            let object = |h: usize| h > token && matches!(s.tokens[h].deprel, Deprel::Xcomp | Deprel::Obj);
            let inner = noun.is_some_and(|h| object(h) && s.tokens[h].head == Some(token));
            c > token
                && c <= token + 6
                && t.lemma == **wanted
                && t.deprel != Deprel::Conj
                && !of_day(c)
                && !inner
                && !(whole && t.deprel == Deprel::Case && own_object(c))
                && !(pos_verb && t.deprel == Deprel::Case && in_clause(c))
        })?;
        words.push(found);
        from = s.tokens[found].head.filter(|&h| s.is_below(h, token)).unwrap_or(token);
    }
    Some(words)
}

fn by_verb(scene: &Scene<'_>, cue: &Cue, v: usize, words: &[usize]) -> Option<Speech> {
    let s = scene.sentence;
    let passive = arguments::is_passive(s, v);
    let arguments = arguments::of(scene.grammar, s, v, Pos::Verb);
    let felt = || s.child(v, Deprel::NsubjPass).filter(|_| cue.felt);
    let speaker = if passive { arguments.first(&Slot::Subj).or_else(felt) } else { subject_of(scene.grammar, s, v) };
    // A day says nothing, whatever the tree makes of it.
    let day = |t: usize| scene.grammar.is_calendar(&s.tokens[t].lemma.to_lowercase());
    // "Had shown little interest and *last year* vowed": whose act the other is.
    let joined = || {
        s.tokens[v].head.filter(|_| s.tokens[v].deprel == Deprel::Conj).and_then(|h| subject_of(scene.grammar, s, h))
    };
    let speaker = if speaker.is_some_and(day) { joined() } else { speaker };
    let speaker = teller(scene, v).or(speaker).filter(|&t| !day(t)).map(|t| nearer_name(scene, v, t));
    // "*No one* has claimed responsibility".
    let nobody = |t: usize| {
        let denied = |c: usize| scene.grammar.is_negator(&s.tokens[c].lemma.to_lowercase());
        denied(t) || s.children(t).any(|c| s.tokens[c].deprel == Deprel::Det && denied(c))
    };
    if speaker.is_some_and(nobody) && !cue.content.is_empty() && cue.act != Act::Question {
        return None;
    }
    let speaker = match speaker {
        Some(t) if cue.bare && scene.is_in_direct_speech(t) => scene.named_beside(v),
        other => other,
    };
    let fits = |t: usize| cue.speakers.iter().any(|w| s.tokens[t].lemma.eq_ignore_ascii_case(w));
    if !cue.speakers.is_empty() && !speaker.is_some_and(fits) {
        return None;
    }
    // "if he *agrees* to end the war": what is only supposed is not said.
    let supposed = s.tokens[v].deprel == Deprel::Advcl
        && s.children(v).any(|c| s.tokens[c].deprel == Deprel::Mark && scene.grammar.is_condition(&s.tokens[c].lemma));
    if supposed && matches!(cue.act, Act::Promise | Act::Demand | Act::Deny | Act::Express) {
        return None;
    }
    // "Denied *the rebels the use* of its soil" says nothing of what is so.
    let two = s.child(v, Deprel::Iobj).is_some() && s.child(v, Deprel::Obj).is_some();
    if two && cue.act == Act::Deny {
        return None;
    }
    let last = words.iter().copied().max();
    let direct = cue.bare.then(|| scene.quote_beside(v, speaker)).flatten();
    let speaker = speaker.or_else(|| direct.as_ref().and_then(|_| scene.named_beside(v)));
    // "The rent, she said, “*is too high*”": a quotation that goes on with its sentence was said with the words before.
    let goes_on = |d: &Content| {
        d.spans[0].start > s.tokens[v].span.start && d.spans[0].of(scene.text).starts_with(char::is_lowercase)
    };
    let set_in = direct.as_ref().is_none_or(goes_on);
    // "Russia, *she believes*, has little interest": so is a view.
    let may_stand_apart = cue.bare || cue.attitude && cue.content.contains(&ContentAt::That);
    if let Some((content, who)) = may_stand_apart.then(|| scene.set_apart(v)).flatten().filter(|_| set_in) {
        return Some(speech(scene, cue, v, words, Some(who), None, content));
    }
    // "The crowd *laughed*": how one speaks carries quotations alone.
    let clauses = cue.bare && cue.content != [ContentAt::Quote];
    let told = clauses && !matches!(cue.act, Act::Express | Act::Demand | Act::Accuse);
    if let Some((content, who)) = told.then(|| scene.inverted(v)).flatten().filter(|_| direct.is_none()) {
        return Some(speech(scene, cue, v, words, Some(who), None, content));
    }
    let behind = clauses && direct.is_none();
    if let Some((content, named)) = behind.then(|| scene.postposed(v)).flatten() {
        return Some(speech(scene, cue, v, words, named.or(speaker), None, content));
    }
    let set_apart = || clauses.then(|| scene.gapped(v).or_else(|| scene.clause_of_as(v))).flatten();
    let gapped = Some(v).filter(|&v| clauses && s.tokens[v].deprel == Deprel::AclRelcl).and_then(|v| scene.gapped(v));
    let content = gapped.or_else(|| {
        cue.content.iter().find_map(|at| match at {
            ContentAt::Quote if !cue.bare => scene.quote_after(v, speaker),
            ContentAt::Quote => scene.quote_beside(v, speaker),
            // "begged *the generals to spare the city*": taken for generals that are to spare it.
            ContentAt::To if !cue.addressee.is_empty() => scene.content_of(v, at, last).or_else(|| {
                let told = cue.addressee.iter().find_map(|slot| arguments.first(slot))?;
                scene.content_of(told, at, None)
            }),
            _ => scene.content_of(v, at, last),
        })
    });
    let content = content.or_else(set_apart)?;
    let quoted = quoted_as_saying(scene, v);
    let speaker = quoted.or(speaker);
    // "The clan *had been blamed* for attacks": by nobody that is named.
    if passive && speaker.is_none() && cue.act == Act::Accuse {
        return None;
    }
    // "Schools may reopen, *radio quoted the minister as saying*": not what is quoted is said, but what stands before.
    let said = quoted.filter(|_| content.spans.iter().all(|c| c.start > s.tokens[v].span.start));
    let content = said.and_then(|_| scene.clause_beside(v)).unwrap_or(content);
    let before: Vec<Span> =
        content.spans.iter().copied().filter(|c| quoted.is_some() && c.end <= s.tokens[v].span.start).collect();
    let content = if before.is_empty() { content } else { Content { spans: before, ..content } };
    // "Did not respond *to a request*": what is not spoken of is not said, but "did not say *whether*" leaves it open.
    let negated = s.children(v).any(|c| c < v && scene.grammar.is_negator(&s.tokens[c].lemma));
    let clause = |t: &demarche_syntax::Token| {
        matches!(t.upos, Upos::Verb | Upos::Aux) && content.spans.iter().any(|c| c.contains(t.span))
    };
    let whole = s.tokens.iter().any(clause);
    if negated && cue.act == Act::Assert && !content.direct && !whole {
        return None;
    }
    let content = scene.goes_on_behind(v, content);
    // "Hinted at a return *if charges were dropped*": a thing that is spoken of has its condition with it.
    let content = if cue.act == Act::Assert && whole { content } else { scene.with_condition(v, content) };
    // "Urged *both sides* to lay down arms": who is to do something is told so in what is demanded.
    let apart = |&a: &usize| cue.act == Act::Demand || !content.covers(scene, a);
    let addressee = cue.addressee.iter().flat_map(|slot| arguments.of(slot)).find(apart);
    let addressee = addressee.or_else(|| called_on(scene, last?, &content).filter(|_| cue.act == Act::Demand));
    Some(speech(scene, cue, v, words, speaker, addressee, content))
}

/// "The talks had failed, state media quoted *the minister* as saying": who is quoted has said what stands before.
fn quoted_as_saying(scene: &Scene<'_>, v: usize) -> Option<usize> {
    let s = scene.sentence;
    let object = || s.child(v, Deprel::Obj).or_else(|| s.child(v, Deprel::Iobj)).filter(|&o| o > v);
    // "*He* was quoted as telling them".
    let quoted = s.child(v, Deprel::NsubjPass).or_else(object)?;
    let essive = |c: usize| s.children(c).any(|m| m + 1 == c && scene.grammar.is_essive(&s.tokens[m].lemma));
    s.children(v).any(|c| c > quoted && s.tokens[c].xpos == Xpos::Vbg && essive(c)).then_some(quoted)
}

/// "A sharp reply from *Dhaka, which called* it": of a thing and the name right before the relative clause the name speaks.
fn nearer_name(scene: &Scene<'_>, v: usize, speaker: usize) -> usize {
    let s = scene.sentence;
    if s.tokens[v].deprel != Deprel::AclRelcl
        || s.tokens[v].head != Some(speaker)
        || s.tokens[speaker].upos != Upos::Noun
    {
        return speaker;
    }
    let opener = s.children(v).find(|&c| c < v && matches!(s.tokens[c].xpos, Xpos::Wdt | Xpos::Wp));
    let before =
        opener.and_then(|o| o.checked_sub(2)).filter(|&b| b > speaker && s.tokens[b + 1].form(scene.text) == ",");
    let Some(name) = before.filter(|&b| s.tokens[b].upos == Upos::Propn && s.is_below(b, speaker)) else {
        return speaker;
    };
    // The head of that name.
    std::iter::successors(Some(name), |&n| s.tokens[n].head.filter(|&h| s.tokens[h].upos == Upos::Propn && h > speaker))
        .last()
        .unwrap_or(name)
}

/// "Called on *the capitals* to stop": whom the cue's own preposition governs, right before what they are to do.
fn called_on(scene: &Scene<'_>, preposition: usize, content: &Content) -> Option<usize> {
    let s = scene.sentence;
    let called = s.tokens[preposition].head.filter(|_| s.tokens[preposition].deprel == Deprel::Case)?;
    let infinitive = (called + 1..s.tokens.len()).any(|t| s.tokens[t].xpos == Xpos::To && content.covers(scene, t));
    (infinitive && content.covers(scene, called)).then_some(called)
}

/// Words between a saying set into a sentence and the participle that goes on from it.
const BESIDE: usize = 4;

/// "*She* said the talks had failed, adding that": who goes on is who spoke, not the subject of what was said. "*The
/// council* issued a statement calling for calm": who puts something out speaks in it.
fn teller(scene: &Scene<'_>, v: usize) -> Option<usize> {
    let s = scene.sentence;
    let t = &s.tokens[v];
    if let Some(paper) = t.head.filter(|_| t.deprel == Deprel::Acl && t.xpos == Xpos::Vbg) {
        let put_out = s.tokens[paper].deprel == Deprel::Obj && scene.grammar.is_paper(&s.tokens[paper].lemma);
        return put_out.then(|| subject_of(scene.grammar, s, s.tokens[paper].head?)).flatten();
    }
    // "Defended the decision to close it *by citing* an attack": who did the one did the other.
    let opens = |word: &str| scene.grammar.is_agent(word) || scene.grammar.is_limit(word);
    let means = |c: usize| c + 1 == v && s.tokens[c].head == Some(v) && opens(&s.tokens[c].lemma);
    if t.xpos == Xpos::Vbg && v > 0 && means(v - 1) {
        let finite = |&h: &usize| matches!(s.tokens[h].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let did = std::iter::successors(t.head, |&h| s.tokens[h].head).find(finite)?;
        return subject_of(scene.grammar, s, did);
    }
    // "The two met, *mediators announced*, describing it as": who has just said the one goes on to say the other.
    let beside = |c: usize| s.tokens[c].deprel == Deprel::Parataxis && c < v && v - c < BESIDE;
    if let Some(said) = t.head.filter(|&h| t.xpos == Xpos::Vbg && t.deprel == Deprel::Advcl && beside(h)) {
        return subject_of(scene.grammar, s, said);
    }
    let goes_on = t.xpos == Xpos::Vbg && t.deprel == Deprel::Advcl && v > 0 && s.tokens[v - 1].form(scene.text) == ",";
    // "They had agreed, *one of them said*, adding that": wherever the tree hangs a saying between commas.
    let set_in = |c: usize| {
        let subject = s.child(c, Deprel::Nsubj).and_then(|x| s.subtree(x).first().copied());
        s.tokens[c].upos == Upos::Verb && subject.is_some_and(|f| f > 0 && s.tokens[f - 1].form(scene.text) == ",")
    };
    let said = v.checked_sub(2).filter(|&c| goes_on && set_in(c));
    if let Some(said) = said {
        return subject_of(scene.grammar, s, said);
    }
    let told = t.head.filter(|&h| goes_on && matches!(s.tokens[h].deprel, Deprel::Ccomp | Deprel::Xcomp))?;
    subject_of(scene.grammar, s, s.tokens[told].head?)
}

fn by_noun(scene: &Scene<'_>, cue: &Cue, n: usize) -> Option<Speech> {
    let s = scene.sentence;
    if cue.content.iter().any(|at| matches!(at, ContentAt::Clause)) {
        return in_view_of(scene, cue, n);
    }
    let content = cue.content.iter().find_map(|at| scene.content_of(n, at, None))?;
    let verb = carrier(s, n).or_else(|| s.tokens[n].head.filter(|&h| s.tokens[h].upos == Upos::Verb));
    let is_light = verb.is_some_and(|v| cue.light.iter().any(|l| **l == *s.tokens[v].lemma));
    if !cue.light.is_empty() && !is_light && s.child(n, Deprel::NmodPoss).is_none() {
        return None;
    }
    let by_verb = || verb.and_then(|v| subject_of(scene.grammar, s, v)).filter(|&x| x != n);
    let speaker = s.child(n, Deprel::NmodPoss).or_else(by_verb).filter(|&x| !content.covers(scene, x));
    Some(speech(scene, cue, n, &[], speaker, None, content))
}

/// "In *Tehran's* view, the deal is dead": the sentence around whose view it is.
fn in_view_of(scene: &Scene<'_>, cue: &Cue, n: usize) -> Option<Speech> {
    let s = scene.sentence;
    let held = s.tokens[n].deprel == Deprel::Obl && case_of(s, n).is_some_and(|p| scene.grammar.is_medium(&p));
    let whose = s.child(n, Deprel::NmodPoss).filter(|_| held)?;
    let clause = scene.whole_clause(s.tokens[n].head?);
    let content = scene.rest_of_clause(clause, &s.subtree(n))?;
    Some(speech(scene, cue, n, &[], Some(whose), None, content))
}

fn by_adjective(scene: &Scene<'_>, cue: &Cue, a: usize) -> Option<Speech> {
    let s = scene.sentence;
    let predicative = s.child(a, Deprel::Cop).is_some() || matches!(s.tokens[a].deprel, Deprel::Xcomp | Deprel::Conj);
    if !predicative {
        return None;
    }
    let content = cue.content.iter().find_map(|at| scene.content_of(a, at, None))?;
    let speaker = subject_of(scene.grammar, s, a)?;
    Some(speech(scene, cue, a, &[], Some(speaker), None, content))
}

/// "According to the ministry, …".
fn phrase(scene: &Scene<'_>, cues: &Cues, token: usize) -> Option<Speech> {
    let s = scene.sentence;
    let form = s.tokens[token].form(scene.text).to_lowercase();
    let is_next = |i: usize, word: &str| {
        s.tokens.get(token + 1 + i).is_some_and(|t| t.form(scene.text).eq_ignore_ascii_case(word))
    };
    let found = cues.phrases(&form).iter().find(|p| p.rest.iter().enumerate().all(|(i, w)| is_next(i, w)))?;
    let words: Vec<usize> = (1..=found.rest.len()).map(|i| token + i).collect();
    let after = token + found.rest.len();
    // The source is what the phrase governs: the nearest noun phrase that begins behind it.
    let mut source =
        s.tokens[token].head.filter(|&h| h > after).or_else(|| (after + 1 < s.tokens.len()).then_some(after + 1))?;
    while let Some(h) =
        s.tokens[source].head.filter(|&h| h > source && s.tokens[source].deprel != Deprel::Obl && h <= after + 12)
    {
        if s.tokens[h].upos == Upos::Verb {
            break;
        }
        source = h;
    }
    let mut clause = s.tokens[source].head?;
    let mut out: Vec<usize> = s.subtree(source).into_iter().chain(token..=after).collect();
    // "According to *three people briefed on the talks*" with people who are briefed so: a participle without an auxiliary
    // right behind the source describes it.
    let described = |v: usize| {
        let t = &s.tokens[v];
        let aux = s.children(v).any(|c| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass));
        v == source + 1 && t.upos == Upos::Verb && t.xpos == Xpos::Vbn && !aux
    };
    if described(clause)
        && let Some(above) = s.tokens[clause].head
    {
        out.extend(s.subtree(clause));
        clause = above;
    }
    // "According to two officials *with knowledge of it*": so does a phrase right behind it.
    let next = out.iter().max().map_or(after, |&l| l + 1);
    let phrase = |&c: &usize| s.tokens[c].deprel == Deprel::Obl && s.subtree(c).first() == Some(&next);
    if let Some(phrase) = s.children(clause).find(phrase) {
        out.extend(s.subtree(phrase));
    }
    // "According to two officials*, to let* it pass", "… *, while* Russia has": nor does what goes on behind a comma name it.
    let comma = |w: usize| s.tokens[w].form(scene.text) == ",";
    let goes_on = |w: usize| {
        let t = &s.tokens[w + 1];
        t.xpos == Xpos::To || t.deprel == Deprel::Mark && t.upos == Upos::Sconj
    };
    let cut = (after + 1..s.tokens.len() - 1).find(|&w| w > source && comma(w) && out.contains(&(w + 1)) && goes_on(w));
    if let Some(cut) = cut {
        out.retain(|&w| w < cut);
    }
    // At the sentence's beginning or end the phrase holds for the whole of it.
    let plain = || (0..s.tokens.len()).filter(|&i| s.tokens[i].upos != Upos::Punct);
    let edge = plain().next() == Some(token) || plain().next_back().is_some_and(|last| out.contains(&last));
    let closes = plain().next_back().is_some_and(|last| out.contains(&last));
    // Set into a sentence between commas, too.
    let set_in = token > 0
        && comma(token - 1)
        && out.iter().filter(|&&w| !comma(w)).max().is_some_and(|&l| l + 1 < s.tokens.len() && comma(l + 1));
    // "Met in March, *when, according to Oman*, they spent hours": behind its conjunction it holds for that clause.
    let opened = set_in
        && token > 1
        && (s.tokens[token - 2].xpos == Xpos::Wrb || s.tokens[token - 2].deprel == Deprel::Mark)
        && s.subtree(clause).into_iter().find(|&w| s.tokens[w].upos != Upos::Punct) == Some(token - 2);
    if opened {
        out.push(token - 2);
    }
    let mut clause = if (edge || set_in) && !opened { scene.whole_clause(clause) } else { clause };
    // "The aid arrived, and it helped, *according to the ministry*": what closes the sentence holds for all of it.
    while let Some(h) =
        s.tokens[clause].head.filter(|&h| closes && s.tokens[clause].deprel == Deprel::Conj && h < clause)
    {
        clause = scene.whole_clause(h);
    }
    // "Has yet to be put in writing, according to two people, *because* one side balked": what follows is the writer's.
    let tail = out.iter().max().filter(|&&l| set_in && goes_on(l + 1) && s.tokens[l + 2].xpos != Xpos::To).copied();
    if let Some(tail) = tail {
        out.extend(tail..s.tokens.len());
    }
    let content = scene.rest_of_clause(clause, &out)?;
    let mut made = speech(scene, cues.get(found.cue), token, &words, Some(source), None, content);
    // The source's words begin behind the phrase.
    let begins = s.tokens[after].span.end;
    if let Some(cut) = cut {
        made.speaker_span = made.speaker_span.map(|x| Span::new(x.start, x.end.min(s.tokens[cut].span.start)));
    }
    made.speaker_span = made.speaker_span.map(|x| match s.tokens.iter().find(|t| t.span.start >= begins) {
        Some(first) if x.start < begins && first.span.start < x.end => Span::new(first.span.start, x.end),
        _ => x,
    });
    Some(made)
}

fn speech(
    scene: &Scene<'_>,
    cue: &Cue,
    token: usize,
    words: &[usize],
    speaker: Option<usize>,
    addressee: Option<usize>,
    content: Content,
) -> Speech {
    let s = scene.sentence;
    let content = scene.with_whole_quotations(content);
    let span =
        words.iter().filter(|&&w| w.abs_diff(token) <= 3).fold(s.tokens[token].span, |a, &w| a.cover(s.tokens[w].span));
    let quoted = content.spans.iter().any(|c| scene.quotes.iter().any(|q| q.inner.overlaps(*c)));
    let mut confidence: f64 = if content.direct { 0.95 } else { 0.85 };
    if speaker.is_none() {
        confidence -= 0.25;
    }
    if cue.attitude {
        confidence -= 0.1;
    }
    Speech {
        speaker: speaker.map(|t| scene.at(t)),
        speaker_span: speaker.map(|t| phrase_span(s, local_speaker(s, scene.grammar, token, t).unwrap_or(t))),
        cue: Some(span),
        cue_word: Some(scene.at(token)),
        content: content.spans,
        quoted,
        act: cue.act,
        attitude: cue.attitude,
        addressee: addressee.map(|t| scene.at(t)),
        inside: None,
        confidence,
    }
}

/// The subject beside the cue itself, which may be a pronoun for the speaker.
fn local_speaker(s: &Sentence, grammar: &Grammar, cue: usize, speaker: usize) -> Option<usize> {
    // "A report *that* found": readers take the noun for the source, but "officials *who* said".
    let relative = |c: usize| match s.tokens[c].xpos {
        Xpos::Wp => true,
        Xpos::Wdt => !grammar.is_conjunction(&s.tokens[c].lemma),
        _ => false,
    };
    s.children(cue)
        .find(|&c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::OblAgent))
        .filter(|&c| s.tokens[c].upos == Upos::Pron && (c == speaker || relative(c)))
}

/// A noun phrase without its relative clauses, brackets and possessive ending.
fn phrase_span(s: &Sentence, head: usize) -> Span {
    // "*It was also* Sall who said": no part of who it was.
    let copula = s.child(head, Deprel::Cop).filter(|&c| c < head);
    let kept = |i: usize| {
        let led = |c: usize| i <= c || i < head && s.tokens[i].deprel == Deprel::Advmod;
        if copula.is_some_and(led) {
            return false;
        }
        let mut at = i;
        while at != head {
            let t = &s.tokens[at];
            let leaves = matches!(
                t.deprel,
                Deprel::AclRelcl | Deprel::Parataxis | Deprel::Conj | Deprel::Cc | Deprel::Acl | Deprel::Ccomp
            );
            if (leaves && !(matches!(t.deprel, Deprel::Conj | Deprel::Cc) && t.head == Some(head)))
                || (t.deprel == Deprel::Case && (t.upos == Upos::Part || t.head == Some(head)))
            {
                return false;
            }
            match t.head {
                Some(h) => at = h,
                None => return false,
            }
        }
        true
    };
    let words: Vec<usize> = (0..s.tokens.len()).filter(|&i| s.tokens[i].upos != Upos::Punct && kept(i)).collect();
    if words.is_empty() {
        return s.tokens[head].span;
    }
    // One stretch around the head: what a misparse attached from afar is left out.
    let mut span = s.tokens[head].span;
    let near = |a: usize, b: usize| (a.min(b)..a.max(b)).all(|i| i - a.min(b) < 3 || s.tokens[i].upos == Upos::Punct);
    let at = words.iter().position(|&w| w == head).unwrap_or(0);
    for pair in words[at..].windows(2).take_while(|p| near(p[0], p[1])) {
        span = span.cover(s.tokens[pair[1]].span);
    }
    for pair in words[..=at.min(words.len().saturating_sub(1))].windows(2).rev().take_while(|p| near(p[0], p[1])) {
        span = span.cover(s.tokens[pair[0]].span);
    }
    span
}
