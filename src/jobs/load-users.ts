import type { Authority } from '../access/authority.ts';
import { visibleUsers } from '../access/visible-users.ts';
import type { Queryable } from '../platform/database.ts';
import { join, raw, type Sql, sql } from '../platform/sql.ts';
import type { NoteFact, RoleFact, UserFacts, UserPart } from './user-facts.ts';
import { userFields, userParts } from './user-facts.ts';

interface UserRow extends Record<string, unknown> {
  readonly id: number;
  readonly accountType: UserFacts['accountType'];
}

/**
 * Reads the users of a chunk that are there and visible to who submitted the job, in the order of their ids.
 * `lock` keeps everybody else from changing them until the transaction ends, in that same order, so that no two chunks
 * ever wait for each other in a ring; NO KEY, so that rows which merely point at a user need not wait.
 */
export async function loadUsers(
  queryable: Queryable,
  userIds: readonly number[],
  authority: Authority,
  parts: ReadonlySet<UserPart>,
  lock: boolean,
): Promise<UserFacts[]> {
  const columns = Object.entries(userFields).map(([name, { column }]) => raw(`u.${column} AS "${name}"`));
  const rows = await queryable.query<UserRow>(sql`
    SELECT u.id, u.account_type AS "accountType", ${join(columns)} FROM users u
    WHERE u.id = ANY (${[...userIds]}::int[]) AND ${visibleUsers(authority)}
    ORDER BY u.id ${lock ? sql`FOR NO KEY UPDATE OF u` : sql``}`);
  const roles = parts.has('roles') ? await loadPart<RoleFact>(queryable, 'roles', userIds) : null;
  const notes = parts.has('notes') ? await loadPart<NoteFact>(queryable, 'notes', userIds) : null;
  return rows.map(({ id, accountType, ...fields }) => ({
    id,
    accountType,
    fields: fields as UserFacts['fields'],
    roles: roles?.get(id) ?? [],
    notes: notes?.get(id) ?? [],
  }));
}

/** Entries of a list by user. Read after the lock on the users is held: whoever writes a list holds that lock, too. */
async function loadPart<Entry>(
  queryable: Queryable,
  part: UserPart,
  userIds: readonly number[],
): Promise<Map<number, Entry[]>> {
  const { table, columns } = userParts[part];
  const selected: Sql[] = Object.entries(columns).map(([name, [column]]) => raw(`${column} AS "${name}"`));
  const rows = await queryable.query<{ ownerId: number }>(sql`
    SELECT user_id AS "ownerId", ${join(selected)} FROM ${raw(table)} WHERE user_id = ANY (${[...userIds]}::int[]) ORDER BY id`);
  const entries = new Map<number, Entry[]>();
  for (const { ownerId, ...entry } of rows) {
    const known = entries.get(ownerId);
    if (known) known.push(entry as Entry);
    else entries.set(ownerId, [entry as Entry]);
  }
  return entries;
}
