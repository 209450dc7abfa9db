import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { type FateSettings, fateOf, released } from './fate.ts';
import type { OutboxKind } from './queue-outbox.ts';
import { type WriteOptions, writeFates } from './write-fates.ts';

export interface RecoverOptions extends WriteOptions {
  readonly kind: OutboxKind;
  readonly config: FateSettings;
  /** Rows that the courier knows it has: in hand, being attempted, or being written. */
  readonly held: readonly number[];
  /** Rows that were attempted, with a result that could not be written. */
  readonly lost: ReadonlySet<number>;
}

/**
 * Finds what the database takes for being in the hands of a living courier that knows nothing of it, as when the answer
 * to the commit of a claim is lost: these rows are given back, and those whose result is lost become UNKNOWN. Nobody may
 * claim for this courier meanwhile. Gives their number.
 */
export async function recoverRows(database: Database, options: RecoverOptions): Promise<number> {
  const { courierId, kind, config, held, lost } = options;
  const astray = await database.query<{ id: number; attempts: number; createdAt: Date }>(sql`
    SELECT id, attempts, created_at AS "createdAt" FROM outbox WHERE state = 'SENDING' AND courier_id = ${courierId}::uuid AND kind = ${kind}::outbox_kind
      AND id <> ALL (${held}::bigint[])`);
  const fated = astray.map((row) => ({
    id: row.id,
    fate: lost.has(row.id) ? fateOf(row, { state: 'UNKNOWN', code: 'INTERNAL_ERROR', reply: null }, config) : released,
  }));
  await writeFates(database, fated, options);
  return fated.length;
}
