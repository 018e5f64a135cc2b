-- Tokens long past their time are swept.
CREATE INDEX token_end ON token (expires_at);
