-- What client and agency say and hand to each other.
CREATE TABLE message (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES case_file (id),
    author TEXT NOT NULL,
    person UUID NOT NULL REFERENCES party (id),
    text TEXT NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX message_case ON message (case_id, sent_at, id);

CREATE TABLE case_result (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES case_file (id),
    text TEXT NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX case_result_case ON case_result (case_id, issued_at, id);

-- Files of cases; their bytes are in the object store under the id. `result` is set for what a result hands over.
CREATE TABLE file (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES case_file (id),
    result UUID REFERENCES case_result (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX file_case ON file (case_id, created_at, id);

-- The inbox. `dedup_key` names the event and the reader, so that nothing is announced twice.
CREATE TABLE notice (
    id UUID PRIMARY KEY,
    dedup_key TEXT COLLATE "C" NOT NULL UNIQUE,
    party UUID NOT NULL REFERENCES party (id),
    case_id UUID NOT NULL REFERENCES case_file (id),
    service_title JSONB NOT NULL,
    kind JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    read_at TIMESTAMPTZ
);
CREATE INDEX notice_inbox ON notice (party, created_at, id);
CREATE INDEX notice_unread ON notice (party, case_id) WHERE read_at IS NULL;

-- Ratings, one per case, and their sums per service.
CREATE TABLE feedback (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL UNIQUE REFERENCES case_file (id),
    service UUID NOT NULL REFERENCES public_service (id),
    rating BIGINT NOT NULL CHECK (rating BETWEEN 1 AND 5),
    difficulties JSONB NOT NULL,
    likings JSONB NOT NULL,
    comment TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX feedback_service ON feedback (service, created_at, id);

CREATE TABLE rating_summary (
    service UUID PRIMARY KEY REFERENCES public_service (id),
    count BIGINT NOT NULL,
    sum BIGINT NOT NULL
);
