//! The content of a statement: direct quotations beside a cue, and the clause, infinitive, object or
//! phrase that hangs from it.

use demarche_syntax::{Deprel, Sentence, Span, Upos, Xpos};

use super::quotes::Quote;
use crate::actors::WordAt;
use crate::arguments::{case_of, clause_kind};
use crate::lexicon::cues::ContentAt;
use crate::lexicon::frames::Clause;
use crate::lexicon::grammar::Grammar;

/// A sentence with what stands around it.
pub struct Scene<'a> {
    /// The text.
    pub text: &'a str,
    /// Number of the sentence.
    pub number: usize,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// All quotations of the text.
    pub quotes: &'a [Quote],
    /// Function words.
    pub grammar: &'a Grammar,
}

/// What was said.
#[derive(Clone, Debug)]
pub struct Content {
    /// Its stretches of text, without quotation marks at their ends.
    pub spans: Vec<Span>,
    /// Whether it is a direct quotation.
    pub direct: bool,
}

impl Content {
    /// Whether a word lies in it.
    pub fn covers(&self, scene: &Scene<'_>, token: usize) -> bool {
        self.spans.iter().any(|c| c.overlaps(scene.sentence.tokens[token].span))
    }
}

/// Longest object between a cue and what that is called, in bytes.
const OBJECT: usize = 120;

/// Longest stretch between two names that somebody is called, in bytes.
const NEXT_QUOTE: usize = 30;

/// Longest stretch between a cue and its quotation, in bytes ("said in an interview on Tuesday, “").
const GAP: usize = 60;

impl Scene<'_> {
    /// The word in the document.
    pub fn at(&self, token: usize) -> WordAt {
        WordAt { sentence: self.number, token }
    }

    /// Whether a word stands in a direct quotation of some length.
    pub fn is_in_direct_speech(&self, token: usize) -> bool {
        let span = self.sentence.tokens[token].span;
        self.quotes.iter().any(|q| q.inner.contains(span) && is_sentence(q.inner.of(self.text)))
    }

    /// The direct quotation before, after or around the cue with its speaker.
    pub fn quote_beside(&self, cue: usize, speaker: Option<usize>) -> Option<Content> {
        let tokens = &self.sentence.tokens;
        let mut clause = tokens[cue].span;
        if let Some(speaker) = speaker.filter(|&s| s.abs_diff(cue) < 30) {
            clause = clause.cover(super::phrase_span(self.sentence, speaker));
        }
        let before = self.quotes.iter().rev().find(|q| q.outer.end <= clause.start).filter(|q| {
            let inner = q.inner.of(self.text);
            let gap = &self.text[q.outer.end..clause.start];
            // A quotation that closes its own sentence belongs to what comes before it.
            let beside =
                gap.chars().all(|c| c.is_whitespace() || c == ',') && !inner.ends_with('.') && !gap.contains("\n\n");
            // “…,” Rep. Ann Lee, the mayor, said: the speaker's own words may fill the gap.
            let same_clause = inner.ends_with([',', '?', '!'])
                && gap.len() < 150
                && !gap.contains([':', ';', '\n', '"', '“'])
                && q.outer.end + 1 >= self.sentence.span.start;
            // "saw “no evidence,” *but* he said": what a conjunction joins begins anew.
            let stretch = Span::new(q.outer.end, clause.start);
            let joined = self
                .sentence
                .tokens
                .iter()
                .any(|t| t.upos == Upos::Cconj && t.head == Some(cue) && stretch.contains(t.span));
            let another = joined || self.has_verb(stretch, speaker);
            // A heading's words are no part of what the next sentence tells.
            let other_sentence = q.outer.end <= self.sentence.span.start && !inner.ends_with([',', '?', '!', '.']);
            let beside = beside && !other_sentence;
            (beside || same_clause && !another) && is_sentence(inner)
        });
        // "“…,” he said, *adding* that": the quotation before is the first verb's.
        let told = speaker.filter(|&t| t < cue).map(|t| super::phrase_span(self.sentence, t).end);
        let second = told.is_some_and(|end| {
            end < tokens[cue].span.start && self.has_verb(Span::new(end, tokens[cue].span.start), speaker)
        });
        let before = before.filter(|_| !second);
        let after = self.quote_after(cue, speaker);
        match (before, after) {
            (Some(before), None) => Some(self.begun_with_sentence(before)),
            // “A,” he said, “B.” is one; “A.” He said “B.” are two, of which the second is this cue's.
            (Some(before), Some(after)) if before.inner.of(self.text).ends_with(',') => {
                Some(Content { spans: [vec![before.inner], after.spans].concat(), direct: true })
            }
            (_, after) => after,
        }
    }

    /// "America needs leaders “*who understand that*,” she said": a quotation that goes on with its sentence was said with
    /// the words before it.
    fn begun_with_sentence(&self, quote: &Quote) -> Content {
        let s = self.sentence;
        let inner = quote.inner.of(self.text);
        let alone = Content { spans: vec![quote.inner], direct: true };
        if !inner.starts_with(char::is_lowercase) || quote.outer.start <= s.span.start + 2 {
            return alone;
        }
        let before = Span::new(s.span.start, quote.outer.start);
        let another = self.quotes.iter().any(|q| q.inner.overlaps(before));
        let subject = s
            .tokens
            .iter()
            .any(|t| before.contains(t.span) && matches!(t.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl));
        if another || !subject {
            return alone;
        }
        Content { spans: vec![Span::new(s.span.start, quote.outer.end)], direct: false }
    }

    /// A quotation that begins in what was said and runs over the end of the sentence was said to its end.
    pub fn with_whole_quotations(&self, mut content: Content) -> Content {
        for span in &mut content.spans {
            let runs_on = |q: &&Quote| {
                (span.start..span.end).contains(&q.inner.start)
                    && q.inner.end > self.sentence.span.end
                    && span.end + 2 >= self.sentence.span.end
            };
            if let Some(quote) = self.quotes.iter().find(runs_on) {
                *span = Span::new(span.start, quote.inner.end);
            }
            // "“It came late. *It shows lists*,” according to": so was one that ends here from its beginning.
            let begun = |q: &&Quote| {
                q.inner.start < self.sentence.span.start
                    && (q.inner.start..q.inner.end).contains(&span.start)
                    && span.end + 2 >= q.inner.end
                    && span.end <= q.outer.end
            };
            if let Some(quote) = self.quotes.iter().find(begun) {
                *span = quote.inner;
            }
        }
        content
    }

    /// Whether a verb stands in a stretch, one that says nothing of the speaker: what lies behind it is that verb's.
    fn has_verb(&self, stretch: Span, speaker: Option<usize>) -> bool {
        let s = self.sentence;
        let verbs = s.tokens.iter().enumerate().filter(|(_, t)| t.upos == Upos::Verb && stretch.contains(t.span));
        let mut others = verbs.filter(|(i, _)| speaker.is_none_or(|x| !s.is_below(*i, x)));
        others.next().is_some()
    }

    /// The direct quotation behind the cue.
    pub fn quote_after(&self, cue: usize, speaker: Option<usize>) -> Option<Content> {
        let tokens = &self.sentence.tokens;
        let behind = speaker.filter(|&s| s > cue && s < cue + 30).map(|s| super::phrase_span(self.sentence, s));
        let end = behind.map_or(tokens[cue].span.end, |s| s.end);
        let quote = self.quotes.iter().find(|q| q.outer.start >= end)?;
        let gap = &self.text[end..quote.outer.start];
        let opens = gap.trim_end().ends_with([',', ':']) || gap.trim().is_empty();
        // "The Times reports:" and a paragraph of its words.
        let announced =
            gap.trim_end().ends_with(':') && self.text[..quote.outer.start].trim_end().len() <= self.sentence.span.end;
        let same_sentence = quote.outer.start < self.sentence.span.end || announced;
        let short = gap.len() <= GAP && !gap.trim_end().contains(['!', '?', '\n']);
        // A quotation that only begins a clause ("said “some” were") is left to the clause.
        let whole = is_sentence(quote.inner.of(self.text));
        // “…,” he said, looking at the map, “…”: a quotation that goes on.
        let goes_on = gap.trim_end().ends_with(',')
            && self.quotes.iter().any(|q| {
                q.outer.end <= tokens[cue].span.start
                    && q.inner.of(self.text).ends_with(',')
                    && q.outer.end >= self.sentence.span.start
            })
            && quote.inner.of(self.text).starts_with(char::is_lowercase);
        if self.has_verb(Span::new(end, quote.outer.start), speaker) && !goes_on {
            return None;
        }
        (opens && same_sentence && short && whole).then(|| Content { spans: vec![quote.inner], direct: true })
    }

    /// Content of one sort below the cue; `last` is the last further word of the cue.
    pub fn content_of(&self, cue: usize, at: &ContentAt, last: Option<usize>) -> Option<Content> {
        let s = self.sentence;
        let child = |f: &dyn Fn(usize) -> bool| s.children(cue).find(|&c| f(c));
        let clause = |c: usize, kind: Clause| {
            matches!(s.tokens[c].deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl | Deprel::Advcl | Deprel::Csubj)
                && clause_kind(self.grammar, s, c) == Some(kind)
        };
        match at {
            ContentAt::That => {
                let complement = |c: usize| {
                    let participle = s.tokens[c].deprel == Deprel::Acl
                        && s.tokens[c].xpos == Xpos::Vbn
                        && !s
                            .children(c)
                            .any(|a| matches!(s.tokens[a].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Mark));
                    // "accusations, *although* the number has dropped".
                    let aside = s.children(c).any(|m| {
                        let t = &s.tokens[m];
                        let opens = m < c && t.deprel == Deprel::Mark && t.upos == Upos::Sconj;
                        opens && !self.grammar.is_conjunction(&t.lemma)
                    });
                    matches!(s.tokens[c].deprel, Deprel::Ccomp | Deprel::Acl)
                        && !participle
                        && !aside
                        && clause_kind(self.grammar, s, c) == Some(Clause::That)
                };
                // Behind the cue, where there is one: "*asked about taxes*, she said *that* they would fall".
                let behind = s.children(cue).find(|&c| c > cue && complement(c));
                let found = behind.or_else(|| child(&complement)).and_then(|c| self.subtree(c, true));
                // A clause begins right behind its verb; one that does not has lost its first words.
                let torn = |c: &Content| {
                    // "Said *the process of drafting it* could be long": nor does one begin with its verb.
                    let first = s.tokens.iter().position(|t| t.span.start >= c.spans[0].start);
                    let verb = first.is_some_and(|f| {
                        let finite = matches!(s.tokens[f].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
                        finite && f > cue + 1 && matches!(s.tokens[f].upos, Upos::Verb | Upos::Aux)
                    });
                    if verb {
                        return true;
                    }
                    let between = |t: &&demarche_syntax::Token| {
                        t.span.start >= s.tokens[cue].span.end && t.span.end <= c.spans[0].start
                    };
                    s.tokens.iter().filter(between).any(|t| matches!(t.deprel, Deprel::Nsubj | Deprel::NsubjPass))
                };
                match found {
                    Some(found) if !torn(&found) => Some(self.up_to_end(cue, found)),
                    found => {
                        let hidden = || self.hidden_clause(cue).map(|c| self.up_to_end(cue, c));
                        self.around(cue).or_else(hidden).or_else(|| self.clause_behind(cue)).or(found)
                    }
                }
            }
            ContentAt::To => {
                child(&|c| clause(c, Clause::To)).and_then(|c| self.words(self.without_aside(s.subtree(c)).into_iter()))
            }
            ContentAt::Wh => child(&|c| s.tokens[c].deprel != Deprel::Advcl && clause(c, Clause::Wh))
                .and_then(|c| self.subtree(c, false)),
            // "ruled out talks, *calling* them": behind a comma a gerund goes on from the verb.
            ContentAt::Ing => child(&|c| {
                let near = || (cue.min(c)..cue.max(c)).all(|t| s.tokens[t].form(self.text) != ",");
                clause(c, Clause::Ing) && near()
            })
            .and_then(|c| {
                // "denied supplying *drones*": what stands behind the gerund is its object.
                let object = s.child(cue, Deprel::Obj).filter(|&o| o > c && s.child(c, Deprel::Obj).is_none());
                let words = s.subtree(c).into_iter().chain(object.map(|o| s.subtree(o)).unwrap_or_default());
                self.words(words)
            }),
            ContentAt::Object => {
                // "which he *described* as": a relative pronoun says nothing.
                let relative = |c: usize| c < cue && matches!(s.tokens[c].xpos, Xpos::Wdt | Xpos::Wp);
                let object = child(&|c| s.tokens[c].deprel == Deprel::Obj && !relative(c)).or_else(|| {
                    // What the cue's own preposition governs.
                    let last =
                        last.filter(|&l| s.tokens[l].deprel == Deprel::Case || s.tokens[l].deprel == Deprel::Mark)?;
                    s.tokens[last].head
                });
                object.and_then(|c| match last {
                    Some(last) => {
                        let words = self.with_phrases(cue, c).into_iter().filter(|&w| w > last).collect();
                        self.words(self.without_aside(words).into_iter())
                    }
                    None if s.tokens[c].upos == Upos::Verb => self.subtree(c, true),
                    None => self.words(self.without_aside(self.with_phrases(cue, c)).into_iter()),
                })
            }
            ContentAt::ObjectTo => {
                // "Called *on the capitals to stop*": what the cue's own preposition governs.
                let governed = last.filter(|&l| s.tokens[l].deprel == Deprel::Case).and_then(|l| s.tokens[l].head);
                let object = governed
                    .or_else(|| s.child(cue, Deprel::Obj).or_else(|| s.child(cue, Deprel::Iobj)))
                    .filter(|&o| o > cue)?;
                let infinitive = [cue, object].into_iter().flat_map(|h| s.children(h)).find(|&c| {
                    c > object
                        && matches!(s.tokens[c].deprel, Deprel::Xcomp | Deprel::Acl | Deprel::Advcl)
                        && clause_kind(self.grammar, s, c) == Some(Clause::To)
                })?;
                let first = *s.subtree(object).iter().find(|&&w| last.is_none_or(|l| w > l))?;
                // "Called on the capitals *on Monday* to stop".
                let days = (object + 1..infinitive)
                    .filter(|&d| self.is_calendar(d) && s.tokens[d].head.is_some_and(|h| h == cue || h == object));
                let days: Vec<usize> = days.flat_map(|d| s.subtree(d)).collect();
                let words = (first..=*s.subtree(infinitive).last()?).filter(|w| !days.contains(w));
                self.words(self.without_aside(words.collect()).into_iter())
            }
            ContentAt::Rest => {
                let object = child(&|c| s.tokens[c].deprel == Deprel::Obj)?;
                let phrases = s.children(cue).filter(|&c| {
                    c > object
                        && match s.tokens[c].deprel {
                            // "Voiced anger *at the delay*" is no occasion.
                            Deprel::Obl => {
                                let aimed = case_of(s, c).is_some_and(|p| self.grammar.is_noun_object(&p));
                                let right_behind =
                                    s.subtree(object).last().map(|&l| l + 1) == s.subtree(c).first().copied();
                                !self.is_occasion(c) || aimed && right_behind && !self.is_calendar(c)
                            }
                            Deprel::Xcomp => true,
                            Deprel::Advcl => case_of(s, c).is_some_and(|p| !self.grammar.is_condition(&p)),
                            _ => false,
                        }
                });
                let phrases = phrases.flat_map(|c| s.subtree(c));
                let words: Vec<usize> =
                    self.without_occasion(object, s.subtree(object)).into_iter().chain(phrases).collect();
                self.words(self.without_aside(words).into_iter())
            }
            ContentAt::Quoted => {
                let holds = |c: usize| {
                    let below = matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp | Deprel::Obl)
                        // "Claims *of a “Nazi coup”*".
                        || s.tokens[c].deprel == Deprel::Nmod && c > cue;
                    below && self.subtree(c, true).is_some_and(|x| self.is_mostly_quoted(x.spans[0]))
                };
                child(&holds).and_then(|c| {
                    let case = s
                        .children(c)
                        .find(|&w| s.tokens[c].deprel == Deprel::Nmod && s.tokens[w].deprel == Deprel::Case);
                    match case {
                        Some(case) => self.words(s.subtree(c).into_iter().filter(|&w| w > case)),
                        None => self.subtree(c, true),
                    }
                })
            }
            ContentAt::Predicate => self.predicate(cue),
            ContentAt::Subject => {
                let agent = s.child(cue, Deprel::OblAgent).is_some();
                let subject = s.child(cue, Deprel::NsubjPass).filter(|_| agent)?;
                // "It was condemned by Hamas *as “blackmail”*".
                let called = s.children(cue).find(|&c| {
                    c > cue
                        && matches!(s.tokens[c].deprel, Deprel::Obl | Deprel::Advcl | Deprel::Xcomp)
                        && case_of(s, c).is_some_and(|p| self.grammar.is_essive(&p))
                });
                if let Some(called) = called.filter(|_| s.tokens[subject].upos == Upos::Pron) {
                    let case = s.children(called).find(|&c| s.tokens[c].deprel == Deprel::Case);
                    return self.words(s.subtree(called).into_iter().filter(|&w| Some(w) != case));
                }
                self.words(self.without_aside(s.subtree(subject)).into_iter())
            }
            ContentAt::Prep(preposition) => {
                let governed = |c: usize| {
                    matches!(s.tokens[c].deprel, Deprel::Obl | Deprel::Nmod | Deprel::Advcl | Deprel::Acl)
                        && case_of(s, c).as_deref() == Some(preposition)
                };
                match last.filter(|&l| s.tokens[l].lemma == **preposition) {
                    Some(last) => {
                        let c = s.tokens[last].head?;
                        self.words(s.subtree(c).into_iter().filter(|&w| w > last))
                    }
                    // "complained *about* his microphone": the preposition belongs to the cue.
                    None => child(&governed).and_then(|c| {
                        let case = s.children(c).find(|&w| w < c && s.tokens[w].lemma == **preposition);
                        self.words(s.subtree(c).into_iter().filter(|&w| Some(w) != case))
                    }),
                }
            }
            ContentAt::Quote => self.quote_after(cue, None),
            ContentAt::Clause => None,
        }
    }

    /// "called him “a liar”": the object with what it is called. Without marks around the name there must be an object
    /// and a complement, for one may also call a meeting.
    fn predicate(&self, cue: usize) -> Option<Content> {
        let s = self.sentence;
        let one = |d| s.children(cue).find(|&c| c > cue && s.tokens[c].deprel == d);
        let (object, second) = match (one(Deprel::Iobj), one(Deprel::Obj)) {
            (Some(indirect), direct) => (Some(indirect), direct),
            (None, direct) => {
                (direct, s.children(cue).find(|&c| s.tokens[c].deprel == Deprel::Obj && direct.is_some_and(|d| c > d)))
            }
        };
        let start = s.tokens[cue].span.end;
        // "Left with *what he called* the chancellor's “clear no”": a free relative holds what is called so.
        let free = s.tokens[cue].deprel == Deprel::AclRelcl
            && s.tokens[cue].head.is_some_and(|h| s.tokens[h].xpos == Xpos::Wp);
        let below = |q: &Quote| {
            free || s.tokens.iter().enumerate().any(|(i, t)| q.inner.contains(t.span) && s.is_below(i, cue))
        };
        let mut quotes = self.quotes.iter().filter(|q| q.outer.start >= start && q.outer.end <= s.span.end + 1);
        if let Some(quote) = quotes.next().filter(|q| below(q)) {
            let first = object
                .and_then(|o| s.subtree(o).first().copied())
                .map_or(quote.inner.start, |t| s.tokens[t].span.start);
            let gap = &self.text[start..quote.outer.start];
            let another = s
                .tokens
                .iter()
                .any(|t| t.upos == Upos::Verb && t.span.start >= start && t.span.end <= quote.outer.start);
            if gap.len() < OBJECT && !another {
                // A “liar,” a “fraud” and a “bully”.
                let near = |end: usize, q: &&Quote| q.outer.start - end < NEXT_QUOTE;
                let mut end = quote.outer;
                for q in quotes {
                    if !near(end.end, &q) {
                        break;
                    }
                    end = q.outer;
                }
                // With the marks, unless the name alone is what was said.
                let alone = first >= quote.outer.start && end == quote.outer;
                let span = if alone { quote.inner } else { Span::new(first.min(quote.outer.start), end.end) };
                // "Dismissed the proposal *on Monday* as “useless”": the day of the saying is not in what was said.
                let parts = object.filter(|&o| s.tokens[o].span.start < quote.outer.start).and_then(|o| {
                    let last = *self.without_occasion(o, s.subtree(o)).last()?;
                    let essive = (last + 1..s.tokens.len()).find(|&w| {
                        s.tokens[w].span.start < quote.outer.start && self.grammar.is_essive(&s.tokens[w].lemma)
                    })?;
                    let day = (last + 1..essive).any(|w| self.is_calendar(w));
                    let (before, rest) = (s.tokens[last].span, s.tokens[essive].span);
                    day.then(|| vec![Span::new(span.start, before.end), Span::new(rest.start, end.end)])
                });
                return Some(Content { spans: parts.unwrap_or_else(|| vec![span]), direct: false });
            }
        }
        let object = object?;
        let complement = |c: usize| match s.tokens[c].deprel {
            Deprel::Xcomp => clause_kind(self.grammar, s, c) != Some(Clause::To),
            Deprel::Obl | Deprel::Advcl => case_of(s, c).is_some_and(|p| self.grammar.is_essive(&p)),
            _ => false,
        };
        // "called the charges *unsubstantiated*" with a quality behind its noun.
        let quality = |&c: &usize| c > object && matches!(s.tokens[c].deprel, Deprel::Amod);
        // "regards the islands *as its own*" taken for islands as its own.
        let taken = |&c: &usize| {
            c > object
                && s.tokens[c].deprel == Deprel::Nmod
                && case_of(s, c).is_some_and(|p| self.grammar.is_essive(&p))
        };
        let called = second
            .or_else(|| s.children(cue).find(|&c| c > object && complement(c)))
            .or_else(|| s.children(object).find(quality))
            .or_else(|| s.children(object).find(taken))?;
        self.words(s.subtree(object).into_iter().chain(s.subtree(called)))
    }

    /// The words of an object with the phrases right behind it, which belong to it as often as to its verb ("called for
    /// tariffs *on goods from China*"); not when it was.
    fn with_phrases(&self, cue: usize, object: usize) -> Vec<usize> {
        let s = self.sentence;
        let whole = s.subtree(object);
        let mut words = self.without_occasion(object, whole.clone());
        if words.len() < whole.len() {
            return words;
        }
        loop {
            let next = words.last().map_or(object, |&w| w) + 1;
            let phrase = s.children(cue).find(|&c| {
                c > object
                    && s.tokens[c].deprel == Deprel::Obl
                    && case_of(s, c).is_some()
                    && !self.is_occasion(c)
                    && s.subtree(c).first() == Some(&next)
            });
            let Some(phrase) = phrase else { return words };
            words.extend(s.subtree(phrase));
        }
    }

    /// "Endorsed one *in July*", "spoke of her faith *during the debate*": when something was said.
    fn is_occasion(&self, phrase: usize) -> bool {
        self.is_calendar(phrase) || case_of(self.sentence, phrase).is_some_and(|p| self.grammar.is_occasion(&p))
    }

    /// "Endorsed the plan *in July*": nor when the parser has hung from the object when it was.
    fn without_occasion(&self, object: usize, mut words: Vec<usize>) -> Vec<usize> {
        let s = self.sentence;
        let last = words.last().copied();
        let governs = |p: Box<str>| self.grammar.is_occasion(&p) && !self.grammar.is_noun_object(&p);
        let occasion = s.children(object).find(|&c| {
            c > object
                && s.tokens[c].deprel == Deprel::Nmod
                && s.subtree(c).last().copied() == last
                && case_of(s, c).is_some_and(|p| governs(p) || self.is_calendar(c))
        });
        if let Some(begins) = occasion.and_then(|c| s.subtree(c).first().copied()) {
            words.retain(|&w| w < begins);
        }
        words
    }

    fn is_calendar(&self, word: usize) -> bool {
        self.grammar.is_calendar(&self.sentence.tokens[word].lemma.to_lowercase())
    }

    /// "Praised her plans, *which include a tax cut*": what is added behind a comma is the writer's.
    fn without_aside(&self, words: Vec<usize>) -> Vec<usize> {
        let s = self.sentence;
        let aside = |w: usize| {
            let t = &s.tokens[w];
            let relative = matches!(t.xpos, Xpos::Wdt | Xpos::Wp | Xpos::Wrb);
            let participle = t.xpos == Xpos::Vbg && matches!(t.deprel, Deprel::Advcl | Deprel::Acl);
            // "agreed to reopen the crossing, *a step that agencies had demanded*".
            let opens = matches!(t.upos, Upos::Det | Upos::Adj | Upos::Num) || t.xpos == Xpos::Nns;
            let added = opens && {
                let noun = (w..s.tokens.len().min(w + 6)).find(|&n| s.tokens[n].upos == Upos::Noun);
                let first = |n: usize| s.subtree(n).into_iter().find(|&t| s.tokens[t].upos != Upos::Punct);
                noun.is_some_and(|n| s.child(n, Deprel::AclRelcl).is_some() && first(n) == Some(w))
            };
            // "accused the envoy, Miroslav Lajčák, *of* having sided".
            let conjunction = t.upos == Upos::Sconj && !self.grammar.is_owner(&t.lemma);
            relative || participle || added || conjunction
        };
        let comma = |w: usize| s.tokens[w].form(self.text) == ",";
        let cut = words.windows(2).position(|w| comma(w[0]) && w[0] + 1 == w[1] && aside(w[1]));
        match cut {
            Some(cut) if cut > 0 => words[..cut].to_vec(),
            _ => words,
        }
    }

    /// The words below `head`; `bare` leaves out the conjunction that opens a clause.
    pub(super) fn subtree(&self, head: usize, bare: bool) -> Option<Content> {
        let s = self.sentence;
        let words = s.subtree(head);
        let first = words.first().copied();
        // "that the pipeline had *burst*": the conjunction may hang from a complement that the tree has made of the verb.
        let of_clause = |w: usize| {
            let complement = |h: usize| s.tokens[h].head == Some(head) && s.tokens[h].deprel == Deprel::Xcomp;
            s.tokens[w].head.is_some_and(|h| h == head || Some(w) == first && complement(h))
        };
        let opener = |&w: &usize| {
            bare && w < head
                && of_clause(w)
                && s.tokens[w].deprel == Deprel::Mark
                && clause_kind(self.grammar, s, head) == Some(Clause::That)
        };
        // "said *afterwards* that": what stands before the conjunction is of the saying.
        let begins = words.iter().copied().find(opener).unwrap_or(0);
        self.words(words.into_iter().filter(|w| *w >= begins && !opener(w)))
    }

    /// Words as one or two stretches of text, trimmed of punctuation and marks at their ends.
    pub(super) fn words(&self, words: impl Iterator<Item = usize>) -> Option<Content> {
        let s = self.sentence;
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for w in words {
            // "anywhere *and* at any time": a conjunction that hangs elsewhere does not tear what was said.
            let joins = |from: usize| {
                (from + 1..w).all(|t| matches!(s.tokens[t].upos, Upos::Cconj | Upos::Punct)) && w - from <= 2
            };
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == w || *last < w && joins(*last) => *last = w,
                _ => runs.push((w, w)),
            }
        }
        let is_edge = |i: usize| s.tokens[i].upos == Upos::Punct && !matches!(s.tokens[i].form(self.text), "(" | ")");
        let spans: Vec<Span> = runs
            .into_iter()
            .filter_map(|(first, last)| {
                if (first..=last).all(|i| matches!(s.tokens[i].upos, Upos::Cconj | Upos::Punct)) {
                    return None;
                }
                let first = (first..=last).find(|&i| !is_edge(i))?;
                let last = (first..=last).rev().find(|&i| !is_edge(i))?;
                let span = s.tokens[first].span.cover(s.tokens[last].span);
                // A quotation that begins inside keeps its closing mark.
                let closed = |q: &&Quote| q.outer.start >= span.start && q.inner.end == span.end && q.inner != span;
                // One that it begins with keeps its opening mark where more follows.
                let opened = |q: &&Quote| q.inner.start == span.start && q.outer.end < span.end;
                let start = self.quotes.iter().find(opened).map_or(span.start, |q| q.outer.start);
                let end = self.quotes.iter().find(closed).map_or(span.end, |q| q.outer.end);
                Some(Span::new(start, end))
            })
            .collect();
        (!spans.is_empty()).then_some(Content { spans, direct: false })
    }

    fn is_mostly_quoted(&self, span: Span) -> bool {
        let quoted: usize = self
            .quotes
            .iter()
            .filter(|q| q.inner.overlaps(span))
            .map(|q| q.inner.end.min(span.end) - q.inner.start.max(span.start))
            .sum();
        quoted * 2 > span.len()
    }
}

/// Whether a quotation is said whole: more than a word or two, or begun with a capital.
fn is_sentence(inner: &str) -> bool {
    let inner = inner.trim_end_matches(['\'', '’', '”', '"']);
    let words = inner.split_whitespace().count();
    words >= 3 || (inner.chars().next().is_some_and(char::is_uppercase) && inner.ends_with([',', '.', '!', '?']))
}
