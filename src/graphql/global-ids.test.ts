import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';

const testDatabase = await createTestDatabase();
const ids = await insertPeople(testDatabase.database, [{ primaryId: 'administrator', roles: ['26'] }]);
const server = await startTestServer(testDatabase);
const administrator = await server.signedInAs('administrator');

const unfit = [
  '',
  '???',
  'VXNlcg==',
  encodeGlobalID('Nothing', '1'),
  encodeGlobalID('Job', 'x'),
  encodeGlobalID('User', 'a\0'),
  encodeGlobalID('User\0', '1'),
  'a'.repeat(5_000),
];

test.each([
  'query ($id: ID!) { node(id: $id) { id } }',
  'query ($id: ID!) { nodes(ids: [$id]) { id } }',
  'query ($id: ID!) { user(id: $id) { primaryId } }',
  'query ($id: ID!) { userSet(id: $id) { name } }',
  'query ($id: ID!) { job(id: $id) { name } }',
  'query ($id: ID!) { jobs(setId: $id) { nodes { name } } }',
  'query ($id: ID!) { auditEvents(where: { subjectId: $id }) { nodes { id } } }',
  'mutation ($id: ID!) { deleteUserSet(input: { id: $id }) { __typename } }',
  'mutation ($id: ID!) { cancelJob(input: { jobId: $id }) { __typename } }',
  'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { __typename } }',
  'mutation ($id: ID!) { updateUser(input: { id: $id }) { __typename } }',
  'mutation ($id: ID!) { submitUpdateNotifyJob(input: { setId: $id, actions: [] }) { __typename } }',
  'mutation ($id: ID!) { createItemizedSet(input: { name: "None", userIds: [$id] }) { __typename } }',
])('an id that was never handed out is the caller’s mistake, or nothing: %s', async (document) => {
  for (const id of unfit) {
    const { data, errors } = await administrator.query<Record<string, unknown>, object>(document, { id });
    for (const error of errors ?? []) expect([id, error.extensions?.code]).toEqual([id, 'BAD_USER_INPUT']);
    expect(JSON.stringify(data ?? null)).not.toContain('Success');
  }
});

test('many things come in the order of their ids, with null where there is none', async () => {
  const id = encodeGlobalID('User', ids.administrator);
  const document = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const asked = [encodeGlobalID('Nothing', '1'), id, encodeGlobalID('User', '0'), id];
  expect(await administrator.data(document, { ids: asked })).toEqual({ nodes: [null, { id }, null, { id }] });
});
