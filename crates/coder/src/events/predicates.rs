//! Which frame a word carries: its predicates in the lexicon, the further words that these need,
//! and the tests that choose between senses.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::status::depends;
use crate::actors::{ActorIx, Actors, WordAt};
use crate::arguments::{self, Arguments, carrier, case_of, clause_kind};
use crate::lexicon::actors::GOVERNMENT;
use crate::lexicon::frames::{Clause, Frame, Frames, Pos, Predicate, Slot, Test, TestAt, Wanted};
use crate::lexicon::grammar::Grammar;
use crate::record::ActorKind;

/// What matching looks at besides the sentence.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The text.
    pub text: &'a str,
    /// Number of the sentence in the document.
    pub number: usize,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Actors of the document.
    pub actors: &'a Actors,
    /// Function words.
    pub grammar: &'a Grammar,
    /// Frames.
    pub frames: &'a Frames,
    /// Whether a word is the head of a place's name.
    pub is_place: &'a dyn Fn(WordAt) -> bool,
}

impl View<'_> {
    /// "cease-fire" is three tokens; as one word it is `ceasefire`.
    fn hyphenated(&self, token: usize) -> Option<String> {
        let tokens = &self.sentence.tokens;
        let [first, hyphen, last] = tokens.get(token.checked_sub(2)?..=token)? else { return None };
        let glued = first.span.end == hyphen.span.start && hyphen.span.end == last.span.start;
        (glued && hyphen.form(self.text) == "-")
            .then(|| format!("{}{}", first.form(self.text).to_lowercase(), last.lemma))
    }

    /// The word in the document.
    #[must_use]
    pub fn at(&self, token: usize) -> WordAt {
        WordAt { sentence: self.number, token }
    }

    /// The head of a phrase that only measures another is that other ("a *number* of **soldiers**").
    #[must_use]
    pub fn content(&self, token: usize) -> usize {
        let s = self.sentence;
        let measures = s.tokens[token].upos == Upos::Num || self.grammar.is_quantity(&s.tokens[token].lemma);
        if self.actors.at(self.at(token)).is_some() || !measures {
            return token;
        }
        let measured =
            |&c: &usize| s.tokens[c].deprel == Deprel::Nmod && case_of(s, c).is_some_and(|p| self.grammar.is_owner(&p));
        s.children(token).find(measured).unwrap_or(token)
    }
}

/// A frame that a word carries, with its arguments.
#[derive(Clone, Debug)]
pub struct Found {
    /// Number of the frame.
    pub frame: usize,
    /// Head word.
    pub token: usize,
    /// Verb, noun or adjective.
    pub pos: Pos,
    /// Further words of the predicate, and the light verb that carries a noun.
    pub words: Vec<usize>,
    /// The light verb.
    pub light: Option<usize>,
    /// Its arguments, with the object of its last preposition as `obj`.
    pub arguments: Arguments,
    /// How special the sense is: words and tests that hold.
    pub weight: usize,
}

/// The PLOVER types of the acts that a predicate governs.
pub type TypesBelow<'a> = dyn Fn(&Found) -> Vec<Box<str>> + 'a;

/// What a predicate is read for.
#[derive(Clone, Copy)]
enum Reading<'a> {
    /// What is done, by frames that do not ask for the acts below.
    Act,
    /// What is done, by those that do.
    Over(&'a TypesBelow<'a>),
    /// Where somebody stands.
    Stance,
}

impl Reading<'_> {
    /// Whether it looks at a frame at all.
    fn takes(self, frame: &Frame) -> bool {
        match self {
            Reading::Act => frame.over.is_empty() && !frame.beside,
            Reading::Over(_) => !frame.over.is_empty(),
            Reading::Stance => frame.over.is_empty() && frame.stance.is_some(),
        }
    }
}

/// The most special frame that `token` carries, if it carries one. `below` tells the types of the
/// acts that a frame governs, for frames that ask for them; without it those frames are passed over.
#[must_use]
pub fn best(view: &View<'_>, token: usize, below: Option<&TypesBelow<'_>>) -> Option<Found> {
    read(view, token, below.map_or(Reading::Act, Reading::Over))
}

/// The most special frame of `token` that shows a stance: "agreed to *release* prisoners" is an act of one sense, and the
/// plain agreement of another all the same.
#[must_use]
pub fn of_stance(view: &View<'_>, token: usize) -> Option<Found> {
    read(view, token, Reading::Stance)
}

fn read(view: &View<'_>, token: usize, reading: Reading<'_>) -> Option<Found> {
    let s = view.sentence;
    let t = &s.tokens[token];
    let pos = match t.upos {
        Upos::Verb => Pos::Verb,
        // "will not": a modal is a predicate over its verb.
        // "*Should* either side attack": before its subject it opens a condition, or a question.
        Upos::Aux if t.xpos == Xpos::Md && !is_inverted(s, token) => Pos::Verb,
        Upos::Noun => Pos::Noun,
        // "is *against* the embargo", ", *due at* the palace,".
        Upos::Adp | Upos::Adj if t.deprel == Deprel::Case => Pos::Adjective,
        Upos::Adj if t.xpos == Xpos::Vbn || t.xpos == Xpos::Vbg => Pos::Verb,
        Upos::Adj => Pos::Adjective,
        // Headlines capitalise event nouns, and the tagger takes some for names.
        Upos::Propn if view.grammar.is_calendar(&t.lemma.to_lowercase()) => return None,
        Upos::Propn if view.actors.at(view.at(token)).is_none() => Pos::Noun,
        _ => return None,
    };
    let whole = view.hyphenated(token);
    let lower = (t.upos == Upos::Propn).then(|| t.lemma.to_lowercase());
    let lemma = lower.as_deref().unwrap_or(t.lemma.as_str());
    let predicates = match whole.as_deref().map(|whole| view.frames.of(pos, whole)) {
        Some(of_whole) if !of_whole.is_empty() => of_whole,
        _ => view.frames.of(pos, lemma),
    };
    let base = || match t.upos {
        Upos::Aux => Arguments::of_modal(view.grammar, s, token),
        _ if pos == Pos::Noun => {
            let mut out = of_noun(view, token);
            if matches!(reading, Reading::Stance) {
                next_phrase(s, token).into_iter().for_each(|(p, t)| out.add_phrase(s, Slot::Prep(p), t));
            }
            Some(out)
        }
        _ if pos == Pos::Verb => Some(of_verb(view, token)),
        _ if t.deprel == Deprel::Case => arguments::of_preposition(view.grammar, s, token),
        _ => Some(arguments::of(view.grammar, s, token, pos)),
    };
    let own = choose(view, token, pos, predicates, &base, reading);
    if own.is_some() || pos != Pos::Noun {
        return own;
    }
    // "the *storming* of the palace by the guard": an event noun without a sense of its own carries its verb's, where
    // both sides stand with it, for many such nouns also name things.
    let both = || base().filter(|a| a.first(&Slot::Subj).is_some() && a.first(&Slot::Obj).is_some());
    let of_verb = view.frames.of_nominalization(lemma, &view.grammar.gerund_of(lemma));
    choose(view, token, pos, of_verb, &both, reading)
}

/// Whether an auxiliary stands before the subject of its verb.
fn is_inverted(s: &Sentence, auxiliary: usize) -> bool {
    let subject = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    s.tokens[auxiliary].head.is_some_and(|v| s.children(v).any(|c| subject(&c) && auxiliary < c && c < v))
}

/// "Made no secret of his contempt *for the talks*": the phrase right behind a noun, which the tree hangs from a word above it.
fn next_phrase(s: &Sentence, noun: usize) -> Option<(Box<str>, usize)> {
    let word = s.tokens.get(noun + 1).filter(|t| t.deprel == Deprel::Case)?;
    let phrase = word.head.filter(|&c| c > noun)?;
    let above = s.tokens[phrase].head.filter(|&h| h < noun)?;
    s.is_below(noun, above).then(|| (word.lemma.as_str().into(), phrase))
}

/// The arguments of a noun; "the storming of the palace *by the guard*": the tree hangs the doer from the object, which is
/// nothing that somebody does.
fn of_noun(view: &View<'_>, token: usize) -> Arguments {
    let s = view.sentence;
    let mut out = arguments::of(view.grammar, s, token, Pos::Noun);
    // "Chile is *against* sanctions on Peru": who stands so towards an act does not do it.
    let stands = |&c: &usize| {
        let word = &s.tokens[c];
        word.deprel == Deprel::Case && view.frames.of(Pos::Adjective, &word.lemma).iter().any(|p| p.rest.is_empty())
    };
    if s.child(token, Deprel::Cop).is_some() && s.children(token).any(|c| stands(&c)) {
        s.child(token, Deprel::Nsubj).into_iter().for_each(|subject| out.remove(&Slot::Subj, subject));
    }
    if out.first(&Slot::Subj).is_none() {
        let things: Vec<usize> = out.of(&Slot::Obj).collect();
        let doer = agent_below(view, things.into_iter());
        doer.into_iter().for_each(|c| out.add_phrase(s, Slot::Subj, c));
    }
    out
}

/// The arguments of a verb; "was put on notice *by the bank*", "hacked to death *by a mob*": the tree hangs the doer from a
/// phrase of the passive that is nothing somebody does.
fn of_verb(view: &View<'_>, token: usize) -> Arguments {
    let s = view.sentence;
    let mut out = arguments::of(view.grammar, s, token, Pos::Verb);
    // "Called Morrison to congratulate *him*": nobody whom the act is done to is who does it.
    let who = |t: usize| view.actors.at(view.at(t)).map(|m| m.actor);
    let sides = out.first(&Slot::Subj).zip(out.first(&Slot::Obj)).filter(|&(x, o)| x != o);
    let reflexive = sides.filter(|&(x, o)| who(x).is_some() && who(x) == who(o));
    let above = s.tokens[token].head.filter(|_| s.tokens[token].deprel == Deprel::Xcomp && reflexive.is_some());
    if let Some(subject) = above.and_then(|h| arguments::subject_of(view.grammar, s, h)) {
        reflexive.into_iter().for_each(|(x, _)| out.remove(&Slot::Subj, x));
        out.add_phrase(s, Slot::Subj, subject);
    }
    if out.passive && out.first(&Slot::Subj).is_none() {
        let doer = agent_below(view, s.children(token).filter(|&c| c > token));
        doer.into_iter().for_each(|c| out.add_phrase(s, Slot::Subj, c));
    }
    out
}

/// The by-phrase that hangs from one of these words, unless the word is an act, or a paper, of its own.
fn agent_below(view: &View<'_>, words: impl Iterator<Item = usize>) -> Option<usize> {
    let s = view.sentence;
    let thing = |&w: &usize| {
        let lemma = &s.tokens[w].lemma;
        matches!(s.tokens[w].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
            && view.frames.of(Pos::Noun, lemma).is_empty()
            && !view.grammar.is_paper(lemma)
    };
    let agent = |&c: &usize| {
        matches!(s.tokens[c].deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
            && case_of(s, c).is_some_and(|p| view.grammar.is_agent(&p))
            && view.actors.at(view.at(c)).is_some()
    };
    words.filter(thing).flat_map(|w| s.children(w)).find(agent)
}

/// The most special of `predicates` whose tests hold.
fn choose(
    view: &View<'_>,
    token: usize,
    pos: Pos,
    predicates: &[Predicate],
    base: &dyn Fn() -> Option<Arguments>,
    reading: Reading<'_>,
) -> Option<Found> {
    if !predicates.iter().any(|p| reading.takes(view.frames.get(p.frame))) {
        return None;
    }
    let base = base()?;
    // "kicked *out*" is not kicked.
    let particle = pos == Pos::Verb && view.sentence.child(token, Deprel::CompoundPrt).is_some();
    let mut chosen: Option<Found> = None;
    for predicate in predicates {
        let frame = view.frames.get(predicate.frame);
        if !reading.takes(frame) || particle && predicate.rest.is_empty() {
            continue;
        }
        let Some((words, arguments)) = further_words(view, token, pos, predicate, &base) else { continue };
        let light = light_verb(view, token, pos, frame);
        let weight =
            4 * (predicate.rest.len() + predicate.before.len()) + frame.tests.iter().map(specialty).sum::<usize>();
        if chosen.as_ref().is_some_and(|c| (frame.own, weight) <= (view.frames.get(c.frame).own, c.weight)) {
            continue;
        }
        let mut found = Found { frame: predicate.frame, token, pos, words, light, arguments, weight };
        if let Some(verb) = light {
            found.arguments.take_subject(view.grammar, view.sentence, verb);
        }
        let fits = match reading {
            Reading::Over(below) => below(&found).iter().any(|kind| frame.over.contains(kind)),
            _ => true,
        };
        if fits && frame.tests.iter().all(|test| holds(view, &found, test)) {
            chosen = Some(found);
        }
    }
    chosen
}

/// How much a test makes of a sense. What only excludes makes it careful, not special, and a slot that may
/// be filled or not says nothing.
fn specialty(test: &Test) -> usize {
    let named = |w: &&Wanted| !matches!(w, Wanted::Any | Wanted::Nothing);
    let open = test.wanted.contains(&Wanted::Any) && test.wanted.contains(&Wanted::Nothing);
    match test.wanted.iter().find(named) {
        _ if open || test.wanted.is_empty() => 0,
        None => 1,
        Some(_) => 2,
    }
}

fn light_verb(view: &View<'_>, token: usize, pos: Pos, frame: &Frame) -> Option<usize> {
    let s = view.sentence;
    // "made *dozens of* arrests": through the word that counts them.
    let counted = s.tokens[token]
        .head
        .filter(|&h| s.tokens[token].deprel == Deprel::Nmod && view.grammar.is_quantity(&s.tokens[h].lemma));
    let carried = || carrier(s, token).or_else(|| carrier(s, counted?));
    let carrier = (pos == Pos::Noun).then(carried).flatten()?;
    let particle = s.child(carrier, Deprel::CompoundPrt).map(|c| s.tokens[c].lemma.as_str());
    // "rolled *back* tariffs" is not "rolled out tariffs".
    let is = |light: &str| {
        let mut words = light.split(' ');
        words.next() == Some(s.tokens[carrier].lemma.as_str())
            && match (words.next(), particle) {
                (Some(word), _) => s.children(carrier).any(|c| s.tokens[c].lemma == word),
                (None, particle) => particle.is_none(),
            }
    };
    frame.light.iter().any(|l| is(l)).then_some(carrier)
}

/// Finds the further words of a predicate around its head; returns them with the arguments as the
/// frame is to see them, or `None` when a word is not there.
fn further_words(
    view: &View<'_>,
    token: usize,
    pos: Pos,
    predicate: &Predicate,
    base: &Arguments,
) -> Option<(Vec<usize>, Arguments)> {
    let s = view.sentence;
    let mut words = Vec::new();
    for wanted in &predicate.before {
        words.push(s.children(token).find(|&c| c < token && is_word(s, view.text, c, wanted))?);
    }
    let mut arguments = base.clone();
    // Words hang from the head, or from the fixed noun found before them ("take *part in*").
    let of_verb = s.tokens[token].head.filter(|_| s.tokens[token].deprel == Deprel::Aux);
    let mut from = of_verb.unwrap_or(token);
    let mut governed = None;
    for wanted in &predicate.rest {
        let mut heads = vec![from];
        if from != token {
            heads.push(token);
        }
        // "on *hunger* strike": what stands before the word that the preposition governs.
        let part = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Compound | Deprel::Amod);
        let mut parts = governed.into_iter().flat_map(|noun| s.children(noun).filter(part));
        if let Some(c) = parts.find(|&c| is_word(s, view.text, c, wanted)) {
            words.push(c);
            continue;
        }
        // "state of *siege*": the word that the preposition before it governs.
        if let Some(c) = governed.filter(|&c| is_word(s, view.text, c, wanted)) {
            words.push(c);
            governed = None;
            // "a round of *talks* between them": what stands with that word stands with the whole.
            if pos == Pos::Noun {
                let phrases = s.children(c).filter(|&d| d > c && s.tokens[d].deprel == Deprel::Nmod);
                let phrases: Vec<_> = phrases.filter_map(|d| Some((Slot::Prep(case_of(s, d)?), d))).collect();
                phrases.into_iter().for_each(|(slot, d)| arguments.add_phrase(s, slot, d));
            }
            continue;
        }
        let direct = heads.iter().find_map(|&h| s.children(h).find(|&c| is_fixed(s, view.text, c, wanted)));
        let phrase = || {
            heads.iter().find_map(|&h| {
                s.children(h).find(|&c| {
                    let phrase = matches!(
                        s.tokens[c].deprel,
                        Deprel::Obl | Deprel::Nmod | Deprel::Advcl | Deprel::OblAgent | Deprel::Ccomp | Deprel::Acl
                    );
                    phrase
                        && case_of(s, c).is_some_and(|p| p == *wanted)
                        && !view.grammar.is_calendar(&s.tokens[c].lemma.to_lowercase())
                })
            })
        };
        if let Some(word) = direct {
            words.push(word);
            if s.tokens[word].upos == Upos::Noun || s.tokens[word].deprel == Deprel::Obj && is_nothing(view, word) {
                from = word;
                arguments.remove(&Slot::Obj, word);
            } else if s.tokens[word].deprel == Deprel::Xcomp && matches!(s.tokens[word].xpos, Xpos::Jj | Xpos::Vb) {
                // "made its consent *conditional on* the vote", "let *go of* its demand".
                from = word;
            }
            // "nothing to *do* with".
            if s.tokens[word].deprel == Deprel::Acl {
                from = word;
            }
            // "out *of* Goma": the second preposition of one phrase.
            governed = governed.filter(|&c| s.tokens[word].head == Some(c) && s.tokens[word].deprel == Deprel::Case);
        } else if let Some(c) = phrase() {
            words.extend(s.children(c).find(|&w| w < c && s.tokens[w].lemma == **wanted));
            governed = Some(c);
            from = c;
        } else {
            return None;
        }
    }
    if let Some(governed) = governed
        && pos != Pos::Noun
        && arguments.first(&Slot::Obj).is_none()
    {
        // "an idea *on which* Chad is silent": what the pronoun stands for.
        let relative = matches!(s.tokens[governed].xpos, Xpos::Wdt | Xpos::Wp);
        let meant = predicate.rest.last().filter(|_| relative).and_then(|p| base.first(&Slot::Prep(p.clone())));
        arguments.add_phrase(s, Slot::Obj, meant.unwrap_or(governed));
        if s.tokens[governed].upos == Upos::Verb && clause_kind(view.grammar, s, governed).is_some() {
            arguments.add_phrase(s, Slot::Comp, governed);
        }
    }
    Some((words, arguments))
}

/// "wants *nothing* to do with it".
fn is_nothing(view: &View<'_>, word: usize) -> bool {
    view.sentence.tokens[word].upos == Upos::Pron && view.grammar.is_negator(&view.sentence.tokens[word].lemma)
}

/// A particle, adverb, object or bare preposition with this form or lemma.
fn is_fixed(s: &Sentence, text: &str, token: usize, wanted: &str) -> bool {
    let fixed = matches!(
        s.tokens[token].deprel,
        Deprel::CompoundPrt
            | Deprel::Advmod
            | Deprel::Obj
            | Deprel::NsubjPass
            | Deprel::Xcomp
            | Deprel::Case
            | Deprel::Obl
            | Deprel::Acl
            | Deprel::Fixed
    );
    // "left the idea *unanswered* as well", which the tree takes for a clause.
    let quality = s.tokens[token].deprel == Deprel::Ccomp && s.tokens[token].upos == Upos::Adj;
    (fixed || quality) && is_word(s, text, token, wanted)
}

fn is_word(s: &Sentence, text: &str, token: usize, wanted: &str) -> bool {
    let t = &s.tokens[token];
    t.lemma == wanted || t.form(text).eq_ignore_ascii_case(wanted)
}

fn holds(view: &View<'_>, found: &Found, test: &Test) -> bool {
    match &test.at {
        TestAt::Slot(slot) => {
            let fillers: Vec<usize> = found.arguments.of(slot).collect();
            satisfies(view, test, &fillers)
        }
        TestAt::Modifier => {
            let s = view.sentence;
            // "launched a *scathing* attack on": the fixed noun's modifiers are the predicate's.
            let fixed = found.words.iter().copied().filter(|&w| s.tokens[w].upos == Upos::Noun);
            // "called him a *stupid* guy": so are those of what somebody is called.
            let called = found.arguments.of(&Slot::Comp).filter(|&c| s.tokens[c].upos == Upos::Noun);
            let heads = std::iter::once(found.token).chain(found.arguments.of(&Slot::Obj)).chain(called).chain(fixed);
            let modifies = |&c: &usize| {
                matches!(
                    s.tokens[c].deprel,
                    Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::Advmod | Deprel::Det
                )
            };
            let modifiers: Vec<usize> =
                heads.flat_map(|h| s.children(h).filter(modifies).collect::<Vec<_>>()).collect();
            satisfies(view, test, &modifiers)
        }
        // "a *gas* explosion killed".
        TestAt::ModifierOf(slot) => {
            let s = view.sentence;
            let modifies = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Amod | Deprel::Compound | Deprel::Nummod);
            let fillers = found.arguments.of(slot).map(|t| view.content(t));
            let modifiers: Vec<usize> = fillers.flat_map(|t| s.children(t)).filter(modifies).collect();
            satisfies(view, test, &modifiers)
        }
    }
}

/// Whether one of the alternatives, and nothing that is excluded, is among these words.
fn satisfies(view: &View<'_>, test: &Test, fillers: &[usize]) -> bool {
    let any = |wanted: &Wanted| match wanted {
        Wanted::Nothing => fillers.is_empty(),
        Wanted::Several => are_several(view, fillers),
        wanted => fillers.iter().any(|&f| is_wanted(view, f, wanted)),
    };
    (test.wanted.is_empty() || test.wanted.iter().any(any)) && !test.excluded.iter().any(any)
}

/// "*India and Nepal* held": whether actors of more than one state fill a slot.
fn are_several(view: &View<'_>, fillers: &[usize]) -> bool {
    let mention = |&f: &usize| view.actors.at(view.at(view.content(f)));
    let mut states = fillers.iter().filter_map(mention).filter_map(|m| view.actors.get(m.actor).country.clone());
    let first = states.next();
    first.is_some_and(|first| states.any(|other| other != first))
}

/// "Iran said *it* will": whether a clause has the subject of the predicate above it.
fn has_same_subject(view: &View<'_>, clause: usize) -> bool {
    let s = view.sentence;
    let who = |t: usize| view.actors.at(view.at(t)).map(|m| m.actor);
    // The subject itself may be asked about, or its clause.
    let is_clause = s.child(clause, Deprel::Nsubj).is_some();
    let clause = if is_clause { Some(clause) } else { s.tokens[clause].head };
    let Some(clause) = clause else { return false };
    let Some(subject) = s.child(clause, Deprel::Nsubj) else { return false };
    let Some(above) = s.tokens[clause].head.and_then(|v| arguments::subject_of(view.grammar, s, v)).and_then(who)
    else {
        return false;
    };
    // "*his government* would expel him", or the state whose ambassador warns.
    let owner = s.child(subject, Deprel::NmodPoss).and_then(who);
    let country = &view.actors.get(above).country;
    let state = |a: &ActorIx| {
        let own = view.actors.get(*a);
        country.is_some() && own.country == *country && own.kind == ActorKind::Government
    };
    who(subject).is_some_and(|own| own == above || state(&own)) || owner == Some(above)
}

/// "Warned that *Seoul* could be *destroyed* if the drills went on": whoever names no doer, but a condition, means himself.
fn is_menace(view: &View<'_>, clause: usize) -> bool {
    let s = view.sentence;
    let country = |t: usize| {
        let word = view.at(view.content(t));
        let actor = view.actors.at(word).map(|m| m.actor).or_else(|| view.actors.ground(word));
        actor.or_else(|| view.actors.land(word)).and_then(|a| view.actors.get(a).country.clone())
    };
    let agent = s.child(clause, Deprel::OblAgent).is_some();
    let victim = s.child(clause, Deprel::NsubjPass).filter(|_| !agent && arguments::is_passive(s, clause));
    let speaker = s.tokens[clause].head.and_then(|v| arguments::subject_of(view.grammar, s, v));
    let foreign = victim.and_then(country).zip(speaker.and_then(country)).is_some_and(|(a, b)| a != b);
    foreign && depends(view.grammar, s, clause)
}

fn is_wanted(view: &View<'_>, filler: usize, wanted: &Wanted) -> bool {
    let s = view.sentence;
    let token = view.content(filler);
    let actor = || view.actors.at(view.at(token)).map(|m| view.actors.get(m.actor));
    match wanted {
        Wanted::Lemma(lemma) => s.tokens[token].lemma.eq_ignore_ascii_case(lemma),
        Wanted::Class(class) => {
            let lemma = &s.tokens[token].lemma;
            view.frames.in_class(*class, lemma)
                || view.hyphenated(token).is_some_and(|whole| view.frames.in_class(*class, &whole))
                || (lemma.chars().any(char::is_uppercase) && view.frames.in_class(*class, &lemma.to_lowercase()))
        }
        Wanted::Person => actor().is_some_and(|a| a.kind == ActorKind::Person),
        // A ministry acts for its state.
        Wanted::State => actor().is_some_and(|a| match a.kind {
            ActorKind::State | ActorKind::Government => true,
            ActorKind::Organization => a.country.is_some() && a.sector.as_deref() == Some(GOVERNMENT),
            _ => false,
        }),
        Wanted::Actor => actor().is_some(),
        Wanted::Place => (view.is_place)(view.at(token)),
        Wanted::Own => has_same_subject(view, filler),
        Wanted::Will => {
            let promises = |c: usize| s.tokens[c].deprel == Deprel::Aux && view.grammar.is_promise(&s.tokens[c].lemma);
            let negated = s.children(filler).any(|c| view.grammar.is_negator(&s.tokens[c].lemma));
            !negated && s.children(filler).any(promises) && has_same_subject(view, filler)
        }
        // "Insist that Serbia *sign*", "*must* sign": a base form with a subject of its own, or a modal of duty.
        Wanted::Ought => {
            let aux = |c: &usize| matches!(s.tokens[*c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
            let first = s.children(filler).find(aux).unwrap_or(filler);
            // "that the money *come*": with a subject of one the plain present is no other form.
            let of_one = |c: usize| {
                s.tokens[c].deprel == Deprel::Nsubj
                    && matches!(s.tokens[c].xpos, Xpos::Nn | Xpos::Nnp)
                    && s.child(c, Deprel::Conj).is_none()
                    && !view.grammar.is_quantity(&s.tokens[c].lemma)
            };
            let subjunctive = s.tokens[first].xpos == Xpos::Vbp && first == filler && s.children(filler).any(of_one);
            let base = (s.tokens[first].xpos == Xpos::Vb || subjunctive)
                && clause_kind(view.grammar, s, filler) != Some(Clause::To);
            let subject = s.children(filler).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
            // "That Serbia *has to* sign".
            let has_to = view.grammar.is_perfect(&s.tokens[filler].lemma) && s.child(filler, Deprel::Xcomp).is_some();
            subject && (base || has_to || view.grammar.is_duty(&s.tokens[first].lemma))
        }
        // "Wants the port *reopened*".
        Wanted::Done => {
            s.tokens[filler].xpos == Xpos::Vbn
                && !s
                    .children(filler)
                    .any(|c| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Mark))
        }
        Wanted::Menace => is_menace(view, filler),
        Wanted::Negated => s.children(filler).any(|c| view.grammar.is_negator(&s.tokens[c].lemma)),
        Wanted::Any => true,
        Wanted::Nothing | Wanted::Several => false,
        Wanted::Clause(clause) => clause_kind(view.grammar, s, filler) == Some(*clause),
    }
}
