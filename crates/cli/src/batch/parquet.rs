//! Events as Parquet files: a folder of parts, each written under another name and renamed when it is whole. The
//! columns are those of the CSV export ([`csv::COLUMNS`]); scores and confidence are numbers, the rest is text, and
//! an empty cell is null.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use demarche_coder::export::csv::COLUMNS;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::failure::{Failure, Result};

/// An event's cells.
pub type Row = [String; COLUMNS.len()];

/// Events in a part: small enough to hold, large enough to compress.
const PART: usize = 50_000;
/// Columns that are numbers.
const NUMBERS: [&str; 4] = ["quad", "score", "goldstein", "confidence"];

/// The parts of a table.
pub struct Parts {
    folder: PathBuf,
    schema: Arc<Type>,
    rows: Vec<Row>,
    whole: u64,
}

impl Parts {
    /// A folder whose first `whole` parts stand; others of a run before go.
    pub fn open(folder: &Path, whole: u64) -> Result<Self> {
        let fault = |e: std::io::Error| Failure::Input(format!("{}: cannot be written: {e}", folder.display()));
        fs::create_dir_all(folder).map_err(fault)?;
        for entry in fs::read_dir(folder).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let part = name.strip_prefix("part-").and_then(|n| n.split('.').next()).and_then(|n| n.parse::<u64>().ok());
            if part.is_some_and(|n| n >= whole) || name.ends_with(".parquet.new") {
                fs::remove_file(&path).map_err(fault)?;
            }
        }
        let schema = schema().map_err(|e| broken(&e))?;
        Ok(Self { folder: folder.to_owned(), schema, rows: Vec::new(), whole })
    }

    /// Adds rows; true when a part became whole by it.
    pub fn put(&mut self, rows: Vec<Row>) -> Result<bool> {
        self.rows.extend(rows);
        if self.rows.len() < PART {
            return Ok(false);
        }
        self.write()?;
        Ok(true)
    }

    /// Parts that stand.
    pub fn whole(&self) -> u64 {
        self.whole
    }

    /// Writes the last part; a table without events has one part without rows.
    pub fn end(&mut self) -> Result {
        if self.rows.is_empty() && self.whole > 0 { Ok(()) } else { self.write() }
    }

    fn write(&mut self) -> Result {
        let path = self.folder.join(format!("part-{:05}.parquet", self.whole));
        let new = path.with_extension("parquet.new");
        let fault = |e: std::io::Error| Failure::Input(format!("{}: cannot be written: {e}", path.display()));
        let file = File::create(&new).map_err(fault)?;
        let file = self.encode(file).map_err(|e| broken(&e))?;
        file.sync_data().map_err(fault)?;
        fs::rename(&new, &path).map_err(fault)?;
        self.rows.clear();
        self.whole += 1;
        Ok(())
    }

    fn encode(&self, file: File) -> std::result::Result<File, ParquetError> {
        let zstd = Compression::ZSTD(ZstdLevel::try_new(3)?);
        let properties = Arc::new(WriterProperties::builder().set_compression(zstd).build());
        let mut writer = SerializedFileWriter::new(file, Arc::clone(&self.schema), properties)?;
        let mut group = writer.next_row_group()?;
        for (number, name) in COLUMNS.iter().enumerate() {
            let Some(mut column) = group.next_column()? else { break };
            let cells = || self.rows.iter().map(|row| row[number].as_str());
            // 1 where there is a value, 0 where there is none.
            let levels: Vec<i16> = cells().map(|c| i16::from(!c.is_empty())).collect();
            let given = cells().filter(|c| !c.is_empty());
            if NUMBERS.contains(name) {
                let values: Vec<f64> = given.map(|c| c.parse().unwrap_or(f64::NAN)).collect();
                column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
            } else {
                let values: Vec<ByteArray> = given.map(ByteArray::from).collect();
                column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
            column.close()?;
        }
        group.close()?;
        writer.into_inner()
    }
}

fn broken(e: &ParquetError) -> Failure {
    Failure::Input(format!("the table cannot be written: {e}"))
}

fn schema() -> std::result::Result<Arc<Type>, ParquetError> {
    let column = |name: &&str| {
        let number = NUMBERS.contains(name);
        let physical = if number { Physical::DOUBLE } else { Physical::BYTE_ARRAY };
        let logical = (!number).then_some(LogicalType::String);
        let built = Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(built))
    };
    let fields = COLUMNS.iter().map(column).collect::<std::result::Result<Vec<_>, ParquetError>>()?;
    Ok(Arc::new(Type::group_type_builder("events").with_fields(fields).build()?))
}
