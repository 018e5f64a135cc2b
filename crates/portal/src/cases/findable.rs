//! The answers of a case by which it can be looked up: short ones, in one spelling, each under the name of its question.

use domain::Answers;
use forms::{Answer, Field, FieldKind, FormDefinition, PrivacyClass};

/// The longest answer that somebody would look up, in characters; longer ones are texts to read.
const MOST_CHARACTERS: usize = 200;
/// The most answers of one case that are looked up.
const MOST: usize = 500;

/// Pairs of a field's name and its answer: `street`, `persons.name`, the part of a person or address `owner.code`.
/// Left out are long texts, and answers that are kept with special care.
pub(crate) fn findable(form: &FormDefinition, answers: &Answers) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (_, field) in form.fields() {
        match (&field.kind, answers.get(field.id.as_str())) {
            (kind, Some(Answer::Items(items))) if is_shared(field) => {
                for inner in kind.group().map_or(&[][..], |group| &group.fields) {
                    let name = format!("{}.{}", field.id, inner.id);
                    let answered = items.iter().filter_map(|item| item.get(inner.id.as_str()));
                    answered.for_each(|answer| add(inner, &name, answer, &mut found));
                }
            }
            (_, Some(answer)) => add(field, field.id.as_str(), answer, &mut found),
            (_, None) => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    found.truncate(MOST);
    found
}

fn is_shared(field: &Field) -> bool {
    field.privacy != PrivacyClass::Sensitive
}

fn add(field: &Field, name: &str, answer: &Answer, found: &mut Vec<(String, String)>) {
    if !is_shared(field) || matches!(field.kind, FieldKind::LongText(_) | FieldKind::File(_)) {
        return;
    }
    let mut put = |name: &str, text: &str| {
        let text = text.trim().to_lowercase();
        if !text.is_empty() && text.chars().count() <= MOST_CHARACTERS {
            found.push((name.to_owned(), text));
        }
    };
    match answer {
        Answer::Text(text) => put(name, text),
        Answer::Bool(value) => put(name, if *value { "true" } else { "false" }),
        Answer::Chosen(ids) => ids.iter().for_each(|id| put(name, id)),
        Answer::Parts(parts) => parts
            .iter()
            .for_each(|(part, text)| put(&format!("{name}.{part}"), text)),
        Answer::Items(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn short_answers_are_found_in_one_spelling() {
        let both = |text: &str| json!({ "lv": text, "en": text });
        let field = |id: &str, kind: serde_json::Value| json!({ "id": id, "label": both(id), "kind": kind });
        let mut secret = field("illness", json!({ "shortText": {} }));
        secret["privacy"] = json!("sensitive");
        let person = field("name", json!({ "person": {} }));
        let group = json!({ "group": { "fields": [person], "itemLabel": both("a"), "addLabel": both("b") } });
        let form: FormDefinition = serde_json::from_value(json!({
            "formatVersion": 1, "title": both("f"),
            "pages": [{ "id": "p", "title": both("p"), "sections": [{ "id": "s", "fields": [
                field("street", json!({ "shortText": {} })), field("story", json!({ "longText": {} })),
                field("agree", json!({ "consent": {} })), secret, field("persons", group),
            ] }] }]
        }))
        .unwrap();
        let person = |given: &str| json!({ "name": { "given": given, "family": "Ozola", "code": "000000-12345" } });
        let answers: Answers = serde_json::from_value(json!({
            "street": " Brīvības IELA 1", "story": "x", "agree": true, "illness": "y",
            "persons": [person("Anna"), person("Berta")],
        }))
        .unwrap();
        let expected = [
            ("agree", "true"),
            ("persons.name.code", "000000-12345"),
            ("persons.name.family", "ozola"),
            ("persons.name.given", "anna"),
            ("persons.name.given", "berta"),
            ("street", "brīvības iela 1"),
        ];
        assert_eq!(
            findable(&form, &answers),
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
}
