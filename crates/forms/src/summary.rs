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
use crate::kind::{FieldKind, MoneyRules, NumberRules};
use crate::language::Language;
use crate::path::{FieldPath, Part};
use crate::prepared::PreparedForm;
use crate::reading::Typed;
use crate::{iban, number};

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
    /// The item it belongs to, such as "Persona 2" or "Persona 2, Bērns 1", if it is in a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The question.
    pub label: String,
    /// The answer, line by line; empty when there is none. What is not well formed stands as it was typed.
    pub values: Vec<String>,
}

/// Every question that is shown, with its answer in words, and every calculated number, page by page. A group gives rows
/// for its items; a group without items gives one row without values.
pub fn summary(
    definition: &FormDefinition,
    answers: &Answers,
    context: &Context<'_>,
    language: Language,
) -> Vec<SummaryPage> {
    Told::pages(definition, answers, context, language, FieldKind::is_for_clients)
}

/// The same with what is hidden from the person who answered.
pub fn summary_for_officials(
    definition: &FormDefinition,
    answers: &Answers,
    context: &Context<'_>,
    language: Language,
) -> Vec<SummaryPage> {
    Told::pages(definition, answers, context, language, |_| true)
}

/// Answers being told to a reader.
struct Told<'f, 'd> {
    judgement: Judgement<'f, 'd>,
    answers: &'f Answers,
    language: Language,
    is_for_reader: fn(&FieldKind) -> bool,
}

impl Told<'_, '_> {
    fn pages(
        definition: &FormDefinition,
        answers: &Answers,
        context: &Context<'_>,
        language: Language,
        is_for_reader: fn(&FieldKind) -> bool,
    ) -> Vec<SummaryPage> {
        let form = PreparedForm::new(definition);
        let layout = &form.layout;
        let told = Told {
            judgement: Judgement::new(&form, answers, *context),
            answers,
            language,
            is_for_reader,
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
            told.add_rows(place, 0, &None, &mut pages[layout.fields[place].page].rows);
        }
        pages.retain(|page| !page.rows.is_empty());
        pages
    }

    /// Adds the row of a field, for a group with items the rows of these.
    fn add_rows(&self, place: usize, index: usize, item: &Option<String>, rows: &mut Vec<SummaryRow>) {
        let layout = &self.judgement.form.layout;
        let kind = &layout.fields[place].field.kind;
        let cell = self.judgement.group_cell(place, index);
        let Some(cell) = cell.filter(|cell| cell.visible && cell.items() > 0) else {
            let row = self.row(place, index);
            rows.extend(row.map(|row| SummaryRow {
                item: item.clone(),
                ..row
            }));
            return;
        };
        for (offset, number) in cell.numbers(cell.items()).enumerate() {
            let name = kind.item_name(offset as u32, self.language);
            let names: Vec<String> = item.iter().cloned().chain(name).collect();
            let name = Some(names.join(", "));
            layout
                .fields_of(place)
                .for_each(|inner| self.add_rows(inner, number, &name, rows));
        }
    }

    fn row(&self, place: usize, index: usize) -> Option<SummaryRow> {
        let layout = &self.judgement.form.layout;
        let field = layout.fields[place].field;
        let cell = self.judgement.cells[place].get(index)?;
        let is_told = (self.is_for_reader)(&field.kind);
        let has_row = is_told && field.kind.has_value() && (cell.answered || field.kind.is_question());
        (cell.visible && has_row).then(|| {
            let path = self.judgement.path(place, index);
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
            (FieldKind::Money(_), Some(Typed::Number(number))) => {
                let amount = number::format_fixed(*number, MoneyRules::DECIMALS, language);
                vec![number::with_unit(amount, MoneyRules::UNIT)]
            }
            (_, Some(Typed::Date(date))) => vec![date_in_words(*date, language)],
            (_, Some(Typed::Month(date))) => vec![month_in_words(*date, language)],
            (_, Some(Typed::Time(time))) => vec![time.to_string()],
            (_, Some(Typed::Files(names))) => names.clone(),
            (_, Some(Typed::Bool(value))) => vec![yes_or_no(*value, language).to_owned()],
            (_, Some(Typed::Option(id))) => vec![self.option_label(field, id)],
            (_, Some(Typed::Options(ids))) => ids.iter().map(|id| self.option_label(field, id)).collect(),
            (FieldKind::Iban(_), Some(Typed::Text(number))) => vec![iban::in_fours(number)],
            (_, Some(Typed::Text(text))) => text.lines().map(str::to_owned).collect(),
            (FieldKind::Person(_), Some(Typed::Parts(parts))) => {
                let text = |part: Part| parts.get(&part).map_or("", String::as_str);
                let name = format!("{} {}", text(Part::Given), text(Part::Family));
                filled([name.trim(), text(Part::Code)])
            }
            (FieldKind::DateRange(_), Some(Typed::Parts(parts))) => {
                let day = |part: Part| Some(date_in_words(parts.get(&part)?.parse().ok()?, language));
                let days: Vec<String> = [Part::From, Part::To].into_iter().filter_map(day).collect();
                vec![days.join(" – ")]
            }
            (FieldKind::MapPoint(_), Some(Typed::Parts(parts))) => {
                let degrees: Vec<&str> = parts.values().map(String::as_str).collect();
                vec![degrees.join(", ")]
            }
            (kind, Some(Typed::Parts(parts))) => {
                let in_order = kind.parts().iter().filter_map(|part| parts.get(part));
                filled(in_order.map(String::as_str))
            }
            (_, Some(Typed::Number(number))) => vec![number::format(*number, language)],
            (kind, None) => {
                let typed = answer.filter(|_| cell.answered);
                typed.map(|answer| as_typed(kind, answer)).unwrap_or_default()
            }
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

/// A month as people read it: `12.2026` in Latvian, `December 2026` in English.
pub fn month_in_words(month: Date, language: Language) -> String {
    let day = date_in_words(month.first_of_month(), language);
    let without_day = day.split_once(['.', ' ']).map_or("", |(_, rest)| rest);
    without_day.to_owned()
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
fn as_typed(kind: &FieldKind, answer: &Answer) -> Vec<String> {
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
            let lines: Vec<String> = match kind {
                FieldKind::Date(_) | FieldKind::Month(_) => vec![joined(kind.parts(), ".")],
                FieldKind::DateRange(_) => {
                    let days = kind.parts().chunks(Part::DATE.len());
                    vec![
                        filled(
                            days.map(|day| joined(day, "."))
                                .collect::<Vec<_>>()
                                .iter()
                                .map(String::as_str),
                        )
                        .join(" – "),
                    ]
                }
                FieldKind::Person(_) => {
                    let name = joined(&[Part::Given, Part::Family], " ");
                    vec![name, answer.part(Part::Code).to_owned()]
                }
                _ => kind.parts().iter().map(|part| answer.part(*part).to_owned()).collect(),
            };
            filled(lines.iter().map(String::as_str))
        }
        Answer::Bool(_) | Answer::Items(_) => Vec::new(),
    }
}
