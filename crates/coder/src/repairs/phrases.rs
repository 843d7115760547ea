//! Words of noun phrases and prepositions that hang from the wrong word.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::case;
use crate::lexicon::actors::{ActorLexicon, Entry, NounKind};
use crate::lexicon::frames::{Frames, Pos};
use crate::lexicon::grammar::Grammar;

/// "Killed *at least* six": what makes a number rough is no preposition of the noun that is counted.
pub(super) fn approximation(s: &mut Sentence, text: &str, g: &Grammar, at: usize) -> bool {
    let opens = |words: &&[String]| {
        let here = s.tokens[at..].iter().zip(words.iter());
        s.tokens.len() > at + words.len()
            && here.filter(|(t, w)| t.form(text).eq_ignore_ascii_case(w)).count() == words.len()
    };
    let Some(words) = g.approximations().find(opens).map(<[String]>::len) else { return false };
    let number = at + words;
    if !matches!(s.tokens[number].upos, Upos::Num | Upos::Sym) {
        return false;
    }
    let counted = match s.tokens[number].deprel {
        Deprel::Nummod => s.tokens[number].head.unwrap_or(number),
        _ => number,
    };
    let taken = (at..number).any(|t| s.tokens[t].head == Some(counted) && s.tokens[t].deprel == Deprel::Case);
    if !taken && (s.tokens[counted].deprel != Deprel::Obl || case(s, counted).is_some()) {
        return false;
    }
    for t in at..number {
        s.tokens[t].head = Some(number);
        s.tokens[t].deprel = Deprel::Advmod;
    }
    let Some(verb) = s.tokens[counted].head.filter(|&h| s.tokens[h].upos == Upos::Verb) else { return false };
    if s.tokens[counted].deprel != Deprel::Obl {
        return false;
    }
    if counted > verb && s.child(verb, Deprel::Obj).is_none() {
        s.tokens[counted].deprel = Deprel::Obj;
    } else if counted < verb && s.child(verb, Deprel::Nsubj).is_none() {
        s.tokens[counted].deprel = Deprel::Nsubj;
    }
    true
}

/// "Have stepped *up attacks*", "handed *over four* hostages", "kicked *off* drills": a particle that hangs from the object.
pub(super) fn particle_of_object(s: &mut Sentence, g: &Grammar, frames: &Frames, token: usize) -> bool {
    let t = &s.tokens[token];
    let verb = token.wrapping_sub(1);
    if token == 0 || s.tokens[verb].upos != Upos::Verb || !g.is_particle(&t.lemma) {
        return false;
    }
    let phrasal = || {
        let known = frames.of(Pos::Verb, &s.tokens[verb].lemma);
        known.iter().any(|p| p.rest.first().is_some_and(|w| **w == *t.lemma) && p.rest.len() == 1)
    };
    let Some(mut object) = t.head.filter(|&h| h > token) else { return false };
    let moved = match t.deprel {
        Deprel::Compound if g.is_particle(&t.lemma) => s.tokens[object].head == Some(verb),
        // "over" makes the number rough only where the verb is whole without it.
        Deprel::Advmod => {
            let counts = matches!(s.tokens[object].upos, Upos::Num | Upos::Adj);
            object = s.tokens[object].head.filter(|_| counts).unwrap_or(object);
            s.tokens[object].head == Some(verb) && s.tokens[object].deprel == Deprel::Obj && phrasal()
        }
        Deprel::Case => {
            // "arrived *in* Haiti", "pulled *out of* Mali" stay what they are.
            let alone = g.is_verbal_particle(&t.lemma) && s.tokens[token + 1].deprel != Deprel::Case;
            let bare = s.child(verb, Deprel::Obj).is_none() && case(s, object) == Some(token) && alone;
            s.tokens[object].head == Some(verb) && s.tokens[object].deprel == Deprel::Obl && bare && phrasal()
        }
        _ => false,
    };
    if moved {
        (s.tokens[token].head, s.tokens[token].deprel) = (Some(verb), Deprel::CompoundPrt);
        if s.tokens[object].deprel == Deprel::Obl {
            s.tokens[object].deprel = Deprel::Obj;
        }
    }
    moved
}

/// "Talks *with Xi* and Modi": a preposition before the first of several belongs to the first.
pub(super) fn preposition_of_later_conjunct(s: &mut Sentence, token: usize) -> bool {
    if s.tokens[token].deprel != Deprel::Case {
        return false;
    }
    let Some(later) = s.tokens[token].head.filter(|&h| h > token && s.tokens[h].deprel == Deprel::Conj) else {
        return false;
    };
    let Some(first) = s.tokens[later].head.filter(|&f| token < f && f < later) else { return false };
    if case(s, first).is_none() {
        s.tokens[token].head = Some(first);
    }
    true
}

/// "Cooperation *between* Japan *and* India": who stands behind "and" is the second of the two.
pub(super) fn second_of_between(s: &mut Sentence, g: &Grammar, token: usize) -> bool {
    let t = &s.tokens[token];
    let paired = matches!(t.deprel, Deprel::Nmod | Deprel::Obl)
        && case(s, token).is_some_and(|c| g.is_joint(&s.tokens[c].lemma) && g.is_pairing(&s.tokens[c].lemma));
    let Some(head) = t.head.filter(|_| paired && s.child(token, Deprel::Conj).is_none()) else { return false };
    let second = s.children(head).find(|&c| c > token && s.tokens[c].deprel == Deprel::Conj);
    if let Some(second) = second.filter(|&c| matches!(s.tokens[c].upos, Upos::Noun | Upos::Propn)) {
        s.tokens[second].head = Some(token);
    }
    true
}

/// "Carried out *more than two dozen strikes*": what has no preposition is no oblique, but the object.
pub(super) fn oblique_without_preposition(s: &mut Sentence, g: &Grammar, token: usize) -> bool {
    let t = &s.tokens[token];
    if t.deprel != Deprel::Obl || !matches!(t.upos, Upos::Noun | Upos::Propn) || g.is_calendar(&t.lemma.to_lowercase())
    {
        return false;
    }
    let Some(verb) = t.head.filter(|&h| h < token && s.tokens[h].upos == Upos::Verb) else { return false };
    let marked = |c: usize| matches!(s.tokens[c].deprel, Deprel::Case | Deprel::Mark | Deprel::Fixed);
    if !s.children(token).any(marked)
        && s.child(verb, Deprel::Obj).is_none()
        && s.child(verb, Deprel::AuxPass).is_none()
    {
        s.tokens[token].deprel = Deprel::Obj;
    }
    true
}

/// "Issued an ultimatum *to Damascus*": what stands behind a preposition is no object.
///
/// "Stepped *up attacks*": unless the preposition is the verb's own particle.
pub(super) fn object_behind_preposition(s: &mut Sentence, g: &Grammar, token: usize) -> bool {
    if !matches!(s.tokens[token].deprel, Deprel::Obj | Deprel::Iobj) {
        return false;
    }
    let Some(case) = case(s, token) else { return false };
    match s.tokens[token].head {
        Some(verb) if verb + 1 == case && g.is_particle(&s.tokens[case].lemma) => {
            (s.tokens[case].head, s.tokens[case].deprel) = (Some(verb), Deprel::CompoundPrt);
        }
        _ => s.tokens[token].deprel = Deprel::Obl,
    }
    true
}

/// "Held talks in Jerusalem *with Israel*", "talks on Friday *with China*": a party behind a place or day belongs
/// to the act, not to the place or day.
pub(super) fn party_behind_setting(s: &mut Sentence, g: &Grammar, token: usize) -> bool {
    let of_noun = matches!(s.tokens[token].deprel, Deprel::Nmod | Deprel::Obl);
    let Some(case) = case(s, token).filter(|&c| of_noun && g.is_party(&s.tokens[c].lemma)) else { return false };
    let Some(head) = s.tokens[token].head else { return false };
    // "discussed it by phone *with Chad*".
    let by_means = |h: usize| {
        let bare = s.tokens[h].xpos == Xpos::Nn && h > 0 && self::case(s, h) == Some(h - 1);
        bare && g.is_agent(&s.tokens[h - 1].lemma) && g.is_joint(&s.tokens[case].lemma)
    };
    let set = |s: &Sentence, h: usize| {
        let t = &s.tokens[h];
        let proper =
            t.upos == Upos::Propn && self::case(s, h).is_some_and(|c| s.tokens[c].lemma != s.tokens[case].lemma);
        matches!(t.deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblUnmarked)
            && (proper || g.is_calendar(&t.lemma.to_lowercase()) || by_means(h))
    };
    let mut above = head;
    while set(s, above)
        && let Some(next) = s.tokens[above].head
    {
        above = next;
    }
    let after_comma = case > 0 && s.tokens[case - 1].upos == Upos::Punct && g.is_joint(&s.tokens[case].lemma);
    if above != head && after_comma {
        let mut up = above;
        for _ in 0..4 {
            if s.tokens[up].upos == Upos::Verb {
                above = up;
                break;
            }
            let Some(next) = s.tokens[up].head else { break };
            up = next;
        }
    }
    if above != head {
        s.tokens[token].head = Some(above);
        s.tokens[token].deprel = if s.tokens[above].upos == Upos::Verb { Deprel::Obl } else { Deprel::Nmod };
    }
    true
}

/// "Began with the attack on Haifa *by gunmen*" with a beginning by gunmen: behind an active verb "by" names the doer of the
/// act that the noun before it is.
pub(super) fn doer_of_act(s: &mut Sentence, g: &Grammar, frames: &Frames, known: &ActorLexicon, doer: usize) -> bool {
    let t = &s.tokens[doer];
    let agent = t.deprel == Deprel::Obl && case(s, doer).is_some_and(|c| g.is_agent(&s.tokens[c].lemma));
    let somebody = t.upos == Upos::Propn && !g.is_calendar(&t.lemma.to_lowercase())
        || t.upos == Upos::Noun && known.nouns.contains_key(t.lemma.as_str());
    let verb = t.head.filter(|&v| agent && somebody && v < doer && s.tokens[v].upos == Upos::Verb);
    let Some(verb) = verb.filter(|&v| s.child(v, Deprel::AuxPass).is_none() && s.tokens[v].xpos != Xpos::Vbn) else {
        return false;
    };
    let act = |c: &usize| {
        let phrase = matches!(s.tokens[*c].deprel, Deprel::Obj | Deprel::Obl);
        phrase && *c > verb && *c < doer && !frames.of(Pos::Noun, &s.tokens[*c].lemma).is_empty()
    };
    let last = s.children(verb).rfind(act);
    if let Some(act) = last {
        (s.tokens[doer].head, s.tokens[doer].deprel) = (Some(act), Deprel::Nmod);
    }
    true
}

/// "The arrest and *detention of* Gayoom": what the last of two bare nouns is of, the first is of as well. A tree has
/// one head a word, so the complement hangs from the first, where the others look for it.
pub(super) fn shared_complement(s: &mut Sentence, g: &Grammar, token: usize) -> bool {
    let t = &s.tokens[token];
    let Some(last) = t.head.filter(|&h| t.deprel == Deprel::Nmod && h < token && s.tokens[h].deprel == Deprel::Conj)
    else {
        return false;
    };
    let Some(first) = s.tokens[last].head.filter(|&f| f < last && s.tokens[f].upos == Upos::Noun) else { return false };
    let of = case(s, token).is_some_and(|c| g.is_owner(&s.tokens[c].lemma));
    let bare = s.tokens[last].upos == Upos::Noun
        && !s
            .children(last)
            .any(|c| matches!(s.tokens[c].deprel, Deprel::Det | Deprel::NmodPoss | Deprel::Amod | Deprel::Nummod));
    let alone = !s.children(first).any(|c| c > first && s.tokens[c].deprel == Deprel::Nmod);
    if of && bare && alone {
        s.tokens[token].head = Some(first);
    }
    true
}

/// "Merkel and *European* leaders" taken for three: an adjective right before the next of several describes it.
pub(super) fn adjective_as_conjunct(s: &mut Sentence, adjective: usize) -> bool {
    let t = &s.tokens[adjective];
    let of_several = t.upos == Upos::Adj && t.deprel == Deprel::Conj;
    let Some(noun) = s.tokens.get(adjective + 1).filter(|n| of_several && n.upos == Upos::Noun) else { return false };
    let nominal = t.head.is_some_and(|h| matches!(s.tokens[h].upos, Upos::Noun | Upos::Propn | Upos::Pron));
    if nominal && noun.head == t.head && noun.deprel == Deprel::Conj {
        (s.tokens[adjective].head, s.tokens[adjective].deprel) = (Some(adjective + 1), Deprel::Amod);
        for c in 0..adjective {
            if s.tokens[c].head == Some(adjective) {
                s.tokens[c].head = Some(adjective + 1);
            }
        }
    }
    true
}

/// "*Zelensky* and *European leaders* agreed" taken for leaders of two kinds: a name beside an adjective is no modifier of
/// the noun, but the first of two.
pub(super) fn name_beside_adjective(s: &mut Sentence, name: usize) -> bool {
    let t = &s.tokens[name];
    let Some(noun) = t.head.filter(|&h| t.upos == Upos::Propn && t.deprel == Deprel::Compound && h > name) else {
        return false;
    };
    let adjective = s.child(name, Deprel::Conj).filter(|&c| name < c && c < noun && s.tokens[c].upos == Upos::Adj);
    let Some(adjective) = adjective else { return false };
    let (head, deprel) = (s.tokens[noun].head, s.tokens[noun].deprel);
    (s.tokens[name].head, s.tokens[name].deprel) = (head, deprel);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(name), Deprel::Conj);
    (s.tokens[adjective].head, s.tokens[adjective].deprel) = (Some(noun), Deprel::Amod);
    for t in name + 1..adjective {
        if s.tokens[t].deprel == Deprel::Cc {
            s.tokens[t].head = Some(noun);
        }
    }
    for t in 0..name {
        if s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(name);
        }
    }
    true
}

/// "Foreign ministry *spokeswoman Maria Zakharova*" taken for a spokeswoman with a name behind her: the name is the head,
/// and what somebody is describes it.
pub(super) fn title_before_name(s: &mut Sentence, text: &str, known: &ActorLexicon, title: usize) -> bool {
    let t = &mut s.tokens[title];
    // A role noun in small letters is no name itself.
    if t.upos == Upos::Propn
        && t.form(text).starts_with(char::is_lowercase)
        && known.nouns.contains_key(t.lemma.as_str())
    {
        (t.upos, t.xpos) = (Upos::Noun, Xpos::Nn);
    }
    let t = &s.tokens[title];
    if t.upos != Upos::Noun || !known.nouns.contains_key(t.lemma.as_str()) {
        return false;
    }
    let beside = |c: usize| {
        let n = &s.tokens[c];
        let twice =
            n.head == t.head && n.deprel == t.deprel && matches!(n.deprel, Deprel::Nsubj | Deprel::Obj | Deprel::Conj);
        n.upos == Upos::Propn && (twice || n.head == Some(title) && n.deprel == Deprel::Flat)
    };
    let Some(name) = Some(title + 1).filter(|&c| c < s.tokens.len() && beside(c)) else {
        return false;
    };
    let (head, deprel) = (t.head, t.deprel);
    (s.tokens[name].head, s.tokens[name].deprel) = (head, deprel);
    (s.tokens[title].head, s.tokens[title].deprel) = (Some(name), Deprel::NmodDesc);
    for t in (0..s.tokens.len()).filter(|&t| t != name) {
        let describes = matches!(
            s.tokens[t].deprel,
            Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
        );
        if s.tokens[t].head == Some(title) && !(t < title && describes) {
            s.tokens[t].head = Some(name);
        }
    }
    true
}

/// "The president and his counterpart, *Paul Kagame*" taken for three: the last of a list has an "and", a name without one
/// says who stands before the comma.
pub(super) fn name_behind_comma(s: &mut Sentence, known: &ActorLexicon, name: usize) -> bool {
    let t = &s.tokens[name];
    let Some(first) = t.head.filter(|&h| t.deprel == Deprel::Conj && t.upos == Upos::Propn && h < name) else {
        return false;
    };
    let begins = s.subtree(name).iter().copied().find(|&c| s.tokens[c].upos != Upos::Punct).unwrap_or(name);
    let joined = s.children(name).any(|c| s.tokens[c].deprel == Deprel::Cc);
    let last = s.children(first).rfind(|&c| s.tokens[c].deprel == Deprel::Conj) == Some(name);
    if begins < 2 || joined || !last || s.tokens[begins - 1].upos != Upos::Punct {
        return false;
    }
    let before = s.children(first).find(|&c| {
        let role = s.tokens[c].upos == Upos::Noun && known.nouns.contains_key(s.tokens[c].lemma.as_str());
        s.tokens[c].deprel == Deprel::Conj && c < name && role && s.subtree(c).last() == Some(&(begins - 2))
    });
    if let Some(before) = before {
        (s.tokens[name].head, s.tokens[name].deprel) = (Some(before), Deprel::Appos);
    }
    true
}

/// "Talks opened without the army, *which* has refused" with talks that refused: a relative clause behind a comma describes
/// the phrase before it, where a verb stands between that and what the tree hangs it on.
pub(super) fn relative_of_far_noun(s: &mut Sentence, pronoun: usize) -> bool {
    if s.tokens[pronoun].xpos != Xpos::Wdt || pronoun < 3 || s.tokens[pronoun - 1].upos != Upos::Punct {
        return false;
    }
    let Some(verb) = s.tokens[pronoun].head.filter(|&v| s.tokens[v].deprel == Deprel::AclRelcl) else { return false };
    let Some(far) = s.tokens[verb].head.filter(|&h| h + 3 < pronoun) else { return false };
    let between = (far + 1..pronoun).any(|t| {
        let below = s.tokens[t].deprel == Deprel::Acl && s.tokens[far].head.is_some();
        s.tokens[t].upos == Upos::Verb && !below && !matches!(s.tokens[t].deprel, Deprel::Amod | Deprel::AclRelcl)
    });
    let mut near = pronoun - 2;
    if !between || !matches!(s.tokens[near].upos, Upos::Noun | Upos::Propn) {
        return false;
    }
    let inner = |t: usize| {
        matches!(s.tokens[t].deprel, Deprel::Nmod | Deprel::Flat | Deprel::Compound | Deprel::Appos | Deprel::NmodDesc)
    };
    while inner(near)
        && let Some(above) = s.tokens[near].head.filter(|&h| h > far && h < pronoun)
    {
        near = above;
    }
    if matches!(s.tokens[near].upos, Upos::Noun | Upos::Propn) {
        s.tokens[verb].head = Some(near);
    }
    true
}

/// "The arrest *of* former Maldives President Yameen" with the preposition on his title: it opens the whole phrase.
pub(super) fn preposition_of_title(s: &mut Sentence, case: usize) -> bool {
    let t = &s.tokens[case];
    let describes = |t: usize| matches!(s.tokens[t].deprel, Deprel::NmodDesc | Deprel::Compound);
    let Some(title) = t.head.filter(|&h| t.deprel == Deprel::Case && h > case && describes(h)) else { return false };
    let carried = |n: usize| matches!(s.tokens[n].deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblUnmarked);
    let noun = s.tokens[title].head.filter(|&n| n > title && carried(n) && super::case(s, n).is_none());
    if let Some(noun) = noun {
        s.tokens[case].head = Some(noun);
    }
    true
}

/// "The chairman of the *Commission Moussa Faki*", "president of *Ghana John Mahama*": the name of who holds an office,
/// behind the name of what it is an office of.
pub(super) fn name_behind_office(s: &mut Sentence, text: &str, known: &ActorLexicon, name: usize) -> bool {
    let n = &s.tokens[name];
    let Some(before) = n.head.filter(|&h| (h < name || n.deprel == Deprel::Nsubj) && n.upos == Upos::Propn) else {
        return false;
    };
    let office = |h: usize| {
        let t = &s.tokens[h];
        let facts = known.nouns.get(t.lemma.to_lowercase().as_str());
        t.xpos == Xpos::Nn && facts.is_some_and(|f| matches!(f.kind, NounKind::Title | NounKind::Role))
    };
    let first = s.subtree(name).first().copied().unwrap_or(name);
    let adjacent = first > 0 && s.tokens[first - 1].upos == Upos::Propn;
    let b = &s.tokens[before];
    let holder = match n.deprel {
        // "the chairman of the Commission" beside a second subject.
        Deprel::Nsubj => s.children(before).find(|&c| {
            let subject = s.tokens[c].deprel == Deprel::Nsubj && c < name && office(c);
            subject && s.subtree(c).last().is_some_and(|&end| end + 1 == first) && c + 1 < first
        }),
        Deprel::Appos | Deprel::Flat if b.upos == Upos::Propn && b.deprel == Deprel::Nmod => {
            let state = || known.meaning(b.form(text)).iter().any(|e| matches!(e, Entry::State(_)));
            b.head.filter(|&h| h < before && office(h) && (n.deprel == Deprel::Appos || name == before + 1 && state()))
        }
        _ => None,
    };
    let Some(holder) = holder.filter(|_| adjacent) else { return false };
    (s.tokens[name].head, s.tokens[name].deprel) = (Some(holder), Deprel::Appos);
    for t in name + 1..s.tokens.len() {
        if s.tokens[t].head == Some(before) && s.tokens[t].deprel == Deprel::Flat {
            s.tokens[t].head = Some(name);
        }
    }
    true
}

/// "Called on *the parties to lay down* arms" taken for parties that are to: who a verb turns to by a preposition is who is to
/// do it.
pub(super) fn infinitive_of_addressee(
    s: &mut Sentence,
    g: &Grammar,
    known: &ActorLexicon,
    frames: &Frames,
    infinitive: usize,
) -> bool {
    let t = &s.tokens[infinitive];
    let to = infinitive.wrapping_sub(1);
    let base = t.xpos == Xpos::Vb && s.tokens.get(to).is_some_and(|t| t.xpos == Xpos::To);
    let bare = base && t.deprel == Deprel::Acl;
    // "pressed *Kigali to withdraw*" taken for a purpose.
    if let Some(verb) = t.head.filter(|&h| base && t.deprel == Deprel::Advcl && h < infinitive) {
        let told =
            s.child(verb, Deprel::Obj).is_some_and(|o| o > verb && s.subtree(o).last().is_some_and(|&l| l + 1 == to));
        let orders = frames.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(|p| {
            let frame = frames.get(p.frame);
            p.rest.is_empty() && frame.controls_object() && frame.below.is_some()
        });
        if told && orders {
            s.tokens[infinitive].deprel = Deprel::Xcomp;
            return true;
        }
    }
    let carried = |h: usize| matches!(s.tokens[h].deprel, Deprel::Obl | Deprel::Obj);
    let Some(who) = t.head.filter(|&h| bare && h < infinitive && carried(h)) else { return false };
    let w = &s.tokens[who];
    let somebody = w.upos == Upos::Propn || known.nouns.contains_key(w.lemma.as_str());
    // "ordered *the envoy* to leave", but "needs police to patrol": only a verb that can govern an act.
    let governs =
        |v: usize| frames.of(Pos::Verb, &s.tokens[v].lemma).iter().any(|p| frames.get(p.frame).controls_object());
    let turned_to = match w.deprel {
        Deprel::Obl => case(s, who).is_some_and(|c| g.is_control(&s.tokens[c].lemma)),
        _ => w.head.is_some_and(governs),
    };
    let Some(verb) = w.head.filter(|&v| v < who && s.tokens[v].upos == Upos::Verb && somebody && turned_to) else {
        return false;
    };
    (s.tokens[infinitive].head, s.tokens[infinitive].deprel) = (Some(verb), Deprel::Xcomp);
    true
}

/// "*US and South Korean forces* began": a nationality of two words that the first of several is torn from belongs to
/// the second.
pub(super) fn nationality_torn_apart(s: &mut Sentence, second: usize) -> bool {
    let t = &s.tokens[second];
    let Some(verb) = t.head.filter(|_| t.deprel == Deprel::Nsubj) else { return false };
    let subject = |&c: &usize| c < second && s.tokens[c].deprel == Deprel::Nsubj && s.tokens[c].upos == Upos::Propn;
    let Some(first) = s.children(verb).find(subject) else { return false };
    let Some(part) = s.child(first, Deprel::Conj).filter(|&c| c > first && s.tokens[c].upos == Upos::Propn) else {
        return false;
    };
    let adjective = part + 1;
    let torn = s.tokens[adjective].head == Some(second) && s.tokens[adjective].deprel == Deprel::Amod;
    if !torn || adjective >= second {
        return false;
    }
    let and = s.child(part, Deprel::Cc);
    (s.tokens[part].head, s.tokens[part].deprel) = (Some(adjective), Deprel::Compound);
    (s.tokens[second].head, s.tokens[second].deprel) = (Some(first), Deprel::Conj);
    if let Some(and) = and {
        s.tokens[and].head = Some(second);
    }
    true
}

/// "Gave Hamas *an ultimatum*" taken for a time: the bare noun behind an indirect object is the object.
pub(super) fn object_behind_indirect(s: &mut Sentence, g: &Grammar, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let bare = t.deprel == Deprel::OblUnmarked && t.upos == Upos::Noun;
    // "Gave the junta *a week* to leave": a time only where there is something to be done by then.
    let due = |v: usize| {
        s.children(noun).any(|c| matches!(s.tokens[c].deprel, Deprel::Det | Deprel::Nummod))
            && s.children(v).any(|c| c > noun && s.tokens[c].xpos == Xpos::Vb)
    };
    let time = g.is_calendar(&t.lemma.to_lowercase());
    let Some(verb) = t.head.filter(|&v| bare && (!time || due(v))) else { return false };
    let indirect = s.child(verb, Deprel::Iobj).is_some_and(|i| verb < i && i < noun);
    if indirect && s.child(verb, Deprel::Obj).is_none() {
        s.tokens[noun].deprel = Deprel::Obj;
        return true;
    }
    false
}

/// "Set *free* 18 prisoners" taken for free prisoners: a quality that makes one predicate with the verb before it.
pub(super) fn result_before_object(s: &mut Sentence, frames: &Frames, result: usize) -> bool {
    let t = &s.tokens[result];
    let Some(verb) = result.checked_sub(1).filter(|&v| s.tokens[v].upos == Upos::Verb) else { return false };
    let object = t.head.filter(|&h| h > result && t.upos == Upos::Adj && t.deprel == Deprel::Amod);
    if object.is_none_or(|o| s.tokens[o].head != Some(verb) || s.tokens[o].deprel != Deprel::Obj) {
        return false;
    }
    let known = frames.of(Pos::Verb, &s.tokens[verb].lemma);
    let fixed = known.iter().any(|p| p.rest.len() == 1 && *p.rest[0] == *t.lemma);
    if fixed {
        (s.tokens[result].head, s.tokens[result].deprel) = (Some(verb), Deprel::Xcomp);
    }
    fixed
}

/// "Colombia's *attorney general*", "the *secretary general* of NATO": the quality behind the noun is a part of the title.
pub(super) fn title_with_quality_behind(s: &mut Sentence, known: &ActorLexicon, quality: usize) -> bool {
    let t = &s.tokens[quality];
    let Some(noun) = quality.checked_sub(1).filter(|&n| t.upos == Upos::Adj && s.tokens[n].upos == Upos::Noun) else {
        return false;
    };
    let title = format!("{} {}", s.tokens[noun].lemma, t.lemma).to_lowercase();
    let loose = t.head == Some(noun) || t.head == s.tokens[noun].head;
    if !loose || !known.nouns.contains_key(title.as_str()) || s.is_below(noun, quality) {
        return false;
    }
    let q = &mut s.tokens[quality];
    (q.head, q.deprel, q.upos, q.xpos) = (Some(noun), Deprel::Flat, Upos::Noun, Xpos::Nn);
    true
}

/// "A sculpture to Algerian *Ambassador* Amine": what has a preposition of its own is no part of the name before it.
pub(super) fn part_with_preposition(s: &mut Sentence, part: usize) -> bool {
    let t = &s.tokens[part];
    let hung =
        matches!(t.deprel, Deprel::NmodDesc | Deprel::Flat | Deprel::Compound) && t.head.is_some_and(|h| h < part);
    let nominal = matches!(t.upos, Upos::Propn | Upos::Noun);
    let own = s.children(part).any(|c| s.tokens[c].deprel == Deprel::Case && c < part && s.tokens[c].upos == Upos::Adp);
    if hung && nominal && own {
        s.tokens[part].deprel = Deprel::Nmod;
    }
    true
}

/// "Troops, including officers, *to Liberia*": what stands behind such an addition belongs to the noun before it.
pub(super) fn phrase_behind_addition(s: &mut Sentence, phrase: usize) -> bool {
    let t = &s.tokens[phrase];
    let Some(part) = t.head.filter(|&h| h < phrase && t.deprel == Deprel::Nmod) else { return false };
    let added = super::case(s, part).filter(|&c| s.tokens[c].lemma == "include" && c > 0);
    let before = |at: usize| at > 0 && s.tokens[at - 1].upos == Upos::Punct;
    let enclosed = added.is_some_and(before) && s.subtree(phrase).first().is_some_and(|&first| before(first));
    if let Some(noun) = s.tokens[part].head.filter(|&n| enclosed && n < part) {
        s.tokens[phrase].head = Some(noun);
    }
    true
}

/// "Discussed the situation in the enclave, *with the leaders* of France": behind a comma "with" opens a phrase of the verb
/// that has the noun before it in its object.
pub(super) fn party_behind_comma(s: &mut Sentence, g: &Grammar, party: usize) -> bool {
    let t = &s.tokens[party];
    let Some(mut above) = t.head.filter(|&h| h < party && t.deprel == Deprel::Nmod) else { return false };
    let joint = super::case(s, party).is_some_and(|c| g.is_joint(&s.tokens[c].lemma));
    let first = s.subtree(party).first().copied().unwrap_or(party);
    if !joint || first == 0 || s.tokens[first - 1].upos != Upos::Punct || s.tokens[first - 1].head != Some(party) {
        return false;
    }
    for _ in 0..4 {
        let Some(higher) = s.tokens[above].head.filter(|&h| h < above) else { return false };
        if s.tokens[higher].upos == Upos::Verb {
            if s.tokens[above].deprel == Deprel::Obj {
                (s.tokens[party].head, s.tokens[party].deprel) = (Some(higher), Deprel::Obl);
            }
            return true;
        }
        above = higher;
    }
    false
}
