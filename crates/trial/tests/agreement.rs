//! The engine says the same as wasm and natively, to the byte.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::path::PathBuf;
use std::process::Command;

/// Another one each day would find more, and fail for no reason of the day.
const SEED: u32 = 20_261_123;
const PAIRS: u32 = 10_000;

/// The module, built as the browser's part is.
fn module() -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("wasm");
    let built = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--package",
            "trial",
            "--lib",
            "--profile",
            "wasm-ci",
        ])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&target)
        .status();
    assert!(built.unwrap().success(), "the module is built");
    target.join("wasm32-unknown-unknown/wasm-ci/trial.wasm")
}

#[test]
fn native_and_wasm_give_the_same_digest() {
    let said = Command::new("node")
        .arg("wasm.mjs")
        .arg(module())
        .args(["digest", &SEED.to_string(), &PAIRS.to_string()])
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let native = format!("{:016x}", trial::digest(SEED.into(), PAIRS));
    assert_eq!(String::from_utf8(said.stdout).unwrap().trim(), native);
}

/// What is made up covers the engine: most outcomes are met, not only one.
#[test]
fn what_is_made_up_is_of_all_sorts() {
    let mut rng = trial::rng::Rng::new(SEED.into());
    let lists = forms::CodeLists::new();
    let context = forms::Context::new("2026-11-23".parse().unwrap(), &lists);
    let (mut kinds, mut complete, mut nested, mut problems) = (std::collections::BTreeSet::new(), 0, 0, 0);
    for _ in 0..2_000 {
        let form = trial::definitions::form(&mut rng);
        let answers = trial::given::answers(&mut rng, &form);
        let evaluation = forms::evaluate(&form, &answers, &context);
        complete += u32::from(evaluation.is_complete());
        problems += evaluation.problems().count();
        nested += evaluation
            .fields
            .iter()
            .filter(|state| state.path.groups().len() == 2)
            .count();
        kinds.extend(evaluation.fields.iter().filter_map(|state| {
            let kind = serde_json::to_value(&form.field_at(&state.path)?.kind).unwrap();
            Some(kind.as_object()?.keys().next()?.clone())
        }));
    }
    assert!(kinds.len() >= 25, "{kinds:?}");
    assert!(
        complete >= 100 && nested >= 1_000 && problems >= 2_000,
        "{complete} {nested} {problems}"
    );
}
