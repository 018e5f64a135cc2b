//! What can be wrong with an answer. Codes with numbers, not sentences: pages say them in the reader's language.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::clock::TimeOfDay;
use crate::date::Date;
use crate::language::LocalText;
use crate::path::{FieldPath, Part};

/// Something wrong, or doubtful, about an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What it is.
    #[serde(flatten)]
    pub code: ProblemCode,
    /// Whether it stands in the way of submitting.
    pub severity: Severity,
    /// The part of a compound answer that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// Whether something stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Worth a look; it stops nothing.
    Warning,
    /// It must be put right.
    Error,
}

/// A problem with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// The answer meant.
    pub path: FieldPath,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
}

/// What can be wrong with an answer. In JSON `{"code": "tooShort", "min": 3}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "camelCase")]
pub enum ProblemCode {
    /// An answer is needed.
    Required,
    /// The answer has another shape than this kind of field takes; only programs can cause it.
    WrongType,
    /// The form has no such field; only programs can cause it.
    UnknownField,
    /// Fewer characters than needed.
    TooShort {
        /// The fewest characters.
        min: u32,
    },
    /// More characters than allowed.
    TooLong {
        /// The most characters.
        max: u32,
    },
    /// Not a number.
    NotANumber,
    /// A number with a fraction where a whole one is asked.
    NotWhole,
    /// More digits after the decimal mark than allowed.
    TooManyDecimals {
        /// The most digits.
        max: u8,
    },
    /// A number below the smallest.
    TooSmall {
        /// The smallest number.
        min: Decimal,
    },
    /// A number above the largest.
    TooLarge {
        /// The largest number.
        max: Decimal,
    },
    /// Not a date of the calendar.
    NotADate,
    /// A date before the earliest.
    TooEarly {
        /// The earliest date.
        min: Date,
    },
    /// A date after the latest.
    TooLate {
        /// The latest date.
        max: Date,
    },
    /// Not a month of a year.
    NotAMonth,
    /// Not a time of day.
    NotATime,
    /// A time before the earliest.
    TooEarlyInDay {
        /// The earliest time.
        min: TimeOfDay,
    },
    /// A time after the latest.
    TooLateInDay {
        /// The latest time.
        max: TimeOfDay,
    },
    /// A stretch of days that ends before it begins.
    EndsBeforeStart,
    /// A stretch of more days than allowed.
    TooManyDays {
        /// The most days.
        max: u32,
    },
    /// Not one of the options offered.
    NotAnOption,
    /// Fewer options than needed.
    TooFewChosen {
        /// The fewest options.
        min: u32,
    },
    /// More options than allowed.
    TooManyChosen {
        /// The most options.
        max: u32,
    },
    /// Not a personal code.
    NotAPersonalCode,
    /// A new personal code (32…) whose check digit looks wrong; only a warning.
    PersonalCodeDoubtful,
    /// A personal code made for demonstrations, outside a demonstration.
    DemoPersonalCode,
    /// Not a Latvian postal code (LV-nnnn).
    NotAPostalCode,
    /// Not a code of the state register of addresses.
    NotAnAddressCode,
    /// Not the registration number of a company or another body.
    NotARegistrationNumber,
    /// Not the number of a bank account.
    NotAnIban,
    /// An account outside Latvia where one in Latvia is asked.
    NotALatvianAccount,
    /// Not degrees of latitude or longitude.
    NotACoordinate,
    /// A point that lies outside Latvia.
    NotInLatvia,
    /// Not an address on the web.
    NotAUrl,
    /// Not the name of an upload; only programs can cause it.
    NotAFile,
    /// More files than allowed.
    TooManyFiles {
        /// The most files.
        max: u32,
    },
    /// Not a telephone number.
    NotAPhone,
    /// Not an e-mail address.
    NotAnEmail,
    /// Fewer items than needed.
    TooFewItems {
        /// The fewest items.
        min: u32,
    },
    /// More items than allowed.
    TooManyItems {
        /// The most items.
        max: u32,
    },
    /// A rule of the form is not kept; the form's editor wrote the message.
    Custom {
        /// What to tell the person.
        message: LocalText,
    },
}

impl Problem {
    /// A problem that must be put right.
    pub fn error(code: ProblemCode) -> Self {
        Problem {
            code,
            severity: Severity::Error,
            part: None,
        }
    }

    /// A doubt that stops nothing.
    pub fn warning(code: ProblemCode) -> Self {
        Problem {
            code,
            severity: Severity::Warning,
            part: None,
        }
    }

    /// The same, about one part of the answer.
    pub fn of_part(self, part: Part) -> Self {
        Problem {
            part: Some(part),
            ..self
        }
    }

    /// True when it must be put right.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
