//! The layers of an article put together as its record: ids, code points, and references between
//! the parts.

use demarche_syntax::{Deprel, Document, Kind, Span, Upos, Xpos};

use crate::actors::{ActorIx, Actors, WordAt};
use crate::coder::{Article, LANGUAGE};
use crate::dates::TimeExpr;
use crate::events::Dated;
use crate::events::contexts::Theme;
use crate::evidence::CodePoints;
use crate::lexicon::Lexicon;
use crate::places::PlaceFound;
use crate::positions::Positions;
use crate::record::{self, Act, ActorId, DayRange, EventId, Form, PositionId, Record, StatementId};
use crate::statements::Speech;

/// Most bytes between two quotations of one speech.
const STILL_TALKING: usize = 200;

/// Most characters between two dates that are one stretch of days (" and ").
const JOINED: usize = 5;

/// Longest stretch between a speaker and a verb of saying that is when it was said, in bytes.
const BESIDE: usize = 40;

/// What the layers made of an article.
pub struct Layers {
    /// Sentences and trees.
    pub document: Document,
    /// Time expressions.
    pub dates: Vec<TimeExpr>,
    /// Who says what, by the words alone.
    pub speeches: Vec<Speech>,
    /// Who appears.
    pub actors: Actors,
    /// Where.
    pub places: Vec<PlaceFound>,
    /// What was done.
    pub events: Vec<Dated>,
    /// Who stands where.
    pub positions: Positions,
}

/// The record.
#[must_use]
pub fn assemble(article: Article<'_>, layers: Layers, known: &Lexicon) -> Record {
    let text = &layers.document.text;
    let at = Assembly { points: CodePoints::new(text), layers: &layers, known };
    let events: Vec<record::Event> = layers.events.iter().enumerate().map(|(i, e)| at.event(i, e)).collect();
    let sentences = layers.document.sentences.iter().map(|s| record::SentenceInfo {
        span: at.points.span(s.span),
        kind: match s.kind {
            Kind::Heading => record::SentenceKind::Heading,
            Kind::Body => record::SentenceKind::Body,
        },
    });
    // A state that only is the place of something is no actor, unless an act is done to it.
    let acts = |a: &ActorIx| layers.events.iter().any(|e| e.event.actors.contains(a) || e.event.recipients.contains(a));
    let appears = |a: &ActorIx| layers.actors.takes_part(*a) || acts(a);
    let appear = (0..layers.actors.actors.len()).filter(|&i| appears(&ActorIx(i as u32)));
    let changes = layers.positions.changes.iter();
    Record {
        schema: record::SCHEMA.to_owned(),
        sentences: sentences.collect(),
        actors: appear.map(|i| at.actor(i)).collect(),
        statements: at.statements(),
        positions: (0..layers.positions.held.len()).map(|i| at.position(i)).collect(),
        changes: changes
            .map(|&(from, to)| record::Change { from: PositionId::nth(from), to: PositionId::nth(to) })
            .collect(),
        dates: layers.dates.iter().map(|d| at.date(d)).collect(),
        places: layers.places.iter().map(|p| at.place(p)).collect(),
        events,
        document: described(article, layers.document.text.clone()),
    }
}

/// The record of an article that is kept and not coded.
#[must_use]
pub fn bare(article: Article<'_>, text: String) -> Record {
    Record {
        schema: record::SCHEMA.to_owned(),
        document: described(article, text),
        sentences: Vec::new(),
        actors: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        positions: Vec::new(),
        changes: Vec::new(),
        dates: Vec::new(),
        places: Vec::new(),
    }
}

fn described(article: Article<'_>, text: String) -> record::DocumentInfo {
    record::DocumentInfo {
        id: article.id.unwrap_or_else(|| hash(&text)),
        title: article.title,
        date: article.date.map(|d| d.to_string()),
        source: article.source,
        url: article.url,
        language: article.language.unwrap_or_else(|| LANGUAGE.to_owned()),
        text,
    }
}

/// FNV-1a of the text, as the id of an article that has none.
fn hash(text: &str) -> String {
    format!("{:016x}", fnv(text.bytes()))
}

/// FNV-1a: short, and the same for ever, as what stands in a file has to be.
pub fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

struct Assembly<'a> {
    points: CodePoints<'a>,
    layers: &'a Layers,
    known: &'a Lexicon,
}

fn id(actor: ActorIx) -> ActorId {
    ActorId::nth(actor.0 as usize)
}

fn ids(actors: &[ActorIx]) -> Vec<ActorId> {
    actors.iter().map(|&a| id(a)).collect()
}

impl Assembly<'_> {
    fn actor(&self, number: usize) -> record::Actor {
        let ix = ActorIx(number as u32);
        let a = self.layers.actors.get(ix).clone();
        let actors = &self.layers.actors;
        let mentions = actors.mentions.iter().filter(|m| m.actor == ix).map(|m| (m.span, m.form));
        let lands = self.layers.events.iter().filter_map(|e| actors.land_mention(e.event.land?));
        let mut mentions: Vec<(Span, Form)> =
            mentions.chain(lands.filter(|&(a, _)| a == ix).map(|(_, span)| (span, Form::Name))).collect();
        mentions.sort_by_key(|m| m.0);
        mentions.dedup();
        let mentions = mentions.into_iter();
        record::Actor {
            id: id(ix),
            name: a.name,
            kind: a.kind,
            country: a.country,
            code: a.code,
            sector: a.sector,
            role: a.role,
            members: ids(&a.members),
            mentions: mentions.map(|(span, form)| record::Mention { span: self.points.span(span), form }).collect(),
        }
    }

    /// The first of these dates that has days, with those that are coordinated to it ("on May 10 *and 11*").
    fn days(&self, dates: &[usize]) -> Option<DayRange> {
        let known = |&d: &usize| Some((d, self.layers.dates[d].days()?));
        let mut known = dates.iter().filter_map(known);
        let (mut last, (from, mut to)) = known.next()?;
        for (next, (start, end)) in known {
            let between = self.layers.dates[last].span.end..self.layers.dates[next].span.start;
            if between.len() > JOINED || between.start > between.end || start <= to {
                break;
            }
            (last, to) = (next, end);
        }
        Some(DayRange { from: from.to_string(), to: to.to_string() })
    }

    fn event(&self, number: usize, dated: &Dated) -> record::Event {
        let known = self.known;
        let event = &dated.event;
        let facts = known.ontology.kind(&event.kind, event.mode.as_deref());
        let place = dated.place.map(|p| &self.layers.places[p]);
        record::Event {
            id: EventId::nth(number),
            kind: event.kind.to_string(),
            mode: event.mode.as_deref().map(str::to_owned),
            contexts: dated.contexts.iter().map(|t| known.contexts.names()[t.context].clone()).collect(),
            cameo: event.cameo.as_deref().map(str::to_owned),
            quad: facts.map_or(0, |f| f.quad),
            score: facts.map_or(0.0, |f| f.score),
            goldstein: event.cameo.as_deref().and_then(|c| known.ontology.goldstein(c)),
            actors: ids(&event.actors),
            recipients: ids(&event.recipients),
            status: event.status,
            condition: event.condition.map(|c| self.points.span(c)),
            date: self.days(&dated.dates),
            place: place.map(|p| record::EventPlace {
                name: p.name.clone(),
                country: p.country.clone(),
                lat: p.lat,
                lon: p.lon,
            }),
            trigger: self.points.span(event.trigger),
            evidence: event.evidence.iter().map(|&e| self.points.span(e)).collect(),
            sentence: event.word.sentence,
            attribution: self.relayed_by(event.trigger).map(StatementId::nth),
            confidence: round(known.confidence.confidence(event)),
            explanation: Some(Box::new(self.explanation(dated))),
        }
    }

    fn explanation(&self, dated: &Dated) -> record::Explanation {
        let known = self.known;
        let event = &dated.event;
        let origin = |frame: usize| {
            let origin = &known.frames.get(frame).origin;
            format!("{}:{}", origin.0, origin.1)
        };
        let spans = |spans: &[Span]| spans.iter().map(|&s| self.points.span(s)).collect();
        let above = event.why.above.iter().map(|&(words, frame)| record::Governor {
            words: self.points.span(words),
            frame: origin(frame),
            makes: known.frames.get(frame).below,
        });
        let context = |t: &Theme| (known.contexts.names()[t.context].clone(), spans(&t.terms));
        record::Explanation {
            frame: origin(event.frame),
            tests: event.signs.weight,
            rule: event.signs.rule.to_owned(),
            words: spans(&event.why.words),
            above: above.collect(),
            contexts: dated.contexts.iter().map(context).collect(),
            signs: known.confidence.signs(event).map(|(name, size, weight)| (name.to_owned(), size, weight)).to_vec(),
        }
    }

    /// The innermost statement whose content holds a span.
    fn relayed_by(&self, span: Span) -> Option<usize> {
        let holds = |s: &Speech| s.content.iter().any(|c| c.contains(span));
        let size = |s: &Speech| s.content.iter().map(|c| c.len()).sum::<usize>();
        let speeches = self.layers.speeches.iter().enumerate();
        speeches.filter(|(_, s)| holds(s)).min_by_key(|(_, s)| size(s)).map(|(i, _)| i)
    }

    fn speaker(&self, word: Option<WordAt>) -> Option<ActorId> {
        word.and_then(|w| self.layers.actors.at(w)).map(|m| id(m.actor))
    }

    fn statements(&self) -> Vec<record::Statement> {
        let speeches = &self.layers.speeches;
        let mut told: Vec<record::Statement> = (0..speeches.len()).map(|i| self.statement(i)).collect();
        // "“…,” he said on Tuesday. “…,” he added.": who goes on in the same paragraph goes on the same day.
        for i in 1..told.len() {
            let goes_on = |j: &usize| {
                let (before, speech) = (&speeches[*j], &speeches[i]);
                let gap = before.content.last().zip(speech.content.first()).map(|(a, b)| a.end.min(b.start)..b.start);
                let near = gap.is_some_and(|g| {
                    g.len() < STILL_TALKING && self.layers.document.text.get(g).is_some_and(|t| !t.contains('\n'))
                });
                near && speech.quoted && told[*j].speaker == told[i].speaker && told[i].speaker.is_some()
            };
            if told[i].date.is_none()
                && let Some(before) = (i.saturating_sub(2)..i).rev().find(goes_on)
            {
                told[i].date = told[before].date.clone().filter(|d| d.from == d.to);
            }
        }
        told
    }

    fn statement(&self, number: usize) -> record::Statement {
        let s = &self.layers.speeches[number];
        let speaker = self.speaker(s.speaker);
        record::Statement {
            id: StatementId::nth(number),
            // Words that name nobody ("who" without a noun) name no speaker.
            speaker_text: s.speaker_span.filter(|_| speaker.is_some()).map(|x| self.points.span(x)),
            speaker,
            cue: s.cue.map(|x| self.points.span(x)),
            content: s.content.iter().map(|&c| self.points.span(c)).collect(),
            quoted: s.quoted,
            act: s.act,
            addressee: self.speaker(s.addressee),
            date: s.cue_word.and_then(|cue| self.date_of_saying(s, cue)),
            inside: s.inside.map(StatementId::nth),
            confidence: round(s.confidence),
        }
    }

    /// When something was said. "Condemned the raids *in June* as “murder”": what stands inside what was said is no part of it.
    fn date_of_saying(&self, s: &Speech, cue: WordAt) -> Option<DayRange> {
        let (first, last) = (s.content.first()?, s.content.last()?);
        let hull = Span::new(first.start, last.end);
        let verb = self.layers.document.sentences.get(cue.sentence)?.tokens.get(cue.token)?;
        let behind = verb.span.end <= hull.start;
        // "Called on the council *on Tuesday* to act": but what parts whom a demand is to from what they are to do is.
        let parts = |span: Span| s.act == Act::Demand && !s.content.iter().any(|c| c.overlaps(span));
        let inside = |d: usize| {
            let span = self.layers.dates[d].span;
            behind && hull.contains(span) && !parts(span)
        };
        let between = || {
            let gaps = (0..self.layers.dates.len()).filter(|&d| {
                let span = self.layers.dates[d].span;
                hull.contains(span) && parts(span)
            });
            self.days(&gaps.collect::<Vec<_>>())
        };
        self.date_of(cue, &inside)
            .or_else(|| self.date_of_occasion(cue, &inside))
            .or_else(between)
            .or_else(|| self.date_beside(s, cue))
    }

    /// "Said in an interview *the same day* that", "told a briefing *on Friday*", "in a statement issued *on Friday*", "*asked on
    /// Friday*, he said": the day that hangs from where it was said or from what led to it.
    fn date_of_occasion(&self, cue: WordAt, without: &dyn Fn(usize) -> bool) -> Option<DayRange> {
        let sentence = self.layers.document.sentences.get(cue.sentence)?;
        let occasion = |t: usize| {
            let word = &sentence.tokens[t];
            // "*Speaking on Wednesday*, Lula said".
            let led = t < cue.token
                && word.deprel == Deprel::Advcl
                && matches!(word.xpos, Xpos::Vbg | Xpos::Vbn)
                && self.known.grammar.is_delivery(&word.lemma);
            led || word.deprel == Deprel::Obl && word.upos == Upos::Noun
        };
        sentence.children(cue.token).filter(|&t| occasion(t)).find_map(|t| {
            let on = |token: usize| self.date_of(WordAt { token, ..cue }, without);
            let found = on(t).or_else(|| sentence.child(t, Deprel::Acl).and_then(on))?;
            (found.from == found.to).then_some(found)
        })
    }

    /// "The minister *on Tuesday* called on", "said so *on Tuesday* and denied", "on Sunday defended the contacts, which he
    /// called": the date between a speaker and the cue, else that of the verb which the cue goes on from.
    fn date_beside(&self, s: &Speech, cue: WordAt) -> Option<DayRange> {
        let sentence = self.layers.document.sentences.get(cue.sentence)?;
        let verb = sentence.tokens.get(cue.token)?;
        let between = s.speaker_span.filter(|x| x.end <= verb.span.start).map(|x| Span::new(x.end, verb.span.start));
        let inside = |d: &usize| between.is_some_and(|b| b.len() < BESIDE && b.contains(self.layers.dates[*d].span));
        // "Lawmakers *elected in May* refused": a day inside what describes the speaker is not that of the saying.
        let of_speaker = |d: &usize| {
            let head = crate::events::setting::head_of(sentence, self.layers.dates[*d].span);
            let described = |c: usize, h: usize| {
                matches!(sentence.tokens[c].deprel, Deprel::Acl | Deprel::AclRelcl) && sentence.is_below(h, c)
            };
            let speaker = s.speaker.filter(|x| x.sentence == cue.sentence);
            head.zip(speaker).is_some_and(|(h, x)| sentence.children(x.token).any(|c| described(c, h)))
        };
        let dates: Vec<usize> = (0..self.layers.dates.len()).filter(|d| inside(d) && !of_speaker(d)).collect();
        self.days(&dates).or_else(|| {
            let goes_on = match verb.deprel {
                Deprel::Conj => true,
                Deprel::Advcl => verb.xpos == Xpos::Vbg,
                _ => false,
            };
            let noun =
                verb.head.filter(|&h| verb.deprel == Deprel::AclRelcl && sentence.tokens[h].deprel == Deprel::Obj);
            let above = verb.head.filter(|_| goes_on).or_else(|| sentence.tokens[noun?].head)?;
            self.date_of(WordAt { token: above, ..cue }, &|_| false)
        })
    }

    /// The date that hangs from a word.
    fn date_of(&self, word: WordAt, without: &dyn Fn(usize) -> bool) -> Option<DayRange> {
        let sentence = self.layers.document.sentences.get(word.sentence)?;
        // "There will be a vote, he added, *but only in 2027*": what goes on with a conjunction is of what was said.
        let contrasted = |h: usize| sentence.children(h).any(|c| c < h && sentence.tokens[c].deprel == Deprel::Cc);
        let numbers: Vec<usize> = (0..self.layers.dates.len())
            .filter(|&d| {
                let span = self.layers.dates[d].span;
                !without(d)
                    && sentence.span.contains(span)
                    && crate::events::setting::head_of(sentence, span)
                        .is_some_and(|h| sentence.tokens[h].head == Some(word.token) && !contrasted(h))
            })
            .collect();
        self.days(&numbers)
    }

    fn position(&self, number: usize) -> record::Position {
        let p = &self.layers.positions.held[number];
        record::Position {
            id: PositionId::nth(number),
            actor: id(p.actor),
            issue: self.points.span(p.issue),
            issue_key: p.issue_key.clone(),
            stance: p.stance,
            condition: p.condition.map(|c| self.points.span(c)),
            time: p.time,
            evidence: self.points.span(p.evidence),
            statement: p.statement.map(StatementId::nth),
            event: p.event.map(EventId::nth),
            confidence: round(p.confidence),
        }
    }

    fn date(&self, d: &TimeExpr) -> record::TimeExpression {
        record::TimeExpression {
            span: self.points.span(d.span),
            kind: d.kind,
            value: d.value.clone(),
            from: d.from.map(|x| x.to_string()),
            to: d.to.map(|x| x.to_string()),
        }
    }

    fn place(&self, p: &PlaceFound) -> record::Place {
        record::Place {
            name: p.name.clone(),
            country: p.country.clone(),
            region: p.region.clone(),
            lat: p.lat,
            lon: p.lon,
            mentions: p.mentions.iter().map(|m| self.points.span(m.span)).collect(),
        }
    }
}

/// Two decimals: more would only pretend.
fn round(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}
