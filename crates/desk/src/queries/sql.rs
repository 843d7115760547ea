//! `sql`: any question, in the database's own words; nothing that it asks can change the desk.

use rusqlite::ErrorCode;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
pub use rusqlite::types::ValueRef;

use crate::error::word;
use crate::{Desk, DeskError, Result};

impl Desk {
    /// Runs one statement that reads, hands out the names of its columns, then its rows until `row` says false.
    pub fn sql<E>(
        &mut self,
        query: &str,
        columns: impl FnOnce(Vec<String>),
        mut row: impl FnMut(&[ValueRef<'_>]) -> std::result::Result<bool, E>,
    ) -> Result<std::result::Result<(), E>> {
        let set = self.connection.authorizer(Some(reading_only));
        set.map_err(|e| self.fault(&e))?;
        let wrong = |e: &rusqlite::Error| match e {
            rusqlite::Error::MultipleStatement => DeskError::Question("one statement at a time, please".to_owned()),
            e if e.sqlite_error_code() == Some(ErrorCode::AuthorizationForStatementDenied) => {
                DeskError::Question("the query would do more than read the desk; this command only reads".to_owned())
            }
            e if matches!(self.fault(e), DeskError::Database { .. } | DeskError::Locked { .. }) => {
                DeskError::Question(format!(
                    "the query cannot be run: {}; tables and views: `demarche sql \"SELECT name, sql FROM sqlite_schema\"`",
                    word(e)
                ))
            }
            e => self.fault(e),
        };
        let run = || {
            let mut statement = self.connection.prepare(query).map_err(|e| wrong(&e))?;
            if !statement.readonly() {
                return Err(DeskError::Question(
                    "the query would change something; this command only reads".to_owned(),
                ));
            }
            if statement.column_count() == 0 {
                return Err(DeskError::Question("the query asks for nothing; write a SELECT".to_owned()));
            }
            columns(statement.column_names().map(str::to_owned).collect());
            let width = statement.column_count();
            let mut rows = statement.query([]).map_err(|e| wrong(&e))?;
            while let Some(found) = rows.next().map_err(|e| wrong(&e))? {
                let cells = (0..width).map(|i| found.get_ref(i)).collect::<rusqlite::Result<Vec<_>>>();
                match row(&cells.map_err(|e| wrong(&e))?) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(e) => return Ok(Err(e)),
                }
            }
            Ok(Ok(()))
        };
        let result = run();
        let open: Option<fn(AuthContext<'_>) -> Authorization> = None;
        let reset = self.connection.authorizer(open);
        reset.map_err(|e| self.fault(&e))?;
        result
    }
}

/// Reading, functions and recursion; no other file, no setting, no change.
fn reading_only(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => {
            Authorization::Allow
        }
        // What describes the tables.
        AuthAction::Pragma { pragma_name, .. }
            if pragma_name.starts_with("table_") || pragma_name == "data_version" =>
        {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}
