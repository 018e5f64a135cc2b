-- Which person a sign-in provider means by its own name for somebody; needed for people without a personal code.
CREATE TABLE known_identity (
    issuer TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    person UUID NOT NULL REFERENCES party (id),
    PRIMARY KEY (issuer, subject)
);
