import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { UserActionInput } from '../submit/job-steps.ts';
import type { Recurrence } from './recurrence.ts';

/** Makes a job that waits the first run of a schedule, and gives the schedule's id. All else is taken from the job. */
export async function startSchedule(
  tx: Transaction,
  jobId: number,
  recurrence: Recurrence,
  inputs: readonly UserActionInput[],
): Promise<number> {
  const [schedule] = await tx.query<{ id: number }>(sql`
    INSERT INTO job_schedule (name, recurrence, inputs, actions, set_id, set_name, set_sentence, set_is_private, owner_id)
    SELECT name, ${JSON.stringify(recurrence)}::jsonb, ${JSON.stringify(inputs)}::jsonb, actions, set_id, set_name, set_sentence, set_is_private, submitted_by_id
    FROM job WHERE id = ${jobId} RETURNING id`);
  if (!schedule) throw new Error(`There is no job ${jobId}.`);
  await tx.execute(sql`UPDATE job SET schedule_id = ${schedule.id}, origin = 'SCHEDULE' WHERE id = ${jobId}`);
  return schedule.id;
}
