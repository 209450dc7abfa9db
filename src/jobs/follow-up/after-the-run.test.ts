import { describe, expect, test } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { freezeMembers, takeUp } from '../run/freeze-members.ts';
import { jobIn, lineageAs, retryAs, revertAs, setFromJobAs } from '../testing/after-the-run-client.ts';
import { cancelJobAs, jobAs, reportOf, setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';

// Two chunks of 25, in the order of the readers' numbers, before the staff.
const { database, services, ids, readers, systemAdmin, manager, colleague, lawManager, lane } =
  await startLibraryStory(50);

const codesOf = async (client: Client, jobId: string) =>
  (await reportOf(client, jobId)).byCode.map(({ code, users }) => [code, users]);

async function done(client: Client, setId: string, ...actions: object[]): Promise<string> {
  const jobId = await submittedBy(client, { setId, actions });
  await lane(jobId);
  return jobId;
}

async function followed(client: Client, answer: Awaited<ReturnType<typeof retryAs>>): Promise<string> {
  const jobId = jobIn(answer);
  await lane(jobId);
  expect(await jobAs(client, jobId)).toMatchObject({ state: 'COMPLETED' });
  return jobId;
}

const audited = (operation: string) =>
  database.query<{ actor: string; refused: string | null; subject: string; details: object }>(sql`
    SELECT actor, refused, subject, details FROM audit_event WHERE operation = ${operation} ORDER BY id DESC`);

const inactive = { setStatus: { status: 'INACTIVE' } };
const withAdministrator = await setOf(manager, [...readers.slice(0, 3), ids['user.admin'] ?? ''], false);
const stopped = await setOf(manager, readers, false);

describe('a retry', () => {
  test('does the same once more to those who ended in an error, with the rights of who retries', async () => {
    const jobId = await done(manager, withAdministrator, inactive);
    expect(await codesOf(manager, jobId)).toEqual([
      ['FIELD_SET', 3],
      ['USER_ABOVE_YOUR_OWN', 1],
    ]);
    expect(await lineageAs(manager, jobId)).toMatchObject({
      origin: 'SUBMITTED',
      parent: null,
      viewerCanRetry: true,
      viewerCanRevert: true,
    });

    const again = await followed(colleague, await retryAs(colleague, { jobId }));
    expect(await codesOf(colleague, again)).toEqual([['USER_ABOVE_YOUR_OWN', 1]]);
    const retried = await followed(
      systemAdmin,
      await retryAs(systemAdmin, { jobId: again, name: 'By an administrator' }),
    );
    expect(await codesOf(systemAdmin, retried)).toEqual([['FIELD_SET', 1]]);

    expect(await lineageAs(systemAdmin, retried)).toMatchObject({
      name: 'By an administrator',
      origin: 'RETRY',
      setSentence: `Users who ended in an error in the job "${(await lineageAs(manager, again))?.name}"`,
      parent: { id: again },
      children: { totalCount: 0, nodes: [] },
      viewerCanRetry: false,
      actions: [{ action: 'SET_STATUS', sentence: 'Set the status to INACTIVE' }],
    });
    expect(await lineageAs(manager, jobId)).toMatchObject({ children: { totalCount: 1, nodes: [{ id: again }] } });
    const document = 'query { jobs(origin: [RETRY], first: 2) { nodes { id } } }';
    expect(await systemAdmin.data<object, object>(document, {})).toEqual({
      jobs: { nodes: [{ id: retried }, { id: again }] },
    });
    expect((await audited('retryJob'))[0]).toMatchObject({
      actor: 'system.admin',
      refused: null,
      subject: `Job:${rowOf(retried)}`,
      details: { parent: rowOf(again) },
    });
  });

  test('is refused when there is nobody to retry, before the end, of a job not to be seen, and with a key used otherwise', async () => {
    const jobId = await done(manager, await setOf(manager, readers.slice(0, 2)), { addNote: { text: 'Hello' } });
    expect(await retryAs(manager, { jobId })).toMatchObject({ __typename: 'NothingToRetry', code: 'NOTHING_TO_RETRY' });
    const waiting = await submittedBy(manager, { setId: stopped, actions: [inactive], runAt: '2099-01-01T00:00:00Z' });
    expect(await retryAs(manager, { jobId: waiting })).toMatchObject({ __typename: 'JobNotEnded' });
    expect(await retryAs(colleague, { jobId })).toMatchObject({ __typename: 'NotFound' });
    expect(await retryAs(lawManager, { jobId })).toMatchObject({ __typename: 'NotFound' });
    expect(await audited('retryJob')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ actor: 'colleague', refused: 'NOT_FOUND', subject: `Job:${rowOf(jobId)}` }),
        expect.objectContaining({ actor: 'manager', refused: 'NOTHING_TO_RETRY' }),
      ]),
    );
  });

  test('is one job for one idempotency key', async () => {
    const jobId = await done(manager, withAdministrator, { setExpiryDate: { date: '2031-01-01' } });
    const input = { jobId, idempotencyKey: 'once' };
    const first = jobIn(await retryAs(manager, input));
    expect(jobIn(await retryAs(manager, input))).toBe(first);
    expect(await retryAs(manager, { ...input, includeSkipped: true })).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
    expect(await revertAs(manager, input)).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect((await lineageAs(manager, jobId))?.children.totalCount).toBe(1);
  });

  test('may include those whom a cancelled job skipped', async () => {
    const jobId = await submittedBy(manager, { setId: stopped, actions: [{ addNote: { text: 'Skipped' } }] });
    await takeUp(services, rowOf(jobId));
    await freezeMembers(services, rowOf(jobId));
    await cancelJobAs(manager, jobId);
    expect(await retryAs(manager, { jobId })).toMatchObject({
      __typename: 'NothingToRetry',
      message: 'No user of the job ended in ERROR. 50 were skipped: say includeSkipped for these.',
    });
    const retried = await followed(manager, await retryAs(manager, { jobId, includeSkipped: true }));
    expect(await codesOf(manager, retried)).toEqual([['NOTE_ADDED', 50]]);
  });

  test('does not begin when who retries may not see the parent any more', async () => {
    const jobId = await done(manager, withAdministrator, { setExpiryDate: { date: '2032-01-01' } });
    const retry = jobIn(await retryAs(colleague, { jobId }));
    await database.execute(sql`UPDATE user_set SET is_private = TRUE WHERE id = ${rowOf(withAdministrator)}`);
    await lane(retry);
    expect(await jobAs(colleague, retry)).toMatchObject({ state: 'FAILED', failureCode: 'PARENT_NOT_FOUND' });
    await database.execute(sql`UPDATE user_set SET is_private = FALSE WHERE id = ${rowOf(withAdministrator)}`);
  });
});

describe('a set from a job', () => {
  test('holds the users who ended so, whom one may see, and says how many it leaves out', async () => {
    await database.execute(sql`INSERT INTO users (primary_id, last_name) VALUES ('gone', 'Gone')`);
    const [gone] = await database.query<{ id: number }>(sql`SELECT id FROM users WHERE primary_id = 'gone'`);
    const goneId = Buffer.from(`User:${gone?.id}`).toString('base64');
    const setId = await setOf(manager, [...readers.slice(0, 4), goneId, ids['user.admin'] ?? ''], false);
    const jobId = await done(manager, setId, { setExpiryDate: { date: '2033-01-01' } });
    await database.execute(sql`DELETE FROM users WHERE primary_id = 'gone'`);

    const updated = await setFromJobAs(manager, { jobId, outcomes: ['UPDATED'], name: 'Updated' });
    expect(updated).toMatchObject({ added: 4, leftOut: 1, set: { memberCount: 4, kind: 'ITEMIZED' } });
    expect(await setFromJobAs(manager, { jobId, outcomes: ['ERROR'], name: 'Errors' })).toMatchObject({
      added: 1,
      leftOut: 0,
    });
    expect(await setFromJobAs(manager, { jobId, name: 'All' })).toMatchObject({ added: 5, leftOut: 1 });
    expect((await audited('createSetFromJob'))[0]).toMatchObject({
      actor: 'manager',
      refused: null,
      details: { job: rowOf(jobId), added: 5, leftOut: 1 },
    });
  });

  test('takes the skipped ones of a job that was cancelled', async () => {
    const jobId = await submittedBy(manager, { setId: stopped, actions: [{ addNote: { text: 'Never' } }] });
    await takeUp(services, rowOf(jobId));
    await freezeMembers(services, rowOf(jobId));
    expect(await setFromJobAs(manager, { jobId, name: 'Too early' })).toMatchObject({ __typename: 'JobNotEnded' });
    await cancelJobAs(manager, jobId);
    expect(await setFromJobAs(manager, { jobId, outcomes: ['SKIPPED'], name: 'Skipped' })).toMatchObject({
      added: 50,
      leftOut: 0,
    });
    expect(await setFromJobAs(lawManager, { jobId, name: 'Hidden' })).toMatchObject({ __typename: 'NotFound' });
    expect(await setFromJobAs(manager, { jobId, outcomes: [], name: 'None' })).toMatchObject({
      __typename: 'InvalidInput',
    });
    expect((await audited('createSetFromJob'))[0]).toMatchObject({ actor: 'manager', refused: 'INVALID_INPUT' });
  });
});
