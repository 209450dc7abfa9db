CREATE TYPE job_schedule_state AS ENUM ('ACTIVE', 'PAUSED', 'ENDED');

CREATE TABLE job_schedule (
    id SERIAL NOT NULL,
    name TEXT NOT NULL,
    state job_schedule_state NOT NULL DEFAULT 'ACTIVE',
    recurrence JSONB NOT NULL,
    inputs JSONB NOT NULL,
    actions JSONB NOT NULL,
    set_id INTEGER,
    set_name TEXT NOT NULL,
    set_sentence TEXT NOT NULL DEFAULT '',
    set_is_private BOOLEAN NOT NULL,
    owner_id INTEGER NOT NULL,
    runs INTEGER NOT NULL DEFAULT 0,
    missed_runs INTEGER NOT NULL DEFAULT 0,
    pause_reason TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    modified_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    paused_at TIMESTAMPTZ(3),
    ended_at TIMESTAMPTZ(3),

    CONSTRAINT job_schedule_pkey PRIMARY KEY (id)
);

CREATE INDEX job_schedule_set_id_idx ON job_schedule(set_id);

CREATE INDEX job_schedule_owner_id_idx ON job_schedule(owner_id);

ALTER TABLE job_schedule ADD CONSTRAINT job_schedule_set_id_fkey FOREIGN KEY (set_id) REFERENCES user_set(id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE job_schedule ADD CONSTRAINT job_schedule_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE job ADD COLUMN schedule_id INTEGER;

CREATE INDEX job_schedule_id_idx ON job(schedule_id);

ALTER TABLE job ADD CONSTRAINT job_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES job_schedule(id) ON DELETE SET NULL ON UPDATE CASCADE;

-- ── Laws of a schedule ──────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE job_schedule
  ADD CONSTRAINT job_schedule_name_given CHECK (btrim(name) <> '' AND length(name) <= 255),
  ADD CONSTRAINT job_schedule_paused_since CHECK ((paused_at IS NOT NULL) = (state = 'PAUSED')),
  ADD CONSTRAINT job_schedule_reason_when_paused CHECK (pause_reason IS NULL OR state = 'PAUSED'),
  ADD CONSTRAINT job_schedule_ended_since CHECK ((ended_at IS NOT NULL) = (state = 'ENDED'));

-- Whatever happens, and however many workers take the same run up: one run of a schedule waits, never two.
CREATE UNIQUE INDEX job_waits_for_schedule ON job (schedule_id) WHERE state = 'SCHEDULED';
COMMENT ON COLUMN job_schedule.inputs IS 'The actions as they were given: each run works them out anew. `actions` is what they came to the last time.';
COMMENT ON COLUMN job_schedule.pause_reason IS 'The failure code of the run after which it was paused; null when a person did.';
COMMENT ON COLUMN job.scheduled_for IS 'Null in SCHEDULED: its schedule is paused, it waits without a time.';
