import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { OutboxKind } from './queue-outbox.ts';

/** Why rows of a job were taken out of the outbox. */
export type SkipReason = 'JOB_CANCELLED' | 'JOB_FAILED';

/**
 * Takes out of the outbox what a job has put in and nobody has begun with. Temporary passwords stay: their users' old
 * ones do not open the account any more. Gives how many rows of each kind were taken out.
 */
export async function skipRows(
  tx: Transaction,
  jobId: number,
  reason: SkipReason,
): Promise<{ readonly letters: number; readonly exports: number }> {
  // Rows that are being claimed at this moment are left to whoever claims them: nobody waits for anybody.
  const skipped = await tx.query<{ kind: OutboxKind; rows: number }>(sql`
    WITH skipped AS (
      UPDATE outbox SET state = 'SKIPPED', code = ${reason}, settled_at = clock_timestamp()
      WHERE id IN (SELECT id FROM outbox WHERE job_id = ${jobId} AND state = 'QUEUED' AND secret IS NULL FOR UPDATE SKIP LOCKED)
      RETURNING kind)
    SELECT kind, count(*)::int AS rows FROM skipped GROUP BY kind`);
  const ofKind = (wanted: OutboxKind) => skipped.find(({ kind }) => kind === wanted)?.rows ?? 0;
  return { letters: ofKind('LETTER'), exports: ofKind('IDENTITY_EXPORT') };
}
