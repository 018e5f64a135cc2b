//! One question of a form, drawn with the components that fit its kind.

use forms::field::{MoneyRules, OneOf};
use forms::{
    Answer, Answers, Context, Evaluation, Field, FieldKind, FieldPath, FieldState, FormDefinition, Language,
    OptionSource, Presentation, Requirement, names,
};
use leptos::prelude::*;

use crate::components::checkboxes::{Checkboxes, Consent};
use crate::components::date_input::DateInput;
use crate::components::details::Details;
use crate::components::question::{QuestionGroup, Words};
use crate::components::radios::{Choice, Radios};
use crate::components::select::Select;
use crate::components::text_input::{InputKind, TextInput, Width};
use crate::components::textarea::Textarea;
use crate::markdown::Markdown;
use crate::posted::Posted;
use crate::texts::{locale, td_string};

mod items;
mod parts;
mod shown;

/// What drawing a question needs to know.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// The form.
    pub definition: &'a FormDefinition,
    /// The answers so far, with what is proposed where nothing is answered.
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
        if !field.kind.is_for_clients() {
            return ().into_any();
        }
        let state = self.evaluation.field(path);
        let visible = state.is_some_and(|state| state.visible);
        let name = path.to_string();
        let asked = field.kind.is_question().then(|| {
            // What the page does not show, the browser must not report as left empty.
            view! { <input type="hidden" name=names::SHOWN value=name.clone() disabled=!visible/> }
        });
        let input = self.input(field, path, state, heading);
        let inner = match &field.read_only {
            Some(_) => self.lockable(field, path, state.is_some_and(|state| state.read_only), (asked, input)),
            None => view! { {asked}{input} }.into_any(),
        };
        let proposed = state.is_some_and(|state| state.default.is_some());
        let help = (!field.help.is_empty()).then(|| self.help(field));
        let optional = self.may_become_optional(field);
        view! {
            <div class="form-field" id=format!("field-{path}") data-field=name data-optional=optional data-proposed=proposed hidden=!visible>
                {inner}{help}
            </div>
        }
        .into_any()
    }

    /// The words that the island writes beside the question while no rule requires an answer.
    fn may_become_optional(&self, field: &Field) -> Option<&'static str> {
        let marked = matches!(field.required, Requirement::When(_))
            && field.kind.is_question()
            && !field.kind.is_tick()
            && field.kind.group().is_none();
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
        let words = Words {
            name: name.clone(),
            label: label.clone(),
            hint: hint.clone(),
            optional,
            heading,
        };
        let width = |own: Width| field.width.map_or(own, asked_width);
        let line = |kind: InputKind, own: Width, token: Option<&str>, example: Option<&str>| {
            let (name, label, value, width) = (name.clone(), label.clone(), self.typed(path), width(own));
            let hint = hint.clone().or_else(|| example.map(str::to_owned));
            let autocomplete = autocomplete.clone().or_else(|| token.map(str::to_owned));
            view! { <TextInput name label hint error value optional heading kind width autocomplete/> }.into_any()
        };
        let texts = locale(self.language);
        match &field.kind {
            FieldKind::ShortText(_) => line(InputKind::Text, Width::Full, None, None),
            FieldKind::Phone(_) => line(InputKind::Phone, Width::Medium, Some("tel"), None),
            FieldKind::Email(_) => line(InputKind::Email, Width::Full, Some("email"), None),
            FieldKind::Url(_) => line(InputKind::Url, Width::Full, Some("url"), None),
            FieldKind::Iban(_) => line(
                InputKind::Code,
                Width::Full,
                None,
                Some(td_string!(texts, form.iban_hint)),
            ),
            FieldKind::Time(_) => line(
                InputKind::Text,
                Width::Short,
                None,
                Some(td_string!(texts, form.time_hint)),
            ),
            FieldKind::LongText(rules) => {
                let (value, max_length) = (self.typed(path), rules.max_length);
                view! { <Textarea name label hint error value optional heading rows=8 max_length/> }.into_any()
            }
            FieldKind::Number(rules) => {
                let (value, unit, width) = (self.typed(path), self.text(&rules.unit), width(Width::Short));
                let kind = if rules.decimals == 0 {
                    InputKind::Number
                } else {
                    InputKind::Decimal
                };
                view! { <TextInput name label hint error value optional heading kind width unit/> }.into_any()
            }
            FieldKind::Money(_) => {
                let (value, unit, width) = (self.typed(path), Some(MoneyRules::UNIT.to_owned()), width(Width::Short));
                let kind = InputKind::Decimal;
                view! { <TextInput name label hint error value optional heading kind width unit/> }.into_any()
            }
            FieldKind::Date(_) => {
                let value = self.date(path);
                let birthday = autocomplete.as_deref() == Some("bday");
                view! { <DateInput name label hint error value optional heading birthday/> }.into_any()
            }
            FieldKind::Month(_) => self.month(words, path),
            FieldKind::DateRange(_) => self.date_range(words, path),
            FieldKind::YesNo(_) => {
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
                    Presentation::Select | Presentation::Autocomplete => {
                        view! { <Select name label hint error value optional heading choices/> }.into_any()
                    }
                }
            }
            FieldKind::Country(_) => {
                let mut choices = field
                    .kind
                    .options()
                    .map_or_else(Vec::new, |source| self.choices(source, state));
                // The list comes in the Latvian order, Latvia first.
                if let (Language::En, Some(others)) = (self.language, choices.get_mut(1..)) {
                    others.sort_by_cached_key(|choice| choice.label.to_lowercase());
                }
                let value = self.answer(path).and_then(Answer::as_text).map(str::to_owned);
                view! { <Select name label hint error value optional heading choices/> }.into_any()
            }
            FieldKind::ManyOf(many) => {
                let choices = self.choices(&many.options, state);
                let values = match self.answer(path) {
                    Some(Answer::Chosen(chosen)) => chosen.clone(),
                    _ => Vec::new(),
                };
                view! { <Checkboxes name label hint error values optional heading choices/> }.into_any()
            }
            FieldKind::Consent(_) | FieldKind::Signature(_) => {
                let checked = matches!(self.answer(path), Some(Answer::Bool(true)));
                view! { <Consent name label value=names::YES checked error/> }.into_any()
            }
            FieldKind::Person(rules) => {
                let parts = self.person(path, rules, optional);
                view! { <QuestionGroup words error=MaybeProp::default()>{parts}</QuestionGroup> }.into_any()
            }
            FieldKind::Company(rules) => {
                let parts = self.company(path, rules, optional);
                view! { <QuestionGroup words error=MaybeProp::default()>{parts}</QuestionGroup> }.into_any()
            }
            FieldKind::Address(_) => {
                let parts = self.address(path);
                view! { <QuestionGroup words error=MaybeProp::default()>{parts}</QuestionGroup> }.into_any()
            }
            FieldKind::MapPoint(_) => {
                let parts = self.map_point(path);
                view! { <QuestionGroup words error=MaybeProp::default()>{parts}</QuestionGroup> }.into_any()
            }
            FieldKind::Group(group) => self.group(field, group, path, state, label, hint),
            FieldKind::Table(table) => self.table(field, table, path, state, label, hint),
            _ => self.shown(field, state, name, label, hint, error),
        }
    }
}

fn asked_width(width: forms::field::Width) -> Width {
    match width {
        forms::field::Width::Full => Width::Full,
        forms::field::Width::Medium => Width::Medium,
        forms::field::Width::Short => Width::Short,
    }
}
