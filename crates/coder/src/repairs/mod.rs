//! What the parser is known to get wrong, put right in the tree before anything else reads it.
//!
//! Each rule changes lemmas, labels and heads; words and their spans stay. Two rules that meet in one sentence might
//! undo its tree between them: whatever makes no tree is taken back at once, for a rule that walks a cycle never ends.

mod attachments;
mod clauses;
mod complements;
mod labels;
mod modifiers;
mod names;
mod participles;
mod phrases;
mod predicates;
mod reported;
mod saying;
mod sources;
mod stances;
mod subjects;
mod telling;
mod verbs;

use demarche_syntax::{Deprel, Document, Sentence, Token, Upos, Xpos};

use crate::lexicon::Lexicon;
use crate::lexicon::actors::Entry;
use crate::lexicon::frames::Pos;
pub use names::join_names;

/// Repairs every sentence.
pub fn repair(document: &mut Document, known: &Lexicon) {
    let g = &known.grammar;
    let text = &document.text;
    let mut last_tree = Vec::new();
    for sentence in &mut document.sentences {
        for token in &mut sentence.tokens {
            let form = token.form(text);
            // "Yemen's *Houthis*" taken for a pronoun, a verb or an adverb.
            // "*Chile* is": or, where the sentence begins, for a noun.
            let opens = token.span.start == sentence.span.start
                && matches!(token.upos, Upos::Noun | Upos::Pron)
                && is_title_case(form)
                && known.frames.of(Pos::Noun, &form.to_lowercase()).is_empty()
                && !known.actors.nouns.contains_key(form.to_lowercase().as_str());
            let odd = matches!(
                token.upos,
                Upos::Noun | Upos::Pron | Upos::Verb | Upos::X | Upos::Adv | Upos::Intj | Upos::Adp
            );
            if opens || odd && token.span.start > sentence.span.start && form.len() > 3 && is_title_case(form) {
                let weak = |e: &&Entry| matches!(**e, Entry::Place(n) if known.actors.is_weak(n));
                let mut listed = known.actors.meaning(form).iter().filter(|e| !weak(e));
                if listed.any(|e| !(matches!(e, Entry::Adjective(_)) || opens && matches!(e, Entry::Person(_)))) {
                    (token.upos, token.xpos, token.lemma) = (Upos::Propn, Xpos::Nnp, form.into());
                }
            }
            // "*ECOWAS* imposed sanctions" taken for a foreign word.
            let foreign = matches!(token.upos, Upos::X | Upos::Intj) && form.len() > 3 && is_acronym(form);
            if foreign && !known.actors.meaning(form).is_empty() {
                (token.upos, token.xpos, token.lemma) = (Upos::Propn, Xpos::Nnp, form.into());
            }
            // "Posted *that* she would go" taken for a pronoun beside its label.
            if token.upos == Upos::Sconj && token.deprel == Deprel::Mark && token.xpos == Xpos::Wdt {
                token.xpos = Xpos::In;
            }
            // "*rulers*" taken for a form of "rule", "*gunmen*" for one of "gunme": a plural of a noun that we know.
            if token.upos == Upos::Noun
                && token.xpos == Xpos::Nns
                && !known.actors.nouns.contains_key(token.lemma.as_str())
            {
                let is_known = |w: &String| *w != token.lemma && known.actors.nouns.contains_key(w.as_str());
                if let Some(singular) = g.singulars(&form.to_lowercase()).find(is_known) {
                    token.lemma = singular.as_str().into();
                }
            }
            // "Would not *lower*" taken for a form of "low", "the *crossing*" for one of "cross": a base form is its own lemma.
            let base = token.upos == Upos::Verb && token.xpos == Xpos::Vb || token.xpos == Xpos::Nn;
            if base && form.len() > 4 && token.lemma != form && form.bytes().all(|b| b.is_ascii_lowercase()) {
                token.lemma = form.into();
            }
            // "The *Netzarim* corridor" taken for a quality: one that has a capital makes a compound only as a name.
            if token.upos == Upos::Adj && token.xpos == Xpos::Nnp && token.deprel == Deprel::Compound {
                token.upos = Upos::Propn;
            }
            // "Norway *froze* payments".
            if token.upos == Upos::Adj && token.deprel == Deprel::Amod && g.verb_of_form(form).is_some() {
                (token.upos, token.xpos) = (Upos::Verb, Xpos::Vbd);
            }
            let verb = || (token.upos == Upos::Verb).then(|| g.verb_lemma(form)).flatten();
            if let Some(plain) = g.lemma_of_form(form).or_else(verb).or_else(|| g.plain_lemma(&token.lemma)) {
                token.lemma = plain.into();
            }
        }
        last_tree.clear();
        last_tree.extend(sentence.tokens.iter().map(|t| (t.head, t.deprel)));
        dateline(sentence, text);
        keep_tree(sentence, &mut last_tree);
        for token in 0..sentence.tokens.len() {
            if phrases::approximation(sentence, text, g, token) {
                keep_tree(sentence, &mut last_tree);
            }
        }
        for token in 0..sentence.tokens.len() {
            for rule in RULES {
                if rule(sentence, text, known, token) {
                    keep_tree(sentence, &mut last_tree);
                }
            }
        }
    }
}

/// A rule looks at one word and what stands around it, and tells whether it may have changed the tree.
type Rule = fn(&mut Sentence, &str, &Lexicon, usize) -> bool;

/// The rules in their order.
const RULES: &[Rule] = &[
    |s, _, _, token| attachments::case_of_name(s, token),
    |s, _, _, token| attachments::case_over_noun(s, token),
    |s, _, _, token| verbs::infinitive_by_particle(s, token),
    |s, _, _, token| verbs::infinitive_as_noun(s, token),
    |s, text, _, token| predicates::base_behind_modal(s, text, token),
    |s, _, k, token| predicates::gerund_as_object(s, &k.grammar, &k.frames, token),
    |s, _, k, token| predicates::infinitive_as_modifier(s, &k.grammar, token),
    |s, _, k, token| predicates::perfect_of_have(s, &k.grammar, &k.frames, token),
    |s, text, k, token| predicates::name_for_object(s, text, &k.grammar, token),
    |s, _, k, token| predicates::office_before_name(s, &k.actors, token),
    |s, _, _, token| phrases::part_with_preposition(s, token),
    |s, _, _, token| phrases::preposition_of_title(s, token),
    |s, _, k, token| labels::phrase_of_verb(s, &k.grammar, token),
    |s, _, _, token| labels::owner_as_subject(s, token),
    |s, _, _, token| names::title_inside_name(s, token),
    |s, _, k, token| names::title_as_given_name(s, &k.actors, token),
    |s, text, _, token| names::hyphenated_name(s, text, token),
    |s, text, k, token| names::listed_name(s, text, &k.actors, token),
    |s, text, k, token| names::town_as_noun(s, text, &k.actors, token),
    |s, _, _, token| complements::conjunction_as_article(s, token),
    |s, _, _, token| complements::complement_as_relative(s, token),
    |s, _, _, token| complements::predicate_of_its_subject(s, token),
    |s, _, _, token| complements::name_before_subject(s, token),
    |s, _, k, token| complements::named_behind_object(s, &k.grammar, token),
    |s, _, k, token| complements::infinitive_of_object(s, &k.grammar, &k.frames, token),
    |s, _, k, token| complements::clause_of_participle(s, &k.cues, token),
    |s, _, k, token| complements::participle_of_wish(s, &k.grammar, token),
    |s, _, k, token| verbs::noun_of_the_ordered(s, &k.grammar, &k.frames, token),
    |s, _, _, token| verbs::past_as_preposition(s, token),
    |s, _, k, token| clauses::kept_from(s, &k.grammar, token),
    |s, _, k, token| clauses::condition_of_act(s, &k.grammar, token),
    |s, _, k, token| clauses::participle_as_subject(s, &k.cues, token),
    |s, _, _, token| clauses::second_subject(s, token),
    |s, _, _, token| verbs::verb_joined_to_subject(s, token),
    |s, text, k, token| modifiers::verb_as_modifier(s, text, &k.grammar, token),
    |s, _, _, token| verbs::stranded_subject(s, token),
    |s, _, _, token| verbs::participle_before_object(s, token),
    |s, _, _, token| verbs::object_of_phrase(s, token),
    |s, _, _, token| verbs::agent_below_object(s, token),
    |s, _, _, token| phrases::phrase_behind_addition(s, token),
    |s, _, k, token| phrases::party_behind_comma(s, &k.grammar, token),
    |s, _, _, token| modifiers::verb_behind_conjunction(s, token),
    |s, _, _, token| modifiers::verb_with_subject(s, token),
    |s, _, _, token| modifiers::verb_in_phrase(s, token),
    |s, _, _, token| modifiers::verb_behind_that(s, token),
    |s, _, _, token| modifiers::verb_behind_subject(s, token),
    |s, _, _, token| modifiers::verb_behind_relative(s, token),
    |s, _, _, token| modifiers::second_of_two_verbs(s, token),
    |s, _, _, token| modifiers::verb_in_subject(s, token),
    |s, _, _, token| modifiers::noun_as_main_verb(s, token),
    |s, _, _, token| phrases::nationality_torn_apart(s, token),
    |s, _, k, token| phrases::object_behind_indirect(s, &k.grammar, token),
    |s, _, k, token| phrases::result_before_object(s, &k.frames, token),
    |s, _, k, token| phrases::title_with_quality_behind(s, &k.actors, token),
    |s, _, _, token| verbs::quality_with_modal(s, token),
    |s, _, _, token| verbs::name_as_complement(s, token),
    |s, _, _, token| verbs::object_of_noun_before(s, token),
    |s, _, _, token| clauses::subject_of_clause_before(s, token),
    |s, _, k, token| verbs::expletive_of_adjective(s, &k.frames, token),
    |s, _, k, token| verbs::verb_as_relative(s, &k.grammar, token),
    |s, _, _, token| verbs::verb_in_list(s, token),
    |s, text, k, token| verbs::noun_with_object(s, text, &k.grammar, token),
    |s, _, k, token| phrases::object_behind_preposition(s, &k.grammar, token),
    |s, _, k, token| phrases::particle_of_object(s, &k.grammar, &k.frames, token),
    |s, _, _, token| clauses::told_before_clause(s, token),
    |s, _, _, token| phrases::preposition_of_later_conjunct(s, token),
    |s, _, k, token| phrases::second_of_between(s, &k.grammar, token),
    |s, _, k, token| phrases::oblique_without_preposition(s, &k.grammar, token),
    |s, _, k, token| phrases::party_behind_setting(s, &k.grammar, token),
    |s, _, k, token| phrases::doer_of_act(s, &k.grammar, &k.frames, &k.actors, token),
    |s, _, _, token| verbs::called_subject(s, token),
    |s, _, k, token| verbs::modifier_of_verb(s, &k.grammar, token),
    |s, _, _, token| clauses::clause_as_object(s, token),
    |s, _, _, token| verbs::pronoun_as_owner(s, token),
    |s, _, _, token| verbs::infinitive_as_phrase(s, token),
    |s, _, _, token| verbs::mark_of_later_verb(s, token),
    |s, _, k, token| verbs::infinitive_behind_subject(s, &k.grammar, token),
    |s, _, _, token| verbs::object_as_subject(s, token),
    |s, _, k, token| phrases::infinitive_of_addressee(s, &k.grammar, &k.actors, &k.frames, token),
    |s, _, k, token| phrases::shared_complement(s, &k.grammar, token),
    |s, _, _, token| phrases::adjective_as_conjunct(s, token),
    |s, _, _, token| phrases::name_beside_adjective(s, token),
    |s, text, k, token| phrases::title_before_name(s, text, &k.actors, token),
    |s, text, k, token| phrases::name_behind_office(s, text, &k.actors, token),
    |s, _, k, token| verbs::active_without_auxiliary(s, &k.cues, token),
    |s, _, k, token| verbs::verb_of_bare_noun(s, &k.cues, token),
    |s, text, k, token| verbs::plural_as_infinitive(s, text, &k.frames, token),
    |s, _, k, token| verbs::noun_as_infinitive(s, &k.grammar, &k.frames, token),
    |s, _, k, token| verbs::conjunct_of_passive(s, &k.cues, token),
    |s, _, _, token| clauses::verb_joined_to_object(s, token),
    |s, _, _, token| clauses::gerund_of_verb(s, token),
    |s, _, _, token| clauses::clause_as_subject(s, token),
    |s, _, _, token| clauses::subject_behind_conjunction(s, token),
    |s, _, k, token| phrases::name_behind_comma(s, &k.actors, token),
    |s, _, k, token| clauses::second_act_of_speaker(s, &k.cues, token),
    |s, _, _, token| phrases::relative_of_far_noun(s, token),
    |s, _, _, token| predicates::participle_with_copula(s, token),
    |s, _, k, token| predicates::told_as_object(s, &k.cues, token),
    |s, text, k, token| saying::plural_before_clause(s, text, &k.grammar, &k.cues, token),
    |s, text, _, token| subjects::name_before_verb(s, text, token),
    |s, _, k, token| saying::clause_of_noun(s, &k.grammar, &k.cues, token),
    |s, text, k, token| saying::gerund_of_saying(s, text, &k.grammar, &k.cues, token),
    |s, _, k, token| subjects::perfect_across_adverb(s, &k.grammar, token),
    |s, _, _, token| subjects::verb_behind_relative_clause(s, token),
    |s, _, _, token| subjects::verb_behind_bare_clause(s, token),
    |s, _, k, token| subjects::day_of_subject(s, &k.grammar, token),
    |s, _, k, token| subjects::adverb_of_day(s, &k.grammar, token),
    |s, _, k, token| subjects::part_of_day(s, &k.grammar, token),
    |s, _, _, token| subjects::kind_of_subject(s, token),
    |s, text, _, token| saying::subject_in_quotation(s, text, token),
    |s, _, _, token| subjects::participle_of_subject(s, token),
    |s, _, k, token| saying::verb_joined_to_noun(s, &k.cues, token),
    |s, _, _, token| subjects::verb_below_relative_clause(s, token),
    |s, _, _, token| subjects::infinitive_as_subject_of_clause(s, token),
    |s, _, k, token| subjects::subject_behind_day(s, &k.grammar, token),
    |s, _, _, token| saying::subject_behind_that(s, token),
    |s, _, _, token| saying::subject_of_clause_behind(s, token),
    |s, text, k, token| saying::name_behind_member(s, text, &k.actors, token),
    |s, _, k, token| saying::saying_without_auxiliary(s, &k.cues, token),
    |s, text, _, token| saying::participle_before_sentence(s, text, token),
    |s, _, k, token| saying::object_as_subject_of_clause(s, &k.cues, token),
    |s, text, k, token| telling::first_words_as_object(s, text, &k.cues, token),
    |s, text, k, token| telling::noun_for_saying(s, text, &k.cues, token),
    |s, text, k, token| telling::subject_before_saying(s, text, &k.cues, token),
    |s, text, k, token| telling::person_of_relative(s, text, &k.actors, token),
    |s, text, k, token| telling::gerund_beside_noun(s, text, &k.grammar, &k.cues, token),
    |s, _, _, token| reported::base_joined_to_finite(s, token),
    |s, _, k, token| reported::described_source(s, &k.cues, token),
    |s, text, _, token| reported::verb_behind_aside(s, text, token),
    |s, text, _, token| reported::gerund_with_owner(s, text, token),
    |s, _, k, token| reported::reversal(s, &k.grammar, token),
    |s, _, k, token| reported::proviso(s, &k.grammar, token),
    |s, _, k, token| reported::subject_with_relative(s, &k.cues, token),
    |s, text, k, token| sources::behind_account(s, text, &k.grammar, token),
    |s, text, k, token| sources::behind_saying(s, text, &k.cues, token),
    |s, _, k, token| predicates::verb_of_joined_names(s, &k.frames, token),
    |s, _, _, token| predicates::adjective_as_preposition(s, token),
    |s, text, k, token| predicates::progressive_as_quality(s, text, &k.grammar, &k.frames, token),
    |s, text, k, token| clauses::inverted_condition(s, text, &k.grammar, token),
    |s, _, k, token| clauses::allowed_as_object(s, &k.grammar, token),
    |s, _, _, token| attachments::compound_as_subject(s, token),
    |s, _, _, token| attachments::compound_of_clause(s, token),
    |s, _, k, token| attachments::name_as_time(s, &k.grammar, token),
    |s, _, _, token| attachments::past_of_singular(s, token),
    |s, _, _, token| attachments::joined_as_subject(s, token),
    |s, _, _, token| attachments::name_as_discourse(s, token),
    |s, _, _, token| attachments::agent_of_passive(s, token),
    |s, _, _, token| attachments::case_of_compound(s, token),
    |s, _, k, token| attachments::party_of_act(s, &k.frames, token),
    |s, _, k, token| attachments::quality_behind_object(s, &k.frames, &k.cues, token),
    |s, _, _, token| attachments::quality_behind_plural(s, token),
    |s, _, k, token| attachments::that_as_article(s, &k.grammar, &k.cues, token),
    |s, _, k, token| attachments::subject_of_marked_past(s, &k.grammar, token),
    |s, _, _, token| attachments::subject_behind_for(s, token),
    |s, _, k, token| attachments::purpose_as_complement(s, &k.grammar, &k.frames, &k.cues, token),
    |s, _, _, token| attachments::gerund_before_modal(s, token),
    |s, _, k, token| attachments::place_of_act(s, &k.grammar, &k.frames, token),
    |s, text, _, token| attachments::called_in_quotation(s, text, token),
    |s, _, _, token| stances::owner_of_next_noun(s, token),
    |s, _, k, token| attachments::called_as_object(s, &k.grammar, &k.cues, token),
    |s, _, k, token| attachments::question_as_aside(s, &k.grammar, &k.cues, token),
    |s, _, _, token| attachments::second_object(s, token),
    |s, _, _, token| attachments::participle_of_last_clause(s, token),
    |s, text, _, token| attachments::verb_behind_doer(s, text, token),
    |s, _, _, token| attachments::infinitive_as_second_subject(s, token),
    |s, _, _, token| attachments::gerund_before_copula(s, token),
    |s, _, k, token| attachments::day_of_act(s, &k.grammar, &k.frames, token),
    |s, _, k, token| attachments::verdict_of_object(s, &k.grammar, &k.cues, token),
    |s, text, _, token| attachments::infinitive_behind_colon(s, text, token),
    |s, text, _, token| saying::auxiliary_in_quotation(s, text, token),
    |s, text, k, token| saying::saying_below_said(s, text, &k.cues, token),
    |s, _, k, token| participles::verb_as_doer(s, &k.grammar, token),
    |s, _, k, token| participles::described_by_doer(s, &k.grammar, token),
    |s, text, _, token| participles::active_of_sentence(s, text, token),
    |s, _, _, token| participles::verb_of_noun_sentence(s, token),
    |s, _, _, token| participles::plural_as_second_verb(s, token),
    |s, _, _, token| participles::infinitive_as_part(s, token),
    |s, text, _, token| participles::gerund_as_subject(s, text, token),
    |s, _, k, token| participles::past_as_phrase(s, &k.grammar, token),
    |s, _, k, token| participles::day_as_object(s, &k.grammar, token),
    |s, _, _, token| participles::object_behind_infinitive(s, token),
    |s, _, k, token| participles::plural_as_clause(s, &k.frames, token),
    |s, _, k, token| participles::plural_as_main_verb(s, &k.frames, token),
    |s, _, _, token| participles::described_between_commas(s, token),
    |s, text, k, token| participles::states_of_plural(s, text, &k.actors, token),
    |s, _, _, token| participles::past_beside_participle(s, token),
    |s, _, k, token| stances::participle_of_day(s, &k.grammar, token),
    |s, _, k, token| stances::infinitive_behind_manner(s, k, token),
    |s, _, k, token| stances::adverb_of_perfect(s, &k.grammar, token),
    |s, _, k, token| stances::verb_of_clause_as_noun(s, &k.grammar, &k.frames, token),
    |s, _, k, token| stances::measured_and_called(s, &k.grammar, token),
    |s, _, _, token| stances::asked_before_subject(s, token),
    |s, text, k, token| stances::person_before_state(s, text, &k.actors, token),
    |s, _, k, token| stances::act_behind_saying(s, &k.cues, token),
    |s, _, k, token| stances::quality_of_named(s, &k.grammar, token),
    |s, text, k, token| stances::infinitive_behind_aside(s, text, k, token),
    |s, _, _, token| stances::body_before_title(s, token),
    |s, _, k, token| stances::said_by_letting(s, &k.grammar, &k.cues, token),
    |s, _, k, token| stances::state_of_object(s, &k.frames, token),
    |s, _, k, token| stances::owned_as_apposition(s, &k.frames, token),
];

/// Takes the sentence as the last known tree, or brings that back where a rule has undone it.
fn keep_tree(s: &mut Sentence, last: &mut [(Option<usize>, Deprel)]) {
    if s.tokens.iter().zip(&*last).all(|(t, (head, _))| t.head == *head) {
        return;
    }
    let tree = is_tree(s);
    for (token, kept) in s.tokens.iter_mut().zip(last) {
        if tree {
            *kept = (token.head, token.deprel);
        } else {
            (token.head, token.deprel) = *kept;
        }
    }
}

/// Whether one word is the root and all others hang from it.
fn is_tree(s: &Sentence) -> bool {
    // 0 not seen, 1 on the way, 2 known to reach the root.
    let mut state = vec![0u8; s.tokens.len()];
    for start in 0..s.tokens.len() {
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            match s.tokens[at].head {
                Some(head) => at = head,
                None => state[at] = 2,
            }
        }
        if state[at] == 1 {
            return false;
        }
        let mut back = start;
        while state[back] == 1 {
            state[back] = 2;
            let Some(head) = s.tokens[back].head else { break };
            back = head;
        }
    }
    s.tokens.iter().filter(|t| t.head.is_none()).count() <= 1
}

/// "Houthis", not "HOUTHIS" and not "houthis".
fn is_title_case(form: &str) -> bool {
    let mut letters = form.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
}

/// "ECOWAS".
fn is_acronym(form: &str) -> bool {
    form.len() > 1 && form.bytes().all(|b| b.is_ascii_uppercase())
}

/// The "to" right before an infinitive.
fn particle_of(s: &Sentence, infinitive: usize) -> Option<usize> {
    infinitive.checked_sub(1).filter(|&i| s.tokens[infinitive].xpos == Xpos::Vb && s.tokens[i].xpos == Xpos::To)
}

fn case(s: &Sentence, token: usize) -> Option<usize> {
    s.children(token).take_while(|&c| c < token).find(|&c| s.tokens[c].deprel == Deprel::Case)
}

/// Words that a dateline has at most.
const DATELINE: usize = 12;

/// "*MANILA, Philippines --* President Duterte said": where a report comes from is no part of what it says.
fn dateline(s: &mut Sentence, text: &str) {
    let upper = |t: &Token| {
        let form = t.form(text);
        form.len() > 2 && form.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\''))
            || t.upos == Upos::Punct
    };
    let dash = |t: &Token| matches!(t.form(text), "-" | "--" | "–" | "—" | ":");
    let spaced = |i: usize| s.tokens[i].span.end < s.tokens[i + 1].span.start;
    // "*Bogota, March 8 (IANS)* The president": or an agency in brackets ends it.
    let bracket = |i: usize| {
        let form = |t: usize| s.tokens[t].form(text);
        let agency = i > 2 && form(i) == ")" && form(i - 2) == "(" && upper(&s.tokens[i - 1]);
        agency && form(i + 1).starts_with(char::is_uppercase) && form(i - 1).len() < 9
    };
    let ends = |&i: &usize| dash(&s.tokens[i]) && spaced(i) || bracket(i) && !dash(&s.tokens[i + 1]);
    let Some(end) = (1..DATELINE.min(s.tokens.len().saturating_sub(2))).find(ends) else {
        return;
    };
    // Names, months and numbers only, and the first word in capitals or the dash double.
    let plain = |t: &Token| matches!(t.upos, Upos::Propn | Upos::Punct | Upos::Num) || upper(t);
    let shouted = |t: &Token| t.upos != Upos::Punct && upper(t);
    let marked = s.tokens[..end].iter().any(shouted) || s.tokens[end].form(text).len() > 1;
    if !s.tokens[..end].iter().all(plain) || !marked {
        return;
    }
    let inside = |h: Option<usize>| h.is_some_and(|h| h <= end);
    let rest: Vec<usize> = (end + 1..s.tokens.len()).collect();
    let root = s.tokens.iter().position(|t| t.head.is_none()).filter(|&r| r > end);
    let Some(root) = root.or_else(|| {
        let hung = |&&t: &&usize| inside(s.tokens[t].head);
        let verb = rest.iter().filter(hung).find(|&&t| s.tokens[t].upos == Upos::Verb);
        verb.or_else(|| rest.iter().find(hung)).copied()
    }) else {
        return;
    };
    // "*MANILA --* President Arroyo has pardoned" with a Manila that pardons: the name beside it takes its part.
    let part = s.tokens[..=end].iter().find(|t| t.head.is_some_and(|h| h > end)).map(|t| t.deprel);
    let mut part = part.filter(|d| matches!(d, Deprel::Nsubj | Deprel::NsubjPass));
    for &t in &rest {
        if inside(s.tokens[t].head) {
            s.tokens[t].head = Some(root);
            if t != root && matches!(s.tokens[t].upos, Upos::Noun | Upos::Propn | Upos::Pron) {
                s.tokens[t].deprel = part.take().unwrap_or(s.tokens[t].deprel);
            }
        }
    }
    (s.tokens[root].head, s.tokens[root].deprel) = (None, Deprel::Root);
    for t in 0..=end {
        if !inside(s.tokens[t].head) {
            (s.tokens[t].head, s.tokens[t].deprel) = (Some(root), Deprel::Dep);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]
mod tests {
    use demarche_syntax::{Kind, Span, Xpos};
    use proptest::prelude::*;

    use super::*;

    const WORDS: &str = "the rebels said to up at least six him and the port of plans that , - let Monday between in";

    /// Labels and tags that the rules look at, so that they fire often.
    const DEPRELS: [Deprel; 17] = [
        Deprel::Nsubj,
        Deprel::Obj,
        Deprel::Iobj,
        Deprel::Obl,
        Deprel::OblUnmarked,
        Deprel::Nmod,
        Deprel::NmodPoss,
        Deprel::Amod,
        Deprel::Acl,
        Deprel::AclRelcl,
        Deprel::Ccomp,
        Deprel::Compound,
        Deprel::Conj,
        Deprel::Case,
        Deprel::Mark,
        Deprel::Nummod,
        Deprel::Vocative,
    ];
    const UPOS: [Upos; 6] = [Upos::Verb, Upos::Noun, Upos::Propn, Upos::Num, Upos::Adp, Upos::Pron];
    const XPOS: [Xpos; 8] = [Xpos::Nns, Xpos::Vbd, Xpos::Vbn, Xpos::Vb, Xpos::To, Xpos::Vbz, Xpos::Prp, Xpos::Nn];

    /// A word's label, tags, and where among the words before it, in a random order, its head is.
    type Word = (usize, usize, usize, usize, usize);

    /// A tree over `words` whose root is any of them.
    fn tree(words: &[Word]) -> Document {
        let text = WORDS.to_owned();
        let forms: Vec<Span> = text
            .split(' ')
            .scan(0, |at, w| {
                let span = Span::new(*at, *at + w.len());
                *at += w.len() + 1;
                Some(span)
            })
            .collect();
        let n = words.len();
        // Words join the tree in a shuffled order, each below one that is in it.
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|&i| words[i].0);
        let mut tokens: Vec<Token> = (0..n).map(|i| Token::bare(forms[i % forms.len()], false)).collect();
        for (place, &i) in order.iter().enumerate() {
            let (_, head, deprel, upos, xpos) = words[i];
            let t = &mut tokens[i];
            t.head = (place > 0).then(|| order[head % place.max(1)]);
            t.deprel = if place == 0 { Deprel::Root } else { DEPRELS[deprel % DEPRELS.len()] };
            t.upos = UPOS[upos % UPOS.len()];
            t.xpos = XPOS[xpos % XPOS.len()];
            t.lemma = t.form(&text).into();
        }
        let span = Span::new(0, text.len());
        let sentence = Sentence { span, paragraph: 0, kind: Kind::Body, tokens };
        Document { text, sentences: vec![sentence] }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// Whatever the parser gives, a repaired sentence is a tree with the words that it had.
        #[test]
        fn any_tree_stays_a_tree(words in prop::collection::vec((0usize..1000, 0usize..100, 0usize..100, 0usize..100, 0usize..100), 1..20)) {
            static LEXICON: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| Lexicon::load(Vec::new()).unwrap());
            let mut document = tree(&words);
            prop_assert!(is_tree(&document.sentences[0]));
            repair(&mut document, &LEXICON);
            prop_assert!(is_tree(&document.sentences[0]));
            prop_assert_eq!(document.sentences[0].tokens.len(), words.len());
        }
    }
}
