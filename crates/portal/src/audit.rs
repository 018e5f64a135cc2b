//! Rows of the audit trail, made of what authorised the action.

use domain::{AuditAction, AuditEntry, AuditId, Case, Draft, Grant, PartyId, Timestamp};

use crate::core::Core;

/// A row about a case for something done at `at`; the data are its client's.
pub(crate) fn case_entry(id: AuditId, at: Timestamp, grant: &Grant, action: AuditAction, case: &Case) -> AuditEntry {
    AuditEntry {
        id,
        at,
        person: grant.person(),
        acting_for: grant.acting_for(),
        by_right: grant.by_right().to_owned(),
        action,
        subject: format!("case:{}", case.id),
        data_of: Some(case.applicant),
    }
}

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
        let now = self.now();
        case_entry(self.ids.id(now), now, grant, action, case)
    }

    /// A row about a draft.
    pub fn audit_draft(&self, grant: &Grant, action: AuditAction, draft: &Draft) -> AuditEntry {
        self.audit(grant, action, format!("draft:{}", draft.id), Some(draft.applicant))
    }
}
