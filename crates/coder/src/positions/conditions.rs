//! What a position depends on: "if", "unless" and "provided that" clauses, "only after", "as long as", "in return for", and for
//! what is refused "until".
//!
//! The tree often hangs such a clause from a word nearby, so it is looked for behind the act, not only below it.

use demarche_syntax::{Deprel, Sentence, Span, Upos, Xpos};

use crate::lexicon::grammar::Grammar;

/// An act that may depend on something.
#[derive(Clone, Copy)]
pub(super) struct Act<'a> {
    pub text: &'a str,
    pub g: &'a Grammar,
    pub s: &'a Sentence,
    /// Head word, behind which the condition stands.
    pub head: usize,
    /// Head word of what it is on.
    pub theme: usize,
    /// Whether it is refused, so that "until" says what it waits for.
    pub refused: bool,
    /// Where the condition may stand.
    pub within: Span,
}

/// The condition behind the act.
pub(super) fn behind(act: Act<'_>) -> Option<Span> {
    let Act { s, head, within, .. } = act;
    let after = (head + 1..s.tokens.len()).take_while(|&t| within.contains(s.tokens[t].span));
    after.clone().find_map(|t| {
        let words = opener(act, t)?;
        let top = top_of(s, t, t + words)?;
        if !hangs_from(act, t, top) {
            return None;
        }
        let last = s.subtree(top).into_iter().rev().find(|&w| s.tokens[w].upos != Upos::Punct)?;
        let first = if t > 0 && act.g.is_exclusive(&s.tokens[t - 1].lemma) && t - 1 > head { t - 1 } else { t };
        Some(Span::new(s.tokens[first].span.start, s.tokens[last].span.end.min(within.end)))
    })
}

/// Whether a word stands in what something depends on ("provided that Kenya *agrees*", "if it *signs*").
pub(super) fn is_inside(text: &str, g: &Grammar, s: &Sentence, word: usize) -> bool {
    let form = |t: usize| s.tokens.get(t).map(|t| t.form(text).to_lowercase());
    let opens = |clause: usize| {
        let first = s.subtree(clause).into_iter().find(|&t| s.tokens[t].upos != Upos::Punct);
        // "troops *provided* by Kenya" open nothing.
        let verb = first == Some(clause) && s.child(clause, Deprel::Ccomp).is_none();
        !verb && first.is_some_and(|t| t < word && g.opens_condition(|at| form(t + at)).is_some())
    };
    let clause =
        |t: usize| matches!(s.tokens[t].deprel, Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Acl | Deprel::Xcomp);
    let path = std::iter::successors(Some(word), |&t| s.tokens[t].head).take(s.tokens.len());
    path.into_iter().any(|t| clause(t) && opens(t))
}

/// Whether the phrase hangs from the act: "agreed to a plan that ends *if they fire*", "left, and she would sign *if*" do not.
fn hangs_from(act: Act<'_>, opener: usize, top: usize) -> bool {
    let Act { s, head, theme, .. } = act;
    let apart = |t: usize| match s.tokens[t].deprel {
        Deprel::AclRelcl | Deprel::Parataxis => true,
        Deprel::Ccomp => t != theme,
        // "pressed them to leave and *warned* of sanctions should they stay": a second act has conditions of its own.
        Deprel::Conj => {
            matches!(s.tokens[t].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
                || s.children(t).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass))
        }
        _ => false,
    };
    let mut at = top;
    // A tree is no deeper than it has words.
    for _ in 0..s.tokens.len() {
        if at == head {
            return true;
        }
        match s.tokens[at].head {
            Some(above) if at >= opener && s.tokens[at].deprel != Deprel::AclRelcl || !apart(at) => at = above,
            _ => return false,
        }
    }
    false
}

/// How many words open a condition at `t`.
fn opener(act: Act<'_>, t: usize) -> Option<usize> {
    let Act { text, g, s, head, .. } = act;
    let form = |t: usize| s.tokens.get(t).map(|t| t.form(text).to_lowercase());
    if let Some(words) = g.opens_condition(|at| form(t + at)) {
        return Some(words);
    }
    let word = &s.tokens[t];
    let clause = s.tokens.get(word.head?)?;
    // "are to sign *should* the week hold".
    let inverted = word.xpos == Xpos::Md
        && g.is_inverting(&word.lemma)
        && t > head
        && s.tokens
            .get(t + 1)
            .is_some_and(|n| matches!(n.upos, Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj))
        && !matches!(s.tokens[t - 1].upos, Upos::Pron | Upos::Part);
    if inverted
        && s.children(word.head?)
            .all(|c| s.tokens[c].deprel != Deprel::Nsubj || c > t || s.tokens[c].upos == Upos::Propn)
    {
        return Some(1);
    }
    let complement = matches!(clause.deprel, Deprel::Ccomp | Deprel::Csubj | Deprel::Xcomp);
    let marks = word.deprel == Deprel::Mark && !complement;
    let only = t > head + 1 && g.is_exclusive(&s.tokens[t - 1].lemma);
    // "Ready to send troops *once* the shooting stops", where the tree takes the verb for a noun.
    let once = word.deprel == Deprel::Case && g.is_condition(&word.lemma) && t > head;
    let opens = (marks || once) && g.is_condition(&word.lemma)
        || marks && act.refused && g.is_limit(&word.lemma)
        // "Would return to the deal *when* it received guarantees".
        || !complement && word.xpos == Xpos::Wrb && g.is_occasion(&word.lemma) && is_ahead(s, head) && word.head > Some(head)
        || only && g.opens_only_term(&word.lemma) && word.deprel == Deprel::Case && is_ahead(s, head)
        || only && g.is_sequel(&word.lemma) && matches!(word.deprel, Deprel::Mark | Deprel::Case | Deprel::Advmod);
    opens.then_some(1)
}

/// Whether somebody is going to do it.
fn is_ahead(s: &Sentence, act: usize) -> bool {
    s.children(act).any(|c| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md)
}

/// The head word of the clause or phrase behind an opener: the outermost of those that govern its first word and stand
/// behind the opener.
fn top_of(s: &Sentence, opener: usize, first: usize) -> Option<usize> {
    let mut top = (first < s.tokens.len()).then_some(first)?;
    while let Some(above) = s.tokens[top].head.filter(|&h| h > opener) {
        top = above;
    }
    Some(top)
}
