//! Writes the instructions that chapter 13 shows: see `ch13_memory_ordering::assembly`.

use listings_native::ch13_memory_ordering::assembly::{
    PROCESSORS, compile, folder, table,
};
use std::fs;
use std::io;

fn main() -> io::Result<()> {
    let mut listings = PROCESSORS.map(|_| String::new());
    for (listing, (name, options)) in listings.iter_mut().zip(PROCESSORS) {
        *listing = compile(options)?;
        fs::write(folder().join(format!("{name}.txt")), &listing)?;
    }
    let [x86, arm, rcpc] = &listings;
    let table = table(x86, arm, rcpc);
    fs::write(folder().join("table.txt"), &table)?;
    print!("{table}");
    Ok(())
}
