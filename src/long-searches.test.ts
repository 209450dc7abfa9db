import { describe, expect, test } from 'vitest';
import { startTestServer } from './testing/client.ts';
import { createTestDatabase } from './testing/database.ts';
import { insertPeople } from './testing/insert-people.ts';

const testDatabase = await createTestDatabase();
await insertPeople(testDatabase.database, [{ primaryId: 'administrator', roles: ['26'] }]);
const server = await startTestServer(testDatabase);
const client = await server.signedInAs('administrator');

const lists = [
  'codes(table: TITLE, search: $text)',
  'users(search: $text)',
  'userSets(name: $text)',
  'jobs(name: $text)',
  'jobSchedules(name: $text)',
  'auditEvents(where: { actor: $text })',
  'auditEvents(where: { operation: $text })',
  'auditEvents(where: { subject: $text })',
];

async function codeOf(list: string, text: string): Promise<unknown> {
  const { errors } = await client.query(`query ($text: String) { ${list} { totalCount nodes { __typename } } }`, {
    text,
  });
  return errors?.[0]?.extensions?.code;
}

describe.each(lists)('%s', (list) => {
  test.each([
    ['a long one', 'x'.repeat(1_001)],
    ['thousands of words', 'a '.repeat(5_000)],
  ])('takes no text like %s', async (_what, text) => {
    expect(await codeOf(list, text)).toBe('INVALID_INPUT');
  });

  test('finds nothing by one that nothing contains', async () => {
    expect(await codeOf(list, '%_\\')).toBeUndefined();
  });
});

test('at most 20 words of a code are looked for', async () => {
  expect(await codeOf('codes(table: TITLE, search: $text)', 'a '.repeat(20))).toBeUndefined();
  expect(await codeOf('codes(table: TITLE, search: $text)', 'a '.repeat(21))).toBe('INVALID_INPUT');
});

test('the same choice may be made any number of times', async () => {
  const origins = Array.from({ length: 40_000 }, () => 'RETRY').join();
  const { errors } = await client.query('query ($origin: [JobOrigin!]) { jobs(origin: $origin) { totalCount } }', {
    origin: origins.split(','),
  });
  expect(errors).toBeUndefined();
});

test('the text of a run has an end', async () => {
  const document = 'query ($text: String) { previewLetter(letter: "NONE", extraText: $text) { version } }';
  const { errors } = await client.query(document, { text: 'x'.repeat(10_001) });
  expect(errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
});
