-- What happened to cases; rows are only added.
CREATE TABLE case_event (
    case_id UUID NOT NULL REFERENCES case_file (id),
    sequence BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    payload JSONB NOT NULL,
    occurred_at TIMESTAMPTZ NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('client', 'agency', 'system')),
    person UUID REFERENCES party (id),
    acting_for UUID REFERENCES party (id),
    by_right TEXT NOT NULL,
    PRIMARY KEY (case_id, sequence)
);

-- Who did or saw what, for whom, by which right; rows are only added.
CREATE TABLE audit (
    id UUID PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    person UUID REFERENCES party (id),
    acting_for UUID REFERENCES party (id),
    by_right TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    data_of UUID REFERENCES party (id)
);
CREATE INDEX audit_data_of ON audit (data_of, at, id);
CREATE INDEX audit_subject ON audit (subject, at, id);
