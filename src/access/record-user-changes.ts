import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { Authority } from './authority.ts';

/** One thing that is different about a user: a field, or an entry of a list. `before` null: empty, or an entry that was added; `after` null: cleared, or an entry that was removed. */
export interface RecordedChange {
  /** Its name in the API: `status`, `roles`. Of `password` and `pin` that it changed is kept, and nothing else. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where changes of users come from that no job makes. Jobs keep images of their own. */
export interface ChangeSource {
  readonly origin: 'MUTATION' | 'IMPORT' | 'SIGN_IN';
  /** The primary id of who did it, or what the audit calls them when they are no user. */
  readonly actor: string;
  /** Their id, where they are a user. */
  readonly actorId: number | null;
  readonly requestId: string;
}

/** What was changed of one user. */
export interface ChangedUser {
  readonly userId: number;
  readonly changes: readonly RecordedChange[];
}

/** The source of what a signed-in person changes. */
export function changeSource(
  { primaryId, userId }: Pick<Authority, 'primaryId' | 'userId'>,
  requestId: string,
  origin: ChangeSource['origin'] = 'MUTATION',
): ChangeSource {
  return { origin, actor: primaryId, actorId: userId, requestId };
}

/**
 * Puts changes into the history of their users, with one statement. In the transaction of the change, while it holds the
 * lock on the users: so the history is in the order of the changes. Users without changes leave no trace.
 */
export async function recordUserChanges(
  queryable: Queryable,
  { origin, actor, actorId, requestId }: ChangeSource,
  users: readonly ChangedUser[],
): Promise<void> {
  const changed = users.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return;
  const userIds = changed.map(({ userId }) => userId);
  const images = changed.map(({ changes }) => JSON.stringify(changes.map(withoutSecret)));
  await queryable.execute(sql`
    INSERT INTO user_change (user_id, origin, actor, actor_id, request_id, changes)
    SELECT user_id, ${origin}::change_origin, ${actor}, ${actorId}::int, ${requestId}, changes::jsonb
    FROM unnest(${userIds}::int[], ${images}::text[]) AS changed (user_id, changes)`);
}

/** {@link recordUserChanges} for one user. */
export async function recordUserChange(
  queryable: Queryable,
  source: ChangeSource,
  userId: number,
  changes: readonly RecordedChange[],
): Promise<void> {
  await recordUserChanges(queryable, source, [{ userId, changes }]);
}

const secrets: ReadonlySet<string> = new Set(['password', 'passwordHash', 'pin']);

function withoutSecret({ field, before, after }: RecordedChange): RecordedChange {
  if (!secrets.has(field)) return { field, before, after };
  return { field: field === 'pin' ? 'pin' : 'password', before: null, after: null };
}
