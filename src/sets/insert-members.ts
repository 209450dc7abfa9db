import type { Queryable } from '../platform/database.ts';
import { type Sql, sql } from '../platform/sql.ts';

/** Puts the users whose `id` a statement gives into an itemized set, a million at once if need be; gives how many are new. */
export async function insertMembers(transaction: Queryable, setId: number, users: Sql): Promise<number> {
  // In the order of the index: its pages are then filled one after the other.
  return transaction.execute(sql`
    INSERT INTO user_set_member (set_id, user_id)
    SELECT ${setId}::int, member.id FROM (${users}) AS member ORDER BY member.id ON CONFLICT DO NOTHING`);
}
