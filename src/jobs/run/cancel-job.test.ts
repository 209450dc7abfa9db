import { expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { holdUser } from '../testing/hold-user.ts';
import { cancelJobAs, endOf, everything, follow, jobAs, reportOf, setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';
import { freezeMembers, takeUp } from './freeze-members.ts';

// Three chunks of 25, in the order of the readers' numbers.
const { database, services, readers, userAdmin, manager, colleague, lawManager, lane, lastAudit } =
  await startLibraryStory(75);
const everybody = await setOf(manager, readers, false);

const noteTo = (text: string) => ({ setId: everybody, actions: [{ addNote: { text } }] });
const notes = async (text: string) =>
  (await database.query<{ count: number }>(sql`SELECT count(*) FROM user_note WHERE text = ${text}`))[0]?.count;

test('the chunk in hand is finished, the rest is skipped and listed', async () => {
  const jobId = await submittedBy(manager, noteTo('in hand'));
  const held = await holdUser(database, 'r30');
  const running = lane(jobId);
  await held.awaited();
  const progress = everything(follow(manager, jobId));
  const asked = await cancelJobAs(manager, jobId);
  expect(asked).toMatchObject({
    __typename: 'CancelJobSuccess',
    job: { state: 'CANCELLING', viewerCanCancel: false, endedAt: null, counts: { processed: 25, skipped: 0 } },
  });
  expect(await cancelJobAs(manager, jobId)).toEqual(asked);
  await held.release();
  await running;

  const last = (await progress).at(-1);
  const counts = { total: 75, processed: 50, updated: 50, unchanged: 0, warnings: 0, errors: 0, skipped: 25 };
  expect(last).toMatchObject({
    state: 'CANCELLED',
    conclusion: null,
    percent: (100 * 50) / 75,
    counts,
    report: { counts },
  });
  expect(await jobAs(manager, jobId)).toMatchObject({ cancelledBy: { primaryId: 'manager' }, viewerCanCancel: false });
  const { byAction, byCode, records } = await reportOf(manager, jobId);
  expect(byAction).toMatchObject([{ updated: 50, unchanged: 0, errors: 0, skipped: 25 }]);
  expect(byCode).toMatchObject([
    { code: 'NOTE_ADDED', users: 50 },
    { code: 'JOB_CANCELLED', outcome: 'SKIPPED', users: 25 },
  ]);
  expect(records.nodes.map(({ userId }) => userId)).toEqual(readers);
  expect(records.nodes.map(({ outcome }) => outcome)).toEqual([
    ...Array(50).fill('UPDATED'),
    ...Array(25).fill('SKIPPED'),
  ]);
  const skipped = await reportOf(manager, jobId, { outcome: ['SKIPPED'], last: 10 });
  expect(skipped.records.nodes.map(({ userId }) => userId)).toEqual(readers.slice(-10));
  expect(skipped.records.nodes[0]).toMatchObject({
    code: 'JOB_CANCELLED',
    message: 'The job was cancelled before this user.',
    results: [{ position: 0, code: 'JOB_CANCELLED' }],
    changes: [],
  });
  expect(await notes('in hand')).toBe(50);
});

test('it ends when the last of several hands has finished its chunk', async () => {
  const jobId = await submittedBy(manager, noteTo('two hands'));
  const first = await holdUser(database, 'r1');
  const second = await holdUser(database, 'r26');
  await takeUp(services, rowOf(jobId));
  await freezeMembers(services, rowOf(jobId));
  const running = [lane(jobId), lane(jobId)];
  await first.awaited(2);
  await cancelJobAs(manager, jobId);
  await second.release();
  await Promise.race(running);
  expect(await jobAs(manager, jobId)).toMatchObject({ state: 'CANCELLING', counts: { processed: 25, skipped: 0 } });
  await first.release();
  await Promise.all(running);
  expect(await jobAs(manager, jobId)).toMatchObject({ state: 'CANCELLED', counts: { processed: 50, skipped: 25 } });
  expect(await notes('two hands')).toBe(50);
});

test.each<[string, object, (jobId: string) => Promise<void>]>([
  ['in the queue', {}, async () => {}],
  ['for its time', { runAt: '2099-01-01T00:00:00Z' }, async () => {}],
  ['for its members', {}, (jobId) => takeUp(services, rowOf(jobId))],
])('a job that waits %s ends at once, and stays so when hands come', async (where, input, prepare) => {
  const jobId = await submittedBy(manager, { ...noteTo(where), ...input });
  await prepare(jobId);
  const nothing = { total: 0, processed: 0, skipped: 0 };
  const { job } = await cancelJobAs(manager, jobId);
  expect(job).toMatchObject({
    state: 'CANCELLED',
    percent: 0,
    counts: nothing,
    cancelledBy: { primaryId: 'manager' },
  });
  await lane(jobId);
  expect(await endOf(manager, jobId)).toMatchObject({
    state: 'CANCELLED',
    counts: nothing,
    report: { counts: nothing },
  });
  expect((await reportOf(manager, jobId)).records.nodes).toEqual([]);
  expect(await notes(where)).toBe(0);
});

test('a job that runs with nobody at it ends at once, all of the rest skipped', async () => {
  const jobId = await submittedBy(manager, noteTo('orphan'));
  await takeUp(services, rowOf(jobId));
  await freezeMembers(services, rowOf(jobId));
  const { job } = await cancelJobAs(manager, jobId);
  expect(job).toMatchObject({ state: 'CANCELLED', counts: { total: 75, processed: 0, skipped: 75 } });
});

test('a job that has ended cannot be cancelled', async () => {
  const jobId = await submittedBy(manager, noteTo('ended'));
  await lane(jobId);
  expect(await cancelJobAs(manager, jobId)).toMatchObject({ __typename: 'JobAlreadyEnded', code: 'JOB_ALREADY_ENDED' });
  expect(await jobAs(manager, jobId)).toMatchObject({ state: 'COMPLETED', cancellingAt: null });
});

test('only who submitted it and administrators may; for who does not see it, it is not there', async () => {
  const jobId = await submittedBy(manager, noteTo('mine'));
  expect(await jobAs(colleague, jobId)).toMatchObject({ viewerCanCancel: false });
  expect(await cancelJobAs(colleague, jobId)).toMatchObject({ __typename: 'Forbidden' });
  const subject = `Job:${rowOf(jobId)}`;
  expect(await lastAudit()).toMatchObject({
    actor: 'colleague',
    operation: 'cancelJob',
    refused: 'FORBIDDEN',
    subject,
  });
  expect(await cancelJobAs(lawManager, jobId)).toMatchObject({ __typename: 'NotFound' });
  expect(await jobAs(manager, jobId)).toMatchObject({ state: 'QUEUED' });

  expect(await jobAs(userAdmin, jobId)).toMatchObject({ viewerCanCancel: true });
  expect((await cancelJobAs(userAdmin, jobId)).job).toMatchObject({ cancelledBy: { primaryId: 'user.admin' } });
  const events = await database.query(sql`
    SELECT actor, refused FROM audit_event WHERE subject = ${subject} AND operation = 'cancelJob' ORDER BY id DESC LIMIT 1`);
  expect(events).toEqual([{ actor: 'user.admin', refused: null }]);
});

test('who cancelled it is told to those alone who may see that person', async () => {
  await database.execute(sql`
    INSERT INTO user_role (user_id, role_type_code, library_code) SELECT id, '200', 'LAW' FROM users WHERE primary_id = 'r1'`);
  const jobId = await submittedBy(lawManager, noteTo('of the library'));
  await cancelJobAs(userAdmin, jobId);
  expect(await jobAs(lawManager, jobId)).toMatchObject({ state: 'CANCELLED', cancelledBy: null });
  expect(await jobAs(userAdmin, jobId)).toMatchObject({ cancelledBy: { primaryId: 'user.admin' } });
});
