//! The answers as people read them before they submit, and as officials read them afterwards.

use serde::Serialize;

use crate::answers::{Answer, Answers};
use crate::cell::Cell;
use crate::context::Context;
use crate::date::Date;
use crate::definition::FormDefinition;
use crate::field::Field;
use crate::ids::PageId;
use crate::judgement::Judgement;
use crate::kind::{FieldKind, NumberRules};
use crate::language::Language;
use crate::number;
use crate::path::{FieldPath, Part};
use crate::prepared::PreparedForm;
use crate::reading::Typed;

/// The answers of one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SummaryPage {
    /// The page.
    pub id: PageId,
    /// Its heading.
    pub title: String,
    /// Its questions with their answers.
    pub rows: Vec<SummaryRow>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SummaryRow {
    /// The field.
    pub path: FieldPath,
    /// The item it belongs to, such as "Persona 2", if it is in a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The question.
    pub label: String,
    /// The answer, line by line; empty when there is none. What is not well formed stands as it was typed.
    pub values: Vec<String>,
}

/// Every question that is shown, with its answer in words, and every calculated number, page by page. A group gives rows for its items; a group
/// without items gives one row without values.
pub fn summary(
    definition: &FormDefinition,
    answers: &Answers,
    context: &Context<'_>,
    language: Language,
) -> Vec<SummaryPage> {
    let form = PreparedForm::new(definition);
    let layout = &form.layout;
    let told = Told {
        judgement: Judgement::new(&form, answers, *context),
        answers,
        language,
    };
    let mut pages: Vec<SummaryPage> = layout
        .pages
        .iter()
        .map(|page| SummaryPage {
            id: page.id.clone(),
            title: page.title.get(language).to_owned(),
            rows: Vec::new(),
        })
        .collect();
    for place in layout.top_level() {
        pages[layout.fields[place].page].rows.extend(told.rows(place));
    }
    pages.retain(|page| !page.rows.is_empty());
    pages
}

/// Answers being told to a reader.
struct Told<'f, 'd> {
    judgement: Judgement<'f, 'd>,
    answers: &'f Answers,
    language: Language,
}

impl Told<'_, '_> {
    fn rows(&self, place: usize) -> Vec<SummaryRow> {
        let layout = &self.judgement.form.layout;
        let language = self.language;
        let Some(cell) = self.judgement.cells[place].first() else {
            return Vec::new();
        };
        match layout.fields[place].field.kind.group() {
            Some(group) if cell.visible && cell.items() > 0 => (0..cell.items() as usize)
                .flat_map(|index| {
                    let item = format!("{} {}", group.item_label.get(language), index + 1)
                        .trim()
                        .to_owned();
                    let rows = layout.fields_of(place).filter_map(move |inner| self.row(inner, index));
                    rows.map(move |row| SummaryRow {
                        item: Some(item.clone()),
                        ..row
                    })
                })
                .collect(),
            _ => self.row(place, 0).into_iter().collect(),
        }
    }

    fn row(&self, place: usize, index: usize) -> Option<SummaryRow> {
        let layout = &self.judgement.form.layout;
        let field = layout.fields[place].field;
        let cell = self.judgement.cells[place].get(index)?;
        let calculates = matches!(field.kind, FieldKind::Calculated(_));
        let has_row = field.kind.has_value() && (cell.answered || !calculates);
        (cell.visible && has_row).then(|| {
            let path = layout.path(place, index);
            SummaryRow {
                item: None,
                label: field.label.get(self.language).to_owned(),
                values: self.words(field, cell, self.answers.at(&path)),
                path,
            }
        })
    }

    fn words(&self, field: &Field, cell: &Cell<'_>, answer: Option<&Answer>) -> Vec<String> {
        let language = self.language;
        match (&field.kind, &cell.reading.value) {
            (FieldKind::Number(rules), Some(Typed::Number(number))) => vec![with_unit(*number, rules, language)],
            (FieldKind::Calculated(calculated), Some(Typed::Number(number))) => {
                vec![calculated.in_words(*number, language)]
            }
            (_, Some(Typed::Date(date))) => vec![date_in_words(*date, language)],
            (_, Some(Typed::Bool(value))) => vec![yes_or_no(*value, language).to_owned()],
            (_, Some(Typed::Option(id))) => vec![self.option_label(field, id)],
            (_, Some(Typed::Options(ids))) => ids.iter().map(|id| self.option_label(field, id)).collect(),
            (_, Some(Typed::Text(text))) => text.lines().map(str::to_owned).collect(),
            (FieldKind::Person(_), Some(Typed::Parts(parts))) => {
                let text = |part: Part| parts.get(&part).map_or("", String::as_str);
                let name = format!("{} {}", text(Part::Given), text(Part::Family));
                filled([name.trim(), text(Part::Code)])
            }
            (_, Some(Typed::Parts(parts))) => filled(
                Part::ADDRESS
                    .iter()
                    .filter_map(|part| parts.get(part))
                    .map(String::as_str),
            ),
            (_, Some(Typed::Number(number))) => vec![number::format(*number, language)],
            (_, None) => answer.filter(|_| cell.answered).map(as_typed).unwrap_or_default(),
        }
    }

    fn option_label(&self, field: &Field, id: &str) -> String {
        let options = field
            .kind
            .options()
            .map(|source| self.judgement.context.options(source))
            .unwrap_or_default();
        let label = options
            .iter()
            .find(|option| option.id.as_str() == id)
            .map(|option| option.label.get(self.language));
        label.unwrap_or(id).to_owned()
    }
}

fn with_unit(number: rust_decimal::Decimal, rules: &NumberRules, language: Language) -> String {
    number::with_unit(number::format(number, language), rules.unit.get(language))
}

/// A date as people read it: `03.12.2026` in Latvian, `3 December 2026` in English.
pub fn date_in_words(date: Date, language: Language) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match language {
        Language::Lv => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
        Language::En => format!(
            "{} {} {}",
            date.day(),
            MONTHS[usize::from(date.month()) - 1],
            date.year()
        ),
    }
}

fn yes_or_no(value: bool, language: Language) -> &'static str {
    match (value, language) {
        (true, Language::Lv) => "Jā",
        (false, Language::Lv) => "Nē",
        (true, Language::En) => "Yes",
        (false, Language::En) => "No",
    }
}

fn filled<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    texts
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

/// An answer that is no value of its kind, as it was typed. Dates keep the order of their boxes.
fn as_typed(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Text(text) => text.lines().map(str::to_owned).collect(),
        Answer::Chosen(ids) => ids.clone(),
        Answer::Parts(_) => {
            let joined = |parts: &[Part], between: &str| {
                let texts: Vec<&str> = parts
                    .iter()
                    .map(|part| answer.part(*part).trim())
                    .filter(|t| !t.is_empty())
                    .collect();
                texts.join(between)
            };
            let date = joined(&Part::DATE, ".");
            let name = joined(&[Part::Given, Part::Family], " ");
            filled([date.as_str(), name.as_str(), answer.part(Part::Code)])
                .into_iter()
                .chain(filled(Part::ADDRESS.iter().map(|part| answer.part(*part))))
                .collect()
        }
        Answer::Bool(_) | Answer::Items(_) => Vec::new(),
    }
}
