//! Checks of text that people and programs send: trimmed, not empty, not endless, without control characters.

use forms::Language;
use serde::Serialize;
use serde_json::Value;

use crate::error::PortalError;

/// Text of one line, 1 to `most` characters.
pub(crate) fn line(field: &str, text: &str, most: usize) -> Result<String, PortalError> {
    optional_line(field, text, most)?.ok_or_else(|| missing(field))
}

/// Text of one line, at most `most` characters; nothing when it is blank.
pub(crate) fn optional_line(field: &str, text: &str, most: usize) -> Result<Option<String>, PortalError> {
    let text: String = text
        .trim()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    bounded(field, &text, most)?;
    Ok((!text.is_empty()).then_some(text))
}

/// Text of any number of lines, 1 to `most` characters.
pub(crate) fn prose(field: &str, text: &str, most: usize) -> Result<String, PortalError> {
    let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect();
    bounded(field, &text, most)?;
    if text.is_empty() { Err(missing(field)) } else { Ok(text) }
}

/// Refuses a document that has the null character in any of its texts: PostgreSQL keeps no such text.
pub(crate) fn storable(document: &impl Serialize) -> Result<(), PortalError> {
    fn is_storable(value: &Value) -> bool {
        match value {
            Value::String(text) => !text.contains('\0'),
            Value::Array(values) => values.iter().all(is_storable),
            Value::Object(values) => values.values().all(is_storable),
            Value::Null | Value::Bool(_) | Value::Number(_) => true,
        }
    }
    let document = serde_json::to_value(document).map_err(PortalError::internal)?;
    if is_storable(&document) {
        Ok(())
    } else {
        Err(PortalError::unstorable())
    }
}

fn missing(field: &str) -> PortalError {
    let (lv, en) = match field {
        "name" => ("Ierakstiet nosaukumu.", "Enter a name."),
        "question" => ("Uzrakstiet jautājumu.", "Write the question."),
        "message" => ("Uzrakstiet ziņu.", "Write the message."),
        _ => ("Ierakstiet tekstu.", "Write the text."),
    };
    PortalError::invalid(field, lv, en)
}

fn bounded(field: &str, text: &str, most: usize) -> Result<(), PortalError> {
    if text.chars().count() <= most {
        return Ok(());
    }
    let count = |language| forms::number::format(most.into(), language);
    let lv = format!(
        "Teksts ir par garu: drīkst būt ne vairāk kā {} rakstzīmju.",
        count(Language::Lv)
    );
    let en = format!("The text is too long: at most {} characters.", count(Language::En));
    Err(PortalError::invalid(field, &lv, &en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_with_a_null_character_are_refused() {
        let document = serde_json::json!({ "steps": [{ "title": { "lv": "So\u{0}lis" } }], "count": 1 });
        assert!(matches!(storable(&document), Err(PortalError::Invalid(_))));
        assert!(storable(&serde_json::json!({ "title": "a \\u0000 b", "none": null })).is_ok());
    }

    #[test]
    fn text_is_trimmed_and_bounded() {
        assert_eq!(line("name", " a\u{7}b ", 3).unwrap(), "a b");
        assert!(line("name", "  ", 3).is_err());
        assert!(line("name", "āāāā", 3).is_err());
        assert_eq!(line("name", "āāā", 3).unwrap(), "āāā");
        assert_eq!(optional_line("name", " ", 3).unwrap(), None);
        assert_eq!(prose("text", "viens\r\ndivi\u{0}\n", 20).unwrap(), "viens\ndivi");
    }
}
