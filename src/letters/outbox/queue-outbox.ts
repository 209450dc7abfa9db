import type { SigningKey } from '../../access/signing-key.ts';
import type { Queryable } from '../../platform/database.ts';
import type { Queue, QueueDefinition } from '../../platform/queue.ts';
import { sql } from '../../platform/sql.ts';
import { sealSecret } from './sealed-secret.ts';

/** What a row of the outbox is: a letter to a user, or the user's record on its way to the identity provider. */
export type OutboxKind = 'LETTER' | 'IDENTITY_EXPORT';

/** What is to go out. */
export type NewOutboxRow = NewLetter | NewIdentityExport;

/** A letter to a user, rendered when it is delivered, with their record as it is then and the version given here. */
export interface NewLetter {
  readonly kind: 'LETTER';
  /** The job it belongs to; null for one that no job waits for. */
  readonly jobId: number | null;
  readonly userId: number;
  readonly letter: string;
  readonly version: number;
  /** Plain text, put where the template says `extraText`. */
  readonly extraText?: string | null;
  /** What the template shows besides the user, as JSON: `{ job: { … } }`. */
  readonly variables?: object;
  /** The temporary password, as it is: it is sealed here, and wiped when the letter has come to its end. */
  readonly secret?: string;
}

/** The user's record as it is when it is delivered. */
export interface NewIdentityExport {
  readonly kind: 'IDENTITY_EXPORT';
  readonly jobId: number | null;
  readonly userId: number;
}

/** What putting something into the outbox stands on. */
export interface OutboxServices {
  readonly queue: Queue;
  readonly signingKey: SigningKey;
}

/** How many rows of each kind there are now more. */
export interface QueuedCounts {
  readonly letters: number;
  readonly exports: number;
}

/** The queue whose messages say "look into the outbox". What there is to do is in its rows. */
export const OUTBOX_QUEUE = 'outbox';

/** The queues that the outbox needs. */
export const outboxQueues: readonly QueueDefinition[] = [{ name: OUTBOX_QUEUE }];

/**
 * Puts rows into the outbox with one statement, in the transaction of what they tell of, and calls for somebody who
 * delivers them. A letter of a job to a user that is there already stays the only one. Gives how many are new: what the
 * job's `letters_queued` and `exports_queued` have to grow by in the same transaction.
 */
export async function queueOutbox(
  { queue, signingKey }: OutboxServices,
  transaction: Queryable,
  rows: readonly NewOutboxRow[],
): Promise<QueuedCounts> {
  if (rows.length === 0) return { letters: 0, exports: 0 };
  const letters = rows.map((row) => (row.kind === 'LETTER' ? row : null));
  const secrets = letters.map((row) =>
    row?.secret === undefined ? null : sealSecret(signingKey, row.userId, row.secret),
  );
  const added = await transaction.query<{ kind: OutboxKind }>(sql`
    INSERT INTO outbox (kind, job_id, user_id, letter_code, letter_version, extra_text, variables, secret)
    SELECT * FROM unnest(${rows.map(({ kind }) => kind)}::outbox_kind[], ${rows.map(({ jobId }) => jobId)}::int[],
      ${rows.map(({ userId }) => userId)}::int[], ${letters.map((row) => row?.letter ?? '')}::text[],
      ${letters.map((row) => row?.version ?? null)}::int[], ${letters.map((row) => row?.extraText ?? null)}::text[],
      ${letters.map((row) => (row?.variables ? JSON.stringify(row.variables) : null))}::jsonb[], ${secrets}::bytea[])
    ON CONFLICT DO NOTHING RETURNING kind`);
  if (added.length > 0) await queue.send(transaction, OUTBOX_QUEUE, {});
  const ofKind = (wanted: OutboxKind) => added.filter(({ kind }) => kind === wanted).length;
  return { letters: ofKind('LETTER'), exports: ofKind('IDENTITY_EXPORT') };
}
