import { describe, expect, test, vi } from 'vitest';
import { holdCodes } from '../institution/hold-codes.ts';
import { loadReference } from '../institution/reference.ts';
import { type Sql, sql } from '../platform/sql.ts';
import { mutate } from '../testing/mutate.ts';
import { rowOf } from '../testing/row-of.ts';
import { runLane } from './run/run-lane.ts';
import { startSingleUserStory, update } from './single-user/testing/single-user-story.ts';
import { reportOf, setOf, submittedBy } from './testing/job-client.ts';

const { database, server, manager, administrator, somebody } = await startSingleUserStory();

const desk = { name: 'CIRCULATION_DESK', value: 'TEMP_DESK' };
const addRole = { roleType: '32', scope: { library: 'LAW' }, parameters: [desk] };

const makeCodes = async () => {
  const code = { code: 'TEMP', description: 'Not for long' };
  for (const table of ['CAMPUS', 'IDENTIFIER_TYPE']) await mutate(administrator, 'createCode', { table, ...code });
  await mutate(administrator, 'createCirculationDesk', { library: 'LAW', code: 'TEMP_DESK', name: 'Not for long' });
};

/** Begins to delete something; gives what ends the deletion once so many wait for it. */
async function deleting(statement: Sql) {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const done = database.transaction(async (transaction) => {
    await transaction.execute(statement);
    begun.resolve();
    await goOn.promise;
  });
  await begun.promise;
  return async () => {
    await somebodyWaits();
    goOn.resolve();
    await done;
  };
}

const somebodyWaits = () =>
  vi.waitFor(async () => {
    const waiting = await database.query(
      sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(waiting).toHaveLength(1);
  });

const noCampus = sql`DELETE FROM code WHERE table_name = 'CAMPUS' AND code = 'TEMP'`;
const noType = sql`DELETE FROM code WHERE table_name = 'IDENTIFIER_TYPE' AND code = 'TEMP'`;
const noDesk = sql`DELETE FROM circulation_desk WHERE code = 'TEMP_DESK'`;

describe('a code that is being deleted is given to nobody', () => {
  test.each<[string, Sql, object]>([
    ['a field', noCampus, { setCampus: { campus: 'TEMP' } }],
    ['a desk', noDesk, { addRole }],
  ])('by an action: %s', async (_what, statement, action) => {
    await makeCodes();
    const { id } = await somebody();
    const end = await deleting(statement);
    const answer = update(manager, id, { actions: [action] });
    await end();
    expect(await answer).toMatchObject({ problem: 'USER_NOT_CHANGED', message: expect.stringContaining('deleted') });
  });

  test('by a list', async () => {
    await makeCodes();
    const end = await deleting(noType);
    const record = { primaryId: 'listed', lastName: 'Listed', identifiers: [{ type: 'TEMP', value: '1' }] };
    const answer = mutate(manager, 'createUser', { record });
    await end();
    expect(await answer).toMatchObject({ issues: [{ path: ['record', 'identifiers', '0', 'type'] }] });
  });

  test('by a job, whose users end in CODE_GONE', async () => {
    await makeCodes();
    const { id } = await somebody();
    const setId = await setOf(manager, [id], false);
    const jobId = await submittedBy(manager, { setId, actions: [{ setCampus: { campus: 'TEMP' } }] });
    const end = await deleting(noCampus);
    const running = runLane(server.services, rowOf(jobId), new AbortController().signal);
    await end();
    await running;
    expect((await reportOf(manager, jobId)).byCode).toMatchObject([{ code: 'CODE_GONE', users: 1 }]);
  });
});

test.each<[string, 'CAMPUS' | 'CIRCULATION_DESK', string, string, object, (id: number) => Sql]>([
  [
    'a code',
    'CAMPUS',
    'TEMP',
    'deleteCode',
    { table: 'CAMPUS', code: 'TEMP' },
    (id) => sql`UPDATE users SET campus = 'TEMP' WHERE id = ${id}`,
  ],
  [
    'a desk',
    'CIRCULATION_DESK',
    'LAW/TEMP_DESK',
    'deleteCirculationDesk',
    { library: 'LAW', code: 'TEMP_DESK' },
    (id) => sql`INSERT INTO user_role (user_id, role_type_code, library_code, status, parameters)
      VALUES (${id}, '32', 'LAW', 'ACTIVE', ${JSON.stringify([desk])}::jsonb)`,
  ],
])('%s that is being given to somebody stays', async (_what, of, code, mutation, ref, give) => {
  await makeCodes();
  const { id } = await somebody();
  const reference = await loadReference(database);
  let answer: ReturnType<typeof mutate> | undefined;
  await database.transaction(async (transaction) => {
    expect(await holdCodes(transaction, reference, [{ of, code }])).toEqual([]);
    answer = mutate(administrator, mutation, ref);
    await somebodyWaits();
    await transaction.execute(give(rowOf(id)));
  });
  expect(await answer).toMatchObject({ problem: 'CODE_IN_USE' });
});
