CREATE TYPE letter_purpose AS ENUM ('GENERAL', 'TEMPORARY_PASSWORD', 'JOB_END');

CREATE TYPE outbox_kind AS ENUM ('LETTER', 'IDENTITY_EXPORT');

CREATE TYPE outbox_state AS ENUM ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'SKIPPED', 'UNKNOWN');

CREATE TABLE letter (
    code TEXT NOT NULL,
    table_name TEXT NOT NULL DEFAULT 'LETTER',
    description TEXT NOT NULL DEFAULT '',
    purpose letter_purpose NOT NULL DEFAULT 'GENERAL',
    current_version INTEGER NOT NULL,

    CONSTRAINT letter_pkey PRIMARY KEY (code)
);

CREATE TABLE letter_version (
    letter_code TEXT NOT NULL,
    version INTEGER NOT NULL,
    default_language TEXT NOT NULL,
    templates JSONB NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    created_by TEXT NOT NULL DEFAULT '',

    CONSTRAINT letter_version_pkey PRIMARY KEY (letter_code,version)
);

CREATE TABLE outbox (
    id BIGSERIAL NOT NULL,
    kind outbox_kind NOT NULL,
    state outbox_state NOT NULL DEFAULT 'QUEUED',
    job_id INTEGER,
    user_id INTEGER NOT NULL,
    letter_code TEXT NOT NULL DEFAULT '',
    letter_version INTEGER,
    extra_text TEXT,
    variables JSONB,
    secret BYTEA,
    message_id TEXT,
    courier_id UUID,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    was_unknown BOOLEAN NOT NULL DEFAULT false,
    code TEXT,
    reply TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    settled_at TIMESTAMPTZ(3),

    CONSTRAINT outbox_pkey PRIMARY KEY (id)
);

CREATE TABLE outbox_courier (
    id UUID NOT NULL,
    alive_at TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT outbox_courier_pkey PRIMARY KEY (id)
);

CREATE TABLE outbox_pace (
    kind outbox_kind NOT NULL,
    free_at TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT outbox_pace_pkey PRIMARY KEY (kind)
);

CREATE UNIQUE INDEX outbox_job_id_user_id_kind_letter_code_key ON outbox(job_id, user_id, kind, letter_code);

CREATE INDEX outbox_job_id_id_idx ON outbox(job_id, id);

ALTER TABLE letter ADD CONSTRAINT letter_table_name_code_fkey FOREIGN KEY (table_name, code) REFERENCES code(table_name, code) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE letter_version ADD CONSTRAINT letter_version_letter_code_fkey FOREIGN KEY (letter_code) REFERENCES letter(code) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE job ADD COLUMN notify_at_end BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN letters_cancelled INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN letters_unknown INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN exports_queued INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN exports_sent INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN exports_failed INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN exports_cancelled INTEGER NOT NULL DEFAULT 0;

-- ── Laws of letters ─────────────────────────────────────────────────────────────────────────────────────────────────

-- A letter is a code of the code table LETTER, the very one that users opt out of: its name and whether it is enabled stand there.
ALTER TABLE letter ADD CONSTRAINT letter_is_a_letter_code CHECK (table_name = 'LETTER');

ALTER TABLE outbox
  ADD CONSTRAINT outbox_letter_is_named CHECK (CASE kind WHEN 'LETTER' THEN letter_code <> '' AND letter_version IS NOT NULL ELSE letter_code = '' AND letter_version IS NULL END),
  ADD CONSTRAINT outbox_settled_is_final CHECK (CASE WHEN state IN ('SENT', 'FAILED', 'SKIPPED') THEN settled_at IS NOT NULL WHEN state = 'UNKNOWN' THEN TRUE ELSE settled_at IS NULL END),
  ADD CONSTRAINT outbox_secret_is_wiped CHECK (settled_at IS NULL OR secret IS NULL),
  ADD CONSTRAINT outbox_courier_has_it CHECK (state <> 'SENDING' OR courier_id IS NOT NULL AND message_id IS NOT NULL),
  ADD CONSTRAINT outbox_reason_given CHECK (code IS NOT NULL OR state NOT IN ('FAILED', 'SKIPPED')),
  SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX outbox_due ON outbox (kind, next_attempt_at, id) WHERE settled_at IS NULL AND state IN ('QUEUED', 'UNKNOWN');
CREATE INDEX outbox_sending ON outbox (courier_id) WHERE state = 'SENDING';

-- ── Laws of a job with letters ──────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE job
  DROP CONSTRAINT job_failure_named,
  -- A job that failed while letters with a password are under way is FINALIZING until these have gone.
  ADD CONSTRAINT job_failure_named CHECK (CASE state WHEN 'FAILED' THEN failure_code IS NOT NULL WHEN 'FINALIZING' THEN TRUE ELSE failure_code IS NULL END),
  ADD CONSTRAINT job_letters_within_queued CHECK (letters_sent + letters_failed + letters_cancelled <= letters_queued AND letters_unknown <= letters_queued),
  ADD CONSTRAINT job_exports_within_queued CHECK (exports_sent + exports_failed + exports_cancelled <= exports_queued),
  ADD CONSTRAINT job_ended_accounts_for_letters CHECK (ended_at IS NULL
    OR letters_sent + letters_failed + letters_cancelled = letters_queued AND exports_sent + exports_failed + exports_cancelled = exports_queued);

COMMENT ON COLUMN outbox.letter_code IS 'The empty text for an export: so that the unique index holds for these as well.';
COMMENT ON COLUMN outbox.secret IS 'A temporary password, sealed; gone with the end of the letter.';
COMMENT ON COLUMN outbox.courier_id IS 'Which process has the row in hand, or had it last.';
COMMENT ON COLUMN outbox.was_unknown IS 'Whether its fate was unknown at some moment: it may have been delivered twice.';
COMMENT ON TABLE outbox_courier IS 'The processes that deliver, each telling every other second that it is alive.';
COMMENT ON TABLE outbox_pace IS 'When the next one of a kind may be sent, where there is a rate that all processes keep together.';
