//! Texts: what people need must be there, in every language, and not endless.

use super::places::Place;
use super::{FindingCode, Findings};
use crate::definition::FormDefinition;
use crate::field::Field;
use crate::kind::FieldKind;
use crate::language::{Language, LocalText};
use crate::layout::Layout;
use crate::limits::MAX_DEFINITION_TEXT;

/// What a text is, in words.
type Called = (&'static str, &'static str);

const LABEL: Called = ("jautājums", "the question");
const HINT: Called = ("paskaidrojums", "the hint");
const HELP: Called = ("palīdzība", "the help");
const TITLE: Called = ("virsraksts", "the title");
const TEXT: Called = ("teksts", "the text");
const UNIT: Called = ("mērvienība", "the unit");
const MESSAGE: Called = ("kļūdas paziņojums", "the error message");

pub(super) fn check(definition: &FormDefinition, layout: &Layout<'_>, findings: &mut Findings) {
    let mut texts = Texts { findings };
    texts.needed(&definition.title, TITLE, &Place::form());
    texts.optional(&definition.intro, ("ievads", "the introduction"), &Place::form());
    for page in &layout.pages {
        let place = Place::page(page);
        texts.needed(&page.title, TITLE, &place);
        texts.optional(&page.help, HELP, &place);
    }
    for placed in &layout.sections {
        let place = Place::section(layout.pages[placed.page], placed.section);
        texts.optional(&placed.section.title, TITLE, &place);
    }
    for (number, placed) in layout.fields.iter().enumerate() {
        texts.check_field(placed.field, &Place::of_field(layout, number));
    }
}

struct Texts<'f> {
    findings: &'f mut Findings,
}

impl Texts<'_> {
    fn check_field(&mut self, field: &Field, place: &Place) {
        if field.kind.has_value() {
            self.needed(&field.label, LABEL, place);
        } else {
            self.optional(&field.label, LABEL, place);
        }
        self.optional(&field.hint, HINT, place);
        self.optional(&field.help, HELP, place);
        for constraint in &field.constraints {
            self.needed(&constraint.message, MESSAGE, place);
        }
        for option in field.kind.inline_options() {
            self.needed(&option.label, ("izvēles nosaukums", "an option's name"), place);
            self.optional(&option.hint, ("izvēles paskaidrojums", "an option's hint"), place);
        }
        if let Some(pattern) = field.kind.pattern() {
            self.needed(&pattern.message, MESSAGE, place);
        }
        if let Some(unit) = field.kind.unit() {
            self.optional(unit, UNIT, place);
        }
        match &field.kind {
            FieldKind::StaticText(text) => self.needed(&text.text, TEXT, place),
            FieldKind::Notice(notice) => self.needed(&notice.text, TEXT, place),
            FieldKind::Table(table) if table.has_given_rows() => {
                for row in &table.rows {
                    self.needed(row, ("rindas nosaukums", "the name of a row"), place);
                }
            }
            kind => {
                let Some(group) = kind.group() else { return };
                self.needed(&group.item_label, ("ieraksta nosaukums", "the name of an item"), place);
                self.needed(
                    &group.add_label,
                    ("pievienošanas pogas teksts", "the text of the add button"),
                    place,
                );
            }
        }
    }

    fn needed(&mut self, text: &LocalText, (lv, en): Called, place: &Place) {
        if text.is_empty() {
            let (lv, en) = (format!("trūkst: {lv}"), format!("{en} is missing"));
            self.findings.error(FindingCode::MissingLabel, place, &lv, &en);
        } else {
            self.optional(text, (lv, en), place);
        }
    }

    fn optional(&mut self, text: &LocalText, (lv, en): Called, place: &Place) {
        if text.iter().any(|(_, text)| text.len() > MAX_DEFINITION_TEXT) {
            let (lv, en) = (format!("pārāk garš: {lv}"), format!("{en} is too long"));
            self.findings.error(FindingCode::TooLarge, place, &lv, &en);
        }
        if text.is_empty() {
            return;
        }
        for language in text.missing() {
            let (in_lv, in_en) = match language {
                Language::Lv => ("latviski", "Latvian"),
                Language::En => ("angliski", "English"),
            };
            let (lv, en) = (format!("nav {in_lv}: {lv}"), format!("{en} is missing in {in_en}"));
            self.findings.error(FindingCode::MissingTranslation, place, &lv, &en);
        }
    }
}
