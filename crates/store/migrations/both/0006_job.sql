-- Background work. A claimed job is one whose `due_at` was moved into the future; a finished one is gone.
CREATE TABLE job (
    id UUID PRIMARY KEY,
    dedup_key TEXT COLLATE "C" UNIQUE,
    payload JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    died_at TIMESTAMPTZ
);
CREATE INDEX job_due ON job (due_at, id) WHERE died_at IS NULL;
CREATE INDEX job_dead ON job (died_at, id) WHERE died_at IS NOT NULL;

-- Answers already given to requests that carry an idempotency key. Without status the request is still running.
CREATE TABLE idempotency (
    person UUID NOT NULL REFERENCES party (id),
    key TEXT COLLATE "C" NOT NULL,
    operation TEXT COLLATE "C" NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT,
    body BYTEA,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, key, operation)
);
CREATE INDEX idempotency_created ON idempotency (created_at);
