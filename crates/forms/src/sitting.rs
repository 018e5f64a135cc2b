//! A form being filled in: after each change only what depends on it is judged again.

use std::collections::BTreeSet;

use crate::answers::{Answer, Answers};
use crate::cell::Cell;
use crate::context::Context;
use crate::evaluation::{Evaluation, FieldState};
use crate::ids::FieldId;
use crate::judgement::Judgement;
use crate::layout::Layout;
use crate::order::Node;
use crate::path::FieldPath;
use crate::prepared::PreparedForm;

/// A form with answers that change one by one. Its evaluation is always the one that [`crate::evaluate`] would give.
pub struct Sitting<'f, 'd> {
    answers: Answers,
    judgement: Judgement<'f, 'd>,
    evaluation: Evaluation,
    /// Where the states of each top-level field begin; of a field in a group, where its group's states begin.
    begins: Vec<usize>,
}

/// What answers changed in the evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The numbers of the changed states in [`Evaluation::fields`], in order; all may have changed when `rearranged`.
    pub fields: Vec<usize>,
    /// Whether states came or went, so that the numbers of later ones moved.
    pub rearranged: bool,
}

impl<'f, 'd> Sitting<'f, 'd> {
    /// Judges the answers given so far.
    pub fn new(form: &'f PreparedForm<'d>, answers: Answers, context: Context<'f>) -> Self {
        let judgement = Judgement::new(form, &answers, context);
        let evaluation = judgement.evaluation();
        let mut sitting = Sitting {
            answers,
            judgement,
            evaluation,
            begins: Vec::new(),
        };
        sitting.count_states();
        sitting
    }

    /// The answers.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The evaluation of the answers.
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// Ends the sitting and keeps the answers.
    pub fn into_answers(self) -> Answers {
        self.answers
    }

    /// Puts an answer, or takes it away with `None`, and judges again what depends on it.
    pub fn put(&mut self, path: &FieldPath, answer: Option<Answer>) -> Changes {
        self.answers.put(path, answer);
        let form = self.judgement.form;
        if !form.order.stuck.is_empty() || form.layout.repeats_names {
            return self.judge_all();
        }
        let Some(top) = form.layout.top(path.top_field()) else {
            return Changes::default();
        };
        let touched = form
            .layout
            .within(top)
            .filter(|place| is_touched(&form.layout, *place, path));
        let open = touched.chain([top]).map(|place| form.order.rank(Node::Field(place)));
        let changed = self.judge(open.collect());
        self.tell(changed)
    }

    /// Puts all answers at once, and judges again what depends on those that differ.
    pub fn put_all(&mut self, answers: Answers) -> Changes {
        let known = self.answers.iter().map(|(id, _)| id);
        let ids: BTreeSet<&FieldId> = known.chain(answers.iter().map(|(id, _)| id)).collect();
        let differs = |id: &&FieldId| self.answers.get(id.as_str()) != answers.get(id.as_str());
        let changed: Vec<FieldId> = ids.into_iter().filter(differs).cloned().collect();
        let mut all = Changes::default();
        for id in changed {
            let answer = answers.get(id.as_str()).cloned();
            let changes = self.put(&FieldPath::top(id), answer);
            all.rearranged |= changes.rearranged;
            all.fields.extend(changes.fields);
        }
        all.fields.sort_unstable();
        all.fields.dedup();
        all
    }

    fn judge_all(&mut self) -> Changes {
        self.judgement = Judgement::new(self.judgement.form, &self.answers, self.judgement.context);
        self.evaluation = self.judgement.evaluation();
        self.count_states();
        Changes {
            fields: (0..self.evaluation.fields.len()).collect(),
            rearranged: true,
        }
    }

    /// Decides the open nodes anew, in order, and those that wait for one whose result changed. Gives the fields whose
    /// state may have changed.
    fn judge(&mut self, mut open: BTreeSet<usize>) -> BTreeSet<usize> {
        let form = self.judgement.form;
        let mut changed = BTreeSet::new();
        while let Some(rank) = open.pop_first() {
            let node = form.order.sequence[rank];
            let moved = match node {
                Node::Page(page) => {
                    let shown = self.judgement.shows_page(page);
                    std::mem::replace(&mut self.judgement.pages[page], shown) != shown
                }
                Node::Section(section) => {
                    let shown = self.judgement.shows_section(section);
                    std::mem::replace(&mut self.judgement.sections[section], shown) != shown
                }
                Node::Field(place) => {
                    let cells = self.judgement.judge_field(place, &self.answers);
                    let before = std::mem::replace(&mut self.judgement.cells[place], cells);
                    let cells = &self.judgement.cells[place];
                    if before != *cells {
                        changed.insert(place);
                    }
                    let moved = !look_alike(&before, cells);
                    if moved {
                        changed.extend(&form.stated_by[place]);
                    }
                    moved
                }
            };
            if moved {
                open.extend(form.order.waiting_for(node));
            }
        }
        changed
    }

    /// Brings the states of these fields up to date, in their order, so that numbers told already stay right.
    fn tell(&mut self, changed: BTreeSet<usize>) -> Changes {
        let layout = &self.judgement.form.layout;
        let changed: BTreeSet<usize> = changed.into_iter().map(|place| layout.root(place)).collect();
        let mut changes = Changes::default();
        for place in changed {
            let mut states = Vec::new();
            self.judgement.add_states(place, &mut states);
            self.replace(place, states, &mut changes);
        }
        changes
    }

    /// Puts the states of a top-level field, for a group with those of its items.
    fn replace(&mut self, place: usize, states: Vec<FieldState>, changes: &mut Changes) {
        let next = self.judgement.form.layout.fields[place].end;
        let (begin, end) = (self.begins[place], self.begin(next));
        self.tell_page(place, begin..end, &states);
        if end - begin == states.len() {
            for (at, state) in (begin..).zip(states) {
                if self.evaluation.fields[at] != state {
                    self.evaluation.fields[at] = state;
                    changes.fields.push(at);
                }
            }
        } else {
            changes.fields.extend(begin..begin + states.len());
            changes.rearranged = true;
            self.evaluation.fields.splice(begin..end, states);
            self.evaluation.rearranged();
            self.count_states();
        }
    }

    /// Brings the page up to date before the states in this range are replaced.
    fn tell_page(&mut self, place: usize, range: std::ops::Range<usize>, states: &[FieldState]) {
        let layout = &self.judgement.form.layout;
        let number = layout.fields[place].page;
        let old = &self.evaluation.fields[range.clone()];
        let same = old.len() == states.len()
            && old
                .iter()
                .zip(states)
                .all(|(old, new)| old.visible == new.visible && old.problems == new.problems);
        if same {
            return;
        }
        let places = layout.places_on(number);
        let (first, last) = (self.begins[places.start], self.begin(places.end));
        let fields = &self.evaluation.fields;
        let page = &mut self.evaluation.pages[number];
        let problems = |states: &[FieldState]| states.iter().map(|state| state.problems.len()).sum::<usize>();
        let begin = problems(&fields[first..range.start]);
        page.problems.splice(
            begin..begin + problems(old),
            states.iter().flat_map(FieldState::problems_here),
        );
        let around = fields[first..range.start].iter().chain(&fields[range.end..last]);
        page.visible = around.chain(states).any(|state| state.visible);
        page.complete = !page.problems.iter().any(|one| one.problem.is_error());
    }

    /// Where the states of a top-level field begin, or end if there is no such field.
    fn begin(&self, place: usize) -> usize {
        self.begins.get(place).copied().unwrap_or(self.evaluation.fields.len())
    }

    fn count_states(&mut self) {
        let layout = &self.judgement.form.layout;
        self.begins = vec![0; layout.fields.len()];
        let mut next = 0;
        for place in layout.top_level() {
            let begin = next;
            for place in place..layout.fields[place].end {
                self.begins[place] = begin;
                next += self.judgement.cells[place].len();
            }
        }
    }
}

/// Whether an answer at this path may change what is judged of a field inside the group that the path begins with.
fn is_touched(layout: &Layout<'_>, place: usize, path: &FieldPath) -> bool {
    let placed = &layout.fields[place];
    let mut around = layout.around(place).map(|group| &layout.fields[group].field.id);
    let on_way = path.groups().iter().any(|(group, _)| *group == placed.field.id);
    path.groups().is_empty() || on_way || placed.field.id == *path.field() || around.any(|group| group == path.field())
}

fn look_alike(before: &[Cell<'_>], now: &[Cell<'_>]) -> bool {
    before.len() == now.len() && before.iter().zip(now).all(|(before, now)| before.looks_like(now))
}
