import type { Queryable } from '../../../platform/database.ts';
import { type Sql, sql } from '../../../platform/sql.ts';
import type { NewIds } from './batch-settings.ts';

/** As many ids for new users, to be taken one by one. Drawn only for users that are new: the sequence is not endless. */
export async function drawUserIds(
  queryable: Queryable,
  count: number,
  newIds: NewIds,
): Promise<{ readonly next: () => number }> {
  const rows = count === 0 ? [] : await queryable.query<{ id: number }>(SOURCES[newIds](count));
  return {
    next() {
      const row = rows.shift();
      if (!row) throw new Error(`Only ${count} user ids were drawn.`);
      return row.id;
    },
  };
}

// A rollback does not give back what was drawn from a sequence; below zero there is room for what will be rolled back.
const SOURCES: Readonly<Record<NewIds, (count: number) => Sql>> = {
  LASTING: (count) =>
    sql`SELECT nextval(pg_get_serial_sequence('users', 'id')) AS id FROM generate_series(1, ${count}::int)`,
  PASSING: (count) => sql`
    SELECT lowest.id - step AS id
    FROM (SELECT least(min(id), 0) AS id FROM users) lowest, generate_series(1, ${count}::int) step`,
};
