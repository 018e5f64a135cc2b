-- Persons and organisations.
CREATE TABLE party (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
    personal_code TEXT UNIQUE,
    given_name TEXT,
    family_name TEXT,
    registration_number TEXT UNIQUE,
    name TEXT NOT NULL,
    CHECK (
        (kind = 'person' AND given_name IS NOT NULL AND family_name IS NOT NULL AND registration_number IS NULL)
        OR (kind = 'organisation' AND registration_number IS NOT NULL AND personal_code IS NULL)
    )
);
