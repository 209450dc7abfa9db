import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { mutate } from '../testing/mutate.ts';
import { recordAuditEvent } from './audit.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
await insertPeople(database, [
  { primaryId: 'administrator', roles: ['50'] },
  { primaryId: 'Manager_One', roles: ['21'] },
  { primaryId: 'ManagerXOne', roles: ['21'] },
]);
const server = await startTestServer(testDatabase);
const administrator = await server.signedInAs('administrator');
const manager = await server.signedInAs('Manager_One');

interface Event {
  readonly actor: string;
  readonly operation: string;
  readonly subject: string | null;
  readonly refused: string | null;
}
interface Page {
  readonly totalCount: number;
  readonly nodes: readonly Event[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

async function events(client: Client, where: object = {}, page: object = { first: 200 }): Promise<Page> {
  const document = `query ($where: AuditEventFilter, $first: Int, $after: String) {
    auditEvents(where: $where, first: $first, after: $after) {
      totalCount nodes { id at actor authority operation refused subject details requestId } pageInfo { endCursor hasNextPage } } }`;
  const { auditEvents } = await client.data<{ auditEvents: Page }, object>(document, { where, ...page });
  return auditEvents;
}

const made = (await mutate(manager, 'saveSearchAsSet', { name: 'Everybody', where: {} }, 'set { id }')) as unknown as {
  readonly set: { readonly id: string };
};
await mutate(manager, 'createCode', { table: 'CAMPUS', code: 'X', description: 'X' });
await mutate(manager, 'updateUserSet', { id: made.set.id, name: 'All' });
await mutate(await server.signedInAs('ManagerXOne'), 'updateUserSet', { id: made.set.id, name: 'Mine' });

test('administrators read who did what, under which authority, to what; the newest first', async () => {
  const { nodes, totalCount } = await events(administrator);
  expect(totalCount).toBe(4);
  expect(nodes.map(({ actor, operation, refused }) => [actor, operation, refused])).toEqual([
    ['ManagerXOne', 'updateUserSet', 'NOT_FOUND'],
    ['Manager_One', 'updateUserSet', null],
    ['Manager_One', 'createCode', 'FORBIDDEN'],
    ['Manager_One', 'saveSearchAsSet', null],
  ]);
  expect(nodes[1]).toMatchObject({ authority: 'USER_MANAGER at institution', details: { name: 'All' } });
});

test.each<[string, object, string[]]>([
  [
    'who did it, in any case, and no one of a similar name',
    { actor: 'manager_one' },
    ['updateUserSet', 'createCode', 'saveSearchAsSet'],
  ],
  ['what was done', { operation: 'createCode' }, ['createCode']],
  ['what it was done to', { subjectId: made.set.id }, ['updateUserSet', 'updateUserSet', 'saveSearchAsSet']],
  ['its kind and key', { subject: 'Code:CAMPUS:X' }, []],
  ['what was refused', { refused: true }, ['updateUserSet', 'createCode']],
  ['what was done', { refused: false }, ['updateUserSet', 'saveSearchAsSet']],
  ['several of them at once', { refused: false, operation: 'updateUserSet' }, ['updateUserSet']],
])('they are found by %s', async (_what, where, operations) => {
  const { nodes, totalCount } = await events(administrator, where);
  expect(nodes.map(({ operation }) => operation)).toEqual(operations);
  expect(totalCount).toBe(operations.length);
});

test('they are found by time, and come in pages', async () => {
  const first = await events(administrator, {}, { first: 3 });
  const second = await events(administrator, {}, { first: 3, after: first.pageInfo.endCursor });
  expect([first.nodes.length, first.pageInfo.hasNextPage]).toEqual([3, true]);
  expect([second.nodes.length, second.pageInfo.hasNextPage]).toEqual([1, false]);
  expect((await events(administrator, { from: '2000-01-01T00:00:00Z' })).totalCount).toBe(4);
  expect((await events(administrator, { before: '2000-01-01T00:00:00Z' })).totalCount).toBe(0);
  const { errors } = await administrator.query('{ auditEvents(after: "R1BDOk46MQ==") { nodes { id } } }');
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

test('the audit is for administrators', async () => {
  const { errors } = await manager.query('{ auditEvents { nodes { id } } }');
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  const id = encodeGlobalID('AuditEvent', '1');
  expect(await manager.data('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
});

test('what has no id of ours is no subject', async () => {
  for (const subjectId of ['???', encodeGlobalID('User', 'a\0'), encodeGlobalID('Us\0er', '1')]) {
    const document = 'query ($subjectId: ID) { auditEvents(where: { subjectId: $subjectId }) { nodes { id } } }';
    const { errors } = await administrator.query<unknown, object>(document, { subjectId });
    expect(errors?.[0]?.extensions?.code, subjectId).toBe('BAD_USER_INPUT');
  }
});

test('an event of somebody unknown tells whom they claimed to be', async () => {
  await recordAuditEvent(database, {
    actor: 'nobody',
    authority: null,
    operation: 'signIn',
    refused: 'X',
    requestId: '',
  });
  expect((await events(administrator, { actor: 'NOBODY' })).nodes).toMatchObject([{ authority: 'ANONYMOUS' }]);
  await recordAuditEvent(database, {
    actor: 'René',
    authority: null,
    operation: 'signIn',
    refused: 'X',
    requestId: '',
  });
  expect((await events(administrator, { actor: 'rené'.normalize('NFD') })).totalCount).toBe(1);
});
