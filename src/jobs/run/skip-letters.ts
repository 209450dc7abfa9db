import { type SkipReason, skipRows } from '../../letters/outbox/skip-rows.ts';
import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';

/** Keeps back the letters and exports of a job that nobody has begun with, and counts them. The transaction holds its row locked. */
export async function skipLetters(tx: Transaction, jobId: number, reason: SkipReason): Promise<void> {
  const { letters, exports } = await skipRows(tx, jobId, reason);
  if (letters + exports === 0) return;
  await tx.execute(sql`
    UPDATE job SET letters_cancelled = letters_cancelled + ${letters}, exports_cancelled = exports_cancelled + ${exports},
      revision = revision + 1 WHERE id = ${jobId}`);
}
