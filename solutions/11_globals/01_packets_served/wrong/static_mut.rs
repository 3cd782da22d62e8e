//@ title: static mut
//@ idea: "A global that changes has to be `mut`."
//@ kind: compile
//@ says: E0133

/// Whoever names it has to write `unsafe`, and to promise that no other thread uses it. No user of a counter can.
pub static mut PACKETS_SERVED: Counter = Counter::new();

pub struct Counter {
    value: u64,
}

impl Counter {
    pub const fn new() -> Self {
        Counter { value: 0 }
    }

    pub fn count(&mut self) -> u64 {
        self.value += 1;
        self.value
    }

    pub fn get(&self) -> u64 {
        self.value
    }

    pub fn reset(&mut self) -> u64 {
        std::mem::take(&mut self.value)
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
