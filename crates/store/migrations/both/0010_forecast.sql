-- How long cases take. `changes` grows with every case that comes or moves, so that one sees which services need new
-- tables; a life table says how long cases took from entering a step, or from the submission where `step` is empty.
ALTER TABLE service_use ADD COLUMN changes BIGINT NOT NULL DEFAULT 0;

CREATE TABLE life_table (
    service UUID NOT NULL REFERENCES public_service (id),
    step TEXT COLLATE "C" NOT NULL,
    content JSONB NOT NULL,
    PRIMARY KEY (service, step)
);

-- When a service's tables were written and of how many changes they know; how long it really takes, where that is known.
CREATE TABLE service_forecast (
    service UUID PRIMARY KEY REFERENCES public_service (id),
    changes BIGINT NOT NULL,
    refreshed_on TEXT COLLATE "C" NOT NULL,
    half_within BIGINT,
    nine_of_ten_within BIGINT,
    cases BIGINT
);

-- The cases of a service by the time they came.
CREATE INDEX case_service ON case_file (service, submitted_at, id);

-- Grows when the public sees another time.
INSERT INTO generation (name, value) VALUES ('forecast', 1);
