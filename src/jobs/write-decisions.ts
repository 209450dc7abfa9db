import type { Transaction } from '../platform/database.ts';
import { sqlState, violatedConstraint } from '../platform/database-errors.ts';
import { failedWholly, type UserDecision } from './decide-user.ts';
import { writeChanges } from './write-changes.ts';

/**
 * Writes the changes. When the database refuses them, halves the users until the one is found whom it refuses: that one
 * ends in ERROR, the others go through. Gives the decisions as they came to be.
 */
export async function writeDecisions(
  tx: Transaction,
  decisions: readonly UserDecision[],
  at: Date,
): Promise<UserDecision[]> {
  try {
    await tx.savepoint(() => writeChanges(tx, decisions, at));
    return [...decisions];
  } catch (error) {
    if (!refusesValue(error)) throw error;
    const [only] = decisions;
    if (only && decisions.length === 1) return [refused(only, error)];
    const half = Math.ceil(decisions.length / 2);
    const left = await writeDecisions(tx, decisions.slice(0, half), at);
    return [...left, ...(await writeDecisions(tx, decisions.slice(half), at))];
  }
}

/** Class 22 (data exception) and 23 (integrity constraint violation), https://www.postgresql.org/docs/current/errcodes-appendix.html */
function refusesValue(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

function refused({ userId, results }: UserDecision, error: unknown): UserDecision {
  return failedWholly(userId, results.length, 'VALUE_REFUSED', violatedConstraint(error) ?? sqlState(error));
}
