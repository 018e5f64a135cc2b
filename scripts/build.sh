#!/usr/bin/env bash
# Build the program. Called by make, with one of:
#
#   build.sh release    optimised: the server, and beside it site/ and hash.txt
#   build.sh ci         the same for tests: the server as the Rust tests have built it, and the site
#   build.sh dist       copy the release to dist/
set -euo pipefail
: "${CARGO_TARGET_DIR:?call this through make}"

sources=(Cargo.toml Cargo.lock rust-toolchain.toml .cargo app crates frontend public server style)

# A second `make run` starts at once: cargo-leptos would optimise the same module again.
release() {
    local stamp=$CARGO_TARGET_DIR/release/.built
    if [ -e "$stamp" ] && [ -z "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]; then
        return
    fi
    rm -f "$stamp"
    local started
    started=$(mktemp)
    LEPTOS_SITE_ROOT=CARGO_TARGET_DIR/release/site cargo leptos build --release
    mv "$started" "$stamp"
}

# The Rust tests build the server too: the same command here, so that nothing is compiled twice.
ci() {
    cargo build --profile ci --bins --tests
    cargo leptos build --frontend-only
}

dist() {
    rm -rf dist
    mkdir dist
    cp -r "$CARGO_TARGET_DIR/release/"{server,hash.txt,site} dist/
    echo "dist/ is ready: VARTI_MODE=demo dist/server serve"
}

case ${1:-} in
release | ci | dist) "$1" ;;
*)
    sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
