import type { Authority } from '../access/authority.ts';
import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import { membershipOf, type StoredSet } from './stored-set.ts';
import { visibleSets } from './visible-sets.ts';

/** The set with this id, if this person may know of it; null otherwise, whichever of the two it is. */
export async function findVisibleSet(
  queryable: Queryable,
  authority: Authority,
  id: number,
): Promise<StoredSet | null> {
  return find(queryable, authority, id, false);
}

/** {@link findVisibleSet} that keeps the set as it is until the transaction ends. */
export async function lockVisibleSet(
  transaction: Queryable,
  authority: Authority,
  id: number,
): Promise<StoredSet | null> {
  return find(transaction, authority, id, true);
}

/** Whether the set is there still; if so, nobody deletes it before the transaction ends. */
export async function keepSet(transaction: Queryable, id: number): Promise<boolean> {
  return (await transaction.query(sql`SELECT 1 FROM user_set WHERE id = ${id} FOR KEY SHARE`)).length > 0;
}

async function find(queryable: Queryable, authority: Authority, id: number, lock: boolean): Promise<StoredSet | null> {
  const [set] = await queryable.query<StoredSet>(sql`
    SELECT s.id, s.name, s.description, s.kind, s.is_private AS "isPrivate", s.status, s.search, s.filter, s.owner_id AS "ownerId"
    FROM user_set s WHERE s.id = ${id} AND ${visibleSets(authority)} ${lock ? sql`FOR UPDATE` : sql``}`);
  return set ? { ...set, ...membershipOf(set) } : null;
}
