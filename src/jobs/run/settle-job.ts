import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { RefusalCode } from '../actions/action.ts';
import { announce, type Job, lettersEnded, lockJob } from '../job.ts';
import type { JobServices } from '../job-services.ts';
import type { FrozenRefusal } from '../preview/check-frozen.ts';
import { pauseAfterFailure } from '../schedules/pause-after-failure.ts';
import { lockScheduleOf } from '../schedules/schedule.ts';
import type { MembersFailure } from './job-members.ts';
import { noticeOfEnd } from './notice-of-end.ts';
import { skipLetters } from './skip-letters.ts';

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

/** Brings a job whose users are all done, or that is being cancelled, to its end as far as it can be. */
export async function settle(services: JobServices, jobId: number): Promise<boolean> {
  return services.database.transaction(async (tx) => moveToEnd(services, tx, jobId));
}

/**
 * The same in a transaction. A job ends when no chunk is in hand and each of its letters and exports has come to its own
 * end. False: not yet; then whoever does the last of these calls again.
 */
export async function moveToEnd(services: JobServices, tx: Transaction, jobId: number): Promise<boolean> {
  const job = await lockJob(tx, jobId);
  if (job?.state === 'CANCELLING') {
    if (!(await isIdle(tx, job))) return false;
    await skipLetters(tx, jobId, 'JOB_CANCELLED');
  } else if (job?.state !== 'FINALIZING') {
    return false;
  }
  const ended = await tx.execute(sql`
    UPDATE job SET state = CASE WHEN failure_code IS NOT NULL THEN 'FAILED' WHEN state = 'CANCELLING' THEN 'CANCELLED' ELSE 'COMPLETED' END::job_state,
      ended_at = now(), touched_at = now(), revision = revision + 1, total = coalesce(total, 0), skipped = coalesce(total, 0) - processed,
      conclusion = CASE WHEN failure_code IS NOT NULL OR state = 'CANCELLING' THEN NULL WHEN total = 0 THEN 'NOTHING_TO_DO' WHEN errors > 0 THEN 'WITH_ERRORS'
                        WHEN warnings + letters_failed + exports_failed > 0 THEN 'WITH_WARNINGS' ELSE 'SUCCESS' END::job_conclusion
    WHERE id = ${jobId} AND ${lettersEnded}`);
  if (ended > 0) await tellOfEnd(services, tx, jobId);
  return ended > 0;
}

/**
 * Ends a job whose remaining chunks nobody is to do; they stay open, and are what the report lists as skipped. Only when
 * no chunk is in hand: a lane that holds one calls this itself when it is done. False: not yet.
 */
export async function endEarly(services: JobServices, jobId: number, end: EarlyEnd): Promise<boolean> {
  return services.database.transaction(async (tx) => {
    if (end.state === 'CANCELLED') return moveToEnd(services, tx, jobId);
    await lockScheduleOf(tx, jobId);
    const job = await lockJob(tx, jobId);
    if (!job || (job.state !== 'INITIALIZING' && job.state !== 'RUNNING') || !(await isIdle(tx, job))) return false;
    await recordFailure(services, tx, job, end.code);
    return true;
  });
}

/** Whether no lane holds a chunk. Those that are open stay locked, so that none is begun either. */
async function isIdle(tx: Transaction, { id, openChunks }: Job): Promise<boolean> {
  const idle = await tx.query<{ number: number }>(sql`
    SELECT number FROM job_chunk WHERE job_id = ${id} AND state = 'OPEN' FOR UPDATE SKIP LOCKED`);
  return idle.length >= openChunks;
}

/**
 * Moves a job to FAILED, whose row the transaction holds locked, and before it that of its schedule, which is paused. While
 * letters are under way, those with a temporary password among them, it is FINALIZING until the last has ended.
 */
export async function recordFailure(
  services: JobServices,
  tx: Transaction,
  { id }: Job,
  code: FailureCode,
): Promise<void> {
  await skipLetters(tx, id, 'JOB_FAILED');
  const ended = await tx.execute(sql`
    UPDATE job SET state = 'FAILED', failure_code = ${code}, ended_at = now(), touched_at = now(), revision = revision + 1,
      total = coalesce(total, 0), skipped = coalesce(total, 0) - processed
    WHERE id = ${id} AND ${lettersEnded}`);
  if (ended === 0)
    await tx.execute(sql`
      UPDATE job SET state = 'FINALIZING', finalizing_at = now(), failure_code = ${code}, touched_at = now(), revision = revision + 1
      WHERE id = ${id}`);
  await pauseAfterFailure(tx, id, code);
  if (ended > 0) await tellOfEnd(services, tx, id);
  else await announce(tx, id);
}

async function tellOfEnd(services: JobServices, tx: Transaction, jobId: number): Promise<void> {
  await noticeOfEnd(services, tx, jobId);
  await announce(tx, jobId);
}
