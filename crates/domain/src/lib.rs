//! Types and pure rules of Vārti: registry, case, steps, calendar, party, mandate, role, notice, feedback.
