use std::cell::Cell;

static PACKETS_SERVED: Cell<u64> = Cell::new(0);

fn main() {
    PACKETS_SERVED.set(PACKETS_SERVED.get() + 1);
}
