//! In which order visibility must be decided so that each rule finds what it refers to.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::layout::{Layout, Scope};
use crate::rule::Rule;

/// Something whose visibility is decided by a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Page(usize),
    Section(usize),
    Field(usize),
}

/// All nodes in dependency order; among those that could come next, pages, sections and fields as people see them.
pub(crate) struct Order {
    pub sequence: Vec<Node>,
    /// Nodes that wait for each other in a circle, or for one that does.
    pub stuck: Vec<Node>,
    waits_for: Vec<Vec<usize>>,
    /// Where each node stands in `sequence`; nothing useful for those that are stuck.
    ranks: Vec<usize>,
    /// For each node the ranks of those that wait for it.
    waiting: Vec<Vec<usize>>,
    numbering: Numbering,
}

#[derive(Clone, Copy)]
struct Numbering {
    pages: usize,
    sections: usize,
    fields: usize,
}

impl Numbering {
    fn number(self, node: Node) -> usize {
        match node {
            Node::Page(page) => page,
            Node::Section(section) => self.pages + section,
            Node::Field(field) => self.pages + self.sections + field,
        }
    }

    fn node(self, number: usize) -> Node {
        if number < self.pages {
            Node::Page(number)
        } else if number < self.pages + self.sections {
            Node::Section(number - self.pages)
        } else {
            Node::Field(number - self.pages - self.sections)
        }
    }

    fn len(self) -> usize {
        self.pages + self.sections + self.fields
    }
}

impl Order {
    /// The order in which nodes of these numbers come that wait for each other as `dependencies` tells.
    pub fn new(layout: &Layout<'_>, dependencies: impl Fn(Node, &mut dyn FnMut(Node))) -> Self {
        let numbering = Numbering {
            pages: layout.pages.len(),
            sections: layout.sections.len(),
            fields: layout.fields.len(),
        };
        let waits_for: Vec<Vec<usize>> = (0..numbering.len())
            .map(|number| {
                let mut needs = Vec::new();
                dependencies(numbering.node(number), &mut |need| needs.push(numbering.number(need)));
                needs.sort_unstable();
                needs.dedup();
                needs
            })
            .collect();
        let (sequence, stuck) = sort(&waits_for);
        let mut ranks = vec![usize::MAX; numbering.len()];
        for (rank, node) in sequence.iter().enumerate() {
            ranks[*node] = rank;
        }
        let mut waiting = vec![Vec::new(); numbering.len()];
        for (rank, node) in sequence.iter().enumerate() {
            waits_for[*node].iter().for_each(|need| waiting[*need].push(rank));
        }
        let nodes = |numbers: Vec<usize>| numbers.into_iter().map(|number| numbering.node(number)).collect();
        Order {
            sequence: nodes(sequence),
            stuck: nodes(stuck),
            waits_for,
            ranks,
            waiting,
            numbering,
        }
    }

    /// Where a node stands in the sequence.
    pub fn rank(&self, node: Node) -> usize {
        self.ranks[self.numbering.number(node)]
    }

    /// The ranks of the nodes that wait for this one.
    pub fn waiting_for(&self, node: Node) -> &[usize] {
        &self.waiting[self.numbering.number(node)]
    }

    /// One circle for each knot of nodes that wait for each other, beginning with the first node people see.
    pub fn circles(&self) -> Vec<Vec<Node>> {
        let stuck: BTreeSet<usize> = self.stuck.iter().map(|node| self.numbering.number(*node)).collect();
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for start in &stuck {
            let mut trail = Vec::new();
            let mut at = *start;
            while seen.insert(at) {
                trail.push(at);
                let next = self.waits_for[at].iter().find(|next| stuck.contains(next));
                at = *next.expect("who is stuck waits for someone who is stuck");
            }
            if let Some(begin) = trail.iter().position(|node| *node == at) {
                circles.push(
                    trail[begin..]
                        .iter()
                        .map(|number| self.numbering.node(*number))
                        .collect(),
                );
            }
        }
        circles
    }
}

/// Repeatedly takes the lowest node that waits for none; what is left over is stuck.
fn sort(waits_for: &[Vec<usize>]) -> (Vec<usize>, Vec<usize>) {
    let mut open: Vec<usize> = waits_for.iter().map(Vec::len).collect();
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); waits_for.len()];
    for (node, needs) in waits_for.iter().enumerate() {
        for need in needs {
            waiting[*need].push(node);
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> = (0..open.len()).filter(|node| open[*node] == 0).map(Reverse).collect();
    let mut sequence = Vec::with_capacity(open.len());
    while let Some(Reverse(node)) = ready.pop() {
        sequence.push(node);
        for next in &waiting[node] {
            open[*next] -= 1;
            if open[*next] == 0 {
                ready.push(Reverse(*next));
            }
        }
    }
    let stuck = (0..open.len()).filter(|node| open[*node] > 0).collect();
    (sequence, stuck)
}

/// Tells `found` each field that the rule refers to. Names that mean nothing are passed over.
pub(crate) fn references(rule: &Rule, scope: Scope, layout: &Layout<'_>, depth: u32, found: &mut impl FnMut(usize)) {
    if depth == 0 {
        return;
    }
    let mut inside = scope;
    match rule {
        Rule::Answer(name) | Rule::Answered(name) => {
            if let Some(place) = layout.resolve(name, scope) {
                found(place);
            }
        }
        _ => {}
    }
    if let Some(group) = rule.group() {
        let group = layout.group(group, scope);
        group.into_iter().for_each(&mut *found);
        inside = Scope::of(group, 0);
    }
    for part in rule.parts() {
        references(part, inside, layout, depth - 1, found);
    }
}
