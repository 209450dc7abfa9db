import { hashPassword } from '../../access/password.ts';
import { temporaryPassword } from '../../access/temporary-password.ts';
import {
  type NewOutboxRow,
  type OutboxServices,
  type QueuedCounts,
  queueOutbox,
} from '../../letters/outbox/queue-outbox.ts';
import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Effect } from '../actions/effect.ts';
import type { UserDecision } from '../decide/decide-user.ts';

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

// As many as the thread pool hashes at once. Written as soon as they are there: a transaction that says nothing for long
// counts as hanging, however many lanes wait for the same threads.
const HASHED_AT_ONCE = 4;

/** Makes and stores passwords for the users who are to have one; gives them by user. */
async function givePasswords(tx: Transaction, decisions: readonly UserDecision[]): Promise<Map<number, string>> {
  const isPassword = (effect: Effect) => effect.kind === 'TEMPORARY_PASSWORD';
  const given = decisions
    .filter(({ effects }) => effects.some(isPassword))
    .map(({ userId }): [number, string] => [userId, temporaryPassword()]);
  for (let first = 0; first < given.length; first += HASHED_AT_ONCE) {
    await storePasswords(tx, given.slice(first, first + HASHED_AT_ONCE));
  }
  return new Map(given);
}

async function storePasswords(tx: Transaction, given: readonly [userId: number, password: string][]): Promise<void> {
  const hashes = await Promise.all(given.map(([, password]) => hashPassword(password)));
  const written = await tx.execute(sql`
    UPDATE users SET password_hash = given.hash FROM unnest(${given.map(([userId]) => userId)}::int[], ${hashes}::text[]) AS given(id, hash)
    WHERE users.id = given.id`);
  if (written !== given.length) throw new Error(`${written} passwords were written where ${given.length} were made.`);
}
