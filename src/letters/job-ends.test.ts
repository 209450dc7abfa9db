import { decodeGlobalID } from '@pothos/plugin-relay';
import { afterEach, describe, expect, test } from 'vitest';
import { loadJob } from '../jobs/job.ts';
import { runLane } from '../jobs/run/run-lane.ts';
import { recordFailure } from '../jobs/run/settle-job.ts';
import { silentJobs } from '../jobs/run/watch-jobs.ts';
import { cancelJobAs, setOf, submitJobAs, submittedBy } from '../jobs/testing/job-client.ts';
import { sql } from '../platform/sql.ts';
import { jobWithLetters, letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

const world = await letterWorld({ readers: 4 });
const { database, mail, manager, services, library } = world;
await database.execute(sql`
  UPDATE users SET account_type = 'EXTERNAL', external_id = 'SIS' WHERE primary_id IN ('r3', 'r4')`);

afterEach(() => {
  mail.received.length = 0;
});

const rowOf = (jobId: string) => Number(decodeGlobalID(jobId).id);
const lane = (jobId: string) => runLane(services, rowOf(jobId), new AbortController().signal);
const state = async (jobId: string) => (await jobWithLetters(manager, jobId)).state;

/** A job with one ordinary letter and one with a temporary password, whose users are all done. */
async function finalizing(): Promise<string> {
  await database.execute(
    sql`UPDATE users SET account_type = 'EXTERNAL', external_id = 'SIS', password_hash = NULL WHERE primary_id = 'r3'`,
  );
  const setId = await setOf(manager, [library.ids.r1 ?? '', library.ids.r3 ?? '']);
  const actions = [{ convertAccount: { to: 'INTERNAL' } }, { notify: { letter: 'USER_NOTIFICATION' } }];
  const jobId = await submittedBy(manager, { setId, actions });
  await lane(jobId);
  expect(await state(jobId)).toBe('FINALIZING');
  return jobId;
}

async function fail(jobId: string): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`UPDATE job SET state = 'RUNNING' WHERE id = ${rowOf(jobId)}`);
    const job = await loadJob(tx, rowOf(jobId));
    if (job) await recordFailure(services, tx, job, 'PERMISSION_LOST');
  });
}

test('a job that waits for its letters is at rest: nobody takes it for silent', async () => {
  const jobId = await finalizing();
  await database.execute(sql`UPDATE job SET touched_at = now() - interval '1 hour' WHERE id = ${rowOf(jobId)}`);
  expect(await silentJobs(database)).not.toContain(rowOf(jobId));
  const worker = await world.work();
  expect((await letterStory(manager, jobId)).job.state).toBe('COMPLETED');
  await worker.stop();
});

describe('cancelling while letters are on their way', () => {
  test('keeps back those that nobody has begun with; temporary passwords still go out before the end', async () => {
    const jobId = await finalizing();
    const { job: cancelled } = await cancelJobAs(manager, jobId);
    expect(cancelled).toMatchObject({ state: 'CANCELLING', viewerCanCancel: false });
    const worker = await world.work();
    const { job } = await letterStory(manager, jobId);
    await worker.stop();
    expect(job).toMatchObject({ state: 'CANCELLED', counts: { processed: 2, skipped: 0, lettersFailed: 0 } });
    const { lettersQueued, lettersSent, lettersCancelled } = job.counts;
    expect([lettersQueued, lettersSent + lettersCancelled]).toEqual([lettersQueued, lettersQueued]);
    expect(lettersCancelled).toBeGreaterThan(0);
    expect(mail.received.map(({ mail: { subject } }) => subject)).toEqual(['Your account at Aldermoor University']);
    expect(job.report?.letters.nodes.filter((letter) => letter.state === 'SKIPPED')).toHaveLength(lettersCancelled);
  });
});

describe('a job that fails while letters are on their way', () => {
  test('is FINALIZING until the temporary passwords have gone out, then FAILED; the others are kept back', async () => {
    const jobId = await finalizing();
    await fail(jobId);
    expect(await jobWithLetters(manager, jobId)).toMatchObject({ state: 'FINALIZING', failureCode: 'PERMISSION_LOST' });
    expect(await cancelJobAs(manager, jobId)).toMatchObject({ __typename: 'JobAlreadyEnded' });
    const worker = await world.work();
    const { job } = await letterStory(manager, jobId);
    await worker.stop();
    expect(job).toMatchObject({ state: 'FAILED', conclusion: null, failureCode: 'PERMISSION_LOST' });
    expect(mail.received.map(({ mail: { subject } }) => subject)).toEqual(['Your account at Aldermoor University']);
    for (const letter of job.report?.letters.nodes ?? [])
      expect(letter).toMatchObject(letter.state === 'SENT' ? { code: null } : { state: 'SKIPPED', code: 'JOB_FAILED' });
  });
});

test('a temporary password opens the account, and is nowhere but in the letter', async () => {
  const jobId = await finalizing();
  const [sealed] = await database.query<{ secret: Buffer }>(sql`SELECT secret FROM outbox WHERE secret IS NOT NULL`);
  const worker = await world.work();
  await letterStory(manager, jobId);
  await worker.stop();
  const letter = mail.received.find(({ mail: { subject } }) => subject?.startsWith('Your account'));
  const [, password = ''] = /password: {2}(\S+)/.exec(letter?.mail.text ?? '') ?? [];
  expect(password).toHaveLength(10);
  const signIn = `mutation { answer: signIn(input: { primaryId: "r3", password: "${password}" }) { __typename } }`;
  expect(await manager.data<object, object>(signIn)).toEqual({ answer: { __typename: 'PasswordChangeRequired' } });
  expect(sealed?.secret.toString('latin1')).not.toContain(password);
  const tables = ['outbox', 'job', 'job_chunk', 'job_record', 'audit_event', 'users'];
  for (const table of tables) {
    const { prisma: _, ...queryable } = database;
    const rows = await queryable.query<{ row: string }>({ text: `SELECT t::text AS row FROM ${table} t`, values: [] });
    expect(
      rows.filter(({ row }) => row.includes(password)),
      table,
    ).toEqual([]);
  }
  expect(await database.query(sql`SELECT 1 FROM outbox WHERE settled_at IS NOT NULL AND secret IS NOT NULL`)).toEqual(
    [],
  );
});

describe('a letter about the end', () => {
  test('goes to the owner of the job with its numbers, and the end does not wait for it', async () => {
    const actions = [{ addNote: { text: 'Hello' } }];
    const setId = await setOf(manager, [library.ids.r1 ?? '', library.ids.r2 ?? '']);
    const jobId = await submittedBy(manager, { setId, actions, name: 'Two notes', notifyAtEnd: true });
    await lane(jobId);
    expect(await state(jobId)).toBe('COMPLETED');
    const worker = await world.work();
    const [received] = await mail.until(1);
    await worker.stop();
    expect(received?.recipients).toEqual(['manager@example.org']);
    expect(received?.mail.subject).toBe('COMPLETED: Two notes');
    expect(received?.mail.text).toContain('total 2 = processed 2 + skipped 0');
    expect((await jobWithLetters(manager, jobId)).report?.letters.totalCount).toBe(0);
  });

  test('is told of a cancelled job as well, once', async () => {
    const setId = await setOf(manager, [library.ids.r1 ?? '']);
    const later = { runAt: '2099-01-01T00:00:00Z', notifyAtEnd: true, name: 'Never' };
    const jobId = await submittedBy(manager, { setId, actions: [{ addNote: { text: 'Hello' } }], ...later });
    await cancelJobAs(manager, jobId);
    await lane(jobId);
    const worker = await world.work();
    const [received, ...others] = await mail.until(1);
    await worker.stop();
    expect([received?.mail.subject, others]).toEqual(['CANCELLED: Never', []]);
  });

  test('is refused at submit when no letter is there for it', async () => {
    await database.execute(sql`UPDATE code SET enabled = FALSE WHERE code = 'JOB_ENDED'`);
    const setId = await setOf(manager, [library.ids.r1 ?? '']);
    const answer = await submitJobAs(manager, { setId, actions: [{ addNote: { text: 'Hello' } }], notifyAtEnd: true });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: ['notifyAtEnd'] }] });
  });
});
