import type { Database, Transaction } from '../platform/database.ts';
import { recordAuditEvent } from './audit.ts';
import { auditRefusals } from './audit-refusals.ts';
import type { Authority } from './authority.ts';

/** Who changes something, in which request. */
export interface Operator {
  readonly database: Database;
  readonly authority: Authority;
  readonly requestId: string;
}

/** What was done: for the caller, and for the audit. */
export interface Done<Result> {
  readonly result: Result;
  /** What it was done to, when that is known only now: `ApiKey:12`. */
  readonly subject?: string;
  /** JSON; of a change, what it was before and is after. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The mutation's name, and what it is about. */
export interface About {
  readonly operation: string;
  readonly subject?: string;
}

/** Carries out one change in one transaction with its audit event; an attempt that is refused leaves an event of its own. */
export async function auditedChange<Result>(
  { database, authority, requestId }: Operator,
  about: About,
  work: (transaction: Transaction) => Promise<Done<Result>>,
): Promise<Result> {
  const event = { actor: authority.primaryId, authority, requestId, ...about };
  return auditRefusals(database, event, () =>
    database.transaction(async (transaction) => {
      const { result, ...done } = await work(transaction);
      await recordAuditEvent(transaction, { ...event, ...done });
      return result;
    }),
  );
}
