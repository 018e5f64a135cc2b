-- Forms being filled.
CREATE TABLE draft (
    id UUID PRIMARY KEY,
    service UUID NOT NULL REFERENCES public_service (id),
    service_version UUID NOT NULL REFERENCES service_version (id),
    form_version UUID NOT NULL REFERENCES form_version (id),
    person UUID NOT NULL REFERENCES party (id),
    applicant UUID NOT NULL REFERENCES party (id),
    answers JSONB NOT NULL,
    page TEXT,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX draft_own ON draft (person, applicant, updated_at, id);

-- The last case number given in a year.
CREATE TABLE case_counter (
    year BIGINT PRIMARY KEY,
    last BIGINT NOT NULL
);

-- One request for one service. `draft` names the draft it was made of, so that a draft becomes one case at most.
-- `due` is the earlier of the two deadlines, or the last day of the calendar.
CREATE TABLE case_file (
    id UUID PRIMARY KEY,
    number TEXT COLLATE "C" NOT NULL UNIQUE,
    draft UUID UNIQUE,
    service UUID NOT NULL REFERENCES public_service (id),
    service_version UUID NOT NULL REFERENCES service_version (id),
    form_version UUID REFERENCES form_version (id),
    agency UUID NOT NULL REFERENCES agency (id),
    applicant UUID NOT NULL REFERENCES party (id),
    submitted_by UUID NOT NULL REFERENCES party (id),
    channel TEXT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    official UUID REFERENCES party (id),
    submitted_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ,
    promised_by TEXT COLLATE "C",
    legal_by TEXT COLLATE "C",
    due TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL
);
-- The workspace: all of a party's cases, and the running ones.
CREATE INDEX case_applicant ON case_file (applicant, submitted_at, id);
CREATE INDEX case_applicant_open ON case_file (applicant, submitted_at, id) WHERE closed_at IS NULL;
-- The agency's queue by deadline: whole, in one state, of one official.
CREATE INDEX case_queue ON case_file (agency, due, id) WHERE closed_at IS NULL;
CREATE INDEX case_queue_state ON case_file (agency, state, due, id) WHERE closed_at IS NULL;
CREATE INDEX case_queue_official ON case_file (agency, official, due, id) WHERE closed_at IS NULL;
-- The agency's past cases, latest first.
CREATE INDEX case_closed ON case_file (agency, closed_at, id) WHERE closed_at IS NOT NULL;

-- The answers a case came with, apart so that lists of cases stay small.
CREATE TABLE case_content (
    case_id UUID PRIMARY KEY REFERENCES case_file (id),
    answers JSONB NOT NULL
);

-- Single answers by which cases are looked up.
CREATE TABLE case_answer (
    case_id UUID NOT NULL REFERENCES case_file (id),
    field TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, field, value)
);
CREATE INDEX case_answer_value ON case_answer (field, value, case_id);
