CREATE TYPE job_state AS ENUM ('SCHEDULED', 'QUEUED', 'INITIALIZING', 'RUNNING', 'FINALIZING', 'CANCELLING', 'COMPLETED', 'CANCELLED', 'FAILED');

CREATE TYPE job_conclusion AS ENUM ('SUCCESS', 'WITH_WARNINGS', 'WITH_ERRORS', 'NOTHING_TO_DO');

CREATE TYPE record_outcome AS ENUM ('UPDATED', 'UNCHANGED', 'WARNING', 'ERROR', 'SKIPPED');

CREATE TYPE job_chunk_state AS ENUM ('OPEN', 'DONE');

CREATE TABLE job (
    id SERIAL NOT NULL,
    name TEXT NOT NULL,
    state job_state NOT NULL,
    conclusion job_conclusion,
    failure_code TEXT,
    actions JSONB NOT NULL,
    set_id INTEGER,
    set_name TEXT NOT NULL,
    set_sentence TEXT NOT NULL DEFAULT '',
    set_is_private BOOLEAN NOT NULL,
    submitted_by_id INTEGER NOT NULL,
    cancelled_by_id INTEGER,
    idempotency_key TEXT,
    input_hash TEXT NOT NULL,
    request_id TEXT NOT NULL DEFAULT '',
    total INTEGER,
    processed INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    warnings INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    letters_queued INTEGER NOT NULL DEFAULT 0,
    letters_sent INTEGER NOT NULL DEFAULT 0,
    letters_failed INTEGER NOT NULL DEFAULT 0,
    letters_skipped INTEGER NOT NULL DEFAULT 0,
    open_chunks INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 0,
    submitted_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    scheduled_for TIMESTAMPTZ(3),
    queued_at TIMESTAMPTZ(3),
    initializing_at TIMESTAMPTZ(3),
    frozen_at TIMESTAMPTZ(3),
    running_at TIMESTAMPTZ(3),
    finalizing_at TIMESTAMPTZ(3),
    cancelling_at TIMESTAMPTZ(3),
    ended_at TIMESTAMPTZ(3),
    touched_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT job_pkey PRIMARY KEY (id)
);

CREATE TABLE job_chunk (
    job_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    state job_chunk_state NOT NULL DEFAULT 'OPEN',
    user_ids INTEGER[],
    size INTEGER NOT NULL,
    first_user_id INTEGER NOT NULL,
    last_user_id INTEGER NOT NULL,
    outcomes record_outcome[],
    tally JSONB,
    results JSONB,
    changes JSONB,
    done_at TIMESTAMPTZ(3),

    CONSTRAINT job_chunk_pkey PRIMARY KEY (job_id,number)
);

CREATE TABLE job_record (
    job_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    chunk_number INTEGER NOT NULL,
    outcome record_outcome NOT NULL,
    result INTEGER NOT NULL,
    change INTEGER,

    CONSTRAINT job_record_pkey PRIMARY KEY (job_id,user_id)
);

CREATE INDEX job_set_id_idx ON job(set_id);

CREATE UNIQUE INDEX job_submitted_by_id_idempotency_key_key ON job(submitted_by_id, idempotency_key);

ALTER TABLE job ADD CONSTRAINT job_set_id_fkey FOREIGN KEY (set_id) REFERENCES user_set(id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE job ADD CONSTRAINT job_submitted_by_id_fkey FOREIGN KEY (submitted_by_id) REFERENCES users(id) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE job ADD CONSTRAINT job_cancelled_by_id_fkey FOREIGN KEY (cancelled_by_id) REFERENCES users(id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE job_chunk ADD CONSTRAINT job_chunk_job_id_fkey FOREIGN KEY (job_id) REFERENCES job(id) ON DELETE CASCADE ON UPDATE CASCADE;

-- ── Laws of a job ───────────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE job
  ADD CONSTRAINT job_name_given CHECK (btrim(name) <> '' AND length(name) <= 255),
  ADD CONSTRAINT job_counts_add_up CHECK (processed = updated + unchanged + errors AND warnings <= updated + unchanged AND processed + skipped <= coalesce(total, 0)),
  ADD CONSTRAINT job_ended_is_settled CHECK ((ended_at IS NOT NULL) = (state IN ('COMPLETED', 'CANCELLED', 'FAILED'))),
  ADD CONSTRAINT job_ended_accounts_for_all CHECK (ended_at IS NULL OR total IS NULL OR processed + skipped = total),
  ADD CONSTRAINT job_concluded_when_completed CHECK ((conclusion IS NOT NULL) = (state = 'COMPLETED')),
  ADD CONSTRAINT job_failure_named CHECK ((failure_code IS NOT NULL) = (state = 'FAILED')),
  -- Counters change with every chunk: room on the page for the new versions of the row.
  SET (fillfactor = 50);

CREATE INDEX job_unsettled ON job (id) WHERE ended_at IS NULL;
CREATE INDEX job_chunk_open ON job_chunk (job_id, number) WHERE state = 'OPEN';
-- A list of ids does not compress: do not try, a thousand times over.
ALTER TABLE job_chunk ALTER COLUMN user_ids SET STORAGE EXTERNAL;
COMMENT ON COLUMN job_record.result IS 'Position in the results of its chunk, counted from 0: most users of a chunk share one.';
COMMENT ON COLUMN job_record.change IS 'Position in the changes of its chunk, counted from 0; null: nothing was changed.';
