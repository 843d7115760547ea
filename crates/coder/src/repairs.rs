//! What the parser is known to get wrong, put right in the tree before anything else reads it.
//!
//! Each rule changes lemmas, labels and heads; words and their spans stay. Two rules that meet in one sentence might
//! undo its tree between them: whatever makes no tree is taken back at once, for a rule that walks a cycle never ends.

use demarche_syntax::{Deprel, Document, Sentence, Token, Upos, Xpos};

use crate::lexicon::grammar::Grammar;

/// Repairs every sentence.
pub fn repair(document: &mut Document, g: &Grammar) {
    let text = &document.text;
    let mut last_tree = Vec::new();
    for sentence in &mut document.sentences {
        for token in &mut sentence.tokens {
            if let Some(plain) = g.plain_lemma(&token.lemma) {
                token.lemma = plain.into();
            }
        }
        last_tree.clear();
        last_tree.extend(sentence.tokens.iter().map(|t| (t.head, t.deprel)));
        dateline(sentence, text);
        keep_tree(sentence, &mut last_tree);
        for token in 0..sentence.tokens.len() {
            approximation(sentence, text, g, token);
            keep_tree(sentence, &mut last_tree);
        }
        for token in 0..sentence.tokens.len() {
            for rule in RULES {
                rule(sentence, text, g, token);
                keep_tree(sentence, &mut last_tree);
            }
        }
    }
}

/// A rule looks at one word and what stands around it.
type Rule = fn(&mut Sentence, &str, &Grammar, usize);

/// The rules in their order.
const RULES: &[Rule] = &[
    |s, _, _, token| infinitive_as_noun(s, token),
    verb_as_modifier,
    |s, _, _, token| verb_as_relative(s, token),
    |s, _, _, token| noun_with_object(s, token),
    |s, _, g, token| object_behind_preposition(s, g, token),
    |s, _, g, token| particle_of_object(s, g, token),
    |s, _, _, token| told_before_clause(s, token),
    |s, _, _, token| preposition_of_later_conjunct(s, token),
    |s, _, g, token| second_of_between(s, g, token),
    |s, _, g, token| oblique_without_preposition(s, g, token),
    |s, _, g, token| party_behind_setting(s, g, token),
    |s, _, _, token| called_subject(s, token),
    |s, _, g, token| shared_complement(s, g, token),
];

/// Takes the sentence as the last known tree, or brings that back where a rule has undone it.
fn keep_tree(s: &mut Sentence, last: &mut [(Option<usize>, Deprel)]) {
    if s.tokens.iter().zip(&*last).all(|(t, (head, _))| t.head == *head) {
        return;
    }
    let tree = is_tree(s);
    for (token, kept) in s.tokens.iter_mut().zip(last) {
        if tree {
            *kept = (token.head, token.deprel);
        } else {
            (token.head, token.deprel) = *kept;
        }
    }
}

/// Whether one word is the root and all others hang from it.
fn is_tree(s: &Sentence) -> bool {
    // 0 not seen, 1 on the way, 2 known to reach the root.
    let mut state = vec![0u8; s.tokens.len()];
    for start in 0..s.tokens.len() {
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            match s.tokens[at].head {
                Some(head) => at = head,
                None => state[at] = 2,
            }
        }
        if state[at] == 1 {
            return false;
        }
        let mut back = start;
        while state[back] == 1 {
            state[back] = 2;
            let Some(head) = s.tokens[back].head else { break };
            back = head;
        }
    }
    s.tokens.iter().filter(|t| t.head.is_none()).count() <= 1
}

fn case(s: &Sentence, token: usize) -> Option<usize> {
    s.children(token).take_while(|&c| c < token).find(|&c| s.tokens[c].deprel == Deprel::Case)
}

/// Words that a dateline has at most.
const DATELINE: usize = 12;

/// "*MANILA, Philippines --* President Duterte said": where a report comes from is no part of what it says.
fn dateline(s: &mut Sentence, text: &str) {
    let upper = |t: &Token| {
        let form = t.form(text);
        form.len() > 2 && form.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\''))
            || t.upos == Upos::Punct
    };
    let dash = |t: &Token| matches!(t.form(text), "-" | "--" | "–" | "—" | ":");
    let spaced = |i: usize| s.tokens[i].span.end < s.tokens[i + 1].span.start;
    let Some(end) = (1..DATELINE.min(s.tokens.len().saturating_sub(2))).find(|&i| dash(&s.tokens[i]) && spaced(i))
    else {
        return;
    };
    // Names, months and numbers only, and the first word in capitals or the dash double.
    let plain = |t: &Token| matches!(t.upos, Upos::Propn | Upos::Punct | Upos::Num) || upper(t);
    if !s.tokens[..end].iter().all(plain) || !(upper(&s.tokens[0]) || s.tokens[end].form(text).len() > 1) {
        return;
    }
    let inside = |h: Option<usize>| h.is_some_and(|h| h <= end);
    let rest: Vec<usize> = (end + 1..s.tokens.len()).collect();
    let root = s.tokens.iter().position(|t| t.head.is_none()).filter(|&r| r > end);
    let Some(root) = root.or_else(|| {
        let hung = |&&t: &&usize| inside(s.tokens[t].head);
        let verb = rest.iter().filter(hung).find(|&&t| s.tokens[t].upos == Upos::Verb);
        verb.or_else(|| rest.iter().find(hung)).copied()
    }) else {
        return;
    };
    for &t in &rest {
        if inside(s.tokens[t].head) {
            s.tokens[t].head = Some(root);
        }
    }
    (s.tokens[root].head, s.tokens[root].deprel) = (None, Deprel::Root);
    for t in 0..=end {
        if !inside(s.tokens[t].head) {
            (s.tokens[t].head, s.tokens[t].deprel) = (Some(root), Deprel::Dep);
        }
    }
}

/// "Killed *at least* six": what makes a number rough is no preposition of the noun that is counted.
fn approximation(s: &mut Sentence, text: &str, g: &Grammar, at: usize) {
    let opens = |words: &&[String]| {
        let here = s.tokens[at..].iter().zip(words.iter());
        s.tokens.len() > at + words.len()
            && here.filter(|(t, w)| t.form(text).eq_ignore_ascii_case(w)).count() == words.len()
    };
    let Some(words) = g.approximations().find(opens).map(<[String]>::len) else { return };
    let number = at + words;
    if !matches!(s.tokens[number].upos, Upos::Num | Upos::Sym) {
        return;
    }
    let counted = match s.tokens[number].deprel {
        Deprel::Nummod => s.tokens[number].head.unwrap_or(number),
        _ => number,
    };
    let taken = (at..number).any(|t| s.tokens[t].head == Some(counted) && s.tokens[t].deprel == Deprel::Case);
    if !taken && (s.tokens[counted].deprel != Deprel::Obl || case(s, counted).is_some()) {
        return;
    }
    for t in at..number {
        s.tokens[t].head = Some(number);
        s.tokens[t].deprel = Deprel::Advmod;
    }
    let Some(verb) = s.tokens[counted].head.filter(|&h| s.tokens[h].upos == Upos::Verb) else { return };
    if s.tokens[counted].deprel != Deprel::Obl {
        return;
    }
    if counted > verb && s.child(verb, Deprel::Obj).is_none() {
        s.tokens[counted].deprel = Deprel::Obj;
    } else if counted < verb && s.child(verb, Deprel::Nsubj).is_none() {
        s.tokens[counted].deprel = Deprel::Nsubj;
    }
}

/// "Ordered the paper to *suspend publication*": a verb right behind "to" modifies no noun.
fn infinitive_as_noun(s: &mut Sentence, verb: usize) {
    let t = &s.tokens[verb];
    let bare = t.upos == Upos::Verb && t.xpos == Xpos::Vb && matches!(t.deprel, Deprel::Compound | Deprel::Amod);
    let Some(noun) = t.head.filter(|&h| bare && h > verb && verb > 0) else { return };
    let to = verb - 1;
    if s.tokens[to].xpos != Xpos::To || s.tokens[to].head != Some(noun) {
        return;
    }
    let (head, above) = (s.tokens[noun].head, s.tokens[noun].deprel);
    let below_verb = head.is_some_and(|h| s.tokens[h].upos == Upos::Verb);
    (s.tokens[verb].head, s.tokens[verb].deprel) = (head, if below_verb { Deprel::Xcomp } else { above });
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    (s.tokens[to].head, s.tokens[to].deprel) = (Some(verb), Deprel::Mark);
}

/// Whether a word may be a finite past: a participle without an auxiliary.
fn may_be_past(s: &Sentence, verb: usize) -> bool {
    let auxiliary =
        |c: usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Nsubj | Deprel::NsubjPass);
    s.tokens[verb].upos == Upos::Verb
        && matches!(s.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbn)
        && !s.children(verb).any(auxiliary)
}

/// "*The US military struck militia groups*" taken for one long noun phrase: a participle between two nouns of a
/// sentence that has no verb is its verb.
fn verb_as_modifier(s: &mut Sentence, text: &str, g: &Grammar, verb: usize) {
    if s.tokens[verb].deprel != Deprel::Amod || verb == 0 || !may_be_past(s, verb) {
        return;
    }
    let Some(noun) = s.tokens[verb].head.filter(|&h| h > verb && s.tokens[h].head.is_none()) else { return };
    if s.child(noun, Deprel::Cop).is_some() || s.child(noun, Deprel::NsubjPass).is_some() {
        return;
    }
    // The subject ends right before it, or is called so already: a noun, not an adjective or a hyphen.
    let nominal = |t: usize| {
        matches!(s.tokens[t].upos, Upos::Noun | Upos::Propn)
            || (s.tokens[t].deprel == Deprel::Amod
                && s.tokens[t].form(text) == s.tokens[t].lemma
                && t > 0
                && s.tokens[t - 1].upos == Upos::Propn)
    };
    // "*Norway hosted* talks": or hangs from the verb already, as if it were a time.
    let unmarked = s.child(verb, Deprel::OblUnmarked).filter(|&t| t < verb && s.tokens[t].upos == Upos::Propn);
    let unmarked = unmarked.filter(|&t| !g.is_calendar(&s.tokens[t].lemma.to_lowercase()));
    let called = s.child(noun, Deprel::Nsubj).filter(|&t| t < verb).or(unmarked);
    let Some(subject) = called.or(Some(verb - 1).filter(|&t| nominal(t) && s.tokens[t].head == Some(noun))) else {
        return;
    };
    for t in 0..verb {
        if t != subject && s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(subject);
        }
    }
    s.tokens[verb].head = None;
    s.tokens[verb].deprel = Deprel::Root;
    (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(verb), Deprel::Nsubj);
    // "rolled *back* tariffs".
    if s.tokens[verb + 1].head == Some(noun) && g.is_particle(&s.tokens[verb + 1].lemma) && verb + 1 < noun {
        (s.tokens[verb + 1].head, s.tokens[verb + 1].deprel) = (Some(verb), Deprel::CompoundPrt);
    }
    // "summoned France's *ambassador Monday*": a day is no object.
    let object = s.children(noun).rfind(|&c| c > verb && s.tokens[c].deprel == Deprel::Compound);
    if let Some(object) = object.filter(|_| g.is_calendar(&s.tokens[noun].lemma.to_lowercase())) {
        for t in verb + 1..object {
            if s.tokens[t].head == Some(noun) {
                s.tokens[t].head = Some(object);
            }
        }
        (s.tokens[object].head, s.tokens[object].deprel) = (Some(verb), Deprel::Obj);
        (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::OblUnmarked);
        for t in noun + 1..s.tokens.len() {
            if s.tokens[t].head == Some(noun) {
                let clause = s.tokens[t].deprel == Deprel::Acl;
                s.tokens[t].head = Some(verb);
                s.tokens[t].deprel = if clause { Deprel::Advcl } else { s.tokens[t].deprel };
            }
        }
        return;
    }
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    for t in noun..s.tokens.len() {
        let outside = matches!(
            s.tokens[t].deprel,
            Deprel::Punct | Deprel::Advcl | Deprel::Parataxis | Deprel::Obl | Deprel::OblUnmarked
        );
        if s.tokens[t].head == Some(noun) && outside {
            s.tokens[t].head = Some(verb);
        }
    }
}

/// "Saudi Arabia *lifts blockade*" taken for lifts: a plural with an object is a verb.
fn noun_with_object(s: &mut Sentence, noun: usize) {
    let t = &s.tokens[noun];
    if t.upos != Upos::Noun || t.xpos != Xpos::Nns || t.head.is_some() || s.child(noun, Deprel::Obj).is_none() {
        return;
    }
    let Some(subject) = s
        .children(noun)
        .filter(|&c| c < noun)
        .find(|&c| matches!(s.tokens[c].deprel, Deprel::Compound | Deprel::Nsubj) && s.tokens[c].upos != Upos::Punct)
    else {
        return;
    };
    (s.tokens[noun].upos, s.tokens[noun].xpos) = (Upos::Verb, Xpos::Vbz);
    s.tokens[subject].deprel = Deprel::Nsubj;
}

/// "*The rebels released* hostages" taken for rebels who were released: a participle with an object behind the noun of
/// a sentence that has no verb is its verb.
fn verb_as_relative(s: &mut Sentence, verb: usize) {
    if s.tokens[verb].deprel != Deprel::Acl || !may_be_past(s, verb) || s.child(verb, Deprel::Obj).is_none() {
        return;
    }
    let Some(noun) = s.tokens[verb].head.filter(|&h| h < verb && s.tokens[h].head.is_none()) else { return };
    let finite =
        s.children(noun).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop));
    if finite || !matches!(s.tokens[noun].upos, Upos::Noun | Upos::Propn) {
        return;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    for t in verb..s.tokens.len() {
        if s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(verb);
        }
    }
}

/// "Told *Macron* he was open": who stands between a verb and the subject of its clause is who is told.
fn told_before_clause(s: &mut Sentence, clause: usize) {
    let t = &s.tokens[clause];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Ccomp && h < clause && s.tokens[h].upos == Upos::Verb)
    else {
        return;
    };
    let Some(subject) = s.child(clause, Deprel::Nsubj) else { return };
    let Some(told) = s.children(clause).find(|&c| c > verb && c < subject) else { return };
    let nominal = matches!(s.tokens[told].upos, Upos::Propn | Upos::Noun | Upos::Pron);
    let loose = matches!(
        s.tokens[told].deprel,
        Deprel::Obj | Deprel::Iobj | Deprel::Vocative | Deprel::Dep | Deprel::OblUnmarked
    );
    let begins = s.subtree(told).first() == Some(&(verb + 1));
    if nominal && loose && begins && s.child(verb, Deprel::Obj).is_none() {
        (s.tokens[told].head, s.tokens[told].deprel) = (Some(verb), Deprel::Obj);
    }
}

/// "Have stepped *up attacks*": a particle that hangs from the object.
fn particle_of_object(s: &mut Sentence, g: &Grammar, token: usize) {
    let t = &s.tokens[token];
    let misplaced = t.deprel == Deprel::Compound && g.is_particle(&t.lemma) && token > 0;
    let verb = token.wrapping_sub(1);
    if misplaced && s.tokens[verb].upos == Upos::Verb && t.head.and_then(|h| s.tokens[h].head) == Some(verb) {
        (s.tokens[token].head, s.tokens[token].deprel) = (Some(verb), Deprel::CompoundPrt);
    }
}

/// "Talks *with Xi* and Modi": a preposition before the first of several belongs to the first.
fn preposition_of_later_conjunct(s: &mut Sentence, token: usize) {
    if s.tokens[token].deprel != Deprel::Case {
        return;
    }
    let Some(later) = s.tokens[token].head.filter(|&h| h > token && s.tokens[h].deprel == Deprel::Conj) else { return };
    let Some(first) = s.tokens[later].head.filter(|&f| token < f && f < later) else { return };
    if case(s, first).is_none() {
        s.tokens[token].head = Some(first);
    }
}

/// "Cooperation *between* Japan *and* India": who stands behind "and" is the second of the two.
fn second_of_between(s: &mut Sentence, g: &Grammar, token: usize) {
    let t = &s.tokens[token];
    let paired = matches!(t.deprel, Deprel::Nmod | Deprel::Obl)
        && case(s, token).is_some_and(|c| g.is_joint(&s.tokens[c].lemma) && g.is_pairing(&s.tokens[c].lemma));
    let Some(head) = t.head.filter(|_| paired && s.child(token, Deprel::Conj).is_none()) else { return };
    let second = s.children(head).find(|&c| c > token && s.tokens[c].deprel == Deprel::Conj);
    if let Some(second) = second.filter(|&c| matches!(s.tokens[c].upos, Upos::Noun | Upos::Propn)) {
        s.tokens[second].head = Some(token);
    }
}

/// "Carried out *more than two dozen strikes*": what has no preposition is no oblique, but the object.
fn oblique_without_preposition(s: &mut Sentence, g: &Grammar, token: usize) {
    let t = &s.tokens[token];
    if t.deprel != Deprel::Obl || !matches!(t.upos, Upos::Noun | Upos::Propn) || g.is_calendar(&t.lemma.to_lowercase())
    {
        return;
    }
    let Some(verb) = t.head.filter(|&h| h < token && s.tokens[h].upos == Upos::Verb) else { return };
    let marked = |c: usize| matches!(s.tokens[c].deprel, Deprel::Case | Deprel::Mark | Deprel::Fixed);
    if !s.children(token).any(marked)
        && s.child(verb, Deprel::Obj).is_none()
        && s.child(verb, Deprel::AuxPass).is_none()
    {
        s.tokens[token].deprel = Deprel::Obj;
    }
}

/// "Issued an ultimatum *to Damascus*": what stands behind a preposition is no object.
///
/// "Stepped *up attacks*": unless the preposition is the verb's own particle.
fn object_behind_preposition(s: &mut Sentence, g: &Grammar, token: usize) {
    if !matches!(s.tokens[token].deprel, Deprel::Obj | Deprel::Iobj) {
        return;
    }
    let Some(case) = case(s, token) else { return };
    match s.tokens[token].head {
        Some(verb) if verb + 1 == case && g.is_particle(&s.tokens[case].lemma) => {
            (s.tokens[case].head, s.tokens[case].deprel) = (Some(verb), Deprel::CompoundPrt);
        }
        _ => s.tokens[token].deprel = Deprel::Obl,
    }
}

/// "Held talks in Jerusalem *with Israel*", "talks on Friday *with China*": a party behind a place or day belongs
/// to the act, not to the place or day.
fn party_behind_setting(s: &mut Sentence, g: &Grammar, token: usize) {
    let of_noun = matches!(s.tokens[token].deprel, Deprel::Nmod | Deprel::Obl);
    let Some(case) = case(s, token).filter(|&c| of_noun && g.is_party(&s.tokens[c].lemma)) else { return };
    let Some(head) = s.tokens[token].head else { return };
    let set = |s: &Sentence, h: usize| {
        let t = &s.tokens[h];
        let proper =
            t.upos == Upos::Propn && self::case(s, h).is_some_and(|c| s.tokens[c].lemma != s.tokens[case].lemma);
        matches!(t.deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblUnmarked)
            && (proper || g.is_calendar(&t.lemma.to_lowercase()))
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
}

/// "*Mandela*, so far, has refused": whoever is called before a finite verb without a subject is its subject.
fn called_subject(s: &mut Sentence, token: usize) {
    let t = &s.tokens[token];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Vocative && h > token) else { return };
    let finite = matches!(s.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz) || s.child(verb, Deprel::Aux).is_some();
    let subject =
        s.children(verb).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj));
    if finite && !subject {
        s.tokens[token].deprel = Deprel::Nsubj;
    }
}

/// "The arrest and *detention of* Gayoom": what the last of two bare nouns is of, the first is of as well. A tree has
/// one head a word, so the complement hangs from the first, where the others look for it.
fn shared_complement(s: &mut Sentence, g: &Grammar, token: usize) {
    let t = &s.tokens[token];
    let Some(last) = t.head.filter(|&h| t.deprel == Deprel::Nmod && h < token && s.tokens[h].deprel == Deprel::Conj)
    else {
        return;
    };
    let Some(first) = s.tokens[last].head.filter(|&f| f < last && s.tokens[f].upos == Upos::Noun) else { return };
    let of = case(s, token).is_some_and(|c| g.is_owner(&s.tokens[c].lemma));
    let bare = s.tokens[last].upos == Upos::Noun
        && !s
            .children(last)
            .any(|c| matches!(s.tokens[c].deprel, Deprel::Det | Deprel::NmodPoss | Deprel::Amod | Deprel::Nummod));
    let alone = !s.children(first).any(|c| c > first && s.tokens[c].deprel == Deprel::Nmod);
    if of && bare && alone {
        s.tokens[token].head = Some(first);
    }
}
