//! Questions that are asked once for each of several things: groups and tables.

use forms::field::{Group, Table};
use forms::{Field, FieldPath, FieldState, Requirement, names};
use leptos::prelude::*;

use super::Drawing;
use crate::components::button::{Button, Weight};
use crate::texts::{locale, td_string};

impl Drawing<'_> {
    pub(super) fn group(
        &self,
        field: &Field,
        group: &Group,
        path: &FieldPath,
        state: Option<&FieldState>,
        label: String,
        hint: Option<String>,
    ) -> AnyView {
        let count = items_to_draw(field, group, state);
        let items = (0..count)
            .map(|index| self.item(field, group, path, index, count))
            .collect_view();
        let add = self.add(group, path, count);
        let title = self.group_title(path, label);
        let error = self.group_error(path);
        view! {
            <section class="form-group" id=path.to_string() tabindex="-1" aria-labelledby=format!("{path}-title")>
                {title}
                {hint.map(|hint| view! { <p class="question__hint">{hint}</p> })}
                {error}
                {items}
                {add}
            </section>
        }
        .into_any()
    }

    /// The heading, one level lower inside an item.
    fn group_title(&self, path: &FieldPath, label: String) -> AnyView {
        let id = format!("{path}-title");
        if path.groups().is_empty() {
            view! { <h2 class="form-group__title" id=id>{label}</h2> }.into_any()
        } else {
            view! { <h3 class="form-group__title form-group__title--inner" id=id>{label}</h3> }.into_any()
        }
    }

    fn group_error(&self, path: &FieldPath) -> Option<AnyView> {
        let error = self.posted.error(&path.to_string())?;
        let id = format!("{path}-error");
        Some(view! { <p class="question__error" id=id>{error}</p> }.into_any())
    }

    /// The button that adds an item; inside an item it says to which.
    fn add(&self, group: &Group, path: &FieldPath, count: u32) -> Option<AnyView> {
        let words = group.add_label.get(self.language).to_owned();
        let spoken = match self.definition.item_name(path, self.language) {
            Some(around) => format!("{words}: {around}"),
            None => words.clone(),
        };
        (count < group.most_items()).then(|| {
            view! { <Button weight=Weight::Quiet name=names::ADD value=path.to_string() spoken>{words}</Button> }
                .into_any()
        })
    }

    fn item(&self, field: &Field, group: &Group, path: &FieldPath, index: u32, count: u32) -> AnyView {
        let title = field.kind.item_name(index, self.language).unwrap_or_default();
        let fields = group
            .fields
            .iter()
            .map(|field| self.field(field, &path.item(index, field.id.clone()), false))
            .collect_view();
        let id = names::item(path, index);
        let (texts, value) = (locale(self.language), id.clone());
        let remove = (count > group.min).then(|| {
            let words = td_string!(texts, form.remove);
            let spoken = format!("{words}: {}", self.whole_name(path, &title));
            view! {
                <div class="form-group__remove">
                    <Button weight=Weight::Quiet name=names::REMOVE value spoken>{words}</Button>
                </div>
            }
        });
        view! {
            <fieldset class="form-group__item" id=format!("{id}-item") tabindex="-1">
                <legend class="form-group__legend">{title}</legend>
                {fields}
                {remove}
            </fieldset>
        }
        .into_any()
    }

    /// The name of an item with that of the item around it.
    fn whole_name(&self, group: &FieldPath, item: &str) -> String {
        match self.definition.item_name(group, self.language) {
            Some(around) => format!("{around}, {item}"),
            None => item.to_owned(),
        }
    }

    /// A table: a row for each item, a column for each field. Where it is too narrow, rows become cards.
    pub(super) fn table(
        &self,
        field: &Field,
        table: &Table,
        path: &FieldPath,
        state: Option<&FieldState>,
        label: String,
        hint: Option<String>,
    ) -> AnyView {
        let count = items_to_draw(field, &table.group, state);
        let removable = !table.has_given_rows() && count > table.group.min;
        let columns = table.group.fields.iter().filter(|column| column.kind.is_for_clients());
        let heads = columns
            .map(|column| view! { <th scope="col">{column.label.get(self.language).to_owned()}</th> })
            .collect_view();
        let rows = (0..count)
            .map(|index| self.row(field, &table.group, path, index, removable))
            .collect_view();
        let add = self.add(&table.group, path, count).filter(|_| !table.has_given_rows());
        let title = self.group_title(path, label);
        let error = self.group_error(path);
        view! {
            <section class="form-group" id=path.to_string() tabindex="-1" aria-labelledby=format!("{path}-title")>
                {title}
                {hint.map(|hint| view! { <p class="question__hint">{hint}</p> })}
                {error}
                <table class="form-table" aria-labelledby=format!("{path}-title")>
                    <thead><tr><td></td>{heads}{removable.then(|| view! { <td></td> })}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                {add}
            </section>
        }
        .into_any()
    }

    fn row(&self, field: &Field, group: &Group, path: &FieldPath, index: u32, removable: bool) -> AnyView {
        let title = field.kind.item_name(index, self.language).unwrap_or_default();
        let columns = group.fields.iter().filter(|column| column.kind.is_for_clients());
        let cells = columns
            .map(|column| view! { <td>{self.field(column, &path.item(index, column.id.clone()), false)}</td> })
            .collect_view();
        let value = names::item(path, index);
        let id = format!("{value}-item");
        let remove = removable.then(|| {
            let words = td_string!(locale(self.language), form.remove);
            let spoken = format!("{words}: {}", self.whole_name(path, &title));
            view! { <td><Button weight=Weight::Quiet name=names::REMOVE value spoken>{words}</Button></td> }
        });
        view! { <tr id=id tabindex="-1"><th scope="row">{title.clone()}</th>{cells}{remove}</tr> }.into_any()
    }
}

/// How many items to draw. A group that is not shown yet gets the empty ones that it will need, for the island to show.
fn items_to_draw(field: &Field, group: &Group, state: Option<&FieldState>) -> u32 {
    let known = state.and_then(|state| state.items).unwrap_or_default();
    if state.is_some_and(|state| state.visible) {
        return known;
    }
    let needed = group.min.max(u32::from(field.required == Requirement::Always));
    known.max(needed).min(group.most_items())
}
