import { encodeGlobalID } from '@pothos/plugin-relay';
import { afterAll, expect, test } from 'vitest';
import { type Client, openClient } from '../../client/open-client.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { mutate } from '../../testing/mutate.ts';
import { runLane } from '../run/run-lane.ts';
import { reportOf, setOf } from '../testing/job-client.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
const ids = await insertPeople(database, [
  { primaryId: 'system.admin', roles: ['26'] },
  { primaryId: 'user.admin', roles: ['50'] },
  { primaryId: 'patron', roles: ['200'] },
]);
const server = await startTestServer(testDatabase);
const admin = await server.signedInAs('system.admin');
const people = await setOf(
  admin,
  [ids['user.admin'], ids.patron].map((id) => encodeGlobalID('User', id)),
  false,
);
const own = encodeGlobalID('User', ids['system.admin']);
const mine = await setOf(admin, [own], false);
const opened: Client[] = [];
afterAll(async () => {
  for (const client of opened) await client[Symbol.asyncDispose]();
});

async function keyOf(scopes: readonly string[]): Promise<Client> {
  const { key } = await mutate(admin, 'createApiKey', { name: 'Job runner', scopes }, 'key');
  const client = openClient({ url: server.url, token: String(key), retryAttempts: 0 });
  opened.push(client);
  return client;
}

const inactive = { setId: people, actions: [{ setStatus: { status: 'INACTIVE' } }] };

async function outcomes(client: Client, input: object = inactive): Promise<string[]> {
  const { job } = (await mutate(client, 'submitUpdateNotifyJob', input, 'job { id }')) as unknown as {
    job: { id: string };
  };
  const row = Number(Buffer.from(job.id, 'base64').toString().split(':')[1]);
  await runLane(server.services, row, new AbortController().signal);
  const { records } = await reportOf(admin, job.id);
  await database.execute(sql`UPDATE users SET status = 'ACTIVE'`);
  return records.nodes.map(({ code }) => code);
}

test('a job submitted with a key that may not administer does not do so later, under its owner’s whole authority', async () => {
  expect(await outcomes(await keyOf(['SUBMIT_JOBS']))).toEqual(['USER_ABOVE_YOUR_OWN', 'FIELD_SET']);
  expect(await outcomes(await keyOf(['SUBMIT_JOBS', 'ADMINISTER']))).toEqual(['FIELD_SET', 'FIELD_SET']);
});

test('nor does it, or the key itself, change where its owner’s letters go', async () => {
  await mutate(admin, 'updateUser', { id: own, record: { emails: [{ address: 'me@old.example' }] } });
  const input = { setId: mine, actions: [{ replaceEmail: { find: '@old.example', replace: '@new.example' } }] };
  const record = { emails: [{ address: 'thief@new.example' }], pin: '0000', primaryId: 'thief' };
  const narrow = await keyOf(['SUBMIT_JOBS', 'EDIT_USERS']);
  for (const [field, value] of Object.entries(record))
    expect(await mutate(narrow, 'updateUser', { id: own, record: { [field]: value } })).toMatchObject({
      problem: 'USER_NOT_CHANGED',
    });
  expect(await outcomes(narrow, input)).toEqual(['USER_ABOVE_YOUR_OWN']);
  expect(await outcomes(await keyOf(['SUBMIT_JOBS', 'ADMINISTER']), input)).toEqual(['EMAIL_REPLACED']);
  const wide = await keyOf(['EDIT_USERS', 'ADMINISTER']);
  expect(await mutate(wide, 'updateUser', { id: own, record: { pin: '0000' } })).toMatchObject({
    __typename: 'UpdateUserSuccess',
  });
});

test('nor does it grant what its owner might', async () => {
  const addRole = { roleType: '26', scope: { institution: true } };
  const input = { setId: people, actions: [{ addRole }] };
  expect(await mutate(await keyOf(['SUBMIT_JOBS']), 'submitUpdateNotifyJob', input)).toMatchObject({
    problem: 'ROLE_NOT_GRANTABLE',
  });
});
