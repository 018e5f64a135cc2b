//! What clients think of a case when it is over.

use domain::{CaseState, Difficulty, Feedback, Liking, NewFeedback, Outcome, Rating};

use super::chance::Chance;
use super::course::Course;
use super::plan::{Comments, ServicePlan};
use super::{SeedError, fault};

/// The rating of a case, if it ended by the agency and its client has rated it by now.
pub(super) fn of(course: &mut Course<'_>, service: &ServicePlan) -> Result<Option<Feedback>, SeedError> {
    let plan = &course.world.plan.rating;
    let case = course.case().clone();
    let (CaseState::Closed(outcome), Some(closed)) = (case.state, case.closed_at) else {
        return Ok(None);
    };
    if outcome == Outcome::Withdrawn || !course.chance.happens(plan.share) {
        return Ok(None);
    }
    let days = course.chance.of(&plan.days);
    let at = course.world.hours().leisure(&mut course.chance, closed, days);
    if at > course.world.now {
        return Ok(None);
    }
    let late = case.promised_by.is_some_and(|day| day < closed.date());
    let weights = match (outcome, late) {
        (Outcome::Granted, false) => plan.in_time,
        (Outcome::Granted, true) => plan.late,
        _ => plan.refused,
    };
    let score = course.chance.weighted(weights.into_iter()).map_or(0, |place| place + 1);
    let rating = Rating::new(score as u8).ok_or_else(|| fault("plan.toml", "ratings weigh nothing".to_owned()))?;
    let commented = course.chance.happens(plan.comments);
    let general = &course.world.plan.comments;
    let comment = if commented {
        comment(&mut course.chance, &[&service.comments, general], rating)
    } else {
        String::new()
    };
    let content = NewFeedback {
        rating,
        difficulties: difficulties(&mut course.chance, rating, late),
        likings: likings(&mut course.chance, rating),
        comment,
    };
    let content = content
        .checked()
        .map_err(|error| fault("plan.toml", error.to_string()))?;
    course.rated(at)?;
    Ok(Some(Feedback {
        id: course.world.ids.id(at),
        case: case.id,
        service: case.service,
        content,
        created_at: at,
    }))
}

/// A comment that goes with the rating: most often one about the service itself, if it has any.
fn comment(chance: &mut Chance, pools: &[&Vec<Comments>; 2], rating: Rating) -> String {
    let fitting = |pool: &Vec<Comments>| -> Vec<String> {
        let comments = pool.iter().filter(|one| one.ratings.contains(&rating.get()));
        comments.flat_map(|one| one.texts.iter().cloned()).collect()
    };
    let (own, general) = (fitting(pools[0]), fitting(pools[1]));
    let pool = if own.is_empty() || chance.happens(0.3) {
        general
    } else {
        own
    };
    chance.one(&pool).cloned().unwrap_or_default()
}

fn difficulties(chance: &mut Chance, rating: Rating, late: bool) -> Vec<Difficulty> {
    if rating.is_good() {
        return vec![];
    }
    let mut named: Vec<Difficulty> = some(chance, Difficulty::ALL);
    if late && chance.happens(0.8) {
        named.push(Difficulty::TookTooLong);
    }
    named
}

fn likings(chance: &mut Chance, rating: Rating) -> Vec<Liking> {
    if rating.is_good() {
        some(chance, Liking::ALL)
    } else {
        vec![]
    }
}

/// One or two of a list, now and then none.
fn some<T: Copy>(chance: &mut Chance, all: &[T]) -> Vec<T> {
    let count = chance.between(0, 2);
    (0..count).filter_map(|_| chance.one(all).copied()).collect()
}
