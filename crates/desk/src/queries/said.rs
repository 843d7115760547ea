//! `said`: who said what, in their own words.

use serde::Serialize;

use super::filter::Conditions;
use super::{Evidence, Filter, Found, Origin, evidence, origin};
use crate::{Desk, Result};

/// A statement as one article tells it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementRow {
    /// Its number in the desk.
    pub statement: i64,
    /// The day it was said, or the day of publication.
    pub day: Option<String>,
    /// Who spoke.
    pub speaker: Option<String>,
    /// The speaker's country, or code of a body above states.
    pub country: Option<String>,
    /// What the saying does.
    pub act: String,
    /// Who was told.
    pub addressee: Option<String>,
    /// What was said.
    pub words: String,
    /// Whether any of it stands in quotation marks.
    pub quoted: bool,
    /// 0 to 1.
    pub confidence: f64,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
    /// The words in their sentence.
    #[serde(flatten)]
    pub evidence: Option<Evidence>,
}

impl Desk {
    /// Statements by day: the latest of those that pass the filter, told from the first to the last.
    /// The speaker has to be one of the filter's actors; its types are acts.
    pub fn said(&self, filter: &Filter) -> Result<Found<StatementRow>> {
        let mut conditions = Conditions::default();
        self.one_of_actors(filter, "t.speaker_entity", &mut conditions)?;
        conditions.one_of("t.act", &filter.types);
        filter.source("t.document", &mut conditions);
        filter.words("t.sentence", &mut conditions);
        filter.confidence("t.confidence", &mut conditions);
        self.on_issue(filter, "statement", "t", &mut conditions)?;
        let select = "SELECT t.id, t.day FROM statement t{}";
        let (chosen, values) = filter.lasting(select, "t", "statement_lasting", conditions);
        let sql = format!(
            "WITH chosen AS ({chosen} ORDER BY 2 DESC, 1 DESC{})
             SELECT v.*, s.start AS sentence_start, min(x.start) AS start, max(x.stop) AS stop
             FROM chosen c JOIN v_statements v ON v.statement = c.id JOIN statement t ON t.id = c.id
             LEFT JOIN statement_content x ON x.statement = c.id LEFT JOIN sentence s ON s.id = t.sentence
             GROUP BY c.id ORDER BY v.day DESC, v.statement DESC",
            filter.limit(),
        );
        let mut found = self.found(filter, &sql, &values, |row| {
            let words = row.get::<_, Option<String>>("words")?;
            Ok(StatementRow {
                statement: row.get("statement")?,
                day: row.get("day")?,
                // One that is nobody on the desk still has the words by which the article calls it.
                speaker: row.get::<_, Option<String>>("speaker")?.or(row.get("speaker_words")?),
                country: row.get("speaker_country")?,
                act: row.get("act")?,
                addressee: row.get("addressee")?,
                evidence: words.as_ref().map(|_| evidence(row)).transpose()?,
                words: words.unwrap_or_default(),
                quoted: row.get("quoted")?,
                confidence: row.get("confidence")?,
                origin: origin(row)?,
            })
        })?;
        found.rows.reverse();
        Ok(found)
    }

    /// A column with an entity that is one of the filter's actors.
    pub(crate) fn one_of_actors(&self, filter: &Filter, column: &str, conditions: &mut Conditions) -> Result {
        if filter.actors.is_empty() {
            return Ok(());
        }
        let entities: Vec<String> = filter.actors.iter().map(|a| self.entities(a)).collect::<Result<_>>()?;
        conditions.push(format!("{column} IN ({})", entities.join(", ")));
        Ok(())
    }
}
