use tally as subject;
mod cases;
