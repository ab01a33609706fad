//! `wirecopy completions` and `wirecopy man`.

use crate::args::Args;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
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
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        let mut section = Vec::new();
        let page = Man::new(sub.clone());
        page.render_synopsis_section(&mut section)?;
        page.render_description_section(&mut section)?;
        if sub.get_arguments().next().is_some() {
            page.render_options_section(&mut section)?;
        }
        page.render_extra_section(&mut section)?;
        writeln!(out, ".SH \"WIRECOPY {}\"", sub.get_name().to_uppercase())?;
        // A page of its own has sections where ours has sections of a section.
        out.write_all(String::from_utf8_lossy(&section).replace(".SH ", ".SS ").as_bytes())?;
    }
    page.render_extra_section(out)?;
    page.render_version_section(out)
}
