//! Who acts, for whom, by which right, and what that allows. Deny unless allowed.

use serde::{Deserialize, Serialize};

use crate::{AgencyId, MandateId, PartyId, RoleId, Scope, Scopes, Timestamp};

/// Whoever calls a use case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in.
    Anonymous,
    /// A signed-in person.
    Person(PersonActor),
    /// The program itself: jobs, reconcilers, seeding.
    System,
}

/// A signed-in person in the capacity chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonActor {
    /// Who.
    pub person: PartyId,
    /// Name shown.
    pub name: String,
    /// The party acted for by a mandate, with its name; absent means as oneself.
    pub represents: Option<Represented>,
    /// Roles held at agencies.
    pub roles: Vec<Role>,
    /// How sure the sign-in was.
    pub assurance: Assurance,
    /// How much of all this may be used now: all by the person, a part by a program.
    pub scopes: Scopes,
    /// When the token of a program stops working; nothing when the person is there themself.
    pub until: Option<Timestamp>,
}

/// The party a person acts for by a mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Represented {
    /// Whom.
    pub party: PartyId,
    /// Name shown.
    pub name: String,
    /// By which mandate.
    pub mandate: MandateId,
}

impl PersonActor {
    /// The party whose matters this person sees and makes now.
    pub fn applicant(&self) -> PartyId {
        self.represents
            .as_ref()
            .map_or(self.person, |represented| represented.party)
    }

    /// The role of a kind at an agency, if held.
    pub fn role_at(&self, kind: RoleKind, agency: AgencyId) -> Option<&Role> {
        self.roles
            .iter()
            .find(|role| role.kind == kind && role.agency == agency)
    }
}

/// A role of a person at an agency (I3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Identity.
    pub id: RoleId,
    /// What the person may do.
    pub kind: RoleKind,
    /// Where.
    pub agency: AgencyId,
}

/// What a role lets a person do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoleKind {
    /// Handles the agency's cases.
    Official,
    /// Builds and publishes the agency's forms.
    Editor,
    /// Keeps the registry of all services.
    RegistryManager,
    /// Serves people at a one-stop centre.
    Clerk,
}

impl RoleKind {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Editor => "editor",
            Self::RegistryManager => "registry_manager",
            Self::Clerk => "clerk",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Official, Self::Editor, Self::RegistryManager, Self::Clerk]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// How sure a sign-in was, by the provider's `acr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// eIDAS substantial.
    Substantial,
    /// eIDAS high.
    High,
}

/// What an actor wants to do, with what decides whether they may.
#[derive(Debug, Clone, Copy)]
pub enum Action<'a> {
    /// Begin a use case that needs this scope: asked first, before anything is looked up that decides further.
    Begin(Scope),
    /// Begin a draft in the present capacity.
    StartDraft,
    /// Read a draft.
    ReadDraft(&'a DraftAccess),
    /// Change, delete or submit a draft.
    UseDraft(&'a DraftAccess),
    /// List one's own drafts and cases, inbox included.
    UseWorkspace,
    /// Read a case as its client.
    ReadAsClient(&'a CaseAccess),
    /// Answer, write, withdraw or rate as the client.
    ActAsClient(&'a CaseAccess),
    /// List the cases of an agency.
    ReadQueue(AgencyId),
    /// Read a case as the agency that handles it.
    ReadAsAgency(&'a CaseAccess),
    /// Take a case, move it, ask, finish it.
    Handle(&'a CaseAccess),
    /// Make, list or end one's own tokens and sessions.
    ManageOwnAccess,
    /// Publish a version of a form of an agency.
    PublishForm(AgencyId),
    /// Try definitions of forms that are not published, as an editor of any agency.
    TryForms,
    /// Change the registry: agencies, life situations, services.
    ManageRegistry,
}

/// What decides about a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftAccess {
    /// The person who fills it.
    pub person: PartyId,
    /// The party it is filled for.
    pub applicant: PartyId,
}

/// What decides about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseAccess {
    /// The party it is for.
    pub applicant: PartyId,
    /// The person who submitted it.
    pub submitted_by: PartyId,
    /// The agency that handles it.
    pub agency: AgencyId,
}

/// The actor may not; callers answer "not found" where existence itself is private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody has signed in.
    #[error("sign in first")]
    SignInFirst,
    /// Signed in, but without the right.
    #[error("not allowed")]
    NotAllowed,
    /// The person may have the right, but did not give it to this program.
    #[error("the token lacks the scope {}", .0.code())]
    OutOfScope(Scope),
}

/// Proof that [`Actor::may`] said yes; store writes ask for one and audit rows are made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    person: Option<PartyId>,
    acting_for: Option<PartyId>,
    by_right: String,
}

impl Grant {
    /// Who acts; absent for the system itself.
    pub fn person(&self) -> Option<PartyId> {
        self.person
    }

    /// For whom.
    pub fn acting_for(&self) -> Option<PartyId> {
        self.acting_for
    }

    /// By which right: `self`, `mandate:<id>`, `role:<id>` or `system`.
    pub fn by_right(&self) -> &str {
        &self.by_right
    }
}

impl Action<'_> {
    /// What a program must have been given to do it.
    const fn scope(self) -> Scope {
        match self {
            Self::Begin(scope) => scope,
            Self::UseWorkspace | Self::ReadDraft(_) | Self::ReadAsClient(_) => Scope::OwnRead,
            Self::StartDraft | Self::UseDraft(_) | Self::ActAsClient(_) => Scope::OwnWrite,
            Self::ReadQueue(_) | Self::ReadAsAgency(_) => Scope::AgencyRead,
            Self::Handle(_) => Scope::AgencyWrite,
            Self::PublishForm(_) | Self::TryForms => Scope::PublishForms,
            Self::ManageRegistry => Scope::ManageRegistry,
            Self::ManageOwnAccess => Scope::ManageAccess,
        }
    }
}

impl Actor {
    /// Whether the actor may do `action`, and by which right.
    ///
    /// # Errors
    /// [`Denied`] when nobody has signed in, or the person has not the right.
    pub fn may(&self, action: Action<'_>) -> Result<Grant, Denied> {
        let person = match self {
            Self::System => {
                return Ok(Grant {
                    person: None,
                    acting_for: None,
                    by_right: "system".into(),
                });
            }
            Self::Anonymous => return Err(Denied::SignInFirst),
            Self::Person(person) => person,
        };
        let scope = action.scope();
        if !person.scopes.allow(scope) {
            return Err(Denied::OutOfScope(scope));
        }
        match action {
            Action::Begin(_) | Action::StartDraft | Action::UseWorkspace | Action::ManageOwnAccess => {
                Ok(person.as_client())
            }
            // A draft belongs to the one who fills it, in the capacity it was begun in.
            Action::ReadDraft(draft) | Action::UseDraft(draft) => person.client_of(draft.applicant, Some(draft.person)),
            Action::ReadAsClient(case) | Action::ActAsClient(case) => person.client_of(case.applicant, None),
            Action::ReadQueue(agency) => person.by_role(RoleKind::Official, agency),
            Action::ReadAsAgency(case) | Action::Handle(case) => person.official_of(case),
            Action::PublishForm(agency) => person.by_role(RoleKind::Editor, agency),
            Action::TryForms => person.by_any_role(RoleKind::Editor),
            Action::ManageRegistry => person.by_any_role(RoleKind::RegistryManager),
        }
    }

    /// The signed-in person, if any.
    pub fn person(&self) -> Option<&PersonActor> {
        match self {
            Self::Person(person) => Some(person),
            Self::Anonymous | Self::System => None,
        }
    }
}

impl PersonActor {
    fn as_client(&self) -> Grant {
        let by_right = self
            .represents
            .as_ref()
            .map_or_else(|| "self".to_owned(), |r| format!("mandate:{}", r.mandate));
        Grant {
            person: Some(self.person),
            acting_for: Some(self.applicant()),
            by_right,
        }
    }

    fn as_role(&self, role: &Role) -> Grant {
        Grant {
            person: Some(self.person),
            acting_for: None,
            by_right: format!("role:{}", role.id),
        }
    }

    fn client_of(&self, applicant: PartyId, filled_by: Option<PartyId>) -> Result<Grant, Denied> {
        let mine = self.applicant() == applicant && filled_by.is_none_or(|person| person == self.person);
        if mine {
            Ok(self.as_client())
        } else {
            Err(Denied::NotAllowed)
        }
    }

    fn by_role(&self, kind: RoleKind, agency: AgencyId) -> Result<Grant, Denied> {
        self.role_at(kind, agency)
            .map(|role| self.as_role(role))
            .ok_or(Denied::NotAllowed)
    }

    fn by_any_role(&self, kind: RoleKind) -> Result<Grant, Denied> {
        let role = self.roles.iter().find(|role| role.kind == kind);
        role.map(|role| self.as_role(role)).ok_or(Denied::NotAllowed)
    }

    /// Nobody handles a case of their own: conflict of interest.
    fn official_of(&self, case: &CaseAccess) -> Result<Grant, Denied> {
        if case.applicant == self.person || case.submitted_by == self.person {
            return Err(Denied::NotAllowed);
        }
        self.by_role(RoleKind::Official, case.agency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id<T: From<Uuid>>(n: u128) -> T {
        Uuid::from_u128(n).into()
    }

    fn person(n: u128) -> PersonActor {
        PersonActor {
            person: id(n),
            name: "Kāda Persona".into(),
            represents: None,
            roles: vec![],
            assurance: Assurance::High,
            scopes: Scopes::ALL,
            until: None,
        }
    }

    fn for_company(n: u128) -> Actor {
        let represents = Some(Represented {
            party: id(100),
            name: "SIA".into(),
            mandate: id(7),
        });
        Actor::Person(PersonActor {
            represents,
            ..person(n)
        })
    }

    fn official(n: u128, agency: u128) -> Actor {
        let roles = vec![Role {
            id: id(8),
            kind: RoleKind::Official,
            agency: id(agency),
        }];
        Actor::Person(PersonActor { roles, ..person(n) })
    }

    fn case(applicant: u128, submitted_by: u128) -> CaseAccess {
        CaseAccess {
            applicant: id(applicant),
            submitted_by: id(submitted_by),
            agency: id(50),
        }
    }

    #[test]
    fn a_client_sees_their_own_case_only() {
        let mine = case(1, 1);
        assert!(Actor::Person(person(1)).may(Action::ReadAsClient(&mine)).is_ok());
        assert_eq!(
            Actor::Person(person(2)).may(Action::ReadAsClient(&mine)),
            Err(Denied::NotAllowed)
        );
        assert_eq!(
            Actor::Anonymous.may(Action::ReadAsClient(&mine)),
            Err(Denied::SignInFirst)
        );
    }

    #[test]
    fn a_representative_acts_for_the_company_only_in_that_capacity() {
        let company_case = case(100, 1);
        let grant = for_company(1).may(Action::ActAsClient(&company_case)).unwrap();
        assert_eq!(grant.by_right(), format!("mandate:{}", id::<MandateId>(7)));
        assert_eq!(grant.acting_for(), Some(id(100)));
        assert!(
            for_company(2).may(Action::ReadAsClient(&company_case)).is_ok(),
            "another representative sees it too"
        );
        assert!(
            Actor::Person(person(1))
                .may(Action::ReadAsClient(&company_case))
                .is_err(),
            "not as oneself"
        );
        assert!(
            for_company(1).may(Action::ReadAsClient(&case(1, 1))).is_err(),
            "own matters are not the company's"
        );
    }

    #[test]
    fn an_official_handles_cases_of_the_agency_but_never_their_own() {
        assert!(official(3, 50).may(Action::Handle(&case(1, 1))).is_ok());
        assert!(
            official(3, 51).may(Action::Handle(&case(1, 1))).is_err(),
            "another agency"
        );
        assert!(official(1, 50).may(Action::Handle(&case(1, 1))).is_err(), "own case");
        assert!(
            official(1, 50).may(Action::Handle(&case(100, 1))).is_err(),
            "submitted it for a company"
        );
        assert!(official(3, 50).may(Action::ManageRegistry).is_err());
        assert!(official(3, 50).may(Action::PublishForm(id(50))).is_err());
    }

    #[test]
    fn a_program_does_only_what_it_was_given() {
        let scopes = [Scope::OwnRead].into_iter().collect();
        let program = Actor::Person(PersonActor { scopes, ..person(1) });
        let mine = case(1, 1);
        assert!(program.may(Action::ReadAsClient(&mine)).is_ok());
        assert_eq!(
            program.may(Action::ActAsClient(&mine)),
            Err(Denied::OutOfScope(Scope::OwnWrite))
        );
        assert_eq!(
            program.may(Action::ManageOwnAccess),
            Err(Denied::OutOfScope(Scope::ManageAccess))
        );
    }

    #[test]
    fn a_draft_is_its_writers_own() {
        let draft = DraftAccess {
            person: id(1),
            applicant: id(100),
        };
        assert!(for_company(1).may(Action::UseDraft(&draft)).is_ok());
        assert!(for_company(2).may(Action::UseDraft(&draft)).is_err());
        assert!(Actor::Person(person(1)).may(Action::UseDraft(&draft)).is_err());
    }
}
