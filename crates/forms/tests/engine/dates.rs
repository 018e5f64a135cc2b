//! The calendar against a slow walk through it, day by day.

use forms::date::{days_in_month, is_leap_year};
use forms::{Date, Weekday};
use proptest::prelude::*;
use rstest::rstest;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_day_there_is_has_its_number_and_weekday() {
    let mut number = Date::MIN.to_days();
    let mut weekday = 0;
    for year in 1..=9999 {
        for month in 1..=12 {
            for day in 1..=days_in_month(year, month) {
                let date = Date::new(year, month, day).unwrap();
                assert_eq!(date.to_days(), number, "{date}");
                assert_eq!(Date::from_days(number), Some(date));
                assert_eq!(date.weekday(), Weekday::ALL[weekday], "{date}");
                number += 1;
                weekday = (weekday + 1) % 7;
            }
        }
    }
    assert_eq!(number, Date::MAX.to_days() + 1);
    assert_eq!(Date::from_days(number), None);
    assert_eq!(Date::from_days(Date::MIN.to_days() - 1), None);
}

#[rstest]
#[case("1970-01-01", 0, Weekday::Thursday)]
#[case("2000-02-29", 11_016, Weekday::Tuesday)]
#[case("2026-12-03", 20_790, Weekday::Thursday)]
#[case("1918-11-18", -18_672, Weekday::Monday)]
fn known_days(#[case] text: &str, #[case] days: i64, #[case] weekday: Weekday) {
    assert_eq!(date(text).to_days(), days);
    assert_eq!(date(text).weekday(), weekday);
}

#[rstest]
#[case("2025-02-29")]
#[case("1900-02-29")]
#[case("2026-13-01")]
#[case("2026-00-10")]
#[case("2026-01-00")]
#[case("2026-04-31")]
#[case("0000-01-01")]
#[case("2026-1-1")]
#[case("2026-01-011")]
#[case("2026/01/01")]
#[case("+026-01-01")]
#[case("２０２６-01-01")]
#[case("")]
fn text_that_is_no_date(#[case] text: &str) {
    assert!(text.parse::<Date>().is_err());
    assert!(serde_json::from_value::<Date>(text.into()).is_err());
}

#[rstest]
#[case("2026-01-31", 1, Some("2026-02-28"))]
#[case("2024-01-31", 1, Some("2024-02-29"))]
#[case("2026-03-31", -1, Some("2026-02-28"))]
#[case("2026-12-15", 1, Some("2027-01-15"))]
#[case("2026-01-15", -13, Some("2024-12-15"))]
#[case("9999-12-01", 1, None)]
#[case("0001-01-31", -1, None)]
#[case("2026-01-01", i64::MAX, None)]
#[case("2026-01-01", i64::MIN, None)]
fn months_are_added(#[case] from: &str, #[case] months: i64, #[case] expected: Option<&str>) {
    assert_eq!(date(from).add_months(months), expected.map(date));
}

#[rstest]
#[case("2008-12-03", "2026-12-02", Some(17))]
#[case("2008-12-03", "2026-12-03", Some(18))]
#[case("2008-02-29", "2026-02-27", Some(17))]
#[case("2008-02-29", "2026-02-28", Some(18))]
#[case("2026-12-03", "2026-12-03", Some(0))]
#[case("2026-12-04", "2026-12-03", None)]
#[case("0001-01-01", "9999-12-31", Some(9998))]
fn ages(#[case] born: &str, #[case] on: &str, #[case] expected: Option<u16>) {
    assert_eq!(date(born).age_at(date(on)), expected);
}

#[test]
fn days_far_away_are_refused_not_wrapped() {
    assert_eq!(Date::MAX.add_days(1), None);
    assert_eq!(Date::MIN.previous(), None);
    assert_eq!(date("2026-12-03").add_days(i64::MAX), None);
    assert_eq!(date("2026-12-03").add_days(i64::MIN), None);
    assert_eq!(date("2026-12-31").next(), Some(date("2027-01-01")));
}

fn any_date() -> impl Strategy<Value = Date> {
    (Date::MIN.to_days()..=Date::MAX.to_days()).prop_map(|days| Date::from_days(days).unwrap())
}

proptest! {
    #[test]
    fn text_goes_both_ways(date in any_date()) {
        prop_assert_eq!(date.to_string().parse(), Ok(date));
        prop_assert_eq!(serde_json::from_str::<Date>(&serde_json::to_string(&date).unwrap()).unwrap(), date);
    }

    #[test]
    fn order_is_that_of_days(a in any_date(), b in any_date()) {
        prop_assert_eq!(a.cmp(&b), a.to_days().cmp(&b.to_days()));
        prop_assert_eq!(b.add_days(a.days_since(b)), Some(a));
    }

    #[test]
    fn months_move_the_month_and_nothing_else(date in any_date(), months in -1200i64..1200) {
        if let Some(moved) = date.add_months(months) {
            let number = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
            prop_assert_eq!(number(moved) - number(date), months);
            prop_assert_eq!(moved.day(), date.day().min(days_in_month(moved.year(), moved.month())));
        }
    }

    #[test]
    fn age_counts_birthdays(born in any_date(), years in 0i32..120) {
        prop_assume!(i32::from(born.year()) + years <= 9999);
        let birthday = born.add_years(years).unwrap();
        prop_assert_eq!(born.age_at(birthday), Some(years as u16));
        if years > 0 {
            prop_assert_eq!(born.age_at(birthday.previous().unwrap()), Some(years as u16 - 1));
        }
    }

    #[test]
    fn leap_years_have_366_days(year in 1i16..9999) {
        let days = Date::new(year + 1, 1, 1).unwrap().days_since(Date::new(year, 1, 1).unwrap());
        prop_assert_eq!(days, if is_leap_year(year) { 366 } else { 365 });
    }
}
