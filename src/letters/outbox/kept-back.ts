import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { SkipReason } from './skip-rows.ts';

/**
 * Why a row `o` of the outbox is not to go out any more, with its job `j` joined from the left; NULL: it is. Temporary
 * passwords still go out, and so does what may have gone out already.
 */
export const keptBackReason = sql`CASE WHEN o.secret IS NOT NULL OR o.was_unknown THEN NULL
  WHEN j.failure_code IS NOT NULL THEN 'JOB_FAILED' WHEN j.state = 'CANCELLING' THEN 'JOB_CANCELLED' END`;

/** Whether a claimed row is still this courier's, and if it is, why it is kept back; null: it is to go out. */
export async function lookAgain(
  queryable: Queryable,
  rowId: number,
  courierId: string,
): Promise<{ readonly keptBack: SkipReason | null } | undefined> {
  const [row] = await queryable.query<{ keptBack: SkipReason | null }>(sql`
    SELECT ${keptBackReason} AS "keptBack" FROM outbox o LEFT JOIN job j ON j.id = o.job_id
    WHERE o.id = ${rowId} AND o.courier_id = ${courierId}::uuid AND o.state = 'SENDING'`);
  return row;
}

/** Locks the jobs of these rows, so that none is cancelled or fails while it is written what becomes of them. */
export async function lockJobsOf(transaction: Queryable, rowIds: readonly number[]): Promise<void> {
  if (rowIds.length === 0) return;
  await transaction.execute(sql`
    SELECT 1 FROM job WHERE id IN (SELECT job_id FROM outbox WHERE id = ANY (${rowIds}::bigint[])) ORDER BY id FOR NO KEY UPDATE`);
}
