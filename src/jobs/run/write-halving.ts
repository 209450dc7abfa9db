import type { Transaction } from '../../platform/database.ts';
import { sqlState, violatedConstraint } from '../../platform/database-errors.ts';
import { failedWholly, type UserDecision } from '../decide/decide-user.ts';
import { writeChanges } from '../record/write-changes.ts';

/**
 * Writes the changes; when the database refuses them, halves the users until the one is found whom it refuses: that one
 * ends in ERROR, the others go through. Gives the decisions as they came to be. Costs two round trips more than writing
 * without a way back, so it is for chunks that were refused as a whole.
 */
export async function writeHalving(
  tx: Transaction,
  decisions: readonly UserDecision[],
  at: Date,
): Promise<readonly UserDecision[]> {
  try {
    await tx.savepoint(() => writeChanges(tx, decisions, at));
    return decisions;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const [only] = decisions;
    if (only && decisions.length === 1) return [refused(only, error)];
    const half = Math.ceil(decisions.length / 2);
    const left = await writeHalving(tx, decisions.slice(0, half), at);
    return [...left, ...(await writeHalving(tx, decisions.slice(half), at))];
  }
}

/** Whether the database refuses a value: class 22 (data exception) and 23 (integrity constraint violation), https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function isRefusal(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

function refused({ userId, results }: UserDecision, error: unknown): UserDecision {
  const constraint = violatedConstraint(error);
  // Somebody else was given it between our look and here, or by another action of the same job.
  if (constraint === 'user_identifier_type_value_key') return failedWholly(userId, results.length, 'IDENTIFIER_TAKEN');
  return failedWholly(userId, results.length, 'VALUE_REFUSED', constraint ?? sqlState(error));
}
