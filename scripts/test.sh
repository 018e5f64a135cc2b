#!/usr/bin/env bash
# Run suites, one after the other whatever fails, and end with one line: N passed, M failed.
# Called by make, with any of: setup checks rust browser contract look
set -uo pipefail
: "${CARGO_TARGET_DIR:?call this through make}"

passed=0
failed=0
work=$(mktemp -d)
postgres=$work/postgres

cleanup() {
    [ ! -e "$postgres" ] || scripts/postgres.sh stop "$postgres"
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

title() { printf '\n=== %s\n' "$*"; }

# add PASSED FAILED: count a suite; one that ran nothing has failed.
add() {
    passed=$((passed + $1))
    failed=$((failed + $2))
    if [ $(($1 + $2)) -eq 0 ]; then
        echo "no test was run"
        failed=$((failed + 1))
    fi
}

# check NAME COMMAND...: a check counts as one test.
check() {
    title "$1"
    shift
    if "$@" </dev/null; then add 1 0; else add 0 1; fi
}

finish() {
    echo
    echo "$passed passed, $failed failed"
    [ $failed -eq 0 ]
    exit
}

# Without the tools nothing else makes sense.
setup() {
    title "setup"
    scripts/setup.sh test || {
        failed=1
        finish
    }
}

# Whoever fills in a form waits for all of it.
frontend_is_light() {
    local crates heavy
    crates=$(cargo tree -p frontend --target wasm32-unknown-unknown -e normal,no-proc-macro --prefix none -f '{p}') || return 1
    heavy=$(cut -d ' ' -f 1 <<<"$crates" |
        grep -xE 'tokio|sqlx|sqlx-core|reqwest|jiff|regex|serde_json|leptos|app|portal|store|connectors' | sort -u)
    [ -z "$heavy" ] || {
        echo "the browser part must not depend on: ${heavy//$'\n'/ }"
        return 1
    }
}

types() { (cd end2end && npx --no-install tsc --noEmit); }

checks() {
    check "format" cargo fmt --all -- --check --files-with-diff
    check "lints" cargo clippy --profile ci --all-targets -- -D warnings
    check "lints of the browser part" cargo clippy --profile wasm-ci -p frontend \
        --target wasm32-unknown-unknown --target-dir "$CARGO_TARGET_DIR/front" -- -D warnings
    check "licences and bans" cargo deny --log-level error check bans licenses sources
    check "dependencies of the browser part" frontend_is_light
    check "calendar" "$VARTI_TOOLS/python/bin/python" scripts/check-calendar.py
    check "codes, as outside judges see them" "$VARTI_TOOLS/python/bin/python" scripts/judge-codes.py
    check "schema of form definitions" "$VARTI_TOOLS/python/bin/python" scripts/judge-schema.py
    check "shell scripts" shellcheck --severity=warning .ci/run scripts/*.sh
    check "types of the browser tests" types
}

# Start PostgreSQL once; the tests make and drop their own databases in it.
start_postgres() {
    [ ! -e "$postgres" ] || return 0
    # The cluster's owner may be another user, who must be able to reach its folder.
    chmod 755 "$work"
    VARTI_TEST_POSTGRES=$(scripts/postgres.sh start "$postgres") || return 1
    export VARTI_TEST_POSTGRES
}

# The sum of all numbers that stand before WORD in a log's lines that match PATTERN.
sum_before() {
    grep -E "$2" "$3" | grep -oE "[0-9]+ $1" | awk '{ n += $1 } END { print n + 0 }'
}

rust() {
    local log=$work/rust.log
    title "PostgreSQL"
    if ! start_postgres; then
        add 0 1
        return
    fi
    title "Rust tests on SQLite and PostgreSQL"
    cargo nextest run --cargo-profile ci --no-fail-fast --color never </dev/null 2>&1 | tee "$log"
    count_rust '^ *Summary ' "${PIPESTATUS[0]}"
    title "examples in the documentation"
    cargo test --profile ci --doc --no-fail-fast </dev/null 2>&1 | tee "$log"
    count_rust '^test result: ' "${PIPESTATUS[0]}"
}

# count_rust PATTERN STATUS: what is skipped or ignored counts as failed, nothing may be left out silently.
count_rust() {
    local good bad
    good=$(sum_before passed "$1" "$log")
    bad=$(($(sum_before '(failed|timed out)' "$1" "$log") + $(sum_before '(skipped|ignored)' "$1" "$log")))
    [ "$2" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    add "$good" "$bad"
}

browser() {
    local report=$work/browser.json status
    title "build for the browser tests"
    if ! scripts/build.sh ci </dev/null || ! start_postgres; then
        add 0 1
        return
    fi
    title "browser tests on SQLite and PostgreSQL"
    (cd end2end && PLAYWRIGHT_JSON_OUTPUT_NAME=$report npx --no-install playwright test </dev/null)
    status=$?
    local good bad
    good=$(number expected "$report")
    bad=$(($(number unexpected "$report") + $(number flaky "$report") + $(number skipped "$report")))
    [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    add "$good" "$bad"
}

# Draws the pictures that the browser tests compare pages with.
look() {
    local before=$work/before
    touch "$before"
    title "pictures of pages"
    if ! scripts/build.sh ci </dev/null || ! start_postgres; then
        add 0 1
        return
    fi
    check "pictures" env -C end2end npx --no-install playwright test --project=look --update-snapshots=changed
    # A few colours are enough to compare with, and a third of the size.
    find end2end/look/pictures -type f -newer "$before" -exec pngquant --force --ext .png --skip-if-larger 64 {} +
}

# The API against its description, with made-up requests.
contract() {
    local log=$work/contract.log
    title "build for the contract tests"
    if ! scripts/build.sh ci </dev/null; then
        add 0 1
        return
    fi
    title "the API against its description"
    "$VARTI_TOOLS/python/bin/python" scripts/fuzz.py "$CARGO_TARGET_DIR/ci/server" 3 </dev/null 2>&1 | tee "$log"
    add "$(sum_before passed '^[0-9]+ passed, ' "$log")" "$(sum_before failed '^[0-9]+ passed, ' "$log")"
}

# number NAME FILE: one figure of Playwright's report, 0 if there is none.
number() {
    node -p "JSON.parse(require('fs').readFileSync('$2')).stats['$1'] ?? 0" 2>/dev/null || echo 0
}

for suite in "$@"; do
    case $suite in
    setup) setup ;;
    checks) checks ;;
    rust) rust ;;
    browser) browser ;;
    contract) contract ;;
    look) look ;;
    *)
        echo "test.sh: no suite called $suite" >&2
        exit 2
        ;;
    esac
done
finish
