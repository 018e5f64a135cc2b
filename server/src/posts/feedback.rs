//! The post of the rating.

use app::actions::Missing;
use app::app::{Page, language_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::{CaseNumber, Difficulty, Liking, NewFeedback, Rating};
use portal::PortalError;

use super::{Pairs, PostRoute, refused};
use crate::state::{AppState, Caller};

/// The page of the rating.
pub fn routes() -> Vec<PostRoute> {
    vec![PostRoute {
        paths: ("/lv/pieteikumi/{number}/vertejums", "/en/cases/{number}/rating"),
        operations: &["rateCase"],
        handler: post(rate),
    }]
}

async fn rate(State(state): State<AppState>, caller: Caller, Path(number): Path<String>, sent: Pairs) -> Response {
    let Ok(case) = number.parse::<CaseNumber>() else {
        return refused(&state, &caller, &sent, PortalError::NotFound).await;
    };
    let result = match feedback(&sent) {
        Some(feedback) => state
            .portal
            .ratings
            .rate(&caller.actor, &case, feedback)
            .await
            .map(drop),
        None => Err(Missing::Rating.refusal()),
    };
    match result {
        // Rated already, in another tab most likely: the page tells what was said.
        Ok(()) | Err(PortalError::Conflict(_)) => {
            Redirect::to(&Page::Rating { number }.path(language_of(sent.uri.path()))).into_response()
        }
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}

/// What was said. The page offers the reasons of both kinds; those that do not go with the score were ticked before
/// it was changed.
fn feedback(sent: &Pairs) -> Option<NewFeedback> {
    let rating = Rating::new(sent.value("rating")?.parse().ok()?)?;
    let (difficulties, likings) = if rating.is_good() {
        (Vec::new(), sent.all("likings").filter_map(Liking::parse).collect())
    } else {
        (
            sent.all("difficulties").filter_map(Difficulty::parse).collect(),
            Vec::new(),
        )
    };
    let comment = sent.value("comment").unwrap_or_default().to_owned();
    Some(NewFeedback {
        rating,
        difficulties,
        likings,
        comment,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posts::testing::sent;

    #[test]
    fn only_reasons_that_go_with_the_score_count() {
        let hard = feedback(&sent(
            "rating=2&difficulties=took_too_long&difficulties=nothing&likings=quick",
        ))
        .unwrap();
        assert_eq!(
            (hard.difficulties, hard.likings),
            (vec![Difficulty::TookTooLong], vec![])
        );
        let good = feedback(&sent("difficulties=other&likings=quick&comment=jauki&rating=5")).unwrap();
        assert_eq!(
            (good.difficulties, good.likings, good.comment.as_str()),
            (vec![], vec![Liking::Quick], "jauki")
        );
    }

    #[test]
    fn a_score_is_one_to_five() {
        for wrong in ["", "rating=", "rating=0", "rating=6", "rating=many"] {
            assert_eq!(feedback(&sent(wrong)), None, "{wrong}");
        }
    }
}
