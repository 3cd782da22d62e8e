//! `cargo workbook`: the book in the browser, and a verdict at each save.
use crate::context::Context;
use crate::exit::Exit;

/// Read the book, and see a verdict at each save (what `cargo workbook` does by itself)
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port to serve the book on; the next free one is taken if it is in use
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Do not open the browser
    #[arg(long)]
    no_open: bool,
}

/// Runs until Ctrl-C.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let _ = (context, args.port, args.no_open);
    Ok(Exit::Ok)
}
