-- Who people are, for whom they may act, and how they are signed in.
CREATE TABLE party (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
    personal_code TEXT COLLATE "C" UNIQUE,
    given_name TEXT,
    family_name TEXT,
    registration_number TEXT COLLATE "C" UNIQUE,
    name TEXT NOT NULL,
    CHECK (
        (kind = 'person' AND given_name IS NOT NULL AND family_name IS NOT NULL AND registration_number IS NULL)
        OR (kind = 'organisation' AND registration_number IS NOT NULL AND personal_code IS NULL)
    )
);

-- Roles of persons at agencies.
CREATE TABLE role (
    id UUID PRIMARY KEY,
    party UUID NOT NULL REFERENCES party (id),
    agency UUID NOT NULL REFERENCES agency (id),
    kind TEXT COLLATE "C" NOT NULL,
    UNIQUE (party, agency, kind)
);
CREATE INDEX role_agency ON role (agency, kind);

-- Authority of a person to act for another party.
CREATE TABLE mandate (
    id UUID PRIMARY KEY,
    representative UUID NOT NULL REFERENCES party (id),
    represented UUID NOT NULL REFERENCES party (id),
    scope TEXT NOT NULL,
    valid_from TEXT COLLATE "C" NOT NULL,
    valid_to TEXT COLLATE "C",
    revoked_at TIMESTAMPTZ
);
CREATE INDEX mandate_representative ON mandate (representative, id);
CREATE INDEX mandate_represented ON mandate (represented, id);

CREATE TABLE session (
    id UUID PRIMARY KEY,
    secret_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    person UUID NOT NULL REFERENCES party (id),
    mandate UUID REFERENCES mandate (id),
    assurance TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    id_token TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_person ON session (person, created_at, id);
CREATE INDEX session_expires ON session (expires_at);
CREATE INDEX session_last_seen ON session (last_seen_at);

-- What is remembered while a browser is away at the identity provider.
CREATE TABLE sign_in (
    secret_hash TEXT COLLATE "C" PRIMARY KEY,
    pending JSONB NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_in_expires ON sign_in (expires_at);

-- Bodies of posts whose session had ended, kept until the person has signed in again.
CREATE TABLE parked_post (
    secret_hash TEXT COLLATE "C" PRIMARY KEY,
    path TEXT NOT NULL,
    body BYTEA NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX parked_post_expires ON parked_post (expires_at);

-- Personal tokens of programs.
CREATE TABLE token (
    id UUID PRIMARY KEY,
    secret_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    person UUID NOT NULL REFERENCES party (id),
    name TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ
);
CREATE INDEX token_person ON token (person, created_at, id);
