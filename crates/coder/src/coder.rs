//! The way of an article through the house. Read [`Coder::code`] first.

use std::borrow::Cow;
use std::sync::Arc;

use demarche_syntax::{Document, Parser, segment};
use jiff::civil::Date;

use crate::assemble::{Layers, assemble, bare};
use crate::laps::Laps;
use crate::lexicon::Lexicon;
use crate::record::Record;
use crate::{actors, dates, events, names, places, positions, repairs, statements};

/// An article as it comes in.
#[derive(Clone, Debug, Default)]
pub struct Article<'a> {
    /// Its id, else a hash of the text will be.
    pub id: Option<String>,
    /// Its text.
    pub text: Cow<'a, str>,
    /// The day it was published: the anchor of every "last Monday".
    pub date: Option<Date>,
    /// Title, where the source gives one apart from the text.
    pub title: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// Its language as a BCP 47 tag; ours when it is not known.
    pub language: Option<String>,
}

/// The language that is coded.
pub const LANGUAGE: &str = "en";

/// Buffers of one thread.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    syntax: demarche_syntax::Workspace,
    /// Where the time of each layer is kept, when somebody asks.
    pub laps: Option<Laps>,
}

impl Workspace {
    fn lap(&mut self, layer: &'static str) {
        if let Some(laps) = &mut self.laps {
            laps.lap(layer);
        }
    }
}

/// The engine: a parser and a lexicon, shared between threads.
#[derive(Clone, Debug)]
pub struct Coder {
    parser: Arc<Parser>,
    lexicon: Arc<Lexicon>,
}

impl Coder {
    /// An engine of these parts.
    #[must_use]
    pub fn new(parser: Arc<Parser>, lexicon: Lexicon) -> Self {
        Self { parser, lexicon: Arc::new(lexicon) }
    }

    /// What it knows.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Sentences, tags and trees of a text.
    #[must_use]
    pub fn parse(&self, text: String, workspace: &mut Workspace) -> Document {
        if let Some(laps) = &mut workspace.laps {
            laps.begin();
        }
        let mut document = segment::segment(text);
        workspace.lap("segments");
        self.parser.parse(&mut document, &mut workspace.syntax);
        workspace.lap("parser");
        repairs::repair(&mut document, &self.lexicon);
        workspace.lap("repairs");
        document
    }

    /// Makes each person's name one phrase of its tree, as the layers behind the names want it.
    pub fn join_names(&self, document: &mut Document) {
        let known = &*self.lexicon;
        let names = names::find(document, known);
        repairs::join_names(document, &names);
    }

    /// Whether a language, as a BCP 47 tag, is coded; one that is not known is taken for ours.
    #[must_use]
    pub fn reads(&self, language: Option<&str>) -> bool {
        language.is_none_or(|l| l.split(['-', '_']).next().is_some_and(|l| l.eq_ignore_ascii_case(LANGUAGE)))
    }

    /// The record of an article; one in another language is kept and marked, and has no parts. Each layer takes those before it by reference; none reaches back.
    #[must_use]
    pub fn code(&self, mut article: Article<'_>, workspace: &mut Workspace) -> Record {
        let known = &*self.lexicon;
        let text = std::mem::take(&mut article.text).into_owned();
        if !self.reads(article.language.as_deref()) {
            return bare(article, text);
        }
        let mut document = self.parse(text, workspace);
        let dates = dates::find(&document, &known.dates, article.date);
        workspace.lap("dates");
        let names = names::find(&document, known);
        repairs::join_names(&mut document, &names);
        workspace.lap("names");
        let speeches = statements::find(&document, &known.cues, &known.grammar);
        workspace.lap("statements");
        let actors = actors::resolve(&document, &names, known, article.date, &speeches);
        workspace.lap("actors");
        let places = places::find(&document, &names, known, &actors);
        let actors = actors.with_grounds(&places, &known.actors);
        workspace.lap("places");
        let (events, stands) = events::of_document(&document, known, &actors, &dates, &places, article.date);
        workspace.lap("events");
        let acts = events.iter().map(|e| &e.event);
        let positions = positions::find(&document, known, &actors, &stands, acts, &speeches);
        workspace.lap("positions");
        let layers = Layers { document, dates, speeches, actors, places, events, positions };
        let record = assemble(article, layers, known);
        workspace.lap("assemble");
        record
    }
}
