//! What the speeches of a document are to each other: doubles, quotations that go on, who relays whom; and which of them say
//! too little to be told.

use demarche_syntax::{Deprel, Document, Kind, Sentence, Span, Upos, Xpos};

use super::Speech;
use super::quotes::Quote;
use crate::actors::WordAt;
use crate::lexicon::grammar::Grammar;
use crate::record::Act;

/// Puts the speeches in order and leaves out what is none.
pub(super) fn settle(document: &Document, grammar: &Grammar, quotes: &[Quote], speeches: &mut Vec<Speech>) {
    drop_doubles(speeches);
    drop_around(speeches);
    still_talking(document, quotes, speeches);
    speeches.retain(|s| {
        !says_little(document, s) && !says_nothing(document, grammar, s) && !asks_for_silence(document, grammar, s)
    });
    speeches.sort_by_key(|s| s.content.first().map(|c| (c.start, c.end)));
    nest(speeches);
    drop_unrelayed(document, grammar, speeches);
}

/// Two cues with the very same content are one speech, that of the surer cue.
fn drop_doubles(speeches: &mut Vec<Speech>) {
    let mut kept: Vec<Speech> = Vec::with_capacity(speeches.len());
    for speech in speeches.drain(..) {
        match kept.iter_mut().find(|k| k.content == speech.content) {
            Some(earlier) if speech.confidence > earlier.confidence => *earlier = speech,
            Some(_) => {}
            None => kept.push(speech),
        }
    }
    *speeches = kept;
}

/// "The vote signals an end, said Lopez": what holds the very words that attribute it was not said in it.
fn drop_around(speeches: &mut Vec<Speech>) {
    let holds = |a: &Speech, b: &Speech| b.cue.is_some_and(|cue| a.content.iter().any(|c| c.contains(cue)));
    let gone: Vec<bool> = speeches
        .iter()
        .map(|a| speeches.iter().any(|b| holds(a, b) && holds(b, a) && a.cue.map(|c| c.start) < b.cue.map(|c| c.start)))
        .collect();
    let mut gone = gone.into_iter();
    speeches.retain(|_| !gone.next().unwrap_or(false));
}

/// Bytes after a quotation within which the next one, without a cue, is still the same speaker's.
const STILL_TALKING: usize = 400;

/// Words of a quotation that stands alone.
const WHOLE: usize = 4;

/// A direct quotation without a cue of its own belongs to the speaker who is still talking.
fn still_talking(document: &Document, quotes: &[Quote], speeches: &mut Vec<Speech>) {
    let text = &document.text[..];
    for quote in quotes {
        let taken = speeches.iter().any(|s| s.content.iter().any(|c| c.overlaps(quote.inner)));
        let inner = quote.inner.of(text);
        let whole = inner.trim_end_matches(['\'', '’']);
        let is_sentence = inner.trim_start_matches(['(', '[']).starts_with(char::is_uppercase)
            && whole.ends_with(['.', '!', '?', ',', '…']);
        if taken || !is_sentence {
            continue;
        }
        let inside = |s: &&Sentence| s.span.overlaps(quote.inner) && s.kind == Kind::Body;
        if !document.sentences.iter().any(|s| inside(&s)) {
            continue;
        }
        let before = speeches
            .iter()
            .filter(|s| s.quoted && s.content.last().is_some_and(|c| c.end <= quote.outer.start))
            .filter(|s| s.content.last().is_some_and(|c| quote.outer.start - c.end < STILL_TALKING))
            .max_by_key(|s| s.content.last().map(|c| c.end));
        let Some(before) = before else { continue };
        // “A,” she said. “B.”: one quotation that the cue only interrupts.
        let cue = before.cue.filter(|c| before.content.last().is_some_and(|l| l.end <= c.start));
        let interrupted = cue.and_then(|c| document.sentences.iter().find(|s| s.span.contains(c))).is_some_and(|s| {
            let gap = text.get(s.span.end..quote.outer.start);
            gap.is_some_and(|g| !g.contains('\n') && g.trim().is_empty())
        });
        if !interrupted && inner.split_whitespace().count() < WHOLE {
            continue;
        }
        let number = speeches.iter().position(|s| s == before);
        let joins = |n: &usize| interrupted && is_of_a_piece(&speeches[*n].content, quote.inner);
        if let Some(number) = number.filter(joins) {
            speeches[number].content.push(quote.inner);
            continue;
        }
        let before = before.clone();
        speeches.push(Speech {
            cue: None,
            cue_word: None,
            content: vec![quote.inner],
            quoted: true,
            act: Act::Assert,
            addressee: None,
            confidence: before.confidence - 0.1,
            ..before
        });
    }
}

/// Of two quotations under one cue, how much of both the shorter has at least, in tenths.
const OF_A_PIECE: usize = 4;

/// “A,” she said. “B.”: whether both are one statement. Where one outweighs the other, a reader takes down two.
fn is_of_a_piece(before: &[Span], behind: Span) -> bool {
    let before: usize = before.iter().map(|c| c.end - c.start).sum();
    let behind = behind.end - behind.start;
    before.min(behind) * 10 >= (before + behind) * OF_A_PIECE
}

/// "She said she hopes to win" is one statement, and so is "said the two would discuss the terms": of what somebody says that
/// others say, only whole clauses, proposals, charges and denials are told as words of theirs.
fn drop_unrelayed(document: &Document, grammar: &Grammar, speeches: &mut Vec<Speech>) {
    let text = &document.text[..];
    let words = |s: &Speech| s.content.iter().map(|c| c.of(text).split_whitespace().count()).sum::<usize>();
    let lemma = |w: WordAt| document.sentences[w.sentence].tokens[w.token].lemma.to_lowercase();
    let relayed = |s: &Speech| match s.act {
        Act::Suggest | Act::Accuse | Act::Deny => true,
        // "Said *it showed* that they would not": a thing has not spoken.
        Act::Assert => s.speaker.is_some_and(|w| !grammar.is_thing(&lemma(w))) && words(s) >= RELAYED,
        _ => false,
    };
    let gone: Vec<bool> = speeches.iter().map(|s| s.inside.is_some() && (s.attitude || !relayed(s))).collect();
    let number: Vec<usize> = gone.iter().scan(0, |n, &g| Some(std::mem::replace(n, *n + usize::from(!g)))).collect();
    let mut i = 0;
    speeches.retain(|_| {
        i += 1;
        !gone[i - 1]
    });
    for speech in speeches {
        speech.inside = speech.inside.filter(|&j| !gone[j]).map(|j| number[j]);
    }
}

/// Words that relayed speech has at least.
const RELAYED: usize = 6;

/// Whether what is taken for content is too little to be told as words: "supports *him*", "demanded *a pardon*" say where
/// somebody stands. A verb makes it a clause ("refused *to answer*").
fn says_little(document: &Document, speech: &Speech) -> bool {
    let words = speech.content.iter().map(|c| c.of(&document.text).split_whitespace().count()).sum::<usize>();
    let sentence = speech.cue_word.and_then(|w| document.sentences.get(w.sentence));
    // "His *promise of a quick ceasefire*": a noun with a thing names what was said.
    let noun = speech.act != Act::Question
        && sentence.zip(speech.cue_word).is_some_and(|(s, w)| s.tokens[w.token].upos == Upos::Noun);
    let most = if noun { LITTLE_OF_NOUN } else { LITTLE };
    if matches!(speech.act, Act::Warn | Act::Accuse) || speech.quoted || words >= most {
        return false;
    }
    let acts = |t: &demarche_syntax::Token| {
        matches!(t.upos, Upos::Verb | Upos::Aux) && speech.content.iter().any(|c| c.contains(t.span))
    };
    let kept = matches!(speech.act, Act::Deny | Act::Promise) && !noun;
    words < 2 || !kept && sentence.is_some_and(|s| !s.tokens.iter().any(acts))
}

/// Words of an object that says something.
const LITTLE: usize = 3;

/// The same of what hangs from a noun.
const LITTLE_OF_NOUN: usize = 5;

/// "Asked not *to be named*", "declined *to be identified*": on which terms a source spoke.
fn asks_for_silence(document: &Document, grammar: &Grammar, speech: &Speech) -> bool {
    let Some(sentence) = speech.cue_word.and_then(|w| document.sentences.get(w.sentence)) else { return false };
    let [content] = speech.content[..] else { return false };
    let named = |(i, t): (usize, &demarche_syntax::Token)| {
        content.contains(t.span) && grammar.is_anonymity(&t.lemma) && sentence.child(i, Deprel::AuxPass).is_some()
    };
    matches!(speech.act, Act::Demand | Act::Express) && sentence.tokens.iter().enumerate().any(named)
}

/// "Offered *no further details*", "cited *nothing*": what was not said.
fn says_nothing(document: &Document, grammar: &Grammar, speech: &Speech) -> bool {
    let text = &document.text[..];
    let first = speech.content.first().and_then(|c| c.of(text).split_whitespace().next());
    let denied = first.is_some_and(|w| grammar.is_negator(&w.to_lowercase()));
    let sentence = speech.cue_word.and_then(|w| document.sentences.get(w.sentence));
    let finite = |t: &demarche_syntax::Token| {
        matches!(t.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
            && speech.content.iter().any(|c| c.contains(t.span))
    };
    denied && !speech.quoted && !sentence.is_some_and(|s| s.tokens.iter().any(finite))
}

/// Who is relayed by whom: the smallest content around a cue.
fn nest(speeches: &mut [Speech]) {
    for i in 0..speeches.len() {
        let Some(cue) = speeches[i].cue else { continue };
        let size = |s: &Speech| s.content.iter().map(|c| c.len()).sum::<usize>();
        let around = (0..speeches.len()).filter(|&j| j != i && speeches[j].content.iter().any(|c| c.contains(cue)));
        speeches[i].inside = around.min_by_key(|&j| size(&speeches[j]));
    }
}
