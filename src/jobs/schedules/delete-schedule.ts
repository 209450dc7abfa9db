import { sql } from '../../platform/sql.ts';
import type { JobServices } from '../job-services.ts';
import { endEarly } from '../run/settle-job.ts';
import { startCancelling } from '../run/start-cancelling.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { waitingRun } from './schedule.ts';
import { changeSchedule } from './schedule-change.ts';

/**
 * Deletes a schedule. The run that waits is cancelled; those that have begun go on, and what has ended stays in the
 * history. Throws NotFound or Forbidden.
 */
export async function deleteSchedule(services: JobServices, scheduleId: number, submitter: Submitter): Promise<void> {
  const about = { operation: 'deleteSchedule', scheduleId };
  const cancelled = await changeSchedule(services, submitter, about, async (tx, { name }) => {
    const run = await waitingRun(tx, scheduleId);
    if (run) await startCancelling(tx, run.id, submitter.authority.userId);
    await tx.execute(sql`DELETE FROM job_schedule WHERE id = ${scheduleId}`);
    return { result: run?.id ?? null, details: { name, job: run?.id ?? null } };
  });
  if (cancelled !== null) await endEarly(services, cancelled, { state: 'CANCELLED' });
}
