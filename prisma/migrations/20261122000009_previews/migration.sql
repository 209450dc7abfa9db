CREATE TABLE job_preview (
    id SERIAL NOT NULL,
    confirmation TEXT NOT NULL,
    made_by_id INTEGER NOT NULL,
    authority TEXT NOT NULL,
    set_id INTEGER NOT NULL,
    set_name TEXT NOT NULL,
    set_sentence TEXT NOT NULL,
    actions JSONB NOT NULL,
    total INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    effects JSONB NOT NULL,
    tally JSONB NOT NULL,
    warning_list JSONB NOT NULL,
    letter_sample JSONB NOT NULL,
    as_of TIMESTAMPTZ(3) NOT NULL,
    expires_at TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT job_preview_pkey PRIMARY KEY (id)
);

CREATE TABLE job_preview_chunk (
    preview_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    first_user_id INTEGER NOT NULL,
    last_user_id INTEGER NOT NULL,
    user_ids INTEGER[],
    outcomes record_outcome[],
    result_positions INTEGER[],
    change_positions INTEGER[],
    present record_outcome[],
    results JSONB NOT NULL,
    changes JSONB NOT NULL,

    CONSTRAINT job_preview_chunk_pkey PRIMARY KEY (preview_id,number)
);

ALTER TABLE job ADD COLUMN preview_id INTEGER;

CREATE UNIQUE INDEX job_preview_confirmation_key ON job_preview(confirmation);

CREATE INDEX job_preview_made_by_id_idx ON job_preview(made_by_id);

CREATE INDEX job_preview_set_id_idx ON job_preview(set_id);

CREATE INDEX job_preview_expires_at_idx ON job_preview(expires_at);

ALTER TABLE job_preview ADD CONSTRAINT job_preview_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE job_preview ADD CONSTRAINT job_preview_set_id_fkey FOREIGN KEY (set_id) REFERENCES user_set(id) ON DELETE CASCADE ON UPDATE CASCADE;

-- Deferred: chunks are written as they are decided, their preview last, so that it holds no lock on its set meanwhile.
ALTER TABLE job_preview_chunk ADD CONSTRAINT job_preview_chunk_preview_id_fkey FOREIGN KEY (preview_id) REFERENCES job_preview(id) ON DELETE CASCADE ON UPDATE CASCADE
  DEFERRABLE INITIALLY DEFERRED;

-- ── Laws of a preview ───────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE job_preview
  ADD CONSTRAINT job_preview_counts_add_up CHECK (total = updated + unchanged + errors AND warnings <= updated + unchanged);

-- One entry for each user in each of the lists.
ALTER TABLE job_preview_chunk
  ADD CONSTRAINT job_preview_chunk_lists_match CHECK (cardinality(user_ids) = cardinality(outcomes)
    AND cardinality(user_ids) = cardinality(result_positions) AND cardinality(user_ids) = cardinality(change_positions)),
  -- A list of ids does not compress: do not try, a thousand times over.
  ALTER COLUMN user_ids SET STORAGE EXTERNAL;

COMMENT ON COLUMN job.preview_id IS 'The preview that was confirmed with the job; null: none. No foreign key: the job outlives its preview, and stays a confirmed one.';
COMMENT ON COLUMN job_preview_chunk.result_positions IS 'Positions in results, counted from 0: most users share one.';
COMMENT ON COLUMN job_preview_chunk.change_positions IS 'Positions in changes, counted from 0; null: nothing would be changed.';
