import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Sql, sql } from '../../platform/sql.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { rowOf } from '../../testing/row-of.ts';
import { holdUser } from '../testing/hold-user.ts';
import { jobAs, reportOf, setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';

// Three chunks of 25, in the order of the readers' numbers.
const { database, server, readers, systemAdmin, manager, lane, outcomesOf, temporaryManager } =
  await startLibraryStory(75);
const everybody = await setOf(manager, readers, false);

const setStatus = { setStatus: { status: 'INACTIVE' } };
const names = async (from: Sql) =>
  (await database.query<{ name: string }>(sql`SELECT u.primary_id AS name FROM users u ${from}`)).map(
    ({ name }) => name,
  );
const inactive = () => names(sql`WHERE u.status = 'INACTIVE'`);

beforeEach(async () => {
  await database.execute(sql`DELETE FROM user_role WHERE role_type_code = '58' OR library_code = 'MUSIC'`);
  await database.execute(sql`UPDATE users SET status = 'ACTIVE'`);
});

describe('a permission that is lost', () => {
  test('while the job runs ends it with the chunk in hand; the rest is skipped', async () => {
    const { client, demote } = await temporaryManager('21');
    const jobId = await submittedBy(client, { setId: everybody, actions: [setStatus] });
    const held = await holdUser(database, 'r30');
    const running = lane(jobId);
    await held.awaited();
    await demote();
    await held.release();
    await running;
    expect(await jobAs(systemAdmin, jobId)).toMatchObject({
      state: 'FAILED',
      conclusion: null,
      failureCode: 'PERMISSION_LOST',
      percent: (100 * 50) / 75,
      counts: { total: 75, processed: 50, updated: 50, errors: 0, skipped: 25 },
    });
    const { byCode, records } = await reportOf(systemAdmin, jobId, { outcome: ['SKIPPED'], first: 25 });
    expect(byCode).toMatchObject([
      { code: 'FIELD_SET', users: 50 },
      { code: 'JOB_FAILED', users: 25 },
    ]);
    expect(records.nodes.map(({ userId }) => userId)).toEqual(readers.slice(50));
    expect(await inactive()).toHaveLength(50);
    expect(await jobAs(client, jobId).catch((error: Error) => error.message)).toContain('do not allow');
  });

  test('before the job begins ends it before it has members', async () => {
    const { client, demote } = await temporaryManager('21');
    const jobId = await submittedBy(client, { setId: everybody, actions: [setStatus] });
    await demote();
    await lane(jobId);
    const counts = { total: 0, processed: 0, skipped: 0 };
    expect(await jobAs(systemAdmin, jobId)).toMatchObject({ state: 'FAILED', failureCode: 'PERMISSION_LOST', counts });
    expect(await inactive()).toEqual([]);
  });

  const grantManager = { addRole: { roleType: '21', scope: { library: 'MUSIC' } } };

  test('to grant a role, before the job begins, ends it as well', async () => {
    const { client, demote } = await temporaryManager('50');
    const jobId = await submittedBy(client, { setId: everybody, actions: [setStatus, grantManager] });
    await demote('21');
    await lane(jobId);
    expect(await jobAs(systemAdmin, jobId)).toMatchObject({ state: 'FAILED', failureCode: 'ROLE_ABOVE_YOUR_OWN' });
    expect(await inactive()).toEqual([]);
  });

  test('to grant a role, while the job runs, is the error of every user from then on', async () => {
    const { client, demote } = await temporaryManager('50');
    const jobId = await submittedBy(client, { setId: everybody, actions: [setStatus, grantManager] });
    const held = await holdUser(database, 'r30');
    const running = lane(jobId);
    await held.awaited();
    await demote('21');
    await held.release();
    await running;
    expect(await jobAs(systemAdmin, jobId)).toMatchObject({ state: 'COMPLETED', counts: { updated: 50, errors: 25 } });
    expect((await outcomesOf(jobId)).r75).toEqual(['ERROR', 'NOT_APPLIED', 'ROLE_ABOVE_YOUR_OWN']);
    expect(await inactive()).toHaveLength(50);
  });
});

describe('a set that cannot be used any more', () => {
  test.each<[string, (setId: number) => Sql]>([
    ['is gone', (setId) => sql`DELETE FROM user_set WHERE id = ${setId}`],
    ['has become private', (setId) => sql`UPDATE user_set SET is_private = TRUE WHERE id = ${setId}`],
  ])('because it %s ends the job', async (_why, change) => {
    const setId = await setOf(systemAdmin, readers, false);
    const jobId = await submittedBy(manager, { setId, actions: [setStatus] });
    await database.execute(change(rowOf(setId)));
    await lane(jobId);
    expect(await jobAs(manager, jobId)).toMatchObject({ state: 'FAILED', failureCode: 'SET_NOT_FOUND' });
    expect(await inactive()).toEqual([]);
  });
});

test('two administrators who take each other’s role away at the same time leave one of them', async () => {
  await insertPeople(database, [{ primaryId: 'rival', roles: ['26'] }]);
  const userIds = await database.query<{ id: number; primaryId: string }>(sql`
    SELECT id, primary_id AS "primaryId" FROM users WHERE primary_id IN ('rival', 'system.admin') ORDER BY 2`);
  const remove = { removeRole: { roleType: '26', scope: { institution: true } } };
  const [ofRival = '', ofAdmin = ''] = await Promise.all(
    userIds.map(async ({ id, primaryId }) => {
      const client = await server.signedInAs(primaryId === 'rival' ? 'system.admin' : 'rival');
      return submittedBy(client, { setId: await setOf(client, [encodeGlobalID('User', id)]), actions: [remove] });
    }),
  );
  const held = await holdUser(database, 'rival');
  const first = lane(ofRival);
  await held.awaited();
  const second = lane(ofAdmin);
  await vi.waitFor(async () => {
    const waiting = await database.query(sql`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`);
    expect(waiting).toHaveLength(1);
  });
  await held.release();
  await Promise.all([first, second]);
  expect(await outcomesOf(ofRival)).toMatchObject({ undefined: ['UPDATED', 'ROLE_REMOVED'] });
  expect(await outcomesOf(ofAdmin)).toEqual({ 'system.admin': ['ERROR', 'LAST_SYSTEM_ADMINISTRATOR'] });
});
