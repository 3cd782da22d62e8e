//! Writes the instructions that chapter 13 shows: see `ch13_memory_ordering::assembly`.

use listings_native::ch13_memory_ordering::assembly::{
    PROCESSORS, compile, folder, table,
};
use std::fs;
use std::io;

fn main() -> io::Result<()> {
    let mut listings = Vec::new();
    for (name, options) in PROCESSORS {
        let listing = compile(options)?;
        fs::write(folder().join(format!("{name}.txt")), &listing)?;
        listings.push(listing);
    }
    let table = table(&listings[0], &listings[1]);
    fs::write(folder().join("table.txt"), &table)?;
    print!("{table}");
    Ok(())
}
