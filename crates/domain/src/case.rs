//! Cases (pieteikumi) and the rules by which they move.

use std::fmt;

use forms::Date;
use serde::{Deserialize, Serialize};

use crate::{
    AgencyId, CaseAccess, CaseEventKind, CaseId, CaseNumber, Channel, FormVersionId, PartyId, PublicServiceId,
    ServiceVersionId, Step, StepActor, StepId, Timestamp,
};

/// One request for one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// Identity.
    pub id: CaseId,
    /// The number people quote.
    pub number: CaseNumber,
    /// The service asked for.
    pub service: PublicServiceId,
    /// The wording of the service in force at submission; its steps are the case's steps.
    pub service_version: ServiceVersionId,
    /// The form version answered, when there was a form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_version: Option<FormVersionId>,
    /// The agency that handles it.
    pub agency: AgencyId,
    /// The party it is for.
    pub applicant: PartyId,
    /// The person who submitted it.
    pub submitted_by: PartyId,
    /// How it came.
    pub channel: Channel,
    /// Where it stands.
    pub state: CaseState,
    /// The step it is in, or was in when it ended.
    pub step: StepId,
    /// The official who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official: Option<PartyId>,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// The day the agency promised, moved by the days the client was waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_by: Option<Date>,
    /// The last day the law allows, moved likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_by: Option<Date>,
    /// Grows by one with each change; a change must name the one it saw.
    pub version: i64,
}

/// Where a case stands. Written as one word: `submitted`, `in_progress`, `waiting_for_client`, or its outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum CaseState {
    /// Registered, nobody has taken it yet.
    Submitted,
    /// Somebody works on it.
    InProgress,
    /// The client must answer first; the clock stands still.
    WaitingForClient,
    /// Over.
    Closed(Outcome),
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What was asked for was given.
    Granted,
    /// It was refused.
    Refused,
    /// Left without a decision, since something needed never came.
    LeftUnexamined,
    /// The client took it back.
    Withdrawn,
}

impl Outcome {
    /// All outcomes that an official may choose.
    pub const BY_OFFICIAL: [Self; 3] = [Self::Granted, Self::Refused, Self::LeftUnexamined];

    /// The stored and transferred code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::LeftUnexamined => "left_unexamined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Granted, Self::Refused, Self::LeftUnexamined, Self::Withdrawn]
            .into_iter()
            .find(|o| o.code() == code)
    }
}

impl CaseState {
    /// The stored and transferred code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::InProgress => "in_progress",
            Self::WaitingForClient => "waiting_for_client",
            Self::Closed(outcome) => outcome.code(),
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Submitted, Self::InProgress, Self::WaitingForClient]
            .into_iter()
            .find(|state| state.code() == code)
            .or_else(|| Outcome::parse(code).map(Self::Closed))
    }

    /// Whether it is over.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Closed(_))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for CaseState {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        let outcomes = [
            Outcome::Granted,
            Outcome::Refused,
            Outcome::LeftUnexamined,
            Outcome::Withdrawn,
        ];
        let open = [Self::Submitted, Self::InProgress, Self::WaitingForClient];
        let codes = open.into_iter().chain(outcomes.map(Self::Closed)).map(Self::code);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(codes))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for CaseState {}

impl TryFrom<String> for CaseState {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Self::parse(&code).ok_or_else(|| "unknown state of a case".to_owned())
    }
}

impl From<CaseState> for String {
    fn from(state: CaseState) -> Self {
        state.code().to_owned()
    }
}

impl fmt::Display for CaseState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What somebody wants to do with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseCommand {
    /// An official takes it on.
    Take {
        /// Who.
        official: PartyId,
    },
    /// The agency moves it to a later or, for a further round, earlier step.
    Advance {
        /// Which.
        step: StepId,
    },
    /// The agency asks the client.
    Ask,
    /// The client answers.
    Answer,
    /// Either side writes without a question.
    Message,
    /// The agency ends it.
    Close {
        /// How.
        outcome: Outcome,
    },
    /// The client takes it back.
    Withdraw,
}

/// Why a case does not do that now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseRefusal {
    /// It is over.
    #[error("the case has ended")]
    Closed,
    /// Another official has it already, or this one does.
    #[error("the case has been taken already")]
    AlreadyTaken,
    /// Nobody has taken it yet.
    #[error("take the case first")]
    NotTaken,
    /// The step is not one the agency can move to.
    #[error("the case cannot move to this step")]
    NoSuchStep,
    /// It waits for the client.
    #[error("the case waits for the client")]
    WaitsForClient,
    /// Nothing was asked.
    #[error("nothing was asked")]
    NothingAsked,
    /// An official cannot choose this outcome.
    #[error("an official cannot choose this outcome")]
    WrongOutcome,
}

impl Case {
    /// What decides who may see and do what with it.
    pub fn access(&self) -> CaseAccess {
        CaseAccess {
            applicant: self.applicant,
            submitted_by: self.submitted_by,
            agency: self.agency,
        }
    }

    /// The steps the agency can move the case to now, in their order: all of the path but the client's own and the present one.
    pub fn next_steps<'a>(&self, steps: &'a [Step]) -> Vec<&'a Step> {
        steps
            .iter()
            .filter(|step| step.id != self.step && step.actor != StepActor::Client)
            .collect()
    }

    /// The step a new case is in: the first that is not the client's own, who has just done theirs.
    pub fn opening_step(steps: &[Step]) -> Option<&Step> {
        steps
            .iter()
            .find(|step| step.actor != StepActor::Client)
            .or(steps.first())
    }

    /// Decides what a command makes happen. Changes nothing: [`Case::apply`] does, event by event.
    ///
    /// # Errors
    /// [`CaseRefusal`] says why the case does not do that now.
    pub fn decide(&self, steps: &[Step], command: &CaseCommand) -> Result<Vec<CaseEventKind>, CaseRefusal> {
        use CaseCommand as C;
        if self.state.is_closed() && *command != C::Message {
            return Err(CaseRefusal::Closed);
        }
        match command {
            C::Take { .. } if self.official.is_some() => Err(CaseRefusal::AlreadyTaken),
            C::Take { official } => Ok(vec![CaseEventKind::Taken { official: *official }]),
            C::Advance { step } => self.decide_advance(steps, step),
            C::Ask => self.require_in_progress().map(|()| vec![CaseEventKind::ClientAsked]),
            C::Answer if self.state == CaseState::WaitingForClient => Ok(vec![CaseEventKind::ClientAnswered]),
            C::Answer => Err(CaseRefusal::NothingAsked),
            C::Message => Ok(vec![CaseEventKind::MessageSent]),
            C::Close { outcome } => self.decide_close(*outcome),
            C::Withdraw => Ok(vec![CaseEventKind::Closed {
                outcome: Outcome::Withdrawn,
            }]),
        }
    }

    fn decide_advance(&self, steps: &[Step], to: &StepId) -> Result<Vec<CaseEventKind>, CaseRefusal> {
        self.require_in_progress()?;
        let known = self.next_steps(steps).iter().any(|step| step.id == *to);
        if known {
            Ok(vec![CaseEventKind::StepEntered { step: to.clone() }])
        } else {
            Err(CaseRefusal::NoSuchStep)
        }
    }

    /// A case may be closed while it waits for the client: that is how one that is never answered ends.
    fn decide_close(&self, outcome: Outcome) -> Result<Vec<CaseEventKind>, CaseRefusal> {
        if self.official.is_none() {
            return Err(CaseRefusal::NotTaken);
        }
        if outcome == Outcome::Withdrawn {
            return Err(CaseRefusal::WrongOutcome);
        }
        if self.state == CaseState::WaitingForClient && outcome == Outcome::Granted {
            return Err(CaseRefusal::WaitsForClient);
        }
        Ok(vec![CaseEventKind::Closed { outcome }])
    }

    fn require_in_progress(&self) -> Result<(), CaseRefusal> {
        match self.state {
            CaseState::InProgress => Ok(()),
            CaseState::WaitingForClient => Err(CaseRefusal::WaitsForClient),
            CaseState::Submitted => Err(CaseRefusal::NotTaken),
            CaseState::Closed(_) => Err(CaseRefusal::Closed),
        }
    }

    /// Changes the case as an event says. The deadlines are moved by the caller, who knows the calendar.
    pub fn apply(&mut self, event: &CaseEventKind, at: Timestamp) {
        match event {
            CaseEventKind::Submitted { .. } | CaseEventKind::MessageSent => {}
            CaseEventKind::Taken { official } => {
                self.official = Some(*official);
                self.state = CaseState::InProgress;
            }
            CaseEventKind::StepEntered { step } => self.step = step.clone(),
            CaseEventKind::ClientAsked => self.state = CaseState::WaitingForClient,
            CaseEventKind::ClientAnswered => self.state = CaseState::InProgress,
            CaseEventKind::Closed { outcome } => {
                self.state = CaseState::Closed(*outcome);
                self.closed_at = Some(at);
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use forms::LocalText;
    use uuid::Uuid;

    pub(crate) fn step(id: &str, actor: StepActor, working_days: u16) -> Step {
        let text = LocalText::new(id, id);
        Step {
            id: id.parse().unwrap(),
            title: text.clone(),
            now: text,
            actor,
            working_days,
        }
    }

    pub(crate) fn steps() -> Vec<Step> {
        vec![
            step("submit", StepActor::Client, 0),
            step("check", StepActor::Agency, 2),
            step("decide", StepActor::Agency, 3),
        ]
    }

    pub(crate) fn case() -> Case {
        let nil = Uuid::nil();
        Case {
            id: nil.into(),
            number: CaseNumber::new(2026, 1),
            service: nil.into(),
            service_version: nil.into(),
            form_version: None,
            agency: nil.into(),
            applicant: nil.into(),
            submitted_by: nil.into(),
            channel: Channel::Online,
            state: CaseState::Submitted,
            step: Case::opening_step(&steps()).unwrap().id.clone(),
            official: None,
            submitted_at: Timestamp::from_micros(0),
            closed_at: None,
            promised_by: None,
            legal_by: None,
            version: 1,
        }
    }

    fn done(case: &mut Case, command: &CaseCommand) -> Result<(), CaseRefusal> {
        let events = case.decide(&steps(), command)?;
        events
            .iter()
            .for_each(|event| case.apply(event, Timestamp::from_micros(1)));
        Ok(())
    }

    fn official() -> PartyId {
        Uuid::from_u128(9).into()
    }

    fn advance(step: &str) -> CaseCommand {
        CaseCommand::Advance {
            step: step.parse().unwrap(),
        }
    }

    #[test]
    fn the_whole_way() {
        let mut case = case();
        done(&mut case, &CaseCommand::Take { official: official() }).unwrap();
        assert_eq!((case.state, case.step.as_str()), (CaseState::InProgress, "check"));
        done(&mut case, &CaseCommand::Ask).unwrap();
        assert_eq!(case.state, CaseState::WaitingForClient);
        assert_eq!(done(&mut case, &advance("decide")), Err(CaseRefusal::WaitsForClient));
        done(&mut case, &CaseCommand::Answer).unwrap();
        done(&mut case, &advance("decide")).unwrap();
        done(
            &mut case,
            &CaseCommand::Close {
                outcome: Outcome::Granted,
            },
        )
        .unwrap();
        assert_eq!(case.state, CaseState::Closed(Outcome::Granted));
        assert!(case.closed_at.is_some());
        assert_eq!(done(&mut case, &CaseCommand::Withdraw), Err(CaseRefusal::Closed));
        assert_eq!(
            done(&mut case, &CaseCommand::Message),
            Ok(()),
            "one may still write about it"
        );
    }

    #[test]
    fn what_is_refused() {
        let mut case = case();
        assert_eq!(done(&mut case, &CaseCommand::Answer), Err(CaseRefusal::NothingAsked));
        assert_eq!(done(&mut case, &advance("check")), Err(CaseRefusal::NotTaken));
        assert_eq!(
            done(
                &mut case,
                &CaseCommand::Close {
                    outcome: Outcome::Refused
                }
            ),
            Err(CaseRefusal::NotTaken)
        );
        done(&mut case, &CaseCommand::Take { official: official() }).unwrap();
        assert_eq!(
            done(&mut case, &CaseCommand::Take { official: official() }),
            Err(CaseRefusal::AlreadyTaken)
        );
        for step in ["submit", "check", "nowhere"] {
            assert_eq!(done(&mut case, &advance(step)), Err(CaseRefusal::NoSuchStep), "{step}");
        }
        assert_eq!(
            done(
                &mut case,
                &CaseCommand::Close {
                    outcome: Outcome::Withdrawn
                }
            ),
            Err(CaseRefusal::WrongOutcome)
        );
        done(&mut case, &CaseCommand::Ask).unwrap();
        assert_eq!(
            done(
                &mut case,
                &CaseCommand::Close {
                    outcome: Outcome::Granted
                }
            ),
            Err(CaseRefusal::WaitsForClient)
        );
        done(
            &mut case,
            &CaseCommand::Close {
                outcome: Outcome::LeftUnexamined,
            },
        )
        .unwrap();
    }

    #[test]
    fn states_are_written_as_one_word() {
        for code in [
            "submitted",
            "in_progress",
            "waiting_for_client",
            "granted",
            "refused",
            "left_unexamined",
            "withdrawn",
        ] {
            let state: CaseState = serde_json::from_value(serde_json::json!(code)).unwrap();
            assert_eq!(serde_json::to_value(state).unwrap(), serde_json::json!(code));
        }
        assert!(serde_json::from_value::<CaseState>(serde_json::json!("closed")).is_err());
    }
}
