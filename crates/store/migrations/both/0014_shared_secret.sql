-- Secrets that all nodes of an installation share; whichever node needs one first makes it.
CREATE TABLE shared_secret (
    name TEXT COLLATE "C" PRIMARY KEY,
    secret BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
