//! What the codebooks make of an act that has not happened. Our record keeps the act's own type
//! beside its status; PLOVER, POLECAT and GDELT have no status, so there a future meeting is an
//! agreement and a future attack a threat.

use crate::lexicon::ontology::Kind;
use crate::record::{Event, Status};

/// An act as PLOVER and CAMEO code it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coded<'e> {
    /// PLOVER type.
    pub kind: &'e str,
    /// PLOVER mode.
    pub mode: Option<&'e str>,
    /// CAMEO code.
    pub cameo: Option<&'e str>,
}

/// The event in the codebooks' terms, or nothing where they have none for it: denied and supposed
/// acts did not happen, and a proposed one is told by its REQUEST; its own actors are those who
/// are to act, so that it cannot stand in for a REQUEST that was not found.
#[must_use]
pub fn as_coded(event: &Event) -> Option<Coded<'_>> {
    match event.status {
        Status::Occurred | Status::Ongoing => {
            Some(Coded { kind: &event.kind, mode: event.mode.as_deref(), cameo: event.cameo.as_deref() })
        }
        Status::Planned => Some(announced(event)),
        // Without its if-clause nothing says that the actor announced it.
        Status::Conditional => event.condition.map(|_| announced(event)),
        Status::Proposed | Status::Hypothetical | Status::Denied => None,
    }
}

/// A future or promised act. What is said and done with words (REQUEST, REJECT …) stays what it is.
fn announced(event: &Event) -> Coded<'_> {
    let mode = event.mode.as_deref();
    let coded = |kind, mode, cameo| Coded { kind, mode, cameo: Some(cameo) };
    let threat = |mode, cameo| coded("THREATEN", Some(mode), cameo);
    match (&*event.kind, mode) {
        ("CONSULT", _) => coded("AGREE", None, "036"),
        ("SUPPORT", _) => coded("AGREE", None, "032"),
        ("COOPERATE", _) => coded("AGREE", None, "031"),
        ("AID", _) => coded("AGREE", None, "033"),
        ("RETREAT", _) => coded("CONCEDE", None, "035"),
        ("PROTEST", _) => coded("THREATEN", None, "133"),
        ("SANCTION", Some("expel")) => threat("expel", "1313"),
        ("SANCTION", Some("withdraw" | "discontinue")) => threat("relations", "1313"),
        ("SANCTION", _) => threat("restrict", "1312"),
        ("COERCE", Some("arrest")) => threat("arrest", "132"),
        ("COERCE", _) => threat("restrict", "132"),
        ("MOBILIZE" | "ASSAULT", _) => threat("violence", "138"),
        (kind, _) => Coded { kind, mode, cameo: event.cameo.as_deref() },
    }
}

/// Whether those are named whom PLOVER asks for: whoever acted, and a recipient where plover.tsv says so.
#[must_use]
pub fn has_parties(event: &Event, facts: Kind) -> bool {
    let missing = event.actors.is_empty() || (facts.needs_recipient && event.recipients.is_empty());
    !missing
}

/// Whether several actors do an act of this CAMEO code to each other: talk, work together, sign, agree. What several
/// do without a recipient else, each does for itself ("A and B condemned the coup").
#[must_use]
pub fn is_mutual(cameo: &str) -> bool {
    matches!(cameo.get(..2), Some("04" | "06")) || matches!(cameo, "030" | "031" | "036" | "057")
}
