//! Where an answer stands: the path of its field and the part of a compound answer.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use crate::ids::FieldId;

/// The place of an answer: `moveDate`, or inside a group with the item's number from zero: `persons.0.name`.
///
/// Paths order items by number, so `persons.2` comes before `persons.10`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath {
    groups: Vec<(FieldId, u32)>,
    field: FieldId,
}

impl FieldPath {
    /// The path of a top-level field.
    pub fn top(field: FieldId) -> Self {
        FieldPath {
            groups: Vec::new(),
            field,
        }
    }

    /// The path of a field inside item `index` of the group at this path.
    pub fn item(&self, index: u32, field: FieldId) -> Self {
        let mut groups = self.groups.clone();
        groups.push((self.field.clone(), index));
        FieldPath { groups, field }
    }

    /// The groups on the way with the number of the item in each, outermost first.
    pub fn groups(&self) -> &[(FieldId, u32)] {
        &self.groups
    }

    /// The path of the group that the field is in.
    pub fn group(&self) -> Option<FieldPath> {
        let ((field, _), groups) = self.groups.split_last()?;
        Some(FieldPath {
            groups: groups.to_vec(),
            field: field.clone(),
        })
    }

    /// Which item of that group the field is in, from zero.
    pub fn item_number(&self) -> Option<u32> {
        self.groups.last().map(|(_, index)| *index)
    }

    /// The field at the end.
    pub fn field(&self) -> &FieldId {
        &self.field
    }

    /// The top-level field on the way, the field itself when it is one.
    pub fn top_field(&self) -> &FieldId {
        self.groups.first().map_or(&self.field, |(group, _)| group)
    }
}

impl From<FieldId> for FieldPath {
    fn from(field: FieldId) -> Self {
        FieldPath::top(field)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (group, index) in &self.groups {
            write!(f, "{group}.{index}.")?;
        }
        write!(f, "{}", self.field)
    }
}

/// The text is not a path of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathError;

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path must look like field or group.0.field")
    }
}

impl std::error::Error for PathError {}

impl FromStr for FieldPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let parts: Vec<&str> = text.split('.').collect();
        let (field, before) = parts.split_last().ok_or(PathError)?;
        if before.len() % 2 != 0 {
            return Err(PathError);
        }
        let groups = before
            .chunks_exact(2)
            .map(|pair| {
                Ok((
                    FieldId::new(pair[0]).map_err(|_| PathError)?,
                    item_index(pair[1]).ok_or(PathError)?,
                ))
            })
            .collect::<Result<_, PathError>>()?;
        Ok(FieldPath {
            groups,
            field: FieldId::new(field).map_err(|_| PathError)?,
        })
    }
}

/// The number of an item, written the one usual way: no sign, no leading zeros.
pub(crate) fn item_index(text: &str) -> Option<u32> {
    let usual = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if usual { text.parse().ok() } else { None }
}

impl Serialize for FieldPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FieldPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A part of an answer that is asked in several boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Part {
    /// The day of a date.
    Day,
    /// The month of a date.
    Month,
    /// The year of a date.
    Year,
    /// A person's given name.
    Given,
    /// A person's family name.
    Family,
    /// A person's personal code.
    Code,
    /// Street, house, flat; or the name of a farmstead.
    Street,
    /// Town, or parish and municipality.
    Place,
    /// The postal code.
    PostalCode,
    /// The code of an address in the state register of addresses.
    AddressCode,
    /// The first day of a stretch, whole.
    From,
    /// The last day of a stretch, whole.
    To,
    /// The day of the first day.
    FromDay,
    /// The month of the first day.
    FromMonth,
    /// The year of the first day.
    FromYear,
    /// The day of the last day.
    ToDay,
    /// The month of the last day.
    ToMonth,
    /// The year of the last day.
    ToYear,
    /// A company's registration number.
    #[serde(rename = "number")]
    RegistrationNumber,
    /// A company's name.
    #[serde(rename = "name")]
    CompanyName,
    /// Degrees north of the equator.
    Latitude,
    /// Degrees east of Greenwich.
    Longitude,
}

impl Part {
    /// The parts of a date, in the order people fill them.
    pub const DATE: [Part; 3] = [Part::Day, Part::Month, Part::Year];
    /// The parts of a person.
    pub const PERSON: [Part; 3] = [Part::Given, Part::Family, Part::Code];
    /// The parts of a month.
    pub const MONTH: [Part; 2] = [Part::Month, Part::Year];
    /// The boxes of a stretch of days.
    pub const DATE_RANGE: [Part; 6] = [
        Part::FromDay,
        Part::FromMonth,
        Part::FromYear,
        Part::ToDay,
        Part::ToMonth,
        Part::ToYear,
    ];
    /// The parts of a company, the number first: it alone may do.
    pub const COMPANY: [Part; 2] = [Part::RegistrationNumber, Part::CompanyName];
    /// The parts of an address: three that people write, and the code of one that was looked up.
    pub const ADDRESS: [Part; 4] = [Part::Street, Part::Place, Part::PostalCode, Part::AddressCode];
    /// The parts of a place on the map.
    pub const MAP_POINT: [Part; 2] = [Part::Latitude, Part::Longitude];

    /// The key of the part in answers and in names of inputs.
    pub const fn key(self) -> &'static str {
        match self {
            Part::Day => "day",
            Part::Month => "month",
            Part::Year => "year",
            Part::Given => "given",
            Part::Family => "family",
            Part::Code => "code",
            Part::Street => "street",
            Part::Place => "place",
            Part::PostalCode => "postalCode",
            Part::AddressCode => "addressCode",
            Part::From => "from",
            Part::To => "to",
            Part::FromDay => "fromDay",
            Part::FromMonth => "fromMonth",
            Part::FromYear => "fromYear",
            Part::ToDay => "toDay",
            Part::ToMonth => "toMonth",
            Part::ToYear => "toYear",
            Part::RegistrationNumber => "number",
            Part::CompanyName => "name",
            Part::Latitude => "latitude",
            Part::Longitude => "longitude",
        }
    }

    /// For a box of a stretch of days: which day it belongs to, and which box of a date it is.
    pub const fn within_range(self) -> Option<(Part, Part)> {
        Some(match self {
            Part::FromDay => (Part::From, Part::Day),
            Part::FromMonth => (Part::From, Part::Month),
            Part::FromYear => (Part::From, Part::Year),
            Part::ToDay => (Part::To, Part::Day),
            Part::ToMonth => (Part::To, Part::Month),
            Part::ToYear => (Part::To, Part::Year),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("moveDate")]
    #[case("persons.0.name")]
    #[case("persons.12.visits.3.on")]
    fn paths_go_both_ways(#[case] text: &str) {
        let path: FieldPath = text.parse().unwrap();
        assert_eq!(path.to_string(), text);
    }

    #[rstest]
    #[case("")]
    #[case("persons.0")]
    #[case("persons.00.name")]
    #[case("persons.+1.name")]
    #[case("persons..name")]
    #[case("persons.99999999999.name")]
    fn other_text_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<FieldPath>(), Err(PathError));
    }

    #[test]
    fn items_are_ordered_by_number() {
        let second: FieldPath = "persons.2.name".parse().unwrap();
        let tenth: FieldPath = "persons.10.name".parse().unwrap();
        assert!(second < tenth);
        assert_eq!(second.top_field().as_str(), "persons");
    }
}
