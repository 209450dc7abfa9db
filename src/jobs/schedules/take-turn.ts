import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { JobServices } from '../job-services.ts';
import { countOccurrences } from './occurrences.ts';
import { moveRun, nextRun, planRun } from './plan-run.ts';
import { lockScheduleOf, type Schedule, waitingRun } from './schedule.ts';

/** A run of a schedule whose time has come; the schedule is locked. */
export interface DueRun {
  readonly schedule: Schedule;
  readonly jobId: number;
  readonly scheduledFor: Date;
  readonly now: Date;
}

// A schedule of every minute, and a year without a server: nobody needs to know the number more exactly.
const MOST_MISSED = 1_000;

/** What a job is as a run of its schedule; null when it is none, or none that is due. */
export async function dueRun(tx: Transaction, jobId: number): Promise<DueRun | null> {
  const schedule = await lockScheduleOf(tx, jobId);
  if (!schedule) return null;
  const run = await waitingRun(tx, schedule.id);
  if (run?.id !== jobId || !run.scheduledFor || run.scheduledFor > run.now) return null;
  return { schedule, jobId, scheduledFor: run.scheduledFor, now: run.now };
}

/**
 * Lets a run wait for the next time when the one before it still changes users: runs of a schedule never pile up. The
 * times it lets pass are counted as missed. The last run waits for nobody. True: it was put off.
 */
export async function putOff(services: JobServices, tx: Transaction, run: DueRun): Promise<boolean> {
  const { schedule, jobId, scheduledFor, now } = run;
  const busy = await tx.query(sql`
    SELECT 1 FROM job WHERE schedule_id = ${schedule.id} AND id <> ${jobId} AND state IN ('QUEUED', 'INITIALIZING', 'RUNNING', 'CANCELLING') LIMIT 1`);
  const next = busy.length > 0 ? nextRun(schedule, now) : null;
  if (!next) return false;
  await countMissed(tx, schedule.id, 1 + missedSince(schedule, scheduledFor, now));
  await moveRun(services, tx, jobId, next);
  return true;
}

/**
 * A run has begun: counts it, and the times that passed while nobody was there to take it up, which are not made up
 * for; and puts the run after it into the list. All in the transaction that took it up: it happens once or not at all.
 */
export async function passTurn(services: JobServices, tx: Transaction, run: DueRun): Promise<void> {
  const { schedule, jobId, scheduledFor, now } = run;
  await tx.execute(sql`UPDATE job_schedule SET runs = runs + 1 WHERE id = ${schedule.id}`);
  await countMissed(tx, schedule.id, missedSince(schedule, scheduledFor, now));
  await planRun(services, tx, schedule, jobId, nextRun({ ...schedule, runs: schedule.runs + 1 }, now));
}

function missedSince({ recurrence }: Schedule, scheduledFor: Date, now: Date): number {
  return countOccurrences(recurrence, scheduledFor, now, MOST_MISSED);
}

async function countMissed(tx: Transaction, scheduleId: number, missed: number): Promise<void> {
  if (missed > 0)
    await tx.execute(sql`UPDATE job_schedule SET missed_runs = missed_runs + ${missed} WHERE id = ${scheduleId}`);
}
