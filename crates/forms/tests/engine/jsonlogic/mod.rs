//! An outside judge: what of JSONLogic our rules can say gives what `datalogic-rs` gives.
//!
//! The cases are those that `datalogic-rs` carries with its own tests, the shared baseline of all JSONLogic engines
//! first. What differs by design is listed in `docs/rules.md`, under the names that [`Difference`] has here.

mod translation;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use forms::{Answer, Context, FormDefinition, evaluate};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::fixtures::{CODE_LISTS, path, today};
use translation::{Difference, Translation, translate};

const SUITES: &[&str] = &[
    "compatible",
    "additional",
    "chained",
    "truthiness",
    "length",
    "string/string",
    "comparison/softEquals",
    "comparison/softNotEquals",
    "comparison/strictEquals",
    "comparison/strictNotEquals",
    "comparison/lessThan",
    "comparison/lessThanEquals",
    "comparison/greaterThan",
    "comparison/greaterThanEquals",
    "control/if",
    "control/and",
    "control/or",
    "arithmetic/plus",
    "arithmetic/minus",
    "arithmetic/multiply",
    "arithmetic/divide",
    "arithmetic/min",
    "arithmetic/max",
    "array/reduce",
    "iterators.extra",
    "cse",
];

/// Where cargo keeps the sources of `datalogic-rs`.
fn suites() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform"])
        .arg("x86_64-unknown-linux-gnu")
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let judge = packages
        .iter()
        .find(|package| package["name"] == "datalogic-rs")
        .unwrap();
    let manifest = Path::new(judge["manifest_path"].as_str().unwrap());
    manifest.parent().unwrap().join("tests/suites")
}

fn cases(suite: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(suite).unwrap_or_else(|error| panic!("{}: {error}", suite.display()));
    let list: Vec<Value> = serde_json::from_str(&text).unwrap();
    list.into_iter()
        .filter(|case| case.get("rule").is_some() && case.get("templating").is_none())
        .collect()
}

/// What the judge says; nothing for null and for errors, as both are missing here.
fn judge(engine: &datalogic_rs::Engine, case: &Value) -> Option<Value> {
    let data = case.get("data").cloned().unwrap_or(Value::Null);
    let said = engine.eval_str(&case["rule"].to_string(), &data.to_string()).ok()?;
    serde_json::from_str::<Value>(&said)
        .ok()
        .filter(|value| !value.is_null())
}

fn ours(translation: &Translation) -> Option<Answer> {
    let form: FormDefinition = serde_json::from_value(translation.form()).unwrap();
    let answers = serde_json::from_value(translation.answers.clone().into()).unwrap();
    let evaluation = evaluate(&form, &answers, &Context::new(today(), &CODE_LISTS));
    evaluation.field(&path("out")).unwrap().default.clone()
}

fn agree(ours: &Option<Answer>, theirs: &Option<Value>) -> bool {
    match (ours, theirs) {
        (None, None) => true,
        (Some(Answer::Bool(ours)), Some(Value::Bool(theirs))) => ours == theirs,
        (Some(Answer::Text(ours)), Some(Value::String(theirs))) => ours == theirs,
        (Some(Answer::Text(ours)), Some(Value::Number(theirs))) => {
            let (ours, theirs): (Decimal, f64) = (ours.parse().unwrap(), theirs.as_f64().unwrap());
            let theirs = Decimal::try_from(theirs).unwrap();
            // Floating point loses what exact decimals keep.
            (ours - theirs).abs() <= Decimal::new(1, 12) * theirs.abs().max(Decimal::ONE)
        }
        _ => false,
    }
}

#[test]
fn what_both_can_say_gives_the_same_but_for_differences_by_design() {
    let engine = datalogic_rs::Engine::new();
    let folder = suites();
    let (mut mapped, mut agreed, mut unmapped) = (0, 0, 0);
    let mut by_design: BTreeMap<Difference, usize> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for suite in SUITES {
        for case in cases(&folder.join(format!("{suite}.json"))) {
            let Some(translation) = translate(&case["rule"], case.get("data").unwrap_or(&Value::Null)) else {
                unmapped += 1;
                continue;
            };
            mapped += 1;
            let (ours, theirs) = (ours(&translation), judge(&engine, &case));
            if agree(&ours, &theirs) {
                agreed += 1;
            } else if let Some(difference) = translation.differences.first() {
                *by_design.entry(*difference).or_default() += 1;
            } else {
                unexplained.push(format!(
                    "{suite}: {case}\n  ours {ours:?}, theirs {theirs:?}, rule {}",
                    translation.rule
                ));
            }
        }
    }
    println!("{mapped} mapped, {agreed} agree, by design {by_design:?}, {unmapped} not mapped");
    assert_eq!(unexplained, [] as [String; 0]);
    assert!(agreed >= 300, "only {agreed} of {mapped} cases were compared and agree");
    let listed = include_str!("../../../../../docs/rules.md");
    for difference in by_design.keys() {
        assert!(
            listed.contains(&format!("`{difference:?}`")),
            "docs/rules.md does not list {difference:?}"
        );
    }
}
