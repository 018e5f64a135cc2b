-- Tokens may do a part only, and for a time; sessions say where they were begun.
ALTER TABLE token ADD COLUMN scopes TEXT NOT NULL DEFAULT 'own_read';
ALTER TABLE token ADD COLUMN expires_at TIMESTAMPTZ NOT NULL DEFAULT '2026-01-01T00:00:00.000000Z';
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
