//! Groups, tables and summaries: what may stand in them.

use super::places::Place;
use super::{FindingCode, Findings};
use crate::definition::{FormDefinition, Page};
use crate::field::{Field, Requirement};
use crate::ids::PageId;
use crate::kind::{FieldKind, Group};
use crate::limits;
use crate::shown::SummaryBlock;

pub(super) fn check_group(group: &Group, place: &Place, findings: &mut Findings) {
    if group.fields.is_empty() {
        findings.error(
            FindingCode::Empty,
            place,
            "grupā nav neviena lauka",
            "the group has no fields",
        );
    }
    let most = limits::MAX_GROUP_ITEMS;
    if group.min > group.most_items() || group.max.is_some_and(|max| max == 0 || max > most) {
        let (lv, en) = (
            format!("ierakstu skaitam jābūt no 1 līdz {most}, un mazākais skaits nedrīkst pārsniegt lielāko"),
            format!("the number of items must be 1 to {most}, the fewest no more than the most"),
        );
        findings.error(FindingCode::BadBounds, place, &lv, &en);
    }
}

pub(super) fn refuse_nested(place: &Place, findings: &mut Findings) {
    let (lv, en) = (
        "grupa var būt vienā citā grupā, bet ne dziļāk",
        "a group can be inside one other group, but no deeper",
    );
    findings.error(FindingCode::NestedGroup, place, lv, en);
}

/// A name that stands for another field outside the group.
pub(super) fn warn_of_shadow(inner: &Field, place: &Place, findings: &mut Findings) {
    let (lv, en) = (
        format!(
            "grupas nosacījumos “{}” nozīmē šo lauku, nevis tāda paša nosaukuma lauku ārpus grupas",
            inner.id
        ),
        format!(
            "in the group's rules “{}” means this field, not the one of the same name outside",
            inner.id
        ),
    );
    findings.warning(FindingCode::ShadowedName, place, &lv, &en);
}

/// Given rows have names; rows that people add need words for one and for adding it, which `texts` asks for.
pub(super) fn check_rows(field: &Field, place: &Place, findings: &mut Findings) {
    let FieldKind::Table(table) = &field.kind else { return };
    if table.has_given_rows() && field.required != Requirement::Never {
        let (lv, en) = (
            "tabulai ar dotām rindām obligātas var būt kolonnas, nevis pati tabula",
            "in a table with given rows the columns can be required, not the table",
        );
        findings.error(FindingCode::BadRows, place, lv, en);
    }
}

/// A cell of a table has room for one box.
pub(super) fn check_column(column: &Field, place: &Place, findings: &mut Findings) {
    let fits = column.kind.parts().is_empty()
        && column.kind.has_value()
        && column.kind.group().is_none()
        && !matches!(
            column.kind,
            FieldKind::LongText(_) | FieldKind::ManyOf(_) | FieldKind::File(_)
        );
    if !fits {
        let (lv, en) = (
            "tabulas kolonnā jāietilpst vienā ailē",
            "a column of a table must fit in one box",
        );
        findings.error(FindingCode::BadColumn, place, lv, en);
    }
}

/// A summary can only show pages that were walked before.
pub(super) fn check_summary(
    block: &SummaryBlock,
    own: &Page,
    definition: &FormDefinition,
    place: &Place,
    findings: &mut Findings,
) {
    let number = |id: &PageId| definition.pages.iter().position(|page| page.id == *id);
    for id in &block.pages {
        match number(id) {
            None => {
                let (lv, en) = (format!("nav tādas lapas: “{id}”"), format!("there is no page “{id}”"));
                findings.error(FindingCode::UnknownReference, place, &lv, &en);
            }
            other if other > number(&own.id) => {
                let (lv, en) = (
                    format!("kopsavilkums rāda vēlāku lapu “{id}”"),
                    format!("the summary shows a later page “{id}”"),
                );
                findings.error(FindingCode::LaterPage, place, &lv, &en);
            }
            Some(_) => {}
        }
    }
}

pub(super) fn refuse_inside(place: &Place, findings: &mut Findings) {
    let (lv, en) = ("kopsavilkums nevar būt grupā", "a summary cannot stand in a group");
    findings.error(FindingCode::NotYetPossible, place, lv, en);
}
