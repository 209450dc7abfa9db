import type { Transaction } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { RefusalCode } from './actions/action.ts';
import { announce, type Job, lockJob } from './job.ts';
import type { MembersFailure } from './job-members.ts';
import type { JobServices } from './job-services.ts';
import type { FrozenRefusal } from './preview/check-frozen.ts';
import { pauseAfterFailure } from './schedules/pause-after-failure.ts';
import { lockScheduleOf } from './schedules/schedule.ts';

/** Why a job ended in FAILED. */
export type FailureCode =
  | RefusalCode
  | MembersFailure
  | FrozenRefusal
  | 'PERMISSION_LOST'
  | 'ACTION_NOT_POSSIBLE'
  | 'INTERNAL_ERROR';

/** How a job ends before its time. */
export type EarlyEnd = { readonly state: 'CANCELLED' } | { readonly state: 'FAILED'; readonly code: FailureCode };

/** From FINALIZING to COMPLETED, with the conclusion that its counters give. */
export async function complete({ database }: JobServices, jobId: number): Promise<void> {
  await database.transaction(async (tx) => {
    const completed = await tx.execute(sql`
      UPDATE job SET state = 'COMPLETED', ended_at = now(), touched_at = now(), revision = revision + 1,
        conclusion = CASE WHEN total = 0 THEN 'NOTHING_TO_DO' WHEN errors > 0 THEN 'WITH_ERRORS'
                          WHEN warnings > 0 THEN 'WITH_WARNINGS' ELSE 'SUCCESS' END::job_conclusion
      WHERE id = ${jobId} AND state = 'FINALIZING'`);
    if (completed > 0) await announce(tx, jobId);
  });
}

/**
 * Ends a job whose remaining chunks nobody is to do; they stay open, and are what the report lists as skipped. Only when
 * no chunk is in hand: a lane that holds one calls this itself when it is done. False: not yet.
 */
export async function endEarly({ database }: JobServices, jobId: number, end: EarlyEnd): Promise<boolean> {
  return database.transaction(async (tx) => {
    if (end.state === 'FAILED') await lockScheduleOf(tx, jobId);
    const job = await lockJob(tx, jobId);
    if (!job || !mayEnd(job, end)) return false;
    const idle = await tx.query<{ number: number }>(sql`
      SELECT number FROM job_chunk WHERE job_id = ${jobId} AND state = 'OPEN' FOR UPDATE SKIP LOCKED`);
    if (idle.length < job.openChunks) return false;
    if (end.state === 'FAILED') await recordFailure(tx, job, end.code);
    else await recordCancellation(tx, jobId);
    return true;
  });
}

/** A cancellation ends what people asked to cancel; a failure, whatever has not come to its end. */
function mayEnd({ state }: Job, end: EarlyEnd): boolean {
  return end.state === 'CANCELLED' ? state === 'CANCELLING' : state === 'INITIALIZING' || state === 'RUNNING';
}

async function recordCancellation(tx: Transaction, jobId: number): Promise<void> {
  await tx.execute(sql`
    UPDATE job SET state = 'CANCELLED', ended_at = now(), touched_at = now(), revision = revision + 1, total = coalesce(total, 0), skipped = coalesce(total, 0) - processed
    WHERE id = ${jobId}`);
  await announce(tx, jobId);
}

/** Moves a job to FAILED, whose row the transaction holds locked, and before it that of its schedule, which is paused. */
export async function recordFailure(tx: Transaction, { id }: Job, code: FailureCode): Promise<void> {
  await tx.execute(sql`
    UPDATE job SET state = 'FAILED', failure_code = ${code}, ended_at = now(), touched_at = now(), revision = revision + 1,
      total = coalesce(total, 0), skipped = coalesce(total, 0) - processed
    WHERE id = ${id}`);
  await pauseAfterFailure(tx, id, code);
  await announce(tx, id);
}
