import type { Queryable } from '../../platform/database.ts';
import { empty, type Sql, sql } from '../../platform/sql.ts';

/** Where something that a job sends stands. */
export type OutboxState = 'QUEUED' | 'SENDING' | 'SENT' | 'FAILED' | 'SKIPPED' | 'UNKNOWN';

/** A letter or an export of a job, and what became of it; an export has no letter. */
export interface OutboxItem {
  readonly id: number;
  readonly userId: number;
  readonly letter: string;
  readonly version: number;
  readonly state: OutboxState;
  readonly code: string | null;
  readonly reply: string | null;
  readonly attempts: number;
  readonly wasUnknown: boolean;
  readonly messageId: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** What goes out. */
export type OutboxKind = 'LETTER' | 'IDENTITY_EXPORT';

/** Which of them: of one kind, in these states (absent: in any). */
export interface OutboxListing {
  readonly jobId: number;
  readonly kind: OutboxKind;
  readonly states: readonly OutboxState[] | null | undefined;
}

/** A piece of such a list. Backward: from the end, the last one first. */
export interface OutboxRange {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
  readonly backward: boolean;
}

/** What a job sends, in the order in which it was queued. */
export async function pageOfOutbox(
  queryable: Queryable,
  listing: OutboxListing,
  { after, before, limit, backward }: OutboxRange,
): Promise<OutboxItem[]> {
  return queryable.query<OutboxItem>(sql`
    SELECT id, user_id AS "userId", letter_code AS letter, letter_version AS version, state, code, reply, attempts,
      was_unknown AS "wasUnknown", message_id AS "messageId", created_at AS "createdAt", settled_at AS "settledAt"
    FROM outbox WHERE ${listed(listing)}
      AND (${after ?? null}::bigint IS NULL OR id > ${after ?? null}) AND (${before ?? null}::bigint IS NULL OR id < ${before ?? null})
    ORDER BY id ${backward ? sql`DESC` : sql`ASC`} LIMIT ${limit}`);
}

/** How long the whole list is. */
export async function countOutbox(queryable: Queryable, listing: OutboxListing): Promise<number> {
  const [row] = await queryable.query<{ items: number }>(
    sql`SELECT count(*)::int AS items FROM outbox WHERE ${listed(listing)}`,
  );
  return row?.items ?? 0;
}

function listed({ jobId, kind, states }: OutboxListing): Sql {
  const inStates = states ? sql`AND state = ANY (${[...states]}::outbox_state[])` : empty;
  return sql`job_id = ${jobId} AND kind = ${kind}::outbox_kind ${inStates}`;
}
