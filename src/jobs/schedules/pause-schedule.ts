import { sql } from '../../platform/sql.ts';
import type { JobServices } from '../job-services.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { moveRun, nextRun } from './plan-run.ts';
import { waitingRun } from './schedule.ts';
import { changeSchedule } from './schedule-change.ts';
import { ScheduleEnded } from './schedule-problems.ts';

/**
 * Pauses a schedule: the run that waits goes on waiting, without a time. A run that has begun is not touched. Pausing
 * again changes nothing. Throws NotFound, Forbidden or ScheduleEnded.
 */
export async function pauseSchedule(services: JobServices, scheduleId: number, submitter: Submitter): Promise<void> {
  await changeSchedule(services, submitter, { operation: 'pauseSchedule', scheduleId }, async (tx, { state }) => {
    if (state === 'ENDED') throw new ScheduleEnded();
    const run = await waitingRun(tx, scheduleId);
    if (state === 'PAUSED' || !run) return { result: undefined };
    await tx.execute(sql`
      UPDATE job_schedule SET state = 'PAUSED', paused_at = now(), modified_at = now() WHERE id = ${scheduleId}`);
    await moveRun(services, tx, run.id, null);
    return { result: undefined, details: { scheduledFor: run.scheduledFor } };
  });
}

/**
 * Lets a paused schedule go on: the run that waits gets the next time from now on. What passed meanwhile is not made up
 * for. Resuming again changes nothing. Throws NotFound, Forbidden, or ScheduleEnded when no time is left.
 */
export async function resumeSchedule(services: JobServices, scheduleId: number, submitter: Submitter): Promise<void> {
  await changeSchedule(services, submitter, { operation: 'resumeSchedule', scheduleId }, async (tx, schedule) => {
    if (schedule.state === 'ACTIVE') return { result: undefined };
    const run = await waitingRun(tx, scheduleId);
    const next = run && nextRun(schedule, run.now);
    if (!next) throw new ScheduleEnded();
    await tx.execute(sql`
      UPDATE job_schedule SET state = 'ACTIVE', paused_at = NULL, pause_reason = NULL, modified_at = now() WHERE id = ${scheduleId}`);
    await moveRun(services, tx, run.id, next);
    return { result: undefined, details: { scheduledFor: next } };
  });
}
