import type { JobServices } from '../job-services.ts';
import { endEarly } from '../run/settle-job.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { changeSchedule } from './schedule-change.ts';
import { skipWaitingRun } from './skip-run.ts';

/**
 * Skips the next run of a schedule and gives its job, which is cancelled; the one after it waits in its place. Throws
 * NotFound, Forbidden, ScheduleEnded or SchedulePaused.
 */
export async function skipNextRun(services: JobServices, scheduleId: number, submitter: Submitter): Promise<number> {
  const about = { operation: 'skipNextRun', scheduleId };
  const jobId = await changeSchedule(services, submitter, about, async (tx, schedule) => {
    const skipped = await skipWaitingRun(services, tx, schedule, submitter.authority.userId);
    return { result: skipped, details: { job: skipped } };
  });
  await endEarly(services, jobId, { state: 'CANCELLED' });
  return jobId;
}
