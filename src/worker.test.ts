import { expect, test } from 'vitest';
import { holdUser } from './jobs/testing/hold-user.ts';
import { endOf, everything, follow, jobAs, reportOf, setOf, submittedBy } from './jobs/testing/job-client.ts';
import { furnishLibrary } from './jobs/testing/library.ts';
import { sql } from './platform/sql.ts';
import { openServicesOver } from './services.ts';
import { startTestServer } from './testing/client.ts';
import { createTestDatabase } from './testing/database.ts';
import { startWorker, type Worker } from './worker.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
// Three chunks of 25, in the order of the readers' numbers.
const { readers } = await furnishLibrary(database, 75);
const server = await startTestServer(testDatabase, { settings: { ROLE: 'api' } });
const manager = await server.signedInAs('manager');
const everybody = await setOf(manager, readers, false);

const noteTo = (text: string) => ({ setId: everybody, actions: [{ addNote: { text } }] });
const notes = async (text: string) =>
  (await database.query<{ count: number }>(sql`SELECT count(*) FROM user_note WHERE text = ${text}`))[0]?.count;

/** A worker with everything of its own, as in a process of its own. */
async function employ(settings: Partial<typeof server.services.config> = {}): Promise<Worker & AsyncDisposable> {
  const config = { ...server.services.config, role: 'worker', ...settings } as const;
  const resources = new AsyncDisposableStack();
  const { services } = resources.use(await openServicesOver({ ...testDatabase, config }));
  const worker = resources.adopt(await startWorker(services), (it) => it.stop());
  return { stop: () => worker.stop(), [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

test('a job starts at its time, and not before', async () => {
  await using _worker = await employ();
  const runAt = new Date(Date.now() + 1_000);
  const jobId = await submittedBy(manager, { ...noteTo('later'), runAt: runAt.toISOString() });
  const values = await everything(follow(manager, jobId));
  expect(values[0]).toMatchObject({ state: 'SCHEDULED' });
  expect(values.at(-1)).toMatchObject({ state: 'COMPLETED', counts: { updated: 75 } });
  expect(Date.parse((await reportOf(manager, jobId)).startedAt ?? '')).toBeGreaterThanOrEqual(runAt.getTime());
});

test('a job whose message got lost is found all the same', async () => {
  const jobId = await submittedBy(manager, noteTo('lost'));
  await database.execute(sql`DELETE FROM pgboss.job WHERE name = 'job-lane'`);
  await using _worker = await employ();
  expect(await endOf(manager, jobId)).toMatchObject({ state: 'COMPLETED', counts: { updated: 75 } });
  expect(await notes('lost')).toBe(75);
});

test('a worker that is stopped finishes the chunk in hand, and another goes on', async () => {
  const jobId = await submittedBy(manager, noteTo('handed over'));
  const held = await holdUser(database, 'r30');
  await using first = await employ({ lanes: 1 });
  await held.awaited();
  const stopped = first.stop();
  await held.release();
  await stopped;
  expect(await jobAs(manager, jobId)).toMatchObject({ state: 'RUNNING', counts: { processed: 50, updated: 50 } });
  await first[Symbol.asyncDispose]();
  await using _second = await employ({ lanes: 1 });
  expect(await endOf(manager, jobId)).toMatchObject({ state: 'COMPLETED', counts: { processed: 75, updated: 75 } });
  expect(await notes('handed over')).toBe(75);
});

test('several workers at several jobs change everybody once for each, and leave no lock and no transaction behind', async () => {
  const names = ['one', 'two', 'three', 'four'];
  const jobs = await Promise.all(names.map((name) => submittedBy(manager, noteTo(name))));
  {
    await using _first = await employ();
    await using _second = await employ();
    for (const jobId of jobs) {
      expect(await endOf(manager, jobId)).toMatchObject({ state: 'COMPLETED', counts: { processed: 75, updated: 75 } });
    }
  }
  for (const name of names) expect(await notes(name)).toBe(75);
  const [left] = await database.query(sql`
    SELECT (SELECT count(*) FROM job_chunk WHERE state = 'OPEN') AS chunks,
      (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%') AS transactions,
      (SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE a.datname = current_database() AND (NOT l.granted OR a.pid <> pg_backend_pid())) AS locks`);
  expect(left).toEqual({ chunks: 0, transactions: 0, locks: 0 });
});
