//! Positions that lie in what somebody said: what was promised, demanded and proposed, what one is going to do or will not,
//! terms ("any ceasefire must include an exchange"), offers on a condition ("would send aid if the guns fell silent"), what is
//! called good or bad ("handing it over is a red line") and questions left open ("did not say whether troops would go").

use demarche_syntax::{Deprel, Sentence, Span, Upos, Xpos};

use super::conditions::{self, Act as Governed};
use super::{PRESS, SCHOLARS, Shown, World, absent, duties, issues, verdicts};
use crate::actors::{ActorIx, WordAt};
use crate::arguments::{case_of, subject_of};
use crate::events::status;
use crate::lexicon::frames::Pos;
use crate::record::{Act, ActorKind, Stance, Status};
use crate::statements::Speech;

/// What a clause shows: the stance, its condition, how sure that is, and what it is on.
pub(super) struct Taken {
    pub stance: Stance,
    pub condition: Option<Span>,
    pub confidence: f64,
    /// Head word of the issue; the clause's subject where there is none.
    pub theme: Option<usize>,
    /// Whose it is, where that is not whoever speaks.
    pub whose: Option<Vec<ActorIx>>,
    /// Whether what it is on was only spoken of before.
    pub unsaid: bool,
}

impl Taken {
    pub fn new(stance: Stance, confidence: f64) -> Self {
        Self { stance, condition: None, confidence, theme: None, whose: None, unsaid: false }
    }

    pub fn on(self, theme: usize) -> Self {
        Self { theme: Some(theme), ..self }
    }

    /// On a condition where there is one.
    pub fn given(self, condition: Option<Span>) -> Self {
        let stance = if condition.is_some() { Stance::Conditional } else { self.stance };
        Self { stance, condition, ..self }
    }
}

/// A clause that somebody said.
pub(super) struct Clause<'a> {
    pub world: World<'a>,
    pub speech: &'a Speech,
    pub holders: &'a [ActorIx],
    pub s: &'a Sentence,
    pub number: usize,
    pub head: usize,
    /// The words of the clause.
    pub words: Span,
}

/// The positions that lie in the statements.
pub(super) fn find(world: World<'_>) -> Vec<Shown> {
    let said = world.speeches.iter().enumerate();
    said.flat_map(|(number, speech)| of_speech(world, number, speech)).collect()
}

fn of_speech(world: World<'_>, number: usize, speech: &Speech) -> Vec<Shown> {
    let (Some(speaker), Some(cue)) = (speech.speaker, speech.cue_word) else { return Vec::new() };
    // "state media quoted the minister as saying": who only relays takes no side.
    let relays = |a: &ActorIx| world.actors.get(*a).sector.as_deref() == Some(PRESS);
    let holders: Vec<ActorIx> = speakers(world, speaker).into_iter().filter(|a| !relays(a)).collect();
    let mut out = Vec::new();
    if holders.is_empty() {
        return out;
    }
    out.extend(verdicts::of_cue(world, number, speech, &holders));
    let sentences = &world.document.sentences;
    for &content in &speech.content {
        let first = sentences.partition_point(|s| s.span.end <= content.start);
        let around = sentences[first..].iter().take_while(|s| s.span.start < content.end);
        for (i, s) in around.enumerate() {
            for (head, words) in clauses(s, content) {
                let clause = Clause { world, speech, holders: &holders, s, number: first + i, head, words };
                let Some(taken) = clause.stance(cue) else { continue };
                let noun = |&t: &usize| s.tokens[t].upos != Upos::Pron;
                let theme = taken.theme.or_else(|| clause.subject().filter(noun)).unwrap_or(head);
                let whose = taken.whose.as_ref().unwrap_or(&holders);
                // "must leave, *as Kenya has demanded*".
                let echo = clause.is_echoed(cue).then(|| s.tokens[cue.token].span);
                out.extend(whose.iter().map(|&holder| Shown {
                    holder,
                    stance: taken.stance,
                    condition: taken.condition,
                    word: WordAt { sentence: clause.number, token: head },
                    theme,
                    issue: issues::without_asides(&world.known.grammar, s, theme, words),
                    evidence: echo.map_or(words, |e| words.cover(e)),
                    statement: Some(number),
                    event: None,
                    confidence: taken.confidence,
                    is_told: false,
                    is_unsaid: taken.unsaid,
                    is_past: false,
                }));
            }
        }
    }
    out
}

/// Who speaks: "*Paris* and *Berlin*" both do, and a plural with known members is its members. "Neither" of unknown two is nobody.
fn speakers(world: World<'_>, speaker: WordAt) -> Vec<ActorIx> {
    let s = &world.document.sentences[speaker.sentence];
    let joined = s.children(speaker.token).filter(|&c| s.tokens[c].deprel == Deprel::Conj);
    let mut out: Vec<ActorIx> = Vec::new();
    for token in std::iter::once(speaker.token).chain(joined) {
        let Some(actor) = world.actors.at(WordAt { token, ..speaker }).map(|m| m.actor) else { continue };
        let members = &world.actors.get(actor).members;
        if members.is_empty() && world.known.grammar.is_of_pair(&s.tokens[token].lemma.to_lowercase()) {
            continue;
        }
        let who = if members.is_empty() { vec![actor] } else { members.clone() };
        who.into_iter().for_each(|a| {
            if !out.contains(&a) {
                out.push(a)
            }
        });
    }
    out
}

/// The clauses of what was said in a sentence, with their head words: the first, and those joined to it that have a subject
/// or an auxiliary of their own ("… and *would never disarm*").
fn clauses(s: &Sentence, content: Span) -> Vec<(usize, Span)> {
    let inside = |t: usize| content.contains(s.tokens[t].span);
    let outer = |t: usize| s.tokens[t].head.is_none_or(|h| !inside(h));
    let Some(first) = (0..s.tokens.len()).find(|&t| inside(t) && outer(t) && s.tokens[t].upos != Upos::Punct) else {
        return Vec::new();
    };
    let own = |c: usize| {
        matches!(
            s.tokens[c].deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::Aux | Deprel::Cop | Deprel::Expl
        )
    };
    let apart = |c: &usize| {
        matches!(s.tokens[*c].deprel, Deprel::Conj | Deprel::Parataxis)
            && inside(*c)
            && *c > first
            && s.children(*c).any(own)
    };
    let mut heads = vec![first];
    let mut at = 0;
    while at < heads.len() {
        heads.extend(s.children(heads[at]).filter(apart));
        at += 1;
    }
    heads.sort_unstable();
    let begins: Vec<usize> =
        heads.iter().map(|&h| s.subtree(h).into_iter().find(|&t| inside(t)).unwrap_or(h)).collect();
    let span = |n: usize| {
        let end = if n + 1 < heads.len() { begins[n + 1] } else { s.tokens.len() };
        let from = if n == 0 { 0 } else { begins[n] };
        // Neither "and" nor the comma before it belongs to the clause.
        let word = |t: &usize| inside(*t) && s.tokens[*t].upos != Upos::Punct;
        let body = |t: &usize| word(t) && s.tokens[*t].deprel != Deprel::Cc;
        let (a, b) = ((from..end).find(body)?, (from..end).rev().find(word)?);
        Some(s.tokens[a].span.cover(s.tokens[b].span))
    };
    (0..heads.len()).filter_map(|n| Some((heads[n], span(n)?))).collect()
}

fn lemma_of(s: &Sentence, token: usize) -> &str {
    &s.tokens[token].lemma
}

impl Clause<'_> {
    /// Whether one of those who speak only studies what is spoken of.
    pub(super) fn is_foreseen(&self) -> bool {
        self.holders.iter().any(|&h| self.world.actors.get(h).sector.as_deref() == Some(SCHOLARS))
    }

    /// The subject of the clause, where it stands in what was said.
    pub fn subject(&self) -> Option<usize> {
        let inside = |&t: &usize| self.words.contains(self.s.tokens[t].span);
        subject_of(&self.world.known.grammar, self.s, self.head).filter(inside)
    }

    fn stance(&self, cue: WordAt) -> Option<Taken> {
        let (g, s, head) = (&self.world.known.grammar, self.s, self.head);
        let own = status::own(g, s, head, Pos::Verb);
        let told = (cue.sentence == self.number).then(|| status::own(g, s, cue.token, Pos::Verb));
        let withheld = || {
            let above = s.tokens[cue.token].head.filter(|_| s.tokens[cue.token].deprel == Deprel::Xcomp);
            // "has *yet* to say".
            let yet =
                |h: usize| g.is_perfect(&s.tokens[h].lemma) && s.children(h).any(|c| g.is_to_come(&s.tokens[c].lemma));
            above.is_some_and(|h| g.is_silence(&s.tokens[h].lemma) || yet(h))
        };
        // "*Neither* has said whether".
        let nobody = || s.child(cue.token, Deprel::Nsubj).is_some_and(|t| g.is_negator(&s.tokens[t].lemma));
        let silent = told.is_some_and(|t| t.status == Status::Denied || withheld() || nobody());
        if case_of(s, head).is_some_and(|m| g.is_condition(&m)) {
            // "did not clarify whether", "questioned whether".
            let asked = self.speech.act == Act::Question;
            let somebody = |&h: &ActorIx| self.world.actors.get(h).kind != ActorKind::UnnamedSource;
            return ((silent || asked) && self.holders.iter().all(somebody))
                .then(|| Taken::new(Stance::Undecided, if silent { 0.7 } else { 0.6 }).on(head));
        }
        let whole = s.children(head).any(|c| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Nsubj | Deprel::Ccomp));
        if g.is_pro_verb(lemma_of(s, head)) && !whole {
            return None;
        }
        if let Some(taken) = verdicts::examined(self) {
            return Some(taken);
        }
        if silent {
            // "has not said *how it will vote*".
            let mine = || {
                let pronoun = |t: usize| s.tokens[t].upos == Upos::Pron;
                subject_of(g, s, head).is_some_and(|t| pronoun(t) || self.doers(t).is_some())
            };
            let leans = g.is_leaning(&s.tokens[head].lemma) && self.is_asked() && mine();
            return leans.then(|| Taken::new(Stance::Undecided, 0.6).on(head));
        }
        if let Some(taken) = absent::of(self).or_else(|| self.put_first()).or_else(|| self.time_has_come()) {
            return Some(taken);
        }
        let verb = s.tokens[head].upos == Upos::Verb;
        // "vowed to fight on", "demanded that it stay", "proposed to extend it".
        let binding = matches!(self.speech.act, Act::Promise | Act::Demand | Act::Suggest);
        // "polls suggest that he *will* lose": what is so suggested is held to be true.
        // "suggested that he *could* travel to Moscow": nor does what may be say what anyone wants.
        let possible = own.status == Status::Hypothetical && own.rule == "modal";
        let claimed = self.speech.act == Act::Suggest && (self.is_told() || possible) || self.is_asked();
        if binding && !claimed && (verb || s.tokens[head].upos == Upos::Noun) && !self.speech.attitude {
            // "will not leave, *as Kenya demanded*": what was demanded is the contrary.
            let negated = own.status == Status::Denied && !self.is_echoed(cue);
            if negated && g.is_anonymity(&s.tokens[head].lemma) {
                return None;
            }
            let condition = own.condition.or_else(|| told.and_then(|t| t.condition));
            let stance = if negated { Stance::Opposes } else { Stance::Supports };
            return Some(self.on_act(stance, condition, if verb { 0.7 } else { 0.5 }));
        }
        self.disowned(own)
            .or_else(|| self.judged(own))
            .or_else(|| self.own_act(own))
            .or_else(|| duties::of(self, &own))
            .or_else(|| verdicts::of_effect(self, &own))
            .or_else(|| verdicts::pictured(self))
            .or_else(|| verdicts::atoned(self))
    }

    /// "Denied that it *was planning* an attack": what somebody says he is not about to do.
    fn disowned(&self, own: status::Standing) -> Option<Taken> {
        let (g, s) = (&self.world.known.grammar, self.s);
        // "this did not *mean* it was joining the talks".
        let meant = s.child(self.head, Deprel::Ccomp).filter(|_| g.is_meaning(lemma_of(s, self.head)));
        if let Some(act) = meant.filter(|_| own.status == Status::Denied) {
            let whose = subject_of(g, s, act).and_then(|t| self.doers(t))?;
            let ahead = matches!(status::own(g, s, act, Pos::Verb).status, Status::Ongoing | Status::Planned);
            return ahead.then(|| Taken { whose: Some(whose), ..Taken::new(Stance::Opposes, 0.5).on(act) });
        }
        let ahead = matches!(own.status, Status::Ongoing | Status::Planned) && self.speech.act == Act::Deny;
        let subject = subject_of(&self.world.known.grammar, self.s, self.head).filter(|_| ahead)?;
        let whose = self.doers(subject)?;
        Some(Taken { whose: Some(whose), ..Taken::new(Stance::Opposes, 0.5).on(self.head) })
    }

    /// Whether what was said stands before the clause of saying that only takes it up ("…, *as Kenya has demanded*").
    fn is_echoed(&self, cue: WordAt) -> bool {
        let (g, s) = (&self.world.known.grammar, self.s);
        let as_clause = |c: usize| c < cue.token && g.is_essive(&s.tokens[c].lemma);
        cue.sentence == self.number
            && self.head < cue.token
            && s.tokens[cue.token].deprel == Deprel::Advcl
            && s.children(cue.token).any(as_clause)
    }

    /// "*Whoever came first* must leave first".
    fn has_free_subject(&self) -> bool {
        let s = self.s;
        let asks = |c: usize| s.subtree(c).first().is_some_and(|&t| s.tokens[t].xpos == Xpos::Wp);
        let before = |c: usize| matches!(s.tokens[c].deprel, Deprel::Csubj | Deprel::Parataxis) && c < self.head;
        s.children(self.head).any(|c| before(c) && asks(c))
    }

    /// Whether a clause asks how, where or which ("*where* it stands").
    fn is_asked(&self) -> bool {
        let s = self.s;
        let first = s.subtree(self.head).into_iter().find(|&t| self.words.contains(s.tokens[t].span));
        first.is_some_and(|t| matches!(s.tokens[t].xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt))
    }

    /// Whether the clause tells what is or will be, and not what is to be done.
    fn is_told(&self) -> bool {
        let (g, s, head) = (&self.world.known.grammar, self.s, self.head);
        let finite = |t: usize| matches!(s.tokens[t].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let aux = |c: usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
        let told = |c: usize| finite(c) || g.is_promise(&s.tokens[c].lemma);
        finite(head) || s.children(head).any(|c| aux(c) && told(c))
    }

    /// On what is to be done or not.
    fn on_act(&self, stance: Stance, condition: Option<Span>, confidence: f64) -> Taken {
        let condition = condition.or_else(|| self.condition(stance == Stance::Opposes));
        Taken::new(stance, confidence).on(self.head).given(condition)
    }

    /// The condition behind the clause's head.
    pub fn condition(&self, refused: bool) -> Option<Span> {
        conditions::behind(Governed {
            text: &self.world.document.text,
            g: &self.world.known.grammar,
            s: self.s,
            head: self.head,
            theme: self.head,
            refused,
            within: self.words,
        })
    }

    /// "sanctions are unacceptable", "giving up land is a red line", "it would be hard to sit with them", "it is too early to".
    fn judged(&self, own: status::Standing) -> Option<Taken> {
        let (g, s, head) = (&self.world.known.grammar, self.s, self.head);
        let before: Vec<&str> = s.tokens[..=head].iter().map(|t| t.lemma.as_str()).collect();
        // "is *up* for discussion", where the first word is the head.
        let after: Vec<&str> = s.tokens[head..].iter().map(|t| t.lemma.as_str()).collect();
        let lemma = &s.tokens[head].lemma;
        let excessive = s.children(head).any(|c| c < head && g.is_excess(&s.tokens[c].lemma)) && g.is_untimely(lemma);
        // "the status quo *serves no one*" is no denial.
        let failing = self.is_failing();
        let bad = g.is_unwelcome(lemma)
            || g.ends_unwelcome(&before)
            || g.opens_unwelcome(&after)
            || g.is_limit_of_talks(lemma)
            || excessive
            || failing;
        let good = g.is_welcome(lemma)
            || g.ends_welcome(&before)
            || g.opens_welcome(&after)
            || self.only_way()
            || self.is_better();
        let negated = own.status == Status::Denied && !failing;
        let stance = match (good, bad) {
            (true, _) if negated => Stance::Opposes,
            (true, _) => Stance::Supports,
            // "not impossible" says little.
            (_, true) if !negated => Stance::Opposes,
            _ => return None,
        };
        // "The truce *would be a mistake*".
        let foreseen =
            own.status == Status::Planned && s.tokens[head].upos == Upos::Noun && s.child(head, Deprel::Cop).is_some();
        let likened = foreseen || own.status == Status::Planned && self.only_way();
        let told = matches!(own.status, Status::Occurred | Status::Hypothetical | Status::Conditional | Status::Denied);
        if !told && !likened {
            return None;
        }
        let below =
            |&c: &usize| c > head && matches!(s.tokens[c].deprel, Deprel::Csubj | Deprel::Ccomp | Deprel::Xcomp);
        let act = s.children(head).find(|c| below(c) && !failing);
        // "too early to tell", "hard to say whether": what is not known yet.
        let unknown = |a: usize| {
            let whole = s.children(a).any(|c| !matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Punct));
            !whole || s.child(a, Deprel::Ccomp).is_some()
        };
        if act.is_some_and(unknown) {
            return None;
        }
        if let Some(act) = act {
            return Some(Taken::new(stance, 0.6).on(act).given(own.condition.or_else(|| self.condition(false))));
        }
        let plain = likened || matches!(own.status, Status::Occurred | Status::Denied | Status::Hypothetical);
        (plain && (self.subject().is_some() || s.child(head, Deprel::Csubj).is_some())).then(|| {
            let clause = s.child(head, Deprel::Csubj);
            let taken = Taken::new(stance, 0.7).given(self.condition(stance == Stance::Opposes));
            // "*that* is out of the question": of what was spoken of before.
            let meant = self.subject().filter(|&t| s.tokens[t].upos == Upos::Pron && g.is_thing(&s.tokens[t].lemma));
            let taken = meant.into_iter().fold(taken, Taken::on);
            clause.map_or(taken, |c| Taken::new(stance, 0.7).on(c))
        })
    }

    /// "dialogue is the *only way*".
    fn only_way(&self) -> bool {
        let (g, s, head) = (&self.world.known.grammar, self.s, self.head);
        let sole = |n: usize| {
            g.is_way(&s.tokens[n].lemma)
                && s.children(n).any(|c| s.tokens[c].deprel == Deprel::Amod && g.is_sole(&s.tokens[c].lemma))
        };
        // "the only agreed *framework* is a federation".
        let named = s.tokens[head].upos == Upos::Noun || s.tokens[head].xpos == Xpos::Vbg;
        // "the only good deal would be *one that ends it*": of what is talked about, where it is told what it would be like.
        let modal = |c: usize| s.tokens[c].deprel == Deprel::Aux && g.is_promise(&s.tokens[c].lemma);
        let like = g.is_substitute(&s.tokens[head].lemma) && s.child(head, Deprel::AclRelcl).is_some();
        let like = like && s.children(head).any(modal);
        let alone =
            |n: usize| s.children(n).any(|c| s.tokens[c].deprel == Deprel::Amod && g.is_exclusive(&s.tokens[c].lemma));
        let subject = s.child(head, Deprel::Nsubj);
        sole(head)
            || named && subject.is_some_and(sole)
            || like && subject.is_some_and(|n| alone(n) && self.is_issue(n))
    }

    /// "The *offer falls short*", "the *blockade serves no one*": a verdict on what is talked about, and not on figures.
    fn is_failing(&self) -> bool {
        let (g, s, head) = (&self.world.known.grammar, self.s, self.head);
        let after: Vec<&str> = s.tokens[head..].iter().map(|t| t.lemma.as_str()).collect();
        g.opens_failure(&after) && self.is_on_issue()
    }

    /// "Talking is *cheaper than* fighting".
    fn is_better(&self) -> bool {
        let (g, s, head) = (&self.world.known.grammar, self.s, self.head);
        g.is_advantage(&s.tokens[head].lemma)
            && s.tokens[head].xpos == Xpos::Jjr
            && s.children(head).any(|c| c > head && case_of(s, c).is_some_and(|p| g.is_than(&p)))
            && self.is_on_issue()
    }

    /// Whether the clause is about doing something, or what is talked about.
    fn is_on_issue(&self) -> bool {
        let s = self.s;
        let told = |t: usize| matches!(s.tokens[t].xpos, Xpos::Wp | Xpos::Vbg);
        s.child(self.head, Deprel::Csubj).is_some() || self.subject().is_some_and(|t| told(t) || self.is_issue(t))
    }

    /// What whoever speaks will do or will not, and what others are to do.
    fn own_act(&self, own: status::Standing) -> Option<Taken> {
        let (g, s, head) = (&self.world.known.grammar, self.s, self.head);
        // "we are *going to impose* tariffs".
        let act = s
            .child(head, Deprel::Xcomp)
            .filter(|_| g.is_prospective(&s.tokens[head].lemma) && own.status == Status::Ongoing);
        if let Some(act) = act {
            let ahead = Clause { head: act, ..*self };
            let whose = self.doers(subject_of(g, s, head)?)?;
            let telling = ahead.is_done() || ahead.names_issue();
            return telling.then(|| Taken { whose: Some(whose), ..Taken::new(Stance::Supports, 0.6).on(act) });
        }
        let Some(subject) = subject_of(g, s, head) else {
            // "*whoever came first* must leave first".
            let duty = own.status == Status::Proposed && own.rule == "modal" && self.has_free_subject();
            return duty.then(|| Taken::new(Stance::Supports, 0.6).on(head));
        };
        let verb = s.tokens[head].upos == Upos::Verb;
        let modal = s.children(head).any(|c| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md);
        let mine = || self.doers(subject);
        let by = |taken: Taken, whose| Taken { whose: Some(whose), ..taken };
        match own.status {
            // "any ceasefire must include": terms for it.
            Status::Proposed if own.rule == "modal" => {
                let terms = self.is_issue(subject) && g.sets_terms(&s.tokens[head].lemma);
                let stance = if terms { Stance::Conditional } else { Stance::Supports };
                let taken = Taken { condition: own.condition, ..Taken::new(stance, 0.7) };
                // "its *rival must first carry out* the pledges": on what is to be done, not on who is to do it.
                let act = verb && !self.is_issue(subject) && !g.is_undergone(&s.tokens[head].lemma);
                Some(if act { taken.on(head) } else { taken })
            }
            // "he would attend if necessary", "the US could help if": what is one's own to do.
            Status::Conditional if mine().is_some() && !g.is_undergone(&s.tokens[head].lemma) => {
                Some(by(Taken::new(Stance::Conditional, 0.7).on(head).given(own.condition), mine()?))
            }
            // "the treaty would be signed *only if* it amended its constitution": terms for what is talked about.
            // ... and "could be lifted if", where the state that does it says so.
            Status::Conditional
                if self.is_issue(subject)
                    && (self.only_if() || s.child(head, Deprel::AuxPass).is_some() && duties::is_of_state(self))
                    && !g.is_noticed(&s.tokens[head].lemma) =>
            {
                Some(Taken::new(Stance::Conditional, 0.6).on(head).given(own.condition))
            }
            // "a truce could be considered *only once* they had left", "the matter may be raised, but *only between* leaders".
            Status::Hypothetical
                if own.rule == "modal"
                    && (self.is_issue(subject) || s.child(head, Deprel::AuxPass).is_some())
                    && self.condition(false).is_some_and(|c| self.is_only(c)) =>
            {
                Some(Taken::new(Stance::Conditional, 0.6).on(subject).given(self.condition(false)))
            }
            // "a meeting was possible *only when* the experts were done".
            Status::Occurred | Status::Planned
                if self.is_issue(subject) && self.condition(false).is_some() && self.only_if() =>
            {
                Some(Taken::new(Stance::Conditional, 0.6).on(subject).given(self.condition(false)))
            }
            // "we will not sit down with them".
            Status::Denied if verb && modal && !g.is_naming(&s.tokens[head].lemma) => {
                Some(by(self.on_act(Stance::Opposes, None, 0.6), mine()?))
            }
            // "*we don't bargain* with them": a rule of one's own side.
            Status::Denied if verb && self.is_principle() => {
                let telling = self.is_done() || self.names_issue() || g.is_accepting(&s.tokens[head].lemma);
                mine().filter(|_| telling).map(|whose| by(self.on_act(Stance::Opposes, None, 0.5), whose))
            }
            // "it *might take part, provided that*".
            Status::Hypothetical if own.rule == "modal" && verb && !g.is_undergone(&s.tokens[head].lemma) => {
                let condition = self.condition(false)?;
                Some(by(Taken::new(Stance::Conditional, 0.6).on(head).given(Some(condition)), mine()?))
            }
            // "it *is not coming*": what is under way, or about to be, is refused as well.
            Status::Denied if verb && self.is_progressive() && !g.is_naming(&s.tokens[head].lemma) => {
                let telling = self.is_done() || self.names_issue() || g.is_taking_part(&s.tokens[head].lemma);
                mine().filter(|_| telling).map(|whose| by(self.on_act(Stance::Opposes, None, 0.5), whose))
            }
            // "it would halt the tests", but "we are going to find out" is only foreseen.
            Status::Planned if verb && modal => {
                let taken = by(self.on_act(Stance::Supports, None, 0.6), mine()?);
                let awaits = || self.condition(true).is_some();
                let telling = self.is_done()
                    || taken.condition.is_some()
                    || self.names_issue()
                    || awaits()
                    || self.is_done_to_thing();
                telling.then_some(taken)
            }
            _ => None,
        }
    }

    /// "We *do not bargain* with them", of now and always.
    fn is_principle(&self) -> bool {
        let (g, s) = (&self.world.known.grammar, self.s);
        let now = |c: usize| {
            s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Vbp && g.is_pro_verb(lemma_of(s, c))
        };
        let we = subject_of(g, s, self.head).is_some_and(|t| {
            let lemma = s.tokens[t].lemma.to_lowercase();
            self.world.known.actors.pronouns.we.iter().any(|w| *w == lemma)
        });
        let object =
            s.children(self.head).any(|c| c > self.head && matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Obl));
        self.speech.quoted && we && object && s.children(self.head).any(now)
    }

    /// "is not *coming*".
    fn is_progressive(&self) -> bool {
        let s = self.s;
        let be = |c: usize| s.tokens[c].deprel == Deprel::Aux && self.world.known.grammar.is_being(&s.tokens[c].lemma);
        s.tokens[self.head].xpos == Xpos::Vbg && s.children(self.head).any(be)
    }

    /// Whether the clause's verb carries an act.
    pub fn is_done(&self) -> bool {
        let at = |token: usize| self.world.done.contains_key(&WordAt { sentence: self.number, token });
        at(self.head) || self.s.children(self.head).any(|c| self.s.tokens[c].deprel == Deprel::Obj && at(c))
    }

    /// "would *answer such theft*": whether somebody does something to a thing, and does not only see or suffer it.
    pub fn is_done_to_thing(&self) -> bool {
        let s = self.s;
        let thing = |c: usize| s.tokens[c].deprel == Deprel::Obj && s.tokens[c].upos == Upos::Noun;
        !self.world.known.grammar.is_undergone(&s.tokens[self.head].lemma) && s.children(self.head).any(thing)
    }

    /// Whether the verb or what it is done to belongs to a family of issues.
    pub fn names_issue(&self) -> bool {
        let s = self.s;
        let object = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Obl) && c > self.head;
        self.is_issue(self.head) || s.children(self.head).filter(object).any(|c| self.is_issue(c))
    }

    /// Whether a word belongs to a family of issues.
    pub fn is_issue(&self, word: usize) -> bool {
        let lemma = self.s.tokens[word].lemma.to_lowercase();
        self.world.known.issues.family(&lemma, &[&lemma]).is_some()
    }

    /// Whether a condition says that there is no other way.
    fn is_only(&self, condition: Span) -> bool {
        let first = |t: &usize| condition.contains(self.s.tokens[*t].span);
        let opener = (0..self.s.tokens.len()).find(first);
        opener.is_some_and(|t| self.world.known.grammar.is_exclusive(&self.s.tokens[t].lemma))
    }

    /// Whether something is to come about only on the condition behind it.
    fn only_if(&self) -> bool {
        let (g, s) = (&self.world.known.grammar, self.s);
        let opens = |t: usize| g.is_condition(&s.tokens[t].lemma) || g.is_sequel(&s.tokens[t].lemma);
        let mark = (self.head + 1..s.tokens.len())
            .find(|&t| matches!(s.tokens[t].deprel, Deprel::Mark | Deprel::Advmod) && opens(t));
        mark.is_some_and(|m| [m, m - 1].iter().any(|&t| g.is_exclusive(&s.tokens[t].lemma)))
    }
}
