//! What is different between two versions of a form, and answers of an older one, in the reader's words.

use domain::MovedAnswer;
use forms::versions::{Change, Difference, Place};
use forms::{Answer, Answers, Context, Field, FieldId, FieldKind, FormDefinition, Language, OptionId, SummaryRow};

use crate::components::summary_list::SummaryItem;
use crate::texts::{locale, td_string};

/// The differences that a person who answers can notice, one sentence each.
pub(super) fn differences(
    (old, new): (&FormDefinition, &FormDefinition),
    differences: &[Difference],
    language: Language,
) -> Vec<String> {
    let told = differences.iter().filter_map(|one| match &one.place {
        Place::Form => None,
        Place::Page(page) => {
            let form = if one.change == Change::Removed { old } else { new };
            let page = form.page(page.as_str())?;
            of_page(&one.change, page.title.get(language), language)
        }
        Place::Field(ids) => {
            let form = if one.change == Change::Removed { old } else { new };
            of_field(&one.change, (old, new), (ids, field(form, ids)?), language)
        }
    });
    told.collect()
}

fn of_page(change: &Change, name: &str, language: Language) -> Option<String> {
    let texts = locale(language);
    match change {
        Change::Added => Some(td_string!(texts, versions.page_added, name = name)),
        Change::Removed => Some(td_string!(texts, versions.page_removed, name = name)),
        Change::Visible => Some(td_string!(texts, versions.page_visible, name = name)),
        _ => None,
    }
}

fn of_field(
    change: &Change,
    (old, new): (&FormDefinition, &FormDefinition),
    (ids, field_now): (&[FieldId], &Field),
    language: Language,
) -> Option<String> {
    let texts = locale(language);
    let name = field_now.label.get(language);
    // What has no words of its own cannot be named to people.
    if name.is_empty() || !field_now.kind.is_for_clients() {
        return None;
    }
    Some(match change {
        Change::Added if field_now.kind.is_question() => td_string!(texts, versions.added, name = name),
        Change::Added => td_string!(texts, versions.added_text, name = name),
        Change::Removed => td_string!(texts, versions.removed, name = name),
        Change::Moved { to, .. } => {
            let page = new.page(to.as_str()).map_or("", |page| page.title.get(language));
            td_string!(texts, versions.field_moved, name = name, page = page)
        }
        Change::Kind => td_string!(texts, versions.kind, name = name),
        Change::OptionsRemoved { options } => {
            let kind = field(old, ids).map(|field| &field.kind);
            let options: Vec<&str> = options.iter().map(|id| option(kind, id, language)).collect();
            td_string!(
                texts,
                versions.options_removed,
                name = name,
                options = options.join(", ")
            )
        }
        Change::Bounds => td_string!(texts, versions.bounds, name = name),
        Change::Required => td_string!(texts, versions.required, name = name),
        Change::Visible => td_string!(texts, versions.visible, name = name),
        Change::Constraints => td_string!(texts, versions.constraints, name = name),
        Change::Privacy { .. } => td_string!(texts, versions.privacy, name = name),
        Change::Words => return None,
    })
}

fn field<'d>(form: &'d FormDefinition, ids: &[FieldId]) -> Option<&'d Field> {
    let (first, inner) = ids.split_first()?;
    let top = form.field(first.as_str())?;
    inner
        .iter()
        .try_fold(top, |around, id| around.kind.group()?.field(id.as_str()))
}

fn option<'t>(kind: Option<&'t FieldKind>, id: &'t OptionId, language: Language) -> &'t str {
    let mut options = kind.map_or(&[][..], FieldKind::inline_options).iter();
    let known = options.find(|option| option.id == *id);
    known.map_or(id.as_str(), |option| option.label.get(language))
}

/// Answers of an older version with their questions, whether or not that version would show them now.
pub(super) struct OlderAnswers<'c> {
    form: FormDefinition,
    context: Context<'c>,
    language: Language,
}

impl<'c> OlderAnswers<'c> {
    pub fn new(form: &FormDefinition, context: Context<'c>, language: Language) -> Self {
        Self {
            form: all_shown(form.clone()),
            context,
            language,
        }
    }

    /// One answer; of a group, what its items say, line by line.
    pub fn item(&self, moved: &MovedAnswer) -> SummaryItem {
        let mut answers = Answers::new();
        answers.put(&moved.path, Some(moved.answer.clone()));
        let rows = forms::summary(&self.form, &answers, &self.context, self.language);
        let rows: Vec<SummaryRow> = rows
            .into_iter()
            .flat_map(|page| page.rows)
            .filter(|row| !row.values.is_empty() && row.path.top_field() == moved.path.top_field())
            .collect();
        let own = rows.iter().find(|row| row.path == moved.path);
        let label = self
            .form
            .field_at(&moved.path)
            .map(|field| field.label.get(self.language));
        let question = match own.and_then(|row| row.item.as_ref()) {
            Some(item) => format!("{item} – {}", label.unwrap_or_default()),
            None => label.map_or_else(|| moved.path.to_string(), str::to_owned),
        };
        let answer = match own {
            Some(row) => row.values.clone(),
            None if rows.is_empty() => as_typed(&moved.answer),
            None => rows.iter().map(line).collect(),
        };
        SummaryItem {
            question,
            answer,
            change: None,
        }
    }
}

/// A row of a group in one line.
fn line(row: &SummaryRow) -> String {
    let item = row.item.as_ref().map(|item| format!("{item} – ")).unwrap_or_default();
    format!("{item}{}: {}", row.label, row.values.join(", "))
}

/// What is no answer to the question that there was.
fn as_typed(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Text(text) => text.lines().map(str::to_owned).collect(),
        Answer::Chosen(chosen) => chosen.clone(),
        Answer::Parts(parts) => parts.values().filter(|text| !text.is_empty()).cloned().collect(),
        Answer::Items(items) => items
            .iter()
            .flat_map(|item| item.iter().flat_map(|(_, answer)| as_typed(answer)))
            .collect(),
        Answer::Bool(value) => vec![value.to_string()],
    }
}

/// The same form with everything shown, so that each answer can be told.
fn all_shown(mut form: FormDefinition) -> FormDefinition {
    for page in &mut form.pages {
        page.visible = None;
        for section in &mut page.sections {
            section.visible = None;
            show(&mut section.fields);
        }
    }
    form
}

fn show(fields: &mut [Field]) {
    for field in fields {
        field.visible = None;
        match &mut field.kind {
            FieldKind::Group(group) => show(&mut group.fields),
            FieldKind::Table(table) => show(&mut table.group.fields),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Fate;
    use forms::{CodeLists, Date};
    use serde_json::json;

    use super::*;

    fn form() -> FormDefinition {
        let text = |lv: &str, en: &str| json!({ "lv": lv, "en": en });
        serde_json::from_value(json!({
            "formatVersion": 1, "title": text("A", "A"),
            "pages": [{ "id": "p", "title": text("Lapa", "Page"), "sections": [{ "id": "s", "fields": [
                { "id": "chip", "label": text("Čips?", "Chip?"), "kind": { "yesNo": {} } },
                { "id": "size", "label": text("Lielums", "Size"), "visible": { "answer": "chip" },
                  "kind": { "oneOf": { "options": { "inline": [
                    { "id": "big", "label": text("Liels", "Big") }, { "id": "tiny", "label": text("Mazs", "Tiny") },
                  ] } } } },
                { "id": "pups", "label": text("Kucēni", "Puppies"), "kind": { "group": {
                    "itemLabel": text("Kucēns", "Puppy"), "addLabel": text("Vēl", "More"),
                    "fields": [{ "id": "name", "label": text("Vārds", "Name"), "kind": { "shortText": {} } }] } } },
            ] }] }],
        }))
        .unwrap()
    }

    fn moved(path: &str, answer: serde_json::Value) -> MovedAnswer {
        MovedAnswer {
            path: path.parse().unwrap(),
            answer: serde_json::from_value(answer).unwrap(),
            fate: Fate::SetAside,
        }
    }

    #[test]
    fn answers_are_told_even_where_their_question_would_not_be_shown() {
        let lists = CodeLists::new();
        let context = Context::new(Date::new(2026, 11, 2).unwrap(), &lists);
        let form = form();
        let told = |path: &str, answer, language| {
            let item = OlderAnswers::new(&form, context, language).item(&moved(path, answer));
            (item.question, item.answer)
        };
        let is = |question: &str, lines: &[&str]| {
            let lines = lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
            (question.to_owned(), lines)
        };
        assert_eq!(told("size", json!("big"), Language::Lv), is("Lielums", &["Liels"]));
        assert_eq!(told("size", json!("huge"), Language::En), is("Size", &["huge"]));
        assert_eq!(
            told("pups.1.name", json!("Rex"), Language::En),
            is("Puppy 2 – Name", &["Rex"])
        );
        assert_eq!(
            told("pups", json!([{ "name": "Rex" }, { "name": "Ada" }]), Language::Lv),
            is("Kucēni", &["Kucēns 1 – Vārds: Rex", "Kucēns 2 – Vārds: Ada"])
        );
        assert_eq!(told("gone", json!("?"), Language::Lv), is("gone", &["?"]));
    }

    #[test]
    fn differences_are_told_by_the_words_of_their_questions() {
        let old = form();
        let mut new = old.clone();
        let fields = &mut new.pages[0].sections[0].fields;
        let FieldKind::OneOf(size) = &mut fields[1].kind else {
            panic!()
        };
        let forms::OptionSource::Inline(options) = &mut size.options else {
            panic!()
        };
        options.pop();
        fields.remove(0);
        fields[0].visible = None;
        let found = forms::versions::differences(&old, &new);
        let told = differences((&old, &new), &found, Language::En);
        assert_eq!(
            told,
            [
                "For “Size” you can no longer choose: Tiny",
                "“Size” is asked in other cases",
                "“Chip?” is not asked any more",
            ]
        );
    }
}
