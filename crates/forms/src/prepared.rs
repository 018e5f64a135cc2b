//! A form made ready to be judged many times: names resolved, rules compiled, what waits for what known.

use crate::definition::FormDefinition;
use crate::expression::{Compiler, Expression};
use crate::field::{Field, Requirement};
use crate::ids::OptionId;
use crate::kind::FieldKind;
use crate::layout::{Layout, Scope};
use crate::order::{Node, Order};
use crate::regex::LazyRegex;
use crate::rule::Rule;

/// A definition made ready: prepare it once, then judge any number of answers with it.
///
/// Preparing costs about as much as judging; whoever judges the same form again and again keeps this.
pub struct PreparedForm<'d> {
    pub(crate) layout: Layout<'d>,
    pub(crate) order: Order,
    pub(crate) pages: Vec<Option<Expression<'d>>>,
    pub(crate) sections: Vec<Option<Expression<'d>>>,
    pub(crate) fields: Vec<FieldRules<'d>>,
    /// For each field: whose state has rules that look at it.
    pub(crate) stated_by: Vec<Vec<usize>>,
}

/// The rules of a field, compiled.
pub(crate) struct FieldRules<'d> {
    pub visible: Option<Expression<'d>>,
    /// The options that are not always offered.
    pub options: Vec<(&'d OptionId, Expression<'d>)>,
    pub value: Option<Expression<'d>>,
    pub required: Need<'d>,
    pub read_only: Option<Expression<'d>>,
    pub default: Option<Expression<'d>>,
    /// As many as the field has constraints, in their order.
    pub constraints: Vec<Expression<'d>>,
    pub pattern: Option<LazyRegex<'d>>,
}

/// Whether a field must be answered.
pub(crate) enum Need<'d> {
    Always,
    Never,
    When(Expression<'d>),
}

impl<'d> Need<'d> {
    fn rule(&self) -> Option<&Expression<'d>> {
        match self {
            Need::When(rule) => Some(rule),
            Need::Always | Need::Never => None,
        }
    }
}

impl<'d> PreparedForm<'d> {
    /// Makes a definition ready.
    pub fn new(definition: &'d FormDefinition) -> Self {
        let layout = Layout::new(definition);
        let mut compiler = Compiler::new(&layout);
        let mut optional = |rule: &'d Option<Rule>| rule.as_ref().map(|rule| compiler.compile(rule, Scope::Form));
        let pages: Vec<_> = layout.pages.iter().map(|page| optional(&page.visible)).collect();
        let sections: Vec<_> = layout
            .sections
            .iter()
            .map(|placed| optional(&placed.section.visible))
            .collect();
        let fields: Vec<_> = layout
            .fields
            .iter()
            .map(|placed| FieldRules::new(placed.field, Scope::of(placed.group, 0), &mut compiler))
            .collect();
        let stated_by = stated_by(&fields);
        let order = Order::new(&layout, |node, found| match node {
            Node::Page(page) => look(&pages[page], found),
            Node::Section(section) => {
                found(Node::Page(layout.sections[section].page));
                look(&sections[section], found);
            }
            Node::Field(place) => {
                let placed = &layout.fields[place];
                found(Node::Section(placed.section));
                placed.group.into_iter().for_each(|group| found(Node::Field(group)));
                let is_group = placed.field.kind.group().is_some();
                fields[place].deciding(is_group).for_each(|rule| look([rule], found));
            }
        });
        PreparedForm {
            layout,
            order,
            pages,
            sections,
            fields,
            stated_by,
        }
    }

    /// The nodes in the order in which they are decided; those in circles come last.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node> + '_ {
        self.order.sequence.iter().chain(&self.order.stuck).copied()
    }
}

impl<'d> FieldRules<'d> {
    /// The rules that decide what is shown of a field: itself, its options, what is calculated, and for a group how
    /// many empty items.
    fn deciding(&self, is_group: bool) -> impl Iterator<Item = &Expression<'d>> {
        let needed = self.required.rule().filter(|_| is_group);
        let options = self.options.iter().map(|(_, rule)| rule);
        self.visible.iter().chain(options).chain(&self.value).chain(needed)
    }

    /// The rules that decide its state once it is known what is shown.
    fn stating(&self) -> impl Iterator<Item = &Expression<'d>> {
        let required = self.required.rule().into_iter();
        required
            .chain(&self.read_only)
            .chain(&self.default)
            .chain(&self.constraints)
    }

    fn new(field: &'d Field, scope: Scope, compiler: &mut Compiler<'_, 'd>) -> Self {
        let mut compile = |rule: &'d Rule| compiler.compile(rule, scope);
        let options = field.kind.inline_options().iter();
        FieldRules {
            visible: field.visible.as_ref().map(&mut compile),
            options: options
                .filter_map(|option| Some((&option.id, compile(option.visible.as_ref()?))))
                .collect(),
            value: field.kind.calculation().map(&mut compile),
            required: match &field.required {
                _ if !field.kind.is_question() => Need::Never,
                Requirement::Always => Need::Always,
                Requirement::Never => Need::Never,
                Requirement::When(rule) => Need::When(compile(rule)),
            },
            read_only: field.read_only.as_ref().map(&mut compile),
            default: field.default.as_ref().map(&mut compile),
            constraints: field.constraints.iter().map(|one| compile(&one.rule)).collect(),
            pattern: match &field.kind {
                FieldKind::ShortText(rules) | FieldKind::LongText(rules) => {
                    rules.pattern.as_ref().map(|pattern| LazyRegex::new(&pattern.regex))
                }
                _ => None,
            },
        }
    }
}

/// The rules that decide a field's state once it is known what is shown.
pub(crate) fn state_rules(field: &Field) -> impl Iterator<Item = &Rule> {
    let required = match &field.required {
        Requirement::When(rule) => Some(rule),
        Requirement::Always | Requirement::Never => None,
    };
    let constraints = field.constraints.iter().map(|one| &one.rule);
    required
        .into_iter()
        .chain(&field.read_only)
        .chain(&field.default)
        .chain(constraints)
}

/// Tells the fields that a rule looks at.
fn look<'f, 'd: 'f>(rule: impl IntoIterator<Item = &'f Expression<'d>>, found: &mut dyn FnMut(Node)) {
    rule.into_iter()
        .for_each(|rule| rule.targets(&mut |place| found(Node::Field(place))));
}

fn stated_by(fields: &[FieldRules<'_>]) -> Vec<Vec<usize>> {
    let mut stated_by = vec![Vec::new(); fields.len()];
    for (place, rules) in fields.iter().enumerate() {
        for rule in rules.stating() {
            rule.targets(&mut |other| {
                if stated_by[other].last() != Some(&place) {
                    stated_by[other].push(place);
                }
            });
        }
    }
    stated_by
}
