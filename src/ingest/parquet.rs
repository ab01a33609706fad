//! Parquet to the values of articles, row by row. Only the columns that are named are read.
//!
//! Behind a cargo feature, which is on by default. The crate's zstd is C, and behind another one.

use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The kinds of value that an article is made of, in the order of the lists of names.
const KINDS: usize = 8;

/// Which of the kinds is the text.
const TEXT: usize = 1;

/// Shows each row with its 1-based number. What comes before an error was shown.
///
/// # Errors
///
/// One line for a person: it is no Parquet, is damaged, or has no column of texts.
pub fn rows<R: ChunkReader + 'static>(
    source: R,
    names: [&[String]; KINDS],
    each: &mut dyn FnMut(u64, [Option<Value>; KINDS]),
) -> Result<(), String> {
    let mut number = 0;
    // The crate checks most of what a file says of itself, not all: a panic costs the file, not the run.
    let result = catch_unwind(AssertUnwindSafe(|| read(source, names, &mut number, each)));
    let damaged = |reason: &str| format!("damaged Parquet after row {number}: {reason}");
    match result {
        Ok(Ok(())) => Ok(()),
        Ok(Err(Failure::Said(reason))) => Err(reason),
        Ok(Err(Failure::Parquet(e))) => match e.to_string() {
            // The crate's words for a codec that it was built without.
            said if said.contains("Disabled feature at compile time: zstd") => Err(
                "compressed by zstd: this build does not read that; build it with --features parquet-zstd"
                    .into(),
            ),
            said => Err(damaged(&said)),
        },
        Err(_) => Err(damaged("it contradicts itself")),
    }
}

enum Failure {
    Said(String),
    Parquet(parquet::errors::ParquetError),
}

impl From<parquet::errors::ParquetError> for Failure {
    fn from(e: parquet::errors::ParquetError) -> Self {
        Failure::Parquet(e)
    }
}

fn read<R: ChunkReader + 'static>(
    source: R,
    names: [&[String]; KINDS],
    number: &mut u64,
    each: &mut dyn FnMut(u64, [Option<Value>; KINDS]),
) -> Result<(), Failure> {
    let reader = SerializedFileReader::new(source)?;
    let schema = reader.metadata().file_metadata().schema();
    let columns = schema.get_fields();
    let is_text = |name: &str| names[TEXT].iter().any(|text| text == name);
    if !columns.iter().any(|column| is_text(column.name())) {
        let has: Vec<_> = columns.iter().take(20).map(|column| column.name()).collect();
        let (looked, has) = (names[TEXT].join(", "), has.join(", "));
        return Err(Failure::Said(format!("no column of texts (looked for {looked}; the schema has {has})")));
    }
    let named = |name: &str| names.iter().any(|names| names.iter().any(|given| given == name));
    let wanted = columns.iter().filter(|column| named(column.name())).cloned().collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(wanted).build()?;
    for row in reader.get_row_iter(Some(projection))? {
        *number += 1;
        let mut values: Vec<(String, Option<Value>)> =
            row?.into_columns().into_iter().map(|(name, field)| (name, value(field))).collect();
        let values = names.map(|names| {
            names.iter().find_map(|name| {
                let (_, value) = values.iter_mut().find(|(column, _)| column == name)?;
                value.take()
            })
        });
        each(*number, values);
    }
    Ok(())
}

/// A value as JSON would hold it; `None` for a blank one.
fn value(field: Field) -> Option<Value> {
    let text = |text: String| (!text.trim().is_empty()).then_some(Value::String(text));
    match field {
        Field::Null | Field::MapInternal(_) => None,
        Field::Str(string) => text(string),
        Field::Bytes(bytes) => text(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::ListInternal(list) => {
            let values: Vec<_> = list.elements().iter().filter_map(|field| value(field.clone())).collect();
            (!values.is_empty()).then_some(Value::Array(values))
        }
        Field::Group(row) => {
            let pairs: serde_json::Map<String, Value> = row
                .into_columns()
                .into_iter()
                .filter_map(|(name, field)| Some((name, value(field)?)))
                .collect();
            (!pairs.is_empty()).then_some(Value::Object(pairs))
        }
        // Dates and times as people write them.
        other => text(other.to_string()),
    }
}
