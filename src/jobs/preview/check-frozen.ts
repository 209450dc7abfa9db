import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { driftSince } from './membership-drift.ts';

/** Why frozen members must not be changed. */
export type FrozenRefusal = 'MEMBERSHIP_DRIFTED' | 'CONFIRMATION_REQUIRED';

interface FrozenJob {
  readonly previewId: number | null;
  readonly waitedForItsTime: boolean;
  readonly ofMembers: boolean;
  readonly users: number;
}

/**
 * Holds the members that were just frozen against the preview that was confirmed with the job, which closes the gap
 * between the look at submission and here. A job that waited for its time is meant for whoever is in the set by then;
 * but one that nobody confirmed, and that has grown above the number of users for which that is demanded, is refused.
 */
export async function frozenRefusal(
  transaction: Transaction,
  jobId: number,
  confirmationAbove: number | undefined,
): Promise<FrozenRefusal | null> {
  const [job] = await transaction.query<FrozenJob>(sql`
    SELECT preview_id AS "previewId", scheduled_for IS NOT NULL AS "waitedForItsTime", origin IN ('SUBMITTED', 'SCHEDULE') AS "ofMembers",
      (SELECT coalesce(sum(size), 0) FROM job_chunk c WHERE c.job_id = j.id)::int AS users
    FROM job j WHERE id = ${jobId}`);
  if (!job) return null;
  if (job.previewId === null) {
    // Who is in a job that retries or reverts another was settled when that one was submitted.
    const tooMany = confirmationAbove !== undefined && job.users > confirmationAbove;
    return tooMany && job.ofMembers ? 'CONFIRMATION_REQUIRED' : null;
  }
  if (job.waitedForItsTime) return null;
  const frozen = sql`SELECT unnest(user_ids) AS id FROM job_chunk WHERE job_id = ${jobId}`;
  return (await driftSince(transaction, job.previewId, frozen)) ? 'MEMBERSHIP_DRIFTED' : null;
}
