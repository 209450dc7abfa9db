import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { announce } from '../job.ts';
import { type JobServices, LANE_QUEUE } from '../job-services.ts';
import { nextOccurrence } from './occurrences.ts';
import type { Schedule } from './schedule.ts';

/**
 * When a schedule runs next after an instant, and after what was left out; null when it has had its runs or its end has
 * come.
 */
export function nextRun(
  { recurrence, runs, skippedUntil }: Pick<Schedule, 'recurrence' | 'runs' | 'skippedUntil'>,
  after: Date,
): Date | null {
  const isDone = recurrence.endsAfter !== null && runs >= recurrence.endsAfter;
  return isDone ? null : nextOccurrence(recurrence, skippedUntil && skippedUntil > after ? skippedUntil : after);
}

/**
 * Puts the run after `previousId` (which waits no longer) into the list of jobs, for the time it is to wait for, with
 * the message that calls for hands then; or ends the schedule when none comes. The schedule is locked.
 */
export async function planRun(
  services: Pick<JobServices, 'queue'>,
  tx: Transaction,
  schedule: Pick<Schedule, 'id'>,
  previousId: number,
  at: Date | null,
): Promise<void> {
  if (!at) return endSchedule(tx, schedule.id);
  // What was agreed when the schedule was made goes for every run: the confirmation, narrowed rights, the letter at the end.
  const [job] = await tx.query<{ id: number }>(sql`
    INSERT INTO job (name, state, origin, actions, action_inputs, set_id, set_name, set_sentence, set_is_private, submitted_by_id, input_hash, request_id,
                     preview_id, narrowed, notify_at_end, schedule_id, scheduled_for)
    SELECT s.name, 'SCHEDULED', 'SCHEDULE', s.actions, s.inputs, s.set_id, s.set_name, s.set_sentence, s.set_is_private, s.owner_id, j.input_hash, j.request_id,
           j.preview_id, j.narrowed, j.notify_at_end, s.id, ${at}
    FROM job_schedule s, job j WHERE s.id = ${schedule.id} AND j.id = ${previousId} RETURNING id`);
  if (!job) throw new Error(`Schedule ${schedule.id} or its run ${previousId} is gone.`);
  await services.queue.send(tx, LANE_QUEUE, { jobId: job.id }, { startAfter: at });
  await announce(tx, job.id);
}

/** Gives the run that waits another time, with a message for that; null: it waits without one. Nobody else has taken it. */
export async function moveRun(
  services: Pick<JobServices, 'queue'>,
  tx: Transaction,
  jobId: number,
  at: Date | null,
): Promise<void> {
  await tx.execute(sql`
    UPDATE job SET scheduled_for = ${at}, touched_at = now(), revision = revision + 1 WHERE id = ${jobId} AND state = 'SCHEDULED'`);
  // A message for the time before finds the job not due, and does no harm.
  if (at) await services.queue.send(tx, LANE_QUEUE, { jobId }, { startAfter: at });
  await announce(tx, jobId);
}

async function endSchedule(tx: Transaction, id: number): Promise<void> {
  await tx.execute(sql`
    UPDATE job_schedule SET state = 'ENDED', ended_at = now(), paused_at = NULL, pause_reason = NULL WHERE id = ${id}`);
}
