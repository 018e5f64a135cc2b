//! Settings of fields answered with dates, months and times of day.

use serde::{Deserialize, Serialize};

use crate::clock::TimeOfDay;
use crate::date::Date;

/// Settings of date fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DateBound {
    /// A fixed date.
    On(Date),
    /// A distance from today; `{"today": {}}` is today itself.
    Today(Distance),
}

/// A distance in time: first the months are added, then the days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// Settings of month fields. Of a bound only the month counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MonthRules {
    /// The earliest month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<DateBound>,
    /// The latest month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<DateBound>,
}

/// Settings of fields for a time of day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TimeRules {
    /// The earliest time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<TimeOfDay>,
    /// The latest time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<TimeOfDay>,
}

/// Settings of fields for a stretch of days, from one date to another, both included.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DateRangeRules {
    /// The earliest first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<DateBound>,
    /// The latest last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<DateBound>,
    /// The most days, the first and the last included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_days: Option<u32>,
}
