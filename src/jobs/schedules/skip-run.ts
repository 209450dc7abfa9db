import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { JobServices } from '../job-services.ts';
import { startCancelling } from '../run/start-cancelling.ts';
import { nextRun, planRun } from './plan-run.ts';
import { type Schedule, waitingRun } from './schedule.ts';
import { ScheduleEnded, SchedulePaused } from './schedule-problems.ts';

/**
 * Cancels the run that waits, puts the one after it into its place and gives the id of the first. The schedule is locked;
 * whoever calls brings the job to its end. Throws ScheduleEnded or SchedulePaused.
 */
export async function skipWaitingRun(
  services: Pick<JobServices, 'queue'>,
  tx: Transaction,
  schedule: Schedule,
  userId: number,
): Promise<number> {
  const run = await waitingRun(tx, schedule.id);
  if (!run) throw new ScheduleEnded();
  if (!run.scheduledFor) throw new SchedulePaused();
  await startCancelling(tx, run.id, userId);
  // Kept, so that it does not come back when the schedule is paused and resumed before this one's time.
  const skippedUntil = run.scheduledFor;
  await tx.execute(sql`UPDATE job_schedule SET skipped_until = ${skippedUntil} WHERE id = ${schedule.id}`);
  await planRun(services, tx, schedule, run.id, nextRun({ ...schedule, skippedUntil }, run.now));
  return run.id;
}
