//@ title: A condition variable for each seat, and neighbours who wake each other

//! Philosophers who share forks with their neighbours.

use std::sync::{Condvar, Mutex, PoisonError};

/// A round table.
pub struct Table {
    doing: Mutex<Vec<Doing>>,
    /// One for each seat. It is notified when that philosopher may eat.
    may_eat: Vec<Condvar>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Thinking,
    Hungry,
    Eating,
}

/// A meal. When it is dropped, the neighbours may begin theirs.
struct Meal<'a> {
    table: &'a Table,
    seat: usize,
}

impl Table {
    /// A table with so many seats, at least two, and as many forks.
    pub fn new(seats: usize) -> Self {
        assert!(seats >= 2, "one fork is not enough to eat with");
        Table {
            doing: Mutex::new(vec![Doing::Thinking; seats]),
            may_eat: (0..seats).map(|_| Condvar::new()).collect(),
        }
    }

    fn neighbours(&self, seat: usize) -> [usize; 2] {
        let seats = self.may_eat.len();
        [(seat + seats - 1) % seats, (seat + 1) % seats]
    }

    /// Has the philosopher eat who is hungry, if neither neighbour eats. Wakes nobody in vain.
    fn serve(&self, doing: &mut [Doing], seat: usize) {
        let neighbours = self.neighbours(seat);
        let is_free = neighbours.iter().all(|&it| doing[it] != Doing::Eating);
        if doing[seat] == Doing::Hungry && is_free {
            doing[seat] = Doing::Eating;
            self.may_eat[seat].notify_one();
        }
    }

    fn sit_down(&self, seat: usize) -> Meal<'_> {
        let mut doing = self.doing.lock().unwrap();
        doing[seat] = Doing::Hungry;
        self.serve(&mut doing, seat);
        let _doing = self.may_eat[seat]
            .wait_while(doing, |doing| doing[seat] != Doing::Eating)
            .unwrap();
        Meal { table: self, seat }
    }

    /// Has the philosopher in this seat pick up both forks, `eat`, and put them back.
    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        let _meal = self.sit_down(seat);
        eat()
    }
}

impl Drop for Meal<'_> {
    fn drop(&mut self) {
        let doing = self.table.doing.lock();
        let mut doing = doing.unwrap_or_else(PoisonError::into_inner);
        doing[self.seat] = Doing::Thinking;
        for neighbour in self.table.neighbours(self.seat) {
            self.table.serve(&mut doing, neighbour);
        }
    }
}
