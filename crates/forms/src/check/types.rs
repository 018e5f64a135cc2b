//! Types of expressions, and the names in them.

mod kinds;
mod outside;

use super::places::{Place, PlacedRule, Role};
use super::shape::check_regex;
use super::world::World;
use super::{FindingCode, Findings};
use crate::choice::OptionSource;
use crate::ids::FieldId;
use crate::layout::{Layout, Scope};
use crate::rule::{ItemCondition, ItemValue, Items, Rule};
use kinds::{Type, type_of};

pub(super) fn check<'d>(rules: &[PlacedRule<'d>], layout: &Layout<'d>, world: &World, findings: &mut Findings) {
    for placed in rules {
        let mut typing = Typing {
            layout,
            world,
            placed,
            findings,
        };
        match placed.role {
            Role::Visible | Role::Required | Role::ReadOnly | Role::Constraint => {
                typing.expect_truth(placed.rule, placed.scope);
            }
            Role::Value => typing.expect_computed(placed.rule, placed.scope),
            Role::Default => typing.expect_default(placed.rule, placed.scope),
        }
    }
}

struct Typing<'c, 'd> {
    layout: &'c Layout<'d>,
    world: &'c World,
    placed: &'c PlacedRule<'d>,
    findings: &'c mut Findings,
}

impl<'d> Typing<'_, 'd> {
    fn place(&self) -> Place {
        self.placed.place(self.layout)
    }

    fn error(&mut self, code: FindingCode, lv: &str, en: &str) {
        let place = self.place();
        self.findings.error(code, &place, lv, en);
    }

    fn infer(&mut self, rule: &'d Rule, scope: Scope) -> Option<Type<'d>> {
        match rule {
            Rule::Bool(_) => Some(Type::Bool),
            Rule::Integer(_) | Rule::Decimal(_) => Some(Type::Number),
            Rule::Text(_) => Some(Type::Text),
            Rule::Date(_) | Rule::Today(_) => Some(Type::Date),
            Rule::Option(_) => Some(Type::Choice(None)),
            Rule::List(entries) => Some(self.infer_list(rule, entries, scope)),
            Rule::Answer(name) => self.infer_answer(name, scope),
            Rule::Answered(name) => {
                self.resolve(name, scope);
                Some(Type::Bool)
            }
            Rule::Eq(a, b) | Rule::Ne(a, b) => {
                self.check_equality(rule, a, b, scope);
                Some(Type::Bool)
            }
            Rule::Lt(a, b) | Rule::Le(a, b) | Rule::Gt(a, b) | Rule::Ge(a, b) => {
                let types = (self.infer(a, scope), self.infer(b, scope));
                if let (Some(a), Some(b)) = types
                    && (!a.is_same(&b) || !matches!(a, Type::Number | Type::Date))
                {
                    self.refuse(rule, &[a, b]);
                }
                Some(Type::Bool)
            }
            Rule::And(parts) | Rule::Or(parts) => {
                parts.iter().for_each(|part| self.expect_truth(part, scope));
                Some(Type::Bool)
            }
            Rule::Not(part) => {
                self.expect_truth(part, scope);
                Some(Type::Bool)
            }
            Rule::In(value, list) => {
                self.check_membership(rule, value, list, scope);
                Some(Type::Bool)
            }
            Rule::Count(Items { group, condition }) => {
                self.check_items(group, condition.as_deref(), scope);
                Some(Type::Number)
            }
            Rule::Any(ItemCondition { group, condition }) | Rule::All(ItemCondition { group, condition }) => {
                self.check_items(group, Some(condition), scope);
                Some(Type::Bool)
            }
            Rule::Sum(items) => {
                let given = self.infer_items(items, scope);
                if let Some(other) = given.filter(|given| !given.is_same(&Type::Number)) {
                    self.refuse(rule, &[other]);
                }
                Some(Type::Number)
            }
            Rule::Min(items) | Rule::Max(items) => {
                let given = self.infer_items(items, scope)?;
                if !matches!(given, Type::Number | Type::Date) {
                    self.refuse(rule, &[given]);
                    return None;
                }
                Some(given)
            }
            Rule::First(items) => self.infer_items(items, scope),
            Rule::Between(value, low, high) => {
                let types: Vec<_> = [value, low, high]
                    .into_iter()
                    .filter_map(|part| self.infer(part, scope))
                    .collect();
                let fits = |one: &Type<'_>| one.is_same(&types[0]) && matches!(one, Type::Number | Type::Date);
                if !types.iter().all(fits) {
                    self.refuse(rule, &types);
                }
                Some(Type::Bool)
            }
            Rule::Add(parts) | Rule::Multiply(parts) => {
                parts
                    .iter()
                    .for_each(|part| self.expect(rule, part, &Type::Number, scope));
                Some(Type::Number)
            }
            Rule::Subtract(a, b) | Rule::Divide(a, b) => {
                self.expect(rule, a, &Type::Number, scope);
                self.expect(rule, b, &Type::Number, scope);
                Some(Type::Number)
            }
            Rule::AddDays(date, number) | Rule::AddMonths(date, number) | Rule::AddWorkingDays(date, number) => {
                self.expect(rule, date, &Type::Date, scope);
                self.expect(rule, number, &Type::Number, scope);
                Some(Type::Date)
            }
            Rule::AgeAt(from, to) | Rule::DaysBetween(from, to) => {
                self.expect(rule, from, &Type::Date, scope);
                self.expect(rule, to, &Type::Date, scope);
                Some(Type::Number)
            }
            Rule::Length(part) => {
                match self.infer(part, scope) {
                    None | Some(Type::Text | Type::List(_)) => {}
                    Some(other) => self.refuse(rule, &[other]),
                }
                Some(Type::Number)
            }
            Rule::StartsWith(text, part) | Rule::Contains(text, part) => {
                self.expect(rule, text, &Type::Text, scope);
                self.expect(rule, part, &Type::Text, scope);
                Some(Type::Bool)
            }
            Rule::Trimmed(part) | Rule::CaseFolded(part) => {
                self.expect(rule, part, &Type::Text, scope);
                Some(Type::Text)
            }
            Rule::Matches(matched) => {
                self.expect(rule, &matched.value, &Type::Text, scope);
                let place = self.place();
                check_regex(&matched.regex, &place, self.findings);
                Some(Type::Bool)
            }
            Rule::Attribute(attribute) => self.infer_attribute(rule, attribute, scope),
            Rule::Register(fact) => self.infer_register(rule, fact, scope),
            Rule::If(choice) => {
                self.expect_truth(&choice.test, scope);
                let types = (self.infer(&choice.then, scope), self.infer(&choice.otherwise, scope));
                match types {
                    (Some(a), Some(b)) if !a.is_same(&b) => {
                        self.refuse(rule, &[a, b]);
                        None
                    }
                    (then, otherwise) => then.or(otherwise),
                }
            }
        }
    }

    fn infer_list(&mut self, rule: &'d Rule, entries: &'d [Rule], scope: Scope) -> Type<'d> {
        let types: Vec<Type<'d>> = entries.iter().filter_map(|entry| self.infer(entry, scope)).collect();
        let (first, others) = match types.split_first() {
            Some(parts) => parts,
            None => return Type::List(None),
        };
        if others.iter().any(|other| !first.is_same(other)) {
            self.refuse(rule, &types);
            return Type::List(None);
        }
        Type::List(Some(Box::new(first.clone())))
    }

    fn infer_answer(&mut self, name: &FieldId, scope: Scope) -> Option<Type<'d>> {
        let field = self.layout.fields[self.resolve(name, scope)?].field;
        let given = type_of(field);
        if given.is_none() {
            let (lv, en) = (
                format!("laukam “{name}” nav vienas vērtības, ko nosacījumā salīdzināt"),
                format!("the field “{name}” has no single value that a rule could use"),
            );
            self.error(FindingCode::TypeError, &lv, &en);
        }
        given
    }

    /// The type of what is asked of the items of a group.
    fn infer_items(&mut self, items: &'d ItemValue, scope: Scope) -> Option<Type<'d>> {
        self.check_items(&items.group, items.condition.as_deref(), scope);
        let group = self.layout.group(&items.group, scope)?;
        self.infer(&items.of, Scope::Item { group, index: 0 })
    }

    fn resolve(&mut self, name: &FieldId, scope: Scope) -> Option<usize> {
        let found = self.layout.resolve(name, scope);
        if found.is_none() {
            self.unknown(name, "lauka", "field");
        }
        found
    }

    fn unknown(&mut self, name: &FieldId, lv: &str, en: &str) {
        let (lv, en) = (
            format!("nosacījums atsaucas uz “{name}”, bet tāda {lv} šeit nav"),
            format!("a rule refers to “{name}”, but there is no such {en} here"),
        );
        self.error(FindingCode::UnknownReference, &lv, &en);
    }

    fn check_items(&mut self, group: &FieldId, condition: Option<&'d Rule>, scope: Scope) {
        match self.layout.group(group, scope) {
            None => self.unknown(group, "atkārtojamas grupas", "repeating group"),
            Some(place) => {
                if let Some(condition) = condition {
                    self.expect_truth(condition, Scope::Item { group: place, index: 0 });
                }
            }
        }
    }

    fn check_equality(&mut self, rule: &'d Rule, a: &'d Rule, b: &'d Rule, scope: Scope) {
        let (Some(left), Some(right)) = (self.infer(a, scope), self.infer(b, scope)) else {
            return;
        };
        if !left.is_same(&right) || matches!(left, Type::List(_)) {
            self.refuse(rule, &[left, right]);
            return;
        }
        self.check_option(b, &left);
        self.check_option(a, &right);
    }

    fn check_membership(&mut self, rule: &'d Rule, value: &'d Rule, list: &'d Rule, scope: Scope) {
        let (Some(left), Some(right)) = (self.infer(value, scope), self.infer(list, scope)) else {
            return;
        };
        match &right {
            Type::List(None) => {}
            Type::List(Some(entry)) if entry.is_same(&left) && !matches!(left, Type::List(_)) => {
                self.check_option(value, entry);
                if let Rule::List(entries) = list {
                    entries.iter().for_each(|entry| self.check_option(entry, &left));
                }
            }
            _ => self.refuse(rule, &[left, right]),
        }
    }

    /// An option that a rule names must be on the list of the field it is compared with.
    fn check_option(&mut self, rule: &Rule, other: &Type<'_>) {
        let (Rule::Option(id), Type::Choice(Some(OptionSource::Inline(options)))) = (rule, other) else {
            return;
        };
        if options.iter().all(|option| option.id != *id) {
            let (lv, en) = (
                format!("nosacījums min izvēli “{id}”, kuras laukam nav"),
                format!("a rule names the option “{id}”, which the field does not have"),
            );
            self.error(FindingCode::UnknownOption, &lv, &en);
        }
    }

    fn expect_truth(&mut self, rule: &'d Rule, scope: Scope) {
        self.expect_result(rule, scope, &Type::Bool, ("jā vai nē", "yes or no"));
    }

    fn expect_result(&mut self, rule: &'d Rule, scope: Scope, expected: &Type<'_>, (lv, en): (&str, &str)) {
        if let Some(other) = self.infer(rule, scope)
            && !other.is_same(expected)
        {
            let (in_lv, in_en) = other.words();
            let (lv, en) = (
                format!("“{}” dod vērtību ({in_lv}), bet vajadzīgs {lv}", rule.operator()),
                format!("“{}” gives {in_en} where {en} is needed", rule.operator()),
            );
            self.error(FindingCode::TypeError, &lv, &en);
        }
    }

    fn expect(&mut self, rule: &'d Rule, part: &'d Rule, expected: &Type<'_>, scope: Scope) {
        if let Some(other) = self.infer(part, scope)
            && !other.is_same(expected)
        {
            self.refuse(rule, &[other]);
        }
    }

    fn refuse(&mut self, rule: &Rule, types: &[Type<'_>]) {
        let list = |words: fn(&Type<'_>) -> &'static str| types.iter().map(words).collect::<Vec<_>>().join(", ");
        let (lv, en) = (
            format!("darbībai “{}” neder: {}", rule.operator(), list(|one| one.words().0)),
            format!("“{}” does not take: {}", rule.operator(), list(|one| one.words().1)),
        );
        self.error(FindingCode::TypeError, &lv, &en);
    }
}
