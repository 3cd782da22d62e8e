static mut PACKETS_SERVED: u64 = 0;

fn main() {
    PACKETS_SERVED += 1;
}
