import type { Queryable, Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { applyBatch } from './batch/apply-batch.ts';
import type { BatchSettings } from './batch/batch-settings.ts';
import { newPasswordHashes } from './batch/new-password-hashes.ts';
import type { BatchRecord, Outcome } from './batch/outcome.ts';
import { failure, type Reason, warning } from './reason.ts';
import type { IncomingUser } from './record/incoming-user.ts';
import { readUser } from './record/read-user.ts';
import type { SeenKeys } from './seen-keys.ts';
import type { RawRecord } from './source/raw-record.ts';

/** Where and how batches are written. */
export interface ImportTarget extends BatchSettings {
  /** For what needs no transaction of its own. */
  readonly queryable: Queryable;
  /** One transaction for each batch; on trial, the single one that is rolled back in the end. */
  inTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

/** What became of one record of a file. */
export interface RecordOutcome extends Outcome {
  readonly line: number;
  readonly primaryId: string | null;
}

/** A record that describes a user; `index` is its place in the batch. */
export interface Readable {
  readonly index: number;
  readonly line: number;
  readonly user: IncomingUser;
}

/** Records of a file as read: users that can be applied, and the outcomes of those that cannot. */
export interface ReadBatch {
  readonly readable: readonly Readable[];
  readonly unreadable: readonly (RecordOutcome & { readonly index: number })[];
}

/** Reads records. Asks the database nothing, so that it can be done while it is busy with those before. */
export function readBatch(raws: readonly RawRecord[]): ReadBatch {
  const readable: Readable[] = [];
  const unreadable: (RecordOutcome & { readonly index: number })[] = [];
  for (const [index, { line, value, broken }] of raws.entries()) {
    const read = broken === null ? readUser(value) : malformed(broken);
    if (read.user) readable.push({ index, line, user: read.user });
    else unreadable.push({ index, line, primaryId: read.primaryId, outcome: 'ERROR', reasons: read.faults });
  }
  return { readable, unreadable };
}

/** Applies what was read in a transaction; gives the outcomes of all in the order of the file. */
export async function applyRead(
  target: ImportTarget,
  { readable, unreadable }: ReadBatch,
  seen: SeenKeys,
): Promise<RecordOutcome[]> {
  const outcomes: RecordOutcome[] = [];
  for (const { index, ...outcome } of unreadable) outcomes[index] = outcome;
  const applied = await applyReadable(target, readable, seen);
  for (const [position, { index, line, user }] of readable.entries()) {
    const outcome = applied[position];
    if (outcome) outcomes[index] = { line, primaryId: user.primaryId, ...outcome };
  }
  return outcomes;
}

function malformed(message: string) {
  return { user: null, primaryId: null, faults: [failure('MALFORMED_RECORD', null, message)] };
}

async function applyReadable(target: ImportTarget, readable: readonly Readable[], seen: SeenKeys): Promise<Outcome[]> {
  const users = readable.map(({ user }) => user);
  const keys = await foldedIds(target.queryable, users);
  const hashes = await newPasswordHashes(target.queryable, users);
  const records = users.map((user, index) => ({
    key: keys[index] ?? user.primaryId,
    user,
    newPasswordHash: hashes.get(user) ?? null,
  }));
  const outcomes = await target.inTransaction(async (transaction) => {
    const applied: Outcome[] = [];
    for (const run of withoutDuplicates(records)) applied.push(...(await applyBatch(transaction, run, target)));
    return applied;
  });
  return outcomes.map((outcome, index) => {
    const before = seen.see(records[index]?.key ?? '', readable[index]?.line ?? 0);
    return before === null ? outcome : { ...outcome, reasons: [...outcome.reasons, duplicateOf(before)] };
  });
}

function duplicateOf(line: number): Reason {
  return warning(
    'DUPLICATE_IN_FILE',
    'primary_id',
    `The same primary id was on line ${line}; the later record counts.`,
  );
}

// The database alone knows how it folds the letters of all alphabets.
async function foldedIds(queryable: Queryable, users: readonly IncomingUser[]): Promise<string[]> {
  const rows = await queryable.query<{ key: string }>(sql`
    SELECT lower(brought.primary_id) COLLATE "C" AS key
    FROM unnest(${users.map((user) => user.primaryId)}::text[]) WITH ORDINALITY AS brought (primary_id, position)
    ORDER BY brought.position`);
  return rows.map((row) => row.key);
}

/** The records in the same order, cut wherever one is for a user that the piece already has. */
function withoutDuplicates(records: readonly BatchRecord[]): BatchRecord[][] {
  const pieces: BatchRecord[][] = [];
  const keys = new Set<string>();
  for (const record of records) {
    if (keys.has(record.key) || pieces.length === 0) {
      pieces.push([]);
      keys.clear();
    }
    keys.add(record.key);
    pieces.at(-1)?.push(record);
  }
  return pieces;
}
