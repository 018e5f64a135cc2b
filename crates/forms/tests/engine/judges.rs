//! Codes against the verdicts of outside judges: python-stdnum and phonenumbers. `scripts/judge-codes.py` makes the
//! tables and tells what the verdicts mean; a check compares the tables with what the judges say today.
//!
//! We differ from them on purpose only in what [`Difference`] lists.

use std::collections::BTreeMap;

use forms::personal_code::{self, CodeVerdict};
use forms::{contact, iban, registration_number};

/// Where we differ on purpose, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    /// A new personal code (32…) with another check digit: that these codes have one is not officially published, so
    /// we only doubt.
    DoubtfulNewCode,
    /// A personal code with a gap in another place than after the sixth digit: the judge takes gaps anywhere, we think
    /// of a slip.
    GapElsewhere,
    /// A personal code of somebody born from 2100 on: the judge counts centuries without end.
    CenturyToCome,
    /// An account number that breaks a further rule inside its country: such rules are for the banks there.
    RuleOfTheCountry,
    /// An account number with check digits that no bank works out: 00, 01 or 99.
    ImpossibleCheckDigits,
    /// A telephone number of the right length in a range not in use: ranges are opened any day, and a person who gets
    /// a new number must not wait for us.
    UnusedRange,
    /// A foreign telephone number of a length that its country does not have: we know the plan of Latvia only.
    ForeignLength,
    /// A foreign number written in a way of its country, with a zero more or a digit less than abroad: the judge knows
    /// such ways, we take the number as it is.
    ForeignSpelling,
    /// A telephone number with other signs in it: the judge reads letters as keys of the telephone and looks for a
    /// number in the midst of other text, we think of a slip.
    OtherSigns,
}
use Difference::*;

/// Compares each value of a table; `explain` names the difference, or gives none where there should be none.
fn compare(
    table: &str,
    ours: impl Fn(&str) -> Option<String>,
    explain: impl Fn(&str, &str, Option<&str>) -> Option<Difference>,
) -> BTreeMap<Difference, usize> {
    let mut known = BTreeMap::new();
    let mut unexplained = Vec::new();
    for line in table.lines() {
        let (value, verdict) = line.split_once('\t').unwrap();
        let read = ours(value);
        let same = match &read {
            Some(usual) => usual == verdict,
            None => verdict == "-",
        };
        if same {
            continue;
        }
        match explain(value, verdict, read.as_deref()) {
            Some(difference) => *known.entry(difference).or_insert(0) += 1,
            None => unexplained.push(format!("{value:?}: judge {verdict}, we {read:?}")),
        }
    }
    assert!(table.lines().count() >= 2000);
    assert!(
        unexplained.is_empty(),
        "{}:\n{}",
        unexplained.len(),
        unexplained.join("\n")
    );
    println!("differences: {known:?}");
    known
}

#[test]
fn personal_codes() {
    let ours = |value: &str| match personal_code::judge(value) {
        CodeVerdict::Valid | CodeVerdict::Doubtful => personal_code::canonical(value),
        CodeVerdict::Demo | CodeVerdict::Invalid => None,
    };
    let known = compare(
        include_str!("../judges/personal-codes.tsv"),
        ours,
        |value, verdict, ours| match (verdict, ours) {
            ("-", Some(_)) if personal_code::judge(value) == CodeVerdict::Doubtful => Some(DoubtfulNewCode),
            (_, None) if has_gap_elsewhere(value) => Some(GapElsewhere),
            (code, None) if code.get(7..8) == Some("3") => Some(CenturyToCome),
            _ => None,
        },
    );
    assert!(known.contains_key(&DoubtfulNewCode) && known.contains_key(&GapElsewhere));
}

fn has_gap_elsewhere(value: &str) -> bool {
    let gaps = value.trim().char_indices().filter(|(_, c)| matches!(c, '-' | ' '));
    let places: Vec<usize> = gaps.map(|(at, _)| at).collect();
    !places.is_empty() && places != [6]
}

#[test]
fn registration_numbers() {
    let table = include_str!("../judges/registration-numbers.tsv");
    assert_eq!(
        compare(table, registration_number::read, |_, _, _| None),
        BTreeMap::new()
    );
}

#[test]
fn accounts() {
    let known = compare(
        include_str!("../judges/accounts.tsv"),
        iban::read,
        |value, verdict, ours| {
            let check: String = value.chars().filter(|c| !c.is_whitespace()).skip(2).take(2).collect();
            match (verdict, ours) {
                ("local", Some(_)) => Some(RuleOfTheCountry),
                (_, None) if ["00", "01", "99"].contains(&check.as_str()) => Some(ImpossibleCheckDigits),
                _ => None,
            }
        },
    );
    assert!(known.contains_key(&RuleOfTheCountry));
}

#[test]
fn telephones() {
    let known = compare(
        include_str!("../judges/telephones.tsv"),
        contact::phone,
        |value, verdict, ours| match (verdict, ours) {
            ("possible", _) => Some(UnusedRange),
            ("-", Some(number)) if !number.starts_with("+371") => Some(ForeignLength),
            (usual, Some(number)) if !usual.starts_with("+371") && !number.starts_with("+371") => Some(ForeignSpelling),
            (_, None) if value.starts_with('-') || value.chars().any(|c| c.is_ascii_alphabetic()) => Some(OtherSigns),
            _ => None,
        },
    );
    assert!(known.contains_key(&UnusedRange) && known.contains_key(&ForeignLength));
}
