//! What editors and their programs ask about definitions before they publish them. The command line and the API give
//! the same reports.

use domain::{Action, Actor};
use forms::versions::{Difference, Effect, Plan, differences, plan};
use forms::{
    Answers, Context, Date, Evaluation, Finding, FindingCode, FormDefinition, PreparedForm, World, check_in,
    is_publishable,
};
use serde::{Deserialize, Serialize};

use crate::error::PortalError;
use crate::form_versions::FormVersions;
use crate::outside_facts::OutsideFacts;

/// The findings about one definition.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checked {
    /// Whether it may be published as it is.
    pub publishable: bool,
    /// Everything found, errors and warnings.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub findings: Vec<Finding>,
}

impl Checked {
    /// Checks a definition as before publishing.
    pub fn new(definition: &FormDefinition, world: &World) -> Self {
        let findings = check_in(definition, world);
        Self {
            publishable: is_publishable(&findings),
            findings,
        }
    }
}

/// Answers judged, and what would be submitted.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evaluated {
    /// The date that counted as today.
    pub today: Date,
    /// Whether the answers could be submitted.
    pub complete: bool,
    /// For each field and page what applies: visible, required, read-only, value, problems.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub evaluation: Evaluation,
    /// The answers as they would be submitted, when they could be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub submission: Option<Answers>,
}

impl Evaluated {
    /// Judges answers to a form.
    pub fn new(definition: &FormDefinition, answers: &Answers, context: &Context<'_>) -> Self {
        let form = PreparedForm::new(definition);
        let submission = form.submit(answers, context).ok();
        Self {
            today: context.today,
            complete: submission.is_some(),
            evaluation: form.evaluate(answers, context),
            submission,
        }
    }
}

/// Two versions compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Compared {
    /// The most that any difference can mean for a draft; with answers, what it means for these.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "asks"))]
    pub effect: Effect,
    /// Every difference with the most that it can mean.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub differences: Vec<Difference>,
    /// What becomes of the answers, when some were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub plan: Option<Plan>,
}

impl Compared {
    /// Compares two versions, and tells what becomes of the answers of a draft.
    pub fn new(old: &FormDefinition, new: &FormDefinition, answers: Option<&Answers>, context: &Context<'_>) -> Self {
        let plan = answers.map(|answers| plan(old, new, answers, context));
        let differences = differences(old, new);
        let most = differences.iter().map(|one| one.effect).max().unwrap_or_default();
        Self {
            effect: plan.as_ref().map_or(most, |plan| plan.effect),
            differences,
            plan,
        }
    }
}

/// A definition to check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ToCheck {
    /// The definition.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub definition: FormDefinition,
}

/// Answers to judge by a definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ToEvaluate {
    /// The definition.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub definition: FormDefinition,
    /// The answers, by field.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: Answers,
    /// The date that counts as today; today, if none is named.
    #[serde(default)]
    pub today: Option<Date>,
}

/// Two versions of a form to compare.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ToCompare {
    /// The older definition.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub old: FormDefinition,
    /// The newer definition.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub new: FormDefinition,
    /// The answers of one draft: then it is also told what becomes of each.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub answers: Option<Answers>,
    /// The date that counts as today; today, if none is named.
    #[serde(default)]
    pub today: Option<Date>,
}

impl FormVersions {
    /// Checks a definition as before publishing.
    ///
    /// # Errors
    /// When the actor is no editor.
    pub async fn check(&self, actor: &Actor, asked: ToCheck) -> Result<Checked, PortalError> {
        actor.may(Action::TryForms)?;
        let world = self.core.snapshot().await?.world();
        apart(move || Ok(Checked::new(&asked.definition, &world))).await
    }

    /// Judges answers by a definition that need not be published.
    ///
    /// # Errors
    /// When the actor is no editor; [`PortalError::Findings`] when the definition is larger than forms may be.
    pub async fn evaluate(&self, actor: &Actor, asked: ToEvaluate) -> Result<Evaluated, PortalError> {
        let (facts, world) = self.to_try(actor, asked.today).await?;
        apart(move || {
            affordable(&asked.definition, &world)?;
            Ok(Evaluated::new(&asked.definition, &asked.answers, &facts.context()))
        })
        .await
    }

    /// Tells what is different between two definitions, and what it means for a draft.
    ///
    /// # Errors
    /// When the actor is no editor; [`PortalError::Findings`] when a definition is larger than forms may be.
    pub async fn compare(&self, actor: &Actor, asked: ToCompare) -> Result<Compared, PortalError> {
        let (facts, world) = self.to_try(actor, asked.today).await?;
        apart(move || {
            affordable(&asked.old, &world)?;
            affordable(&asked.new, &world)?;
            let answers = asked.answers.as_ref();
            Ok(Compared::new(&asked.old, &asked.new, answers, &facts.context()))
        })
        .await
    }

    async fn to_try(&self, actor: &Actor, today: Option<Date>) -> Result<(OutsideFacts, World), PortalError> {
        actor.may(Action::TryForms)?;
        let facts = self.core.outside_facts().await?;
        let today = today.unwrap_or(facts.today);
        Ok((facts.on(today), self.core.snapshot().await?.world()))
    }
}

/// Refuses what would take too long: published definitions have been checked, these have not.
fn affordable(definition: &FormDefinition, world: &World) -> Result<(), PortalError> {
    let mut findings = check_in(definition, world);
    findings.retain(|finding| matches!(finding.code, FindingCode::TooLarge | FindingCode::TooCostly));
    if findings.is_empty() {
        Ok(())
    } else {
        Err(PortalError::Findings(findings))
    }
}

/// Does what can take a while apart from the threads that answer requests.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PortalError> + Send + 'static,
) -> Result<T, PortalError> {
    tokio::task::spawn_blocking(work).await.map_err(PortalError::internal)?
}
