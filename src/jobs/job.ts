import { notify } from '../platform/bus.ts';
import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { RecordOutcome } from './report/job-records.ts';
import type { JobStep, UserActionInput } from './submit/job-steps.ts';

/** Where a job stands; docs/job-states.md has every arrow between them. */
export type JobState =
  | 'SCHEDULED'
  | 'QUEUED'
  | 'INITIALIZING'
  | 'RUNNING'
  | 'FINALIZING'
  | 'CANCELLING'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'FAILED';

/** What a job came from. */
export type JobOrigin = 'SUBMITTED' | 'RETRY' | 'REVERT' | 'SCHEDULE';

/** What the engine needs of a job's row. */
export interface Job {
  readonly id: number;
  readonly state: JobState;
  readonly actions: readonly JobStep[];
  /** The actions as they were given; null of a revert, and of jobs from before this was kept. */
  readonly inputs: readonly UserActionInput[] | null;
  readonly setId: number | null;
  readonly origin: JobOrigin;
  /** Of a retry or a revert: the job that it follows; null when that is gone. */
  readonly parentId: number | null;
  /** Of a retry: where the users of the parent ended whom it is about. */
  readonly parentOutcomes: readonly RecordOutcome[] | null;
  readonly submittedById: number;
  /** Submitted with an API key that may not administer: nor may the job. */
  readonly narrowed: boolean;
  readonly openChunks: number;
  readonly total: number | null;
  readonly frozenAt: Date | null;
  readonly requestId: string;
  /** Why it fails; it is FINALIZING then while letters are still under way. */
  readonly failureCode: string | null;
}

const columns = sql`j.id, j.state, j.actions, j.action_inputs AS inputs, j.set_id AS "setId", j.origin, j.parent_id AS "parentId", j.parent_outcomes::text[] AS "parentOutcomes", j.submitted_by_id AS "submittedById", j.narrowed,
  j.open_chunks AS "openChunks", j.total, j.frozen_at AS "frozenAt", j.request_id AS "requestId", j.failure_code AS "failureCode"`;

/** Whether each letter and export of a job has come to its end, as a condition over its row. */
export const lettersEnded = sql`letters_sent + letters_failed + letters_cancelled = letters_queued
  AND exports_sent + exports_failed + exports_cancelled = exports_queued`;

/** The job as it is now, or null when there is none with this id. */
export async function loadJob(queryable: Queryable, id: number): Promise<Job | null> {
  const [job] = await queryable.query<Job>(sql`SELECT ${columns} FROM job j WHERE j.id = ${id}`);
  return job ?? null;
}

/** The same with its row locked until the transaction ends: whoever moves a job from state to state holds this lock. */
export async function lockJob(transaction: Queryable, id: number): Promise<Job | null> {
  const [job] = await transaction.query<Job>(sql`SELECT ${columns} FROM job j WHERE j.id = ${id} FOR NO KEY UPDATE`);
  return job ?? null;
}

/** The bus channel on which "job X changed" is told; the payload is the job's id, never what changed. */
export const JOB_CHANNEL = 'rollcall_job';

/** Tells every process, once the transaction commits, that the job's row is worth another look. */
export async function announce(transaction: Queryable, jobId: number): Promise<void> {
  await notify(transaction, JOB_CHANNEL, String(jobId));
}
