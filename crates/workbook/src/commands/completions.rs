//! `cargo workbook completions`: what the shell needs to complete the program's words.
use std::io;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::exit::Exit;

/// Write a completion script for your shell
///
/// It completes the program when it is called by its own name, `workbook` (`cargo install --path crates/workbook`):
/// what follows `cargo` is completed by cargo's own script.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cargo workbook completions bash > ~/.local/share/bash-completion/completions/workbook"
)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Writes the script to standard output.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut command = Cli::command().bin_name("workbook");
    clap_complete::generate(args.shell, &mut command, "workbook", &mut io::stdout());
    Ok(Exit::Ok)
}
