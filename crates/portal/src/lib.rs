//! What people can do in Vārti: one method per use case, jobs and search.
