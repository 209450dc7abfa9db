import type { Authority } from '../../access/authority.ts';
import { visibleUsers } from '../../access/visible-users.ts';
import type { Queryable } from '../../platform/database.ts';
import { empty, join, raw, type Sql, sql } from '../../platform/sql.ts';
import type { ListPart } from '../actions/action.ts';
import { loadUndo } from './load-undo.ts';
import { emptyLists, fieldEntry, type UserFacts, type UserField, type UserLists } from './user-facts.ts';
import { columnsOf, rememberRow, type UserPart, userParts } from './user-parts.ts';

/** What the decisions of a job look at: only that is read. */
export interface Needs {
  readonly fields: ReadonlySet<UserField>;
  readonly parts: ReadonlySet<ListPart>;
  /** Codes of role types: roles of others are left where they are. */
  readonly roleTypes: ReadonlySet<string>;
  /** The job whose changes of the users are read; null: of none. */
  readonly changesOf: number | null;
}

interface UserRow {
  readonly id: number;
  readonly account: UserFacts['accountType'];
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
  const rows = await queryable.query<UserRow>(sql`
    SELECT ${join([sql`u.id, u.account_type AS account`, ...[...needs.fields].map(fieldColumn)])} FROM users u
    WHERE u.id = ANY (${[...userIds]}::int[]) AND ${visibleUsers(authority)}
    ORDER BY u.id ${lock ? sql`FOR NO KEY UPDATE OF u` : empty}`);
  // Lists are read after the lock on the users is held: whoever writes a list of the record holds that lock, too.
  const lists = await loadLists(queryable, userIds, needs);
  const undo = needs.changesOf === null ? null : await loadUndo(queryable, needs.changesOf, userIds);
  return rows.map(({ id, account, ...fields }) => ({
    ...emptyLists,
    ...lists.get(id),
    id,
    accountType: account,
    fields,
    ...undo?.(id),
  }));
}

async function lockUsers(queryable: Queryable, userIds: readonly number[]): Promise<void> {
  await queryable.execute(sql`
    SELECT id FROM users WHERE id = ANY (${[...userIds]}::int[]) ORDER BY id FOR NO KEY UPDATE`);
}

function fieldColumn(field: UserField): Sql {
  const { column, empty: emptyText } = fieldEntry(field);
  const value = emptyText === undefined ? `u.${column}::text` : `nullif(u.${column}, '${emptyText}')`;
  return raw(`${value} AS "${field}"`);
}

/** The lists that are needed, by user; whoever has no entry in any of them is not there. */
async function loadLists(queryable: Queryable, userIds: readonly number[], needs: Needs) {
  const lists = new Map<number, Partial<Record<UserPart, object[]>>>();
  for (const part of needs.parts) await loadPart(queryable, userIds, part, empty, lists);
  const ofTypes = sql`AND role_type_code = ANY (${[...needs.roleTypes]}::text[])`;
  if (needs.roleTypes.size > 0) await loadPart(queryable, userIds, 'roles', ofTypes, lists);
  return lists as Map<number, Partial<UserLists>>;
}

async function loadPart(
  queryable: Queryable,
  userIds: readonly number[],
  part: UserPart,
  which: Sql,
  lists: Map<number, Partial<Record<UserPart, object[]>>>,
): Promise<void> {
  const { table, row } = userParts[part];
  const columns = columnsOf(part).map(([name, column]) => raw(`${column} AS "${name}"`));
  const entries = await queryable.query<{ userId: number; row: string | number }>(sql`
    SELECT user_id AS "userId", ${raw(row[0])} AS row, ${join(columns)} FROM ${raw(table)}
    WHERE user_id = ANY (${[...userIds]}::int[]) ${which} ORDER BY ${raw(row[0])}`);
  for (const { userId, row: rowOfEntry, ...entry } of entries) {
    rememberRow(entry, rowOfEntry);
    const ofUser = lists.get(userId) ?? {};
    lists.set(userId, ofUser);
    ofUser[part] = [...(ofUser[part] ?? []), entry];
  }
}
