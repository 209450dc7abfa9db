import type { Authority } from '../access/authority.ts';
import { visibleUsers } from '../access/visible-users.ts';
import type { Queryable } from '../platform/database.ts';
import { empty, join, raw, sql } from '../platform/sql.ts';
import { type RoleFact, type UserFacts, type UserField, userFields, userParts } from './user-facts.ts';

/** What the decisions of a job look at: only that is read. */
export interface Needs {
  readonly fields: ReadonlySet<UserField>;
  /** Codes of role types: roles of others are left where they are. */
  readonly roleTypes: ReadonlySet<string>;
}

interface UserRow {
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
  needs: Needs,
  lock: boolean,
): Promise<UserFacts[]> {
  // Whether a manager of libraries may see a user hangs on rows that are not locked here: asked when the lock is held, the
  // answer is the one that every job before this one has left behind.
  if (lock && !authority.managesInstitution) await lockUsers(queryable, userIds);
  const columns = [...needs.fields].map((field) => raw(`, u.${userFields[field].column} AS "${field}"`));
  const rows = await queryable.query<UserRow>(sql`
    SELECT u.id, u.account_type AS "accountType" ${columns.length > 0 ? join(columns, ' ') : empty} FROM users u
    WHERE u.id = ANY (${[...userIds]}::int[]) AND ${visibleUsers(authority)}
    ORDER BY u.id ${lock ? sql`FOR NO KEY UPDATE OF u` : empty}`);
  const roles = await loadRoles(queryable, userIds, needs.roleTypes);
  return rows.map(({ id, accountType, ...fields }) => ({
    id,
    accountType,
    fields,
    roles: roles.get(id) ?? [],
    notes: [],
  }));
}

async function lockUsers(queryable: Queryable, userIds: readonly number[]): Promise<void> {
  await queryable.execute(sql`
    SELECT id FROM users WHERE id = ANY (${[...userIds]}::int[]) ORDER BY id FOR NO KEY UPDATE`);
}

/** Roles by user. Read after the lock on the users is held: whoever writes a list of the record holds that lock, too. */
async function loadRoles(
  queryable: Queryable,
  userIds: readonly number[],
  roleTypes: ReadonlySet<string>,
): Promise<Map<number, RoleFact[]>> {
  const roles = new Map<number, RoleFact[]>();
  if (roleTypes.size === 0) return roles;
  const columns = Object.entries(userParts.roles.columns).map(([name, [column]]) => raw(`${column} AS "${name}"`));
  const rows = await queryable.query<RoleFact & { userId: number }>(sql`
    SELECT user_id AS "userId", ${join(columns)} FROM user_role
    WHERE user_id = ANY (${[...userIds]}::int[]) AND role_type_code = ANY (${[...roleTypes]}::text[]) ORDER BY id`);
  for (const { userId, ...role } of rows) roles.set(userId, [...(roles.get(userId) ?? []), role]);
  return roles;
}
