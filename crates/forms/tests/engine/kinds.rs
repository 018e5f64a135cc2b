//! For each kind of field: what is accepted, in which spelling it is submitted, and what is said otherwise.

use forms::{Context, submit};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{self, CODE_LISTS, answers, codes, context, field, form_of, judge, options};

const TEXT: fn() -> Value = || json!({"shortText": {"minLength": 2, "maxLength": 5}});
const PATTERN: fn() -> Value =
    || json!({"shortText": {"pattern": {"regex": "a|bb", "message": {"lv": "a vai bb", "en": "a or bb"}}}});
const LONG: fn() -> Value = || json!({"longText": {"maxLength": 20}});
const WHOLE: fn() -> Value = || json!({"number": {"min": "-5", "max": "1000000"}});
const MONEY: fn() -> Value = || json!({"number": {"decimals": 2}});
const DATE: fn() -> Value =
    || json!({"date": {"min": {"on": "2026-01-31"}, "max": {"today": {"months": 1, "days": 2}}}});
const YES_NO: fn() -> Value = || json!({"yesNo": {}});
const CONSENT: fn() -> Value = || json!({"consent": {}});
const ONE: fn() -> Value = || json!({"oneOf": options(&["a", "b"])});
const LISTED: fn() -> Value = || json!({"oneOf": {"options": {"codeList": "branches"}, "presentation": "select"}});
const LOST_LIST: fn() -> Value = || json!({"oneOf": {"options": {"codeList": "nowhere"}}});
const PERSON: fn() -> Value = || json!({"person": {}});
const PERSON_CODE_OPTIONAL: fn() -> Value = || json!({"person": {"code": "optional"}});
const PERSON_NO_CODE: fn() -> Value = || json!({"person": {"code": "notAsked"}});
const ADDRESS: fn() -> Value = || json!({"address": {}});
const PHONE: fn() -> Value = || json!({"phone": {}});
const EMAIL: fn() -> Value = || json!({"email": {}});
const EUROS: fn() -> Value = || json!({"money": {"min": "1", "max": "1000"}});
const MONTH: fn() -> Value = || json!({"month": {"min": {"on": "2026-02-20"}, "max": {"today": {"months": 1}}}});
const TIME: fn() -> Value = || json!({"time": {"min": "08:00", "max": "17:30"}});
const RANGE: fn() -> Value =
    || json!({"dateRange": {"min": {"on": "2026-02-01"}, "max": {"on": "2026-12-31"}, "maxDays": 10}});
const FILES: fn() -> Value = || json!({"file": {"maxFiles": 2}});
const COMPANY: fn() -> Value = || json!({"company": {}});
const COMPANY_NUMBER: fn() -> Value = || json!({"company": {"name": "notAsked"}});
const LOOKED_UP: fn() -> Value = || json!({"address": {"code": "lookup"}});
const COUNTRY: fn() -> Value = || json!({"country": {"except": ["EE"]}});
const IBAN: fn() -> Value = || json!({"iban": {}});
const IBAN_LV: fn() -> Value = || json!({"iban": {"accounts": "latvia"}});
const URL: fn() -> Value = || json!({"url": {}});
const POINT: fn() -> Value = || json!({"mapPoint": {}});
const POINT_ANYWHERE: fn() -> Value = || json!({"mapPoint": {"within": "world"}});
const SIGNATURE: fn() -> Value = || json!({"signature": {}});

fn many() -> Value {
    let mut many = options(&["a", "b", "c", "d"]);
    many["min"] = json!(2);
    many["max"] = json!(3);
    json!({"manyOf": many})
}

#[rstest]
#[case(TEXT(), json!("  Rīga "), json!("Rīga"))]
#[case(TEXT(), json!("a\r\nb"), json!("a b"))]
#[case(TEXT(), json!("a\u{7}b\u{0}"), json!("ab"))]
#[case(PATTERN(), json!("bb"), json!("bb"))]
#[case(LONG(), json!("viens\r\ndivi\rtrīs "), json!("viens\ndivi\ntrīs"))]
#[case(WHOLE(), json!("1 000"), json!("1000"))]
#[case(WHOLE(), json!(-5), json!("-5"))]
#[case(WHOLE(), json!("7,0"), json!("7"))]
#[case(MONEY(), json!("0012,50"), json!("12.5"))]
#[case(MONEY(), json!(12.25), json!("12.25"))]
#[case(DATE(), json!("2026-12-03"), json!("2026-12-03"))]
#[case(DATE(), json!("3.12.2026."), json!("2026-12-03"))]
#[case(DATE(), json!({"day": " 3", "month": "12", "year": "2026"}), json!("2026-12-03"))]
#[case(DATE(), json!({"day": 5, "month": 1, "year": 2027}), json!("2027-01-05"))]
#[case(YES_NO(), json!(false), json!(false))]
#[case(YES_NO(), json!("true"), json!(true))]
#[case(CONSENT(), json!(true), json!(true))]
#[case(ONE(), json!("b"), json!("b"))]
#[case(LISTED(), json!("90000054163"), json!("90000054163"))]
#[case(many(), json!(["c", "a", "c"]), json!(["a", "c"]))]
#[case(PERSON(), json!({"given": " Anna", "family": "Ozola", "code": "16117519997"}), json!({"given": "Anna", "family": "Ozola", "code": "161175-19997"}))]
#[case(PERSON(), json!({"given": "Anna", "family": "Ozola", "code": "328673-00677"}), json!({"given": "Anna", "family": "Ozola", "code": "328673-00677"}))]
#[case(PERSON(), json!({"given": "Anna", "family": "Ozola", "code": "000000-10007"}), json!({"given": "Anna", "family": "Ozola", "code": "000000-10007"}))]
#[case(PERSON_CODE_OPTIONAL(), json!({"given": "Anna", "family": "Ozola"}), json!({"given": "Anna", "family": "Ozola"}))]
#[case(PERSON_NO_CODE(), json!({"given": "Anna", "family": "Ozola", "code": "?"}), json!({"given": "Anna", "family": "Ozola"}))]
#[case(ADDRESS(), json!({"street": "Ezera iela 1", "place": "Rīga", "postalCode": "lv1010"}), json!({"street": "Ezera iela 1", "place": "Rīga", "postalCode": "LV-1010"}))]
#[case(PHONE(), json!("2000 0000"), json!("+37120000000"))]
#[case(EMAIL(), json!("A@EXAMPLE.lv"), json!("A@example.lv"))]
#[case(EUROS(), json!("12,50 EUR"), json!("12.5"))]
#[case(EUROS(), json!("€1 000"), json!("1000"))]
#[case(EUROS(), json!("7.00€"), json!("7"))]
#[case(MONTH(), json!("2026-02"), json!("2026-02"))]
#[case(MONTH(), json!({"month": "1", "year": "2027"}), json!("2027-01"))]
#[case(MONTH(), json!("3.12.2026."), json!("2026-12"))]
#[case(MONTH(), json!("12.2026"), json!("2026-12"))]
#[case(TIME(), json!("8"), json!("08:00"))]
#[case(TIME(), json!("17.30"), json!("17:30"))]
#[case(RANGE(), json!({"fromDay": "3", "fromMonth": "3", "fromYear": "2026", "toDay": "12", "toMonth": "3", "toYear": "2026"}), json!({"from": "2026-03-03", "to": "2026-03-12"}))]
#[case(RANGE(), json!({"from": "3.3.2026", "to": "2026-03-03"}), json!({"from": "2026-03-03", "to": "2026-03-03"}))]
#[case(FILES(), json!(["019a-b", "019a-b", "c"]), json!(["019a-b", "c"]))]
#[case(COMPANY(), json!({"number": "LV 4000 3521 600", "name": " SIA  Zīle"}), json!({"number": "40003521600", "name": "SIA  Zīle"}))]
#[case(COMPANY_NUMBER(), json!({"number": "90000054163", "name": "?"}), json!({"number": "90000054163"}))]
#[case(LOOKED_UP(), json!({"addressCode": "101 234 565"}), json!({"addressCode": "101234565"}))]
#[case(LOOKED_UP(), json!({"addressCode": "101234565", "street": "Ezera iela 1", "postalCode": "1010"}), json!({"addressCode": "101234565", "street": "Ezera iela 1", "postalCode": "LV-1010"}))]
#[case(LOOKED_UP(), json!({"street": "Ezera iela 1", "place": "Rīga", "postalCode": "1010"}), json!({"street": "Ezera iela 1", "place": "Rīga", "postalCode": "LV-1010"}))]
#[case(ADDRESS(), json!({"street": "Ezera iela 1", "place": "Rīga", "postalCode": "1010", "addressCode": "101234565"}), json!({"street": "Ezera iela 1", "place": "Rīga", "postalCode": "LV-1010"}))]
#[case(COUNTRY(), json!("LT"), json!("LT"))]
#[case(IBAN(), json!("gb29 nwbk 6016 1331 9268 19"), json!("GB29NWBK60161331926819"))]
#[case(IBAN_LV(), json!("LV80BANK0000435195001"), json!("LV80BANK0000435195001"))]
#[case(URL(), json!("Example.lv/Grozi"), json!("https://example.lv/Grozi"))]
#[case(POINT(), json!({"latitude": "56,9496", "longitude": " 24.10518640001° "}), json!({"latitude": "56.9496", "longitude": "24.105186"}))]
#[case(POINT_ANYWHERE(), json!({"latitude": "-33.9", "longitude": "-179.5"}), json!({"latitude": "-33.9", "longitude": "-179.5"}))]
#[case(SIGNATURE(), json!("true"), json!(true))]
fn accepted_answers_have_one_spelling(#[case] kind: Value, #[case] typed: Value, #[case] expected: Value) {
    let form = form_of(vec![field("x", kind, json!({"required": "always"}))]);
    let submitted = submit(&form, &answers(json!({"x": typed})), &context()).unwrap();
    assert_eq!(serde_json::to_value(&submitted).unwrap(), json!({"x": expected}));
    assert_eq!(submit(&form, &submitted, &context()), Ok(submitted));
}

#[rstest]
#[case(TEXT(), json!("x"), &["tooShort"])]
#[case(TEXT(), json!("āāāāāā"), &["tooLong"])]
#[case(TEXT(), json!(true), &["wrongType"])]
#[case(PATTERN(), json!("b"), &["custom"])]
#[case(PATTERN(), json!("ab"), &["custom"])]
#[case(WHOLE(), json!("divi"), &["notANumber"])]
#[case(WHOLE(), json!("1,5"), &["notWhole"])]
#[case(WHOLE(), json!("-6"), &["tooSmall"])]
#[case(WHOLE(), json!("1000001"), &["tooLarge"])]
#[case(WHOLE(), json!(["a"]), &["wrongType"])]
#[case(MONEY(), json!("1,255"), &["tooManyDecimals"])]
#[case(DATE(), json!({"day": "31", "month": "2", "year": "2026"}), &["notADate"])]
#[case(DATE(), json!({"day": "3", "month": "12", "year": "26"}), &["notADate"])]
#[case(DATE(), json!({"day": "3", "month": "", "year": "2026"}), &["required.month"])]
#[case(DATE(), json!({"day": "-3", "month": "1", "year": "2026"}), &["notADate"])]
#[case(DATE(), json!("rīt"), &["notADate"])]
#[case(DATE(), json!("1.2.3.2026"), &["notADate"])]
#[case(DATE(), json!("2026-01-30"), &["tooEarly"])]
#[case(DATE(), json!("2027-01-06"), &["tooLate"])]
#[case(YES_NO(), json!("varbūt"), &["wrongType"])]
#[case(CONSENT(), json!(false), &["required"])]
#[case(ONE(), json!("c"), &["notAnOption"])]
#[case(ONE(), json!(["a"]), &["wrongType"])]
#[case(LISTED(), json!("suburb"), &["notAnOption"])]
#[case(LOST_LIST(), json!("centre"), &["notAnOption"])]
#[case(many(), json!(["a", "x"]), &["notAnOption"])]
#[case(many(), json!(["a", "a"]), &["tooFewChosen"])]
#[case(many(), json!(["a", "b", "c", "d"]), &["tooManyChosen"])]
#[case(PERSON(), json!({"given": "Anna"}), &["required.family", "required.code"])]
#[case(PERSON(), json!({"given": "Anna", "family": "Ozola", "code": "161175-19998"}), &["notAPersonalCode.code"])]
#[case(PERSON(), json!({"given": "Anna", "family": "Ozola", "code": "328673-00677"}), &["personalCodeDoubtful.code"])]
#[case(PERSON_CODE_OPTIONAL(), json!({"given": "Anna", "family": "Ozola", "code": "1"}), &["notAPersonalCode.code"])]
#[case(PERSON(), json!("Anna Ozola"), &["wrongType"])]
#[case(ADDRESS(), json!({"street": "Ezera iela 1", "place": "Rīga", "postalCode": "LT-1010"}), &["notAPostalCode.postalCode"])]
#[case(ADDRESS(), json!({"place": "Rīga"}), &["required.street", "required.postalCode"])]
#[case(PHONE(), json!("zvaniet"), &["notAPhone"])]
#[case(EMAIL(), json!("anna"), &["notAnEmail"])]
#[case(EUROS(), json!("12.505"), &["tooManyDecimals"])]
#[case(EUROS(), json!("0,99"), &["tooSmall"])]
#[case(EUROS(), json!("1000,01"), &["tooLarge"])]
#[case(EUROS(), json!("12 USD"), &["notANumber"])]
#[case(EUROS(), json!("EUR"), &["notANumber"])]
#[case(MONTH(), json!("2026-13"), &["notAMonth"])]
#[case(MONTH(), json!({"month": "", "year": "2026"}), &["required.month"])]
#[case(MONTH(), json!("2026-01"), &["tooEarly"])]
#[case(MONTH(), json!("2027-02"), &["tooLate"])]
#[case(MONTH(), json!(true), &["wrongType"])]
#[case(TIME(), json!("25:00"), &["notATime"])]
#[case(TIME(), json!("7:59"), &["tooEarlyInDay"])]
#[case(TIME(), json!("17:31"), &["tooLateInDay"])]
#[case(RANGE(), json!({"fromDay": "3", "fromMonth": "3", "fromYear": "2026"}), &["required.toDay", "required.toMonth", "required.toYear"])]
#[case(RANGE(), json!({"from": "2026-03-03", "to": "2026-02-31"}), &["notADate.toDay"])]
#[case(RANGE(), json!({"from": "2026-03-03", "to": "2026-03-02"}), &["endsBeforeStart.toDay"])]
#[case(RANGE(), json!({"from": "2026-03-03", "to": "2026-03-13"}), &["tooManyDays.toDay"])]
#[case(RANGE(), json!({"from": "2026-01-31", "to": "2026-02-01"}), &["tooEarly.fromDay"])]
#[case(RANGE(), json!({"from": "2026-12-31", "to": "2027-01-01"}), &["tooLate.toDay"])]
#[case(RANGE(), json!("2026-03-03"), &["wrongType"])]
#[case(FILES(), json!(["../x"]), &["notAFile"])]
#[case(FILES(), json!(["a", "b", "c"]), &["tooManyFiles"])]
#[case(FILES(), json!("a"), &["wrongType"])]
#[case(COMPANY(), json!({"number": "40003521601", "name": "SIA Zīle"}), &["notARegistrationNumber.number"])]
#[case(COMPANY(), json!({"number": "40003521600"}), &["required.name"])]
#[case(COMPANY(), json!({"name": "SIA Zīle"}), &["required.number"])]
#[case(LOOKED_UP(), json!({"addressCode": "1"}), &["notAnAddressCode.addressCode"])]
#[case(LOOKED_UP(), json!({"street": "Ezera iela 1"}), &["required.place", "required.postalCode"])]
#[case(COUNTRY(), json!("EE"), &["notAnOption"])]
#[case(COUNTRY(), json!("XX"), &["notAnOption"])]
#[case(IBAN(), json!("LV81BANK0000435195001"), &["notAnIban"])]
#[case(IBAN_LV(), json!("GB29NWBK60161331926819"), &["notALatvianAccount"])]
#[case(URL(), json!("javascript:alert(1)"), &["notAUrl"])]
#[case(POINT(), json!({"latitude": "52.5", "longitude": "24"}), &["notInLatvia.latitude"])]
#[case(POINT(), json!({"latitude": "ziemeļi", "longitude": "200"}), &["notACoordinate.latitude", "notACoordinate.longitude"])]
#[case(POINT_ANYWHERE(), json!({"latitude": "90.1", "longitude": "0"}), &["notACoordinate.latitude"])]
#[case(SIGNATURE(), json!(false), &["required"])]
#[case(TEXT(), json!("   "), &["required"])]
#[case(PERSON(), json!({"given": " ", "family": ""}), &["required"])]
#[case(DATE(), json!({"day": "", "month": "", "year": ""}), &["required"])]
#[case(many(), json!([]), &["required"])]
fn what_is_wrong_is_said(#[case] kind: Value, #[case] typed: Value, #[case] expected: &[&str]) {
    let form = form_of(vec![field("x", kind, json!({"required": "always"}))]);
    let evaluation = judge(&form, json!({"x": typed}));
    assert_eq!(codes(&evaluation, "x"), expected);
    let only_doubts = expected.iter().all(|code| code.starts_with("personalCodeDoubtful"));
    assert_eq!(
        submit(&form, &answers(json!({"x": typed})), &context()).is_ok(),
        only_doubts
    );
    assert_eq!(evaluation.is_complete(), only_doubts);
}

#[rstest]
#[case(TEXT())]
#[case(DATE())]
#[case(many())]
#[case(PERSON())]
#[case(CONSENT())]
#[case(LISTED())]
fn what_is_not_required_may_stay_empty(#[case] kind: Value) {
    let form = form_of(vec![field("x", kind, json!({}))]);
    assert_eq!(submit(&form, &answers(json!({})), &context()), Ok(answers(json!({}))));
    assert_eq!(
        submit(&form, &answers(json!({"x": null})), &context()),
        Ok(answers(json!({})))
    );
}

#[test]
fn demonstration_codes_are_refused_outside_a_demonstration() {
    let form = form_of(vec![field("x", PERSON(), json!({}))]);
    let given = answers(json!({"x": {"given": "Anna", "family": "Ozola", "code": "000000-10007"}}));
    let real = Context {
        demo_codes: false,
        ..context()
    };
    assert!(submit(&form, &given, &context()).is_ok());
    let problems = submit(&form, &given, &real).unwrap_err();
    assert_eq!(fixtures::code(&problems[0].problem), "demoPersonalCode.code");
}

#[test]
fn bounds_without_end_stop_at_the_edge_of_the_calendar() {
    let bound = json!({"date": {"min": {"today": {"months": -2_000_000_000}}, "max": {"today": {"days": i32::MAX}}}});
    let form = form_of(vec![field("x", bound, json!({}))]);
    assert_eq!(codes(&judge(&form, json!({"x": "2026-12-03"})), "x"), [""; 0]);
}

#[test]
fn texts_without_a_declared_length_still_have_one() {
    let form = form_of(vec![field("x", json!({"shortText": {}}), json!({}))]);
    let longest = forms::limits::MAX_SHORT_TEXT as usize;
    assert_eq!(codes(&judge(&form, json!({"x": "a".repeat(longest)})), "x"), [""; 0]);
    assert_eq!(
        codes(&judge(&form, json!({"x": "a".repeat(longest + 1)})), "x"),
        ["tooLong"]
    );
}

#[test]
fn problems_carry_their_numbers_for_pages_to_say() {
    let form = form_of(vec![field("x", TEXT(), json!({}))]);
    let evaluation = judge(&form, json!({"x": "x"}));
    let problem = serde_json::to_value(&evaluation.pages[0].problems[0]).unwrap();
    assert_eq!(
        problem,
        json!({"path": "x", "code": "tooShort", "min": 2, "severity": "error"})
    );
    assert_eq!(CODE_LISTS.len(), 2);
}
