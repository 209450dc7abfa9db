import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import { raw, type Sql, sql } from '../../platform/sql.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { rowOf } from '../../testing/row-of.ts';
import { jobAs, reportOf, setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';
import { freezeMembers, takeUp } from './freeze-members.ts';

// Three chunks of 25, in the order of the readers' numbers.
const { database, services, ids, readers, manager, lawManager, lane, outcomesOf } = await startLibraryStory(75);
const everybody = await setOf(manager, readers, false);

const addRole = { addRole: { roleType: '58', scope: { institution: true } } };
const setStatus = { setStatus: { status: 'INACTIVE' } };
const names = async (from: Sql) =>
  (await database.query<{ name: string }>(sql`SELECT u.primary_id AS name FROM users u ${from}`)).map(
    ({ name }) => name,
  );
const holders = () => names(sql`JOIN user_role r ON r.user_id = u.id AND r.role_type_code = '58'`);
const inactive = () => names(sql`WHERE u.status = 'INACTIVE'`);

beforeEach(async () => {
  await database.execute(sql`DELETE FROM user_role WHERE role_type_code = '58' OR library_code = 'MUSIC'`);
  await database.execute(sql`UPDATE users SET status = 'ACTIVE'`);
});

async function runAs(client: Client, actions: readonly object[], setId = everybody): Promise<string> {
  const jobId = await submittedBy(client, { setId, actions });
  await lane(jobId);
  return jobId;
}

async function freeze(jobId: string): Promise<void> {
  await takeUp(services, rowOf(jobId));
  await freezeMembers(services, rowOf(jobId));
}

/** Makes the database refuse a change of these users, until the test is over. */
async function refuse(table: 'user_role' | 'users', names: readonly string[]): Promise<void> {
  const forbidden = raw(names.map((name) => rowOf(ids[name] ?? '')).join());
  const condition =
    table === 'users' ? sql`status = 'ACTIVE' OR id NOT IN (${forbidden})` : sql`user_id NOT IN (${forbidden})`;
  await database.execute(sql`ALTER TABLE ${raw(table)} ADD CONSTRAINT forbidden CHECK (${condition}) NOT VALID`);
  onTestFinished(async () => void (await database.execute(sql`ALTER TABLE ${raw(table)} DROP CONSTRAINT forbidden`)));
}

describe('a value that the database refuses', () => {
  test.each<[string, string[]]>([
    ['one user', ['r13']],
    ['several of one chunk', ['r26', 'r27', 'r49', 'r50']],
    ['some of every chunk', ['r1', 'r40', 'r75']],
  ])('is the error of that user, and all others are changed: %s', async (_who, refused) => {
    await refuse('user_role', refused);
    const jobId = await runAs(manager, [addRole]);
    expect(await jobAs(manager, jobId)).toMatchObject({
      state: 'COMPLETED',
      conclusion: 'WITH_ERRORS',
      counts: { total: 75, processed: 75, updated: 75 - refused.length, errors: refused.length, skipped: 0 },
    });
    const { records } = await reportOf(manager, jobId, { outcome: ['ERROR'] });
    expect(records.nodes.map(({ userId }) => userId)).toEqual(refused.map((name) => ids[name]));
    for (const record of records.nodes) {
      const message = 'The database refused the change. (forbidden)';
      expect(record).toMatchObject({ code: 'VALUE_REFUSED', message, changes: [] });
    }
    const holding = await holders();
    expect(holding).toHaveLength(75 - refused.length);
    expect(holding.filter((name) => refused.includes(name))).toEqual([]);
  });

  test('takes the other actions of that user with it', async () => {
    await refuse('users', ['r13']);
    const jobId = await runAs(manager, [addRole, setStatus]);
    const outcomes = await outcomesOf(jobId);
    expect(outcomes.r13).toEqual(['ERROR', 'VALUE_REFUSED', 'VALUE_REFUSED']);
    expect(outcomes.r14).toEqual(['UPDATED', 'ROLE_ADDED', 'FIELD_SET']);
    expect(await holders()).toHaveLength(74);
    expect(await inactive()).toHaveLength(74);
  });
});

test('a user who is gone when the job comes to them is an error of theirs, and nobody else’s', async () => {
  const { leaver } = await insertPeople(database, [{ primaryId: 'leaver' }]);
  const setId = await setOf(manager, [...readers, encodeGlobalID('User', leaver)]);
  const jobId = await submittedBy(manager, { setId, actions: [addRole, setStatus] });
  await freeze(jobId);
  await database.execute(sql`DELETE FROM users WHERE id = ${leaver}`);
  await lane(jobId);
  expect(await jobAs(manager, jobId)).toMatchObject({
    state: 'COMPLETED',
    counts: { total: 76, updated: 75, errors: 1 },
  });
  const { records } = await reportOf(manager, jobId, { outcome: ['ERROR'] });
  const results = [{ code: 'USER_NOT_FOUND' }, { code: 'USER_NOT_FOUND' }];
  const userId = encodeGlobalID('User', leaver);
  expect(records.nodes).toMatchObject([{ userId, user: null, code: 'USER_NOT_FOUND', results, changes: [] }]);
});

test('a user who has left the library of who submitted the job is not theirs to change', async () => {
  const place = sql`user_id = ${rowOf(ids.r2 ?? '')} AND role_type_code = '200'`;
  for (const name of ['r1', 'r2'])
    await database.execute(
      sql`INSERT INTO user_role (user_id, role_type_code, library_code) VALUES (${rowOf(ids[name] ?? '')}, '200', 'LAW')`,
    );
  const setId = await setOf(lawManager, [ids.r1 ?? '', ids.r2 ?? '']);
  const jobId = await submittedBy(lawManager, { setId, actions: [setStatus] });
  await freeze(jobId);
  await database.execute(sql`UPDATE user_role SET library_code = 'MUSIC' WHERE ${place}`);
  await lane(jobId);
  expect(await outcomesOf(jobId)).toEqual({ r1: ['UPDATED', 'FIELD_SET'], r2: ['ERROR', 'USER_NOT_FOUND'] });
  expect(await inactive()).toEqual(['r1']);
});

describe('a fault of the program', () => {
  const corrupt = (jobId: string, actions: object) =>
    database.execute(sql`UPDATE job SET actions = ${JSON.stringify(actions)}::jsonb WHERE id = ${rowOf(jobId)}`);

  test('in the decision about a user is the error of that user', async () => {
    const jobId = await submittedBy(manager, { setId: everybody, actions: [setStatus] });
    await corrupt(jobId, [{ action: 'SET_STATUS', step: null, sentence: 'Set the status' }]);
    await lane(jobId);
    expect(await jobAs(manager, jobId)).toMatchObject({
      state: 'COMPLETED',
      conclusion: 'WITH_ERRORS',
      counts: { errors: 75 },
    });
    expect((await outcomesOf(jobId)).r1).toEqual(['ERROR', 'INTERNAL_ERROR']);
  });

  test('of a version that does not know the action yet ends the job', async () => {
    const jobId = await submittedBy(manager, { setId: everybody, actions: [setStatus] });
    await corrupt(jobId, [{ action: 'FLY', step: {}, sentence: 'Fly' }]);
    await lane(jobId);
    const [job] = await database.query(sql`SELECT state, failure_code FROM job WHERE id = ${rowOf(jobId)}`);
    expect(job).toEqual({ state: 'FAILED', failure_code: 'INTERNAL_ERROR' });
  });

  test('in writing a chunk ends the job, and nothing of that chunk is kept', async () => {
    await database.execute(sql`
      CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$`);
    await database.execute(sql`
      CREATE TRIGGER break BEFORE INSERT ON job_record FOR EACH ROW WHEN (NEW.chunk_number = 1) EXECUTE FUNCTION break()`);
    onTestFinished(async () => void (await database.execute(sql`DROP FUNCTION break CASCADE`)));
    const jobId = await runAs(manager, [setStatus]);
    const counts = { total: 75, processed: 25, updated: 25, skipped: 50 };
    expect(await jobAs(manager, jobId)).toMatchObject({ state: 'FAILED', failureCode: 'INTERNAL_ERROR', counts });
    expect(await inactive()).toHaveLength(25);
    expect((await reportOf(manager, jobId)).records.nodes).toHaveLength(75);
  });
});
