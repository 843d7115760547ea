//! Clauses that hold what was said: around, before and behind the verb of saying, where the tree hangs them or where it
//! has torn them apart; and whoever is named beside that verb.

use demarche_syntax::{Deprel, Span, Upos, Xpos};

use super::content::{Content, Scene};
use crate::arguments::clause_kind;
use crate::lexicon::frames::Clause;

/// Bytes between what was said and the condition that belongs to it: a blank and a mark.
const NEAR: usize = 6;

/// Words from a cue set into a sentence to the comma behind it.
const PARENTHESIS: usize = 8;

/// Words between a cue and the conjunction of its clause.
const FAR: usize = 14;

impl Scene<'_> {
    /// "Talks, he said, had failed": the clause around a cue that is set into it.
    pub(super) fn around(&self, cue: usize) -> Option<Content> {
        let s = self.sentence;
        if s.tokens[cue].deprel != Deprel::Parataxis || s.child(cue, Deprel::Nsubj).is_none() {
            return None;
        }
        // "Critics say so; *the government denies it*": what a semicolon parts, or has its own object, stands alone.
        let first = *s.subtree(cue).iter().find(|&&t| s.tokens[t].upos != Upos::Punct)?;
        let parted = first > 0 && matches!(s.tokens[first - 1].form(self.text), ";" | ":");
        if parted || s.children(cue).any(|c| c > cue && s.tokens[c].deprel == Deprel::Obj) {
            return None;
        }
        self.clause_beside(cue)
    }

    /// The clause that a saying is set beside, without the saying.
    pub(super) fn clause_beside(&self, cue: usize) -> Option<Content> {
        let s = self.sentence;
        let clause = s.tokens[cue].head.filter(|_| s.tokens[cue].deprel == Deprel::Parataxis)?;
        (s.tokens[clause].upos != Upos::Noun || s.child(clause, Deprel::Nsubj).is_some())
            .then(|| self.rest_of_clause(self.whole_clause(clause), &s.subtree(cue)))
            .flatten()
    }

    /// The clause around a word that stands for itself: the sentence's, or one coordinated with its own subject.
    pub fn whole_clause(&self, token: usize) -> usize {
        let s = self.sentence;
        let alone = |t: usize| match s.tokens[t].deprel {
            Deprel::Root | Deprel::Parataxis => true,
            Deprel::Conj => s.child(t, Deprel::Nsubj).or_else(|| s.child(t, Deprel::NsubjPass)).is_some(),
            _ => false,
        };
        let mut at = token;
        while !alone(at) {
            let Some(head) = s.tokens[at].head else { break };
            at = head;
        }
        at
    }

    /// "Told reporters *that the border would stay shut*": a clause with a subject of its own that the tree hangs as a
    /// relative clause from whoever was told, or from the noun for what was said.
    pub(super) fn hidden_clause(&self, cue: usize) -> Option<Content> {
        let s = self.sentence;
        let verb = s.tokens[cue].upos == Upos::Verb;
        let beside = |&c: &usize| c > cue && matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl);
        let mut heads: Vec<usize> = if verb { s.children(cue).filter(beside).collect() } else { vec![cue] };
        // "said in a letter *to the council that*": or from the last noun of such a phrase.
        let last = |&h: &usize| {
            std::iter::successors(Some(h), |&n| s.children(n).rfind(|&c| c > n && s.tokens[c].deprel == Deprel::Nmod))
                .last()
        };
        let inner: Vec<usize> =
            heads.iter().filter(|&&h| verb && s.tokens[h].deprel == Deprel::Obl).filter_map(last).collect();
        heads.extend(inner);
        // "said in an interview *on Friday that*": or from when it was said.
        let day = |&t: &usize| s.is_below(t, cue) && self.grammar.is_calendar(&s.tokens[t].lemma.to_lowercase());
        let days: Vec<usize> =
            if verb { (cue + 1..s.tokens.len().min(cue + FAR)).filter(day).collect() } else { vec![] };
        let clause = heads
            .into_iter()
            .chain(days)
            .find_map(|h| s.child(h, Deprel::AclRelcl).or_else(|| s.child(h, Deprel::Acl)))?;
        let subject = s.child(clause, Deprel::Nsubj).or_else(|| s.child(clause, Deprel::NsubjPass))?;
        let opens = |t: &demarche_syntax::Token| t.upos == Upos::Sconj || t.xpos == Xpos::Wdt;
        let that = s.children(clause).find(|&c| c < subject && opens(&s.tokens[c]))?;
        // "defended the contacts, *which* he described": behind a comma it adds something.
        if s.tokens[that].xpos == Xpos::Wdt && that > 0 && s.tokens[that - 1].form(self.text) == "," {
            return None;
        }
        // "the claim that he made" lacks what it made; "the claim that the vote was stolen" lacks nothing.
        let object = s.children(clause).any(|c| c > clause && s.tokens[c].deprel == Deprel::Obj);
        let has = |d| s.child(clause, d).is_some();
        let conjunction = s.tokens[that].upos == Upos::Sconj;
        // "that fuel would *run out*": a particle that closes the clause, taken for an adverb or not.
        let closing = |c: usize| {
            c == clause + 1
                && s.tokens[c].deprel == Deprel::Advmod
                && self.grammar.is_verbal_particle(&s.tokens[c].lemma)
                && s.subtree(clause).last() == Some(&c)
        };
        let particle = s.children(clause).any(|c| c > clause && s.tokens[c].xpos == Xpos::Rp || closing(c));
        let complete = object || conjunction || has(Deprel::NsubjPass) || has(Deprel::Cop) || particle;
        if !verb && !complete {
            return None;
        }
        self.words(s.subtree(clause).into_iter().filter(|&w| w != that))
    }

    /// The sentence around a verb of saying and its speaker that stand between commas, in either order.
    pub fn set_apart(&self, cue: usize) -> Option<(Content, usize)> {
        self.parenthetical(cue).or_else(|| self.inverted_inside(cue))
    }

    /// "The latest test, North Korea *said*, was its biggest yet": the sentence around a subject and its verb between
    /// commas, with the subject.
    pub fn parenthetical(&self, cue: usize) -> Option<(Content, usize)> {
        let s = self.sentence;
        let comma = |t: usize| s.tokens.get(t).is_some_and(|t| t.form(self.text) == ",");
        let finite = matches!(s.tokens[cue].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let close = (cue + 1..s.tokens.len().min(cue + PARENTHESIS)).find(|&t| comma(t)).filter(|_| finite)?;
        let between = |t: usize| {
            let beside = matches!(
                s.tokens[t].deprel,
                Deprel::Advmod | Deprel::OblUnmarked | Deprel::Case | Deprel::Obl | Deprel::CompoundPrt
            );
            let phrase = s.is_below(t, cue) && matches!(s.tokens[t].upos, Upos::Det | Upos::Noun | Upos::Propn);
            beside || phrase && s.tokens[t].deprel != Deprel::Obj
        };
        let who = self.named_before(cue).filter(|&w| !matches!(s.tokens[w].xpos, Xpos::Wdt | Xpos::Wp))?;
        // "*Two of the diplomats* said".
        let counted = |w: &usize| s.tokens[*w].head.filter(|&h| h < *w && s.tokens[*w].deprel == Deprel::Nmod);
        let who = counted(&who).filter(|&h| s.tokens[h].upos == Upos::Num).unwrap_or(who);
        let first = s.subtree(who).into_iter().find(|&t| s.tokens[t].upos != Upos::Punct)?;
        let open = first.checked_sub(1).filter(|&t| comma(t))?;
        let verb =
            |mut range: std::ops::Range<usize>| range.any(|t| matches!(s.tokens[t].upos, Upos::Verb | Upos::Aux));
        // "The two sides met, mediators announced, *describing it as*": what the speaker goes on to do is not said.
        let goes_on = |t: &demarche_syntax::Token| t.xpos == Xpos::Vbg && t.deprel == Deprel::Advcl;
        let end = if s.tokens.get(close + 1).is_some_and(goes_on) { close + 1 } else { s.tokens.len() };
        if !(cue + 1..close).all(between) || open < 1 || !verb(close + 1..s.tokens.len()) {
            return None;
        }
        // "She went further: *the accord*, she said, …".
        let stop = |t: &usize| matches!(s.tokens[*t].form(self.text), ";" | ":");
        let begin = (0..open).rev().find(stop).map_or(0, |t| t + 1);
        Some((self.words((begin..open).chain(close + 1..end))?, who))
    }

    /// "The meeting failed, the paper *reported* on Monday.": the clause before a subject and its verb that end the sentence,
    /// with the subject where the tree has none.
    pub fn postposed(&self, cue: usize) -> Option<(Content, Option<usize>)> {
        let s = self.sentence;
        let finite = matches!(s.tokens[cue].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let comma_before = |word: usize| {
            let mark = word.checked_sub(1)?;
            let closed = self.quotes.iter().any(|q| q.outer.end == s.tokens[mark].span.end);
            let comma = if closed { mark.checked_sub(1)? } else { mark };
            (s.tokens[comma].form(self.text) == ",").then_some(mark)
        };
        let subject = s.children(cue).find(|&c| c < cue && s.tokens[c].deprel == Deprel::Nsubj).filter(|_| finite);
        let ours = subject.and_then(|x| Some((comma_before(*s.subtree(x).first()?)?, None)));
        // Where the tree has made the speaker a part of what was said, the words right before the verb name the speaker.
        let (comma, named) = ours.or_else(|| {
            // "A charge *he denies*": what is said about a thing is no sentence's speaker.
            let relative = matches!(s.tokens[cue].deprel, Deprel::AclRelcl | Deprel::Acl);
            let before =
                (0..cue).rev().take_while(|&t| self.in_noun_phrase(t)).last().filter(|_| finite && !relative)?;
            Some((comma_before(before)?, Some(self.named_before(cue)?)))
        })?;
        // "One of them said, *adding that* Kenya would host it": what the speaker goes on to say.
        let adds = |t: &usize| s.tokens[*t].xpos == Xpos::Vbg && s.tokens[*t - 1].form(self.text) == ",";
        let near = cue + 1..s.tokens.len().min(cue + FAR);
        // "That was unlikely, he said on Tuesday*: a summit would crown a deal*": nor is what a colon opens the writer's.
        let colon = near.clone().find(|&t| s.tokens[t].form(self.text) == ":");
        let end = near.skip(1).find(adds).or(colon).unwrap_or(s.tokens.len());
        let tail = cue + 1..end;
        let ends = tail.len() < FAR
            && tail.clone().all(|t| s.is_below(t, cue) || s.tokens[t].upos == Upos::Punct)
            && !tail.clone().any(|t| matches!(s.tokens[t].upos, Upos::Verb | Upos::Aux));
        let is_clause = |t: usize| {
            matches!(s.tokens[t].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop | Deprel::Expl | Deprel::Aux)
        };
        let opened = |t: usize| {
            s.tokens[t].deprel == Deprel::Mark && s.tokens[t].head.is_some_and(|h| s.tokens[h].head == Some(cue))
        };
        let clause = (0..comma).any(is_clause) || s.tokens[..comma].iter().any(|t| t.xpos == Xpos::Vbd);
        let behind = colon.filter(|&c| c == end).map_or(s.tokens.len(), |c| c + 1);
        let words = (0..comma).chain(behind..s.tokens.len());
        (ends && clause && !opened(0)).then(|| self.words(words)).flatten().map(|content| (content, named))
    }

    /// "The meeting failed, *said* one source.": the clause before a verb that stands before its speaker, with the speaker.
    pub fn inverted(&self, cue: usize) -> Option<(Content, usize)> {
        let s = self.sentence;
        let comma = cue.checked_sub(1).filter(|&i| s.tokens[i].form(self.text) == ",")?;
        let finite = matches!(s.tokens[cue].xpos, Xpos::Vbd | Xpos::Vbz);
        let behind: Vec<usize> = (cue + 1..s.tokens.len()).take_while(|&t| self.in_noun_phrase(t)).collect();
        let who = self.head_of(&behind)?;
        // Nothing but the speaker up to the end, or what is said of the speaker behind a comma or preposition.
        let next = s.tokens.get(cue + 1 + behind.len());
        let ends = next.is_none_or(|t| t.upos == Upos::Punct || t.upos == Upos::Adp);
        let verb = (0..comma).any(|t| {
            let participle = matches!(s.tokens[t].xpos, Xpos::Vbn | Xpos::Vbg);
            matches!(s.tokens[t].upos, Upos::Verb | Upos::Aux) && !participle
        });
        let subject = |c: usize| c + 1 == comma && matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass);
        let relative = s.tokens[cue].deprel == Deprel::AclRelcl;
        // "Lee, who chairs it, *said the* “loose talk” …": what begins behind the verb is said, not who says it.
        let opens = next.is_some_and(|n| self.quotes.iter().any(|q| q.outer.start == n.span.start));
        let said = |c: usize| c > cue && s.tokens[c].deprel == Deprel::Ccomp;
        if opens || s.children(cue).any(said) {
            return None;
        }
        if !finite || !ends || !verb || relative || s.children(cue).any(subject) && behind.len() < 2 {
            return None;
        }
        Some((self.words(0..comma)?, who))
    }

    /// "The text, *said Michael Kofi, an analyst*, would change nothing": the sentence around a verb and its speaker between
    /// commas, with the speaker.
    pub fn inverted_inside(&self, cue: usize) -> Option<(Content, usize)> {
        let s = self.sentence;
        let comma = |t: usize| s.tokens.get(t).is_some_and(|t| t.form(self.text) == ",");
        let open = cue.checked_sub(1).filter(|&t| comma(t) && matches!(s.tokens[cue].xpos, Xpos::Vbd | Xpos::Vbz))?;
        let behind: Vec<usize> = (cue + 1..s.tokens.len()).take_while(|&t| self.in_noun_phrase(t)).collect();
        let who = self.head_of(&behind)?;
        let finite = |t: usize| {
            let verb = matches!(s.tokens[t].upos, Upos::Verb | Upos::Aux);
            verb && matches!(s.tokens[t].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
        };
        let last = *s.subtree(who).iter().rfind(|&&t| s.tokens[t].upos != Upos::Punct)?;
        let close = (last + 1..s.tokens.len().min(last + 3)).find(|&t| comma(t))?;
        // What goes on behind the speaker has its subject before the verb.
        let torn = finite(close + 1) && !(0..open).any(finite) && open > 0;
        torn.then(|| self.words((0..open).chain(close + 1..s.tokens.len()))).flatten().map(|content| (content, who))
    }

    /// "The changes, *which* officials *said will start soon*", "a rally that organizers *said had drawn* thousands": a clause
    /// whose subject stands before the saying.
    pub(super) fn gapped(&self, cue: usize) -> Option<Content> {
        let s = self.sentence;
        let finite = matches!(s.tokens[cue].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        // "That officials *privately* admit".
        let adverb = cue > 0 && s.tokens[cue - 1].upos == Upos::Adv && s.tokens[cue - 1].head == Some(cue);
        let who = self.named_before(cue - usize::from(adverb)).filter(|_| finite)?;
        let opener = s.subtree(who).first()?.checked_sub(1)?;
        let relative = matches!(s.tokens[opener].xpos, Xpos::Wdt | Xpos::Wp);
        // "A margin *that* he said defied all forecasts" with a conjunction: behind a noun, and with a verb that has no subject.
        let noun = |t: usize| matches!(s.tokens[t].upos, Upos::Noun | Upos::Propn);
        let that = s.tokens[opener].upos == Upos::Sconj && self.grammar.is_conjunction(&s.tokens[opener].lemma);
        let that = that && opener > 0 && noun(opener - 1);
        let next = s.tokens.get(cue + 1).filter(|_| relative || that)?;
        let clause = match next.deprel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => next.head?,
            _ if matches!(next.xpos, Xpos::Vbd | Xpos::Vbz) => cue + 1,
            _ => return None,
        };
        // What a comma opens, the next one closes.
        let comma = |t: usize| s.tokens[t].form(self.text) == ",";
        let apart = opener > 0 && comma(opener - 1);
        let end = (cue + 1..s.tokens.len()).find(|&t| apart && comma(t)).unwrap_or(s.tokens.len());
        let words = s.subtree(clause).into_iter().filter(|&w| w > cue && w < end);
        self.words(std::iter::once(opener).chain(words))
    }

    /// "*As the president said*, the two sides are enemies": the clause that a saying with "as" is set into.
    pub(super) fn clause_of_as(&self, cue: usize) -> Option<Content> {
        let s = self.sentence;
        let opened = s.children(cue).any(|c| {
            c < cue
                && matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Advmod)
                && self.grammar.is_essive(&s.tokens[c].lemma)
        });
        let finite = matches!(s.tokens[cue].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || s.children(cue).any(|c| s.tokens[c].deprel == Deprel::Aux);
        let clause = s.tokens[cue].head.filter(|_| opened && finite && s.tokens[cue].deprel == Deprel::Advcl)?;
        let bare = !s.children(cue).any(|c| matches!(s.tokens[c].deprel, Deprel::Ccomp | Deprel::Obj));
        self.rest_of_clause(self.whole_clause(clause), &s.subtree(cue)).filter(|_| bare)
    }

    /// What stands behind a verb of saying up to the end of its sentence, for when the tree has torn the clause apart.
    /// Nothing where the verb is followed by something else, or not by its clause.
    pub(super) fn clause_behind(&self, cue: usize) -> Option<Content> {
        let s = self.sentence;
        let subject =
            s.children(cue).any(|c| c < cue && matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
        let mut first = cue + 1;
        // "told reporters on Monday that": whom and when, then the clause.
        let beside = |t: usize| {
            s.tokens[t].head == Some(cue)
                && matches!(s.tokens[t].deprel, Deprel::Advmod | Deprel::OblUnmarked | Deprel::CompoundPrt)
        };
        while first < s.tokens.len() && beside(first) {
            first += 1;
        }
        // "said during the debate that": phrases stand between.
        let conjunction = |t: usize| s.tokens[t].upos == Upos::Sconj && matches!(s.tokens[t].deprel, Deprel::Mark);
        let near = (first..s.tokens.len().min(cue + FAR)).take_while(|&t| s.tokens[t].upos != Upos::Verb);
        if let Some(that) = near
            .filter(|&t| {
                let plain = self.grammar.is_conjunction(&s.tokens[t].lemma);
                // "ruled out talks, *while* Caracas said that".
                let clause = s.tokens[t].head.filter(|&h| s.tokens[h].deprel != Deprel::Advcl);
                plain || clause.is_some_and(|c| clause_kind(self.grammar, s, c) == Some(Clause::That))
            })
            .find(|&t| conjunction(t))
        {
            first = that + 1;
        }
        let noun_phrase = |t: usize| {
            let upos = s.tokens.get(t).map(|t| t.upos);
            matches!(upos, Some(Upos::Det | Upos::Propn | Upos::Pron | Upos::Noun | Upos::Adj | Upos::Num))
        };
        let adverb = s.tokens.get(first).is_some_and(|t| t.upos == Upos::Adv);
        let marked = first > cue + 1 && conjunction(first - 1);
        // "said *legalizing it* could help".
        let gerund = s.tokens.get(first).is_some_and(|t| t.xpos == Xpos::Vbg)
            && s.tokens[first..].iter().any(|t| t.deprel == Deprel::Aux || t.xpos == Xpos::Vbz);
        let opens = marked || gerund || noun_phrase(first) || adverb && noun_phrase(first + 1);
        // "said A and added B", "ruled out A, calling it B, while C said": other verbs of the speaker's and clauses around the
        // saying end it.
        let again = |t: usize| {
            let conjunct = s.tokens[t].head.filter(|_| s.tokens[t].deprel == Deprel::Cc);
            conjunct.is_some_and(|h| s.tokens[h].deprel == Deprel::Conj && s.tokens[h].head == Some(cue))
        };
        let aside = |t: usize| {
            let clause = if s.tokens[t].deprel == Deprel::Mark { s.tokens[t].head } else { Some(t) };
            let around = clause.is_some_and(|c| s.tokens[c].deprel == Deprel::Advcl && s.tokens[c].head == Some(cue));
            let opens =
                s.tokens[t].deprel == Deprel::Mark && s.tokens[t].upos == Upos::Sconj || s.tokens[t].xpos == Xpos::Vbg;
            around && opens && t > first && s.tokens[t - 1].form(self.text) == ","
        };
        let end = (first..s.tokens.len()).find(|&t| again(t) || aside(t)).unwrap_or(s.tokens.len());
        // "favored a reopening, now *says*": what stands beside a relative clause is none of its words.
        let relative = s.tokens[cue].deprel == Deprel::AclRelcl;
        let last = s.subtree(cue).last().map(|&l| l + 1).filter(|&l| relative && l > first);
        let end = last.map_or(end, |l| l.min(end));
        // "Asked if he *trusted* them, he said": nor what the clause is set before.
        let end = self.end_before_main_clause(cue).map_or(end, |l| l.min(end));
        if end <= first {
            return None;
        }
        // "the contacts, which *he described*": nor does what is said about a thing make a clause of it.
        // "Declared its independence, years *after a war drove* them out": nor does when it was so.
        let when = |t: usize| {
            let mark = |c: usize| c > first && s.tokens[c].deprel == Deprel::Mark && s.tokens[c].upos != Upos::Part;
            s.tokens[t].deprel == Deprel::Advcl && s.children(t).any(mark)
        };
        let aside = |t: usize| s.tokens[t].deprel == Deprel::AclRelcl || when(t);
        let finite = (first..end).any(|i| {
            let t = &s.tokens[i];
            let part = matches!(t.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop | Deprel::Expl);
            let past = t.xpos == Xpos::Vbd || t.upos == Upos::Aux && t.xpos == Xpos::Md;
            let verb = matches!(t.xpos, Xpos::Vbz | Xpos::Vbp) || marked && past;
            // "Said supporters of the group *were sharing* it" with supporters who share.
            let clause = t.head.filter(|&h| matches!(t.deprel, Deprel::Aux | Deprel::AuxPass) && h > i);
            let opened = |h: usize| s.children(h).any(|c| s.tokens[c].deprel == Deprel::Mark);
            let verb = verb || clause.is_some_and(|h| !aside(h) && !opened(h) && t.xpos != Xpos::Vb);
            part && !t.head.is_some_and(aside) || verb && !aside(i)
        });
        // "Echoed the remarks, *saying* the plan …".
        let participle = s.tokens[cue].xpos == Xpos::Vbg && cue > 0 && s.tokens[cue - 1].form(self.text) == ",";
        if !(subject || participle) || !opens || !finite {
            return None;
        }
        self.words(first..end)
    }

    /// "Said the parts *were safe, and that tests would go on*": a clause runs to the end of its sentence, wherever the tree
    /// hangs its last part, unless that part is plainly about the saying.
    pub(super) fn up_to_end(&self, cue: usize, content: Content) -> Content {
        let s = self.sentence;
        let [only] = content.spans[..] else { return content };
        if content.direct || only.start < s.tokens[cue].span.end {
            return content;
        }
        let Some(next) = s.tokens.iter().position(|t| t.span.start >= only.end) else { return content };
        let first = s.tokens.iter().position(|t| t.span.start >= only.start).unwrap_or(next);
        // "Said *if the talks failed* he would go": the condition right behind the verb was said with what depends on it.
        let condition = |m: &demarche_syntax::Token| {
            let clause = m.head.filter(|&h| s.tokens[h].deprel == Deprel::Advcl && s.tokens[h].head == Some(cue));
            let last = clause.and_then(|c| s.subtree(c).last().copied());
            m.deprel == Deprel::Mark
                && self.grammar.is_condition(&m.lemma)
                && last.is_some_and(|l| l < first && l + 3 > first)
        };
        let first = if s.tokens.get(cue + 1).is_some_and(condition) { cue + 1 } else { first };
        // What was said goes on with a pronoun or an auxiliary ("said he was ill *and would resign*"), the story with
        // somebody who is named, the speaker's acts with a bare verb ("said A *and added* B").
        let goes_on = |c: usize| match s.tokens[c].deprel {
            Deprel::Nsubj | Deprel::NsubjPass => s.tokens[c].upos == Upos::Pron,
            // "*And there was* a current of opinion".
            Deprel::Expl => s.tokens[c].head.is_some_and(|h| c < h),
            Deprel::Aux | Deprel::AuxPass => true,
            // "*And that* talk of peace was a trick".
            Deprel::Mark => self.grammar.is_conjunction(&s.tokens[c].lemma),
            _ => false,
        };
        let of_saying = |t: usize| {
            s.tokens[t].head == Some(cue)
                && match s.tokens[t].deprel {
                    // "Said he was ill *but wanted* to stay": a contrast without a comma is in what was said.
                    Deprel::Conj => {
                        let but =
                            |c: usize| s.tokens[c].deprel == Deprel::Cc && self.grammar.is_contrast(&s.tokens[c].lemma);
                        let contrast = s.children(t).find(|&c| c < t && but(c));
                        let joined = contrast.is_some_and(|c| c > 0 && s.tokens[c - 1].form(self.text) != ",");
                        !joined && !s.children(t).any(goes_on)
                    }
                    Deprel::Parataxis | Deprel::OblUnmarked => true,
                    Deprel::Obl => self.grammar.is_calendar(&s.tokens[t].lemma.to_lowercase()),
                    Deprel::Advcl => false,
                    _ => false,
                }
        };
        let stop = (next..s.tokens.len())
            .filter(|&t| of_saying(t))
            .filter_map(|t| s.subtree(t).first().copied())
            .filter(|&t| t >= next)
            .min();
        // "Barkley, *who said he votes*, said", "while he said A, B": what frames the saying bounds what was said.
        let t = &s.tokens[cue];
        let relative = t.deprel == Deprel::AclRelcl;
        let own = s.subtree(cue).last().map(|&l| l + 1).filter(|&l| relative && l >= next);
        let bound = own.or_else(|| self.end_before_main_clause(cue).filter(|&l| l >= next));
        let end = stop.unwrap_or(s.tokens.len()).min(bound.unwrap_or(s.tokens.len()));
        self.words(first..self.before_aside(first, end)).unwrap_or(content)
    }

    /// Where the clause that holds a cue ends, if it is set before the one that governs it.
    fn end_before_main_clause(&self, cue: usize) -> Option<usize> {
        let s = self.sentence;
        let mut at = cue;
        while let Some(head) = s.tokens[at].head {
            if head > cue {
                return s.subtree(at).last().map(|&l| l + 1);
            }
            at = head;
        }
        None
    }

    /// "Says “*the game is soft*” because it is": words in quotation marks right behind a verb of saying, without a comma,
    /// that begin in small letters begin a clause which need not end with them.
    pub(super) fn goes_on_behind(&self, cue: usize, content: Content) -> Content {
        let s = self.sentence;
        let [only] = content.spans[..] else { return content };
        let behind = s.tokens[cue].span.end..only.start;
        let between = self.text.get(behind).unwrap_or_default();
        let opens = !between.is_empty() && between.chars().count() < 4 && !between.contains([',', ':', '\n']);
        let small = only.of(self.text).starts_with(char::is_lowercase);
        let ends = only.of(self.text).ends_with(['.', '!', '?', ',']) || only.end + 2 >= s.span.end;
        if !content.direct || !opens || !small || ends {
            return content;
        }
        let longer = self.up_to_end(cue, Content { direct: false, ..content.clone() });
        match longer.spans[..] {
            [l] if l.end > only.end + 2 => longer,
            _ => content,
        }
    }

    /// "Threatened “consequences” *if the hostages are not freed*", "vowed to leave *unless* …": the condition right behind what
    /// was promised, demanded or ruled out belongs to it, up to the next comma.
    pub(super) fn with_condition(&self, cue: usize, content: Content) -> Content {
        let s = self.sentence;
        let [only] = content.spans[..] else { return content };
        let next = s.tokens.iter().position(|t| t.span.start >= only.end && t.upos != Upos::Punct);
        let Some(next) = next.filter(|&n| n > cue && s.tokens[n].deprel == Deprel::Mark) else { return content };
        let word = &s.tokens[next].lemma;
        let clause = s.tokens[next].head.filter(|&h| s.tokens[h].deprel == Deprel::Advcl && s.is_below(h, cue));
        let near = s.tokens[next].span.start.saturating_sub(only.end) < NEAR;
        let gap = &self.text[only.end..s.tokens[next].span.start];
        if clause.is_none()
            || !near
            || gap.contains(',')
            || !(self.grammar.is_condition(word) || self.grammar.is_limit(word))
        {
            return content;
        }
        let end = (next..s.tokens.len()).find(|&t| s.tokens[t].upos == Upos::Punct && self.is_stop(t));
        let words = (cue + 1..end.unwrap_or(s.tokens.len())).filter(|&w| s.tokens[w].span.start >= only.start);
        let opened = self.quotes.iter().find(|q| q.inner == only);
        match (self.words(words), opened) {
            // With the mark that the quotation now begins inside.
            (Some(Content { spans, .. }), Some(q)) => {
                let spans = spans.iter().map(|c| Span::new(c.start.min(q.outer.start), c.end)).collect();
                Content { spans, direct: false }
            }
            (Some(longer), None) => longer,
            (None, _) => content,
        }
    }

    fn is_stop(&self, token: usize) -> bool {
        matches!(self.sentence.tokens[token].form(self.text), "," | ";" | "." | ":" | "—" | "–" | "!" | "?")
    }

    /// Where a relative clause behind a comma that closes what was said begins: it is the writer's.
    fn before_aside(&self, first: usize, end: usize) -> usize {
        let s = self.sentence;
        let aside = |&t: &usize| {
            let relative =
                matches!(s.tokens[t].xpos, Xpos::Wdt | Xpos::Wp | Xpos::Wrb) && s.tokens[t - 1].form(self.text) == ",";
            let clause = s.tokens[t].head.filter(|&h| s.tokens[h].deprel == Deprel::AclRelcl);
            relative && clause.is_some_and(|c| s.subtree(c).last().is_some_and(|&l| l + 2 >= end))
        };
        (first + 1..end).find(aside).map_or(end, |t| t - 1)
    }

    /// A clause without some of its words.
    pub fn rest_of_clause(&self, clause: usize, without: &[usize]) -> Option<Content> {
        self.words(self.sentence.subtree(clause).into_iter().filter(|w| !without.contains(w)))
    }

    /// "“…,” said *Tim Hess*, a developer": whoever is named right behind a verb of saying or right before it, for when the
    /// tree has taken its subject from the quotation.
    pub fn named_beside(&self, cue: usize) -> Option<usize> {
        let behind: Vec<usize> =
            (cue + 1..self.sentence.tokens.len()).take_while(|&t| self.in_noun_phrase(t)).collect();
        self.head_of(&behind).or_else(|| self.named_before(cue))
    }

    /// Whoever is named right before it.
    pub(super) fn named_before(&self, cue: usize) -> Option<usize> {
        let before: Vec<usize> = (0..cue).rev().take_while(|&t| self.in_noun_phrase(t)).collect();
        self.head_of(&before)
    }

    /// Whether a word may be part of a noun phrase that no quotation holds.
    pub(super) fn in_noun_phrase(&self, token: usize) -> bool {
        let t = &self.sentence.tokens[token];
        let inside = matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num);
        let glued = t.upos == Upos::Part && t.deprel == Deprel::Case || matches!(t.form(self.text), "-" | "/");
        (inside || glued) && !self.quotes.iter().any(|q| q.outer.overlaps(t.span))
    }

    /// The noun of a run of words that no other of them governs.
    pub(super) fn head_of(&self, words: &[usize]) -> Option<usize> {
        let s = self.sentence;
        let nominal = |t: usize| matches!(s.tokens[t].upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let top = |t: usize| s.tokens[t].head.is_none_or(|h| !words.contains(&h));
        words.iter().copied().find(|&t| nominal(t) && top(t)).or_else(|| {
            // "said *one* of the marchers".
            words.iter().copied().find(|&t| top(t) && s.tokens[t].upos == Upos::Num)
        })
    }
}
