//! The kinds of fields, each with its settings.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::choice::{ChoiceOption, ManyOf, OneOf, OptionSource};
use crate::date::Date;
use crate::field::Field;
use crate::language::LocalText;
use crate::path::Part;
use crate::rule::Rule;
use crate::shown::{Calculated, NoticeBox, StaticText};

/// What sort of answer a field takes, with the settings of that sort.
///
/// In JSON one key names the kind: `{"shortText": {"maxLength": 80}}`, `{"yesNo": {}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FieldKind {
    /// One line of text.
    ShortText(TextRules),
    /// Several lines of text.
    LongText(TextRules),
    /// A number, exact.
    Number(NumberRules),
    /// A civil date, asked as day, month, year.
    Date(DateRules),
    /// Yes or no.
    YesNo(YesNo),
    /// Exactly one option of a closed list.
    OneOf(OneOf),
    /// Any number of options of a closed list.
    ManyOf(ManyOf),
    /// A person: given name, family name, personal code.
    Person(PersonRules),
    /// A Latvian address as free text lines.
    Address(AddressRules),
    /// A telephone number.
    Phone(PhoneRules),
    /// An e-mail address.
    Email(EmailRules),
    /// Fields that are answered once for each of several things.
    Group(Group),
    /// A piece of text (Markdown); nothing is asked.
    StaticText(StaticText),
    /// A piece of text in a box that catches the eye; nothing is asked.
    Notice(NoticeBox),
    /// A number that a rule computes from the answers; nothing is asked.
    Calculated(Calculated),
    /// A statement to agree to with a tick; the label is the statement.
    Consent(Consent),
}

/// Settings of text fields. Lengths count characters after trimming.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TextRules {
    /// The shortest answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// The longest answer; [`crate::limits`] has a bound that always holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// A pattern that the whole answer must match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
}

/// A regular expression (syntax of `regex-lite`, linear time) for a whole answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pattern {
    /// The expression; it is anchored at both ends by the engine.
    pub regex: String,
    /// What to tell the person whose answer does not match.
    pub message: LocalText,
}

/// Settings of number fields. Exact numbers are text in JSON: `{"min": "0.5"}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NumberRules {
    /// How many digits may follow the decimal mark; zero for whole numbers.
    #[serde(default)]
    pub decimals: u8,
    /// The smallest answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Decimal>,
    /// The largest answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Decimal>,
    /// What is counted, such as `m²` or `EUR`.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub unit: LocalText,
}

/// Settings of date fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DateRules {
    /// The earliest answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<DateBound>,
    /// The latest answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<DateBound>,
}

/// An earliest or latest date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DateBound {
    /// A fixed date.
    On(Date),
    /// A distance from today; `{"today": {}}` is today itself.
    Today(Distance),
}

/// A distance in time: first the months are added, then the days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Distance {
    /// Months, negative for the past.
    #[serde(default)]
    pub months: i32,
    /// Days, negative for the past.
    #[serde(default)]
    pub days: i32,
}

impl DateBound {
    /// The bound as a date; a distance out of the calendar ends at the calendar's edge.
    pub fn resolve(&self, today: Date) -> Date {
        match self {
            DateBound::On(date) => *date,
            DateBound::Today(distance) => {
                let backwards = (i64::from(distance.months), i64::from(distance.days)) < (0, 0);
                let edge = if backwards { Date::MIN } else { Date::MAX };
                today
                    .add_months(distance.months.into())
                    .and_then(|date| date.add_days(distance.days.into()))
                    .unwrap_or(edge)
            }
        }
    }
}

/// Settings of yes/no fields: there are none yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct YesNo {}

/// Settings of person fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonRules {
    /// Whether the personal code is asked.
    #[serde(default)]
    pub code: PersonCode,
}

/// Whether a person field asks for the personal code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PersonCode {
    /// Asked, and needed once the person is given.
    #[default]
    Required,
    /// Asked, but may be left out.
    Optional,
    /// Not asked.
    NotAsked,
}

/// Settings of address fields: there are none yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddressRules {}

/// Settings of telephone fields: there are none yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PhoneRules {}

/// Settings of e-mail fields: there are none yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EmailRules {}

/// Settings of a consent: there are none yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Consent {}

/// Settings of a repeating group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    /// What is asked of each item. No groups inside groups yet.
    pub fields: Vec<Field>,
    /// The fewest items. A required group needs at least one.
    #[serde(default)]
    pub min: u32,
    /// The most items; [`crate::limits::MAX_GROUP_ITEMS`] if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// What one item is called: "Persona"; people see it with its number.
    pub item_label: LocalText,
    /// The words of the button that adds an item: "Pievienot personu".
    pub add_label: LocalText,
}

impl FieldKind {
    /// The options source of a choice field.
    pub fn options(&self) -> Option<&OptionSource> {
        match self {
            FieldKind::OneOf(one) => Some(&one.options),
            FieldKind::ManyOf(many) => Some(&many.options),
            _ => None,
        }
    }

    /// The options that the definition itself lists.
    pub fn inline_options(&self) -> &[ChoiceOption] {
        match self.options() {
            Some(OptionSource::Inline(options)) => options,
            _ => &[],
        }
    }

    /// The group's settings, if it is one.
    pub fn group(&self) -> Option<&Group> {
        match self {
            FieldKind::Group(group) => Some(group),
            _ => None,
        }
    }

    /// The boxes in which the answer is asked; none when one input is enough.
    pub fn parts(&self) -> &'static [Part] {
        match self {
            FieldKind::Date(_) => &Part::DATE,
            FieldKind::Person(PersonRules {
                code: PersonCode::NotAsked,
            }) => &Part::PERSON[..2],
            FieldKind::Person(_) => &Part::PERSON,
            FieldKind::Address(_) => &Part::ADDRESS,
            _ => &[],
        }
    }

    /// True when a person can give an answer here.
    pub fn is_question(&self) -> bool {
        self.has_value() && !matches!(self, FieldKind::Calculated(_))
    }

    /// True when there can be a value here, given by a person or calculated.
    pub fn has_value(&self) -> bool {
        !matches!(self, FieldKind::StaticText(_) | FieldKind::Notice(_))
    }

    /// The settings of a calculated field.
    pub(crate) fn calculated(&self) -> Option<&Calculated> {
        match self {
            FieldKind::Calculated(calculated) => Some(calculated),
            _ => None,
        }
    }

    /// The rule that computes the value, if it is calculated.
    pub(crate) fn calculation(&self) -> Option<&Rule> {
        self.calculated().map(|calculated| &calculated.value)
    }
}

impl Group {
    /// The most items this group may have.
    pub fn most_items(&self) -> u32 {
        self.max
            .unwrap_or(crate::limits::MAX_GROUP_ITEMS)
            .min(crate::limits::MAX_GROUP_ITEMS)
    }

    /// The field of this name inside the group.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id.as_str() == id)
    }
}
