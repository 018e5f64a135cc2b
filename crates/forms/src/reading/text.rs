//! Answers that are text.

use super::{Reading, Typed};
use crate::kind::TextRules;
use crate::limits::MAX_REGEX_MEMORY;
use crate::problem::ProblemCode;

/// Text without line breaks and other control characters, trimmed.
pub(super) fn one_line(text: &str) -> String {
    let spaced = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    without_controls(&spaced)
}

/// Text with its line breaks in one spelling, without other control characters, trimmed.
pub(super) fn many_lines(text: &str) -> String {
    without_controls(&text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn without_controls(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    kept.trim().to_owned()
}

pub(super) fn read_text(text: String, rules: &TextRules, most: u32) -> Reading {
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
        && anchored(&pattern.regex).is_ok_and(|regex| !regex.is_match(&text))
    {
        broken.push(ProblemCode::Custom {
            message: pattern.message.clone(),
        });
    }
    Reading::bounded(Typed::Text(text), broken)
}

/// The expression compiled so that it must match a whole text.
pub(crate) fn anchored(regex: &str) -> Result<regex_lite::Regex, regex_lite::Error> {
    regex_lite::RegexBuilder::new(&format!("^(?:{regex})$"))
        .size_limit(MAX_REGEX_MEMORY)
        .build()
}
