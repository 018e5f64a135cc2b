//! The catalogue: search in people's own words.

use axum::Json;
use axum::extract::State;
use domain::{Audience, Channel, Language, Slug};
use portal::{CataloguePage, CatalogueQuery, Portal};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// The longest search, in characters.
const MAX_WORDS: usize = 200;
/// The highest number of a page.
const MAX_PAGE: u32 = 1_000_000;

/// Operations on the catalogue.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(search))
}

/// What to look for. All conditions must hold.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// In one's own words; everything when absent.
    #[serde(default)]
    #[param(max_length = 200, example = "pārcelties")]
    q: String,
    /// Only services for this life situation, by slug.
    situation: Option<Slug>,
    /// Only services of this agency, by slug.
    agency: Option<Slug>,
    /// Only services for these.
    #[param(inline)]
    audience: Option<Audience>,
    /// Only services reached this way.
    #[param(inline)]
    channel: Option<Channel>,
    /// Page of 20, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<u32>,
    /// The language whose words weigh more.
    #[serde(default)]
    #[param(inline)]
    language: Language,
}

impl Search {
    fn checked(self) -> Result<CatalogueQuery, Problem> {
        let Self {
            q: text,
            situation,
            agency,
            audience,
            channel,
            page,
            language,
        } = self;
        if text.chars().count() > MAX_WORDS {
            return Err(Problem::bad_request(format!(
                "q must have at most {MAX_WORDS} characters."
            )));
        }
        let page = match page {
            None => 1,
            Some(page @ 1..=MAX_PAGE) => page,
            Some(_) => return Err(Problem::bad_request(format!("page must be 1 to {MAX_PAGE}."))),
        };
        Ok(CatalogueQuery {
            text,
            situation,
            agency,
            audience,
            channel,
            page,
            language,
        })
    }
}

/// Search the catalogue
///
/// By words in title, description and what people call it, whatever the diacritics; best first. Filters come with
/// counts of what each would leave. A page past the last one is the last.
#[utoipa::path(get, path = "/catalogue", operation_id = "searchCatalogue", tag = "services", security(()), params(Search),
    responses((status = 200, description = "What was found.", body = CataloguePage)))]
async fn search(State(portal): State<Portal>, ApiQuery(search): ApiQuery<Search>) -> Answer<CataloguePage> {
    Ok(Json(portal.catalogue.search(&search.checked()?).await?))
}
