import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import { hashPassword } from '../../access/password.ts';
import { recordUserChange } from '../../access/record-user-changes.ts';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { importJson, temporaryDirectory } from '../../users/import/testing/import-text.ts';
import { historyAs } from '../testing/after-the-run-client.ts';
import { setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';
import { pageOfHistory } from './user-history.ts';

const directory = await temporaryDirectory();
const { database, server, ids, readers, userAdmin, manager, colleague, lawManager, lane } = await startLibraryStory(3);
const [reader = '', other = ''] = readers;

async function done(client: typeof manager, action: object, isPrivate = false): Promise<string> {
  const setId = await setOf(client, [reader], isPrivate);
  const jobId = await submittedBy(client, { setId, actions: [action] });
  await lane(jobId);
  return jobId;
}

const lawPatron = await done(manager, { addRole: { roleType: '200', scope: { library: 'LAW' } } });
const staff = await done(manager, { setUserGroup: { userGroup: 'STAFF' } });
await database.transaction((tx) =>
  recordUserChange(
    tx,
    { origin: 'MUTATION', actor: 'manager', actorId: rowOf(ids.manager ?? ''), requestId: 'r' },
    rowOf(reader),
    [
      { field: 'title', before: null, after: 'MX' },
      { field: 'pin', before: '1111', after: '2222' },
      { field: 'passwordHash', before: 'old hash', after: 'new hash' },
    ],
  ),
);
await importJson(database, directory, [
  {
    primary_id: 'r1',
    last_name: 'Renamed',
    pin_number: '4321',
    password: 'a new password',
    contact_info: { email: [{ email_address: 'r1@example.org', preferred: true, email_type: [{ value: 'work' }] }] },
  },
]);
const hidden = await done(userAdmin, { setStatus: { status: 'INACTIVE' } }, true);
await done(manager, { setUserGroup: { userGroup: 'STAFF' } });

test('the history of a user tells every change, the newest first, and nothing that changed nothing', async () => {
  const { nodes } = await historyAs(manager, reader);
  expect(
    nodes.map(({ origin, actor, by, job }) => ({ origin, actor, by: by?.primaryId ?? null, job: job?.id ?? null })),
  ).toEqual([
    { origin: 'JOB', actor: 'user.admin', by: 'user.admin', job: null },
    { origin: 'IMPORT', actor: 'test', by: null, job: null },
    { origin: 'MUTATION', actor: 'manager', by: 'manager', job: null },
    { origin: 'JOB', actor: 'manager', by: 'manager', job: staff },
    { origin: 'JOB', actor: 'manager', by: 'manager', job: lawPatron },
  ]);
  const [inactive, imported, mutated, grouped, added] = nodes.map(({ changes }) => changes);
  expect(inactive).toEqual([{ field: 'status', before: 'ACTIVE', after: 'INACTIVE' }]);
  expect(imported).toEqual(
    expect.arrayContaining([
      { field: 'lastName', before: 'Reader 1', after: 'Renamed' },
      { field: 'pin', before: null, after: null },
      { field: 'password', before: null, after: null },
      {
        field: 'emails',
        before: null,
        after: expect.objectContaining({ address: 'r1@example.org', preferred: true, segment: 'EXTERNAL' }),
      },
    ]),
  );
  expect(mutated).toEqual([
    { field: 'title', before: null, after: 'MX' },
    { field: 'pin', before: null, after: null },
    { field: 'password', before: null, after: null },
  ]);
  expect(grouped).toEqual([{ field: 'userGroup', before: null, after: 'STAFF' }]);
  expect(added).toMatchObject([{ field: 'roles', before: null, after: { roleType: '200', library: 'LAW' } }]);
  const times = nodes.map(({ at }) => at);
  expect(times).toEqual([...times].sort().reverse());
  expect((await historyAs(manager, other)).nodes).toEqual([]);
});

test('a job that somebody may not see is told of without its link, who did it only where they are to be seen', async () => {
  expect((await historyAs(userAdmin, reader)).nodes[0]?.job).toEqual({ id: hidden });
  expect((await historyAs(colleague, reader)).nodes.map(({ job }) => job?.id ?? null)).toEqual([
    null,
    null,
    null,
    staff,
    lawPatron,
  ]);
  const { nodes } = await historyAs(lawManager, reader);
  expect(nodes).toHaveLength(5);
  for (const { actor, by, job } of nodes) expect({ actor, by, job }).toEqual({ actor: null, by: null, job: null });
});

test('a password or a pin is nowhere in the history', async () => {
  const stored = await database.query<{ changes: unknown }>(sql`SELECT changes FROM user_change`);
  const text = JSON.stringify([stored, (await historyAs(manager, reader)).nodes]);
  for (const secret of ['1111', '2222', '4321', 'hash', 'argon2', 'a new password']) expect(text).not.toContain(secret);
});

test('pages from either end are the whole, cut', async () => {
  const { nodes: whole } = await historyAs(manager, reader);
  const forward = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof historyAs>> = await historyAs(manager, reader, { first: 2, after });
    forward.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(forward).toEqual(whole);
  const backward = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof historyAs>> = await historyAs(manager, reader, { last: 2, before });
    backward.unshift(...page.nodes);
    before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
  } while (before);
  expect(backward).toEqual(whole);
});

test('a password that is replaced at sign-in is told of, and not what it is', async () => {
  const hash = await hashPassword('the first password');
  await database.execute(
    sql`UPDATE users SET password_hash = ${hash}, force_password_change = TRUE WHERE primary_id = 'r3'`,
  );
  const document = `mutation ($input: SignInInput!) { answer: signIn(input: $input) { __typename } }`;
  const input = { primaryId: 'r3', password: 'the first password', newPassword: 'the second password' };
  expect(await server.anonymous.data<object, object>(document, { input })).toEqual({
    answer: { __typename: 'SignInSuccess' },
  });
  expect((await historyAs(manager, readers[2] ?? '')).nodes).toMatchObject([
    {
      origin: 'SIGN_IN',
      by: { primaryId: 'r3' },
      changes: [
        { field: 'password', before: null, after: null },
        { field: 'forcePasswordChange', before: 'true', after: 'false' },
      ],
    },
  ]);
});

test('people who manage no users see no history', async () => {
  const cataloger = await server.signedInAs('cataloger');
  const document = 'query ($id: ID!) { node(id: $id) { ... on User { history { nodes { at } } } } }';
  expect(await cataloger.data<object, object>(document, { id: reader })).toEqual({ node: null });
  expect(await manager.data<object, object>(document, { id: other })).toEqual({ node: { history: { nodes: [] } } });
});

test('more jobs than are looked through at once, of one moment or long under way, are in order all the same', async () => {
  const userId = rowOf(other);
  await database.execute(sql`
    INSERT INTO job (name, state, actions, set_name, set_is_private, submitted_by_id, input_hash, total, processed, updated,
                     running_at, ended_at, conclusion)
    SELECT 'Past ' || n, 'COMPLETED', '[]', 'Past', FALSE, ${rowOf(ids.manager ?? '')}::int, '', 1, 1, 1,
      '2020-01-01'::timestamptz + n % 400 * interval '1 hour', '2020-01-01'::timestamptz + (n % 400 + n % 7) * interval '1 hour', 'SUCCESS'
    FROM generate_series(1, 1300) n`);
  await database.execute(sql`
    INSERT INTO job_chunk (job_id, number, state, size, first_user_id, last_user_id, done_at, changes)
    SELECT id, 0, 'DONE', 1, ${userId}::int, ${userId}::int, running_at + (ended_at - running_at) * random(), jsonb_build_array(jsonb_build_array(name))
    FROM job WHERE name LIKE 'Past %'`);
  await database.execute(sql`
    INSERT INTO job_record (job_id, user_id, chunk_number, outcome, result, change)
    SELECT id, ${userId}::int, 0, 'UPDATED', 0, 0 FROM job WHERE name LIKE 'Past %'`);
  await database.execute(sql`
    INSERT INTO user_change (user_id, at, origin, actor, changes)
    SELECT ${userId}::int, '2020-01-01'::timestamptz + n * interval '3 hours', 'IMPORT', 'test', '[]' FROM generate_series(1, 100) n`);
  const expected = await database.query<{ id: number }>(sql`
    SELECT id FROM (SELECT c.done_at AS at, 1 AS rank, c.job_id AS id FROM job_chunk c WHERE c.first_user_id = ${userId}
      UNION ALL SELECT at, 0, id FROM user_change WHERE user_id = ${userId}) AS change ORDER BY at DESC, rank DESC, id DESC`);
  const wanted = expected.map(({ id }) => id);
  expect(wanted).toHaveLength(1400);
  const newest = await pageOfHistory(database, userId, { limit: 1400 });
  expect(newest.map(({ id }) => id)).toEqual(wanted);
  for (const place of [0, 3, 250, 1300]) {
    const after = await pageOfHistory(database, userId, { limit: 40, after: newest[place] });
    expect(after.map(({ id }) => id)).toEqual(wanted.slice(place + 1, place + 41));
    const before = await pageOfHistory(database, userId, { limit: 40, before: newest[place], backward: true });
    expect(before.map(({ id }) => id)).toEqual(wanted.slice(0, place).reverse().slice(0, 40));
  }
});

test('a cursor that was never handed out points before all', async () => {
  const after = encodeGlobalID('UserHistoryEntry', 'nonsense');
  const [first, same] = [
    await historyAs(manager, reader, { first: 1 }),
    await historyAs(manager, reader, { first: 1, after }),
  ];
  expect(same.nodes).toEqual(first.nodes);
});
