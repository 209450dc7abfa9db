import type { Transaction } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';

/** Some members of a set, in the order of their ids. */
export interface MemberChunk {
  readonly number: number;
  readonly userIds: readonly number[];
  /** How many there are in all chunks. */
  readonly total: number;
}

/**
 * The members (a statement that gives their ids) chunk by chunk, from a cursor of the transaction: however many there
 * are, one chunk is here at a time, and all come from the moment at which the first was asked for.
 */
export async function* memberChunks(
  transaction: Transaction,
  members: Sql,
  size: number,
): AsyncGenerator<MemberChunk, void, undefined> {
  await transaction.execute(sql`
    DECLARE member_chunk NO SCROLL CURSOR FOR
    WITH member AS MATERIALIZED (${members}),
      numbered AS (SELECT id, ((row_number() OVER (ORDER BY id) - 1) / ${size}::int)::int AS number FROM member)
    SELECT number, array_agg(id ORDER BY id) AS "userIds", (SELECT count(*) FROM member) AS total
    FROM numbered GROUP BY number ORDER BY number`);
  const next = () => transaction.query<MemberChunk>(sql`FETCH NEXT FROM member_chunk`);
  for (let [chunk] = await next(); chunk; [chunk] = await next()) yield chunk;
}
