-- Forms that live: until which day drafts on older versions may be submitted, and what became of drafts that moved. What
-- a move left out of a draft is kept in `answers` as long as the draft is there.
ALTER TABLE form_version ADD COLUMN older_until TEXT COLLATE "C";

CREATE TABLE draft_move (
    draft UUID NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    draft_version BIGINT NOT NULL,
    from_version UUID NOT NULL REFERENCES form_version (id),
    to_version UUID NOT NULL REFERENCES form_version (id),
    moved_at TIMESTAMPTZ NOT NULL,
    answers JSONB NOT NULL,
    PRIMARY KEY (draft, draft_version)
);
