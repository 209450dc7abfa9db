ALTER TABLE job ADD COLUMN action_inputs JSONB;

COMMENT ON COLUMN job.action_inputs IS 'The actions as they were given, for looking whether what they name is there still. Null: of a revert, or from before this was kept.';

-- Runs that wait for their schedule begin with its inputs.
UPDATE job SET action_inputs = schedule.inputs FROM job_schedule schedule WHERE schedule.id = job.schedule_id;
