import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';

/** Where a letter of a job stands. */
export type LetterState = 'QUEUED' | 'SENDING' | 'SENT' | 'FAILED' | 'SKIPPED' | 'UNKNOWN';

/** A letter of a job, and what became of it. */
export interface JobLetter {
  readonly id: number;
  readonly userId: number;
  readonly letter: string;
  readonly version: number;
  readonly state: LetterState;
  readonly code: string | null;
  readonly reply: string | null;
  readonly attempts: number;
  readonly wasUnknown: boolean;
  readonly messageId: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** What went out: letters, unless told otherwise. */
type Kind = 'LETTER' | 'IDENTITY_EXPORT';

/** A piece of a job's letters. Backward: from the end, the last one first. */
export interface LetterRange {
  readonly states: readonly LetterState[] | null | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
  readonly backward: boolean;
}

/** Letters of a job in the order in which they were queued. */
export async function pageOfLetters(
  queryable: Queryable,
  jobId: number,
  { states, after, before, limit, backward }: LetterRange,
  kind: Kind = 'LETTER',
): Promise<JobLetter[]> {
  return queryable.query<JobLetter>(sql`
    SELECT id, user_id AS "userId", letter_code AS letter, letter_version AS version, state, code, reply, attempts,
      was_unknown AS "wasUnknown", message_id AS "messageId", created_at AS "createdAt", settled_at AS "settledAt"
    FROM outbox WHERE job_id = ${jobId} AND kind = ${kind}::outbox_kind AND (${states ?? null}::outbox_state[] IS NULL OR state = ANY (${states ?? null}::outbox_state[]))
      AND (${after ?? null}::bigint IS NULL OR id > ${after ?? null}) AND (${before ?? null}::bigint IS NULL OR id < ${before ?? null})
    ORDER BY id ${backward ? sql`DESC` : sql`ASC`} LIMIT ${limit}`);
}

/** How many letters of a job are in these states. */
export async function countLetters(
  queryable: Queryable,
  jobId: number,
  states: readonly LetterState[] | null | undefined,
  kind: Kind = 'LETTER',
): Promise<number> {
  const [row] = await queryable.query<{ letters: number }>(sql`
    SELECT count(*)::int AS letters FROM outbox WHERE job_id = ${jobId} AND kind = ${kind}::outbox_kind
      AND (${states ?? null}::outbox_state[] IS NULL OR state = ANY (${states ?? null}::outbox_state[]))`);
  return row?.letters ?? 0;
}
