import { hashPassword } from '../access/password.ts';
import { temporaryPassword } from '../access/temporary-password.ts';
import {
  type NewOutboxRow,
  type OutboxServices,
  type QueuedCounts,
  queueOutbox,
} from '../letters/outbox/queue-outbox.ts';
import type { Transaction } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { Effect, TemporaryPasswordEffect } from './actions/effect.ts';
import type { UserDecision } from './decide-user.ts';

/**
 * Writes what is to happen beyond the record, for users whose changes this transaction has written: rows of the outbox.
 * Temporary passwords are made only here, once it is certain who gets one; they stand in the outbox, sealed, and
 * nowhere else. `job.id` null: no job waits for them. Gives how many letters and exports there are now more.
 */
export async function writeEffects(
  services: OutboxServices,
  tx: Transaction,
  job: { readonly id: number | null },
  decisions: readonly UserDecision[],
): Promise<QueuedCounts> {
  const passwords = await givePasswords(tx, decisions);
  const rows = decisions.flatMap(({ userId, effects }) =>
    effects.map((effect) => outboxRow(effect, job.id, userId, passwords.get(userId))),
  );
  return queueOutbox(services, tx, rows);
}

function outboxRow(effect: Effect, jobId: number | null, userId: number, secret: string | undefined): NewOutboxRow {
  if (effect.kind === 'IDENTITY_EXPORT') return { kind: 'IDENTITY_EXPORT', jobId, userId };
  const { letter, version } = effect;
  const row = { kind: 'LETTER', jobId, userId, letter, version } as const;
  if (effect.kind === 'LETTER') return { ...row, extraText: effect.extraText };
  if (secret === undefined) throw new Error(`User ${userId} was given no password.`);
  return { ...row, secret };
}

/** Makes and stores passwords for the users who are to have one; gives them by user. */
async function givePasswords(tx: Transaction, decisions: readonly UserDecision[]): Promise<Map<number, string>> {
  const isPassword = (effect: Effect): effect is TemporaryPasswordEffect => effect.kind === 'TEMPORARY_PASSWORD';
  const users = decisions.filter(({ effects }) => effects.some(isPassword)).map(({ userId }) => userId);
  const passwords = users.map((userId): [number, string] => [userId, temporaryPassword()]);
  if (passwords.length === 0) return new Map();
  // As many at once as the thread pool has threads; the others wait in its line.
  const hashes = await Promise.all(passwords.map(([, password]) => hashPassword(password)));
  const written = await tx.execute(sql`
    UPDATE users SET password_hash = given.hash FROM unnest(${users}::int[], ${hashes}::text[]) AS given(id, hash)
    WHERE users.id = given.id`);
  if (written !== users.length) throw new Error(`${written} passwords were written where ${users.length} were made.`);
  return new Map(passwords);
}
