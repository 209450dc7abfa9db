import { expect, test } from 'vitest';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';

const testDatabase = await createTestDatabase();
await insertPeople(testDatabase.database, [{ primaryId: 'manager', roles: ['21'] }]);
const server = await startTestServer(testDatabase);
const manager = await server.signedInAs('manager');
const refused = [{ message: expect.stringContaining('U+0000'), extensions: { code: 'BAD_USER_INPUT' } }];

test.each([
  ['a variable', 'query ($name: String) { jobs(name: $name) { totalCount } }', { name: 'a\0b' }],
  [
    'an object in a variable',
    'query ($where: UserFilter) { users(where: $where) { totalCount } }',
    { where: { lastName: { eq: '\0' } } },
  ],
  ['half a surrogate pair', 'query ($name: String) { jobs(name: $name) { totalCount } }', { name: 'a\ud800b' }],
  ['the operation itself', '{ userSets(name: "a\\u0000b") { totalCount } }', {}],
])(
  '%s: text that the database cannot hold is a clear error, and never reaches it',
  async (_place, document, variables) => {
    const { errors } = await manager.query<unknown, object>(document, variables);
    expect(errors).toMatchObject(refused);
  },
);

test('text that only spells the escape is text like any other', async () => {
  const { data, errors } = await manager.query<unknown, object>(
    'query ($name: String) { jobs(name: $name) { totalCount } }',
    {
      name: String.raw`\u0000`,
    },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ jobs: { totalCount: 0 } });
});
