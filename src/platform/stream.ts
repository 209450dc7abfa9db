import type pg from 'pg';
import Cursor from 'pg-cursor';
import type { Statement } from './queryable.ts';
import { resultTypes } from './result-types.ts';

/** Reads a result batch by batch through a cursor; the connection goes back when the consumer ends, early or not. */
export async function* streamRows<Row extends object>(
  pool: pg.Pool,
  statement: Statement,
  batchSize: number,
): AsyncGenerator<Row[], void, undefined> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const cursor = client.query(new Cursor<Row>(statement.text, [...statement.values], { types: resultTypes }));
    try {
      for (let rows = await cursor.read(batchSize); rows.length > 0; rows = await cursor.read(batchSize)) yield rows;
    } finally {
      await cursor.close();
    }
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
