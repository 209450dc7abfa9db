-- Who, besides its owner, may see a private set.
CREATE TABLE user_set_share (
    set_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    shared_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT user_set_share_pkey PRIMARY KEY (set_id,user_id)
);

CREATE INDEX user_set_share_user_id_idx ON user_set_share(user_id);

ALTER TABLE user_set_share ADD CONSTRAINT user_set_share_set_id_fkey FOREIGN KEY (set_id) REFERENCES user_set(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_set_share ADD CONSTRAINT user_set_share_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

-- A file that was put into a set, and what became of its lines. The lines that were added are the members.
CREATE TYPE set_line_outcome AS ENUM ('ADDED', 'ALREADY_MEMBER', 'DUPLICATE', 'NOT_FOUND', 'AMBIGUOUS');

CREATE TYPE set_file_format AS ENUM ('TEXT', 'SPREADSHEET');

CREATE TABLE user_set_upload (
    id SERIAL NOT NULL,
    set_id INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    format set_file_format NOT NULL,
    holds TEXT NOT NULL,
    lines INTEGER NOT NULL,
    added INTEGER NOT NULL,
    already_members INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    not_found INTEGER NOT NULL,
    ambiguous INTEGER NOT NULL,
    blank_lines INTEGER NOT NULL,
    numeric_cells INTEGER NOT NULL,
    uploaded_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    uploaded_by_id INTEGER NOT NULL,

    CONSTRAINT user_set_upload_pkey PRIMARY KEY (id)
);

CREATE TABLE user_set_upload_line (
    upload_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    value TEXT NOT NULL,
    outcome set_line_outcome NOT NULL,

    CONSTRAINT user_set_upload_line_pkey PRIMARY KEY (upload_id,line)
);

CREATE INDEX user_set_upload_set_id_idx ON user_set_upload(set_id);

ALTER TABLE user_set_upload ADD CONSTRAINT user_set_upload_set_id_fkey FOREIGN KEY (set_id) REFERENCES user_set(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_set_upload ADD CONSTRAINT user_set_upload_uploaded_by_id_fkey FOREIGN KEY (uploaded_by_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE user_set_upload_line ADD CONSTRAINT user_set_upload_line_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES user_set_upload(id) ON DELETE CASCADE ON UPDATE CASCADE;

-- ── Laws of an upload ───────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE user_set_upload
  ADD CONSTRAINT user_set_upload_accounts_for_all CHECK (lines = added + already_members + duplicates + not_found + ambiguous);

ALTER TABLE user_set_upload_line
  ADD CONSTRAINT user_set_upload_line_not_added CHECK (outcome <> 'ADDED');
