//! The record of one article: the contract between the coder, the store and the exports.
//! Offsets are Unicode code points of `document.text`. Field by field it is described in
//! `schema/record.schema.json`.

use serde::{Deserialize, Serialize};

/// The version of this contract.
pub const SCHEMA: &str = "demarche/1";

/// Half-open range of code points of the document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id of the `index`th of its kind, from 0.
            #[must_use]
            pub fn nth(index: usize) -> Self {
                Self(format!(concat!($prefix, "{}"), index + 1))
            }
        }
    )*};
}

ids! {
    /// Id of an actor, unique in its record.
    ActorId "a"
    /// Id of an event, unique in its record.
    EventId "e"
    /// Id of a statement, unique in its record.
    StatementId "s"
    /// Id of a position, unique in its record.
    PositionId "p"
}

/// What the engine makes of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: String,
    /// The article itself.
    pub document: DocumentInfo,
    /// Its sentences.
    pub sentences: Vec<SentenceInfo>,
    /// Who appears.
    pub actors: Vec<Actor>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who stands where on what.
    pub positions: Vec<Position>,
    /// An earlier and a later position of one actor on one issue.
    pub changes: Vec<Change>,
    /// Time expressions.
    pub dates: Vec<TimeExpression>,
    /// Places.
    pub places: Vec<Place>,
}

impl Record {
    /// Leaves out what is less certain than `least`, and what rests on that alone.
    pub fn keep_confident(&mut self, least: f64) {
        self.events.retain(|e| e.confidence >= least);
        self.statements.retain(|s| s.confidence >= least);
        self.positions.retain(|p| p.confidence >= least);
        let statement =
            |id: &Option<StatementId>| id.as_ref().is_none_or(|id| self.statements.iter().any(|s| s.id == *id));
        let event = |id: &Option<EventId>| id.as_ref().is_none_or(|id| self.events.iter().any(|e| e.id == *id));
        self.positions.retain(|p| statement(&p.statement) && event(&p.event));
        let known: Vec<StatementId> = self.statements.iter().map(|s| s.id.clone()).collect();
        let dangling = |id: &Option<StatementId>| id.as_ref().is_some_and(|id| !known.contains(id));
        self.events.iter_mut().filter(|e| dangling(&e.attribution)).for_each(|e| e.attribution = None);
        self.statements.iter_mut().filter(|s| dangling(&s.inside)).for_each(|s| s.inside = None);
        let held = |id: &PositionId| self.positions.iter().any(|p| p.id == *id);
        self.changes.retain(|c| held(&c.from) && held(&c.to));
    }
}

/// The article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// The id given, or a hash of the text.
    pub id: String,
    /// The original text.
    pub text: String,
    /// Title, where the source gives one apart from the text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// ISO day of publication; null when it was not given.
    pub date: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<String>,
    /// Where it was published.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// BCP 47 tag of the language it was read as.
    pub language: String,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceInfo {
    /// Where it stands.
    #[serde(flatten)]
    pub span: TextSpan,
    /// `heading` or `body`.
    pub kind: SentenceKind,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident $case:literal { $($(#[$vdoc:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = $case)]
        pub enum $name {
            $($(#[$vdoc])* #[doc = concat!("`", stringify!($variant), "`, in the record's spelling.")] $variant),*
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}

words! {
    /// What a sentence is in the layout.
    SentenceKind "snake_case" { Heading, Body }
}

words! {
    /// What sort of actor.
    ActorKind "snake_case" { Person, State, Government, Organization, ArmedGroup, Group, People, UnnamedSource }
}

words! {
    /// Form of a mention.
    Form "snake_case" { Name, Nominal, Pronoun }
}

words! {
    /// What the article says became of an act.
    Status "snake_case" { Occurred, Ongoing, Planned, Proposed, Conditional, Hypothetical, Denied }
}

words! {
    /// What a statement does.
    Act "snake_case" { Assert, Deny, Warn, Promise, Demand, Suggest, Question, Accuse, Express }
}

words! {
    /// Where an actor stands on an issue.
    Stance "snake_case" { Supports, Opposes, Conditional, Undecided }
}

words! {
    /// Whether a position is held now or was held before.
    PositionTime "snake_case" { Current, Past }
}

words! {
    /// TIMEX3 type.
    TimeType "UPPERCASE" { Date, Time, Duration, Set }
}

/// A mention of an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands.
    #[serde(flatten)]
    pub span: TextSpan,
    /// Name, nominal or pronoun.
    pub form: Form,
}

/// Who appears.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Unique in the record.
    pub id: ActorId,
    /// Canonical name.
    pub name: String,
    /// What sort of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or null.
    pub country: Option<String>,
    /// PLOVER's code in place of a country for bodies above states (`IGO`, `UNO`, `NGO` …), or null.
    pub code: Option<String>,
    /// PLOVER sector, or null.
    pub sector: Option<String>,
    /// Role in words, as of the document's date, or null.
    pub role: Option<String>,
    /// The actors that a plural stands for.
    pub members: Vec<ActorId>,
    /// Where it is mentioned, in order.
    pub mentions: Vec<Mention>,
}

/// Two days, both inclusive, ISO 8601.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRange {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventPlace {
    /// Name of the place.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
}

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Unique in the record.
    pub id: EventId,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub score: f64,
    /// Goldstein value of the CAMEO code.
    pub goldstein: Option<f64>,
    /// Who acted.
    pub actors: Vec<ActorId>,
    /// To whom.
    pub recipients: Vec<ActorId>,
    /// What became of it.
    pub status: Status,
    /// The if-clause.
    pub condition: Option<TextSpan>,
    /// When.
    pub date: Option<DayRange>,
    /// Where.
    pub place: Option<EventPlace>,
    /// The words that carry the act.
    pub trigger: TextSpan,
    /// Further mentions of the same act.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub evidence: Vec<TextSpan>,
    /// Index in `sentences`.
    pub sentence: usize,
    /// The statement that relays it.
    pub attribution: Option<StatementId>,
    /// 0 to 1.
    pub confidence: f64,
    /// What made it; not part of the record that is written.
    #[serde(skip)]
    pub explanation: Option<Box<Explanation>>,
}

/// Why an event came out as it did.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// File and line of its frame.
    pub frame: String,
    /// How many tests and further words chose that frame among those of the predicate.
    pub tests: usize,
    /// The rule that decided on the status.
    pub rule: String,
    /// The words that it looked at: auxiliaries, negations, conjunctions, adjectives.
    pub words: Vec<TextSpan>,
    /// The predicates above, from the nearest up.
    pub above: Vec<Governor>,
    /// For each context the terms that speak for it.
    pub contexts: Vec<(String, Vec<TextSpan>)>,
    /// Signs of the confidence: name, size, weight in log-odds.
    pub signs: Vec<(String, f64, f64)>,
}

/// A predicate that says what becomes of the act below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Governor {
    /// Its words.
    pub words: TextSpan,
    /// File and line of its frame.
    pub frame: String,
    /// The status that it gives, if it says so.
    pub makes: Option<Status>,
}

/// Who said what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Unique in the record.
    pub id: StatementId,
    /// Who spoke.
    pub speaker: Option<ActorId>,
    /// The words that name the speaker.
    pub speaker_text: Option<TextSpan>,
    /// The words that carry the saying.
    pub cue: Option<TextSpan>,
    /// What was said, without quotation marks.
    pub content: Vec<TextSpan>,
    /// Whether any part stands in quotation marks.
    pub quoted: bool,
    /// What the saying does.
    pub act: Act,
    /// Who was told.
    pub addressee: Option<ActorId>,
    /// When.
    pub date: Option<DayRange>,
    /// The statement that relays this one.
    pub inside: Option<StatementId>,
    /// 0 to 1.
    pub confidence: f64,
}

/// Who stands where on what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Unique in the record.
    pub id: PositionId,
    /// Whose.
    pub actor: ActorId,
    /// The words that name the issue.
    pub issue: TextSpan,
    /// Normal form under which articles meet.
    pub issue_key: String,
    /// Where the actor stands.
    pub stance: Stance,
    /// On which condition.
    pub condition: Option<TextSpan>,
    /// Held now or before.
    pub time: PositionTime,
    /// Words that contain the issue and show the stance.
    pub evidence: TextSpan,
    /// The statement it rests on.
    pub statement: Option<StatementId>,
    /// The event it rests on.
    pub event: Option<EventId>,
    /// 0 to 1.
    pub confidence: f64,
}

/// A change of position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The earlier position.
    pub from: PositionId,
    /// The later one.
    pub to: PositionId,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// Where it stands.
    #[serde(flatten)]
    pub span: TextSpan,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// TIMEX3 value, or null where it cannot be told.
    pub value: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Name in the gazetteer.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub region: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Where it is mentioned.
    pub mentions: Vec<TextSpan>,
}
