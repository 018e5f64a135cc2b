//! Whether an answer of one kind of field can be an answer of another.

use std::mem::discriminant;

use super::Effect;
use crate::answers::Answer;
use crate::kind::{FieldKind, TextRules};
use crate::language::LocalText;

/// What changing the kind of a field means for an answer of which nothing else is known.
pub(super) fn effect(old: &FieldKind, new: &FieldKind) -> Effect {
    if discriminant(old) == discriminant(new) {
        return Effect::Safe;
    }
    match (old.is_question(), new.is_question()) {
        (false, false) => return Effect::Safe,
        (false, true) | (true, false) => return Effect::Asks,
        (true, true) => {}
    }
    match (old, new) {
        (_, FieldKind::LongText(rules)) if is_written(old) && takes_any_text(rules) => Effect::Safe,
        (_, FieldKind::LongText(_)) if is_written(old) => Effect::Asks,
        (_, FieldKind::ShortText(_)) if is_written(old) => Effect::Asks,
        (FieldKind::ShortText(_) | FieldKind::LongText(_), _) if is_written(new) => Effect::Asks,
        // What is inside is compared field by field.
        _ if old.group().is_some() && new.group().is_some() => Effect::Asks,
        (FieldKind::OneOf(_), FieldKind::ManyOf(_)) => Effect::Asks,
        _ => Effect::Refused,
    }
}

/// The answer in the shape of the other kind; nothing when it would lose its meaning.
pub(super) fn convert(old: &FieldKind, new: &FieldKind, answer: &Answer) -> Option<Answer> {
    if discriminant(old) == discriminant(new) {
        return Some(answer.clone());
    }
    match (old, new, answer) {
        // What is no text was no answer of the old kind either; it stays what it is.
        (old, FieldKind::ShortText(_) | FieldKind::LongText(_), _) if is_written(old) => Some(answer.clone()),
        // It stays as it was written; what does not fit is for the client to put right.
        (FieldKind::ShortText(_) | FieldKind::LongText(_), new, _) if is_written(new) => Some(answer.clone()),
        (FieldKind::OneOf(_), FieldKind::ManyOf(_), Answer::Text(id)) => Some(Answer::Chosen(vec![id.clone()])),
        (FieldKind::ManyOf(_), FieldKind::OneOf(_), Answer::Chosen(ids)) if ids.len() == 1 => {
            Some(Answer::Text(ids[0].clone()))
        }
        _ => None,
    }
}

/// Whether the given rows of a table stand in another order or number, so that answers would slip to other rows. A row
/// whose name is new in the place of one whose name is gone was renamed.
pub(super) fn moves_rows(old: &FieldKind, new: &FieldKind) -> bool {
    let (FieldKind::Table(old), FieldKind::Table(new)) = (old, new) else {
        return false;
    };
    let renamed = |was: &LocalText, now: &LocalText| !new.rows.contains(was) && !old.rows.contains(now);
    let stays = |(was, now): (&LocalText, &LocalText)| was == now || renamed(was, now);
    old.rows.len() != new.rows.len() || !old.rows.iter().zip(&new.rows).all(stays)
}

fn takes_any_text(rules: &TextRules) -> bool {
    *rules == TextRules::default()
}

/// Kinds whose answers a person writes in one line or more, and another person can read as they stand.
fn is_written(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::ShortText(_)
            | FieldKind::LongText(_)
            | FieldKind::Number(_)
            | FieldKind::Phone(_)
            | FieldKind::Email(_)
            | FieldKind::Money(_)
            | FieldKind::Time(_)
            | FieldKind::Iban(_)
            | FieldKind::Url(_)
    )
}
