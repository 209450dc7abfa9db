import { createHash } from 'node:crypto';
import type { Authority } from '../../access/authority.ts';
import type { Queryable } from '../../platform/database.ts';
import { isOneLine, NOT_ONE_LINE } from '../../platform/given-text.ts';
import type { InputIssue } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import { IdempotencyConflict } from '../job-problems.ts';

/** What tells one request for a job from another. */
export interface JobKey {
  readonly idempotencyKey?: string | null | undefined;
  /** Of everything that was asked for: {@link hashOf}. */
  readonly inputHash: string;
}

/** The job that this key made before; null when it has made none. Throws IdempotencyConflict when it was for another input. */
export async function jobOfKey(
  queryable: Queryable,
  { idempotencyKey, inputHash }: JobKey,
  { userId }: Authority,
): Promise<number | null> {
  if (idempotencyKey == null) return null;
  const [job] = await queryable.query<{ id: number; inputHash: string }>(sql`
    SELECT id, input_hash AS "inputHash" FROM job WHERE submitted_by_id = ${userId} AND idempotency_key = ${idempotencyKey}`);
  if (job && job.inputHash !== inputHash) throw new IdempotencyConflict();
  return job?.id ?? null;
}

/** The same where somebody else's insert has just met the key. */
export async function takenJobOfKey(queryable: Queryable, key: JobKey, authority: Authority): Promise<number> {
  const jobId = await jobOfKey(queryable, key, authority);
  if (jobId === null) throw new Error('The idempotency key is taken by a job that is not there.');
  return jobId;
}

/** What makes two inputs the same, whatever the order of their keys; what is left out is the same as null. */
export function hashOf(input: unknown): string {
  return createHash('sha256').update(JSON.stringify(input, sortedKeys)).digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part != null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What is wrong with the name or the key of a job, if they are given. */
export function keyIssues({
  name,
  idempotencyKey,
}: {
  readonly name?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}): InputIssue[] {
  const fault = (path: string, text: string | null | undefined) => {
    if (text == null) return [];
    if (text.trim() === '' || text.length > 255) return [{ path: [path], message: 'Must have 1 to 255 characters.' }];
    if (path === 'name' && !isOneLine(text)) return [{ path: [path], message: NOT_ONE_LINE }];
    return text.includes('\0') ? [{ path: [path], message: 'Must not contain the character U+0000.' }] : [];
  };
  return [...fault('name', name), ...fault('idempotencyKey', idempotencyKey)];
}
