use std::sync::LazyLock;

fn hostname(domain: &str) -> &'static str {
    assert!(!domain.is_empty());
    static NAME: LazyLock<String> =
        LazyLock::new(|| format!("mars.{domain}"));
    &NAME
}

fn main() {
    println!("{}", hostname("org"));
}
