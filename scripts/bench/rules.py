"""How fast and how heavy the form engine is, and whether it says the same in the browser and on the server."""

import json
import os
import pathlib
import subprocess

from program import ROOT
from report import Row

TARGET = pathlib.Path(os.environ["CARGO_TARGET_DIR"])
WASM = TARGET / "engine"
PAIRS = 1_000_000
# One seed is tried on each core.
SEEDS = [1, 2]

# The group and name of each bench, what it is called in the table, and the most it may take in seconds.
NATIVE = {
    "200 questions, 300 rules/one answer changed": ("200 questions, 300 rules, one answer changed, native", 10e-6),
    "200 questions, 300 rules/full": ("200 questions, 300 rules, all judged, native", 100e-6),
    "1000 questions, 1500 rules/one answer changed": ("1,000 questions, 1,500 rules, one answer changed, native", None),
    "1000 questions, 1500 rules/full": ("1,000 questions, 1,500 rules, all judged, native", None),
    "static check/1000 fields, 500 rules": ("static check, 1,000 fields and 500 rules", 300e-3),
}
# Questions, rules, what is done, the percentile that counts, and the most it may take in milliseconds.
IN_WASM = [
    (200, 300, "change", "p50", 0.1),
    (200, 300, "full", "p50", 1),
    (1000, 1500, "change", "p99", 5),
    (1000, 1500, "full", "p99", 5),
]
WORDS = {"change": "one answer changed", "full": "all judged"}


def measure(folder):
    yield from native()
    module = built("--lib") / "trial.wasm"
    yield from in_wasm(module, folder)
    yield weight(built("--example", "engine") / "examples/engine.wasm", folder)
    yield agreement(module)


def ran(*command):
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return done.stdout


def native():
    ran("cargo", "bench", "--quiet", "--package", "trial", "--bench", "rules")
    for name, (what, most) in NATIVE.items():
        estimates = json.loads((TARGET / "criterion" / name / "new/estimates.json").read_text())
        took = estimates["median"]["point_estimate"] / 1e9
        yield Row(what, f"{took * 1e6:,.1f} µs", f"≤ {most * 1e6:,.0f} µs" if most else "", not most or took <= most)


def built(*what):
    ran(
        "cargo", "build", "--quiet", "--package", "trial", *what, "--profile", "wasm-release",
        "--target", "wasm32-unknown-unknown", "--target-dir", WASM,
    )
    return WASM / "wasm32-unknown-unknown/wasm-release"


def small(module, folder):
    """The module as it would be sent to a browser."""
    out = folder / module.name
    ran("wasm-opt", "-Oz", "--enable-bulk-memory", "--enable-nontrapping-float-to-int", module, "-o", out)
    return out


def in_wasm(module, folder):
    module = small(module, folder)
    for questions, rules, what, percentile, most in IN_WASM:
        said = json.loads(ran("node", "crates/trial/wasm.mjs", module, "speed", str(questions), str(rules)))
        took = said[what][percentile]
        yield Row(
            f"{questions:,} questions, {rules:,} rules, {WORDS[what]}, wasm", f"{percentile} {took:.3f} ms",
            f"≤ {most} ms", took <= most,
        )


def weight(module, folder):
    """Reading definitions and answers as JSON, judging, submitting: all that there is of the engine in a browser."""
    script = (
        "const z=require('zlib');const b=require('fs').readFileSync(process.argv[1]);"
        "console.log(z.brotliCompressSync(b,{params:{[z.constants.BROTLI_PARAM_QUALITY]:11}}).length)"
    )
    size = int(ran("node", "-e", script, small(module, folder))) / 1000
    return Row("the engine alone as wasm, with brotli", f"{size:.1f} kB", "≤ 80 kB", size <= 80)


def agreement(module):
    ran("cargo", "build", "--quiet", "--release", "--package", "trial", "--example", "digest")
    each = str(PAIRS // len(SEEDS))
    same = 0
    for seed in map(str, SEEDS):
        here = subprocess.Popen(
            [TARGET / "release/examples/digest", seed, each], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        there = ran("node", "crates/trial/wasm.mjs", module, "digest", seed, each)
        same += here.communicate()[0] == there
    holds = same == len(SEEDS)
    return Row(
        f"made-up pairs of a form and answers judged the same natively and in wasm: {PAIRS:,}",
        "all" if holds else "not all", "all", holds,
    )
