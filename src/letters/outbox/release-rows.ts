import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { ClaimedRow } from './claim-rows.ts';

/** Gives rows back that were claimed and not tried, for another courier. */
export async function releaseRows(
  database: Database,
  courierId: string,
  claimed: readonly ClaimedRow[],
): Promise<void> {
  if (claimed.length === 0) return;
  await database.execute(sql`
    UPDATE outbox SET state = CASE WHEN was_unknown THEN 'UNKNOWN' ELSE 'QUEUED' END::outbox_state, attempts = attempts - 1
    WHERE id = ANY (${claimed.map(({ row }) => row.id)}::bigint[]) AND courier_id = ${courierId}::uuid AND state = 'SENDING'`);
}
