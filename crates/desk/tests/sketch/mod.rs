//! Records drawn by hand, so that tests of the desk do not hang on what the coder makes of a text.
//! Words stand for their place: their first occurrence in the text is their span.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]
#![allow(dead_code, reason = "not every test needs all of it")]

use demarche_coder::record::*;
use demarche_desk::{Coding, Incoming};

pub fn coding(lexicon: &str) -> Coding {
    Coding { program: "test".into(), model: "0".into(), lexicon: lexicon.into() }
}

pub fn article(name: &str, date: &str, source: &str, text: &str) -> Incoming {
    Incoming {
        name: Some(name.into()),
        text: text.into(),
        date: Some(date.into()),
        source: Some(source.into()),
        title: Some(format!("Title of {name}")),
        url: Some(format!("https://example.org/{name}")),
        ..Incoming::default()
    }
}

pub struct Sketch {
    pub record: Record,
}

impl Sketch {
    /// An article with a sentence a line and nothing else yet.
    pub fn of(article: &Incoming) -> Self {
        let mut at = 0;
        let sentence = |line: &str| {
            let span = TextSpan { start: at, end: at + line.chars().count() };
            at = span.end + 1;
            SentenceInfo { span, kind: SentenceKind::Body }
        };
        let sentences = article.text.split('\n').map(sentence).collect();
        let document = DocumentInfo {
            id: article.name.clone().unwrap(),
            text: article.text.clone(),
            title: article.title.clone(),
            date: article.date.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            language: "en".into(),
        };
        let record = Record {
            schema: SCHEMA.into(),
            document,
            sentences,
            actors: vec![],
            events: vec![],
            statements: vec![],
            positions: vec![],
            changes: vec![],
            dates: vec![],
            places: vec![],
        };
        Self { record }
    }

    pub fn span(&self, words: &str) -> TextSpan {
        let text = &self.record.document.text;
        let byte = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        let start = text[..byte].chars().count();
        TextSpan { start, end: start + words.chars().count() }
    }

    fn sentence(&self, span: TextSpan) -> usize {
        self.record.sentences.iter().position(|s| s.span.start <= span.start && span.end <= s.span.end).unwrap()
    }

    /// An actor, mentioned by these words; a form in lower case is no name.
    pub fn actor(&mut self, name: &str, kind: ActorKind, country: Option<&str>, words: &[&str]) -> ActorId {
        let id = ActorId::nth(self.record.actors.len());
        let form = |w: &str| if w.starts_with(char::is_uppercase) { Form::Name } else { Form::Nominal };
        let mentions = words.iter().map(|w| Mention { span: self.span(w), form: form(w) }).collect();
        self.record.actors.push(Actor {
            id: id.clone(),
            name: name.into(),
            kind,
            country: country.map(Into::into),
            code: None,
            sector: (kind == ActorKind::Person).then(|| "GOV".into()),
            role: (kind == ActorKind::Person).then(|| "president".into()),
            members: vec![],
            mentions,
        });
        id
    }

    pub fn event(
        &mut self,
        kind: &str,
        status: Status,
        who: &[&ActorId],
        whom: &[&ActorId],
        words: &str,
    ) -> &mut Event {
        let ids = |ids: &[&ActorId]| ids.iter().map(|&id| id.clone()).collect();
        let trigger = self.span(words);
        let (kind, mode) = kind.split_once('/').map_or((kind, None), |(k, m)| (k, Some(m.to_owned())));
        let event = Event {
            id: EventId::nth(self.record.events.len()),
            kind: kind.into(),
            mode,
            contexts: vec!["military".into()],
            cameo: Some("040".into()),
            quad: 1,
            score: 1.0,
            goldstein: Some(1.0),
            actors: ids(who),
            recipients: ids(whom),
            status,
            condition: None,
            date: None,
            place: None,
            trigger,
            evidence: vec![],
            sentence: self.sentence(trigger),
            attribution: None,
            confidence: 0.8,
            explanation: None,
        };
        self.record.events.push(event);
        self.record.events.last_mut().unwrap()
    }

    pub fn statement(&mut self, speaker: &ActorId, act: Act, words: &[&str]) -> StatementId {
        let id = StatementId::nth(self.record.statements.len());
        self.record.statements.push(Statement {
            id: id.clone(),
            speaker: Some(speaker.clone()),
            speaker_text: None,
            cue: None,
            content: words.iter().map(|w| self.span(w)).collect(),
            quoted: words.len() > 1,
            act,
            addressee: None,
            date: None,
            inside: None,
            confidence: 0.7,
        });
        id
    }

    pub fn position(
        &mut self,
        actor: &ActorId,
        issue: &str,
        stance: Stance,
        time: PositionTime,
        words: &str,
    ) -> PositionId {
        let id = PositionId::nth(self.record.positions.len());
        let evidence = self.span(words);
        self.record.positions.push(Position {
            id: id.clone(),
            actor: actor.clone(),
            issue: evidence,
            issue_key: issue.into(),
            stance,
            condition: None,
            time,
            evidence,
            statement: None,
            event: None,
            confidence: 0.6,
        });
        id
    }
}
