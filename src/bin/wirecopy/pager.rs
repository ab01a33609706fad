//! What is longer than the screen goes through a pager, as in git: `$PAGER`, or `less -R`.

use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

/// Writes `text` to standard output, through a pager where that is a terminal with fewer lines (and `wanted`).
///
/// # Errors
/// What standard output says. A reader that went away is no error, nor is a pager that is not there.
pub fn show(text: &[u8], wanted: bool) -> io::Result<()> {
    let height = terminal_size::terminal_size_of(io::stdout()).map(|(_, height)| usize::from(height.0));
    if wanted
        && io::stdout().is_terminal()
        && is_longer(text, height)
        && let Some(mut pager) = command(std::env::var("PAGER").ok().as_deref())
        && let Ok(mut child) = pager.stdin(Stdio::piped()).spawn()
    {
        if let Some(mut input) = child.stdin.take() {
            // Who quits the pager early has read enough.
            let _ = input.write_all(text);
        }
        // "No such command" of the shell: then as without a pager.
        if child.wait()?.code() != Some(127) {
            return Ok(());
        }
    }
    match io::stdout().lock().write_all(text).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Whether a text has more lines than the screen, of which the prompt takes one. Its lines are no wider than the screen.
fn is_longer(text: &[u8], height: Option<usize>) -> bool {
    height.is_some_and(|height| text.iter().filter(|byte| **byte == b'\n').count() >= height)
}

/// The pager to run, by the value of `PAGER`; `None` where that is empty or `cat`, which is how people turn pagers off.
fn command(pager: Option<&str>) -> Option<Command> {
    let pager = pager.unwrap_or("less -R").trim();
    if matches!(pager, "" | "cat") {
        return None;
    }
    // A command with its options, as a shell reads it.
    let mut command = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
    command.args([if cfg!(windows) { "/C" } else { "-c" }, pager]);
    // Without it `less` shows colours as codes; who has set it knows.
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "R");
    }
    Some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_not_paged() {
        let text = b"1\n2\n3\n";
        assert!(!is_longer(text, None));
        assert!(!is_longer(text, Some(4)));
        assert!(is_longer(text, Some(3)));
    }

    #[test]
    fn people_choose_their_pager() {
        let words = |pager: Option<&str>| {
            command(pager)
                .map(|c| c.get_args().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>())
        };
        assert_eq!(words(None).unwrap()[1], "less -R");
        assert_eq!(words(Some("most -s")).unwrap()[1], "most -s");
        assert_eq!(words(Some("cat")), None);
        assert_eq!(words(Some("")), None);
    }
}
