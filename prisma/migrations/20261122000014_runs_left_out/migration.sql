ALTER TABLE job_schedule ADD COLUMN skipped_until TIMESTAMPTZ(3);

COMMENT ON COLUMN job_schedule.skipped_until IS 'The time of the last run that was left out; none up to it comes back.';
