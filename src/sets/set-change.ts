import { recordAuditEvent } from '../access/audit.ts';
import { type Authority, mayManageUsers } from '../access/authority.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { Forbidden, NotFound, Problem } from '../platform/problems.ts';
import { lockVisibleSet } from './find-set.ts';
import type { StoredSet } from './stored-set.ts';
import { mayEditSet } from './visible-sets.ts';

/** Who changes sets, in which request. */
export interface SetOperator {
  readonly database: Database;
  readonly authority: Authority;
  readonly requestId: string;
}

/** What was done: for the caller, and for the audit. */
interface Done<Result> {
  readonly result: Result;
  readonly details?: Readonly<Record<string, unknown>>;
}

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

async function audited<Result>(
  { database, authority, requestId }: SetOperator,
  about: { readonly operation: string; readonly subject?: string },
  work: (transaction: Transaction) => Promise<Done<Result> & { readonly subject?: string }>,
): Promise<Result> {
  const event = { actor: authority.primaryId, authority, requestId, ...about };
  try {
    return await database.transaction(async (transaction) => {
      if (!mayManageUsers(authority)) throw new Forbidden('Only those who manage users have sets.');
      const { result, ...done } = await work(transaction);
      await recordAuditEvent(transaction, { ...event, ...done });
      return result;
    });
  } catch (error) {
    if (error instanceof Problem)
      await recordAuditEvent(database, { ...event, refused: error.code, details: { message: error.message } });
    throw error;
  }
}
