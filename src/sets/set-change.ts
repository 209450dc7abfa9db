import { type About, auditedChange, type Done, type Operator } from '../access/audited-change.ts';
import { mayManageUsers } from '../access/authority.ts';
import type { Transaction } from '../platform/database.ts';
import { Forbidden, NotFound } from '../platform/problems.ts';
import { lockVisibleSet } from './find-set.ts';
import type { StoredSet } from './stored-set.ts';
import { mayEditSet } from './visible-sets.ts';

/** Who changes sets, in which request. */
export type SetOperator = Operator;

type Work<Result> = (transaction: Transaction, set: StoredSet) => Promise<Done<Result>>;

/** Makes a set and gives its id; for {@link Forbidden} and the audit see {@link changeSet}. */
export async function makeSet(
  operator: SetOperator,
  operation: string,
  work: (transaction: Transaction) => Promise<Done<number>>,
): Promise<number> {
  return audited(operator, { operation }, async (transaction) => {
    const { result, details } = await work(transaction);
    return { result, details, subject: subjectOf(result) };
  });
}

/**
 * Carries out one change to a set, which is locked, together with its audit event; a refused attempt leaves its own. For
 * who may not know of the set it is {@link NotFound}; only its owner and administrators change it, or {@link Forbidden}.
 */
export async function changeSet<Result>(
  operator: SetOperator,
  operation: string,
  setId: number,
  work: Work<Result>,
): Promise<Result> {
  const { authority } = operator;
  return audited(operator, { operation, subject: subjectOf(setId) }, async (transaction) => {
    const set = await lockVisibleSet(transaction, authority, setId);
    if (!set) throw new NotFound('Set');
    if (!mayEditSet(authority, set)) throw new Forbidden('Only its owner or an administrator changes a set.');
    return work(transaction, set);
  });
}

function subjectOf(setId: number): string {
  return `UserSet:${setId}`;
}

function audited<Result>(
  operator: SetOperator,
  about: About,
  work: (transaction: Transaction) => Promise<Done<Result>>,
): Promise<Result> {
  return auditedChange(operator, about, async (transaction) => {
    if (!mayManageUsers(operator.authority)) throw new Forbidden('Only those who manage users have sets.');
    return work(transaction);
  });
}
