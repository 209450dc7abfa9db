import type { Authority } from '../access/authority.ts';
import { visibleUsers } from '../access/visible-users.ts';
import type { Queryable } from '../platform/database.ts';
import { InvalidInput } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';

/** How many users one call may name. */
export const MAX_CHOSEN = 10_000;

/** How many unknown users one answer names: it must stay readable, and who sends wrong ids sees it without 10,000 lines. */
export const MAX_ISSUES = 100;

/**
 * The users these ids name, each once, in the order of their first naming. Throws InvalidInput with the path of each (of the first 100) that names nobody this person
 * may see, and when there are none or too many.
 */
export async function chooseUsers(
  queryable: Queryable,
  authority: Authority,
  userIds: readonly number[],
): Promise<readonly number[]> {
  if (userIds.length === 0) throw InvalidInput.at(['userIds'], 'Name at least one user.');
  if (userIds.length > MAX_CHOSEN) throw InvalidInput.at(['userIds'], `Name at most ${MAX_CHOSEN} users in one call.`);
  const ids = [...new Set(userIds)];
  const rows = await queryable.query<{ id: number }>(sql`
    SELECT u.id FROM users u WHERE u.id = ANY (${ids}::int[]) AND ${visibleUsers(authority)}`);
  const found = new Set(rows.map(({ id }) => id));
  const unknown = userIds.flatMap((id, index) => (found.has(id) ? [] : [index])).slice(0, MAX_ISSUES);
  if (unknown.length > 0) {
    throw new InvalidInput(unknown.map((index) => ({ path: ['userIds', index], message: 'There is no such user.' })));
  }
  return ids;
}
