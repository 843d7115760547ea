//! The files under `data/` that are built into the program, in one list: what is not here is not known.

use std::borrow::Cow;

use super::Source;

macro_rules! files {
    ($($path:literal)*) => { &[$(($path, include_str!(concat!("../../../../data/", $path)))),*] };
}

/// Path below `data/` and text of each file.
const FILES: &[(&str, &str)] = files! {
    "actors/groups.tsv"
    "actors/organizations.tsv"
    "actors/organizations_states.tsv"
    "actors/people/africa.tsv"
    "actors/people/americas.tsv"
    "actors/people/asia_pacific.tsv"
    "actors/people/europe.tsv"
    "actors/people/international.tsv"
    "actors/people/middle_east.tsv"
    "actors/states.tsv"
    "antecedents.tsv"
    "cameo.tsv"
    "codes/cameo_actors.tsv"
    "codes/cow.tsv"
    "codes/regions.tsv"
    "confidence.toml"
    "contexts.toml"
    "en/classes/conflict.toml"
    "en/classes/cooperation.toml"
    "en/cues.toml"
    "en/dates.toml"
    "en/descriptions.toml"
    "en/frames/accuse.toml"
    "en/frames/accuse_idioms.toml"
    "en/frames/agree.toml"
    "en/frames/agree_idioms.toml"
    "en/frames/aid.toml"
    "en/frames/aid_idioms.toml"
    "en/frames/assault.toml"
    "en/frames/assault_idioms.toml"
    "en/frames/coerce.toml"
    "en/frames/coerce_idioms.toml"
    "en/frames/concede.toml"
    "en/frames/concede_idioms.toml"
    "en/frames/consult.toml"
    "en/frames/consult_idioms.toml"
    "en/frames/cooperate.toml"
    "en/frames/cooperate_idioms.toml"
    "en/frames/mobilize.toml"
    "en/frames/mobilize_idioms.toml"
    "en/frames/modifying.toml"
    "en/frames/stances.toml"
    "en/frames/stances_verdicts.toml"
    "en/frames/protest.toml"
    "en/frames/protest_idioms.toml"
    "en/frames/reject.toml"
    "en/frames/reject_idioms.toml"
    "en/frames/request.toml"
    "en/frames/request_idioms.toml"
    "en/frames/retreat.toml"
    "en/frames/retreat_idioms.toml"
    "en/frames/sanction.toml"
    "en/frames/sanction_idioms.toml"
    "en/frames/support.toml"
    "en/frames/support_idioms.toml"
    "en/frames/threaten.toml"
    "en/frames/threaten_idioms.toml"
    "en/given_names.tsv"
    "en/grammar.toml"
    "en/nominalizations.tsv"
    "en/pronouns.toml"
    "en/role_modifiers.tsv"
    "en/roles.tsv"
    "import/cameo_actors.tsv"
    "import/petrarch.toml"
    "issues.toml"
    "modes.tsv"
    "places.tsv"
    "plover.tsv"
    "sectors.tsv"
};

/// The files that are built in.
#[must_use]
pub fn built_in() -> Vec<Source> {
    let source =
        |&(path, text): &(&str, &'static str)| Source { path: path.to_owned(), text: Cow::Borrowed(text), own: false };
    FILES.iter().map(source).collect()
}
