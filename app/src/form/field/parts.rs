//! Questions that are asked in several boxes.

use forms::field::{CompanyName, CompanyRules, PersonCode, PersonRules};
use forms::{Answer, FieldPath, Part, names};
use leptos::prelude::*;

use super::Drawing;
use crate::components::date_input::DateText;
use crate::components::question::{QuestionGroup, Words};
use crate::components::small_boxes::{SmallBox, SmallBoxes};
use crate::components::text_input::{TextInput, Width};
use crate::texts::{locale, td_string};

impl Drawing<'_> {
    /// The three boxes of a date as typed; a date that came whole from a program is taken apart.
    pub(super) fn date(&self, path: &FieldPath) -> DateText {
        let part = |part| self.answer(path).map_or("", |answer| answer.part(part)).to_owned();
        match self
            .answer(path)
            .and_then(Answer::as_text)
            .and_then(|text| text.parse::<forms::Date>().ok())
        {
            Some(date) => DateText {
                day: date.day().to_string(),
                month: date.month().to_string(),
                year: date.year().to_string(),
            },
            None => DateText {
                day: part(Part::Day),
                month: part(Part::Month),
                year: part(Part::Year),
            },
        }
    }

    fn typed_part(&self, path: &FieldPath, part: Part) -> String {
        self.answer(path).map_or("", |answer| answer.part(part)).to_owned()
    }

    /// Boxes for digits, with the first of their errors.
    fn boxes(&self, path: &FieldPath, boxes: &[(Part, &'static str)]) -> (Vec<SmallBox>, Option<String>) {
        let error = boxes
            .iter()
            .find_map(|(part, _)| self.posted.error(&names::of(path, Some(*part))));
        let boxes = boxes.iter().map(|(part, label)| SmallBox {
            name: names::of(path, Some(*part)),
            label,
            value: self.typed_part(path, *part),
            long: matches!(part, Part::Year | Part::FromYear | Part::ToYear),
        });
        (boxes.collect(), error)
    }

    pub(super) fn month(&self, words: Words, path: &FieldPath) -> AnyView {
        let texts = locale(self.language);
        let parts = [
            (Part::Month, td_string!(texts, components.month)),
            (Part::Year, td_string!(texts, components.year)),
        ];
        let (boxes, error) = self.boxes(path, &parts);
        let hint = words
            .hint
            .or_else(|| Some(td_string!(texts, form.month_hint).to_owned()));
        let (words, wrong) = (Words { hint, ..words }, error.is_some());
        view! { <QuestionGroup words error=MaybeProp::from(error)><SmallBoxes boxes wrong/></QuestionGroup> }.into_any()
    }

    pub(super) fn date_range(&self, words: Words, path: &FieldPath) -> AnyView {
        let texts = locale(self.language);
        let labels = [
            td_string!(texts, components.day),
            td_string!(texts, components.month),
            td_string!(texts, components.year),
        ];
        let day = |legend: &'static str, parts: &[Part]| {
            let parts: Vec<(Part, &'static str)> = parts.iter().copied().zip(labels).collect();
            let (boxes, error) = self.boxes(path, &parts);
            let words = Words {
                name: boxes.first().map(|first| first.name.clone()).unwrap_or_default(),
                label: legend.to_owned(),
                ..Words::default()
            };
            let wrong = error.is_some();
            view! { <QuestionGroup words error=MaybeProp::from(error)><SmallBoxes boxes wrong/></QuestionGroup> }
                .into_any()
        };
        let hint = words
            .hint
            .or_else(|| Some(td_string!(texts, components.date_hint).to_owned()));
        let words = Words { hint, ..words };
        let first = day(td_string!(texts, form.first_day), &Part::DATE_RANGE[..3]);
        let last = day(td_string!(texts, form.last_day), &Part::DATE_RANGE[3..]);
        view! { <QuestionGroup words error=MaybeProp::default()>{first}{last}</QuestionGroup> }.into_any()
    }

    pub(super) fn company(&self, path: &FieldPath, rules: &CompanyRules, optional: bool) -> AnyView {
        let texts = locale(self.language);
        let own = path.groups().is_empty() && !optional;
        let number = td_string!(texts, form.registration_number);
        let hint = td_string!(texts, form.registration_number_hint);
        let name = (rules.name != CompanyName::NotAsked).then(|| {
            let label = td_string!(texts, form.company_name);
            self.part(
                path,
                Part::CompanyName,
                label,
                None,
                Width::Full,
                if own { "organization" } else { "" },
            )
        });
        view! {
            {self.part(path, Part::RegistrationNumber, number, Some(hint), Width::Medium, "")}
            {name}
        }
        .into_any()
    }

    pub(super) fn map_point(&self, path: &FieldPath) -> AnyView {
        let texts = locale(self.language);
        let north = (td_string!(texts, form.latitude), td_string!(texts, form.latitude_hint));
        let east = (
            td_string!(texts, form.longitude),
            td_string!(texts, form.longitude_hint),
        );
        view! {
            {self.part(path, Part::Latitude, north.0, Some(north.1), Width::Medium, "")}
            {self.part(path, Part::Longitude, east.0, Some(east.1), Width::Medium, "")}
        }
        .into_any()
    }

    fn part(
        &self,
        path: &FieldPath,
        part: Part,
        label: &str,
        hint: Option<&str>,
        width: Width,
        token: &str,
    ) -> AnyView {
        let name = names::of(path, Some(part));
        let value = self.answer(path).map_or("", |answer| answer.part(part)).to_owned();
        let (error, label) = (self.error(&name), label.to_owned());
        let (hint, autocomplete) = (hint.map(str::to_owned), (!token.is_empty()).then(|| token.to_owned()));
        view! { <TextInput name label hint error value width autocomplete/> }.into_any()
    }

    /// In a group of several people the browser must not fill in the same person again, so no tokens.
    pub(super) fn person(&self, path: &FieldPath, rules: &PersonRules, optional: bool) -> AnyView {
        let texts = locale(self.language);
        let own = path.groups().is_empty() && !optional;
        let token = |token| if own { token } else { "" };
        let given = td_string!(texts, form.given_name);
        let family = td_string!(texts, form.family_name);
        let code = (rules.code != PersonCode::NotAsked).then(|| {
            let label = match rules.code {
                PersonCode::Optional => td_string!(texts, form.personal_code_optional),
                PersonCode::Required | PersonCode::NotAsked => td_string!(texts, form.personal_code),
            };
            let hint = td_string!(texts, form.personal_code_hint);
            self.part(path, Part::Code, label, Some(hint), Width::Medium, "")
        });
        view! {
            {self.part(path, Part::Given, given, None, Width::Full, token("given-name"))}
            {self.part(path, Part::Family, family, None, Width::Full, token("family-name"))}
            {code}
        }
        .into_any()
    }

    pub(super) fn address(&self, path: &FieldPath) -> AnyView {
        let texts = locale(self.language);
        let street = (td_string!(texts, form.street), td_string!(texts, form.street_hint));
        let place = (td_string!(texts, form.place), td_string!(texts, form.place_hint));
        let code = (
            td_string!(texts, form.postal_code),
            td_string!(texts, form.postal_code_hint),
        );
        view! {
            {self.part(path, Part::Street, street.0, Some(street.1), Width::Full, "street-address")}
            {self.part(path, Part::Place, place.0, Some(place.1), Width::Full, "address-level2")}
            {self.part(path, Part::PostalCode, code.0, Some(code.1), Width::Short, "postal-code")}
        }
        .into_any()
    }
}
