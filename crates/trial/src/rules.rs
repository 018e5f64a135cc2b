//! Rules made up over the fields of a made-up form: every operator, mostly of fitting types, sometimes not.

use serde_json::{Value, json};

use crate::rng::Rng;

/// The names that rules use; some forms have no such field.
pub const NAMES: [&str; 14] = ["a", "b", "c", "d", "e", "f", "h", "i", "j", "k", "l", "m", "o", "p"];
const GROUPS: [&str; 4] = ["g", "g", "n", "t"];

/// What a rule should give.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// Yes or no.
    Truth,
    /// A number.
    Number,
    /// Text.
    Text,
    /// A date.
    Date,
}

/// A rule that mostly gives this, nested no deeper than `depth`.
pub fn rule(rng: &mut Rng, gives: Gives, depth: u32) -> Value {
    // One in twelve is of any type, so that every mistake is met.
    let gives = if rng.chance(8) {
        *rng.pick(&[Gives::Truth, Gives::Number, Gives::Text, Gives::Date])
    } else {
        gives
    };
    if depth == 0 || rng.chance(15) {
        return leaf(rng, gives);
    }
    let depth = depth - 1;
    match gives {
        Gives::Truth => truth(rng, depth),
        Gives::Number => number(rng, depth),
        Gives::Text => text(rng, depth),
        Gives::Date => date(rng, depth),
    }
}

fn leaf(rng: &mut Rng, gives: Gives) -> Value {
    if rng.chance(50) {
        return json!({"answer": rng.pick(&NAMES)});
    }
    match gives {
        Gives::Truth => match rng.below(3) {
            0 => json!({"bool": rng.chance(50)}),
            1 => json!({"eq": [{"answer": rng.pick(&NAMES)}, {"option": rng.pick(&["x", "y", "LV"])}]}),
            _ => json!({"answered": rng.pick(&NAMES)}),
        },
        Gives::Number => match rng.below(4) {
            0 => json!({"decimal": rng.pick(&["0.1", "2.50", "-7.125", "79228162514264337593543950335"])}),
            1 => json!({"attribute": {"of": {"answer": rng.pick(&NAMES)}, "name": "n"}}),
            2 => json!({"register": {"name": "r", "attribute": "n"}}),
            _ => json!({"integer": i64::from(rng.below(40)) - 8}),
        },
        Gives::Text => match rng.below(3) {
            0 => json!({"register": {"name": "r", "key": {"answer": rng.pick(&NAMES)}, "attribute": "t"}}),
            _ => json!({"text": rng.pick(&["", "Anna", " ābols ", "Ž-12"])}),
        },
        Gives::Date => match rng.below(3) {
            0 => json!({"today": {}}),
            1 => json!({"register": {"name": "r", "attribute": "d"}}),
            _ => json!({"date": rng.pick(&["2026-12-03", "1990-02-28", "2024-02-29", "9999-12-31"])}),
        },
    }
}

fn truth(rng: &mut Rng, depth: u32) -> Value {
    let sort = *rng.pick(&[Gives::Number, Gives::Date]);
    match rng.below(11) {
        0 | 1 => {
            let operator = *rng.pick(&["eq", "ne", "lt", "le", "gt", "ge"]);
            json!({operator: [rule(rng, sort, depth), rule(rng, sort, depth)]})
        }
        2 | 3 => {
            let operator = *rng.pick(&["and", "or"]);
            let parts: Vec<Value> = (0..rng.below(4)).map(|_| rule(rng, Gives::Truth, depth)).collect();
            json!({operator: parts})
        }
        4 => json!({"not": rule(rng, Gives::Truth, depth)}),
        5 => json!({"between": [rule(rng, sort, depth), rule(rng, sort, depth), rule(rng, sort, depth)]}),
        6 => {
            let operator = *rng.pick(&["startsWith", "contains", "eq"]);
            json!({operator: [rule(rng, Gives::Text, depth), rule(rng, Gives::Text, depth)]})
        }
        7 => {
            let regex = *rng.pick(&["[A-ZĀ-Ž][a-zā-ž]*", ".*[0-9]{1,3}", "(", "(a|b)*c"]);
            json!({"matches": {"value": rule(rng, Gives::Text, depth), "regex": regex}})
        }
        8 => {
            let list: Vec<Value> = (0..rng.below(3)).map(|_| leaf(rng, sort)).collect();
            json!({"in": [rule(rng, sort, depth), {"list": list}]})
        }
        9 => {
            let operator = *rng.pick(&["any", "all"]);
            json!({operator: {"group": rng.pick(&GROUPS), "where": rule(rng, Gives::Truth, depth)}})
        }
        _ => choice(rng, Gives::Truth, depth),
    }
}

fn number(rng: &mut Rng, depth: u32) -> Value {
    match rng.below(8) {
        0 => {
            let operator = *rng.pick(&["add", "multiply"]);
            let parts: Vec<Value> = (0..rng.below(4)).map(|_| rule(rng, Gives::Number, depth)).collect();
            json!({operator: parts})
        }
        1 => {
            let operator = *rng.pick(&["subtract", "divide"]);
            json!({operator: [rule(rng, Gives::Number, depth), rule(rng, Gives::Number, depth)]})
        }
        2 => {
            let operator = *rng.pick(&["ageAt", "daysBetween"]);
            json!({operator: [rule(rng, Gives::Date, depth), rule(rng, Gives::Date, depth)]})
        }
        3 => json!({"length": rule(rng, Gives::Text, depth)}),
        4 => json!({"count": {"group": rng.pick(&GROUPS), "where": rule(rng, Gives::Truth, depth)}}),
        5 => json!({"count": {"group": rng.pick(&GROUPS)}}),
        6 => over(rng, &["sum", "min", "max", "first"], Gives::Number, depth),
        _ => choice(rng, Gives::Number, depth),
    }
}

fn text(rng: &mut Rng, depth: u32) -> Value {
    match rng.below(4) {
        0 => json!({"trimmed": rule(rng, Gives::Text, depth)}),
        1 => json!({"caseFolded": rule(rng, Gives::Text, depth)}),
        2 => over(rng, &["first"], Gives::Text, depth),
        _ => choice(rng, Gives::Text, depth),
    }
}

fn date(rng: &mut Rng, depth: u32) -> Value {
    match rng.below(4) {
        0 | 1 => {
            let operator = *rng.pick(&["addDays", "addMonths", "addWorkingDays"]);
            json!({operator: [rule(rng, Gives::Date, depth), rule(rng, Gives::Number, depth)]})
        }
        2 => over(rng, &["min", "max", "first"], Gives::Date, depth),
        _ => choice(rng, Gives::Date, depth),
    }
}

fn over(rng: &mut Rng, operators: &[&str], gives: Gives, depth: u32) -> Value {
    let operator = *rng.pick(operators);
    let group = *rng.pick(&GROUPS);
    let of = rule(rng, gives, depth);
    if rng.chance(50) {
        json!({operator: {"group": group, "of": of, "where": rule(rng, Gives::Truth, depth)}})
    } else {
        json!({operator: {"group": group, "of": of}})
    }
}

fn choice(rng: &mut Rng, gives: Gives, depth: u32) -> Value {
    let (test, then) = (rule(rng, Gives::Truth, depth), rule(rng, gives, depth));
    json!({"if": {"test": test, "then": then, "else": rule(rng, gives, depth)}})
}
