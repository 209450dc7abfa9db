import type { Database } from '../../platform/database.ts';
import type { ClaimedRow } from './claim-rows.ts';
import { released } from './fate.ts';
import { type WriteOptions, writeFates } from './write-fates.ts';

/** Gives rows back that were claimed and not tried, for another courier. */
export async function releaseRows(
  database: Database,
  claimed: readonly ClaimedRow[],
  options: WriteOptions,
): Promise<void> {
  const rows = claimed.map(({ row }) => ({ id: row.id, fate: released }));
  await writeFates(database, rows, options);
}
