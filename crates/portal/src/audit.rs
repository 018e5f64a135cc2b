//! Rows of the audit trail, made of what authorised the action.

use domain::{AuditAction, AuditEntry, Case, Draft, Grant, PartyId};

use crate::core::Core;

impl Core {
    /// A row for something done or seen now.
    pub fn audit(&self, grant: &Grant, action: AuditAction, subject: String, data_of: Option<PartyId>) -> AuditEntry {
        let now = self.now();
        AuditEntry {
            id: self.ids.id(now),
            at: now,
            person: grant.person(),
            acting_for: grant.acting_for(),
            by_right: grant.by_right().to_owned(),
            action,
            subject,
            data_of,
        }
    }

    /// A row about a case; the data are its client's.
    pub fn audit_case(&self, grant: &Grant, action: AuditAction, case: &Case) -> AuditEntry {
        self.audit(grant, action, format!("case:{}", case.id), Some(case.applicant))
    }

    /// A row about a draft.
    pub fn audit_draft(&self, grant: &Grant, action: AuditAction, draft: &Draft) -> AuditEntry {
        self.audit(grant, action, format!("draft:{}", draft.id), Some(draft.applicant))
    }
}
