import type { Database } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import { searchRows } from './search-statement.ts';

/** How many users meet the condition over `users u`; exact. Throws SearchTooExpensive. */
export async function countUsers(database: Database, condition: Sql): Promise<number> {
  const statement = sql`SELECT count(*) AS count FROM users u WHERE ${condition}`;
  const [row] = await searchRows<{ count: number }>(database, statement);
  return row?.count ?? 0;
}
