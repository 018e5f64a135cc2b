-- The queue's untaken cases and those of one service in order; and an index that alone answers how many cases are in
-- which state.
CREATE INDEX case_queue_untaken ON case_file (agency, due, id) WHERE closed_at IS NULL AND official IS NULL;
CREATE INDEX case_queue_service ON case_file (agency, service, due, id) WHERE closed_at IS NULL;
DROP INDEX case_queue_state;
CREATE INDEX case_queue_state ON case_file (agency, state, due, id, official) WHERE closed_at IS NULL;
