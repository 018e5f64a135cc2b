//! One question of a form, drawn with the components that fit its kind.

use forms::field::{Group, OneOf, PersonCode, PersonRules, Tone};

use forms::{
    Answer, Answers, Context, Evaluation, Field, FieldKind, FieldPath, FieldState, Language, OptionSource, Part,
    Presentation, Requirement, names,
};
use leptos::prelude::*;

use crate::components::button::{Button, Weight};
use crate::components::calculated::CalculatedNumber;
use crate::components::checkboxes::{Checkboxes, Consent};
use crate::components::date_input::{DateInput, DateText};
use crate::components::details::Details;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::question::{QuestionGroup, Words};
use crate::components::radios::{Choice, Radios};
use crate::components::select::Select;
use crate::components::text_input::{InputKind, TextInput, Width};
use crate::components::textarea::Textarea;
use crate::markdown::Markdown;
use crate::posted::Posted;
use crate::texts::{locale, td_string};

/// What drawing a question needs to know.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// The answers so far.
    pub answers: &'a Answers,
    /// The engine's judgement.
    pub evaluation: &'a Evaluation,
    /// Code lists and the date.
    pub context: Context<'a>,
    /// The refused post, for its errors.
    pub posted: &'a Posted,
    /// The reader's language.
    pub language: Language,
}

impl Drawing<'_> {
    /// A question in its wrapper, which the island shows and hides. `heading`: it is the only one and names the page.
    pub fn field(&self, field: &Field, path: &FieldPath, heading: bool) -> AnyView {
        let state = self.evaluation.field(path);
        let visible = state.is_some_and(|state| state.visible);
        let name = path.to_string();
        let asked = field.kind.is_question().then(|| {
            // What the page does not show, the browser must not report as left empty.
            view! { <input type="hidden" name=names::SHOWN value=name.clone() disabled=!visible/> }
        });
        let inner = self.input(field, path, state, heading);
        let help = (!field.help.is_empty()).then(|| self.help(field));
        let optional = self.may_become_optional(field);
        view! {
            <div class="form-field" id=format!("field-{path}") data-field=name data-optional=optional hidden=!visible>
                {asked}{inner}{help}
            </div>
        }
        .into_any()
    }

    /// The words that the island writes beside the question while no rule requires an answer.
    fn may_become_optional(&self, field: &Field) -> Option<&'static str> {
        let marked = matches!(field.required, Requirement::When(_))
            && field.kind.is_question()
            && !matches!(field.kind, FieldKind::Consent(_) | FieldKind::Group(_));
        marked.then(|| td_string!(locale(self.language), components.optional))
    }

    fn help(&self, field: &Field) -> AnyView {
        let summary = td_string!(locale(self.language), form.help).to_owned();
        let text = field.help.get(self.language).to_owned();
        view! { <Details summary><Markdown text/></Details> }.into_any()
    }

    fn text(&self, text: &forms::LocalText) -> Option<String> {
        (!text.is_empty()).then(|| text.get(self.language).to_owned())
    }

    fn error(&self, name: &str) -> MaybeProp<String> {
        self.posted.error(name).into()
    }

    fn answer(&self, path: &FieldPath) -> Option<&Answer> {
        self.answers.at(path)
    }

    fn typed(&self, path: &FieldPath) -> String {
        self.answer(path)
            .and_then(Answer::as_text)
            .unwrap_or_default()
            .to_owned()
    }

    fn choices(&self, source: &OptionSource, state: Option<&FieldState>) -> Vec<Choice> {
        let options = self.context.options(source).into_iter();
        let choice = |option: forms::OfferedOption<'_>| Choice {
            value: option.id.to_string(),
            label: option.label.get(self.language).to_owned(),
            hint: option.hint.and_then(|hint| self.text(hint)),
            hidden: state.is_some_and(|state| !state.offers(option.id)),
        };
        options.map(choice).collect()
    }

    fn input(&self, field: &Field, path: &FieldPath, state: Option<&FieldState>, heading: bool) -> AnyView {
        let name = path.to_string();
        let label = field.label.get(self.language).to_owned();
        let hint = self.text(&field.hint);
        // A question that is not shown yet says what will hold once it is.
        let optional = match field.required {
            Requirement::Always => false,
            Requirement::Never => true,
            Requirement::When(_) => !state.is_some_and(|state| state.required),
        };
        let error = self.error(&name);
        let autocomplete = field.autocomplete.clone();
        match &field.kind {
            FieldKind::ShortText(_) => {
                let value = self.typed(path);
                view! { <TextInput name label hint error value optional heading autocomplete/> }.into_any()
            }
            FieldKind::LongText(rules) => {
                let (value, max_length) = (self.typed(path), rules.max_length);
                view! { <Textarea name label hint error value optional heading rows=8 max_length/> }.into_any()
            }
            FieldKind::Number(rules) => {
                let (value, unit) = (self.typed(path), self.text(&rules.unit));
                let kind = if rules.decimals == 0 {
                    InputKind::Number
                } else {
                    InputKind::Decimal
                };
                view! { <TextInput name label hint error value optional heading kind width=Width::Short unit/> }
                    .into_any()
            }
            FieldKind::Phone(_) => {
                let (value, autocomplete) = (self.typed(path), autocomplete.or(Some("tel".into())));
                let (kind, width) = (InputKind::Phone, Width::Medium);
                view! { <TextInput name label hint error value optional heading kind width autocomplete/> }.into_any()
            }
            FieldKind::Email(_) => {
                let (value, autocomplete) = (self.typed(path), autocomplete.or(Some("email".into())));
                let kind = InputKind::Email;
                view! { <TextInput name label hint error value optional heading kind autocomplete/> }.into_any()
            }
            FieldKind::Date(_) => {
                let value = self.date(path);
                let birthday = autocomplete.as_deref() == Some("bday");
                view! { <DateInput name label hint error value optional heading birthday/> }.into_any()
            }
            FieldKind::YesNo(_) => {
                let texts = locale(self.language);
                let choices = vec![
                    Choice::new(names::YES, td_string!(texts, form.yes)),
                    Choice::new(names::NO, td_string!(texts, form.no)),
                ];
                let value = match self.answer(path) {
                    Some(Answer::Bool(yes)) => Some(if *yes { names::YES } else { names::NO }.to_owned()),
                    _ => None,
                };
                view! { <Radios name label hint error value optional heading inline=true choices/> }.into_any()
            }
            FieldKind::OneOf(OneOf { options, presentation }) => {
                let choices = self.choices(options, state);
                let value = self.answer(path).and_then(Answer::as_text).map(str::to_owned);
                match presentation {
                    Presentation::Radio => {
                        view! { <Radios name label hint error value optional heading choices/> }.into_any()
                    }
                    Presentation::Select => {
                        view! { <Select name label hint error value optional heading choices/> }.into_any()
                    }
                }
            }
            FieldKind::ManyOf(many) => {
                let choices = self.choices(&many.options, state);
                let values = match self.answer(path) {
                    Some(Answer::Chosen(chosen)) => chosen.clone(),
                    _ => Vec::new(),
                };
                view! { <Checkboxes name label hint error values optional heading choices/> }.into_any()
            }
            FieldKind::Consent(_) => {
                let checked = matches!(self.answer(path), Some(Answer::Bool(true)));
                view! { <Consent name label value=names::YES checked error/> }.into_any()
            }
            FieldKind::StaticText(piece) => {
                let text = piece.text.get(self.language).to_owned();
                view! { <div class="form-field__text"><Markdown text/></div> }.into_any()
            }
            FieldKind::Notice(notice) => {
                let text = notice.text.get(self.language).to_owned();
                let kind = match notice.tone {
                    Tone::Info => NoticeKind::Info,
                    Tone::Warning => NoticeKind::Warning,
                };
                view! { <Notice kind><Markdown text/></Notice> }.into_any()
            }
            FieldKind::Calculated(calculated) => {
                let number = state.and_then(|state| state.calculated);
                let value = number.map(|number| calculated.in_words(number, self.language));
                view! { <CalculatedNumber name label hint error value/> }.into_any()
            }
            FieldKind::Person(rules) => {
                let words = Words {
                    name,
                    label,
                    hint,
                    optional,
                    heading,
                };
                let parts = self.person(path, rules, optional);
                view! { <QuestionGroup words error=MaybeProp::default()>{parts}</QuestionGroup> }.into_any()
            }
            FieldKind::Address(_) => {
                let words = Words {
                    name,
                    label,
                    hint,
                    optional,
                    heading,
                };
                let parts = self.address(path);
                view! { <QuestionGroup words error=MaybeProp::default()>{parts}</QuestionGroup> }.into_any()
            }
            FieldKind::Group(group) => self.group(group, path, state, label, hint),
        }
    }

    /// The three boxes of a date as typed; a date that came whole from a program is taken apart.
    fn date(&self, path: &FieldPath) -> DateText {
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
    fn person(&self, path: &FieldPath, rules: &PersonRules, optional: bool) -> AnyView {
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

    fn address(&self, path: &FieldPath) -> AnyView {
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

    fn group(
        &self,
        group: &Group,
        path: &FieldPath,
        state: Option<&FieldState>,
        label: String,
        hint: Option<String>,
    ) -> AnyView {
        let name = path.to_string();
        let count = state.and_then(|state| state.items).unwrap_or_default();
        let items = (0..count)
            .map(|index| self.item(group, path, index, count))
            .collect_view();
        let error = self.posted.error(&name);
        let error_id = format!("{name}-error");
        let add = (count < group.most_items()).then(|| {
            let words = group.add_label.get(self.language).to_owned();
            view! { <Button weight=Weight::Quiet name=names::ADD value=name.clone()>{words}</Button> }
        });
        view! {
            <section class="form-group" id=name.clone() tabindex="-1" aria-labelledby=format!("{name}-title")>
                <h2 class="form-group__title" id=format!("{name}-title")>{label}</h2>
                {hint.map(|hint| view! { <p class="question__hint">{hint}</p> })}
                {error.map(|error| view! { <p class="question__error" id=error_id>{error}</p> })}
                {items}
                {add}
            </section>
        }
        .into_any()
    }

    fn item(&self, group: &Group, path: &FieldPath, index: u32, count: u32) -> AnyView {
        let title = format!("{} {}", group.item_label.get(self.language), index + 1);
        let fields = group
            .fields
            .iter()
            .map(|field| self.field(field, &path.item(index, field.id.clone()), false))
            .collect_view();
        let id = names::item(path, index);
        let (texts, value) = (locale(self.language), id.clone());
        let remove = (count > group.min).then(|| {
            let words = td_string!(texts, form.remove);
            let spoken = format!("{words}: {title}");
            view! {
                <div class="form-group__remove">
                    <Button weight=Weight::Quiet name=names::REMOVE value spoken>{words}</Button>
                </div>
            }
        });
        view! {
            <fieldset class="form-group__item" id=format!("{id}-item") tabindex="-1">
                <legend class="form-group__legend">{title}</legend>
                {fields}
                {remove}
            </fieldset>
        }
        .into_any()
    }
}
