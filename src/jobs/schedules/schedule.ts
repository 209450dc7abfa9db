import type { Queryable } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import type { UserActionInput } from '../submit/job-steps.ts';
import type { Recurrence } from './recurrence.ts';

/** Where a schedule stands. ENDED: no run comes any more, for good. */
export type ScheduleState = 'ACTIVE' | 'PAUSED' | 'ENDED';

/** What the engine needs of a schedule's row. */
export interface Schedule {
  readonly id: number;
  readonly name: string;
  readonly state: ScheduleState;
  readonly recurrence: Recurrence;
  /** The actions as they were given. */
  readonly inputs: readonly UserActionInput[];
  readonly ownerId: number;
  /** Runs that have begun. */
  readonly runs: number;
  /** The time of the last run that was left out; null: none was. */
  readonly skippedUntil: Date | null;
}

const columns = sql`schedule.id, schedule.name, schedule.state, schedule.recurrence, schedule.inputs,
  schedule.owner_id AS "ownerId", schedule.runs, schedule.skipped_until AS "skippedUntil"`;

/**
 * The schedule with its row locked until the transaction ends. Who locks both a schedule and a job of it locks the
 * schedule first: everybody does, so nobody waits for each other.
 */
export async function lockSchedule(transaction: Queryable, id: number): Promise<Schedule | null> {
  return lock(transaction, sql`schedule.id = ${id}`);
}

/** {@link lockSchedule} for the schedule that a job belongs to; null for a job of none. */
export async function lockScheduleOf(transaction: Queryable, jobId: number): Promise<Schedule | null> {
  return lock(transaction, sql`schedule.id = (SELECT schedule_id FROM job WHERE id = ${jobId})`);
}

async function lock(transaction: Queryable, condition: Sql): Promise<Schedule | null> {
  const [schedule] = await transaction.query<Schedule>(sql`
    SELECT ${columns} FROM job_schedule schedule WHERE ${condition} FOR NO KEY UPDATE`);
  return schedule ?? null;
}

/** The run of a schedule that waits. `scheduledFor` is null while the schedule is paused. */
export interface WaitingRun {
  readonly id: number;
  readonly scheduledFor: Date | null;
  /** The database's present: all processes read the time from the same clock. */
  readonly now: Date;
}

/** The run that waits, of a schedule that the transaction holds locked; null when it has ended. */
export async function waitingRun(transaction: Queryable, scheduleId: number): Promise<WaitingRun | null> {
  const [run] = await transaction.query<WaitingRun>(sql`
    SELECT id, scheduled_for AS "scheduledFor", clock_timestamp() AS now FROM job
    WHERE schedule_id = ${scheduleId} AND state = 'SCHEDULED'`);
  return run ?? null;
}
