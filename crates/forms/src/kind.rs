//! The kinds of fields, each with its settings.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::choice::{ChoiceOption, ManyOf, OneOf, OptionSource};
use crate::ids::OptionId;
use crate::language::{Language, LocalText};
use crate::path::Part;
use crate::rule::Rule;
use crate::shown::{Calculated, Hidden, NoticeBox, StaticText, SummaryBlock};

mod contacts;
mod files;
mod items;
mod numbers;
mod parties;
mod text;
mod times;

pub use contacts::{Accounts, Consent, EmailRules, IbanRules, PhoneRules, Signature, UrlRules, YesNo};
pub use files::{FileRules, FileType};
pub use items::{Group, Table, TableSettings};
pub use numbers::{MoneyRules, NumberRules};
pub use parties::{
    AddressCode, AddressRules, CompanyName, CompanyRules, CountryRules, MapArea, MapPointRules, PersonCode, PersonRules,
};
pub use text::{Pattern, TextRules};
pub use times::{DateBound, DateRangeRules, DateRules, Distance, MonthRules, TimeRules};

/// What sort of answer a field takes, with the settings of that sort.
///
/// In JSON one key names the kind: `{"shortText": {"maxLength": 80}}`, `{"yesNo": {}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum FieldKind {
    /// One line of text.
    ShortText(TextRules),
    /// Several lines of text.
    LongText(TextRules),
    /// A number, exact: whole, or with decimals.
    Number(NumberRules),
    /// An amount in euros. For rules it is a number.
    Money(MoneyRules),
    /// A civil date, asked as day, month, year.
    Date(DateRules),
    /// A month of a year. For rules it is its first day.
    Month(MonthRules),
    /// A time of day. For rules it is the number of minutes since midnight.
    Time(TimeRules),
    /// A first and a last day.
    DateRange(DateRangeRules),
    /// Yes or no.
    YesNo(YesNo),
    /// Exactly one option of a closed list.
    OneOf(OneOf),
    /// Any number of options of a closed list.
    ManyOf(ManyOf),
    /// One file or several.
    File(FileRules),
    /// A person: given name, family name, personal code.
    Person(PersonRules),
    /// A company or another body with a registration number.
    Company(CompanyRules),
    /// A Latvian address: looked up, or written in lines.
    Address(AddressRules),
    /// A country.
    Country(CountryRules),
    /// The number of a bank account.
    Iban(IbanRules),
    /// A telephone number.
    Phone(PhoneRules),
    /// An e-mail address.
    Email(EmailRules),
    /// An address on the web.
    Url(UrlRules),
    /// A place on the map.
    MapPoint(MapPointRules),
    /// Fields that are answered once for each of several things.
    Group(Group),
    /// A group that is asked as a table.
    Table(Table),
    /// A piece of text (Markdown); nothing is asked.
    StaticText(StaticText),
    /// A piece of text in a box that catches the eye; nothing is asked.
    Notice(NoticeBox),
    /// The answers given so far; nothing is asked.
    Summary(SummaryBlock),
    /// A number that a rule computes from the answers; nothing is asked.
    Calculated(Calculated),
    /// A value that a rule computes and that the person who answers does not see; nothing is asked.
    Hidden(Hidden),
    /// A statement to agree to with a tick; the label is the statement.
    Consent(Consent),
    /// A tick that says: I will sign this electronically. The label says what is signed.
    Signature(Signature),
}

static COUNTRIES: LazyLock<OptionSource> = LazyLock::new(|| OptionSource::CodeList(CountryRules::CODE_LIST.to_owned()));

impl FieldKind {
    /// The names of all kinds, as in JSON.
    pub const NAMES: [&'static str; 30] = [
        "shortText",
        "longText",
        "number",
        "money",
        "date",
        "month",
        "time",
        "dateRange",
        "yesNo",
        "oneOf",
        "manyOf",
        "file",
        "person",
        "company",
        "address",
        "country",
        "iban",
        "phone",
        "email",
        "url",
        "mapPoint",
        "group",
        "table",
        "staticText",
        "notice",
        "summary",
        "calculated",
        "hidden",
        "consent",
        "signature",
    ];

    /// The options source of a choice field.
    pub fn options(&self) -> Option<&OptionSource> {
        match self {
            FieldKind::OneOf(one) => Some(&one.options),
            FieldKind::ManyOf(many) => Some(&many.options),
            FieldKind::Country(_) => Some(&COUNTRIES),
            _ => None,
        }
    }

    /// The options of a code list that this field does not offer.
    pub(crate) fn options_left_out(&self) -> &[OptionId] {
        match self {
            FieldKind::Country(rules) => &rules.except,
            _ => &[],
        }
    }

    /// The options that the definition itself lists.
    pub fn inline_options(&self) -> &[ChoiceOption] {
        match self.options() {
            Some(OptionSource::Inline(options)) => options,
            _ => &[],
        }
    }

    /// The settings of a group, or of a table as a group of rows.
    pub fn group(&self) -> Option<&Group> {
        match self {
            FieldKind::Group(group) => Some(group),
            FieldKind::Table(table) => Some(&table.group),
            _ => None,
        }
    }

    /// What is asked of each item of a group, or of each row of a table.
    pub fn inner_fields(&self) -> &[crate::field::Field] {
        self.group().map_or(&[], |group| &group.fields)
    }

    /// What an item of a group, or a row of a table, is called: "Persona 2"; nothing for fields of other kinds.
    pub fn item_name(&self, index: u32, language: Language) -> Option<String> {
        let named = match self {
            FieldKind::Table(table) => table.rows.get(index as usize),
            _ => None,
        };
        if let Some(name) = named {
            return Some(name.get(language).to_owned());
        }
        let group = self.group()?;
        let name = format!("{} {}", group.item_label.get(language), index + 1);
        Some(name.trim().to_owned())
    }

    /// Whether the form itself says how many items there are, so that nobody adds or removes any.
    pub fn has_given_items(&self) -> bool {
        matches!(self, FieldKind::Table(table) if table.has_given_rows())
    }

    /// The boxes in which the answer is asked; none when one input is enough.
    pub fn parts(&self) -> &'static [Part] {
        match self {
            FieldKind::Date(_) => &Part::DATE,
            FieldKind::Month(_) => &Part::MONTH,
            FieldKind::DateRange(_) => &Part::DATE_RANGE,
            FieldKind::Person(PersonRules {
                code: PersonCode::NotAsked,
            }) => &Part::PERSON[..2],
            FieldKind::Person(_) => &Part::PERSON,
            FieldKind::Company(CompanyRules {
                name: CompanyName::NotAsked,
            }) => &Part::COMPANY[..1],
            FieldKind::Company(_) => &Part::COMPANY,
            FieldKind::Address(AddressRules {
                code: AddressCode::NotTaken,
            }) => &Part::ADDRESS[..3],
            FieldKind::Address(_) => &Part::ADDRESS,
            FieldKind::MapPoint(_) => &Part::MAP_POINT,
            _ => &[],
        }
    }

    /// True when a person can give an answer here.
    pub fn is_question(&self) -> bool {
        self.has_value() && self.calculation().is_none()
    }

    /// True when there can be a value here, given by a person or calculated.
    pub fn has_value(&self) -> bool {
        !matches!(
            self,
            FieldKind::StaticText(_) | FieldKind::Notice(_) | FieldKind::Summary(_)
        )
    }

    /// True when the person who answers may see it.
    pub fn is_for_clients(&self) -> bool {
        !matches!(self, FieldKind::Hidden(_))
    }

    /// True for statements that are agreed to with a tick, and by nothing else.
    pub fn is_tick(&self) -> bool {
        matches!(self, FieldKind::Consent(_) | FieldKind::Signature(_))
    }

    /// The pattern that an answer must match, with its message.
    pub fn pattern(&self) -> Option<&Pattern> {
        match self {
            FieldKind::ShortText(rules) | FieldKind::LongText(rules) => rules.pattern.as_ref(),
            _ => None,
        }
    }

    /// What is counted, if it is a number of something.
    pub fn unit(&self) -> Option<&LocalText> {
        match self {
            FieldKind::Number(rules) => Some(&rules.unit),
            FieldKind::Calculated(calculated) => Some(&calculated.unit),
            _ => None,
        }
    }

    /// The rule that computes the value, if it is computed.
    pub(crate) fn calculation(&self) -> Option<&Rule> {
        match self {
            FieldKind::Calculated(calculated) => Some(&calculated.value),
            FieldKind::Hidden(hidden) => Some(&hidden.value),
            _ => None,
        }
    }
}
