import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import { type MembersContext, setMembers } from './members.ts';
import type { Membership } from './stored-set.ts';

/** How many of the set's members this person may see. */
export async function countMembers(queryable: Queryable, set: Membership, context: MembersContext): Promise<number> {
  const [row] = await queryable.query<{ members: number }>(
    sql`SELECT count(*) AS members FROM (${setMembers(set, context)}) m`,
  );
  return row?.members ?? 0;
}
