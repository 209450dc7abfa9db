import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import { type RandomRecord, randomRecords, TODAY } from '../filter/testing/random-records.ts';
import { storeRecords } from '../filter/testing/store-records.ts';
import { writeCursor } from './cursor.ts';
import { type FoundUser, type Page, pageOfUsers } from './page-of-users.ts';
import { SearchTooExpensive, searchRows } from './search-statement.ts';
import { type UserOrder, userOrderFields } from './user-order.ts';

const SEED = 20261122;

const { database } = await createTestDatabase();
const records = randomRecords(120, SEED);
await storeRecords(database, records);
// Names, dates and times that several share, so that the next order and the id have something to decide.
await database.execute(sql`UPDATE users SET last_name = 'Same', expiry_date = NULL WHERE id % 4 = 0`);
const byId = new Map((await database.prisma.user.findMany()).map((user) => [user.id, user]));

const search = 'a';
const condition = compileFilter(null, search, { today: TODAY });
const orders = fc.array(
  fc.record({
    field: fc.constantFrom(...userOrderFields),
    direction: fc.constantFrom('ASC' as const, 'DESC' as const),
  }),
  { minLength: 1, maxLength: 3 },
);

function page(orderBy: readonly UserOrder[] | null, wanted: Page, words: string | null = search) {
  return pageOfUsers(database, { condition, search: words, orderBy }, wanted);
}

/** Walks the whole list in pages of random sizes. */
async function walk(orderBy: readonly UserOrder[], sizes: readonly number[], fromEnd: boolean): Promise<FoundUser[]> {
  const found: FoundUser[] = [];
  for (let turn = 0; ; turn += 1) {
    const edge = fromEnd ? { before: found.at(0)?.cursor } : { after: found.at(-1)?.cursor };
    const part = await page(orderBy, { size: sizes[turn % sizes.length] ?? 1, fromEnd, ...edge });
    if (fromEnd) found.unshift(...part.users);
    else found.push(...part.users);
    expect(fromEnd ? part.hasNextPage : part.hasPreviousPage).toBe(turn > 0);
    if (!(fromEnd ? part.hasPreviousPage : part.hasNextPage)) return found;
  }
}

const ids = (users: readonly FoundUser[]) => users.map(({ id }) => id);

/** What a user has in the place an order looks at, where JavaScript orders it as people do. */
function keyOf(id: number, { field, direction }: UserOrder): string | number {
  const user = byId.get(id);
  if (!user) throw new Error(`no user ${id}`);
  if (field === 'UPDATED_AT') return user.updatedAt.getTime();
  if (field === 'EXPIRY_DATE') return user.expiryDate?.getTime() ?? (direction === 'DESC' ? -Infinity : Infinity);
  throw new Error(`no key for ${field}`);
}

describe('pages', () => {
  test('in any order, forward and backward, make up the whole list', { timeout: 60_000 }, async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 });
    const all = (await database.query<{ id: number }>(sql`SELECT u.id FROM users u WHERE ${condition}`)).map(
      ({ id }) => id,
    );
    expect(all.length).toBeGreaterThan(50);
    await fc.assert(
      fc.asyncProperty(orders, sizes, async (orderBy, of) => {
        const forward = await walk(orderBy, of, false);
        expect(ids(forward).toSorted((a, b) => a - b)).toEqual(all.toSorted((a, b) => a - b));
        expect(await walk(orderBy, of, true)).toEqual(forward);
        const { users } = await page(orderBy, { size: 200 });
        expect(users).toEqual(forward);
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  test.each<UserOrder>([
    { field: 'UPDATED_AT', direction: 'ASC' },
    { field: 'UPDATED_AT', direction: 'DESC' },
    { field: 'EXPIRY_DATE', direction: 'ASC' },
    { field: 'EXPIRY_DATE', direction: 'DESC' },
  ])('are in the order that was asked for: $field $direction', async (order) => {
    const found = ids((await page([order], { size: 200 })).users);
    const keys = found.map((id) => keyOf(id, order));
    const ascending = keys.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
    expect(keys).toEqual(order.direction === 'DESC' ? ascending.toReversed() : ascending);
  });

  test('between two cursors hold what lies between', async () => {
    const order: UserOrder[] = [{ field: 'NAME' }];
    const { users } = await page(order, { size: 10 });
    const between = await page(order, { size: 10, after: users[2]?.cursor, before: users[7]?.cursor });
    expect(between.users).toEqual(users.slice(3, 7));
    const last = await page(order, { size: 2, fromEnd: true, after: users[2]?.cursor, before: users[7]?.cursor });
    expect(last.users).toEqual(users.slice(5, 7));
    expect(last.hasPreviousPage).toBe(true);
  });
});

describe('the order by name', () => {
  test('is the same with and without the index of names', async () => {
    const [indexed, without] = await Promise.all(
      [false, true].map(async (byWords) => {
        const list = { condition, search: null, orderBy: [{ field: 'NAME' } as const], byWords };
        const first = await pageOfUsers(database, list, { size: 30 });
        return [first, await pageOfUsers(database, list, { size: 90, after: first.users.at(-1)?.cursor })];
      }),
    );
    expect(without).toEqual(indexed);
  });

  test('is that of people, whatever the alphabet and the accents', async () => {
    const names = [
      'Zola',
      'ångström',
      'Álvarez',
      'alvarez',
      'Alvarez',
      'van Dam',
      'Иванов',
      'Ωνάσης',
      '山田',
      'öz',
      'Oz',
    ];
    await database.prisma.user.createMany({
      data: names.map((lastName, index) => ({ id: 1_000 + index, primaryId: `name-${index}`, lastName })),
    });
    const those = { condition: sql`u.id >= 1000`, search: null, orderBy: [{ field: 'NAME' } as const] };
    const { users } = await pageOfUsers(database, those, { size: 50 });
    const expected = [
      'alvarez',
      'Alvarez',
      'Álvarez',
      'ångström',
      'Oz',
      'öz',
      'van Dam',
      'Zola',
      'Ωνάσης',
      'Иванов',
      '山田',
    ];
    expect(users.map(({ id }) => names[id - 1_000])).toEqual(expected);
  });

  test('is the default; with a search the best hits come first', async () => {
    const people: Partial<RandomRecord>[] = [
      { primaryId: 'r1', lastName: 'Van Lindqvist' },
      { primaryId: 'r2', lastName: 'Lindqvistsson' },
      { primaryId: 'r3', lastName: 'Lindqvist' },
      { primaryId: 'r4', lastName: 'Overlindqvist' },
      { primaryId: 'LindQvist', lastName: 'Zz' },
    ];
    await database.prisma.user.createMany({
      data: people.map(({ primaryId = '', lastName = '' }, index) => ({ id: 2_000 + index, primaryId, lastName })),
    });
    const list = { condition: sql`u.id >= 2000`, search: 'lindqvist' };
    const found = await pageOfUsers(database, list, { size: 50 });
    expect(ids(found.users)).toEqual([2004, 2002, 2001, 2000, 2003]);
    const byName = await pageOfUsers(database, { ...list, search: null }, { size: 50 });
    expect(ids(byName.users)).toEqual([2002, 2001, 2003, 2000, 2004]);
  });
});

describe('is refused', () => {
  const byName: UserOrder[] = [{ field: 'NAME' }];
  const pathOf = async (work: Promise<unknown>) => {
    const error = await work.catch((thrown) => thrown);
    return error instanceof InvalidInput ? error.issues.map(({ path }) => path.join('.')).join() : error;
  };

  test('a cursor of another order, or of another search where relevance counts', async () => {
    const { users } = await page(byName, { size: 1 });
    expect(await pathOf(page([{ field: 'NAME', direction: 'DESC' }], { size: 1, after: users[0]?.cursor }))).toBe(
      'after',
    );
    const relevant = await page(null, { size: 1 });
    expect(await pathOf(page(null, { size: 1, before: relevant.users[0]?.cursor }, 'b'))).toBe('before');
  });

  const forged = async () => {
    const { users } = await page([{ field: 'EXPIRY_DATE' }], { size: 1 });
    const [mark] = JSON.parse(Buffer.from(users[0]?.cursor ?? '', 'base64url').toString());
    return (values: string[]) => page([{ field: 'EXPIRY_DATE' }], { size: 1, after: writeCursor(values, mark) });
  };

  test.each(['x', '!!', 'W10', 'bnVsbA', 'W251bGxd', writeCursor(['a', '1'], 'x')])(
    'the cursor "%s"',
    async (after) => {
      expect(await pathOf(page(byName, { size: 1, after }))).toBe('after');
    },
  );

  test.each([
    [['2026-02-31', '1']],
    [['2026-01-01', 'x']],
    [['2026-01-01']],
    [['\0', '1']],
    [['2026-01-01', '99999999999']],
  ])('a cursor that somebody made up: %j', async (values) => {
    expect(await pathOf((await forged())(values))).toBe('after');
  });

  test('relevance without a search, and too many orders', async () => {
    expect(await pathOf(page([...byName, { field: 'RELEVANCE' }], { size: 1 }, ' '))).toBe('orderBy.1.field');
    expect(
      await pathOf(
        page(
          Array.from({ length: 6 }, () => ({ field: 'NAME' as const })),
          { size: 1 },
        ),
      ),
    ).toBe('orderBy');
  });
});

test('a search that takes too long is ended, and says so', async () => {
  await expect(searchRows(database, sql`SELECT pg_sleep(30)`, 50)).rejects.toBeInstanceOf(SearchTooExpensive);
});
