//! Once-only: nobody should be asked for what a connected register already has.

use super::places::Place;
use super::world::{RegisterAttribute, RegisterSchema, World};
use super::{FindingCode, Findings};
use crate::field::Field;
use crate::language::{Language, LocalText};
use crate::layout::Layout;

pub(super) fn check(layout: &Layout<'_>, world: &World, findings: &mut Findings) {
    for (number, placed) in layout.fields.iter().enumerate() {
        let field = placed.field;
        if !field.kind.is_question() || field.prefill.is_some() || field.default.is_some() || placed.group.is_some() {
            continue;
        }
        let found = world.registers.values().find_map(|register| {
            let attribute = register
                .attributes
                .values()
                .find(|attribute| asks_for(field, attribute))?;
            Some((register, attribute))
        });
        if let Some((register, attribute)) = found {
            report(&Place::of_field(layout, number), register, attribute, findings);
        }
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

/// Whether the question is the one the register answers: by what browsers call it, or by its words.
fn asks_for(field: &Field, attribute: &RegisterAttribute) -> bool {
    let same_token = field.autocomplete.is_some() && field.autocomplete == attribute.autocomplete;
    let called = attribute.label.iter().map(|(_, text)| text);
    let mut called = called.chain(attribute.also_called.iter().map(String::as_str));
    same_token || called.any(|name| field.label.iter().any(|(_, label)| plain(label) == plain(name)))
}

/// A label without case, outer blanks and the mark at its end.
fn plain(label: &str) -> String {
    label.trim().trim_end_matches(['?', ':', '.']).trim_end().to_lowercase()
}
