//! Forms of any size with rules of the usual sorts, and answers to them.

use forms::{Answer, Answers, FieldPath, FormDefinition};
use serde_json::{Map, Value, json};

/// How large a form is.
#[derive(Clone, Copy)]
pub struct Size {
    /// How many questions.
    pub questions: usize,
    /// How many rules.
    pub rules: usize,
}

/// A form with answers.
pub struct World {
    /// The form.
    pub form: FormDefinition,
    /// An answer to each question.
    pub answers: Answers,
    /// Every question in turn gets another answer, then its first again.
    pub changes: Vec<(FieldPath, Answer)>,
}

/// Questions on a page, two sections of ten.
const ON_PAGE: usize = 20;

/// A form in which each rule looks at questions shortly before.
pub fn world(size: Size) -> World {
    let mut rules_left = size.rules;
    let mut fields: Vec<Value> = (0..size.questions)
        .map(|number| question(number, &mut rules_left))
        .collect();
    // Rules that did not fit at one a question: what the answer must keep.
    for number in (0..size.questions).cycle() {
        if rules_left == 0 {
            break;
        }
        let more = json!({"rule": constraint(number), "message": text("Pārbaudiet")});
        let field = fields[number].as_object_mut().expect("what is made up is well formed");
        let constraints = field.entry("constraints").or_insert(json!([]));
        constraints
            .as_array_mut()
            .expect("what is made up is well formed")
            .push(more);
        rules_left -= 1;
    }
    let pages: Vec<Value> = fields
        .chunks(ON_PAGE)
        .enumerate()
        .map(|(number, fields)| page(number, fields))
        .collect();
    let form = json!({"formatVersion": 1, "title": text("Forma"), "pages": pages});
    World {
        form: serde_json::from_value(form).expect("what is made up is well formed"),
        answers: serde_json::from_value(answers(size.questions, false)).expect("what is made up is well formed"),
        changes: [true, false]
            .into_iter()
            .flat_map(|other| changes(size.questions, other))
            .collect(),
    }
}

fn page(number: usize, fields: &[Value]) -> Value {
    let section = |half: usize, fields: &[Value]| json!({"id": format!("s{number}x{half}"), "title": text("Sadaļa"), "fields": fields});
    let sections: Vec<Value> = fields
        .chunks(ON_PAGE / 2)
        .enumerate()
        .map(|(half, fields)| section(half, fields))
        .collect();
    json!({"id": format!("p{number}"), "title": text("Lapa"), "sections": sections})
}

fn text(lv: &str) -> Value {
    json!({"lv": lv, "en": format!("{lv} (en)")})
}

fn id(number: usize) -> String {
    format!("q{number}")
}

/// Five kinds in turn.
fn kind(number: usize) -> Value {
    let option = |id: &str| json!({"id": id, "label": text(id)});
    match number % 5 {
        0 => json!({"yesNo": {}}),
        1 => json!({"number": {"decimals": 2, "min": "1", "max": "1000"}}),
        2 => json!({"oneOf": {"options": {"inline": [option("a"), option("b"), option("c")]}}}),
        3 => json!({"date": {}}),
        _ => json!({"shortText": {"maxLength": 100}}),
    }
}

fn question(number: usize, rules_left: &mut usize) -> Value {
    let mut field = Map::new();
    field.insert("id".to_owned(), json!(id(number)));
    field.insert("label".to_owned(), text(&format!("Jautājums {number}")));
    field.insert("kind".to_owned(), kind(number));
    field.insert("required".to_owned(), json!("always"));
    if number >= 10 && *rules_left > 0 {
        let rule = condition(number - number % 5 - 5 * (1 + number % 2));
        match number % 4 {
            0 => drop(field.insert("required".to_owned(), json!({"when": rule}))),
            1 => drop(field.insert("readOnly".to_owned(), rule)),
            _ => drop(field.insert("visible".to_owned(), rule)),
        }
        *rules_left -= 1;
    }
    Value::Object(field)
}

/// A condition on the five questions from `first` on.
fn condition(first: usize) -> Value {
    let answer = |offset: usize| json!({"answer": id(first + offset)});
    match first / 5 % 5 {
        0 => json!({"or": [{"answer": id(first)}, {"gt": [answer(1), {"integer": 500}]}]}),
        1 => {
            json!({"and": [{"in": [answer(2), {"list": [{"option": "a"}, {"option": "b"}]}]}, {"lt": [answer(3), {"today": {}}]}]})
        }
        2 => json!({"or": [{"eq": [answer(2), {"option": "a"}]}, {"not": {"answer": id(first)}}]}),
        3 => {
            json!({"or": [{"startsWith": [{"caseFolded": answer(4)}, {"text": "r"}]}, {"between": [answer(1), {"integer": 1}, {"integer": 100}]}]})
        }
        _ => json!({"ge": [{"ageAt": [answer(3), {"today": {}}]}, {"integer": 18}]}),
    }
}

/// What the answer must keep, with a look at the question before the last of its kind.
fn constraint(number: usize) -> Value {
    let own = json!({"answer": id(number)});
    let other = json!({"answer": id(number.saturating_sub(5))});
    match number % 5 {
        0 => json!({"or": [own, {"not": other}, {"answered": id(number.saturating_sub(5))}]}),
        1 => json!({"le": [{"divide": [own, {"add": [other, {"integer": 1}]}]}, {"integer": 900}]}),
        2 => {
            json!({"or": [{"ne": [own, {"option": "c"}]}, {"eq": [other, {"option": "c"}]}, {"ne": [other, {"option": "b"}]}]})
        }
        3 => json!({"le": [own, {"addMonths": [other, {"integer": 1200}]}]}),
        _ => json!({"matches": {"value": own, "regex": "[A-ZĀČĒĢĪĶĻŅŠŪŽa-zāčēģīķļņšūž ]+"}}),
    }
}

fn answer(number: usize, other: bool) -> Value {
    match number % 5 {
        0 => json!(!other),
        1 => json!(if other { "12" } else { "600,5" }),
        2 => json!(if other { "c" } else { "a" }),
        3 => json!(if other { "2020-05-06" } else { "1990-02-01" }),
        _ => json!(if other { "Valmiera" } else { "Rīga" }),
    }
}

fn answers(questions: usize, other: bool) -> Value {
    (0..questions)
        .map(|number| (id(number), answer(number, other)))
        .collect::<Map<_, _>>()
        .into()
}

fn changes(questions: usize, other: bool) -> Vec<(FieldPath, Answer)> {
    let answers: Answers = serde_json::from_value(answers(questions, other)).expect("what is made up is well formed");
    let mut changes: Vec<_> = answers
        .iter()
        .map(|(id, answer)| (FieldPath::top(id.clone()), answer.clone()))
        .collect();
    changes.sort_by(|(a, _), (b, _)| a.cmp(b));
    changes
}

/// Registers as a country has them, none of whose attributes is asked for.
pub fn registers() -> forms::World {
    let attribute = |name: &str| (name.to_owned(), json!({"type": "text", "label": text(name)}));
    let attributes: Map<_, _> = (0..30).map(|number| attribute(&format!("a{number}"))).collect();
    let registers: Map<_, _> = (0..10)
        .map(|number| {
            (
                format!("r{number}"),
                json!({"title": text("Reģistrs"), "attributes": attributes}),
            )
        })
        .collect();
    serde_json::from_value(json!({"registers": registers})).expect("what is made up is well formed")
}
