//! Questions that are asked once for each of several things: groups and tables.

use forms::field::{Group, Table};
use forms::{Field, FieldPath, FieldState, names};
use leptos::prelude::*;

use super::Drawing;
use crate::components::button::{Button, Weight};
use crate::texts::{locale, td_string};

impl Drawing<'_> {
    pub(super) fn group(
        &self,
        group: &Group,
        path: &FieldPath,
        state: Option<&FieldState>,
        label: String,
        hint: Option<String>,
    ) -> AnyView {
        let name = path.to_string();
        let count = state.and_then(|state| state.items).unwrap_or_default();
        let items = (0..count)
            .map(|index| self.item(group, path, index, count))
            .collect_view();
        let error = self.posted.error(&name);
        let error_id = format!("{name}-error");
        let add = (count < group.most_items()).then(|| {
            let words = group.add_label.get(self.language).to_owned();
            view! { <Button weight=Weight::Quiet name=names::ADD value=name.clone()>{words}</Button> }
        });
        view! {
            <section class="form-group" id=name.clone() tabindex="-1" aria-labelledby=format!("{name}-title")>
                <h2 class="form-group__title" id=format!("{name}-title")>{label}</h2>
                {hint.map(|hint| view! { <p class="question__hint">{hint}</p> })}
                {error.map(|error| view! { <p class="question__error" id=error_id>{error}</p> })}
                {items}
                {add}
            </section>
        }
        .into_any()
    }

    fn item(&self, group: &Group, path: &FieldPath, index: u32, count: u32) -> AnyView {
        let title = format!("{} {}", group.item_label.get(self.language), index + 1);
        let fields = group
            .fields
            .iter()
            .map(|field| self.field(field, &path.item(index, field.id.clone()), false))
            .collect_view();
        let id = names::item(path, index);
        let (texts, value) = (locale(self.language), id.clone());
        let remove = (count > group.min).then(|| {
            let words = td_string!(texts, form.remove);
            let spoken = format!("{words}: {title}");
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
        let name = path.to_string();
        let count = state.and_then(|state| state.items).unwrap_or_default();
        let removable = !table.has_given_rows() && count > table.group.min;
        let columns = table.group.fields.iter().filter(|column| column.kind.is_for_clients());
        let heads = columns
            .map(|column| view! { <th scope="col">{column.label.get(self.language).to_owned()}</th> })
            .collect_view();
        let rows = (0..count)
            .map(|index| self.row(field, &table.group, path, index, removable))
            .collect_view();
        let error = self.posted.error(&name);
        let error_id = format!("{name}-error");
        let add = (!table.has_given_rows() && count < table.group.most_items()).then(|| {
            let words = table.group.add_label.get(self.language).to_owned();
            view! { <Button weight=Weight::Quiet name=names::ADD value=name.clone()>{words}</Button> }
        });
        view! {
            <section class="form-group" id=name.clone() tabindex="-1" aria-labelledby=format!("{name}-title")>
                <h2 class="form-group__title" id=format!("{name}-title")>{label}</h2>
                {hint.map(|hint| view! { <p class="question__hint">{hint}</p> })}
                {error.map(|error| view! { <p class="question__error" id=error_id>{error}</p> })}
                <table class="form-table" aria-labelledby=format!("{name}-title")>
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
            let spoken = format!("{words}: {title}");
            view! { <td><Button weight=Weight::Quiet name=names::REMOVE value spoken>{words}</Button></td> }
        });
        view! { <tr id=id tabindex="-1"><th scope="row">{title.clone()}</th>{cells}{remove}</tr> }.into_any()
    }
}
