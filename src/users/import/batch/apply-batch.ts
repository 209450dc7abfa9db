import type { Transaction } from '../../../platform/database.ts';
import { sqlState } from '../../../platform/database-errors.ts';
import { failure } from '../reason.ts';
import { applyTogether } from './apply-together.ts';
import type { BatchSettings } from './batch-settings.ts';
import type { BatchRecord, Outcome } from './outcome.ts';

const MOST_ATTEMPTS = 3;
/** Serialization failure, deadlock, and a key that somebody else has just taken: the next attempt will see why. */
const PASSING_STATES: ReadonlySet<string> = new Set(['40001', '40P01', '23505']);

/**
 * Applies records within a transaction, in their order; gives an outcome for each. When the database refuses them, they
 * are halved until the one it refuses stands alone: that one is an ERROR, all others are applied.
 */
export async function applyBatch(
  transaction: Transaction,
  records: readonly BatchRecord[],
  settings: BatchSettings,
): Promise<Outcome[]> {
  const [single, ...others] = records;
  if (!single) return [];
  try {
    return await attempt(transaction, records, settings);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (others.length === 0) return [refused(error)];
  }
  const middle = Math.ceil(records.length / 2);
  const first = await applyBatch(transaction, records.slice(0, middle), settings);
  return [...first, ...(await applyBatch(transaction, records.slice(middle), settings))];
}

async function attempt(
  transaction: Transaction,
  records: readonly BatchRecord[],
  settings: BatchSettings,
  attempts = 1,
): Promise<Outcome[]> {
  try {
    return await transaction.savepoint(() => applyTogether(transaction, records, settings));
  } catch (error) {
    const passing = PASSING_STATES.has(sqlState(error) ?? '') && attempts < MOST_ATTEMPTS;
    if (!passing) throw error;
    return attempt(transaction, records, settings, attempts + 1);
  }
}

// Classes 22 (data) and 23 (constraints) are about the record; anything else is about the database, and ends the import.
function isRefusal(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

function refused(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  return { outcome: 'ERROR', reasons: [failure('REFUSED_BY_DATABASE', null, `The database refuses it: ${message}.`)] };
}
