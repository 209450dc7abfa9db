import { beforeEach, describe, expect, test, vi } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { rowOf } from '../../testing/row-of.ts';
import { announce } from '../job.ts';
import { holdUser } from '../testing/hold-user.ts';
import {
  cancelJobAs,
  everything,
  follow,
  followOverEvents,
  PROGRESS,
  progressIn,
  readUntil,
  setOf,
  submittedBy,
} from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';

// Three chunks of 25, in the order of the readers' numbers.
const { database, server, services, readers, userAdmin, manager, lane } = await startLibraryStory(75);
const { jobFollowers } = services;
const again = await server.signedInAs('manager');
const everybody = await setOf(manager, readers, false);

const submit = (client = manager) =>
  submittedBy(client, { setId: everybody, actions: [{ addNote: { text: 'Hello' } }] });
const nobodyFollows = () => vi.waitFor(() => expect(jobFollowers.size).toBe(0));

const transports = [
  ['WebSocket', follow],
  ['server-sent events', followOverEvents],
] as const;

/** The jobs whose rows were read, once for each reading. */
let read: unknown[] = [];
const readingsOf = (jobId: string) => read.filter((id) => id === rowOf(jobId)).length;
const findUnique = database.prisma.job.findUnique.bind(database.prisma.job);
beforeEach(() => {
  read = [];
  vi.spyOn(database.prisma.job, 'findUnique').mockImplementation((query) => {
    read.push(query.where.id);
    return findUnique(query);
  });
});

describe.each(transports)('following over %s', (_name, followBy) => {
  test('tells where the job stands at once, every step of it, and ends with the report', async () => {
    const jobId = await submit();
    const progress = followBy(manager, jobId);
    expect(progressIn((await progress.next()).value)).toMatchObject({
      state: 'QUEUED',
      revision: 0,
      percent: 0,
      report: null,
    });
    const held = await holdUser(database, 'r30');
    const running = lane(jobId);
    const atFirstChunk = await readUntil(progress, ({ counts }) => counts.processed > 0);
    expect(atFirstChunk).toMatchObject({ state: 'RUNNING', counts: { total: 75, processed: 25 }, report: null });
    expect(atFirstChunk.percent).toBeCloseTo(100 / 3);
    expect(atFirstChunk.usersPerSecond).toBeGreaterThan(0);
    expect(Date.parse(atFirstChunk.estimatedEnd ?? '')).toBeGreaterThan(0);
    await held.release();
    await running;
    const rest = await everything(progress);
    expect(rest.at(-1)).toMatchObject({
      state: 'COMPLETED',
      conclusion: 'SUCCESS',
      percent: 100,
      report: { counts: { updated: 75 } },
    });
    const revisions = [atFirstChunk, ...rest].map(({ revision }) => revision);
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    await nobodyFollows();
  });

  test('after the end tells the end once', async () => {
    const jobId = await submit();
    await lane(jobId);
    const values = await everything(followBy(manager, jobId));
    expect(values).toMatchObject([{ state: 'COMPLETED', report: { counts: { processed: 75 } } }]);
    await nobodyFollows();
  });

  test('from the middle tells the middle at once', async () => {
    const jobId = await submit();
    const early = followBy(manager, jobId);
    const held = await holdUser(database, 'r30');
    const running = lane(jobId);
    await readUntil(early, ({ counts }) => counts.processed === 25);
    const late = followBy(again, jobId);
    expect(progressIn((await late.next()).value)).toMatchObject({ state: 'RUNNING', counts: { processed: 25 } });
    await held.release();
    await running;
    const [ends, lateEnds] = await Promise.all([everything(early), everything(late)]);
    expect(lateEnds.at(-1)).toEqual(ends.at(-1));
    expect(ends.at(-1)).toMatchObject({ state: 'COMPLETED' });
    await nobodyFollows();
  });

  test('can be given up while nothing happens, and leaves nothing behind', async () => {
    const jobId = await submit();
    const progress = followBy(manager, jobId);
    await progress.next();
    expect(jobFollowers.size).toBe(1);
    await progress.return?.();
    await nobodyFollows();
    const readBefore = readingsOf(jobId);
    await announce(database, rowOf(jobId));
    // The hint has gone round when a job that is followed has been told of it.
    const other = followBy(manager, await submit());
    await other.next();
    expect(readingsOf(jobId)).toBe(readBefore);
    await other.return?.();
    await nobodyFollows();
  });

  test('ends when the job is gone', async () => {
    const jobId = await submit();
    const progress = followBy(manager, jobId);
    await progress.next();
    await database.execute(sql`DELETE FROM job WHERE id = ${rowOf(jobId)}`);
    await announce(database, rowOf(jobId));
    expect(await everything(progress)).toEqual([]);
    await nobodyFollows();
  });

  test.each(['their role', 'their account', 'the set'])('ends when %s no longer lets them', async (what) => {
    const primaryId = `${what} ${_name}`;
    const people = await insertPeople(database, [{ primaryId, roles: ['21'] }]);
    const id = people[primaryId] ?? 0;
    const client = await server.signedInAs(primaryId);
    const setId = await setOf(userAdmin, readers, false);
    const jobId = await submittedBy(userAdmin, { setId, actions: [{ addNote: { text: 'Hello' } }] });
    const progress = followBy(client, jobId);
    const trusted = followBy(userAdmin, jobId);
    await Promise.all([progress.next(), trusted.next()]);
    const change = {
      'their role': sql`UPDATE user_role SET status = 'INACTIVE' WHERE user_id = ${id}`,
      'their account': sql`UPDATE users SET status = 'INACTIVE' WHERE id = ${id}`,
      'the set': sql`UPDATE user_set SET is_private = TRUE WHERE id = ${rowOf(setId)}`,
    }[what];
    if (change) await database.execute(change);
    // Rights are trusted for a second.
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2_000);
    await lane(jobId);
    expect(await everything(progress)).toEqual([]);
    vi.restoreAllMocks();
    expect((await everything(trusted)).at(-1)).toMatchObject({ state: 'COMPLETED' });
    await nobodyFollows();
  });
});

test('many subscribers share one reading, whatever they came by, and the same end', async () => {
  const jobId = await submit();
  const streams = [manager, again, manager, again].flatMap((client) => transports.map(([, by]) => by(client, jobId)));
  await Promise.all(streams.map((stream) => stream.next()));
  expect(jobFollowers.size).toBe(1);
  // One when the first joins, at most one more for the hint of the submission.
  expect(readingsOf(jobId)).toBeLessThanOrEqual(2);
  await cancelJobAs(manager, jobId);
  const ends = await Promise.all(streams.map(everything));
  expect(ends.map((values) => values.at(-1))).toEqual(streams.map(() => ends[0]?.at(-1)));
  expect(ends[0]?.at(-1)).toMatchObject({ state: 'CANCELLED' });
  await nobodyFollows();
});

test('people of different rights follow the same job by one reading', async () => {
  const jobId = await submit();
  const streams = [follow(manager, jobId), follow(userAdmin, jobId)];
  await Promise.all(streams.map((stream) => stream.next()));
  expect(jobFollowers.size).toBe(1);
  expect(readingsOf(jobId)).toBeLessThanOrEqual(3);
  await cancelJobAs(manager, jobId);
  for (const values of await Promise.all(streams.map(everything)))
    expect(values.at(-1)).toMatchObject({ state: 'CANCELLED' });
  await nobodyFollows();
});

test('a stream whose rights cannot be looked at ends, and leaves nothing behind', async () => {
  const jobId = await submit();
  const progress = follow(manager, jobId);
  await progress.next();
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2_000);
  vi.spyOn(database, 'query').mockRejectedValue(new Error('The database is away.'));
  await database.execute(sql`UPDATE job SET revision = revision + 1 WHERE id = ${rowOf(jobId)}`);
  await announce(database, rowOf(jobId));
  expect(await everything(progress)).toEqual([]);
  vi.restoreAllMocks();
  await nobodyFollows();
});

test('who is not signed in follows nothing', async () => {
  const { value } = await server.anonymous.subscribeOverEvents(PROGRESS, { jobId: await submit() }).next();
  expect(value).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  await nobodyFollows();
});
