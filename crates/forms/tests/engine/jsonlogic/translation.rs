//! From JSONLogic to our rules, as far as they can say the same.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::fixtures::{field, group};

/// Why the results may differ by design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// JSONLogic makes numbers of texts and truths; here that is a type error, found before publishing.
    NoConversion,
    /// JSONLogic reckons with null; here what is missing makes the result missing.
    MissingStaysMissing,
    /// JSONLogic orders texts by their bytes; here texts have no order.
    TextHasNoOrder,
    /// JSONLogic says that a condition does not hold for all of nothing; here it does, as in mathematics.
    AllOfNothing,
    /// A text answer is trimmed, and a blank one is no answer.
    BlankIsNoAnswer,
}

/// The type of an expression, found from the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bool,
    Number,
    Text,
    Missing,
    Mixed,
}

pub struct Translation {
    pub rule: Value,
    pub answers: Map<String, Value>,
    /// Those that the case touches.
    pub differences: Vec<Difference>,
    fields: Vec<Value>,
}

impl Translation {
    /// A form that asks for the data and gives the result of the rule as the first value of `out`.
    pub fn form(&self) -> Value {
        let out = field("out", json!({"shortText": {}}), json!({"default": self.rule}));
        let fields: Vec<Value> = self.fields.iter().cloned().chain([out]).collect();
        let page = json!({"id": "page", "title": {}, "sections": [{"id": "section", "fields": fields}]});
        json!({"formatVersion": 1, "title": {}, "pages": [page]})
    }
}

/// The rule that says the same, with the data as answers; nothing when our rules have no words for it.
pub fn translate(rule: &Value, data: &Value) -> Option<Translation> {
    let mut translator = Translator {
        data,
        item: None,
        known: BTreeMap::new(),
        fields: Vec::new(),
        answers: Map::new(),
        differences: Vec::new(),
    };
    let (rule, _) = translator.expression(rule)?;
    Some(Translation {
        rule,
        answers: translator.answers,
        differences: translator.differences,
        fields: translator.fields,
    })
}

struct Translator<'a> {
    data: &'a Value,
    /// Inside an operator over items: the first of them, for the types.
    item: Option<&'a Value>,
    known: BTreeMap<String, String>,
    fields: Vec<Value>,
    answers: Map<String, Value>,
    differences: Vec<Difference>,
}

type Said = (Value, Kind);

fn missing() -> Said {
    (json!({"answer": "nowhere"}), Kind::Missing)
}

fn literal(value: &Value) -> Option<Said> {
    match value {
        Value::Bool(value) => Some((json!({"bool": value}), Kind::Bool)),
        Value::Number(number) => Some((json!({"decimal": plain(number)?}), Kind::Number)),
        Value::String(text) => Some((json!({"text": text}), Kind::Text)),
        Value::Null => Some(missing()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

fn plain(number: &serde_json::Number) -> Option<String> {
    let text = number.to_string();
    (!text.contains(['e', 'E'])).then_some(text)
}

fn kind_of(value: &Value) -> Option<Kind> {
    literal(value).map(|(_, kind)| kind)
}

/// A list of arguments; a single one needs no brackets.
fn arguments(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list.clone(),
        other => vec![other.clone()],
    }
}

fn look_up<'a>(data: &'a Value, path: &str) -> Option<&'a Value> {
    if path.is_empty() {
        return Some(data);
    }
    path.split('.').try_fold(data, |at, part| match at {
        Value::Object(map) => map.get(part),
        Value::Array(list) => list.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The path that `var` or `val` names.
fn variable(rule: &Value) -> Option<String> {
    let map = rule.as_object().filter(|map| map.len() == 1)?;
    match map.get("var").or(map.get("val"))? {
        Value::String(path) => Some(path.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null => Some(String::new()),
        Value::Array(list) if list.is_empty() => Some(String::new()),
        Value::Array(list) if list.len() == 1 => Some(list[0].as_str()?.to_owned()),
        _ => None,
    }
}

impl<'a> Translator<'a> {
    fn differs(&mut self, difference: Difference) {
        if !self.differences.contains(&difference) {
            self.differences.push(difference);
        }
    }

    fn expression(&mut self, rule: &Value) -> Option<Said> {
        let Value::Object(map) = rule else { return literal(rule) };
        let (operator, operand) = map.iter().next().filter(|_| map.len() == 1)?;
        if let Some(path) = variable(rule) {
            return self.answer(&path);
        }
        if ["if", "?:", "and", "or"].contains(&operator.as_str()) && !operand.is_array() {
            return None;
        }
        let arguments = arguments(operand);
        match (operator.as_str(), &arguments[..]) {
            ("var", [path, otherwise]) => self.answer_or(path.as_str()?, otherwise),
            ("==" | "===", parts) => self.chained("eq", parts),
            ("!=" | "!==", [_, _]) => self.chained("ne", &arguments),
            ("<", parts) => self.chained("lt", parts),
            ("<=", parts) => self.chained("le", parts),
            (">", parts) => self.chained("gt", parts),
            (">=", parts) => self.chained("ge", parts),
            ("!", [part]) => Some((json!({"not": self.truth(part)?}), Kind::Bool)),
            ("!!", [part]) => Some((self.truth(part)?, Kind::Bool)),
            ("and" | "or", parts) if !parts.is_empty() => self.either(operator, parts),
            ("if" | "?:", parts) => self.choice(parts),
            ("in", [value, Value::Array(list)]) => self.one_of(value, list),
            ("in", [part, text]) => self.texts("contains", text, part),
            ("starts_with", [text, part]) => self.texts("startsWith", text, part),
            ("+", parts) => Some((json!({"add": self.numbers(parts)?}), Kind::Number)),
            ("*", parts) if !parts.is_empty() => Some((json!({"multiply": self.numbers(parts)?}), Kind::Number)),
            ("-", [part]) => {
                let number = self.numbers(std::slice::from_ref(part))?.remove(0);
                Some((json!({"subtract": [{"integer": 0}, number]}), Kind::Number))
            }
            ("-", parts) if parts.len() >= 2 => self.folded("subtract", parts),
            ("/", parts) if parts.len() >= 2 => self.folded("divide", parts),
            ("min" | "max", parts) if !parts.is_empty() => self.extreme(operator, parts),
            ("some" | "all" | "none", [list, condition]) => self.over(operator, list, condition),
            ("reduce", [list, step, start]) => self.sum(list, step, start),
            ("length", [part]) => self.length(part),
            ("lower", [part]) => self.text_of("caseFolded", part),
            ("trim", [part]) => self.text_of("trimmed", part),
            _ => None,
        }
    }

    /// The answer that holds what the data has at a path.
    fn answer(&mut self, path: &str) -> Option<Said> {
        let value = look_up(self.item.unwrap_or(self.data), path);
        let Some(value) = value.filter(|value| !value.is_null()) else {
            return Some(missing());
        };
        let kind = kind_of(value)?;
        if self.item.is_some() {
            let name = if path.is_empty() { "v" } else { path };
            return Some((json!({"answer": name}), kind));
        }
        if let Some(name) = self.known.get(path) {
            return Some((json!({"answer": name}), kind));
        }
        let name = format!("v{}", self.fields.len());
        let asked = self.question(&name, value)?;
        self.fields.push(asked);
        self.answers.insert(name.clone(), typed(value)?);
        self.known.insert(path.to_owned(), name.clone());
        Some((json!({"answer": name}), kind))
    }

    fn question(&mut self, name: &str, value: &Value) -> Option<Value> {
        let kind = match value {
            Value::Bool(_) => json!({"yesNo": {}}),
            Value::Number(_) => json!({"number": {"decimals": 10}}),
            Value::String(text) => {
                if text.is_empty() || text.trim() != text {
                    self.differs(Difference::BlankIsNoAnswer);
                }
                json!({"longText": {}})
            }
            _ => return None,
        };
        Some(field(name, kind, json!({})))
    }

    fn answer_or(&mut self, path: &str, otherwise: &Value) -> Option<Said> {
        match self.answer(path)? {
            (_, Kind::Missing) => self.expression(otherwise),
            said => Some(said),
        }
    }

    /// What JSONLogic takes for true, said outright.
    fn truth(&mut self, rule: &Value) -> Option<Value> {
        if let Value::Array(list) = rule {
            return Some(json!({"bool": !list.is_empty()}));
        }
        let (rule, kind) = self.expression(rule)?;
        Some(match kind {
            Kind::Bool => rule,
            Kind::Number => json!({"ne": [rule, {"integer": 0}]}),
            Kind::Text => json!({"gt": [{"length": rule}, {"integer": 0}]}),
            Kind::Missing => json!({"bool": false}),
            Kind::Mixed => return None,
        })
    }

    fn chained(&mut self, operator: &str, parts: &[Value]) -> Option<Said> {
        if parts.len() < 2 {
            return None;
        }
        let said = parts
            .iter()
            .map(|part| self.expression(part))
            .collect::<Option<Vec<_>>>()?;
        let pairs = said.windows(2).map(|pair| {
            let ((a, of_a), (b, of_b)) = (&pair[0], &pair[1]);
            match (of_a, of_b) {
                (Kind::Mixed, _) | (_, Kind::Mixed) => return None,
                (Kind::Missing, _) | (_, Kind::Missing) => self.differs(Difference::MissingStaysMissing),
                (a, b) if a != b => self.differs(Difference::NoConversion),
                (Kind::Text, _) if !["eq", "ne"].contains(&operator) => self.differs(Difference::TextHasNoOrder),
                (Kind::Bool, _) if !["eq", "ne"].contains(&operator) => self.differs(Difference::NoConversion),
                _ => {}
            }
            Some(json!({operator: [a, b]}))
        });
        let mut pairs = pairs.collect::<Option<Vec<_>>>()?;
        let rule = if pairs.len() == 1 {
            pairs.remove(0)
        } else {
            json!({"and": pairs})
        };
        Some((rule, Kind::Bool))
    }

    fn either(&mut self, operator: &str, parts: &[Value]) -> Option<Said> {
        let (first, others) = parts.split_first()?;
        let (value, kind) = self.expression(first)?;
        if others.is_empty() {
            return Some((value, kind));
        }
        let test = self.truth(first)?;
        let (rest, rest_kind) = self.either(operator, others)?;
        if kind == Kind::Bool && rest_kind == Kind::Bool {
            return Some((json!({operator: [value, rest]}), Kind::Bool));
        }
        let (then, otherwise) = if operator == "and" {
            (rest, value)
        } else {
            (value, rest)
        };
        let kind = if kind == rest_kind { kind } else { Kind::Mixed };
        Some((json!({"if": {"test": test, "then": then, "else": otherwise}}), kind))
    }

    fn choice(&mut self, parts: &[Value]) -> Option<Said> {
        match parts {
            [] => Some(missing()),
            [only] => self.expression(only),
            [test, then, rest @ ..] => {
                let test = self.truth(test)?;
                let (then, of_then) = self.expression(then)?;
                let (otherwise, of_rest) = self.choice(rest)?;
                let kind = if of_then == of_rest { of_then } else { Kind::Mixed };
                Some((json!({"if": {"test": test, "then": then, "else": otherwise}}), kind))
            }
        }
    }

    fn one_of(&mut self, value: &Value, list: &[Value]) -> Option<Said> {
        let (value, kind) = self.expression(value)?;
        let entries = list
            .iter()
            .map(|entry| self.expression(entry))
            .collect::<Option<Vec<_>>>()?;
        if entries.iter().any(|(_, other)| *other != kind) {
            self.differs(Difference::NoConversion);
        }
        if kind == Kind::Missing {
            self.differs(Difference::MissingStaysMissing);
        }
        let entries: Vec<Value> = entries.into_iter().map(|(entry, _)| entry).collect();
        Some((json!({"in": [value, {"list": entries}]}), Kind::Bool))
    }

    fn texts(&mut self, operator: &str, a: &Value, b: &Value) -> Option<Said> {
        let ((a, of_a), (b, of_b)) = (self.expression(a)?, self.expression(b)?);
        self.must_be(Kind::Text, of_a)?;
        self.must_be(Kind::Text, of_b)?;
        Some((json!({operator: [a, b]}), Kind::Bool))
    }

    fn text_of(&mut self, operator: &str, part: &Value) -> Option<Said> {
        let (part, kind) = self.expression(part)?;
        self.must_be(Kind::Text, kind)?;
        Some((json!({operator: part}), Kind::Text))
    }

    /// Notes why the result may differ when an operand is of another type.
    fn must_be(&mut self, needed: Kind, kind: Kind) -> Option<()> {
        match kind {
            Kind::Mixed => return None,
            Kind::Missing => self.differs(Difference::MissingStaysMissing),
            kind if kind != needed => self.differs(Difference::NoConversion),
            _ => {}
        }
        Some(())
    }

    fn numbers(&mut self, parts: &[Value]) -> Option<Vec<Value>> {
        let number = |part| {
            let (number, kind) = self.expression(part)?;
            self.must_be(Kind::Number, kind)?;
            Some(number)
        };
        parts.iter().map(number).collect()
    }

    fn folded(&mut self, operator: &str, parts: &[Value]) -> Option<Said> {
        let numbers = self.numbers(parts)?.into_iter();
        let rule = numbers.reduce(|a, b| json!({operator: [a, b]}))?;
        Some((rule, Kind::Number))
    }

    /// The least or greatest of several numbers, asked as the items of a group.
    fn extreme(&mut self, operator: &str, parts: &[Value]) -> Option<Said> {
        let numbers = parts.iter().map(|part| match variable(part) {
            Some(path) => look_up(self.data, &path).cloned(),
            None => Some(part.clone()),
        });
        let numbers = numbers.collect::<Option<Vec<_>>>()?;
        if !numbers.iter().all(Value::is_number) {
            return None;
        }
        let name = self.group(&numbers)?;
        Some((json!({operator: {"group": name, "of": {"answer": "v"}}}), Kind::Number))
    }

    /// A group whose items hold these values: numbers, texts, truths, or objects of them, all alike.
    fn group(&mut self, items: &[Value]) -> Option<String> {
        let name = format!("v{}", self.fields.len());
        let named = |item: &Value| match item {
            Value::Object(map) => map.clone(),
            scalar => Map::from_iter([("v".to_owned(), scalar.clone())]),
        };
        let first = items.first().map(named).unwrap_or_default();
        let alike = |item: &Value| {
            let item = named(item);
            item.len() == first.len()
                && first
                    .iter()
                    .all(|(key, value)| item.get(key).and_then(kind_of) == kind_of(value))
        };
        if items.len() > 100 || !items.iter().all(alike) {
            return None;
        }
        let questions = first
            .iter()
            .map(|(key, value)| self.question(key, value))
            .collect::<Option<Vec<_>>>()?;
        let answers = items.iter().map(|item| {
            let answers = named(item).into_iter().map(|(key, value)| Some((key, typed(&value)?)));
            answers.collect::<Option<Map<_, _>>>().map(Value::from)
        });
        self.answers
            .insert(name.clone(), answers.collect::<Option<Vec<_>>>()?.into());
        self.fields.push(field(&name, group(questions, json!({})), json!({})));
        Some(name)
    }

    /// The list that an operator looks over.
    fn list(&self, rule: &Value) -> Option<&'a [Value]> {
        let list = look_up(self.data, &variable(rule)?)?;
        list.as_array().map(Vec::as_slice)
    }

    fn over(&mut self, operator: &str, list: &Value, condition: &Value) -> Option<Said> {
        let items = self.list(list)?;
        if self.item.is_some() || !items.iter().all(|item| item.is_object() || kind_of(item).is_some()) {
            return None;
        }
        let name = self.group(items)?;
        let condition = match items.first() {
            Some(first) => {
                self.item = Some(first);
                let condition = self.truth(condition);
                self.item = None;
                condition?
            }
            None => json!({"bool": true}),
        };
        if operator == "all" && items.is_empty() {
            self.differs(Difference::AllOfNothing);
        }
        let over = json!({"group": name, "where": condition});
        Some(match operator {
            "all" => (json!({"all": over}), Kind::Bool),
            "some" => (json!({"any": over}), Kind::Bool),
            _ => (json!({"not": {"any": over}}), Kind::Bool),
        })
    }

    /// A reduction that adds something of each item.
    fn sum(&mut self, list: &Value, step: &Value, start: &Value) -> Option<Said> {
        let parts = step.get("+")?.as_array().filter(|parts| parts.len() == 2)?;
        let is_sum_so_far = |part: &&Value| variable(part).as_deref() == Some("accumulator");
        let added: Vec<&Value> = parts.iter().filter(|part| !is_sum_so_far(part)).collect();
        let [added] = added[..] else { return None };
        let path = variable(added)?;
        let of = path.strip_prefix("current")?.trim_start_matches('.').to_owned();
        let items = self.list(list)?;
        let numbers: Option<Vec<Value>> = items.iter().map(|item| look_up(item, &of).cloned()).collect();
        let numbers = numbers.filter(|numbers| numbers.iter().all(Value::is_number))?;
        let name = self.group(&numbers)?;
        let mut all = self.numbers(std::slice::from_ref(start))?;
        all.push(json!({"sum": {"group": name, "of": {"answer": "v"}}}));
        Some((json!({"add": all}), Kind::Number))
    }

    fn length(&mut self, part: &Value) -> Option<Said> {
        if let Some(items) = self.list(part) {
            let name = self.group(items)?;
            return Some((json!({"count": {"group": name}}), Kind::Number));
        }
        let (text, kind) = self.expression(part)?;
        self.must_be(Kind::Text, kind)?;
        Some((json!({"length": text}), Kind::Number))
    }
}

/// The answer as a program gives it.
fn typed(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => Some(json!(plain(number)?)),
        Value::Bool(_) | Value::String(_) => Some(value.clone()),
        _ => None,
    }
}
