use rayon::prelude::*;

fn main() {
    let lines = ["to be", "or not", "to be"];
    let mut total = 0;
    lines.par_iter().for_each(|line| total += line.len());
    println!("{total}");
}
