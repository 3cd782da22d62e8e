//! Ends in an abort: one side of a session was dropped, and the other waits for it.

fn main() {
    listings_native::ch07_session_types::dropped::both_sides();
}
