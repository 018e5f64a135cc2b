//! What is only shown: texts, boxes, numbers that follow from the answers, summaries, answers that stay as they are.

use forms::field::{SummaryBlock, Tone};
use forms::{Field, FieldKind, FieldPath, FieldState, SummaryPage};
use leptos::prelude::*;

use super::Drawing;
use crate::components::calculated::CalculatedNumber;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::summary_list::{SummaryItem, SummaryList};
use crate::markdown::Markdown;
use crate::texts::{locale, td_string};

impl Drawing<'_> {
    /// A field in which nothing is asked here.
    pub(super) fn shown(
        &self,
        field: &Field,
        state: Option<&FieldState>,
        name: String,
        label: String,
        hint: Option<String>,
        error: MaybeProp<String>,
    ) -> AnyView {
        match &field.kind {
            FieldKind::StaticText(piece) => {
                let text = piece.text.get(self.language).to_owned();
                view! { <div class="form-field__text"><Markdown text/></div> }.into_any()
            }
            FieldKind::Notice(notice) => {
                let text = notice.text.get(self.language).to_owned();
                let kind = match notice.tone {
                    Tone::Info => NoticeKind::Info,
                    Tone::Warning => NoticeKind::Warning,
                };
                view! { <Notice kind><Markdown text/></Notice> }.into_any()
            }
            FieldKind::Calculated(calculated) => {
                let number = state.and_then(|state| state.calculated);
                let value = number.map(|number| calculated.in_words(number, self.language));
                view! { <CalculatedNumber name label hint error value/> }.into_any()
            }
            FieldKind::Summary(block) => self.summary(field, block, label),
            // Forms with files cannot be published before drafts take files.
            FieldKind::File(_) => {
                let text = td_string!(locale(self.language), form.files_not_yet);
                view! { <p class="question__label">{label}</p><Notice>{text}</Notice> }.into_any()
            }
            _ => ().into_any(),
        }
    }

    /// The answers of the pages that the block names, or of all pages before its own.
    fn summary(&self, field: &Field, block: &SummaryBlock, label: String) -> AnyView {
        let own = self.definition.page_of(field.id.as_str()).map(|page| &page.id);
        let pages = forms::summary(self.definition, self.answers, &self.context, self.language);
        let before = pages
            .into_iter()
            .take_while(|page| block.pages.contains(&page.id) || Some(&page.id) != own);
        let wanted = before.filter(|page| block.pages.is_empty() || block.pages.contains(&page.id));
        let lists = wanted.map(|page| self.summary_page(page)).collect_view();
        let title = (!label.is_empty()).then(|| view! { <h2>{label}</h2> });
        view! { <section class="form-field__summary">{title}{lists}</section> }.into_any()
    }

    fn summary_page(&self, page: SummaryPage) -> AnyView {
        let items = page.rows.into_iter().map(|row| SummaryItem {
            question: match row.item {
                Some(item) => format!("{item}: {}", row.label),
                None => row.label,
            },
            answer: row.values,
            change: None,
        });
        view! { <h3>{page.title}</h3><SummaryList items=items.collect()/> }.into_any()
    }

    /// A question that a rule can lock: its inputs, which send nothing while it is locked, and the answer as text in
    /// their place where it was locked from the start.
    pub(super) fn lockable(&self, field: &Field, path: &FieldPath, locked: bool, inputs: impl IntoView) -> AnyView {
        let text = locked.then(|| self.locked(field, path));
        view! {
            <div data-locked-text>{text}</div>
            <fieldset class="form-field__lock" data-lock disabled=locked hidden=locked>{inputs}</fieldset>
        }
        .into_any()
    }

    /// An answer that stays as it is.
    fn locked(&self, field: &Field, path: &FieldPath) -> AnyView {
        let pages = forms::summary(self.definition, self.answers, &self.context, self.language);
        let rows = pages.into_iter().flat_map(|page| page.rows);
        // Of a group there is a row for each answer in it.
        let of_field = rows
            .filter(|row| row.path == *path || (field.kind.group().is_some() && row.path.top_field() == path.field()));
        let items = of_field.map(|row| SummaryItem {
            question: row.label,
            answer: row.values,
            change: None,
        });
        view! { <SummaryList items=items.collect()/> }.into_any()
    }
}
