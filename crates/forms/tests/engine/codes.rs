//! Personal codes against the verdicts of an outside judge.

use forms::personal_code::{CodeVerdict, canonical, judge};
use rstest::rstest;

const JUDGED: &str = include_str!("../data/personal-codes.txt");

#[test]
fn verdicts_are_those_of_the_outside_judge() {
    let mut counted = 0;
    for line in JUDGED.lines().filter(|line| !line.starts_with('#')) {
        let (code, verdict) = line.split_once(' ').unwrap();
        let expected = match (verdict, code.starts_with("32")) {
            ("valid", _) => CodeVerdict::Valid,
            ("invalid", true) => CodeVerdict::Doubtful,
            ("invalid", false) => CodeVerdict::Invalid,
            other => panic!("{other:?}"),
        };
        assert_eq!(judge(code), expected, "{code}");
        counted += 1;
    }
    assert!(counted >= 60, "only {counted} codes");
}

#[rstest]
#[case("161175-19997", CodeVerdict::Valid)]
#[case(" 161175 19997 ", CodeVerdict::Valid)]
#[case("161175–19997", CodeVerdict::Valid)]
#[case("1611751-9997", CodeVerdict::Invalid)]
#[case("161175--19997", CodeVerdict::Invalid)]
#[case("161175-1999A", CodeVerdict::Invalid)]
#[case("١٦١١٧٥-١٩٩٩٧", CodeVerdict::Invalid)]
#[case("", CodeVerdict::Invalid)]
#[case::no_century_3("010185-37717", CodeVerdict::Invalid)]
#[case("000000-00001", CodeVerdict::Demo)]
#[case("000000-00002", CodeVerdict::Invalid)]
#[case("000000-10007", CodeVerdict::Demo)]
fn spellings_and_demonstration_codes(#[case] text: &str, #[case] expected: CodeVerdict) {
    assert_eq!(judge(text), expected);
}

#[test]
fn each_demonstration_number_has_exactly_one_check_digit() {
    for number in 0..10_000 {
        let demo = (0..10).filter(|check| judge(&format!("000000-{number:04}{check}")) == CodeVerdict::Demo);
        assert_eq!(demo.count(), 1, "{number}");
    }
}

#[test]
fn spelling_is_unified() {
    assert_eq!(canonical("16117519997").as_deref(), Some("161175-19997"));
    assert_eq!(canonical(" 161175 19997").as_deref(), Some("161175-19997"));
    assert_eq!(canonical("161175"), None);
}
