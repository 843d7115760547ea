//! What a desk remembers of the feeds that it watches.

use rusqlite::{OptionalExtension as _, params};

use crate::desk::Desk;
use crate::error::Result;

impl Desk {
    /// `ETag` and `Last-Modified` of a feed's version that was read last.
    pub fn feed_version(&self, url: &str) -> Result<(Option<String>, Option<String>)> {
        let sql = "SELECT etag, modified FROM feed WHERE url = ?1";
        let row = self.connection.query_row(sql, [url], |row| Ok((row.get(0)?, row.get(1)?))).optional();
        Ok(row.map_err(|e| self.fault(&e))?.unwrap_or_default())
    }

    /// Remembers a feed's version. To be called when its entries are in.
    pub fn set_feed_version(&mut self, url: &str, etag: Option<&str>, modified: Option<&str>) -> Result {
        let sql = "INSERT OR REPLACE INTO feed (url, etag, modified, read) VALUES (?1, ?2, ?3, datetime('now'))";
        self.connection.execute(sql, params![url, etag, modified]).map_err(|e| self.fault(&e))?;
        Ok(())
    }

    /// Whether an article of this address is there, itself or as a copy.
    pub fn has_url(&self, url: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM document WHERE url = ?1) OR EXISTS (SELECT 1 FROM copy WHERE url = ?1)";
        self.connection.query_row(sql, [url], |row| row.get(0)).map_err(|e| self.fault(&e))
    }
}
