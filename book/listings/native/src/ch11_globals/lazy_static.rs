//! The macro that lazily built globals came from.

// ANCHOR: program
use lazy_static::lazy_static;

lazy_static! {
    /// The primes below 100, in ascending order.
    static ref PRIMES: Vec<u32> = {
        let is_prime = |n: &u32| (2..*n).all(|divisor| !n.is_multiple_of(divisor));
        (2..100).filter(is_prime).collect()
    };
}

/// Whether a number below 100 is prime.
pub fn is_small_prime(n: u32) -> bool {
    PRIMES.binary_search(&n).is_ok()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_there() {
        assert!(is_small_prime(97));
        assert!(!is_small_prime(91));
    }
}
