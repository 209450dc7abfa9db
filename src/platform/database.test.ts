import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { openDatabase } from './database.ts';
import { sqlState, violatedConstraint } from './database-errors.ts';
import { sql } from './sql.ts';

const { database, url, log } = await createTestDatabase();

await database.execute(
  sql`CREATE TABLE item (id bigint PRIMARY KEY, name text CONSTRAINT item_name_given CHECK (name <> ''))`,
);

const count = async () => (await database.query<{ n: number }>(sql`SELECT count(*) AS n FROM item`))[0]?.n;

describe('values', () => {
  test('whole numbers, numerics, plain dates, instants, JSON and arrays become what a reader expects', async () => {
    const [row] = await database.query(sql`
      SELECT 9007199254740991::int8 AS big, 1.5::numeric AS numeric, DATE '2024-02-29' AS date,
        TIMESTAMPTZ '2024-01-01 12:00+02' AS instant, '{"a": [1]}'::jsonb AS json,
        ARRAY[1, NULL, 3]::int8[] AS ids, '{}'::int8[] AS none, ARRAY[DATE '2024-01-01'] AS dates`);
    expect(row).toEqual({
      big: Number.MAX_SAFE_INTEGER,
      numeric: 1.5,
      date: '2024-02-29',
      instant: new Date('2024-01-01T10:00:00Z'),
      json: { a: [1] },
      ids: [1, null, 3],
      none: [],
      dates: ['2024-01-01'],
    });
  });

  test('a number that JavaScript cannot hold is refused, not rounded', async () => {
    await expect(database.query(sql`SELECT 9007199254740993::int8 AS big`)).rejects.toThrow('too large');
  });

  test('values go beside the statement, arrays included', async () => {
    const rows = await database.query(sql`SELECT unnest(${[3, 1]}::int8[]) AS id, ${"'; DROP TABLE item"} AS text`);
    expect(rows).toEqual([3, 1].map((id) => ({ id, text: "'; DROP TABLE item" })));
  });

  test('a named statement is prepared once for a connection', async () => {
    const prepared = await database.transaction(async (transaction) => {
      for (const n of [1, 2]) await transaction.query(sql`SELECT ${n}::int AS n`, { name: 'test-statement' });
      return transaction.query(sql`SELECT name FROM pg_prepared_statements WHERE name = 'test-statement'`);
    });
    expect(prepared).toHaveLength(1);
  });
});

describe('transactions', () => {
  test('commit together, and undo together', async () => {
    const before = await count();
    await database.transaction(async (transaction) => {
      expect(await transaction.execute(sql`INSERT INTO item VALUES (1, 'a'), (2, 'b')`)).toBe(2);
    });
    const failing = database.transaction(async (transaction) => {
      await transaction.execute(sql`INSERT INTO item VALUES (3, 'c')`);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await count()).toBe((before ?? 0) + 2);
  });

  test('a swallowed error does not pass for a commit', async () => {
    const failing = database.transaction(async (transaction) => {
      await transaction.execute(sql`SELECT 1 / 0`).catch(() => undefined);
    });
    await expect(failing).rejects.toThrow('rolled back');
  });

  test('a failed savepoint is undone alone', async () => {
    const ids = await database.transaction(async (transaction) => {
      await transaction.execute(sql`INSERT INTO item VALUES (10, 'kept')`);
      const error = await transaction
        .savepoint(async () => {
          await transaction.savepoint(() => transaction.execute(sql`INSERT INTO item VALUES (11, 'undone')`));
          await transaction.execute(sql`INSERT INTO item VALUES (12, '')`);
        })
        .catch((reason) => reason);
      expect([sqlState(error), violatedConstraint(error)]).toEqual(['23514', 'item_name_given']);
      return transaction.query(sql`SELECT id FROM item WHERE id >= 10`);
    });
    expect(ids).toEqual([{ id: 10 }]);
  });

  test('the server ends one that hangs, and the pool goes on', async () => {
    const hanging = database.transaction(
      async (transaction) => {
        const [backend] = await transaction.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
        await expect.poll(() => isBackendAlive(backend?.pid ?? 0)).toBe(false);
        await transaction.query(sql`SELECT 1`);
      },
      { idleTimeoutMs: 50 },
    );
    await expect(hanging).rejects.toThrow();
    expect(await database.query(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  });

  test('a statement that takes too long is refused', async () => {
    const slow = database.transaction((transaction) => transaction.execute(sql`SELECT pg_sleep(60)`), {
      statementTimeoutMs: 50,
    });
    expect(sqlState(await slow.catch((error) => error))).toBe('57014');
  });
});

describe('streams', () => {
  test('give all rows in batches', async () => {
    const sizes: number[] = [];
    for await (const rows of database.stream(sql`SELECT generate_series(1, 25) AS n`, 10)) sizes.push(rows.length);
    expect(sizes).toEqual([10, 10, 5]);
  });

  test('give their connection back when the consumer stops', async () => {
    const narrow = openDatabase({ url, log, poolSize: 1, streamLimit: 1 });
    for (let round = 0; round < 3; round += 1) {
      for await (const rows of narrow.stream<{ n: number }>(sql`SELECT generate_series(1, 1000000) AS n`, 2)) {
        expect(rows).toEqual([{ n: 1 }, { n: 2 }]);
        break;
      }
    }
    await narrow.close();
  });

  test('throw what the statement throws', async () => {
    const read = async () => {
      for await (const _ of database.stream(sql`SELECT 1 / (3 - n) FROM generate_series(1, 5) n`, 1));
    };
    expect(sqlState(await read().catch((error) => error))).toBe('22012');
  });
});

test('Prisma reads over the same connections', async () => {
  expect(await database.prisma.user.count()).toBe(0);
});

test('a connection that the server ends is replaced', async () => {
  await database.query(sql`SELECT 1`);
  await database.query(sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`);
  const self = database.query(sql`SELECT pg_terminate_backend(pg_backend_pid())`);
  await expect(self).rejects.toThrow();
  expect(await database.query(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
});

async function isBackendAlive(pid: number): Promise<boolean> {
  return (await database.query(sql`SELECT FROM pg_stat_activity WHERE pid = ${pid}`)).length > 0;
}
