import type { SettledCounts, SettledListener } from '../../letters/outbox/settled-counts.ts';
import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { JOB_CHANNEL } from '../job.ts';
import type { JobServices } from '../job-services.ts';
import { moveToEnd } from './settle-job.ts';

/**
 * What jobs make of letters and exports that have come to their end: the counters change in the same commit as the rows,
 * and the last one brings a job that waits for nothing else to its end.
 */
export function outboxListener(services: JobServices): SettledListener {
  return async (tx, counts) => {
    for (const [jobId, settled] of [...counts].sort(([one], [other]) => one - other)) {
      await countSettled(tx, jobId, settled);
      await moveToEnd(services, tx, jobId);
    }
  };
}

// When a job was last heard of is not touched: letters that go out tell nothing of the lanes that change users.
async function countSettled(tx: Transaction, jobId: number, counts: SettledCounts): Promise<void> {
  await tx.execute(sql`
    UPDATE job SET letters_sent = letters_sent + ${counts.lettersSent}, letters_failed = letters_failed + ${counts.lettersFailed},
      letters_cancelled = letters_cancelled + ${counts.lettersCancelled}, letters_unknown = letters_unknown + ${counts.lettersUnknown},
      exports_sent = exports_sent + ${counts.exportsSent}, exports_failed = exports_failed + ${counts.exportsFailed},
      exports_cancelled = exports_cancelled + ${counts.exportsCancelled}, revision = revision + 1
    WHERE id = ${jobId} RETURNING pg_notify(${JOB_CHANNEL}, id::text)`);
}
