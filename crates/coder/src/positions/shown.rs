//! Positions that predicates show: "rejected talks", "is open to a truce", "its demand for a withdrawal".

use demarche_syntax::{Deprel, Sentence, Span, Token, Upos, Xpos};

use super::conditions::{self, Act};
use super::{PRESS, Shown, World, is_nameless, issues, open, speaks_for};
use crate::actors::{ActorIx, WordAt};
use crate::arguments::{case_of, clause_kind, is_passive};
use crate::events::{Stand, issue_span, status};
use crate::lexicon::frames::{Clause, Pos};
use crate::lexicon::grammar::Grammar;
use crate::record::{self, Stance, Status};

/// The positions that the stances of predicates show.
pub(super) fn find(world: World<'_>, stands: &[Stand]) -> Vec<Shown> {
    let mut out = Vec::new();
    for (number, stand) in stands.iter().enumerate() {
        let Some((stance, confidence)) = told(world, stand) else { continue };
        let others = || stands.iter().enumerate().filter(|&(n, _)| n != number).map(|(_, other)| other);
        let shared = |other: &Stand| other.holders.iter().any(|h| stand.holders.contains(h));
        let is_verb = |s: &Stand| pos_of(world, s) != Upos::Noun;
        // The "not" of a modal is the verb's own.
        let outer = others().find(|o| o.at_theme() == stand.word && shared(o) && pos_of(world, o) != Upos::Aux);
        let outer = outer.and_then(|o| told(world, o)).map(|(stance, _)| stance);
        let inner = others()
            .find(|i| i.word == stand.at_theme() && shared(i) && (!is_verb(i) || i.spoken) && told(world, i).is_some())
            // "refused to *recognise* Kosovo": what is done to somebody is the issue itself.
            .filter(|i| !is_verb(i) || world.actors.at(i.at_theme()).is_none());
        // "promised to *lift* the sanctions": that it is to be done is the stance.
        if is_verb(stand) && !stand.spoken && outer.is_some() {
            continue;
        }
        // "will not *block* the loan": what is refused is to be against it, which the verb tells.
        if pos_of(world, stand) == Upos::Aux
            && others().any(|i| i.word == stand.at_theme() && !i.spoken && is_about_thing(world, i))
        {
            continue;
        }
        // "threatened to *block* the loan", "the decision to *quit* the pact": whoever means to do what is against a thing.
        let against = others()
            .find(|i| {
                i.word == stand.at_theme() && is_verb(i) && i.stance == Stance::Opposes && i.holders == stand.holders
            })
            .filter(|i| stance == Stance::Supports && is_against_thing(world, i));
        let found = match against {
            Some(inner) => Some((Stance::Opposes, inner.theme)),
            None => beside_inner(world, stand, stance, inner),
        };
        let Some((stance, theme)) = found else { continue };
        let stance = if stance == Stance::Supports && awaits(world, stand, theme) { Stance::Undecided } else { stance };
        let habit = is_habit(&world.known.grammar, &world.document.sentences[stand.word.sentence], stand.word.token);
        let is_past = habit || !is_verb(stand) && matches!(outer, Some(Stance::Opposes | Stance::Undecided));
        let s = &world.document.sentences[stand.word.sentence];
        let thing = issues::apposed_to(&world.known.grammar, s, theme);
        let named = issues::named_by(&world.known.grammar, s, theme);
        let issue = match (named, thing) {
            (Some((_, words)), _) => words,
            (None, Some(thing)) => issues::without_asides(&world.known.grammar, s, thing, issue_span(s, thing)),
            (None, None) => {
                let issue = issues::of_stand(world.known, s, against.unwrap_or(stand));
                thing_to_change(world, stand).map_or(issue, |start| issue.cover(s.tokens[start].span))
            }
        };
        // "Is *against* an embargo": a preposition that is the predicate leads to the issue.
        let leads = s.tokens[stand.word.token].deprel == Deprel::Case && s.tokens[stand.word.token].head == Some(theme);
        let behind = s.tokens.get(stand.word.token + 1).filter(|_| leads).map(|t| t.span.start);
        let issue = Span::new(behind.map_or(issue.start, |b| b.max(issue.start)), issue.end);
        let theme = named.map(|(head, _)| head).or(thing).unwrap_or(theme);
        let condition = stand.standing.condition.or_else(|| condition_behind(world, s, stand, stance));
        let stance = match stance {
            Stance::Supports | Stance::Opposes if condition.is_some() => Stance::Conditional,
            stance => stance,
        };
        let statement = world.statement_with(stand.trigger);
        // "said it would *halt* the tests": what the clause says.
        let done = matches!(stand.standing.status, Status::Occurred | Status::Ongoing);
        if statement.is_some() && !stand.spoken && !done && pos_of(world, stand) != Upos::Noun {
            continue;
        }
        let speaker = statement.and_then(|n| world.actors.at(world.speeches[n].speaker?)).map(|m| m.actor);
        let plain = is_plain(&world.known.grammar, s, stand);
        // "He might not want peace", "doubts about Moscow's readiness": what others guess of somebody.
        let own = |a: ActorIx| speaker.is_none_or(|who| who == a || speaks_for(world, who, a));
        // ... and "said Tehran had suspended it" is what others charge somebody with.
        let reported =
            || statement.and_then(|n| world.speeches[n].cue_word).is_some_and(|cue| is_reported(s, stand, cue));
        let plain = plain && (stand.spoken || !done || !reported());
        // "an official said Kenya had *offered* it": what sources tell of a side, they know.
        let source = speaker.is_some_and(|who| is_nameless(world, who));
        let g = &world.known.grammar;
        // ... also of what it would take.
        let willing = || {
            let will = |c: usize| s.tokens[c].deprel == Deprel::Aux && g.is_promise(&s.tokens[c].lemma);
            stand.standing.rule == "modal" && s.children(stand.word.token).any(will)
        };
        let plain = plain || source && (is_plain(g, s, stand) || willing()) && stand.stance != Stance::Opposes;
        // "a memorandum *published by TASS* would oblige": who only relays takes no side.
        let relays = |a: ActorIx| world.actors.get(a).sector.as_deref() == Some(PRESS);
        let held = |&&a: &&ActorIx| (plain || own(a)) && !relays(a);
        let shows = named_as(&world.known.grammar, s, stand).map_or(issue, |name| issue.cover(name));
        out.extend(stand.holders.iter().filter(held).map(|&holder| Shown {
            holder,
            stance,
            condition,
            word: stand.word,
            theme,
            issue,
            evidence: stand.trigger.cover(shows),
            statement,
            event: world.done.get(&stand.word).copied(),
            is_told: true,
            is_unsaid: stand.is_unsaid(),
            confidence,
            is_past,
        }));
    }
    out
}

/// "called it *a trap*": what a verb of naming says its object is shows the stance.
fn named_as(g: &Grammar, s: &Sentence, stand: &Stand) -> Option<Span> {
    let verb = stand.word.token;
    let name = |&c: &usize| {
        c > stand.theme
            && matches!(s.tokens[c].deprel, Deprel::Xcomp | Deprel::Obj | Deprel::Iobj)
            && matches!(s.tokens[c].upos, Upos::Noun | Upos::Adj)
    };
    let name = s.children(verb).find(name).filter(|_| g.is_naming(&s.tokens[verb].lemma) && stand.theme > verb)?;
    Some(status::clause_span(s, name))
}

/// "called for *the sanctions* to go first": a thing cannot be asked, so it belongs to what is asked for. Its first word.
fn thing_to_change(world: World<'_>, stand: &Stand) -> Option<usize> {
    let s = &world.document.sentences[stand.word.sentence];
    let clause = &s.tokens[stand.theme];
    let below = clause.head == Some(stand.word.token) && matches!(clause.deprel, Deprel::Xcomp | Deprel::Advcl);
    let first = s.subtree(stand.theme).first().copied().filter(|&f| s.tokens[f].deprel == Deprel::Mark)?;
    let whole = stand.issue.start <= s.tokens[first].span.start;
    let thing = s.child(stand.word.token, Deprel::Obj).filter(|&o| below && whole && s.tokens[o].upos == Upos::Noun)?;
    let words = s.subtree(thing);
    let next_to_it = words.last().is_some_and(|&last| last + 1 == first);
    let named = world.actors.at(WordAt { sentence: stand.word.sentence, token: thing }).is_some();
    let start = words.into_iter().find(|&w| s.tokens[w].deprel != Deprel::Case)?;
    (next_to_it && !named).then_some(start)
}

/// Whether it is a stance against a thing that is no end of it ("to *block the loan*").
fn is_about_thing(world: World<'_>, stand: &Stand) -> bool {
    let s = &world.document.sentences[stand.word.sentence];
    stand.stance == Stance::Opposes
        && !stand.is_unsaid()
        && matches!(s.tokens[stand.theme].upos, Upos::Noun | Upos::Propn | Upos::Pron)
        && !world.known.issues.ends(&s.tokens[stand.word.token].lemma, &s.tokens[stand.theme].lemma)
}

/// "Prefers *to see how the talks go*": whoever waits for an answer is for nothing yet.
fn awaits(world: World<'_>, stand: &Stand, theme: usize) -> bool {
    let (g, s) = (&world.known.grammar, &world.document.sentences[stand.word.sentence]);
    let asks = |c: usize| c > theme && s.tokens[c].deprel == Deprel::Ccomp && clause_kind(g, s, c) == Some(Clause::Wh);
    g.is_awaiting(&s.tokens[theme].lemma) && s.children(theme).any(asks)
}

/// "to *block the loan*", and not "to *lift* the ban", whose end is an issue of its own, nor "to reject *it*".
fn is_against_thing(world: World<'_>, stand: &Stand) -> bool {
    let s = &world.document.sentences[stand.word.sentence];
    !stand.is_unsaid()
        && matches!(s.tokens[stand.theme].upos, Upos::Noun | Upos::Propn)
        && status::own(&world.known.grammar, s, stand.word.token, Pos::Verb).status != Status::Denied
        && !world.known.issues.ends(&s.tokens[stand.word.token].lemma, &s.tokens[stand.theme].lemma)
}

fn pos_of(world: World<'_>, stand: &Stand) -> Upos {
    world.document.sentences[stand.word.sentence].tokens[stand.word.token].upos
}

/// What is left of a stance on a stance of one's own, and what it is on: "*stuck to* its demand" and "promised to support" leave
/// it to the inner one, "*dropped* its demand for a truce" is against the truce now.
fn beside_inner(world: World<'_>, stand: &Stand, stance: Stance, inner: Option<&Stand>) -> Option<(Stance, usize)> {
    let Some(inner) = inner else { return Some((stance, stand.theme)) };
    match stance {
        _ if pos_of(world, inner) != Upos::Noun => None,
        Stance::Supports => None,
        Stance::Opposes if inner.stance == Stance::Opposes => Some((Stance::Supports, inner.theme)),
        stance => Some((stance, inner.theme)),
    }
}

/// "Denied that Tehran had *asked* for it": whoever was not asked for a thing is not against it.
fn is_denied_request(world: World<'_>, s: &Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let is = |token: usize, act: record::Act| {
        let cues = world.known.cues.of(Pos::Verb, &s.tokens[token].lemma);
        cues.iter().any(|c| world.known.cues.get(c.cue).act == act)
    };
    let clause = matches!(t.deprel, Deprel::Ccomp | Deprel::Advcl | Deprel::Xcomp);
    let had = |c: usize| s.tokens[c].deprel == Deprel::Aux && world.known.grammar.is_perfect(&s.tokens[c].lemma);
    t.head.is_some_and(|h| clause && is(h, record::Act::Deny))
        && is(verb, record::Act::Demand)
        && s.children(verb).any(had)
}

/// The stance that a predicate tells of, and how surely; none where it is only asked, claimed or supposed.
fn told(world: World<'_>, stand: &Stand) -> Option<(Stance, f64)> {
    let g = &world.known.grammar;
    let s = &world.document.sentences[stand.word.sentence];
    let relayed = || is_relayed(g, s, stand.word.token).then_some((stand.stance, 0.6));
    let open = is_to_come(world, s, stand).filter(|_| stand.standing.status == Status::Denied);
    let habit = || is_habit(g, s, stand.word.token).then_some((stand.stance, 0.7));
    let (stance, confidence) =
        habit().or(open).or_else(|| of_standing(stand)).or_else(|| is_to_come(world, s, stand)).or_else(relayed)?;
    // "provided that Kenya *guarantees* it": nor what something depends on.
    if conditions::is_inside(&world.document.text, g, s, stand.word.token) {
        return None;
    }
    if stand.standing.status == Status::Denied && is_denied_request(world, s, stand.word.token) {
        return None;
    }
    // "unclear whether Uganda would *sign*": what is asked is not told.
    let asked = |t: usize| case_of(s, t).is_some_and(|m| g.is_condition(&m));
    if asked(stand.word.token) || is_awaited(g, s, stand.word.token) {
        return None;
    }
    // "declined to say *whether*": what is not said is left open, not refused.
    let silent = g.is_silence(&s.tokens[stand.word.token].lemma);
    if silent && s.children(stand.theme).any(|c| s.tokens[c].deprel == Deprel::Ccomp && asked(c)) {
        return None;
    }
    // "declined to *comment*": to say nothing is no word against anything.
    let says = |t: usize| {
        let cues = world.known.cues.of(Pos::Verb, &s.tokens[t].lemma);
        cues.iter().any(|c| world.known.cues.get(c.cue).act == record::Act::Assert && c.rest.is_empty())
    };
    let alone = |t: usize| {
        !s.children(t).any(|c| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Obl))
    };
    if silent && says(stand.theme) && alone(stand.theme) {
        return None;
    }
    // "*failed* to reach a deal" is no word against it, and "*what* they had promised" names nothing.
    let failed = s.tokens[stand.word.token].head.is_some_and(|h| g.is_failure(&s.tokens[h].lemma));
    if failed && stand.standing.status == Status::Denied
        || s.tokens[stand.theme].upos == Upos::Adv
        || s.tokens[stand.theme].xpos == Xpos::Wp
            && stance == Stance::Supports
            && issues::named_by(g, s, stand.theme).is_none()
    {
        return None;
    }
    // "as it undertook to *do*": what another verb says.
    let bare =
        |t: usize| !s.children(t).any(|c| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Nsubj | Deprel::Ccomp));
    if g.is_pro_verb(&s.tokens[stand.theme].lemma) && s.tokens[stand.theme].upos == Upos::Verb && bare(stand.theme) {
        return None;
    }
    // "suggested that X *could* travel": what may be is neither wanted nor refused.
    if stand.is_unsaid() {
        // "*pressed on whether he would*, Ruto demurred".
        if open::question_before(g, s, stand.word.token).is_some() {
            return None;
        }
        return Some((stance, confidence.min(0.6)));
    }
    let theme = status::own(g, s, stand.theme, Pos::Verb);
    // ... but what can be saved is not to be lost.
    let saved = g.is_rescue(&s.tokens[stand.theme].lemma) && stance == Stance::Supports && !suggests(world, s, stand);
    if s.tokens[stand.theme].upos == Upos::Verb
        && theme.status == Status::Hypothetical
        && theme.rule == "modal"
        && !saved
    {
        return None;
    }
    // "what it *calls* territorial claims".
    let word = stand.word.token;
    // ... but whoever "*who* called for it" means does.
    let asked_for = |c: usize| s.tokens[c].xpos == Xpos::Wp && s.tokens[c].deprel != Deprel::Nsubj;
    if g.is_naming(&s.tokens[word].lemma) && s.children(word).any(asked_for) {
        return None;
    }
    if is_claim(world, s, stand, theme.status) {
        return None;
    }
    // "asked not to be *named*".
    if s.child(stand.theme, Deprel::AuxPass).is_some() && g.is_anonymity(&s.tokens[stand.theme].lemma) {
        return None;
    }
    // "insists that it will *not* sign", "promised *not* to attack".
    let verb = s.tokens[stand.theme].upos == Upos::Verb;
    let stance = match stance {
        Stance::Supports if verb && theme.status == Status::Denied => Stance::Opposes,
        stance => stance,
    };
    // "talks *on extending* the truce": what is only talked of.
    let word = &s.tokens[stand.word.token];
    let only_named = word.xpos == Xpos::Vbg
        && case_of(s, stand.word.token).is_some_and(|p| !g.is_agent(&p) && !g.is_sequel(&p) && !g.is_medium(&p));
    if only_named
        && word.upos == Upos::Verb
        && matches!(word.deprel, Deprel::Acl | Deprel::Advcl | Deprel::Nmod | Deprel::Obl)
    {
        return None;
    }
    // "has not decided *who* will lead it": nor is what is asked refused.
    let open = stand.stance == Stance::Undecided && clause_kind(g, s, stand.theme) == Some(Clause::Wh);
    let stance = if open { Stance::Undecided } else { stance };
    // "has not decided *whether* to extend them".
    Some((if asked(stand.theme) { Stance::Undecided } else { stance }, confidence))
}

/// "has *yet* to decide whether": what is still to come leaves it open.
fn is_to_come(world: World<'_>, s: &Sentence, stand: &Stand) -> Option<(Stance, f64)> {
    let g = &world.known.grammar;
    let above = s.tokens[stand.word.token].head.filter(|_| s.tokens[stand.word.token].deprel == Deprel::Xcomp)?;
    let yet = s.children(above).chain(s.children(stand.word.token)).any(|c| g.is_to_come(&s.tokens[c].lemma));
    let asked = case_of(s, stand.theme).is_some_and(|m| g.is_condition(&m));
    // "has yet to *endorse* it".
    let held = stand.spoken && stand.stance == Stance::Supports && g.is_perfect(&s.tokens[above].lemma);
    (yet && (asked || held)).then_some((Stance::Undecided, 0.6))
}

/// "*used to* oppose the talks": where somebody stood before.
fn is_habit(g: &Grammar, s: &Sentence, word: usize) -> bool {
    let above =
        s.tokens[word].head.filter(|_| s.tokens[word].deprel == Deprel::Xcomp && s.tokens[word].xpos == Xpos::Vb);
    above.is_some_and(|h| g.is_habit(&s.tokens[h].lemma) && s.tokens[h].xpos == Xpos::Vbd && !is_passive(s, h))
}

/// "is understood to *want* it", "is said to be *considering* it": what others know of somebody.
fn is_relayed(g: &Grammar, s: &Sentence, word: usize) -> bool {
    let below = matches!(s.tokens[word].deprel, Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp);
    let above = s.tokens[word].head.filter(|_| below);
    let denied = |h: usize| s.children(h).any(|c| g.is_negator(&s.tokens[c].lemma));
    // "*appears* to back it".
    if above.is_some_and(|h| g.is_seeming(&s.tokens[h].lemma) && !denied(h)) {
        return true;
    }
    above.is_some_and(|h| {
        g.is_relayed(&s.tokens[h].lemma) && s.tokens[h].xpos == Xpos::Vbn && is_passive(s, h) && !denied(h)
    })
}

/// "until they *agree*", "only after both *signed*": what is waited for is not there yet.
fn is_awaited(g: &Grammar, s: &Sentence, word: usize) -> bool {
    let opens = |clause: usize| {
        s.children(clause).any(|c| {
            let t = &s.tokens[c];
            let only = c > 0 && g.is_exclusive(&s.tokens[c - 1].lemma);
            t.deprel == Deprel::Mark && c < clause && (g.is_limit(&t.lemma) || only && g.is_sequel(&t.lemma))
        })
    };
    let path = std::iter::successors(Some(word), |&t| s.tokens[t].head).take(s.tokens.len());
    path.into_iter().any(|t| matches!(s.tokens[t].deprel, Deprel::Advcl | Deprel::AdvclRelcl) && t <= word && opens(t))
}

/// "insisted that Washington *had* no such desire", "polls suggest that he *will* lose": what is claimed is not wanted.
fn is_claim(world: World<'_>, s: &Sentence, stand: &Stand, status: Status) -> bool {
    let finite = |t: &Token| matches!(t.xpos, Xpos::Vbd | Xpos::Vbz);
    let own = |c: usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass) && c < stand.theme;
    let aux = |c: usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
    let told = finite(&s.tokens[stand.theme]) || s.children(stand.theme).any(|c| aux(c) && finite(&s.tokens[c]));
    // "wanted the strait *kept* open": what one wants to be so.
    let desired = world.known.grammar.is_desire(&s.tokens[stand.word.token].lemma);
    // "said Kenya was *against a truce*": a preposition that is the predicate tells what is so of its own.
    let leads = s.tokens[stand.word.token].head == Some(stand.theme);
    if desired || leads || s.tokens[stand.theme].deprel != Deprel::Ccomp || !s.children(stand.theme).any(own) {
        return false;
    }
    let will = || s.children(stand.theme).any(|c| aux(c) && world.known.grammar.is_promise(&s.tokens[c].lemma));
    told && matches!(status, Status::Occurred | Status::Ongoing) || suggests(world, s, stand) && will()
}

/// Whether the predicate is a verb of suggesting.
fn suggests(world: World<'_>, s: &Sentence, stand: &Stand) -> bool {
    world.known.cues.of(Pos::Verb, &s.tokens[stand.word.token].lemma).iter().any(|c| {
        let cue = world.known.cues.get(c.cue);
        cue.act == record::Act::Suggest && c.rest.is_empty()
    })
}

/// Whether a stance stands in the clause that a cue of its sentence reports, not beside it ("backs it, *whereas* Kenya has …").
fn is_reported(s: &Sentence, stand: &Stand, cue: WordAt) -> bool {
    if cue.sentence != stand.word.sentence {
        return true;
    }
    let path = std::iter::successors(Some(stand.word.token), |&t| s.tokens[t].head);
    let between: Vec<Deprel> =
        path.take(s.tokens.len()).take_while(|&t| t != cue.token).map(|t| s.tokens[t].deprel).collect();
    !between.contains(&Deprel::Advcl)
}

/// Whether a verb tells that somebody takes the stance, without doubt or denial.
fn is_plain(g: &Grammar, s: &Sentence, stand: &Stand) -> bool {
    let pos = s.tokens[stand.word.token].upos;
    let sure = match stand.standing.status {
        Status::Hypothetical | Status::Proposed => false,
        // "was not ready to", "has not decided whether": what is denied of others is seldom where they stand, but for this.
        Status::Denied => pos == Upos::Adj || case_of(s, stand.theme).is_some_and(|m| g.is_condition(&m)),
        _ => true,
    };
    sure && matches!(pos, Upos::Verb | Upos::Adj)
}

/// The stance as its own standing leaves it: a denied support is none, a condition makes it conditional.
fn of_standing(stand: &Stand) -> Option<(Stance, f64)> {
    match stand.standing.status {
        Status::Occurred | Status::Ongoing | Status::Planned => Some((stand.stance, 0.8)),
        Status::Conditional => Some((Stance::Conditional, 0.7)),
        Status::Hypothetical if stand.standing.rule == "modal" => Some((stand.stance, 0.5)),
        Status::Denied => match stand.stance {
            Stance::Supports => Some((Stance::Opposes, 0.6)),
            // "has not rejected it" leaves it open, "did not suspend it" does not.
            Stance::Opposes if stand.spoken => Some((Stance::Undecided, 0.6)),
            Stance::Opposes => Some((Stance::Supports, 0.5)),
            // "is not considering a withdrawal".
            Stance::Undecided => Some((Stance::Opposes, 0.5)),
            Stance::Conditional => None,
        },
        Status::Hypothetical | Status::Proposed => None,
    }
}

/// "vowed to keep its troops there *if the gangs return*", "refused to talk *until the siege was lifted*".
fn condition_behind(world: World<'_>, s: &Sentence, stand: &Stand, stance: Stance) -> Option<Span> {
    if !matches!(stance, Stance::Supports | Stance::Opposes) || s.tokens[stand.theme].upos == Upos::Pron {
        return None;
    }
    conditions::behind(Act {
        text: &world.document.text,
        g: &world.known.grammar,
        s,
        // "will not *disarm* unless": a modal governs nothing.
        head: if s.tokens[stand.word.token].upos == Upos::Aux { stand.theme } else { stand.word.token },
        theme: stand.theme,
        refused: stance == Stance::Opposes,
        within: s.span,
    })
}
