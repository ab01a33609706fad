//! Comma- and tab-separated values to rows whose cells are known by their column's name.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{self, BufRead};

/// What stands between cells, most usual first. Spreadsheets of countries that write a decimal comma use the semicolon.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The kinds of cell that an article is made of, in the order of the lists of names.
pub const KINDS: usize = 8;

/// Which of the kinds is the text.
const TEXT: usize = 1;

/// A table behind its header.
pub struct Table<R> {
    rows: Rows<R>,
    /// For each kind of cell, the columns that may hold it, best first.
    columns: [Vec<usize>; KINDS],
    width: usize,
}

/// What the next row is.
pub enum Row<'a> {
    /// Its first line, and its cells that are not blank.
    Cells(u64, [Option<&'a [u8]>; KINDS]),
    /// Its first line, and why it can't be read.
    Bad(u64, String),
}

impl<R: BufRead> Table<R> {
    /// Reads the header, which is the first line that is not empty. A separator that is not given is the one that makes
    /// the header name a text. A row may hold `limit` bytes.
    ///
    /// # Errors
    ///
    /// One line for a person: what the stream says, that there is nothing in it, or that no column is named as a text.
    pub fn open(mut source: R, tabs: bool, names: [&[String]; KINDS], limit: u64) -> Result<Self, String> {
        let said = |e: io::Error| e.to_string();
        if source.fill_buf().map_err(said)?.starts_with(b"\xEF\xBB\xBF") {
            source.consume(3);
        }
        let mut rows = Rows::new(source, limit);
        rows.skip_line_ends().map_err(said)?;
        let first = rows.line_in_hand().map_err(said)?.to_vec();
        let mut separator = tabs.then_some(b'\t');
        if let Some(&[given]) = first.strip_prefix(b"sep=") {
            // A line of its own that spreadsheets write and read.
            rows.source.consume(first.len());
            separator = Some(given);
        }
        let separator = separator.unwrap_or_else(|| {
            let named = |separator: &u8| {
                let mut header = Rows::new(&first[..], limit);
                header.separated_by(*separator);
                header.next().is_ok() && !places(&header, names[TEXT]).is_empty()
            };
            SEPARATORS.into_iter().find(|separator| named(separator)).unwrap_or(SEPARATORS[0])
        });
        rows.separated_by(separator);
        match rows.next().map_err(said)? {
            None => return Err("empty".into()),
            Some(line) if rows.too_long => return Err(format!("line {line}, the header, is over the limit")),
            Some(_) => {}
        }
        let columns = names.map(|names| places(&rows, names));
        if columns[TEXT].is_empty() {
            let has: Vec<_> =
                (0..rows.width.min(20)).map(|at| shown(rows.cell(at).unwrap_or_default())).collect();
            let looked = names[TEXT].join(", ");
            return Err(format!(
                "no column of texts (looked for {looked}; the header has {})",
                has.join(", ")
            ));
        }
        Ok(Table { width: rows.width, rows, columns })
    }

    /// The next row that is not blank; `None` at the end.
    ///
    /// # Errors
    ///
    /// What the stream says. The row it broke off in is dropped.
    pub fn next(&mut self) -> io::Result<Option<Row<'_>>> {
        let line = loop {
            let Some(line) = self.rows.next()? else { return Ok(None) };
            if self.rows.too_long || (0..self.rows.width).any(|at| !self.rows.is_blank(at)) {
                break line;
            }
        };
        let rows = &self.rows;
        if rows.too_long {
            let limit = rows.limit.div_ceil(1 << 20);
            let reason =
                format!("row is over the limit of {limit} MB: a quotation mark that is never closed?");
            return Ok(Some(Row::Bad(line, reason)));
        }
        let surplus = (self.width..rows.width).any(|at| !rows.is_blank(at));
        if rows.width < self.width || surplus {
            let reason = format!("{} cells where the header has {}", rows.width, self.width);
            return Ok(Some(Row::Bad(line, reason)));
        }
        let cells = std::array::from_fn(|kind| {
            let column = self.columns[kind].iter().find(|column| !rows.is_blank(**column))?;
            rows.cell(*column)
        });
        Ok(Some(Row::Cells(line, cells)))
    }
}

/// The rows of a stream, one at a time: the `csv` crate does not bound a row, and loses count of empty lines.
struct Rows<R> {
    source: R,
    reader: Reader,
    limit: u64,
    /// The line of the next byte.
    line: u64,
    /// The cells of the row in hand, after each other, and where each ends.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    width: usize,
    too_long: bool,
}

impl<R: BufRead> Rows<R> {
    fn new(source: R, limit: u64) -> Self {
        let reader = Reader::new();
        Rows {
            source,
            reader,
            limit,
            line: 1,
            bytes: Vec::new(),
            ends: Vec::new(),
            width: 0,
            too_long: false,
        }
    }

    fn separated_by(&mut self, separator: u8) {
        self.reader = ReaderBuilder::new().delimiter(separator).build();
    }

    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            let held = fill(&mut self.source)?;
            let ends = held.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            self.line += held[..ends].iter().filter(|b| **b == b'\n').count() as u64;
            let more = ends > 0 && ends == held.len();
            self.source.consume(ends);
            if !more {
                return Ok(());
            }
        }
    }

    /// The line at the stream's place, as far as it is in the buffer.
    fn line_in_hand(&mut self) -> io::Result<&[u8]> {
        let held = fill(&mut self.source)?;
        let end = held.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(held.len());
        Ok(&held[..end])
    }

    /// Takes the next row in hand and returns its first line; `None` at the end.
    fn next(&mut self) -> io::Result<Option<u64>> {
        // A row of 64 MB should not cost 64 MB for the rest of the file.
        const KEEP: usize = 1 << 20;
        self.skip_line_ends()?;
        let line = self.line;
        if self.bytes.len() > KEEP {
            (self.bytes, self.ends) = (Vec::new(), Vec::new());
        }
        self.too_long = false;
        let (mut used, mut cells) = (0, 0);
        loop {
            let held = fill(&mut self.source)?;
            let (result, read, wrote, ended) =
                self.reader.read_record(held, &mut self.bytes[used..], &mut self.ends[cells..]);
            self.line += held[..read].iter().filter(|b| **b == b'\n').count() as u64;
            self.source.consume(read);
            used += wrote;
            cells += ended;
            let over = used as u64 > self.limit || cells as u64 > self.limit / 8;
            if over {
                // It is read over, not held.
                self.too_long = true;
                (used, cells) = (0, 0);
            }
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => {
                    let length = (2 * self.bytes.len()).max(1 << 12);
                    if used == self.bytes.len() {
                        self.bytes.resize(length, 0);
                    }
                }
                ReadRecordResult::OutputEndsFull => {
                    let length = (2 * self.ends.len()).max(1 << 5);
                    if cells == self.ends.len() {
                        self.ends.resize(length, 0);
                    }
                }
                ReadRecordResult::Record => {
                    self.width = cells;
                    return Ok(Some(line));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    fn cell(&self, at: usize) -> Option<&[u8]> {
        if at >= self.width {
            return None;
        }
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        Some(&self.bytes[start..self.ends[at]])
    }

    fn is_blank(&self, at: usize) -> bool {
        self.cell(at).is_none_or(|cell| cell.trim_ascii().is_empty())
    }
}

fn fill(source: &mut impl BufRead) -> io::Result<&[u8]> {
    loop {
        match source.fill_buf() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            // The borrow of the first call would last to the end of the function.
            Err(e) => return Err(e),
            Ok(_) => return source.fill_buf(),
        }
    }
}

/// The columns under one of `names`, in the order of the names; as they are spelt, else in any case.
fn places<R: BufRead>(header: &Rows<R>, names: &[String]) -> Vec<usize> {
    let is = |at: &usize, same: &dyn Fn(&[u8]) -> bool| {
        header.cell(*at).is_some_and(|cell| same(cell.trim_ascii()))
    };
    let place = |name: &String| {
        let name = name.as_bytes();
        let exact = (0..header.width).find(|at| is(at, &|cell| cell == name));
        exact.or_else(|| (0..header.width).find(|at| is(at, &|cell| cell.eq_ignore_ascii_case(name))))
    };
    names.iter().filter_map(place).collect()
}

fn shown(name: &[u8]) -> String {
    String::from_utf8_lossy(name).chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn rows(text: &str, tabs: bool) -> Result<Vec<String>, String> {
        let names: Vec<Vec<String>> =
            [vec!["id"], vec!["text", "body"], vec!["title"], vec![], vec![], vec![], vec![], vec![]]
                .into_iter()
                .map(|list| list.into_iter().map(str::to_owned).collect())
                .collect();
        let names: [&[String]; KINDS] = std::array::from_fn(|kind| &names[kind][..]);
        let mut table = Table::open(BufReader::with_capacity(16, text.as_bytes()), tabs, names, 100)?;
        let mut all = Vec::new();
        while let Some(row) = table.next().map_err(|e| e.to_string())? {
            all.push(match row {
                Row::Cells(line, cells) => {
                    let cells: Vec<_> = cells[..3]
                        .iter()
                        .map(|cell| {
                            cell.map_or("-".into(), |cell| String::from_utf8_lossy(cell).into_owned())
                        })
                        .collect();
                    format!("{line}: {}", cells.join(" / "))
                }
                Row::Bad(line, reason) => format!("{line}! {reason}"),
            });
        }
        Ok(all)
    }

    #[test]
    fn separators_are_found_by_the_header() {
        for text in [
            "id,text\n1,one\n",
            "id;text\n1;one\n",
            "id\ttext\r\n1\tone",
            "id|text\n1|one\n",
            "\u{FEFF}ID,Text\n1,one\n",
            "\n\"id\", text \n1,one\n",
        ] {
            let found = rows(text, false).unwrap();
            assert!(found.len() == 1 && found[0].ends_with(": 1 / one / -"), "{text}: {found:?}");
        }
        assert_eq!(rows("sep=;\nid;text\n1;one", false).unwrap(), ["3: 1 / one / -"]);
        assert_eq!(rows("id\ttext, body\ttext\n1\ta, b\tone", true).unwrap(), ["2: 1 / one / -"]);
    }

    #[test]
    fn rows_know_their_lines() {
        let text = "id,body,text,title\n1,\"a\n\"\"b\"\"\",,T\n\n2,x\n,,,\n3,x,y,z,\n4,x,y,z,more\n5,b,t,\n";
        let found = rows(text, false).unwrap();
        let expected = [
            "2: 1 / a\n\"b\" / T",
            "5! 2 cells where the header has 4",
            "7: 3 / y / z",
            "8! 5 cells where the header has 4",
            "9: 5 / t / -",
        ];
        assert_eq!(found, expected);
        assert_eq!(rows(&text.replace('\n', "\r\n"), false).unwrap()[1..], expected[1..]);
        let long = format!("id,text\n1,{}\n2,x\n", "y".repeat(200));
        let found = rows(&long, false).unwrap();
        assert_eq!(
            found,
            ["2! row is over the limit of 1 MB: a quotation mark that is never closed?", "3: 2 / x / -"]
        );
    }

    #[test]
    fn a_table_without_texts_says_what_it_has() {
        assert_eq!(rows("", false).unwrap_err(), "empty");
        assert_eq!(rows("\n\n", false).unwrap_err(), "empty");
        assert_eq!(
            rows("id,story\n1,one", false).unwrap_err(),
            "no column of texts (looked for text, body; the header has id, story)"
        );
        assert_eq!(rows("id,text\n", false).unwrap(), [""; 0]);
    }
}
