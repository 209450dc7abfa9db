import type { Queryable } from '../../platform/database.ts';
import { join, raw, sql } from '../../platform/sql.ts';
import { type UserPart, userPartNames, userParts } from '../record/user-parts.ts';

/** Everybody as the database has them: by id the columns of the record, and the rows of each list in no order. */
export type WorldState = Record<number, Record<'users' | UserPart, Record<string, unknown>[]>>;

/** Everything a job could touch, and the columns beside it that it must not. */
export async function worldState(queryable: Queryable): Promise<WorldState> {
  const lists = userPartNames.map(
    (part) => sql`(SELECT coalesce(jsonb_agg(to_jsonb(entry) - 'id' - 'user_id'), '[]')
      FROM ${raw(userParts[part].table)} entry WHERE entry.user_id = u.id) AS ${raw(`"${part}"`)}`,
  );
  const users = await queryable.query<{ id: number; users: Record<string, unknown> }>(sql`
    SELECT u.id, to_jsonb(u) - 'updated_at' - 'password_hash' AS users, ${join(lists)} FROM users u`);
  return Object.fromEntries(users.map(({ id, ...parts }) => [id, { ...parts, users: [parts.users] }])) as WorldState;
}

/** The same so that two of them can be compared. */
export function inOrder(state: WorldState) {
  return Object.fromEntries(
    Object.entries(state).map(([id, parts]) => [
      id,
      Object.fromEntries(Object.entries(parts).map(([part, entries]) => [part, entries.map(saysOf).sort()])),
    ]),
  );
}

/** What a row says, whatever the order of its columns. */
export function saysOf(entry: object): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}
