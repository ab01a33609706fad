//! The command line: arguments to a [`Config`](wirecopy::config::Config), progress on the terminal, an exit code.

mod args;
mod commands;
mod exit;
mod manual;
mod output;
mod pager;
mod progress;

use clap::Parser;
use exit::Exit;
use std::io::{self, Write};
use std::process::ExitCode;
use wirecopy::report::harmless;

fn main() -> ExitCode {
    let args = args::Args::parse();
    output::clean_up_when_interrupted();
    let exit = commands::run(&args).unwrap_or_else(|error| {
        // Nobody may be left to read it; that changes nothing.
        let _ = writeln!(io::stderr(), "wirecopy: {}", harmless(&error.to_string()));
        Exit::Failed
    });
    exit.into()
}
