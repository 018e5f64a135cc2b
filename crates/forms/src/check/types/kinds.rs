//! The types that expressions have.

use crate::choice::OptionSource;
use crate::facts::FactType;
use crate::field::Field;
use crate::kind::FieldKind;
use crate::shown::HiddenType;

/// The type of an expression. What could not be typed is `None` in its place, so that one mistake is told once.
#[derive(Clone, Debug)]
pub(super) enum Type<'d> {
    Bool,
    Number,
    Text,
    Date,
    /// An option, with the list it is from when it is an answer.
    Choice(Option<&'d OptionSource>),
    List(Option<Box<Type<'d>>>),
}

impl Type<'_> {
    pub fn words(&self) -> (&'static str, &'static str) {
        match self {
            Type::Bool => ("jā/nē", "yes/no"),
            Type::Number => ("skaitlis", "a number"),
            Type::Text => ("teksts", "text"),
            Type::Date => ("datums", "a date"),
            Type::Choice(_) => ("izvēle", "an option"),
            Type::List(_) => ("saraksts", "a list"),
        }
    }

    pub fn is_same(&self, other: &Type<'_>) -> bool {
        match (self, other) {
            (Type::List(Some(a)), Type::List(Some(b))) => a.is_same(b),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// The type of a field's answers; people, addresses and groups have none.
pub(super) fn type_of(field: &Field) -> Option<Type<'_>> {
    match &field.kind {
        FieldKind::ShortText(_) | FieldKind::LongText(_) | FieldKind::Phone(_) | FieldKind::Email(_) => {
            Some(Type::Text)
        }
        FieldKind::Iban(_) | FieldKind::Url(_) => Some(Type::Text),
        FieldKind::Number(_) | FieldKind::Money(_) | FieldKind::Time(_) | FieldKind::Calculated(_) => {
            Some(Type::Number)
        }
        FieldKind::Date(_) | FieldKind::Month(_) => Some(Type::Date),
        FieldKind::YesNo(_) | FieldKind::Consent(_) | FieldKind::Signature(_) => Some(Type::Bool),
        kind @ (FieldKind::OneOf(_) | FieldKind::Country(_)) => Some(Type::Choice(kind.options())),
        FieldKind::File(_) => Some(Type::List(Some(Box::new(Type::Text)))),
        FieldKind::Hidden(hidden) => Some(match hidden.gives {
            HiddenType::YesNo => Type::Bool,
            HiddenType::Number => Type::Number,
            HiddenType::Text => Type::Text,
            HiddenType::Date => Type::Date,
            HiddenType::Option => Type::Choice(None),
        }),
        FieldKind::ManyOf(many) => Some(Type::List(Some(Box::new(Type::Choice(Some(&many.options)))))),
        FieldKind::DateRange(_)
        | FieldKind::Person(_)
        | FieldKind::Company(_)
        | FieldKind::Address(_)
        | FieldKind::MapPoint(_)
        | FieldKind::Group(_)
        | FieldKind::Table(_)
        | FieldKind::StaticText(_)
        | FieldKind::Notice(_)
        | FieldKind::Summary(_) => None,
    }
}

impl From<FactType> for Type<'_> {
    fn from(fact: FactType) -> Self {
        match fact {
            FactType::Bool => Type::Bool,
            FactType::Number => Type::Number,
            FactType::Text => Type::Text,
            FactType::Date => Type::Date,
            FactType::Option => Type::Choice(None),
        }
    }
}
