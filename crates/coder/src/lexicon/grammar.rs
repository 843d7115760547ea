//! The small words of a language that the coder asks about (`en/grammar.toml`).

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::{LexiconError, Source};
use crate::record::Status;

/// Function words by what they do. All lemmas.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    agent: Vec<String>,
    approximate: Vec<Vec<String>>,
    party: Vec<String>,
    particles: Vec<String>,
    verbal_particles: Vec<String>,
    medium: Vec<String>,
    dative: Vec<String>,
    promise: Vec<String>,
    duty: Vec<String>,
    charge: Vec<String>,
    almost: Vec<String>,
    inverting: Vec<String>,
    noun_object: Vec<String>,
    control: Vec<String>,
    infinitive: Vec<String>,
    separating: Vec<String>,
    joint: Vec<String>,
    pairing: Vec<String>,
    owner: Vec<String>,
    quantity: Vec<String>,
    setting: Vec<String>,
    occasion: Vec<String>,
    sequel: Vec<String>,
    ordinals: Vec<String>,
    perfect: Vec<String>,
    aim: Vec<String>,
    topic: Vec<String>,
    meanwhile: Vec<String>,
    inside: Vec<String>,
    naming: Vec<String>,
    essive: Vec<String>,
    papers: Vec<String>,
    causes: Vec<String>,
    judges: Vec<String>,
    issues: Vec<String>,
    subject_openers: Vec<String>,
    path: Vec<String>,
    calendar: Vec<String>,
    negators: Vec<String>,
    without: Vec<String>,
    spoken_acts: Vec<String>,
    voicing_acts: Vec<String>,
    quarrels: Vec<String>,
    leads: Vec<String>,
    plural_pronouns: Vec<String>,
    conditions: Vec<String>,
    limits: Vec<String>,
    provisos: Vec<String>,
    reversals: Vec<String>,
    guess: Vec<String>,
    now: Vec<String>,
    past: Vec<String>,
    lemmas: HashMap<String, String>,
    forms: HashMap<String, String>,
    verb_forms: HashMap<String, String>,
    verb_lemmas: HashMap<String, String>,
    under_way: Vec<Vec<String>>,
    negated_adverbs: Vec<String>,
    gerunds: Vec<[String; 2]>,
    plurals: Vec<[String; 2]>,
    terms: Vec<String>,
    welcome_things: Vec<String>,
    unwelcome_things: Vec<String>,
    open_questions: Vec<String>,
    settled_questions: Vec<String>,
    anonymity: Vec<String>,
    limits_of_talks: Vec<String>,
    condition_phrases: Vec<Vec<String>>,
    welcome_phrases: Vec<Vec<String>>,
    unwelcome_phrases: Vec<Vec<String>>,
    untimely: Vec<String>,
    excess: Vec<String>,
    ways: Vec<String>,
    sole: Vec<String>,
    alternatives: Vec<String>,
    needs: Vec<String>,
    silences: Vec<String>,
    substitutes: Vec<String>,
    taking_part: Vec<String>,
    examining: Vec<String>,
    laws: Vec<String>,
    pro_verbs: Vec<String>,
    forced: Vec<String>,
    describing: Vec<String>,
    meaning: Vec<String>,
    atoning: Vec<String>,
    replies: Vec<String>,
    answered: Vec<String>,
    preferring: Vec<String>,
    pairs: Vec<String>,
    prospective: Vec<String>,
    happening: Vec<String>,
    allowing: Vec<String>,
    uttering: Vec<String>,
    comments: Vec<String>,
    untold: Vec<String>,
    demurring: Vec<String>,
    to_come: Vec<String>,
    wishes: Vec<String>,
    relayed: Vec<String>,
    apposed: Vec<String>,
    decisions: Vec<String>,
    foremost: Vec<String>,
    only_terms: Vec<String>,
    awaited: Vec<String>,
    undergone: Vec<String>,
    desires: Vec<String>,
    accounts: Vec<String>,
    seeming: Vec<String>,
    times: Vec<String>,
    reasons: Vec<String>,
    permissions: Vec<String>,
    noticed: Vec<String>,
    halting: Vec<String>,
    obliging: Vec<String>,
    accepting: Vec<String>,
    seeking: Vec<String>,
    leanings: Vec<String>,
    questioning: Vec<String>,
    dodges: Vec<String>,
    answers: Vec<String>,
    opponents: Vec<String>,
    advocates: Vec<String>,
    praise: Vec<String>,
    harming: Vec<String>,
    measuring: Vec<String>,
    fruitless: Vec<String>,
    complaints: Vec<String>,
    hinging: Vec<String>,
    outcomes: Vec<String>,
    habits: Vec<String>,
    aims: Vec<String>,
    demanded_terms: Vec<String>,
    being: Vec<String>,
    going_on: Vec<String>,
    conduct: Vec<String>,
    advantages: Vec<String>,
    than: Vec<String>,
    failing_phrases: Vec<Vec<String>>,
    arrivals: Vec<String>,
    rescues: Vec<String>,
    lasting: Vec<String>,
    questions: Vec<String>,
    awaiting: Vec<String>,
    failures: Vec<String>,
    exclusive: Vec<String>,
    verdicts: Vec<String>,
    contrast: Vec<String>,
    comparison: Vec<String>,
    things: Vec<String>,
    deliveries: Vec<String>,
    indefinite: Vec<String>,
    conjunctions: Vec<String>,
    noun_status: BTreeMap<Status, Vec<String>>,
    participle_status: BTreeMap<Status, Vec<String>>,
    modals: HashMap<String, Status>,
    reported_modals: HashMap<String, Status>,
}

macro_rules! member {
    ($($(#[$doc:meta])* $name:ident $list:ident)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(&self, lemma: &str) -> bool {
            self.$list.iter().any(|w| w == lemma)
        }
    )*};
}

impl Grammar {
    /// Reads `grammar.toml`.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(source: &Source) -> Result<Self, LexiconError> {
        toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))
    }

    /// Nouns of which a word may be the plural ("rulers", "gunmen").
    pub fn singulars<'a>(&'a self, plural: &'a str) -> impl Iterator<Item = String> + 'a {
        let stems =
            self.plurals.iter().filter_map(|[ending, lost]| Some((plural.strip_suffix(ending.as_str())?, lost)));
        stems.map(|(stem, lost)| format!("{stem}{lost}"))
    }

    /// Verbs of which a noun may be the gerund ("raz*ing*", "storm*ing*", "rob*bing*").
    #[must_use]
    pub fn gerund_of(&self, noun: &str) -> Vec<String> {
        let stems = self.gerunds.iter().filter_map(|[ending, lost]| Some((noun.strip_suffix(ending.as_str())?, lost)));
        stems
            .flat_map(|(stem, lost)| {
                let mut back = stem.chars().rev();
                let doubled = back.next().filter(|last| lost.is_empty() && back.next() == Some(*last));
                let single = doubled.map(|last| stem[..stem.len() - last.len_utf8()].to_owned());
                std::iter::once(format!("{stem}{lost}")).chain(single)
            })
            .collect()
    }

    member! {
        /// Before the doer of a passive or of an event noun.
        is_agent agent
        /// Makes one word with its verb.
        is_particle particles
        /// A particle that belongs to its verb right before an object too.
        is_verbal_particle verbal_particles
        /// Before whoever is given something.
        is_dative dative
        /// Says what somebody is going to do.
        is_promise promise
        /// Says what somebody is to do.
        is_duty duty
        /// Before what somebody is accused of or praised for.
        is_charge charge
        /// Opens a condition before its subject.
        is_inverting inverting
        /// Denies the verb behind it.
        is_almost almost
        /// Before the act by which another was done.
        is_medium medium
        /// Before a party to an act, which no place or day has.
        is_party party
        /// Before what an event noun is done to.
        is_noun_object noun_object
        /// Before whoever is to do the act below.
        is_control control
        /// Stands before what somebody is kept from or driven to.
        is_separating separating
        /// Stands before an infinitive.
        is_infinitive infinitive
        /// Before the parties of a joint act.
        is_joint joint
        /// Before two parties or more.
        is_pairing pairing
        /// Before what is spoken of.
        is_topic topic
        /// Opens a clause that is of the same time.
        is_meanwhile meanwhile
        /// Links a thing to its owner.
        is_owner owner
        /// Only measures what follows.
        is_quantity quantity
        /// Says when, where or why, not whom.
        is_setting setting
        /// Opens when or on what occasion something is said.
        is_occasion occasion
        /// Whether what follows a preposition came before ("after", "following").
        is_sequel sequel
        /// Whether a verb makes the perfect of another.
        is_perfect perfect
        /// Whether a preposition stands before what one goes somewhere for.
        is_aim aim
        /// Whether a preposition stands before the event at which something is done.
        is_inside inside
        /// Whether a verb says what its object is called.
        is_naming naming
        /// Whether a word makes the infinitive behind its noun a fact ("the *first* to sign").
        is_ordinal ordinals
        /// Negates together with a negator ("no *longer*").
        ends_with_negator negated_adverbs
        /// Sets terms for its subject.
        sets_terms terms
        /// Calls something good to do.
        is_welcome welcome_things
        /// Calls something bad to do.
        is_unwelcome unwelcome_things
        /// Says that it is not known what somebody will do.
        is_open open_questions
        /// Says so when it is negated ("not *clear* whether").
        is_settled settled_questions
        /// What a source does not want done to it ("asked not to be *named*").
        is_anonymity anonymity
        /// What nobody is to touch ("is a red *line*").
        is_limit_of_talks limits_of_talks
        /// Calls what was said something, behind it ("…, *a claim* that Kyiv denies").
        is_verdict verdicts
        /// Joins what contrasts with what stands before.
        is_contrast contrast
        /// Opens what a writer sets beside what was said.
        is_comparison comparison
        /// Stands for a thing, which tells nothing of itself.
        is_thing things
        /// Says where or to whom one speaks.
        is_delivery deliveries
        /// The article of something new.
        is_indefinite indefinite
        /// Early, where it is too early.
        is_untimely untimely
        /// Too much of it ("*too* early").
        is_excess excess
        /// A way out, which may be the only one.
        is_way ways
        /// The only one.
        is_sole sole
        /// What there is none of where only one thing will do ("no *alternative* to").
        is_alternative alternatives
        /// What there is none of for what is not wanted ("no *need* for").
        is_need needs
        /// Withholds what stands below ("*declined* to say").
        is_silence silences
        /// Stands for a thing of which was spoken ("is open to *one*").
        is_substitute substitutes
        /// Takes part in something, or goes where it is ("is not *coming*").
        is_taking_part taking_part
        /// Looks into what was offered before an answer is given ("is being *studied*").
        is_examining examining
        /// A law, by which somebody says he may not do a thing.
        is_law laws
        /// Stands for what another verb says ("as it had undertaken to *do*").
        is_pro_verb pro_verbs
        /// What somebody has to do who is driven to it, and not bidden ("the rebels had to *flee*").
        is_forced forced
        /// Says what something is called with "as" ("what he *described* as").
        is_describing describing
        /// Says what something comes to ("this did not *mean* that").
        is_meaning meaning
        /// What somebody is to do for what he did ("would *pay* for it").
        is_atoning atoning
        /// Gives the answer that is waited for ("has yet to *confirm* it").
        is_reply replies
        /// An answer, of which nothing is said but that it is one.
        is_answered answered
        /// What is liked better ("would *rather* bargain").
        is_preferring preferring
        /// Each of two.
        is_of_pair pairs
        /// Wishes for what need be no issue.
        is_wish wishes
        /// Relays in the passive what is known of somebody.
        is_relayed relayed
        /// Said of a thing before it.
        is_apposed apposed
        /// What is taken or not.
        is_decision decisions
        /// Comes before all else.
        is_foremost foremost
        /// Opens what alone makes something possible, behind "only".
        opens_only_term only_terms
        /// Says of what is to come that it does so still.
        is_lasting lasting
        /// Opens a question with two answers.
        is_question questions
        /// Is done by whoever waits for the answer to a question.
        is_awaiting awaiting
        /// Opens whose account it is.
        opens_account accounts
        /// Says what somebody shows.
        is_seeming seeming
        /// Time for something, which has come.
        is_time times
        /// Says that it has.
        is_arrival arrivals
        /// Tells why something came about.
        is_reason reasons
        /// Lets others do what stands below it.
        is_permission permissions
        /// Befalls what somebody looks for, or could tell nobody's will.
        is_noticed noticed
        /// Puts an end to what stands before it.
        is_halting halting
        /// Says what a paper has others do.
        is_obliging obliging
        /// Is done by nobody where the speaker would not do it.
        is_accepting accepting
        /// Wants something, which nobody does who does not want it.
        is_seeking seeking
        /// Tells where somebody stands by what he does.
        is_leaning leanings
        /// Is how reporters ask.
        is_questioning questioning
        /// Leaves what was asked without an answer.
        is_dodge dodges
        /// The same when denied.
        is_answer answers
        /// Is against what it is said to be of.
        is_opponent opponents
        /// Is for it.
        is_advocate advocates
        /// What a quotation calls so is thought well of, or only told.
        is_praise praise
        /// Does harm to what is wanted.
        is_harming harming
        /// Takes a measure.
        is_measuring measuring
        /// Brings something, or nothing.
        is_fruitless fruitless
        /// Finds fault with what others have done.
        is_complaint complaints
        /// Tells what a thing depends on.
        is_hinging hinging
        /// How something comes out.
        is_outcome outcomes
        /// Tells of before ("*used* to").
        is_habit habits
        /// What somebody wants.
        is_aimed_at aims
        /// What somebody wants before all else.
        is_term demanded_terms
        /// Says what something is.
        is_being being
        /// Does as before.
        is_going_on going_on
        /// What a state or an army does over a time.
        is_conduct conduct
        /// What is more so is to be preferred.
        is_advantage advantages
        /// Stands before what something is compared with.
        is_than than
        /// Brings back what was lost.
        is_rescue rescues
        /// Wants what stands below it to be so.
        is_desire desires
        /// Befalls somebody.
        is_undergone undergone
        /// Is still to come out.
        is_awaited awaited
        /// Is still to come ("has *yet* to").
        is_to_come to_come
        /// What is below it did not come about, for want of power or luck.
        is_failure failures
        /// Makes a future of the infinitive below it.
        is_prospective prospective
        /// Is done with words.
        is_uttering uttering
        /// What reporters are refused.
        is_comment comments
        /// What reporters are politely not told.
        is_untold untold
        /// By which they are not.
        is_demurring demurring
        /// Lets its object do what stands behind it.
        is_allowing allowing
        /// Says of an act that it comes to pass.
        is_happening happening
        /// Makes a condition the only one.
        is_exclusive exclusive
        /// Opens a clause that is told.
        is_conjunction conjunctions
        /// Opens the subject of an infinitive.
        opens_subject subject_openers
        /// Is put out by somebody who speaks in it.
        is_paper papers
        /// Judges what others plan.
        is_judging judges
        /// Has somebody do what stands behind its object.
        is_cause causes
        /// Puts such a thing out.
        is_issuing issues
        /// Opens what something is said to be.
        is_essive essive
        /// Says where to or from, so that a town there is only a place.
        is_path path
        /// Noun of the calendar, lower case.
        is_calendar calendar
        /// Denies.
        is_negator negators
        /// Denies its clause.
        is_without without
        /// PLOVER type of what words alone do.
        is_spoken_act spoken_acts
        /// PLOVER type of acts in which others are voiced.
        is_voicing_act voicing_acts
        /// Noun for what two sides are at odds in.
        is_quarrel quarrels
        /// Says who is at the head of a delegation.
        is_leading leads
        /// Stands for several.
        is_plural_pronoun plural_pronouns
        /// Opens a condition.
        is_condition conditions
        /// Participle that opens a condition before "that".
        is_proviso provisos
        /// Opens what undid what was said ("only to deny it").
        is_reversal reversals
        /// Opens what has to come first.
        is_limit limits
        /// Makes a guess of it.
        is_guess guess
        /// Marks a position as new.
        is_now now
        /// Marks a position as held before.
        is_past past
    }

    /// How many words open a condition of several words ("on condition that"), where `form` gives them in order.
    pub fn opens_condition(&self, form: impl Fn(usize) -> Option<String>) -> Option<usize> {
        let begins = |phrase: &&Vec<String>| phrase.iter().enumerate().all(|(at, w)| form(at).as_deref() == Some(w));
        self.condition_phrases.iter().filter(begins).map(Vec::len).max()
    }

    /// Whether words end in a phrase by which something is called good ("on the table").
    pub fn ends_welcome(&self, words: &[&str]) -> bool {
        self.welcome_phrases.iter().any(|p| ends_with(words, p))
    }

    /// Whether they open with one ("*up* for discussion").
    pub fn opens_welcome(&self, words: &[&str]) -> bool {
        self.welcome_phrases.iter().any(|p| starts_with(words, p))
    }

    /// The same of what is called bad.
    pub fn opens_unwelcome(&self, words: &[&str]) -> bool {
        self.unwelcome_phrases.iter().any(|p| starts_with(words, p))
    }

    /// Whether words open with a phrase by which something is found wanting ("falls short").
    pub fn opens_failure(&self, words: &[&str]) -> bool {
        self.failing_phrases.iter().any(|p| starts_with(words, p))
    }

    /// The same of what is called bad ("out of the question").
    pub fn ends_unwelcome(&self, words: &[&str]) -> bool {
        self.unwelcome_phrases.iter().any(|p| ends_with(words, p))
    }

    /// The plain singular that a lemma of the treebanks hides.
    #[must_use]
    pub fn plain_lemma(&self, lemma: &str) -> Option<&str> {
        self.lemmas.get(lemma).map(String::as_str)
    }

    /// Whether words say of an event that it goes on ("under way").
    #[must_use]
    pub fn goes_on<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> bool {
        self.under_way.iter().any(|known| words.clone().eq(known.iter().map(String::as_str)))
    }

    /// The lemma of a form that says more than the one which it has by rule.
    #[must_use]
    pub fn lemma_of_form(&self, form: &str) -> Option<&str> {
        // A handful: no copy in small letters for each word of a text.
        self.forms.iter().find(|(known, _)| known.eq_ignore_ascii_case(form)).map(|(_, lemma)| lemma.as_str())
    }

    /// The lemma of a form that is hard to read as a verb's ("shot"), where the word is a verb.
    pub fn verb_of_form(&self, form: &str) -> Option<&str> {
        in_small(form, |form| self.verb_forms.get(form)).map(String::as_str)
    }

    /// The lemma of a verb's form that the lemmatizer does not know.
    pub fn verb_lemma(&self, form: &str) -> Option<&str> {
        in_small(form, |form| self.verb_forms.get(form).or_else(|| self.verb_lemmas.get(form))).map(String::as_str)
    }

    /// What makes a number rough, as words in order.
    pub fn approximations(&self) -> impl Iterator<Item = &[String]> {
        self.approximate.iter().map(Vec::as_slice)
    }

    /// What a modal makes of its verb.
    #[must_use]
    pub fn modal(&self, lemma: &str) -> Option<Status> {
        self.modals.get(lemma).copied()
    }

    /// What a modal makes of its verb in what somebody is reported to have said.
    #[must_use]
    pub fn reported_modal(&self, lemma: &str) -> Option<Status> {
        self.reported_modals.get(lemma).copied()
    }

    /// What an adjective makes of its event noun.
    #[must_use]
    pub fn noun_status(&self, lemma: &str) -> Option<Status> {
        status_of(&self.noun_status, lemma)
    }

    /// What a participle makes of the event noun behind it, by the lemma of its verb.
    #[must_use]
    pub fn participle_status(&self, lemma: &str) -> Option<Status> {
        status_of(&self.participle_status, lemma)
    }
}

fn starts_with(words: &[&str], phrase: &[String]) -> bool {
    words.len() >= phrase.len() && phrase.iter().zip(words).all(|(p, w)| p == w)
}

fn ends_with(words: &[&str], phrase: &[String]) -> bool {
    words.len() >= phrase.len() && words[words.len() - phrase.len()..].iter().zip(phrase).all(|(w, p)| w == p)
}

/// Looks a form up in small letters, without a copy where it has no others.
fn in_small<'a, T>(form: &str, look: impl Fn(&str) -> Option<&'a T>) -> Option<&'a T> {
    if form.bytes().any(|b| b.is_ascii_uppercase()) { look(&form.to_ascii_lowercase()) } else { look(form) }
}

fn status_of(lists: &BTreeMap<Status, Vec<String>>, lemma: &str) -> Option<Status> {
    lists.iter().find(|(_, words)| words.iter().any(|w| w == lemma)).map(|(&status, _)| status)
}
