import type { Authority } from '../access/authority.ts';
import { visibleUsers } from '../access/visible-users.ts';
import type { Queryable } from '../platform/database.ts';
import { InvalidInput } from '../platform/problems.ts';
import { type Sql, sql } from '../platform/sql.ts';

/** What one user can be found by; exactly one of these. */
export interface UserReference {
  readonly id?: number | null;
  /** Upper and lower case are the same. */
  readonly primaryId?: string | null;
  /** Upper and lower case of the value differ. */
  readonly identifier?: { readonly type: string; readonly value: string } | null;
}

/**
 * The row of the user that is meant, in whatever Unicode form the text comes; null when there is none that may be seen.
 * Throws {@link InvalidInput} when not exactly one thing is given to find them by.
 */
export async function findUserId(
  queryable: Queryable,
  authority: Authority,
  reference: UserReference,
): Promise<number | null> {
  const [user] = await queryable.query<{ id: number }>(
    sql`SELECT u.id FROM users u WHERE ${isMeant(reference)} AND ${visibleUsers(authority)}`,
  );
  return user?.id ?? null;
}

function isMeant({ id, primaryId, identifier }: UserReference): Sql {
  const given = [id, primaryId, identifier].filter((part) => part !== null && part !== undefined);
  if (given.length !== 1) throw InvalidInput.at([], 'Give exactly one of id, primaryId and identifier.');
  if (`${primaryId} ${identifier?.type} ${identifier?.value}`.includes('\0')) {
    throw InvalidInput.at([primaryId ? 'primaryId' : 'identifier'], 'It holds a character that no text can hold.');
  }
  if (typeof primaryId === 'string')
    return sql`lower(u.primary_id) COLLATE "C" = lower(${primaryId.normalize('NFC')}::text)`;
  if (!identifier) return sql`u.id = ${id}::int`;
  const [type, value] = [identifier.type.normalize('NFC'), identifier.value.normalize('NFC')];
  return sql`u.id = (SELECT user_id FROM user_identifier WHERE type = ${type} AND value = ${value})`;
}
