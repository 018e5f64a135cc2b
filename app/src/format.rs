//! Dates, counts and money in words, in both languages. A number never parts from its unit at the end of a line.

use domain::{Term, TermUnit};
use forms::{Date, Language};

use crate::texts::{Plural, plural};

const NBSP: char = '\u{a0}';

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// When: "3. decembrī".
const LOCATIVE: [&str; 12] = [
    "janvārī",
    "februārī",
    "martā",
    "aprīlī",
    "maijā",
    "jūnijā",
    "jūlijā",
    "augustā",
    "septembrī",
    "oktobrī",
    "novembrī",
    "decembrī",
];
/// Until when: "līdz 3. decembrim".
const DATIVE: [&str; 12] = [
    "janvārim",
    "februārim",
    "martam",
    "aprīlim",
    "maijam",
    "jūnijam",
    "jūlijam",
    "augustam",
    "septembrim",
    "oktobrim",
    "novembrim",
    "decembrim",
];
/// By itself: "3. decembris".
const NOMINATIVE: [&str; 12] = [
    "janvāris",
    "februāris",
    "marts",
    "aprīlis",
    "maijs",
    "jūnijs",
    "jūlijs",
    "augusts",
    "septembris",
    "oktobris",
    "novembris",
    "decembris",
];

/// When something happens: "3. decembrī", "3 December"; with the year when it is not this one.
pub fn on(date: Date, today: Date, language: Language) -> String {
    match language {
        Language::Lv => latvian(date, date.year() != today.year(), &LOCATIVE),
        Language::En => english(date, date.year() != today.year()),
    }
}

/// Until when: "līdz 3. decembrim", "by 3 December"; with the year when it is not this one.
pub fn until(date: Date, today: Date, language: Language) -> String {
    let with_year = date.year() != today.year();
    match language {
        Language::Lv => format!("līdz {}", latvian(date, with_year, &DATIVE)),
        Language::En => format!("by {}", english(date, with_year)),
    }
}

/// A date by itself, always with its year: "2026. gada 3. decembris", "3 December 2026".
pub fn full(date: Date, language: Language) -> String {
    match language {
        Language::Lv => latvian(date, true, &NOMINATIVE),
        Language::En => english(date, true),
    }
}

/// A date seen from today: yesterday, today, tomorrow, else like [`on`].
pub fn relative(date: Date, today: Date, language: Language) -> String {
    let word = match (date.days_since(today), language) {
        (-1, Language::Lv) => "vakar",
        (0, Language::Lv) => "šodien",
        (1, Language::Lv) => "rīt",
        (-1, Language::En) => "yesterday",
        (0, Language::En) => "today",
        (1, Language::En) => "tomorrow",
        _ => return on(date, today, language),
    };
    word.to_owned()
}

fn latvian(date: Date, with_year: bool, months: &[&'static str; 12]) -> String {
    let day = format!("{}.{NBSP}{}", date.day(), month(date, months));
    if with_year {
        format!("{}.{NBSP}gada {day}", date.year())
    } else {
        day
    }
}

fn english(date: Date, with_year: bool) -> String {
    let day = format!("{}{NBSP}{}", date.day(), month(date, &ENGLISH));
    if with_year {
        format!("{day} {}", date.year())
    } else {
        day
    }
}

fn month(date: Date, names: &[&'static str; 12]) -> &'static str {
    names[usize::from(date.month()) - 1]
}

/// A count of working days: "7 darba dienas", "1 working day".
pub fn working_days(count: u64, language: Language) -> String {
    counted(
        count,
        language,
        ["darba diena", "darba dienas"],
        ["working day", "working days"],
    )
}

/// A count of calendar days: "30 dienas", "1 day".
pub fn days(count: u64, language: Language) -> String {
    counted(count, language, ["diena", "dienas"], ["day", "days"])
}

/// A count of months: "1 mēnesis", "3 months".
pub fn months(count: u64, language: Language) -> String {
    counted(count, language, ["mēnesis", "mēneši"], ["month", "months"])
}

/// A length of time by itself: "7 darba dienas", "1 month".
pub fn term(term: Term, language: Language) -> String {
    let count = u64::from(term.amount);
    match term.unit {
        TermUnit::WorkingDays => working_days(count, language),
        TermUnit::CalendarDays => days(count, language),
        TermUnit::Months => months(count, language),
    }
}

/// How soon: "7 darba dienās", "within 1 month".
pub fn within(length: Term, language: Language) -> String {
    if language == Language::En {
        return format!("within {}", term(length, language));
    }
    let latvian = match length.unit {
        TermUnit::WorkingDays => ["darba dienā", "darba dienās"],
        TermUnit::CalendarDays => ["dienā", "dienās"],
        TermUnit::Months => ["mēnesī", "mēnešos"],
    };
    counted(u64::from(length.amount), language, latvian, ["", ""])
}

/// Roughly how long: "ap 2 darba dienām", "about 1 working day".
pub fn about_working_days(count: u64, language: Language) -> String {
    let about = match language {
        Language::Lv => "ap",
        Language::En => "about",
    };
    let length = counted(
        count,
        language,
        ["darba dienu", "darba dienām"],
        ["working day", "working days"],
    );
    format!("{about}{NBSP}{length}")
}

/// A span of minutes: "8 minūtes", "6–9 minutes".
pub fn minutes(from: u64, to: u64, language: Language) -> String {
    let most = counted(to, language, ["minūte", "minūtes"], ["minute", "minutes"]);
    if from < to { format!("{from}–{most}") } else { most }
}

/// How long to wait: "20 sekundes", "20 seconds".
pub fn seconds(count: u64, language: Language) -> String {
    counted(count, language, ["sekundi", "sekundes"], ["second", "seconds"])
}

fn counted(count: u64, language: Language, latvian: [&str; 2], english: [&str; 2]) -> String {
    let [one, other] = match language {
        Language::Lv => latvian,
        Language::En => english,
    };
    let word = match plural(language, count) {
        Plural::One => one,
        Plural::Other => other,
    };
    format!("{count}{NBSP}{word}")
}

/// A number in groups of three digits, as each language parts them: "10 000", "10,000".
pub fn number(number: u64, language: Language) -> String {
    match language {
        Language::Lv => grouped(number, NBSP),
        Language::En => grouped(number, ','),
    }
}

/// Euros from cents: "7,50 €", "€7.50"; whole euros without cents.
pub fn money(cents: i64, language: Language) -> String {
    let (group, point) = match language {
        Language::Lv => (NBSP, ','),
        Language::En => (',', '.'),
    };
    let sign = if cents < 0 { "-" } else { "" };
    let euros = grouped(cents.unsigned_abs() / 100, group);
    let amount = match cents.unsigned_abs() % 100 {
        0 => euros,
        rest => format!("{euros}{point}{rest:02}"),
    };
    match language {
        Language::Lv => format!("{sign}{amount}{NBSP}€"),
        Language::En => format!("{sign}€{amount}"),
    }
}

/// A number with one decimal, as averages are shown: "4,3", "4.3".
pub fn tenths(number: f64, language: Language) -> String {
    let text = format!("{number:.1}");
    match language {
        Language::Lv => text.replace('.', ","),
        Language::En => text,
    }
}

/// Digits in groups of three.
fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Lv};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Ordinary spaces, as a reader sees them.
    fn plain(text: String) -> String {
        text.replace(NBSP, " ")
    }

    #[test]
    fn dates_this_year_go_without_the_year() {
        let today = date("2026-11-13");
        assert_eq!(plain(on(date("2026-12-03"), today, Lv)), "3. decembrī");
        assert_eq!(plain(on(date("2026-12-03"), today, En)), "3 December");
        assert_eq!(plain(until(date("2026-11-19"), today, Lv)), "līdz 19. novembrim");
        assert_eq!(plain(until(date("2026-11-19"), today, En)), "by 19 November");
    }

    #[test]
    fn dates_of_another_year_say_it() {
        let today = date("2026-12-30");
        assert_eq!(plain(on(date("2027-03-01"), today, Lv)), "2027. gada 1. martā");
        assert_eq!(plain(on(date("2027-03-01"), today, En)), "1 March 2027");
        assert_eq!(
            plain(until(date("2027-01-04"), today, Lv)),
            "līdz 2027. gada 4. janvārim"
        );
        assert_eq!(plain(full(date("1988-05-03"), Lv)), "1988. gada 3. maijs");
        assert_eq!(plain(full(date("1988-05-03"), En)), "3 May 1988");
    }

    #[test]
    fn days_nearby_have_names() {
        let today = date("2026-01-01");
        let seen = |day, language| plain(relative(date(day), today, language));
        assert_eq!(
            [seen("2025-12-31", Lv), seen("2026-01-01", Lv), seen("2026-01-02", Lv)],
            ["vakar", "šodien", "rīt"]
        );
        assert_eq!(
            [seen("2025-12-31", En), seen("2026-01-01", En), seen("2026-01-02", En)],
            ["yesterday", "today", "tomorrow"]
        );
        assert_eq!(seen("2025-12-30", Lv), "2025. gada 30. decembrī");
        assert_eq!(seen("2026-01-03", En), "3 January");
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(plain(working_days(1, Lv)), "1 darba diena");
        assert_eq!(plain(working_days(7, Lv)), "7 darba dienas");
        assert_eq!(plain(working_days(21, Lv)), "21 darba diena");
        assert_eq!(plain(working_days(11, Lv)), "11 darba dienas");
        assert_eq!(plain(working_days(1, En)), "1 working day");
        assert_eq!(plain(working_days(21, En)), "21 working days");
        assert_eq!(plain(days(5, Lv)), "5 dienas");
        assert_eq!(plain(months(1, Lv)), "1 mēnesis");
        assert_eq!(plain(minutes(6, 9, Lv)), "6–9 minūtes");
        assert_eq!(plain(minutes(8, 8, En)), "8 minutes");
    }

    #[test]
    fn lengths_of_time_take_the_case_of_their_sentence() {
        let days = |amount| Term {
            amount,
            unit: TermUnit::WorkingDays,
        };
        let months = |amount| Term {
            amount,
            unit: TermUnit::Months,
        };
        assert_eq!(plain(term(months(2), Lv)), "2 mēneši");
        assert_eq!(plain(within(days(1), Lv)), "1 darba dienā");
        assert_eq!(plain(within(days(15), Lv)), "15 darba dienās");
        assert_eq!(plain(within(months(1), Lv)), "1 mēnesī");
        assert_eq!(plain(within(months(12), En)), "within 12 months");
        assert_eq!(plain(about_working_days(1, Lv)), "ap 1 darba dienu");
        assert_eq!(plain(about_working_days(4, Lv)), "ap 4 darba dienām");
        assert_eq!(plain(about_working_days(4, En)), "about 4 working days");
    }

    #[test]
    fn money_is_written_as_people_write_it() {
        assert_eq!(plain(money(750, Lv)), "7,50 €");
        assert_eq!(money(750, En), "€7.50");
        assert_eq!(plain(money(2_000, Lv)), "20 €");
        assert_eq!(plain(money(123_456_705, Lv)), "1 234 567,05 €");
        assert_eq!(money(123_456_705, En), "€1,234,567.05");
        assert_eq!(
            (plain(money(0, Lv)), money(-5, En)),
            ("0 €".to_owned(), "-€0.05".to_owned())
        );
    }

    #[test]
    fn waiting_is_told_in_seconds() {
        assert_eq!(plain(seconds(21, Lv)), "21 sekundi");
        assert_eq!(plain(seconds(11, Lv)), "11 sekundes");
        assert_eq!(plain(seconds(1, En)), "1 second");
    }

    #[test]
    fn averages_have_one_decimal() {
        assert_eq!(tenths(4.34, Lv), "4,3");
        assert_eq!(tenths(5.0, En), "5.0");
    }
}
