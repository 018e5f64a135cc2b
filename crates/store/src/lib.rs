//! All SQL of Vārti, on SQLite and PostgreSQL: migrations, records, outbox and jobs.
