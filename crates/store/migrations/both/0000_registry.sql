-- The registry: agencies, life situations, needs, services in versions, forms in versions; the working calendar.
CREATE TABLE agency (
    id UUID PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    content JSONB NOT NULL
);

CREATE TABLE life_situation (
    id UUID PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    title JSONB NOT NULL,
    summary JSONB NOT NULL
);

CREATE TABLE need (
    id UUID PRIMARY KEY,
    life_situation UUID NOT NULL REFERENCES life_situation (id),
    slug TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    title JSONB NOT NULL,
    UNIQUE (life_situation, slug)
);

CREATE TABLE form (
    id UUID PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    agency UUID NOT NULL REFERENCES agency (id),
    current UUID NOT NULL
);

CREATE TABLE form_version (
    id UUID PRIMARY KEY,
    form UUID NOT NULL REFERENCES form (id),
    number BIGINT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    definition JSONB NOT NULL,
    UNIQUE (form, number)
);

CREATE TABLE public_service (
    id UUID PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    agency UUID NOT NULL REFERENCES agency (id),
    any_agency BOOLEAN NOT NULL,
    current UUID NOT NULL
);

CREATE TABLE service_version (
    id UUID PRIMARY KEY,
    service UUID NOT NULL REFERENCES public_service (id),
    number BIGINT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    content JSONB NOT NULL,
    UNIQUE (service, number)
);

CREATE TABLE service_need (
    service UUID NOT NULL REFERENCES public_service (id),
    need UUID NOT NULL REFERENCES need (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (service, need)
);

-- How often each service was applied for, counted as cases come, so that no list scans the cases.
CREATE TABLE service_use (
    service UUID PRIMARY KEY REFERENCES public_service (id),
    cases BIGINT NOT NULL
);

CREATE TABLE calendar_day (
    date TEXT COLLATE "C" PRIMARY KEY,
    kind TEXT NOT NULL,
    name JSONB NOT NULL
);

-- Numbers that grow with every change the public sees; nodes poll them to drop what they keep.
CREATE TABLE generation (
    name TEXT COLLATE "C" PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO generation (name, value) VALUES ('registry', 1), ('rating', 1);
