import type { Database } from '../../platform/database.ts';
import { sqlState } from '../../platform/database-errors.ts';
import { Problem } from '../../platform/problems.ts';
import type { Sql } from '../../platform/sql.ts';

/** How long one statement of a search may take. */
export const SEARCH_TIMEOUT_MS = 10_000;

const QUERY_CANCELED = '57014';

/** A search that takes longer than the database may work for one. */
export class SearchTooExpensive extends Problem {
  readonly code = 'SEARCH_TOO_EXPENSIVE';

  constructor() {
    super('This search takes too long. Narrow it down: longer words, more conditions, another order.');
  }
}

/** The rows of a statement of a search. Throws {@link SearchTooExpensive} when they are too long in coming. */
export async function searchRows<Row extends object>(
  database: Database,
  statement: Sql,
  statementTimeoutMs: number = SEARCH_TIMEOUT_MS,
): Promise<Row[]> {
  try {
    return await database.transaction((transaction) => transaction.query<Row>(statement), { statementTimeoutMs });
  } catch (error) {
    throw sqlState(error) === QUERY_CANCELED ? new SearchTooExpensive() : error;
  }
}
