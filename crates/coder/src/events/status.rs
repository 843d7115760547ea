//! What the words say became of an act: tense, modals, negation, conditions, and the predicates
//! above it, followed from the act upwards.

use demarche_syntax::{Deprel, Sentence, Span, Upos, Xpos};

use crate::arguments::{carrier, case_of, clause_kind, described_by};
use crate::lexicon::frames::{Clause, Frame, Pos};
use crate::lexicon::grammar::Grammar;
use crate::record::Status;

/// The rule for what an act is to lead to.
pub const PURPOSE: &str = "purpose";

/// The rule for an infinitive that nothing above it governs.
pub const INFINITIVE: &str = "infinitive";
/// The rule for what an adjective says of a noun.
pub const ADJECTIVE: &str = "adjective";
/// The rule for what a frame says of its own act.
pub const FRAME: &str = "frame";
/// The rule for what a day to come says.
pub const DAY_TO_COME: &str = "day to come";
/// The rules for what a negation denies: a clause, or a noun.
pub const NEGATION: &str = "negation";
/// See [`NEGATION`].
pub const NEGATED_NOUN: &str = "negated noun";

/// A status, the condition that it depends on, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// What became of the act.
    pub status: Status,
    /// The if-clause.
    pub condition: Option<Span>,
    /// Which rule decided, for `--explain`.
    pub rule: &'static str,
}

impl Standing {
    const fn new(status: Status, rule: &'static str) -> Self {
        Self { status, condition: None, rule }
    }
}

/// The standing of the act at `token` by its own clause, without what governs it.
#[must_use]
pub fn own(g: &Grammar, s: &Sentence, token: usize, pos: Pos) -> Standing {
    match pos {
        Pos::Noun => of_noun(g, s, token),
        Pos::Verb | Pos::Adjective => of_verb(g, s, token),
    }
}

fn of_verb(g: &Grammar, s: &Sentence, v: usize) -> Standing {
    if is_negated(g, s, v) {
        return Standing::new(Status::Denied, NEGATION);
    }
    if opens_condition(g, s, v) {
        return Standing::new(Status::Hypothetical, "inside a condition");
    }
    let condition = condition_below(g, s, v);
    // "is to visit", "is due to visit": an infinitive that is said to be.
    let infinitive = s.tokens[v].xpos == Xpos::Vb && s.tokens[..v].last().is_some_and(|t| t.xpos == Xpos::To);
    // "is training", "is *being* trained".
    let be = |deprel: Deprel| {
        s.children(v)
            .any(|c| s.tokens[c].deprel == deprel && s.tokens[c].lemma == "be" && s.tokens[c].xpos != Xpos::Vbg)
    };
    if infinitive && (s.child(v, Deprel::Cop).is_some() || be(Deprel::Aux)) {
        return Standing { status: Status::Planned, condition, rule: "be to" };
    }
    let auxiliary = governing_auxiliary(s, v);
    let modal = auxiliary.and_then(|a| g.modal(&s.tokens[a].lemma).or_else(|| g.modal(lower(s, a).as_str())));
    if let Some(status) = modal {
        if condition.is_some() {
            return Standing { status: Status::Conditional, condition, rule: "modal with a condition" };
        }
        // "said the coalition would meet": a future in the past.
        let reported =
            s.tokens[v].deprel == Deprel::Ccomp && s.tokens[v].head.is_some_and(|h| s.tokens[h].xpos == Xpos::Vbd);
        let reported = auxiliary.filter(|_| reported).and_then(|a| g.reported_modal(&s.tokens[a].lemma));
        let status = reported.unwrap_or(status);
        let guess = s.children(v).any(|c| s.tokens[c].deprel == Deprel::Advmod && g.is_guess(&s.tokens[c].lemma));
        let status = if guess && status == Status::Planned { Status::Hypothetical } else { status };
        return Standing::new(status, "modal");
    }
    if s.children(v).any(|c| s.tokens[c].deprel == Deprel::Advmod && g.is_guess(&s.tokens[c].lemma)) {
        return Standing::new(Status::Hypothetical, "adverb of guessing");
    }
    if condition.is_some() && s.tokens[v].xpos != Xpos::Vbd {
        return Standing { status: Status::Conditional, condition, rule: "condition" };
    }
    let progressive = s.tokens[v].xpos == Xpos::Vbg && [Deprel::Aux, Deprel::AuxPass, Deprel::Cop].into_iter().any(be)
        || s.child(v, Deprel::AuxPass).is_some_and(|c| s.tokens[c].xpos == Xpos::Vbg) && be(Deprel::Aux);
    // "Is in Quito *discussing*": what somebody who is somewhere does there goes on.
    let there =
        s.tokens[v].head.filter(|&h| s.tokens[v].xpos == Xpos::Vbg && s.tokens[v].deprel == Deprel::Acl && h + 1 == v);
    let present = |c: usize| matches!(s.tokens[c].xpos, Xpos::Vbz | Xpos::Vbp);
    let there = there.is_some_and(|h| case_of(s, h).is_some() && s.child(h, Deprel::Cop).is_some_and(present));
    if progressive || there {
        return Standing::new(Status::Ongoing, "progressive");
    }
    Standing::new(Status::Occurred, "finite verb")
}

fn of_noun(g: &Grammar, s: &Sentence, n: usize) -> Standing {
    let mut found = None;
    for child in s.children(n) {
        let token = &s.tokens[child];
        if matches!(token.deprel, Deprel::Det | Deprel::Advmod) && g.is_negator(&token.lemma) {
            return Standing::new(Status::Denied, NEGATED_NOUN);
        }
        if matches!(token.deprel, Deprel::Amod | Deprel::Det | Deprel::Compound) {
            let participle = matches!(token.xpos, Xpos::Vbn | Xpos::Vbg);
            let by_verb = || g.participle_status(&token.lemma).filter(|_| participle);
            found = found.or_else(|| g.noun_status(&token.lemma)).or_else(by_verb);
        }
    }
    // "a summit *planned* between the two".
    let described = || described_by(s, n).and_then(|p| g.participle_status(&s.tokens[p].lemma));
    found = found.or_else(described);
    if s.children(n).any(|c| s.tokens[c].deprel == Deprel::Case && g.is_without(&s.tokens[c].lemma)) {
        return Standing::new(Status::Denied, "without");
    }
    let present = |c: usize| matches!(s.tokens[c].xpos, Xpos::Vbz | Xpos::Vbp);
    let case = |n: usize| s.children(n).find(|&c| s.tokens[c].deprel == Deprel::Case);
    // "France and Mali are in talks", "talks are under way".
    let is_in = s.child(n, Deprel::Cop).is_some_and(present) && case(n).is_some();
    let state = s.tokens[n]
        .head
        .filter(|&h| s.tokens[n].deprel == Deprel::Nsubj && s.child(h, Deprel::Cop).is_some_and(present));
    let on_the_way = state.is_some_and(|h| {
        let first = case(h).unwrap_or(h);
        g.goes_on((first..=h).map(|t| s.tokens[t].lemma.as_str()))
    });
    match found {
        Some(status) => Standing::new(status, ADJECTIVE),
        None if is_in || on_the_way => Standing::new(Status::Ongoing, "present state"),
        None => Standing::new(Status::Occurred, "noun"),
    }
}

/// The standing of an act from its own clause and from those above, none of which carries a frame
/// that says what becomes of it.
#[must_use]
pub fn in_context(g: &Grammar, s: &Sentence, token: usize, pos: Pos) -> Standing {
    let own = own(g, s, token, pos);
    // "His *earlier* promise was not kept": it was made all the same.
    if pos == Pos::Noun && own.rule == ADJECTIVE && own.status == Status::Occurred {
        return own;
    }
    // "will extend the *current* curfew": what the verb says is newer.
    let newer = own.status == Status::Ongoing && own.rule == ADJECTIVE && carrier(s, token).is_some();
    if own.status != Status::Occurred && own.rule != "noun" && !newer {
        return own;
    }
    let t = &s.tokens[token];
    let Some(head) = t.head else { return own };
    match pos {
        Pos::Noun => match carrier(s, token).filter(|&v| s.tokens[v].upos == Upos::Verb) {
            // "will hold talks", "did not hold talks": the verb's standing is the noun's.
            Some(verb) if s.tokens[verb].deprel != Deprel::Acl => in_context(g, s, verb, Pos::Verb),
            _ => match s.tokens[token].deprel {
                Deprel::Nsubj | Deprel::Obl | Deprel::Nmod if s.tokens[head].upos == Upos::Verb => {
                    // "The summit will take place": what is said of the noun.
                    let above = of_verb(g, s, head);
                    // "will fly to Cairo *for talks*": what one goes for is no nearer than the going.
                    let aim = t.deprel == Deprel::Obl && case_of(s, token).is_some_and(|p| g.is_aim(&p));
                    let ahead = matches!(above.status, Status::Planned | Status::Conditional | Status::Hypothetical);
                    if t.deprel == Deprel::Nsubj || aim && ahead { above } else { own }
                }
                _ => own,
            },
        },
        Pos::Verb | Pos::Adjective => match (t.deprel, clause_kind(g, s, token)) {
            (Deprel::Conj, _) => {
                // "agreed to meet and sign": later verbs of a chain share what governs the first.
                if own_mood(s, token) { own } else { in_context(g, s, head, Pos::Verb) }
            }
            // "at odds over *how* hard to hit back".
            (_, Some(Clause::To)) if is_asked(s, token) => Standing::new(Status::Hypothetical, INFINITIVE),
            (Deprel::Xcomp | Deprel::Acl | Deprel::Advcl, Some(Clause::To)) if is_feat(g, s, token) => {
                let verb = s.tokens[head].upos == Upos::Verb;
                if verb { in_context(g, s, head, Pos::Verb) } else { Standing::new(Status::Occurred, "first to do it") }
            }
            (Deprel::Xcomp | Deprel::Acl, Some(Clause::To)) => Standing::new(Status::Hypothetical, INFINITIVE),
            (Deprel::Advcl, Some(Clause::To)) => Standing::new(Status::Planned, PURPOSE),
            (Deprel::Xcomp, _) => in_context(g, s, head, Pos::Verb),
            (Deprel::Advcl, _) if is_awaited(g, s, token, head) => Standing::new(Status::Hypothetical, "still to come"),
            (Deprel::Advcl, _)
                if s.children(token)
                    .any(|c| s.tokens[c].deprel == Deprel::Mark && g.is_without(&s.tokens[c].lemma)) =>
            {
                Standing::new(Status::Denied, "without")
            }
            _ => own,
        },
    }
}

/// "Debated *whether* to withdraw", "over *how hard* to hit back": an infinitive that a word of asking opens.
fn is_asked(s: &Sentence, infinitive: usize) -> bool {
    let asks = |t: usize| matches!(s.tokens[t].xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt);
    let words = infinitive.saturating_sub(3)..infinitive;
    let to = words.clone().rfind(|&t| s.tokens[t].xpos == Xpos::To);
    to.is_some_and(|to| words.start < to && (words.start..to).any(asks))
}

/// "Became the *latest* country to sign", "the *first* to leave": what such an infinitive says was done.
fn is_feat(g: &Grammar, s: &Sentence, infinitive: usize) -> bool {
    let ordinal = |t: usize| g.is_ordinal(&s.tokens[t].lemma);
    let distinguished = |n: usize| n < infinitive && (ordinal(n) || s.children(n).any(|c| c < n && ordinal(c)));
    let Some(head) = s.tokens[infinitive].head else { return false };
    // The noun before it governs it, or stands beside it below the verb.
    let beside = s.children(head).filter(|&c| matches!(s.tokens[c].deprel, Deprel::Xcomp | Deprel::Obj));
    distinguished(head) || s.tokens[head].upos == Upos::Verb && beside.into_iter().any(distinguished)
}

/// Whether a coordinated verb has tense or auxiliaries of its own.
fn own_mood(s: &Sentence, v: usize) -> bool {
    let has = |d: Deprel| s.child(v, d).is_some();
    // "would press ahead and *called* on": no participle stands beside an infinitive.
    let apart = s.tokens[v].xpos == Xpos::Vbn && s.tokens[v].head.is_some_and(|h| s.tokens[h].xpos == Xpos::Vb);
    apart
        || has(Deprel::Aux)
        || has(Deprel::Nsubj)
        || has(Deprel::NsubjPass)
        || matches!(s.tokens[v].xpos, Xpos::Vbd | Xpos::Vbz)
}

/// The auxiliary that says the mood: its own, or that of the verb it is coordinated with.
fn governing_auxiliary(s: &Sentence, v: usize) -> Option<usize> {
    let modal = |v: usize| s.children(v).find(|&c| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md);
    modal(v).or_else(|| {
        let head = s.tokens[v].head.filter(|_| s.tokens[v].deprel == Deprel::Conj && !own_mood(s, v))?;
        modal(head)
    })
}

fn is_negated(g: &Grammar, s: &Sentence, v: usize) -> bool {
    s.children(v).any(|c| {
        let t = &s.tokens[c];
        let negates =
            matches!(t.deprel, Deprel::Advmod | Deprel::Cc | Deprel::CcPreconj | Deprel::Det) && g.is_negator(&t.lemma);
        // "no longer".
        let negates = negates
            || t.deprel == Deprel::Advmod
                && g.ends_with_negator(&t.lemma)
                && s.children(c).any(|d| g.is_negator(&s.tokens[d].lemma));
        let nobody = matches!(t.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj)
            && (g.is_negator(&t.lemma)
                || s.children(c).any(|d| {
                    matches!(s.tokens[d].deprel, Deprel::Det | Deprel::CcPreconj) && g.is_negator(&s.tokens[d].lemma)
                }));
        // "*nearly* went to war".
        let almost = t.deprel == Deprel::Advmod && c < v && g.is_almost(&t.lemma);
        negates || nobody || almost
    })
}

/// Whether the clause of `v` is itself a condition ("if Europe deployed").
fn opens_condition(g: &Grammar, s: &Sentence, v: usize) -> bool {
    let mut at = v;
    // A coordinated verb stands under the same "if".
    while s.tokens[at].deprel == Deprel::Conj {
        match s.tokens[at].head {
            Some(head) => at = head,
            None => return false,
        }
    }
    // "*Had* Kenya sent troops, the gangs would have fled".
    let inverted = s.tokens[at].deprel == Deprel::Advcl && {
        let first = s.tokens[at].head.and_then(|h| s.children(at).chain(s.children(h)).filter(|&c| c < at).min());
        let subject = s.children(at).find(|&c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
        let opens = |a: usize| s.tokens[a].upos == Upos::Aux && g.is_inverting(&s.tokens[a].lemma);
        first.zip(subject).is_some_and(|(a, subject)| a < subject && opens(a))
    };
    inverted
        || matches!(s.tokens[at].deprel, Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Ccomp | Deprel::Acl)
            && s.children(at)
                .any(|c| c < at && s.tokens[c].deprel == Deprel::Mark && g.is_condition(&s.tokens[c].lemma))
}

/// The if-clause that the verb, or the verb that it is coordinated with, depends on.
fn condition_below(g: &Grammar, s: &Sentence, v: usize) -> Option<Span> {
    let clause = s
        .children(v)
        .find(|&c| matches!(s.tokens[c].deprel, Deprel::Advcl | Deprel::AdvclRelcl) && opens_condition(g, s, c));
    clause.map(|c| clause_span(s, c))
}

/// Whether the verb depends on a condition.
pub fn depends(g: &Grammar, s: &Sentence, v: usize) -> bool {
    condition_below(g, s, v).is_some()
}

/// "Will not lift the embargo *until Cuba reforms*": what is still to come first has not come.
fn is_awaited(g: &Grammar, s: &Sentence, v: usize, head: usize) -> bool {
    let limit = |&c: &usize| c < v && s.tokens[c].deprel == Deprel::Mark && g.is_limit(&s.tokens[c].lemma);
    let coming = |c: usize| {
        let t = &s.tokens[c];
        t.deprel == Deprel::Aux && t.xpos == Xpos::Md || t.deprel == Deprel::Mark && t.xpos == Xpos::To
    };
    s.children(v).any(|c| limit(&c)) && s.children(head).any(coming)
}

/// From the first to the last word of a clause, without the punctuation around it.
#[must_use]
pub fn clause_span(s: &Sentence, clause: usize) -> Span {
    let mut words = s.subtree(clause);
    while words.first().is_some_and(|&w| s.tokens[w].upos == Upos::Punct) {
        words.remove(0);
    }
    while words.last().is_some_and(|&w| s.tokens[w].upos == Upos::Punct) {
        words.pop();
    }
    match (words.first(), words.last()) {
        (Some(&a), Some(&b)) => s.tokens[a].span.cover(s.tokens[b].span),
        _ => s.tokens[clause].span,
    }
}

fn lower(s: &Sentence, token: usize) -> String {
    s.tokens[token].lemma.to_lowercase().into()
}

/// "Is *due in* Muscat": a predicate may say itself what becomes of its act, where nothing else does; "sent *no* envoy": and
/// that its negation is part of it.
#[must_use]
pub fn of_frame(frame: &Frame, standing: Standing) -> Standing {
    let negated = |status| status == Status::Occurred && matches!(standing.rule, NEGATION | NEGATED_NOUN);
    match frame.status.filter(|&status| standing.status == Status::Occurred || negated(status)) {
        Some(status) => Standing { status, rule: FRAME, ..standing },
        None => standing,
    }
}

/// What becomes of an act whose governor says `below` and itself has the standing `above`.
#[must_use]
pub fn under(above: Standing, below: Status, own: Standing) -> Standing {
    let status = match (above.status, below) {
        // What is not refused may still come.
        (Status::Denied, Status::Denied) => Status::Proposed,
        // "will complete its withdrawal": what helps or begins an act is no further than itself.
        (Status::Planned | Status::Proposed, Status::Occurred | Status::Ongoing) => above.status,
        (Status::Denied, Status::Occurred | Status::Ongoing | Status::Planned) => Status::Denied,
        (Status::Hypothetical | Status::Conditional, Status::Occurred | Status::Ongoing | Status::Planned) => {
            above.status
        }
        (_, below) => below,
    };
    let status = match (own.status, status) {
        // "promised not to attack", "agreed that no troops would come".
        (Status::Denied, Status::Denied) => Status::Planned,
        (Status::Denied, _) => Status::Denied,
        (Status::Conditional, Status::Planned | Status::Proposed | Status::Occurred) => Status::Conditional,
        // "threatened to reconsider the *planned* summit": it is planned as yet.
        (_, status) if own.rule == ADJECTIVE && status != Status::Denied => own.status,
        (_, status) => status,
    };
    Standing { status, condition: own.condition.or(above.condition), rule: "predicate above" }
}
