use counter as subject;
mod cases;
