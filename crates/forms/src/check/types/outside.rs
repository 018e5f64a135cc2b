//! Types of what comes from outside the answers: attributes of codes, registers; and of what goes into a field at first.

use super::Typing;
use super::kinds::{Type, type_of};
use crate::check::FindingCode;
use crate::choice::OptionSource;
use crate::layout::Scope;
use crate::order::Node;
use crate::rule::{Attribute, RegisterFact, Rule};

impl<'d> Typing<'_, 'd> {
    pub(super) fn infer_attribute(
        &mut self,
        rule: &'d Rule,
        attribute: &'d Attribute,
        scope: Scope,
    ) -> Option<Type<'d>> {
        let of = self.infer(&attribute.of, scope)?;
        let Type::Choice(Some(OptionSource::CodeList(list))) = of else {
            self.refuse(rule, &[of]);
            return None;
        };
        let known = self.world.code_lists.get(list)?.get(&attribute.name);
        if known.is_none() {
            let name = &attribute.name;
            let (lv, en) = (
                format!("klasifikatoram “{list}” nav pazīmes “{name}”"),
                format!("the code list “{list}” has no attribute “{name}”"),
            );
            self.error(FindingCode::UnknownFact, &lv, &en);
        }
        known.copied().map(Type::from)
    }

    pub(super) fn infer_register(&mut self, rule: &'d Rule, fact: &'d RegisterFact, scope: Scope) -> Option<Type<'d>> {
        if let Some(key) = fact.key.as_deref().and_then(|key| self.infer(key, scope))
            && !matches!(key, Type::Text | Type::Choice(_))
        {
            self.refuse(rule, &[key]);
        }
        let register = self.world.registers.get(&fact.name);
        let known = register.and_then(|register| register.attributes.get(&fact.attribute));
        if known.is_none() {
            let (name, attribute) = (&fact.name, &fact.attribute);
            let (lv, en) = match register {
                Some(_) => (
                    format!("reģistram “{name}” nav pazīmes “{attribute}”"),
                    format!("the register “{name}” has no attribute “{attribute}”"),
                ),
                None => (
                    format!("reģistrs “{name}” nav pieslēgts"),
                    format!("no register “{name}” is connected"),
                ),
            };
            self.error(FindingCode::UnknownFact, &lv, &en);
        }
        known.map(|attribute| attribute.fact_type.into())
    }

    /// What is computed must be what the field holds.
    pub(super) fn expect_computed(&mut self, rule: &'d Rule, scope: Scope) {
        let Node::Field(place) = self.placed.owner else {
            return;
        };
        if let Some(expected) = type_of(self.layout.fields[place].field) {
            self.expect_result(rule, scope, &expected, expected.words());
        }
    }

    /// What stands in a field at first must be what the field takes.
    pub(super) fn expect_default(&mut self, rule: &'d Rule, scope: Scope) {
        let Node::Field(place) = self.placed.owner else {
            return;
        };
        let field = self.layout.fields[place].field;
        match type_of(field) {
            Some(expected) if field.kind.is_question() => {
                self.expect_result(rule, scope, &expected, expected.words());
                self.check_option(rule, &expected);
            }
            _ => {
                let (lv, en) = (
                    "šāda veida laukam nevar būt sākotnējās vērtības",
                    "such a field can have no first value",
                );
                self.error(FindingCode::TypeError, lv, en);
            }
        }
    }
}
