CREATE TYPE job_origin AS ENUM ('SUBMITTED', 'RETRY', 'REVERT', 'SCHEDULE');

CREATE TYPE change_origin AS ENUM ('MUTATION', 'IMPORT', 'SIGN_IN');

ALTER TABLE job
  ADD COLUMN origin job_origin NOT NULL DEFAULT 'SUBMITTED',
  ADD COLUMN parent_id INTEGER,
  ADD COLUMN parent_outcomes record_outcome[];

CREATE INDEX job_parent_id_idx ON job(parent_id);

ALTER TABLE job ADD CONSTRAINT job_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES job(id) ON DELETE SET NULL ON UPDATE CASCADE;

COMMENT ON COLUMN job.parent_outcomes IS 'Of a retry: where the users of the parent ended whom it is about.';

CREATE TABLE user_change (
    id BIGSERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    origin change_origin NOT NULL,
    actor TEXT NOT NULL,
    actor_id INTEGER,
    request_id TEXT NOT NULL DEFAULT '',
    changes JSONB NOT NULL,

    CONSTRAINT user_change_pkey PRIMARY KEY (id)
);

CREATE INDEX user_change_user_id_id_idx ON user_change(user_id, id);

ALTER TABLE user_change ADD CONSTRAINT user_change_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE;

COMMENT ON TABLE user_change IS 'What was changed of a user otherwise than by a job; jobs keep their own images, in job_chunk. Never a password or a pin.';
COMMENT ON COLUMN user_change.at IS 'By the clock and not by the transaction: whoever writes holds the lock of the user, so that the times are in the order of the changes.';
