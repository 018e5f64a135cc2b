//! Every rule of a form, for those who ask what a form needs of the world.

use crate::definition::FormDefinition;
use crate::field::{Field, Requirement};
use crate::rule::Rule;

impl FormDefinition {
    /// Every rule of the form, wherever it stands.
    pub fn rules(&self) -> Vec<&Rule> {
        let mut found = Vec::new();
        for page in &self.pages {
            found.extend(&page.visible);
            for section in &page.sections {
                found.extend(&section.visible);
                section.fields.iter().for_each(|field| add(field, &mut found));
            }
        }
        found
    }

    /// Whether a rule counts in working days, so that the calendar of the country must be known.
    pub fn counts_working_days(&self) -> bool {
        self.rules().into_iter().any(counts_working_days)
    }
}

fn add<'d>(field: &'d Field, found: &mut Vec<&'d Rule>) {
    let options = field.kind.inline_options().iter();
    found.extend(options.filter_map(|option| option.visible.as_ref()));
    if let Requirement::When(rule) = &field.required {
        found.push(rule);
    }
    let single = [&field.visible, &field.read_only, &field.default];
    found.extend(single.into_iter().flatten());
    found.extend(field.kind.calculation());
    found.extend(field.constraints.iter().map(|one| &one.rule));
    let inner = field.kind.group().map_or(&[][..], |group| &group.fields);
    inner.iter().for_each(|field| add(field, found));
}

fn counts_working_days(rule: &Rule) -> bool {
    matches!(rule, Rule::AddWorkingDays(..)) || rule.parts().into_iter().any(counts_working_days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &str) -> FormDefinition {
        let text = format!(
            r#"{{"formatVersion": 1, "title": {{"lv": "A", "en": "A"}}, "pages": [
                {{"id": "p", "title": {{"lv": "A", "en": "A"}}, "sections": [{{"id": "s", "fields": [{fields}]}}]}}]}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn working_days_are_found_wherever_they_are_counted() {
        let name = r#""label": {"lv": "A", "en": "A"}"#;
        let later = r#"{"addWorkingDays": [{"today": {}}, {"integer": 3}]}"#;
        let rule = format!(r#"{{"ge": [{{"answer": "day"}}, {later}]}}"#);
        let plain = format!(r#"{{"id": "day", {name}, "kind": {{"date": {{}}}}}}"#);
        assert!(!form(&plain).counts_working_days());
        let constrained = format!(
            r#"{{"id": "day", {name}, "kind": {{"date": {{}}}},
                "constraints": [{{"rule": {rule}, "message": {{"lv": "A", "en": "A"}}}}]}}"#
        );
        let proposed = format!(r#"{{"id": "day", {name}, "kind": {{"date": {{}}}}, "default": {later}}}"#);
        let group = format!(
            r#"{{"id": "g", {name}, "kind": {{"group": {{"fields": [{constrained}],
                "itemLabel": {{"lv": "A", "en": "A"}}, "addLabel": {{"lv": "A", "en": "A"}}}}}}}}"#
        );
        for fields in [&constrained, &proposed, &group] {
            assert!(form(fields).counts_working_days(), "{fields}");
        }
        assert_eq!(form(&group).rules().len(), 1);
    }
}
