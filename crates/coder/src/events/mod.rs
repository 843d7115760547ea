//! What was done: frames matched on the tree, acts put under the predicates that govern them,
//! participants looked up among the actors.
//!
//! In: sentences, actors, dates, places, speeches. Out: [`Event`]s in the order of the text, one
//! for each act. The way of a sentence is [`of_sentence`].

pub mod confidence;
pub mod contexts;
mod conventions;
mod forces;
mod governing;
mod inference;
pub mod merge;
mod participants;
pub mod predicates;
pub mod setting;
pub mod status;
mod voices;
pub mod why;

use std::collections::HashSet;

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos, Xpos};
use jiff::civil::Date;

use crate::actors::{ActorIx, Actors, WordAt};
use crate::arguments;
use crate::dates::TimeExpr;
use crate::lexicon::Lexicon;
use crate::lexicon::frames::{Frames, Pos, Slot};
use crate::lexicon::grammar::Grammar;
use crate::lexicon::ontology::Ontology;
use crate::places::PlaceFound;
use crate::record::{ActorKind, Form, Stance, Status};
use contexts::{Terms, Theme};
use governing::Governing;
use participants::Participants;
use predicates::{Found, View};
use status::{Standing, clause_span};
use why::Why;

/// The rule for what is said, or wanted, in a talk or by a crowd.
const SAID_IN_A_TALK: &str = "said in a talk";

/// The knowledge that the layer needs.
#[derive(Clone, Copy)]
pub struct Knowledge<'a> {
    /// Frames and classes.
    pub frames: &'a Frames,
    /// Function words.
    pub grammar: &'a Grammar,
    /// PLOVER and CAMEO.
    pub ontology: &'a Ontology,
}

/// An act.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Number of its frame.
    pub frame: usize,
    /// PLOVER type.
    pub kind: Box<str>,
    /// PLOVER mode.
    pub mode: Option<Box<str>>,
    /// CAMEO code.
    pub cameo: Option<Box<str>>,
    /// Who acted.
    pub actors: Vec<ActorIx>,
    /// To whom.
    pub recipients: Vec<ActorIx>,
    /// The town or region by which a recipient is named.
    pub land: Option<WordAt>,
    /// What became of it.
    pub status: Status,
    /// The if-clause.
    pub condition: Option<Span>,
    /// Head word.
    pub word: WordAt,
    /// Words where its date and place may hang: the verb that carries a noun, the predicates above
    /// that only say what becomes of it.
    pub vehicles: Vec<WordAt>,
    /// Whether nobody is named who takes part: it is told only where a day or a place is.
    pub bare: bool,
    /// The words that carry the act.
    pub trigger: Span,
    /// Further mentions of the same act.
    pub evidence: Vec<Span>,
    /// What speaks for and against it, for the confidence and for `--explain`.
    pub signs: Signs,
    /// What decided on it, for `--explain`.
    pub why: Why,
}

/// How an event was found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signs {
    /// How special the frame's sense is.
    pub weight: usize,
    /// Whether a noun carries it.
    pub noun: bool,
    /// Whether a light verb carries the noun.
    pub light: bool,
    /// Whether an actor stands in a slot of the frame.
    pub direct_actor: bool,
    /// Whether a recipient stands in a slot of the frame.
    pub direct_recipient: bool,
    /// Whether a predicate above says what becomes of it.
    pub governed: bool,
    /// Whether that predicate is an event itself, of which this one is a part.
    pub beneath: bool,
    /// How many of those who take part are of no known country or body.
    pub unknown: usize,
    /// How deep it lies inside other phrases and clauses.
    pub depth: usize,
    /// How many words its sentence has.
    pub words: usize,
    /// Which rule decided on the status.
    pub rule: &'static str,
}

/// The stance that a predicate shows: who, towards what.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
    /// Whose.
    pub holders: Vec<ActorIx>,
    /// Where they stand.
    pub stance: Stance,
    /// What became of the predicate itself.
    pub standing: Standing,
    /// The predicate's head word.
    pub word: WordAt,
    /// The words of the predicate.
    pub trigger: Span,
    /// Head word of what it is on, in the same sentence; the predicate's own where that was spoken of before.
    pub theme: usize,
    /// What it is on.
    pub issue: Span,
    /// Whether it is taken with words, not by what is done ("rejected", not "suspended").
    pub spoken: bool,
}

impl Stand {
    /// Whether what it is on was only spoken of before.
    #[must_use]
    pub fn is_unsaid(&self) -> bool {
        self.theme == self.word.token
    }

    /// The head word of what it is on, in the document.
    #[must_use]
    pub fn at_theme(&self) -> WordAt {
        WordAt { token: self.theme, ..self.word }
    }
}

/// What the layer finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acts {
    /// The events, mentions of one act not yet merged.
    pub events: Vec<Event>,
    /// The stances.
    pub stands: Vec<Stand>,
}

/// An act with when and where it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The act.
    pub event: Event,
    /// Numbers of its dates.
    pub dates: Vec<usize>,
    /// Number of its place.
    pub place: Option<usize>,
    /// PLOVER contexts.
    pub contexts: Vec<Theme>,
}

/// The acts of a document, each once, with their settings; and the stances that its predicates show.
#[must_use]
pub fn of_document(
    document: &Document,
    known: &Lexicon,
    actors: &Actors,
    dates: &[TimeExpr],
    places: &[PlaceFound],
    published: Option<Date>,
) -> (Vec<Dated>, Vec<Stand>) {
    let heads: HashSet<WordAt> = places.iter().flat_map(|p| &p.mentions).map(|m| m.head).collect();
    let knowledge = Knowledge { frames: &known.frames, grammar: &known.grammar, ontology: &known.ontology };
    let acts = find(&document.text, &document.sentences, actors, &|word| heads.contains(&word), knowledge);
    let mut events = setting::settle(document, acts.events, dates, places, published, known, actors);
    // "The war in Ukraine": what a noun alone names goes on; a day makes an act of it, or that several come together.
    let done = |d: &Dated| !d.event.signs.noun && !known.grammar.is_spoken_act(&d.event.kind);
    let here = |d: &Dated| done(d) || d.place.is_some() && known.frames.get(d.event.frame).joint;
    events.retain(|dated| !dated.event.bare || !dated.dates.is_empty() || here(dated));
    let terms = Terms::of(document, &known.contexts);
    for dated in &mut events {
        let sentence = |span: &Span| document.sentences.partition_point(|s| s.span.end <= span.start);
        let mut told: Vec<usize> = dated.event.evidence.iter().map(sentence).collect();
        told.insert(0, dated.event.word.sentence);
        dated.contexts = terms.themes(&told);
    }
    (events, acts.stands)
}

/// All acts of a document.
#[must_use]
pub fn find(
    text: &str,
    sentences: &[Sentence],
    actors: &Actors,
    is_place: &dyn Fn(WordAt) -> bool,
    knowledge: Knowledge<'_>,
) -> Acts {
    let mut acts = Acts::default();
    for (number, sentence) in sentences.iter().enumerate() {
        let Knowledge { frames, grammar, .. } = knowledge;
        let view = View { text, number, sentence, actors, grammar, frames, is_place };
        of_sentence(&view, knowledge.ontology, &mut acts);
    }
    acts
}

/// The acts of one sentence: what each word may carry, what governs what, who takes part.
fn of_sentence(view: &View<'_>, ontology: &Ontology, out: &mut Acts) {
    let (found, spent) = carried(view);
    let governing = Governing::of(view, &found);
    stands_of_sentence(view, &found, &spent, &governing, out);
    for f in found.iter().flatten() {
        let frame = view.frames.get(f.frame);
        let standing = status::of_frame(frame, said_in_talk(view, &found, &governing, f));
        let who = participants::of(view, &found, &governing, f);
        let Some(kind) = &frame.kind else { continue };
        let below = governing.below(f.token).filter_map(|t| found[t].as_ref()).find_map(|b| {
            let below = view.frames.get(b.frame);
            Some((below.kind.as_deref()?, below.mode.as_deref()))
        });
        let over = below
            .filter(|_| frame.mode_from_below)
            .and_then(|(b, mode)| ontology.over(kind, frame.cameo.as_deref(), b, mode));
        let mut event = Event {
            frame: f.frame,
            kind: kind.clone(),
            mode: over.map(|(mode, _)| mode.into()).or_else(|| frame.mode.clone()),
            cameo: over.and_then(|(_, cameo)| cameo.map(Box::from)).or_else(|| frame.cameo.clone()),
            status: standing.status,
            condition: standing.condition,
            word: view.at(f.token),
            vehicles: vehicles(view, &found, &governing, f),
            bare: false,
            trigger: trigger(view, f),
            evidence: Vec::new(),
            signs: Signs {
                weight: f.weight,
                noun: f.pos == Pos::Noun,
                light: f.light.is_some(),
                direct_actor: who.direct_actor,
                direct_recipient: who.direct_recipient,
                governed: governing.is_governed(f.token),
                beneath: governing
                    .governor(f.token)
                    .and_then(|g| found[g].as_ref())
                    .is_some_and(|above| view.frames.get(above.frame).kind.is_some()),
                unknown: who.actors.iter().chain(&who.recipients).filter(|&&a| is_unknown(view.actors, a)).count(),
                depth: depth(view.sentence, f.token),
                words: view.sentence.tokens.len(),
                rule: standing.rule,
            },
            why: why::of(view, &found, &governing, f),
            actors: who.actors,
            recipients: who.recipients,
            land: who.land,
        };
        let told = is_told(&event, tells_of_act(&found, f));
        event.bare = !told;
        if (told || may_be_told(view, &event, frame.joint))
            && !conventions::is_of_interview(view, f)
            && !is_told_by_verb(view, &found, &governing, f, &event)
            && !is_presupposed(view, ontology, &found, f, &event)
        {
            out.events.push(event);
        }
    }
}

/// The stances of one sentence: of each word the most special frame that shows one, whatever act it carries.
fn stands_of_sentence(view: &View<'_>, found: &[Option<Found>], spent: &[bool], governing: &Governing, out: &mut Acts) {
    for token in (0..found.len()).filter(|&t| !spent[t]) {
        let act = found[token].as_ref();
        let shown = predicates::of_stance(view, token);
        let showing = |f: &&Found| view.frames.get(f.frame).stance.is_some();
        let stands = shown.iter().chain(act).filter(showing).find_map(|f| {
            let standing = standing_of_stance(view, found, governing, f);
            stand(view, f, standing, &participants::of(view, found, governing, f))
        });
        out.stands.extend(stands);
    }
}

/// What becomes of a stance; "demands that Tehran *abandon* it": one that is no act hangs from what governs its clause.
fn standing_of_stance(view: &View<'_>, found: &[Option<Found>], governing: &Governing, f: &Found) -> Standing {
    let t = &view.sentence.tokens[f.token];
    let clause = matches!(t.deprel, Deprel::Ccomp | Deprel::Xcomp) && found[f.token].is_none();
    let above = t.head.filter(|_| clause).and_then(|h| found[h].as_ref());
    let below = above.and_then(|a| view.frames.get(a.frame).below.map(|below| (a, below)));
    match below {
        Some((above, below)) => {
            let own = status::own(view.grammar, view.sentence, f.token, f.pos);
            status::under(governing.standing(view, found, above.token), below, own)
        }
        None => said_in_talk(view, found, governing, f),
    }
}

/// "Called Macron to *congratulate* him": what words alone do is done in the talk that has it for its purpose.
fn said_in_talk(view: &View<'_>, found: &[Option<Found>], governing: &Governing, f: &Found) -> Standing {
    let standing = governing.standing(view, found, f.token);
    let spoken = |f: &Found| view.frames.get(f.frame).kind.as_deref().is_some_and(|k| view.grammar.is_spoken_act(k));
    // "took to the streets to *demand*": so is what a crowd wants.
    let voices = |f: &Found| view.frames.get(f.frame).kind.as_deref().is_some_and(|k| view.grammar.is_voicing_act(k));
    if standing.rule != status::PURPOSE || !spoken(f) && !voices(f) {
        return standing;
    }
    let verb = if f.pos == Pos::Noun { arguments::carrier(view.sentence, f.token) } else { Some(f.token) };
    let above = verb.and_then(|v| view.sentence.tokens[v].head);
    let carried = |h: usize| found.iter().flatten().find(|f| f.light == Some(h));
    let kind = |f: &Found| view.frames.get(f.frame).kind.clone();
    // "Called off his trip to *see* him": nobody meets in what only words do.
    let meets = |t: &Found| !view.frames.get(f.frame).joint || kind(f) == kind(t);
    let talk = above.and_then(|h| found[h].as_ref().or_else(|| carried(h)));
    let talk = talk.filter(|t| (spoken(t) || voices(t)) && meets(t));
    match talk.map(|t| governing.standing(view, found, t.token)) {
        Some(of_talk) => Standing { rule: SAID_IN_A_TALK, ..of_talk },
        None => standing,
    }
}

/// "An *air strike* killed a commander": what an act did is no second one.
fn is_told_by_verb(view: &View<'_>, found: &[Option<Found>], governing: &Governing, f: &Found, event: &Event) -> bool {
    let t = &view.sentence.tokens[f.token];
    // "Rallied to *protest* against a law": nor is what a crowd comes for.
    let comes_for = matches!(t.deprel, Deprel::Advcl | Deprel::Xcomp)
        && (view.grammar.is_voicing_act(&event.kind) || matches!(event.signs.rule, status::PURPOSE | SAID_IN_A_TALK));
    // "blocked roads in *protest* against".
    let in_protest = f.pos == Pos::Noun
        && t.deprel == Deprel::Obl
        && view.grammar.is_voicing_act(&event.kind)
        && arguments::case_of(view.sentence, f.token).is_some_and(|p| view.grammar.is_medium(&p));
    let comes_for = comes_for || in_protest;
    let subject = |t: usize| view.sentence.tokens[t].deprel == Deprel::Nsubj;
    let done_by = f.pos == Pos::Noun && subject(f.token);
    // "a drone *launched* by the rebels struck".
    let thing = t.head.filter(|&h| f.pos == Pos::Verb && t.deprel == Deprel::Acl && h < f.token && subject(h));
    // "begin a *ceasefire*", of whom is not said again.
    let nobody = event.actors.is_empty() && event.recipients.is_empty();
    let carried_by = arguments::carrier(view.sentence, f.token).filter(|_| f.pos == Pos::Noun && nobody);
    let above = carried_by.or(t.head.filter(|_| done_by || comes_for)).or_else(|| view.sentence.tokens[thing?].head);
    // The noun that the verb above carries tells of it ("used *tear gas* to disperse").
    let carried = |h: usize| found.iter().flatten().find(|f| f.light == Some(h));
    let verb = above.and_then(|h| found[h].as_ref().or_else(|| carried(h)));
    let same = verb.filter(|v| view.frames.get(v.frame).kind.as_deref() == Some(&*event.kind));
    same.is_some_and(|v| {
        let whole = participants::of(view, found, governing, v);
        event.recipients.iter().all(|r| whole.recipients.contains(r))
            && event.actors.iter().all(|a| whole.actors.contains(a))
    })
}

/// "Lifted *sanctions* on Iran", "suspended *aid* to Mali": what nobody named does, about which somebody does the
/// contrary, is only supposed.
fn is_presupposed(view: &View<'_>, ontology: &Ontology, found: &[Option<Found>], f: &Found, event: &Event) -> bool {
    let hostile = |kind: &str, mode: Option<&str>| ontology.kind(kind, mode).map(|k| k.quad > 2);
    if !event.actors.is_empty() || f.pos != Pos::Noun {
        return false;
    }
    let own = hostile(&event.kind, event.mode.as_deref());
    let contrary = |above: &Found| {
        let frame = view.frames.get(above.frame);
        let other = frame.kind.as_deref().and_then(|k| hostile(k, frame.mode.as_deref()));
        other.is_some() && other != own && above.arguments.of(&Slot::Obj).any(|t| t == f.token)
    };
    found.iter().flatten().any(contrary)
}

/// Whether nothing is known of where an actor belongs.
fn is_unknown(actors: &Actors, actor: ActorIx) -> bool {
    let actor = actors.get(actor);
    actor.country.is_none() && actor.code.is_none()
}

/// How deep a word lies inside other phrases and clauses; what is said beside something, or reported, lies no deeper.
fn depth(sentence: &Sentence, token: usize) -> usize {
    // A modal lies no deeper than its verb.
    let beside = |d| matches!(d, Deprel::Root | Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp | Deprel::Aux);
    let path = std::iter::successors(Some(token), |&t| sentence.tokens[t].head);
    path.filter(|&t| !beside(sentence.tokens[t].deprel)).count()
}

/// The stance that a frame shows, when its theme and its holder are there.
fn stand(view: &View<'_>, f: &Found, standing: Standing, who: &Participants) -> Option<Stand> {
    let frame = view.frames.get(f.frame);
    let stance = frame.stance?;
    // "called for *the leaders* to *meet*": on what is to be done, not on who is to do it.
    let themes = || frame.theme.iter().flat_map(|slot| f.arguments.of(slot)).filter(|&t| t != f.token);
    let somebody = |t: &usize| view.actors.at(view.at(*t)).is_some_and(|m| m.head == view.at(*t));
    // "*signed an accord with* Uganda": rather on the thing that the predicate names than on somebody.
    let named_in =
        || f.words.iter().copied().find(|&w| f.pos == Pos::Verb && view.sentence.tokens[w].upos == Upos::Noun);
    let theme = themes().find(|t| !somebody(t));
    let theme = theme.or_else(|| themes().next().map(|first| named_in().unwrap_or(first)));
    // "Kenya *agreed*": on what was spoken of before.
    let unsaid = theme.is_none() && frame.theme.contains(&Slot::Unsaid);
    let theme = theme.or(unsaid.then_some(f.token))?;
    let named = participants::subject(view, f);
    let holders = if frame.actor.is_empty() { named } else { who.actors.clone() };
    let words = trigger(view, f);
    // "European leaders endorsed *it*": a pronoun for something is looked up among the issues before it.
    let upos = view.sentence.tokens[theme].upos;
    let who = view.actors.at(view.at(theme)).map(|m| view.actors.get(m.actor).kind);
    // ... unless it is a state that is recognised or not.
    let state = matches!(who, Some(ActorKind::State | ActorKind::Government));
    let person = upos == Upos::Pron && who.is_some() && !state;
    if holders.is_empty() || person || upos == Upos::Punct {
        return None;
    }
    Some(Stand {
        holders,
        stance,
        standing,
        word: view.at(f.token),
        trigger: words,
        theme,
        issue: if unsaid { words } else { issue_span(view.sentence, theme) },
        spoken: !frame.done && frame.kind.as_deref().is_none_or(|k| view.grammar.is_spoken_act(k)),
    })
}

/// The words of an issue, without the prepositions that lead to it.
pub fn issue_span(s: &Sentence, theme: usize) -> Span {
    let whole = clause_span(s, theme);
    // "intention *of* joining", "silent *on* whether it would": before a gerund or another word that opens a clause.
    let leads_on = |t: usize| {
        s.tokens
            .get(t + 1)
            .is_some_and(|n| matches!(n.xpos, Xpos::Vbg | Xpos::Wrb) || n.deprel == Deprel::Mark && n.xpos == Xpos::In)
    };
    let leads = |t: usize| {
        let word = &s.tokens[t];
        whole.contains(word.span)
            && (matches!(word.deprel, Deprel::Case | Deprel::Fixed)
                || word.deprel == Deprel::Mark && word.xpos == Xpos::In && leads_on(t))
            && word.upos != Upos::Part
    };
    let first = s.tokens.iter().position(|t| t.span.start >= whole.start).unwrap_or(theme);
    let first = (first..theme).find(|&t| !leads(t)).unwrap_or(theme);
    Span::new(s.tokens[first].span.start, whole.end)
}

/// "The *talks* were called off": whether it is done to another act.
fn tells_of_act(found: &[Option<Found>], f: &Found) -> bool {
    f.pos == Pos::Verb && f.arguments.passive && f.arguments.of(&Slot::Obj).any(|t| found[t].is_some())
}

/// Whether enough is said for an event: somebody takes part, what is coming is announced, or what becomes of another act.
fn is_told(event: &Event, of_act: bool) -> bool {
    // "little incentive to negotiate": an infinitive that nothing governs is only spoken of.
    if event.signs.rule == status::INFINITIVE && !event.signs.governed {
        return false;
    }
    let someone = !event.actors.is_empty() || !event.recipients.is_empty();
    // "Sanctions will be reimposed unless": also what a verb beside it says will come under a condition.
    let coming = event.status == Status::Planned || event.status == Status::Conditional && event.signs.light;
    let announced = event.signs.noun && coming && !matches!(event.signs.rule, status::ADJECTIVE | status::PURPOSE);
    someone || announced || of_act && matches!(event.status, Status::Occurred | Status::Planned)
}

/// "*Talks* in Doha ended on Friday": whether a day or a place is enough to tell of an act that nobody is named for. What
/// only words do is nothing without a speaker, unless several do it together.
fn may_be_told(view: &View<'_>, event: &Event, joint: bool) -> bool {
    let nobody = event.actors.is_empty() && event.recipients.is_empty();
    let real = matches!(event.status, Status::Occurred | Status::Ongoing | Status::Planned);
    // "The *jailed* teacher": what describes somebody is told of him.
    let describes = view.sentence.tokens[event.word.token].deprel == Deprel::Amod;
    nobody
        && real
        && !describes
        && (joint || !view.grammar.is_spoken_act(&event.kind))
        && event.signs.rule != status::INFINITIVE
}

/// For each word the frame that it carries, a noun and its light verb being one; and which words are spent on the frame of
/// another, or on a name.
fn carried(view: &View<'_>) -> (Vec<Option<Found>>, Vec<bool>) {
    let words = view.sentence.tokens.len();
    // "the Rapid *Support* Forces": a word inside a name carries nothing.
    let named = |t: usize| {
        let token = &view.sentence.tokens[t];
        let part = matches!(token.deprel, Deprel::Compound | Deprel::Amod | Deprel::Flat);
        let whole = view.actors.at(view.at(t)).filter(|m| part && m.form == Form::Name && m.head.token != t);
        whole.is_some_and(|m| m.span.contains(token.span))
    };
    let mut spent: Vec<bool> = (0..words).map(named).collect();
    let mut found: Vec<Option<Found>> =
        (0..words).map(|t| if spent[t] { None } else { predicates::best(view, t, None) }).collect();
    // Frames that ask for the type of the act below are chosen when the acts are known.
    for token in 0..words {
        let below = |f: &Found| governing::types_below(view, &found, f);
        if let Some(over) = predicates::best(view, token, Some(&below)).filter(|_| !spent[token]) {
            found[token] = Some(over);
        }
    }
    for token in 0..found.len() {
        let Some(f) = &found[token] else { continue };
        // A fixed noun of a verb ("take *part* in") carries nothing of its own.
        let fixed: Vec<usize> = f.words.clone();
        let light = f.light;
        if let Some(verb) = light {
            // Keep the verb's own frame where a test chose it for just this noun.
            let special = found[verb].as_ref().is_some_and(|v| v.weight > 0 && view.frames.get(v.frame).kind.is_some());
            found[if special { token } else { verb }] = None;
        }
        for word in fixed.into_iter().filter(|&w| w != token) {
            found[word] = None;
            spent[word] = true;
        }
    }
    (found, spent)
}

/// The verb that carries a noun, and the untyped predicates above.
fn vehicles(view: &View<'_>, found: &[Option<Found>], governing: &Governing, f: &Found) -> Vec<WordAt> {
    let mut out = Vec::new();
    if f.pos == Pos::Noun {
        out.extend(arguments::carrier(view.sentence, f.token).map(|v| view.at(v)));
        out.extend(told_of(view, found, f.token).map(|v| view.at(v)));
    }
    // ", due at *the palace* on Friday,": a preposition's own phrase. "Will be in *Cairo* on Friday": a modal's, that says it all.
    let modal = view.sentence.tokens[f.token].upos == Upos::Aux && view.frames.get(f.frame).act.is_empty();
    let whole = f.pos == Pos::Adjective && is_case(view, f) || modal;
    out.extend(view.sentence.tokens[f.token].head.filter(|_| whole).map(|h| view.at(h)));
    let mut at = f.token;
    while let Some(above) = governing.governor(at).filter(|&g| out.len() < 4 && !out.contains(&view.at(g))) {
        if found[above].as_ref().is_some_and(|a| view.frames.get(a.frame).kind.is_some()) {
            break;
        }
        out.push(view.at(above));
        at = above;
    }
    out
}

/// Whether the tree takes a predicate for a preposition.
fn is_case(view: &View<'_>, f: &Found) -> bool {
    view.sentence.tokens[f.token].deprel == Deprel::Case
}

/// "*Talks* ended on Thursday", "arrived on Thursday for *talks*": the verb whose time and place are those of a noun beside it.
fn told_of(view: &View<'_>, found: &[Option<Found>], noun: usize) -> Option<usize> {
    let s = view.sentence;
    let verb = s.tokens[noun].head.filter(|&h| s.tokens[h].upos == Upos::Verb)?;
    let lasts = s.tokens[noun].deprel == Deprel::Nsubj && s.child(verb, Deprel::Obj).is_none();
    let frame = |t: usize| found[t].as_ref().map(|f| view.frames.get(f.frame));
    let same = frame(noun).zip(frame(verb)).is_some_and(|(n, v)| n.joint && n.kind == v.kind);
    let aim = s.tokens[noun].deprel == Deprel::Obl
        && arguments::case_of(s, noun).is_some_and(|p| view.grammar.is_aim(&p))
        && same;
    (lasts || aim).then_some(verb)
}

/// The predicate with its further words.
fn trigger(view: &View<'_>, f: &Found) -> Span {
    let s = view.sentence;
    let near = |w: &&usize| w.abs_diff(f.token) <= 6;
    let words = f.words.iter().chain(f.light.iter());
    words.filter(near).fold(s.tokens[f.token].span, |span, &w| span.cover(s.tokens[w].span))
}

/// The clause that an act stands in, for contexts and for showing it.
#[must_use]
pub fn clause(sentence: &Sentence, token: usize) -> Span {
    clause_span(sentence, token)
}
