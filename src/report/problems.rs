//! What could not be read, or was read with something to know about it.

use super::text::{harmless, write_json};
use crate::error::{Problem, Severity};
use std::io::{self, Write};

/// Writes every problem as an object a line: `path`, `line`, `severity` (`lost` or `note`), `reason`.
///
/// # Errors
/// Whatever `out` says.
pub fn write(problems: &[Problem], out: &mut dyn Write) -> io::Result<()> {
    for problem in problems {
        write_json(&mut *out, problem)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes the first `limit` problems for people, what was lost before what is merely noted, and how many more there
/// are.
///
/// # Errors
/// Whatever `out` says.
pub fn write_brief(problems: &[Problem], limit: usize, out: &mut dyn Write) -> io::Result<()> {
    let of = |severity| problems.iter().filter(move |problem| problem.severity == severity);
    for problem in of(Severity::Lost).chain(of(Severity::Note)).take(limit) {
        let kind = match problem.severity {
            Severity::Lost => "not read",
            Severity::Note => "note",
        };
        writeln!(out, "{kind}: {}", harmless(&problem.to_string()))?;
    }
    if problems.len() > limit {
        writeln!(out, "... and {} more (--problems FILE lists all)", problems.len() - limit)?;
    }
    Ok(())
}
