import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { compileFilter } from './compile-filter.ts';
import { parseFilter } from './parse-filter.ts';
import { matches } from './testing/evaluate-filter.ts';
import { everyTest, randomFilters, randomSearches } from './testing/random-filters.ts';
import { randomRecords, TODAY } from './testing/random-records.ts';
import { storeRecords } from './testing/store-records.ts';

const SEED = 20261122;

const { database } = await createTestDatabase();
const records = randomRecords(300, SEED);
await storeRecords(database, records);
const roleTypes = await database.query<{ code: string; key: string }>(sql`SELECT code, key FROM role_type`);
// A zone whose days begin at another time than UTC's, and a day on which its clocks change.
const context = {
  today: TODAY,
  timeZone: 'Europe/Athens',
  roleTypeKeys: new Map(roleTypes.map(({ code, key }) => [code, key])),
};

interface Answer {
  readonly expected: readonly number[];
  readonly found: readonly number[];
}

async function ask(given: unknown, search = ''): Promise<Answer> {
  const filter = parseFilter(given);
  const expected = records.filter((record) => matches(record, filter, search, context));
  const condition = compileFilter(filter, search, context);
  const found = await database.query<{ id: number }>(sql`SELECT u.id FROM users u WHERE ${condition} ORDER BY u.id`);
  return { expected: expected.map(({ id }) => id), found: found.map(({ id }) => id) };
}

function isTelling({ expected }: Answer): boolean {
  return expected.length > 0 && expected.length < records.length;
}

describe('SQL finds exactly those whom a naive evaluation finds', () => {
  test('for random filters and searches', { timeout: 60_000 }, async () => {
    const answers: Answer[] = [];
    await fc.assert(
      fc.asyncProperty(randomFilters(records), randomSearches(records), async (filter, search) => {
        const answer = await ask(filter, search);
        expect(answer.found).toEqual(answer.expected);
        answers.push(answer);
      }),
      { seed: SEED, numRuns: 700 },
    );
    // Filters that mean nobody or everybody would prove little.
    expect(answers.filter(isTelling).length).toBeGreaterThan(answers.length * 0.4);
  });

  test('for every operator of every field', { timeout: 60_000 }, async () => {
    const answers: Answer[] = [];
    for (const { name, filters } of everyTest(records)) {
      for (const filter of fc.sample(filters, { seed: SEED, numRuns: 2 })) {
        const answer = await ask(filter);
        expect(answer.found, `${name}: ${JSON.stringify(filter)}`).toEqual(answer.expected);
        answers.push(answer);
      }
    }
    expect(answers.filter(isTelling).length).toBeGreaterThan(answers.length * 0.6);
  });
});
