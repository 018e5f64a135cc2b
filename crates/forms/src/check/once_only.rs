//! Once-only: nobody should be asked for what a connected register already has.

use std::collections::BTreeMap;

use super::places::Place;
use super::world::{RegisterAttribute, RegisterSchema, World};
use super::{FindingCode, Findings};
use crate::field::Field;
use crate::language::{Language, LocalText};
use crate::layout::Layout;

pub(super) fn check(layout: &Layout<'_>, world: &World, findings: &mut Findings) {
    let known = KnownQuestions::of(world);
    for (number, placed) in layout.fields.iter().enumerate() {
        let field = placed.field;
        if !field.kind.is_question() || field.prefill.is_some() || field.default.is_some() || placed.group.is_some() {
            continue;
        }
        if let Some((register, attribute)) = known.that_asks(field) {
            report(&Place::of_field(layout, number), register, attribute, findings);
        }
    }
}

/// What registers answer, by what browsers call it and by its words.
#[derive(Default)]
struct KnownQuestions<'w> {
    by_token: BTreeMap<&'w str, Answered<'w>>,
    by_words: BTreeMap<String, Answered<'w>>,
}

/// Which register answers a question, and with what.
type Answered<'w> = (&'w RegisterSchema, &'w RegisterAttribute);

impl<'w> KnownQuestions<'w> {
    fn of(world: &'w World) -> Self {
        let mut known = KnownQuestions::default();
        for register in world.registers.values() {
            for attribute in register.attributes.values() {
                let answered = (register, attribute);
                if let Some(token) = &attribute.autocomplete {
                    known.by_token.entry(token).or_insert(answered);
                }
                let labels = attribute.label.iter().map(|(_, text)| text);
                for words in labels.chain(attribute.also_called.iter().map(String::as_str)) {
                    known.by_words.entry(plain(words)).or_insert(answered);
                }
            }
        }
        known
    }

    fn that_asks(&self, field: &Field) -> Option<Answered<'w>> {
        let token = field.autocomplete.as_deref();
        let by_token = token.and_then(|token| self.by_token.get(token));
        let by_words = || {
            field
                .label
                .iter()
                .find_map(|(_, label)| self.by_words.get(&plain(label)))
        };
        by_token.or_else(by_words).copied()
    }
}

fn report(place: &Place, register: &RegisterSchema, attribute: &RegisterAttribute, findings: &mut Findings) {
    let said = |text: &LocalText, language| text.get(language).to_owned();
    let [lv, en] = [Language::Lv, Language::En]
        .map(|language| (said(&attribute.label, language), said(&register.title, language)));
    let (lv, en) = (
        format!("“{}” jau ir reģistrā “{}”: aizpildiet to no turienes", lv.0, lv.1),
        format!(
            "“{}” is already in the register “{}”: fill it in from there",
            en.0, en.1
        ),
    );
    findings.warning(FindingCode::OnceOnly, place, &lv, &en);
}

/// A label without case, outer blanks and the mark at its end.
fn plain(label: &str) -> String {
    label.trim().trim_end_matches(['?', ':', '.']).trim_end().to_lowercase()
}
