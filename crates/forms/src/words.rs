//! Rules in words, for people who write forms and for those who ask why something is shown.

use crate::definition::FormDefinition;
use crate::field::FieldKind;
use crate::ids::{FieldId, OptionId};
use crate::language::{Language, LocalText};
use crate::layout::{Layout, Scope};
use crate::limits::MAX_RULE_DEPTH;
use crate::number;
use crate::rule::{ItemValue, Rule};
use crate::summary::date_in_words;

/// A rule that stands on the top level of a form, in words: “Age” is at least 18.
pub fn in_words(rule: &Rule, definition: &FormDefinition) -> LocalText {
    rule_in_words(rule, Scope::Form, &Layout::new(definition))
}

pub(crate) fn rule_in_words(rule: &Rule, scope: Scope, layout: &Layout<'_>) -> LocalText {
    let [lv, en] =
        [Language::Lv, Language::En].map(|language| Speaker { layout, language }.say(rule, scope, MAX_RULE_DEPTH));
    LocalText::new(lv, en)
}

struct Speaker<'c, 'd> {
    layout: &'c Layout<'d>,
    language: Language,
}

impl Speaker<'_, '_> {
    fn say(&self, rule: &Rule, scope: Scope, depth: u32) -> String {
        let Some(depth) = depth.checked_sub(1) else {
            return "…".to_owned();
        };
        let say = |part: &Rule| self.say(part, scope, depth);
        let inside = |part: &Rule| self.bracketed(part, scope, depth);
        let between = |a: &Rule, (lv, en): (&str, &str), b: &Rule| {
            format!(
                "{} {} {}",
                inside(a),
                self.pick(lv, en),
                self.operand(a, b, scope, depth)
            )
        };
        match rule {
            Rule::Bool(true) => self.pick("jā", "yes").to_owned(),
            Rule::Bool(false) => self.pick("nē", "no").to_owned(),
            Rule::Integer(number) => number::format((*number).into(), self.language),
            Rule::Decimal(number) => number::format(*number, self.language),
            Rule::Text(text) => self.quoted(text),
            Rule::Date(date) => date_in_words(*date, self.language),
            Rule::Option(id) => self.quoted(id.as_str()),
            Rule::List(entries) => entries.iter().map(say).collect::<Vec<_>>().join(", "),
            Rule::Answer(name) => self.quoted(&self.name(name, scope)),
            Rule::Today(_) => self.pick("šodiena", "today").to_owned(),
            Rule::Eq(a, b) => between(a, ("ir", "is"), b),
            Rule::Ne(a, b) => between(a, ("nav", "is not"), b),
            Rule::Lt(a, b) => between(a, self.less(a, b, scope), b),
            Rule::Le(a, b) => between(a, self.at_most(a, b, scope), b),
            Rule::Gt(a, b) => between(a, self.greater(a, b, scope), b),
            Rule::Ge(a, b) => between(a, self.at_least(a, b, scope), b),
            Rule::Between(value, low, high) => format!(
                "{} {} {} {} {}",
                inside(value),
                self.pick("ir no", "is from"),
                inside(low),
                self.pick("līdz", "to"),
                inside(high)
            ),
            Rule::And(parts) => self.joined(parts, self.pick(" un ", " and "), self.pick("jā", "yes"), scope, depth),
            Rule::Or(parts) => self.joined(parts, self.pick(" vai ", " or "), self.pick("nē", "no"), scope, depth),
            Rule::Not(part) => format!("{} {}", self.pick("nav tā, ka", "it is not so that"), inside(part)),
            Rule::In(value, list) => self.membership(value, list, scope, depth),
            Rule::Answered(name) => {
                let name = self.quoted(&self.name(name, scope));
                match self.language {
                    Language::Lv => format!("uz {name} ir atbildēts"),
                    Language::En => format!("{name} is answered"),
                }
            }
            Rule::Count(items) => {
                let count = self.pick("ierakstu skaits grupā", "the number of items in");
                let name = self.quoted(&self.name(&items.group, scope));
                format!(
                    "{count} {name}{}",
                    self.among(items.condition.as_deref(), &items.group, scope, depth)
                )
            }
            Rule::Any(items) => self.asked(("kādam ierakstam grupā", "for some item in"), items, scope, depth),
            Rule::All(items) => self.asked(("katram ierakstam grupā", "for each item in"), items, scope, depth),
            Rule::Sum(items) => self.gathered(
                ("summa pa ierakstiem grupā", "the sum over the items in"),
                items,
                scope,
                depth,
            ),
            Rule::Min(items) => self.gathered(("mazākais grupā", "the least in"), items, scope, depth),
            Rule::Max(items) => self.gathered(("lielākais grupā", "the greatest in"), items, scope, depth),
            Rule::First(items) => self.gathered(("pirmais grupā", "the first in"), items, scope, depth),
            Rule::Add(parts) => self.joined(parts, " + ", "0", scope, depth),
            Rule::Multiply(parts) => self.joined(parts, " × ", "1", scope, depth),
            Rule::Subtract(a, b) => format!("{} − {}", inside(a), inside(b)),
            Rule::Divide(a, b) => format!("{} ÷ {}", inside(a), inside(b)),
            Rule::AddDays(date, count) => self.later(date, count, ("dienas", "days"), scope, depth),
            Rule::AddMonths(date, count) => self.later(date, count, ("mēneši", "months"), scope, depth),
            Rule::AddWorkingDays(date, count) => self.later(date, count, ("darbdienas", "working days"), scope, depth),
            Rule::DaysBetween(from, to) => match self.language {
                Language::Lv => format!("dienu skaits no {} līdz {}", inside(from), inside(to)),
                Language::En => format!("the days from {} to {}", inside(from), inside(to)),
            },
            Rule::AgeAt(from, to) => match self.language {
                Language::Lv => format!("pilni gadi no {} līdz {}", inside(from), inside(to)),
                Language::En => format!("the full years from {} to {}", inside(from), inside(to)),
            },
            Rule::Length(part) => format!("{} {}", self.pick("garums:", "the length of"), inside(part)),
            Rule::StartsWith(a, b) => between(a, ("sākas ar", "begins with"), b),
            Rule::Contains(a, b) => between(a, ("satur", "contains"), b),
            Rule::Trimmed(part) => format!(
                "{} {}",
                inside(part),
                self.pick("bez malu atstarpēm", "without outer blanks")
            ),
            Rule::CaseFolded(part) => format!("{} {}", inside(part), self.pick("mazajiem burtiem", "in small letters")),
            Rule::Matches(matched) => {
                let has = self.pick("atbilst izteiksmei", "matches the expression");
                format!("{} {has} {}", inside(&matched.value), matched.regex)
            }
            Rule::Attribute(attribute) => {
                let of = inside(&attribute.of);
                match self.language {
                    Language::Lv => format!("pazīme {} ({of})", self.quoted(&attribute.name)),
                    Language::En => format!("{} of {of}", self.quoted(&attribute.name)),
                }
            }
            Rule::Register(fact) => {
                let (name, attribute) = (self.quoted(&fact.name), self.quoted(&fact.attribute));
                let key = fact
                    .key
                    .as_deref()
                    .map_or(String::new(), |key| format!(" ({})", say(key)));
                match self.language {
                    Language::Lv => format!("{attribute} reģistrā {name}{key}"),
                    Language::En => format!("{attribute} in the register {name}{key}"),
                }
            }
            Rule::If(choice) => {
                let (test, then, otherwise) = (say(&choice.test), say(&choice.then), say(&choice.otherwise));
                match self.language {
                    Language::Lv => format!("ja {test}, tad {then}, citādi {otherwise}"),
                    Language::En => format!("if {test}, then {then}, else {otherwise}"),
                }
            }
        }
    }

    fn pick<'t>(&self, lv: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Lv => lv,
            Language::En => en,
        }
    }

    fn quoted(&self, text: &str) -> String {
        format!("“{text}”")
    }

    fn name(&self, name: &FieldId, scope: Scope) -> String {
        let field = self
            .layout
            .resolve(name, scope)
            .map(|place| self.layout.fields[place].field);
        match field.map_or("", |field| field.label.get(self.language)) {
            "" => name.to_string(),
            label => label.to_owned(),
        }
    }

    /// An expression in brackets if it is made of several.
    fn bracketed(&self, rule: &Rule, scope: Scope, depth: u32) -> String {
        let said = self.say(rule, scope, depth);
        let is_simple = is_simple(rule);
        if is_simple { said } else { format!("({said})") }
    }

    /// What something is compared with; an option by its label.
    fn operand(&self, other: &Rule, rule: &Rule, scope: Scope, depth: u32) -> String {
        match rule {
            Rule::Option(id) => self.quoted(&self.option(other, id, scope)),
            _ => self.bracketed(rule, scope, depth),
        }
    }

    fn option(&self, field: &Rule, id: &OptionId, scope: Scope) -> String {
        let Rule::Answer(name) = field else {
            return id.to_string();
        };
        let place = self.layout.resolve(name, scope);
        let options = place.map_or(&[][..], |place| self.layout.fields[place].field.kind.inline_options());
        let label = options
            .iter()
            .find(|option| option.id == *id)
            .map(|option| option.label.get(self.language));
        label
            .filter(|label| !label.is_empty())
            .unwrap_or(id.as_str())
            .to_owned()
    }

    fn membership(&self, value: &Rule, list: &Rule, scope: Scope, depth: u32) -> String {
        if let Rule::List(entries) = list {
            let entries: Vec<String> = entries
                .iter()
                .map(|one| self.operand(value, one, scope, depth))
                .collect();
            let one_of = self.pick("ir viens no:", "is one of");
            return format!(
                "{} {one_of} {}",
                self.bracketed(value, scope, depth),
                entries.join(", ")
            );
        }
        let chosen = self.pick("satur", "includes");
        format!(
            "{} {chosen} {}",
            self.bracketed(list, scope, depth),
            self.operand(list, value, scope, depth)
        )
    }

    fn joined(&self, parts: &[Rule], between: &str, none: &str, scope: Scope, depth: u32) -> String {
        if parts.is_empty() {
            return none.to_owned();
        }
        let parts: Vec<String> = parts.iter().map(|part| self.bracketed(part, scope, depth)).collect();
        parts.join(between)
    }

    fn later(&self, date: &Rule, count: &Rule, (lv, en): (&str, &str), scope: Scope, depth: u32) -> String {
        let (date, count) = (self.bracketed(date, scope, depth), self.bracketed(count, scope, depth));
        format!("{date} + {count} {}", self.pick(lv, en))
    }

    fn item_scope(&self, group: &FieldId, scope: Scope) -> Scope {
        Scope::of(self.layout.group(group, scope), 0)
    }

    fn among(&self, condition: Option<&Rule>, group: &FieldId, scope: Scope, depth: u32) -> String {
        let Some(condition) = condition else {
            return String::new();
        };
        let said = self.say(condition, self.item_scope(group, scope), depth);
        match self.language {
            Language::Lv => format!(", kuriem {said}"),
            Language::En => format!(" for which {said}"),
        }
    }

    fn asked(&self, (lv, en): (&str, &str), items: &crate::rule::ItemCondition, scope: Scope, depth: u32) -> String {
        let said = self.say(&items.condition, self.item_scope(&items.group, scope), depth);
        let name = self.quoted(&self.name(&items.group, scope));
        format!("{} {name}: {said}", self.pick(lv, en))
    }

    fn gathered(&self, (lv, en): (&str, &str), items: &ItemValue, scope: Scope, depth: u32) -> String {
        let said = self.say(&items.of, self.item_scope(&items.group, scope), depth);
        let name = self.quoted(&self.name(&items.group, scope));
        let among = self.among(items.condition.as_deref(), &items.group, scope, depth);
        format!("{} {name}{among}: {said}", self.pick(lv, en))
    }

    fn less(&self, a: &Rule, b: &Rule, scope: Scope) -> (&'static str, &'static str) {
        self.by_type(
            a,
            b,
            scope,
            ("ir pirms", "is before"),
            ("ir mazāk nekā", "is less than"),
        )
    }

    fn greater(&self, a: &Rule, b: &Rule, scope: Scope) -> (&'static str, &'static str) {
        self.by_type(a, b, scope, ("ir pēc", "is after"), ("ir vairāk nekā", "is more than"))
    }

    fn at_most(&self, a: &Rule, b: &Rule, scope: Scope) -> (&'static str, &'static str) {
        self.by_type(
            a,
            b,
            scope,
            ("nav vēlāk par", "is no later than"),
            ("nav vairāk par", "is at most"),
        )
    }

    fn at_least(&self, a: &Rule, b: &Rule, scope: Scope) -> (&'static str, &'static str) {
        self.by_type(
            a,
            b,
            scope,
            ("nav agrāk par", "is no earlier than"),
            ("nav mazāk par", "is at least"),
        )
    }

    fn by_type<T>(&self, a: &Rule, b: &Rule, scope: Scope, of_dates: T, of_numbers: T) -> T {
        if self.is_date(a, scope) || self.is_date(b, scope) {
            of_dates
        } else {
            of_numbers
        }
    }

    fn is_date(&self, rule: &Rule, scope: Scope) -> bool {
        match rule {
            Rule::Date(_) | Rule::Today(_) => true,
            Rule::AddDays(..) | Rule::AddMonths(..) | Rule::AddWorkingDays(..) => true,
            Rule::Answer(name) => {
                let place = self.layout.resolve(name, scope);
                place.is_some_and(|place| matches!(self.layout.fields[place].field.kind, FieldKind::Date(_)))
            }
            _ => false,
        }
    }
}

/// True for what needs no brackets inside something else.
fn is_simple(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Bool(_)
            | Rule::Integer(_)
            | Rule::Decimal(_)
            | Rule::Text(_)
            | Rule::Date(_)
            | Rule::Option(_)
            | Rule::Answer(_)
            | Rule::Today(_)
            | Rule::Register(_)
    )
}
