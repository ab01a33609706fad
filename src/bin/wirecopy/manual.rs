//! `wirecopy completions` and `wirecopy man`.

use crate::args::Args;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::io::{self, Write};

/// Writes a completion script.
pub fn completions(shell: Shell, out: &mut dyn Write) -> io::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "wirecopy", &mut script);
    out.write_all(&script)
}

/// Writes one page with every command's options.
pub fn man(out: &mut dyn Write) -> io::Result<()> {
    let mut command = Args::command();
    command.build();
    let page = Man::new(command.clone());
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        let mut section = Vec::new();
        let page = Man::new(sub.clone());
        page.render_synopsis_section(&mut section)?;
        page.render_description_section(&mut section)?;
        page.render_options_section(&mut section)?;
        writeln!(out, ".SH \"WIRECOPY {}\"", sub.get_name().to_uppercase())?;
        // A page of its own has sections where ours has sections of a section.
        out.write_all(String::from_utf8_lossy(&section).replace(".SH ", ".SS ").as_bytes())?;
        verbatim(sub, out)?;
    }
    verbatim(&command, out)?;
    page.render_version_section(out)
}

/// Writes the examples that stand at the end of a command's help, line for line.
fn verbatim(command: &Command, out: &mut dyn Write) -> io::Result<()> {
    let Some(text) = command.get_after_long_help() else { return Ok(()) };
    let text = text.to_string();
    let mut page = Roff::default();
    page.control("PP", []);
    page.control("nf", []);
    for line in text.lines() {
        page.text([roman(line)]);
    }
    page.control("fi", []);
    page.to_writer(out)
}
