static mut PACKETS_SERVED: u64 = 0;

fn main() {
    // SAFETY: there is one thread.
    unsafe {
        PACKETS_SERVED += 1;
        println!("{PACKETS_SERVED}");
    }
}
