//! The code list of countries that every form can use.

use std::sync::LazyLock;

use domain::LocalText;
use forms::{CodeListEntry, OptionId};

use crate::snapshot::latvian_key;

static LIST: LazyLock<Vec<CodeListEntry>> = LazyLock::new(|| {
    let lines = include_str!("countries.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let mut countries: Vec<CodeListEntry> = lines.filter_map(entry).collect();
    // Most people mean Latvia, which stands first.
    if let Some(others) = countries.get_mut(1..) {
        others.sort_by_cached_key(|country| latvian_key(&country.label));
    }
    countries
});

/// Every country, Latvia first, then in the Latvian order of names.
pub fn list() -> Vec<CodeListEntry> {
    LIST.clone()
}

fn entry(line: &str) -> Option<CodeListEntry> {
    let mut columns = line.split('\t');
    let id = OptionId::new(columns.next()?).ok()?;
    Some(CodeListEntry::new(id, LocalText::new(columns.next()?, columns.next()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_country_and_latvia_is_the_first() {
        let countries = list();
        assert_eq!(countries.len(), 249);
        assert_eq!(countries[0].id.as_str(), "LV");
        assert!(
            countries
                .iter()
                .all(|country| country.id.as_str().len() == 2 && country.label.missing().is_empty())
        );
        let place = |id: &str| countries.iter().position(|country| country.id.as_str() == id).unwrap();
        let (belarus, czechia, denmark) = (place("BY"), place("CZ"), place("DK"));
        assert!(belarus < czechia && czechia < denmark, "Baltkrievija, Čehija, Dānija");
    }
}
