//! Writes answers as JSON.

use forms::{Answer, Answers};

/// Answers as the API takes them.
pub fn answers(answers: &Answers) -> String {
    object(answers.iter().map(|(field, answer)| (field.as_str(), written(answer))))
}

fn written(answer: &Answer) -> String {
    match answer {
        Answer::Text(typed) => text(typed),
        Answer::Bool(value) => value.to_string(),
        Answer::Chosen(options) => list(options.iter().map(|option| text(option))),
        Answer::Items(items) => list(items.iter().map(answers)),
        Answer::Parts(parts) => object(parts.iter().map(|(part, typed)| (part.as_str(), text(typed)))),
    }
}

fn list(entries: impl Iterator<Item = String>) -> String {
    between('[', entries, ']')
}

fn object<'a>(members: impl Iterator<Item = (&'a str, String)>) -> String {
    between('{', members.map(|(name, value)| text(name) + ":" + &value), '}')
}

fn between(open: char, entries: impl Iterator<Item = String>, close: char) -> String {
    let mut written = String::from(open);
    for entry in entries {
        if written.len() > 1 {
            written.push(',');
        }
        written.push_str(&entry);
    }
    written.push(close);
    written
}

/// A text in quotation marks.
pub fn text(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\0'..' ' => {
                quoted.push_str("\\u00");
                for digit in [letter as u32 >> 4, letter as u32 & 15] {
                    quoted.extend(char::from_digit(digit, 16));
                }
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
