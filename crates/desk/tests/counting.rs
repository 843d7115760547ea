//! What is read by narrow ways (the ledger, the index of what lasts) is what a plain look at all rows finds.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

mod sketch;

use demarche_coder::record::{ActorKind, DayRange, Record, Status};
use demarche_desk::queries::Filter;
use demarche_desk::queries::who::Count;
use demarche_desk::{Desk, Incoming};
use proptest::prelude::*;
use sketch::{Sketch, article, coding};

/// An event, with whom of the four takes part; some are named twice.
#[derive(Clone, Debug)]
struct Made {
    kind: usize,
    status: usize,
    confidence: usize,
    acts: Vec<usize>,
    receives: Vec<usize>,
    /// First day and how many more.
    days: Option<(i8, i8)>,
}

const KINDS: [&str; 3] = ["CONSULT", "CONSULT/visit", "ACCUSE"];
const STATUSES: [Status; 3] = [Status::Occurred, Status::Planned, Status::Denied];
const CONFIDENCES: [f64; 4] = [0.3, 0.5, 0.500_000_1, 0.9];
const SOURCES: [&str; 2] = ["North Wire", "South Post"];

fn made() -> impl Strategy<Value = Made> {
    let who = || proptest::collection::vec(0..4_usize, 0..4);
    let days = proptest::option::of((1..20_i8, prop_oneof![Just(0), 0..9_i8]));
    (0..3_usize, 0..3_usize, 0..4_usize, who(), who(), days).prop_map(
        |(kind, status, confidence, acts, receives, days)| Made { kind, status, confidence, acts, receives, days },
    )
}

fn day(number: i8) -> String {
    format!("2024-01-{number:02}")
}

fn drawn(number: usize, (published, source): (i8, usize), events: &[Made]) -> (Incoming, Option<Record>) {
    // Words of its own, or it would be a copy.
    let own: Vec<String> = (0..30).map(|word| format!("word{word}of{number}")).collect();
    let text = format!("Aro, Bel, Cid and some officials met {}.", own.join(" "));
    let article = article(&format!("a{number}"), &day(published), SOURCES[source], &text);
    let mut s = Sketch::of(&article);
    let person = ActorKind::Person;
    let actors = [
        s.actor("Ida Aro", person, Some("FIN"), &["Aro"]),
        s.actor("Bel", person, None, &["Bel"]),
        s.actor("Cid", person, Some("FIN"), &["Cid"]),
        s.actor("officials", ActorKind::Group, None, &["officials"]),
    ];
    for made in events {
        let side = |side: &[usize]| side.iter().map(|&at| &actors[at]).collect::<Vec<_>>();
        let event = s.event(KINDS[made.kind], STATUSES[made.status], &side(&made.acts), &side(&made.receives), "met");
        event.confidence = CONFIDENCES[made.confidence];
        event.date = made.days.map(|(from, more)| DayRange { from: day(from), to: day(from + more) });
    }
    (article, Some(s.record))
}

fn filter() -> impl Strategy<Value = Filter> {
    let days = || proptest::option::of((1..28_i8).prop_map(day));
    let types =
        prop_oneof![Just(vec![]), Just(vec!["CONSULT"]), Just(vec!["consult/VISIT", "ACCUSE"]), Just(vec!["NO"])];
    let statuses = prop_oneof![Just(vec![]), Just(vec!["occurred"]), Just(vec!["planned", "Denied"])];
    let actors = prop_oneof![3 => Just(vec![]), 1 => Just(vec!["Bel"]), 1 => Just(vec!["FIN"])];
    let source = proptest::option::of(Just("south".to_owned()));
    let words = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    (days(), days(), types, statuses, actors, source, 0..4_usize, (0..3_usize, any::<bool>())).prop_map(
        move |(from, to, types, statuses, actors, source, confidence, (limit, unnamed))| Filter {
            types: words(types),
            statuses: words(statuses),
            actors: words(actors),
            min_confidence: CONFIDENCES[confidence],
            from,
            to,
            source,
            limit,
            unnamed,
            ..Filter::default()
        },
    )
}

/// The filter in SQL on events, documents and, for counting, on who takes part, without any index in mind.
fn plainly(filter: &Filter, days: &str) -> String {
    let mut all = vec![format!("e.confidence >= {}", filter.min_confidence)];
    let kinds = filter.types.iter().map(|t| match t.to_uppercase().split_once('/') {
        Some((kind, mode)) => format!("(e.type = '{kind}' AND e.mode = '{}')", mode.to_lowercase()),
        None => format!("e.type = '{}'", t.to_uppercase()),
    });
    let kinds: Vec<String> = kinds.collect();
    all.extend((!kinds.is_empty()).then(|| format!("({})", kinds.join(" OR "))));
    let statuses: Vec<String> = filter.statuses.iter().map(|s| format!("'{}'", s.to_lowercase())).collect();
    all.extend((!statuses.is_empty()).then(|| format!("e.status IN ({})", statuses.join(", "))));
    all.extend(filter.source.as_ref().map(|s| format!("instr(lower(d.source), '{s}')")));
    all.extend(filter.from.as_ref().map(|from| days.replace("{}", from)));
    let first = if days.contains("e.day") { "e.day" } else { "d.date" };
    all.extend(filter.to.as_ref().map(|to| format!("{first} <= '{to}'")));
    all.join(" AND ")
}

fn one_of(actors: &[String]) -> &'static str {
    match actors.first().map(String::as_str) {
        None => "1",
        Some("Bel") => "n.name = 'Bel'",
        Some(_) => "n.country = 'FIN'",
    }
}

fn rows<const N: usize>(desk: &Desk, sql: &str) -> Vec<[String; N]> {
    let mut query = desk.connection().prepare(sql).unwrap();
    let cell = |row: &rusqlite::Row, at: usize| row.get::<_, rusqlite::types::Value>(at).map(|v| format!("{v:?}"));
    query
        .query_map([], |row| Ok(std::array::from_fn(|at| cell(row, at).unwrap())))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn told(counts: &[Count]) -> Vec<[String; 2]> {
    counts.iter().map(|c| [format!("Text({:?})", c.what), format!("Integer({})", c.count)]).collect()
}

const TAKES_PART: &str = "FROM event e JOIN document d ON d.id = e.document JOIN event_actor x ON x.event = e.id
    JOIN entity n ON n.id = x.entity";

fn check(desk: &Desk, filter: &Filter) {
    let of_articles = plainly(filter, "d.date >= '{}'");
    let who = one_of(&filter.actors);
    let unnamed = filter.unnamed || !filter.actors.is_empty();
    let sql = format!(
        "SELECT n.id, count(DISTINCT e.document), count(*) FILTER (WHERE x.role = 'actor'),
             count(*) FILTER (WHERE x.role = 'recipient')
         {TAKES_PART} WHERE {of_articles} AND ({who}) AND (n.named OR {unnamed}) GROUP BY 1 ORDER BY 2 DESC, 1"
    );
    let mut expected: Vec<[String; 4]> = rows(desk, &sql);
    let found = desk.who(filter).unwrap();
    assert_eq!(found.more, filter.limit > 0 && expected.len() > filter.limit);
    expected.truncate(if filter.limit > 0 { filter.limit } else { expected.len() });
    let counted = |row: &demarche_desk::queries::who::ActorRow| {
        [row.entity, row.documents, row.acts, row.receives].map(|n| format!("Integer({n})"))
    };
    assert_eq!(found.rows.iter().map(counted).collect::<Vec<_>>(), expected, "{sql}");

    for profile in desk.profiles("Aro", filter).unwrap() {
        let own = format!("{TAKES_PART} WHERE {of_articles} AND x.entity = {}", profile.actor.entity);
        let by =
            |what: &str, sql: &str| rows(desk, &format!("SELECT {what}, count(*) {sql} GROUP BY 1 ORDER BY 2 DESC, 1"));
        assert_eq!(told(&profile.does), by("e.type", &format!("{own} AND x.role = 'actor'")));
        assert_eq!(told(&profile.suffers), by("e.type", &format!("{own} AND x.role = 'recipient'")));
        let with = own.replace("WHERE", "JOIN event_actor y ON y.event = x.event JOIN entity m ON m.id = y.entity WHERE m.named AND y.entity <> x.entity AND");
        assert_eq!(told(&profile.with), by("m.name", &with));
    }

    let of_days = plainly(filter, "(e.day >= '{}' OR e.date_to >= '{}')");
    let takes_part = format!(
        "e.id IN (SELECT x.event FROM event_actor x JOIN entity n ON n.id = x.entity WHERE {})",
        if filter.actors.is_empty() { "0" } else { who }
    );
    let sql = format!(
        "SELECT e.id FROM event e JOIN document d ON d.id = e.document WHERE {of_days} AND ({takes_part} OR {})
         ORDER BY e.day DESC, e.id DESC",
        filter.actors.is_empty()
    );
    let mut expected: Vec<[String; 1]> = rows(desk, &sql);
    expected.truncate(if filter.limit > 0 { filter.limit } else { expected.len() });
    expected.reverse();
    let found = desk.timeline(filter).unwrap().rows;
    assert_eq!(found.iter().map(|row| [format!("Integer({})", row.event)]).collect::<Vec<_>>(), expected, "{sql}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn narrow_ways_lead_to_what_a_look_at_all_finds(
        articles in proptest::collection::vec(((1..20_i8, 0..2_usize), proptest::collection::vec(made(), 0..6)), 1..6),
        filters in proptest::collection::vec(filter(), 12),
        again in 0..6_usize,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(&folder.path().join("desk.db")).unwrap();
        let drawn: Vec<_> = articles.iter().enumerate().map(|(n, (of, events))| drawn(n, *of, events)).collect();
        desk.add(&drawn, &coding("a")).unwrap();
        // One is coded anew: what it brought before counts no more.
        if let Some((_, Some(record))) = drawn.get(again) {
            let mut record = record.clone();
            record.events.truncate(1);
            desk.replace(&[(again as i64 + 1, record)], &coding("b")).unwrap();
        }
        filters.iter().for_each(|filter| check(&desk, filter));
    }
}
