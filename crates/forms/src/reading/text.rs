//! Answers that are text.

use super::{Reading, Typed};
use crate::kind::TextRules;
use crate::problem::ProblemCode;
use crate::regex::LazyRegex;

/// Text without line breaks and other control characters, trimmed.
pub(super) fn one_line(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.trim().to_owned();
    }
    let spaced = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    without_controls(&spaced)
}

/// Text with its line breaks in one spelling, without other control characters, trimmed.
pub fn many_lines(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.trim().to_owned();
    }
    without_controls(&text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn without_controls(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    kept.trim().to_owned()
}

pub(super) fn read_text(text: String, rules: &TextRules, regex: Option<&LazyRegex<'_>>, most: u32) -> Reading {
    let length = text.chars().take(most as usize + 1).count() as u32;
    let max = rules.max_length.unwrap_or(most).min(most);
    if length > most {
        return Reading::refused(ProblemCode::TooLong { max });
    }
    let min = rules.min_length.unwrap_or(0);
    let mut broken = Vec::new();
    if length < min {
        broken.push(ProblemCode::TooShort { min });
    } else if length > max {
        broken.push(ProblemCode::TooLong { max });
    } else if let Some(pattern) = &rules.pattern
        && regex.and_then(|regex| regex.matches(&text)) == Some(false)
    {
        broken.push(ProblemCode::Custom {
            message: pattern.message.clone(),
        });
    }
    Reading::bounded(Typed::Text(text), broken)
}
