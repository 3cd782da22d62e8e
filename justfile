# What a maintainer does. `just` lists it. Learners need none of this, and no `just`.

[private]
default:
    @just --list --unsorted

# Read the book and see a verdict at each save
learn *ARGS:
    cargo workbook {{ARGS}}

# The README's test command
test *ARGS:
    cargo test {{ARGS}}

# Starters fail, solutions pass, wrong solutions are rejected as they say
verify *ARGS:
    cargo workbook verify {{ARGS}}

# The same verdicts, 50 times over, on a busy machine
verify-busy *ARGS:
    cargo workbook verify --runs 50 --busy {{ARGS}}

# Keep the exercises as they are now as what `reset` puts back
starters:
    cargo workbook starters

# The book as a static site
book DEST="target/site":
    cargo workbook build --dest {{DEST}}

# Format everything
format:
    cargo fmt --all

# Clippy on everything, warnings denied
lint:
    cargo clippy --workspace --all-targets --features workbook/browser-tests -- --deny warnings

# Accept changed snapshots (read the diff afterwards)
snapshots:
    INSTA_UPDATE=always cargo test -p interleave-trace -p interleave -p workbook

# The pages in a browser (needs Node and Chromium; `.ci/run` installs them)
browser:
    npm ci --prefix crates/workbook/tests/browser
    cargo test -p workbook --features browser-tests --test browser

# What the chapters measure, and the checker beside loom and shuttle (LOOM=--loom: minutes more), as ratios within one run
bench LOOM="":
    cargo bench --package interleave --bench exploring -- {{LOOM}}
    cargo bench --package mandelbrot_solution --bench busy
    cargo run --quiet --release --package index_pipeline_solution --bin pipeline_bench

# The documentation of the crates
doc:
    cargo doc --no-deps -p interleave -p interleave-trace -p workbook

# What a newcomer does, timed, in a fresh clone
newcomer:
    clone=$(mktemp -d) && git clone --quiet . "$clone" && env -u CARGO_TARGET_DIR "$clone/.ci/newcomer"; rm -rf "$clone"

# Everything that must hold
ci:
    .ci/run
