//! PLOVER JSONL: one object a line, one event an object. PLOVER demands a date: an event without
//! one takes the document's, and without that it is left out.

use serde_json::{Map, Value, json};

use super::{rules, words};
use crate::lexicon::ontology::Ontology;
use crate::record::{Actor, ActorId, Event, Record};

/// The events of a record that PLOVER codes.
#[must_use]
pub fn lines(record: &Record, ontology: &Ontology) -> Vec<String> {
    record.events.iter().filter_map(|e| line(record, e, ontology)).collect()
}

fn line(record: &Record, event: &Event, ontology: &Ontology) -> Option<String> {
    let coded = rules::as_coded(event)?;
    let facts = ontology.kind(coded.kind, coded.mode)?;
    if !rules::has_parties(event, facts) {
        return None;
    }
    let document = &record.document;
    let date = event.date.as_ref().map(|d| &d.from).or(document.date.as_ref())?;
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("id", json!(format!("{}-{}", document.id, event.id.0)));
    put("date", json!(date));
    put("actor", entities(record, &event.actors));
    put("event", json!([coded.kind]));
    if !event.recipients.is_empty() {
        put("recipient", entities(record, &event.recipients));
    }
    if let Some(place) = &event.place {
        let location = json!({
            "resolved_place": place.name, "country_code": place.country, "lat": place.lat, "lon": place.lon,
        });
        put("event_loc", location);
    }
    put("event_text", json!(words(&document.text, event.trigger)));
    put("quad_code", json!(facts.quad));
    put("event_scale", json!(facts.score));
    if let Some(mode) = coded.mode {
        put("mode", json!([mode]));
    }
    if !event.contexts.is_empty() {
        put("context", json!(event.contexts));
    }
    if let Some(sentence) = record.sentences.get(event.sentence) {
        put("text", json!(words(&document.text, sentence.span)));
    }
    let info = json!({ "document": document.id, "source": document.source, "url": document.url });
    put("text_info", info);
    put("coder", json!(concat!("demarche ", env!("CARGO_PKG_VERSION"))));
    Some(Value::Object(out).to_string())
}

fn entities(record: &Record, ids: &[ActorId]) -> Value {
    ids.iter().filter_map(|id| record.actors.iter().find(|a| a.id == *id)).map(entity).collect()
}

fn entity(actor: &Actor) -> Value {
    let mut out = Map::new();
    let code = actor.code.as_ref().or(actor.country.as_ref());
    out.insert("code".into(), json!(code));
    out.insert("sector".into(), json!(actor.sector));
    out.insert("entity_text".into(), json!(actor.name));
    if let Some(role) = &actor.role {
        out.insert("office".into(), json!(role));
    }
    Value::Object(out)
}
