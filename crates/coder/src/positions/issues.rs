//! The words that name an issue, and the normal form under which the wordings of one issue meet.

use demarche_syntax::{Deprel, Document, Sentence, Span, Token, Upos, Xpos};

use super::Shown;
use crate::actors::{Actors, Mention, WordAt};
use crate::arguments::case_of;
use crate::events::status::clause_span;
use crate::events::{Stand, issue_span};
use crate::lexicon::Lexicon;
use crate::lexicon::frames::Pos;
use crate::lexicon::grammar::Grammar;
use crate::record::{Act, ActorKind, Form, Stance};

/// The words that name what a predicate is on.
pub(super) fn of_stand(known: &Lexicon, s: &Sentence, stand: &Stand) -> Span {
    let whole = asked_for(known, s, stand).unwrap_or_else(|| with_phrase_behind(known, s, stand));
    without_asides(&known.grammar, s, stand.theme, whole)
}

/// "Rejected calls *for a truce*": where somebody stands on a demand, what it is for is the issue.
fn asked_for(known: &Lexicon, s: &Sentence, stand: &Stand) -> Option<Span> {
    let demands = known.cues.of(Pos::Noun, &s.tokens[stand.theme].lemma).iter().any(|c| {
        let cue = known.cues.get(c.cue);
        cue.act == Act::Demand && c.rest.is_empty()
    });
    // "backed *the government's* call for patience": a demand of somebody is the issue itself.
    let whose = |c: usize| matches!(s.tokens[c].deprel, Deprel::NmodPoss | Deprel::Amod | Deprel::Compound);
    let anyone = !s.children(stand.theme).any(whose);
    let asked = s.child(stand.theme, Deprel::Nmod).filter(|&c| demands && anyone && c > stand.theme)?;
    let purpose = case_of(s, asked).is_some_and(|p| known.grammar.is_aim(&p));
    purpose.then(|| issue_span(s, asked))
}

/// "Favours a referendum *in the north*", "want sanctions *lifted*": what stands right behind the object and hangs from the
/// verb belongs to the issue, unless it says when.
fn with_phrase_behind(known: &Lexicon, s: &Sentence, stand: &Stand) -> Span {
    let verb = stand.word.token;
    if s.tokens[stand.theme].head != Some(verb) || s.tokens[stand.theme].deprel != Deprel::Obj {
        return stand.issue;
    }
    let end = s.tokens.partition_point(|t| t.span.start < stand.issue.end);
    let phrase = s.children(verb).find(|&c| s.subtree(c).first() == Some(&end)).filter(|&c| {
        let case = case_of(s, c);
        match s.tokens[c].deprel {
            Deprel::Obl => {
                case.is_some_and(|p| {
                    known.grammar.is_inside(&p)
                        || known.grammar.is_joint(&p)
                        || known.grammar.is_owner(&p)
                        || known.grammar.is_noun_object(&p)
                }) && !known.grammar.is_calendar(&s.tokens[c].lemma.to_lowercase())
            }
            Deprel::Xcomp => s.tokens[c].xpos == Xpos::Vbn && case.is_none(),
            _ => false,
        }
    });
    phrase.map_or(stand.issue, |c| stand.issue.cover(clause_span(s, c)))
}

/// "the plan, *which he called unfair*", "to withdraw, *speaking in Cairo*": what is only added behind a comma names no issue.
pub(super) fn without_asides(g: &Grammar, s: &Sentence, theme: usize, whole: Span) -> Span {
    let comma = |&t: &usize| s.tokens[t].upos == Upos::Punct && whole.contains(s.tokens[t].span);
    let aside = |&t: &usize| {
        let Some(top) = phrase_from(s, t + 1).filter(|&top| s.tokens[top].head.is_some_and(|h| h < t)) else {
            return false;
        };
        match s.tokens[top].deprel {
            Deprel::AclRelcl | Deprel::Appos | Deprel::Parataxis | Deprel::Acl => true,
            Deprel::Obl | Deprel::OblUnmarked | Deprel::Nmod | Deprel::NmodUnmarked => true,
            Deprel::Advcl => {
                !s.children(top).any(|c| s.tokens[c].deprel == Deprel::Mark && g.is_condition(&s.tokens[c].lemma))
            }
            _ => false,
        }
    };
    let cut = (theme + 1..s.tokens.len().saturating_sub(1)).filter(comma).find(aside);
    cut.map_or(whole, |t| Span::new(whole.start, s.tokens[t - 1].span.end.max(s.tokens[theme].span.end)))
}

/// "a swap, *something* Abbas has rejected", "a truce, *an idea* that he resists": what such a word is said of.
pub(super) fn apposed_to(g: &Grammar, s: &Sentence, theme: usize) -> Option<usize> {
    let lemma = &s.tokens[theme].lemma;
    let told_of = s.children(theme).any(|c| matches!(s.tokens[c].deprel, Deprel::AclRelcl | Deprel::Acl));
    let comma = s
        .subtree(theme)
        .first()
        .is_some_and(|&f| f > 0 && s.tokens[f.saturating_sub(1)].lemma == "," || s.tokens[f].lemma == ",");
    if !(g.is_apposed(lemma) || g.is_verdict(lemma)) || !told_of || !comma {
        return None;
    }
    let head = s.tokens[theme].head.filter(|&h| h < theme)?;
    match s.tokens[theme].deprel {
        Deprel::Appos | Deprel::Conj | Deprel::NmodUnmarked => Some(head),
        // The tree often hangs it from the verb: then it is said of the thing before it, or of the clause.
        _ => {
            let thing = |&c: &usize| {
                c < theme
                    && matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Obl | Deprel::Ccomp | Deprel::Xcomp)
                    && !g.is_calendar(&s.tokens[c].lemma.to_lowercase())
            };
            s.children(head).rfind(thing).or(Some(head))
        }
    }
}

/// What a pronoun that opens a clause of its own stands for ("*what* it will never accept is …"), with the words that name it.
pub(super) fn named_by(g: &Grammar, s: &Sentence, theme: usize) -> Option<(usize, Span)> {
    if s.tokens[theme].xpos != Xpos::Wp {
        return None;
    }
    equated_with(s, theme).or_else(|| called_so(g, s, theme))
}

/// "*What it will never accept* is a seat there": what the pronoun is said to be.
fn equated_with(s: &Sentence, theme: usize) -> Option<(usize, Span)> {
    let subject = matches!(s.tokens[theme].deprel, Deprel::Nsubj | Deprel::NsubjOuter | Deprel::Csubj);
    let named = s.tokens[theme].head.filter(|&h| subject && h > theme)?;
    let copula = s.child(named, Deprel::Cop).filter(|&c| c > theme && c < named)?;
    let thing = matches!(s.tokens[named].upos, Upos::Noun | Upos::Propn) || s.tokens[named].xpos == Xpos::Vb;
    let after = s.tokens.get(copula + 1)?.span.start;
    thing.then(|| (named, Span::new(after, clause_span(s, named).end)))
}

/// "Condemned *what he called “piracy”*": what it is called.
fn called_so(g: &Grammar, s: &Sentence, theme: usize) -> Option<(usize, Span)> {
    let naming = |&v: &usize| {
        v > theme
            && matches!(s.tokens[v].deprel, Deprel::AclRelcl | Deprel::Ccomp)
            && (g.is_naming(&s.tokens[v].lemma) || g.is_describing(&s.tokens[v].lemma))
    };
    let verb = s.children(theme).find(naming)?;
    let name = |&c: &usize| {
        c > verb
            && matches!(s.tokens[c].deprel, Deprel::Xcomp | Deprel::Obj | Deprel::Obl)
            && s.tokens[c].upos == Upos::Noun
            && case_of(s, c).is_none_or(|p| g.is_essive(&p))
    };
    let name = s.children(verb).find(name)?;
    let first = s.subtree(name).into_iter().find(|&t| !matches!(s.tokens[t].deprel, Deprel::Case | Deprel::Punct))?;
    Some((name, Span::new(s.tokens[first].span.start, clause_span(s, name).end)))
}

/// The head of the largest phrase that begins with this word.
fn phrase_from(s: &Sentence, first: usize) -> Option<usize> {
    let word = |t: &usize| s.tokens[*t].upos != Upos::Punct;
    let begins = |&t: &usize| s.subtree(t).into_iter().find(word) == Some(first);
    std::iter::successors(Some(first), |&t| s.tokens[t].head.filter(begins)).last()
}

/// The family of the issue, with the people and states that it names; its verb with what that is done to where no family
/// fits. Nothing where it is no issue: "supports *Kenya*" and "is wary of *his intentions*" are about somebody, not on something.
pub(super) fn key(document: &Document, known: &Lexicon, actors: &Actors, one: &Shown) -> Option<String> {
    let s = &document.sentences[one.word.sentence];
    let inside = |t: usize| one.issue.contains(s.tokens[t].span);
    let depends = |t: usize| one.condition.is_some_and(|c| c.contains(s.tokens[t].span));
    let below: Vec<usize> = (0..s.tokens.len()).filter(|&t| inside(t)).collect();
    // What is only said about a thing ("a charge *that it denies*"), and what it depends on, makes no issue of it.
    let named: Vec<usize> =
        below.iter().copied().filter(|&t| t != one.theme && !depends(t) && !about(s, one.theme, t)).collect();
    let lemmas: Vec<&str> =
        std::iter::once(one.theme).chain(named.iter().copied()).map(|t| s.tokens[t].lemma.as_str()).collect();
    let family = known.issues.family(&in_words(document, s, &named, one.theme), &lemmas);
    // "never *recognised* Kosovo": what is done to somebody may be the issue.
    let predicate = &s.tokens[one.word.token].lemma;
    let done = known.issues.family(predicate, &[predicate.as_str()]);
    let acted = below.iter().any(|&t| s.tokens[t].upos == Upos::Verb && !about(s, one.theme, t));
    let at = WordAt { token: one.theme, ..one.word };
    // "pulled out of the *unity government*" is an issue, "praised *the government*" is not.
    let body = |m: &Mention| {
        matches!(actors.get(m.actor).kind, ActorKind::Organization | ActorKind::Group)
            && m.form != Form::Name
            && known.issues.has_term(&in_words(document, s, &named, one.theme))
    };
    let somebody = actors.at(at).is_some_and(|m| m.head == at && !body(m));
    // "turned down the *request*": a thing of no family is an issue where a predicate shows the stance, but not what is told
    // of something ("denied the *charge*"), nor what somebody has in mind ("wary of his *intentions*").
    let told = known
        .cues
        .of(Pos::Noun, lemmas[0])
        .iter()
        .any(|c| matches!(known.cues.get(c.cue).act, Act::Assert | Act::Accuse));
    // "Repeated the *claims* of a coup" holds them to be true, whatever issue they touch on.
    if told && one.stance == Stance::Supports && known.issues.family(lemmas[0], &lemmas[..1]).is_none() {
        return None;
    }
    let thing = one.is_told
        && s.tokens[one.theme].upos == Upos::Noun
        && !told
        && !known.issues.is_none(lemmas[0])
        && below.len() > 1;
    let done = done.filter(|_| somebody && !acted);
    // "signed an accord with *Turkey*": nobody is an issue, whatever verb stands there.
    if somebody && family.is_none() && done.is_none() {
        return None;
    }
    if !acted && done.is_none() && (family.is_none() && !thing || somebody) {
        return None;
    }
    // "hoped to reach the villages by evening": what anyone may wish for.
    if family.is_none() && done.is_none() && one.is_told && known.grammar.is_wish(predicate) {
        return None;
    }
    let family = match done.or(family) {
        Some(family) => known.issues.key(family, lemmas[0]),
        None => act_key(s, one.theme),
    };
    let mut names: Vec<&str> = named
        .iter()
        .chain([&one.theme])
        .filter_map(|&token| actors.at(WordAt { token, ..one.word }).filter(|m| m.head.token == token))
        // "*it* would never give up its claim", "whether *its army* would pull back": who does it, or takes the position, is no
        // part of the issue.
        .filter(|m| {
            let subject = |t: usize| matches!(s.tokens[t].deprel, Deprel::Nsubj | Deprel::NsubjPass);
            let at = m.head.token;
            let owner = s.tokens[at].deprel == Deprel::NmodPoss;
            if owner && m.form == Form::Pronoun && m.actor == one.holder {
                return !s.tokens[at].head.is_some_and(subject) || s.tokens[at].head == Some(one.theme);
            }
            // "Lavrov said *Russia* would return to the deal": nor is the state for which one speaks.
            let country = |a| actors.get(a).country.as_deref();
            let own = country(m.actor).is_some() && country(m.actor) == country(one.holder);
            let does = subject(at) || m.actor == one.holder;
            !(subject(at) && own) && (m.form != Form::Pronoun || owner || !does)
        })
        .map(|m| m.actor)
        .filter(|&a| is_named(actors, a))
        .map(|a| actors.get(a))
        .map(|a| a.name.rsplit(' ').next().unwrap_or(&a.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    Some(if names.is_empty() { family } else { format!("{family}: {}", names.join("–")) })
}

/// "has never *recognised* it": what is done to something that a pronoun stands for may be the issue.
pub(super) fn key_of_predicate(document: &Document, known: &Lexicon, one: &Shown) -> Option<String> {
    let predicate = document.sentences[one.word.sentence].tokens[one.word.token].lemma.to_lowercase();
    known.issues.family(&predicate, &[&predicate]).map(str::to_owned)
}

/// These words as they stand in text, lower case, each apart from punctuation.
fn in_words(document: &Document, s: &Sentence, words: &[usize], theme: usize) -> String {
    let mut all: Vec<usize> = words.iter().copied().chain([theme]).collect();
    all.sort_unstable();
    all.dedup();
    let mut out = String::new();
    let mut before: Option<&Token> = None;
    for t in all.into_iter().map(|t| &s.tokens[t]) {
        let form = t.form(&document.text);
        let hyphen = |t: &Token| t.form(&document.text) == "-";
        let plain = |t: &Token| t.upos != Upos::Punct || hyphen(t);
        let glued = before.is_some_and(|b| b.span.end == t.span.start && plain(b) && plain(t));
        if !glued && before.is_some() {
            out.push(' ');
        }
        out.push_str(&form.to_lowercase());
        before = Some(t);
    }
    out
}

/// People and states by their names; "an official" is nobody in particular.
fn is_named(actors: &Actors, actor: crate::actors::ActorIx) -> bool {
    let a = actors.get(actor);
    match a.kind {
        ActorKind::State => true,
        ActorKind::Government => a.country.is_some(),
        ActorKind::Person => actors.mentions.iter().any(|m| m.actor == actor && m.form == Form::Name),
        _ => false,
    }
}

/// "*accept* an *ultimatum*": an act of no family goes by its verb and what it is done to, which tells it from others.
fn act_key(s: &Sentence, theme: usize) -> String {
    let lemma = String::from(s.tokens[theme].lemma.to_lowercase());
    let verb = s.tokens[theme].upos == Upos::Verb;
    let object = s.child(theme, Deprel::Obj).filter(|&o| verb && s.tokens[o].upos == Upos::Noun);
    object.map_or(lemma.clone(), |o| format!("{lemma} {}", s.tokens[o].lemma.to_lowercase()))
}

/// Whether a word stands in what is only said about the theme, or about something in it ("the plan *backed by Cairo*").
fn about(s: &Sentence, theme: usize, word: usize) -> bool {
    let added =
        |t: &Token| t.deprel == Deprel::AclRelcl || t.deprel == Deprel::Acl && matches!(t.xpos, Xpos::Vbn | Xpos::Vbd);
    let mut at = word;
    while at != theme {
        if added(&s.tokens[at]) {
            return true;
        }
        let Some(head) = s.tokens[at].head else { return false };
        at = head;
    }
    false
}
