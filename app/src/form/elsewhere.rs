//! A page that was answered otherwise in another window meanwhile: both answers are shown, and the person chooses.

use forms::{Answers, FieldId, FormDefinition, SummaryRow, names};
use leptos::prelude::*;

use super::filling::Filling;
use crate::components::button::{Button, Buttons, LinkButton, Weight};
use crate::components::notice::{Notice, NoticeKind};
use crate::components::summary_list::{SummaryItem, SummaryList};
use crate::texts::{current, language, td, td_string};

/// What was posted from a page whose answers had been changed in another window; in context it replaces what is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct AnsweredElsewhere {
    /// All answers, those of this page as they were posted.
    pub answers: Answers,
    /// The questions with two answers.
    pub questions: Vec<FieldId>,
}

/// The questions with two answers, and what the other window saved.
pub(super) struct Differing(Vec<SummaryItem>);

impl Differing {
    /// What is stored as the answers to these questions.
    pub(super) fn of(stored: &Filling, questions: &[FieldId]) -> Self {
        let language = language();
        let pages = forms::summary(stored.definition(), stored.answers(), &stored.context(), language);
        let rows: Vec<_> = pages.into_iter().flat_map(|page| page.rows).collect();
        let items = questions.iter().flat_map(|id| {
            let of_question = rows.iter().filter(|row| row.path.top_field() == id);
            let items: Vec<SummaryItem> = of_question.map(item).collect();
            match items.is_empty() {
                // It is not asked at all as the other window left it.
                true => vec![unasked(stored.definition(), id)],
                false => items,
            }
        });
        Self(items.collect())
    }

    /// Says what differs and offers both ways on: what is typed goes with the form, what is stored is the page anew.
    pub(super) fn view(self, page: String) -> impl IntoView + use<> {
        let locale = current();
        view! {
            <Notice kind=NoticeKind::Warning title=td_string!(locale, form.differs_title)>
                <p>{td!(locale, form.differs_text)}</p>
                <SummaryList items=self.0/>
                <Buttons>
                    <Button name=names::ACTION value=names::CONTINUE>{td!(locale, form.keep_mine)}</Button>
                    <LinkButton href=page weight=Weight::Quiet>{td!(locale, form.take_other)}</LinkButton>
                </Buttons>
            </Notice>
        }
    }
}

fn item(row: &SummaryRow) -> SummaryItem {
    SummaryItem {
        question: match &row.item {
            Some(item) => format!("{item}: {}", row.label),
            None => row.label.clone(),
        },
        answer: row.values.clone(),
        change: None,
    }
}

fn unasked(definition: &FormDefinition, question: &FieldId) -> SummaryItem {
    let field = definition.field(question.as_str());
    SummaryItem {
        question: field.map_or("", |field| field.label.get(language())).to_owned(),
        ..SummaryItem::default()
    }
}
