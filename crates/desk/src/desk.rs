//! The file: made, opened, checked and brought up to date.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{DeskError, Result};
use crate::schema;

/// How long a writer waits for its turn.
const PATIENCE: Duration = Duration::from_secs(60);

/// Statements that are kept compiled: more than adding an article takes.
const STATEMENTS: usize = 256;

/// Memory for pages of the file, in SQLite's way of saying KiB: what one article is compared with fits in.
const CACHE: i64 = -(64 << 10);

/// An open desk.
#[derive(Debug)]
pub struct Desk {
    pub(crate) connection: Connection,
    path: PathBuf,
}

impl Desk {
    /// Opens a desk for writing; makes it if there is no file, and brings older tables up to date.
    pub fn open(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut desk = Self::connect(path, path, flags)?;
        desk.check()?;
        let prepared = prepare(&mut desk.connection);
        prepared.map_err(|e| desk.fault(&e))?;
        Ok(desk)
    }

    /// Opens a desk that is there, for questions only: nothing that is asked can change it.
    pub fn read(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(DeskError::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let checked = |address: &Path, flags| {
            let desk = Self::connect(path, address, flags)?;
            desk.check().map(|version| (desk, version))
        };
        let nothing_beside = || std::fs::metadata(beside(path, "-wal")).map_or(true, |wal| wal.len() == 0);
        let (desk, version) = match checked(path, flags) {
            Err(DeskError::Locked { .. } | DeskError::Database { .. }) if nothing_beside() => {
                // In a folder that may not be written SQLite cannot share a file, but nobody else can change it either.
                let uri = PathBuf::from(format!("file:{}?immutable=1", escaped(path)));
                checked(&uri, flags | OpenFlags::SQLITE_OPEN_URI)?
            }
            read => read?,
        };
        if version < schema::VERSION {
            let updated = Self::open(path).map(drop);
            updated.map_err(|e| match e {
                DeskError::Locked { path, .. } => DeskError::Older { path, found: version, known: schema::VERSION },
                e => e,
            })?;
        }
        Ok(desk)
    }

    fn connect(path: &Path, address: &Path, flags: OpenFlags) -> Result<Self> {
        if path.is_dir() {
            return Err(DeskError::Foreign { path: path.to_owned(), what: "a directory".to_owned() });
        }
        let set = |connection: &Connection| {
            connection.busy_timeout(PATIENCE)?;
            connection.set_prepared_statement_cache_capacity(STATEMENTS);
            // Without it a statement is compiled anew for each new value, where a table has indices of some rows only.
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            connection.pragma_update(None, "cache_size", CACHE)?;
            connection.pragma_update(None, "foreign_keys", true)?;
            connection.pragma_update(None, "trusted_schema", false)
        };
        let connected = Connection::open_with_flags(address, flags).and_then(|c| set(&c).map(|()| c));
        let connection = connected.map_err(|e| DeskError::of(path, &e))?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// The version of the tables, if the file is a desk or empty and not too new.
    fn check(&self) -> Result<i64> {
        let number = |pragma: &str| self.connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        let tables = || self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
        // In one transaction, for another may be making the file right now: with its number read before and its tables after
        // that, it would look like somebody else's.
        let look = || {
            let at_once = self.connection.unchecked_transaction()?;
            let seen = (number("application_id")?, number("user_version")?, tables()?);
            at_once.finish().map(|()| seen)
        };
        let (application, version, tables) = look().map_err(|e| self.fault(&e))?;
        let path = self.path.clone();
        if application != schema::APPLICATION && (application != 0 || version != 0 || tables != 0) {
            return Err(DeskError::Foreign { path, what: "an SQLite file of another program".to_owned() });
        }
        if version > schema::VERSION {
            return Err(DeskError::Newer { path, found: version, known: schema::VERSION });
        }
        Ok(version)
    }

    /// The connection, for what this crate has no function for. Its tables stand in `src/schema`.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether what is written is on the disk when it is said to be. If not, a loss of power may take the last of it back;
    /// a kill does not, and the file is sound in any case.
    pub(crate) fn set_waits_for_disk(&self, waits: bool) -> Result {
        let set = self.connection.pragma_update(None, "synchronous", if waits { "FULL" } else { "NORMAL" });
        set.map_err(|e| self.fault(&e))
    }

    /// The database's error, said of this file.
    #[must_use]
    pub fn fault(&self, error: &rusqlite::Error) -> DeskError {
        DeskError::of(&self.path, error)
    }
}

fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    // The change of journal does not wait for its turn by itself when two make the file at once.
    let mut tries = 0;
    while let Err(e) = connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
        tries += 1;
        if tries > 100 || e.sqlite_error_code() != Some(rusqlite::ErrorCode::DatabaseBusy) {
            return Err(e);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    schema::migrate(connection)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A path as part of a URI.
fn escaped(path: &Path) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/._-~".contains(&b);
    let escape = |&b: &u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02x}") };
    path.as_os_str().as_encoded_bytes().iter().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder for the test")
    }

    #[test]
    fn an_empty_file_gets_all_tables_and_opening_again_changes_nothing() {
        let folder = folder();
        let path = folder.path().join("desk.db");
        std::fs::write(&path, b"").unwrap();
        let desk = Desk::open(&path).unwrap();
        assert_eq!(schema::version(&desk.connection).unwrap(), schema::VERSION);
        let count = |desk: &Desk| -> i64 {
            desk.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).unwrap()
        };
        let tables = count(&desk);
        drop(desk);
        assert_eq!(count(&Desk::open(&path).unwrap()), tables);
        assert_eq!(count(&Desk::read(&path).unwrap()), tables);
    }

    #[test]
    fn what_is_no_desk_is_refused_and_left_alone() {
        let folder = folder();
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, "Not a database, but long enough to be looked at. ".repeat(40)).unwrap();
        let other = folder.path().join("other.db");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE mine (a); INSERT INTO mine VALUES (1);").unwrap();
        let newer = folder.path().join("newer.db");
        Desk::open(&newer).unwrap().connection.pragma_update(None, "user_version", 999).unwrap();
        for (path, words) in [
            (text, "is no desk but a file of another kind"),
            (other, "is no desk but an SQLite file of another program"),
            (newer, "use a newer demarche"),
            (folder.path().to_owned(), "is no desk but a directory"),
        ] {
            let before = std::fs::read(&path).ok();
            for result in [Desk::open(&path), Desk::read(&path)] {
                let error = result.expect_err("it is no desk").to_string();
                assert!(error.contains(words) && error.contains(&path.display().to_string()), "{error}");
            }
            assert_eq!(std::fs::read(&path).ok(), before);
        }
        let missing = folder.path().join("nothing.db");
        assert!(Desk::read(&missing).expect_err("nothing there").to_string().contains("no desk there"));
        assert!(!missing.exists(), "a question makes no file");
    }

    #[cfg(unix)]
    #[test]
    fn where_nothing_may_be_written_a_desk_can_be_asked_and_an_older_one_says_what_to_do() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = folder();
        let paths = ["desk.db", "older.db"].map(|name| folder.path().join(name));
        paths.iter().for_each(|path| drop(Desk::open(path).unwrap()));
        Connection::open(&paths[1]).unwrap().pragma_update(None, "user_version", schema::VERSION - 1).unwrap();
        let set = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        paths.iter().for_each(|path| set(path, 0o444));
        set(folder.path(), 0o555);
        if std::fs::write(folder.path().join("new"), "").is_ok() {
            eprintln!("not tested: whoever runs this may write everywhere");
            return;
        }
        assert_eq!(Desk::read(&paths[0]).unwrap().check().unwrap(), schema::VERSION);
        let older = Desk::read(&paths[1]).expect_err("it cannot be brought up to date").to_string();
        assert!(older.contains("copy it to where it may"), "{older}");
        let locked = Desk::open(&paths[0]).expect_err("it may not be written").to_string();
        assert!(locked.contains("may not be opened or written"), "{locked}");
        set(folder.path(), 0o755);
    }

    #[test]
    fn two_may_make_one_file_at_once() {
        let folder = folder();
        let path = folder.path().join("desk.db");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| Desk::open(&path).map(drop).unwrap());
            }
        });
        assert_eq!(Desk::open(&path).unwrap().check().unwrap(), schema::VERSION);
    }
}
