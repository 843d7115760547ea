//! Who is named as the source in the midst of a sentence: ", according to two officials familiar with it, *to let*" and
//! ", the officials said, *unless*". What stands behind such an aside belongs to the words before it.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use crate::lexicon::cues::Cues;
use crate::lexicon::frames::Pos;
use crate::lexicon::grammar::Grammar;

/// "Is prepared, *according to* officials familiar with the file, *to let* them" with officials who are familiar to let: what is
/// behind the second comma belongs to the predicate before the first, and what follows the source describes it.
pub(super) fn behind_account(s: &mut Sentence, text: &str, g: &Grammar, opener: usize) -> bool {
    let opens = s.tokens[opener].deprel == Deprel::Case && g.opens_account(&s.tokens[opener].form(text).to_lowercase());
    let Some(source) = s.tokens[opener].head.filter(|&n| opens && n > opener && comma(s, text, opener.wrapping_sub(1)))
    else {
        return false;
    };
    let predicate = |t: &usize| matches!(s.tokens[*t].upos, Upos::Verb | Upos::Adj);
    let Some(above) = (0..opener).rev().find(predicate) else { return false };
    // "two officials *familiar with the file*": the words of the source's own that the tree has above it.
    let own = s.tokens[source].head.filter(|&w| w > source);
    // "Met in May, *when*, according to Peru, *they spent* a day": nor is a clause that opens before it.
    let opened = |w: usize| s.children(w).any(|c| c < opener && matches!(s.tokens[c].xpos, Xpos::Wrb | Xpos::In));
    if own.is_some_and(opened) {
        return false;
    }
    if let Some(own) = own {
        let beside = s.tokens[own].head.filter(|&h| h < opener);
        if let Some(beside) = beside {
            (s.tokens[source].head, s.tokens[source].deprel) = (Some(beside), Deprel::Obl);
            (s.tokens[own].head, s.tokens[own].deprel) = (Some(source), Deprel::Acl);
        }
    }
    move_behind(s, text, source, above, |_, _| false);
    true
}

/// "Would sign nothing, *the officials said*, unless" with nothing that they said: so does what is behind a verb of saying set
/// between commas.
pub(super) fn behind_saying(s: &mut Sentence, text: &str, cues: &Cues, said: usize) -> bool {
    let t = &s.tokens[said];
    let aside = matches!(t.deprel, Deprel::AclRelcl | Deprel::Parataxis) && t.upos == Upos::Verb;
    let Some(head) = t.head.filter(|&h| aside && h < said && cues.says_clauses(&t.lemma)) else { return false };
    let Some(first) = s.subtree(said).into_iter().find(|&w| s.tokens[w].upos != Upos::Punct) else { return false };
    let subject = s.children(said).any(|c| s.tokens[c].deprel == Deprel::Nsubj && c >= first && c < said);
    let told = s.children(said).any(|c| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Ccomp));
    if !subject || told || !comma(s, text, first.wrapping_sub(1)) || !comma(s, text, said + 1) {
        return false;
    }
    let verb = (0..first)
        .rev()
        .find(|&t| s.tokens[t].upos == Upos::Verb)
        .filter(|&v| v <= head || s.tokens[head].upos == Upos::Verb);
    let Some(verb) = verb else { return false };
    if s.tokens[said].deprel == Deprel::AclRelcl {
        (s.tokens[said].head, s.tokens[said].deprel) = (Some(verb), Deprel::Parataxis);
    }
    // "The agency said, *urging* them to let it through": whoever says goes on saying; what else is behind is done by the doer.
    let goes_on =
        |s: &Sentence, t: usize| s.tokens[t].xpos == Xpos::Vbg && !cues.of(Pos::Verb, &s.tokens[t].lemma).is_empty();
    move_behind(s, text, said, verb, goes_on);
    true
}

/// Hangs what is behind the comma that ends an aside, and hangs from the aside, from the predicate before it, unless it `stays`.
fn move_behind(s: &mut Sentence, text: &str, aside: usize, predicate: usize, stays: impl Fn(&Sentence, usize) -> bool) {
    let Some(end) = (aside + 1..s.tokens.len()).find(|&t| comma(s, text, t)) else { return };
    for t in end + 1..s.tokens.len() {
        if !s.tokens[t].head.is_some_and(|h| h > predicate && h < end) {
            continue;
        }
        let clause =
            matches!(s.tokens[t].deprel, Deprel::Advcl | Deprel::Xcomp | Deprel::Acl | Deprel::Ccomp | Deprel::Obl);
        if clause && !stays(s, t) && s.subtree(t).first().is_some_and(|&f| f >= end) {
            let infinitive = is_infinitive(s, t);
            s.tokens[t].head = Some(predicate);
            if infinitive {
                s.tokens[t].deprel = Deprel::Xcomp;
            } else if s.tokens[t].deprel == Deprel::Acl {
                s.tokens[t].deprel = Deprel::Advcl;
            }
        }
    }
}

fn is_infinitive(s: &Sentence, t: usize) -> bool {
    s.children(t).any(|c| c < t && s.tokens[c].upos == Upos::Part && s.tokens[c].deprel == Deprel::Mark)
}

fn comma(s: &Sentence, text: &str, t: usize) -> bool {
    s.tokens.get(t).is_some_and(|t| t.form(text) == ",")
}
