import { type InputIssue, InvalidInput } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import type { JobServices } from '../job-services.ts';
import { keyIssues } from '../submit/job-key.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { moveRun, nextRun } from './plan-run.ts';
import { type Recurrence, resolveRecurrence } from './recurrence.ts';
import { type Schedule, type WaitingRun, waitingRun } from './schedule.ts';
import { changeSchedule } from './schedule-change.ts';
import { ScheduleEnded } from './schedule-problems.ts';
import { neverRuns } from './timing.ts';

/** What is to change; what is absent or null stays. */
export interface UpdateScheduleInput {
  readonly name?: string | null | undefined;
  /** RecurrenceInput. */
  readonly recurrence?: unknown;
}

/**
 * Changes what a schedule is called or when it runs; the run that waits follows. A first run that was chosen and is still
 * to come stays, and what was left out stays left out. Throws NotFound, Forbidden, InvalidInput or ScheduleEnded.
 */
export async function updateSchedule(
  services: JobServices,
  scheduleId: number,
  input: UpdateScheduleInput,
  submitter: Submitter,
): Promise<void> {
  const about = { operation: 'updateSchedule', scheduleId };
  await changeSchedule(services, submitter, about, async (tx, schedule) => {
    const run = await waitingRun(tx, scheduleId);
    if (!run) throw new ScheduleEnded();
    const { recurrence, issues } = changedRecurrence(schedule, run, input, services.config.timeZone);
    const faults = [...keyIssues({ name: input.name }), ...issues];
    const next = nextRun({ ...schedule, recurrence }, run.now);
    if (faults.length === 0 && !next) faults.push(neverRuns(recurrence, schedule.runs));
    if (faults.length > 0) throw new InvalidInput(faults);
    const name = input.name ?? schedule.name;
    await tx.execute(sql`
      UPDATE job_schedule SET name = ${name}, recurrence = ${JSON.stringify(recurrence)}::jsonb, modified_at = now() WHERE id = ${scheduleId}`);
    await tx.execute(sql`UPDATE job SET name = ${name} WHERE id = ${run.id}`);
    const moves = schedule.state === 'ACTIVE' && input.recurrence != null;
    await moveRun(services, tx, run.id, moves ? next : run.scheduledFor);
    return {
      result: undefined,
      details: { before: { name: schedule.name, recurrence: schedule.recurrence }, after: { name, recurrence } },
    };
  });
}

function changedRecurrence(
  { recurrence: stored }: Schedule,
  { now }: WaitingRun,
  { recurrence: input }: UpdateScheduleInput,
  timeZone: string,
): { recurrence: Recurrence; issues: readonly InputIssue[] } {
  if (input == null) return { recurrence: stored, issues: [] };
  const startsAt = stored.startsAt !== null && new Date(stored.startsAt) > now ? new Date(stored.startsAt) : null;
  const resolved = resolveRecurrence(input, { timeZone, startsAt, now });
  if ('recurrence' in resolved) return { recurrence: resolved.recurrence, issues: [] };
  return {
    recurrence: stored,
    issues: resolved.issues.map(({ path, message }) => ({ path: ['recurrence', ...path], message })),
  };
}
