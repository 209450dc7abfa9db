import { holdCodes, keyOf, type UsedCode } from '../../institution/hold-codes.ts';
import type { Reference } from '../../institution/reference.ts';
import type { Transaction } from '../../platform/database.ts';
import { usedCodes } from '../record/used-codes.ts';
import type { Change } from '../record/user-change.ts';
import { failedWholly, type UserDecision } from './decide-user.ts';

/**
 * Keeps the codes that the decisions give to users from being deleted before this transaction has ended, in one statement
 * when there are any. Gives the decisions back; those that give a code that is gone by now end in CODE_GONE.
 */
export async function holdUsedCodes(
  transaction: Transaction,
  decisions: readonly UserDecision[],
  reference: Reference,
): Promise<readonly UserDecision[]> {
  const used = new Map<string, UsedCode>();
  for (const change of changesOnce(decisions)) {
    for (const code of usedCodes(change)) used.set(keyOf(code), code);
  }
  const gone = new Set((await holdCodes(transaction, reference, [...used.values()])).map(keyOf));
  if (gone.size === 0) return decisions;
  return decisions.map((decision) => {
    const isGone = decision.changes.flatMap(usedCodes).some((code) => gone.has(keyOf(code)));
    return isGone ? failedWholly(decision.userId, decision.results.length, 'CODE_GONE') : decision;
  });
}

/** Users to whom the same happens mostly have the very same change. */
function changesOnce(decisions: readonly UserDecision[]): ReadonlySet<Change> {
  const changes = new Set<Change>();
  for (const decision of decisions) for (const change of decision.changes) changes.add(change);
  return changes;
}
