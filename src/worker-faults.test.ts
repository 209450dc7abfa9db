import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { loadAuthority } from './access/authority.ts';
import { submitJob } from './jobs/submit/submit-job.ts';
import { holdUser } from './jobs/testing/hold-user.ts';
import { furnishLibrary } from './jobs/testing/library.ts';
import { startWorkerProcess, type WorkerProcess } from './jobs/testing/worker-process.ts';
import { countersOf, countRecords, recordsOf } from './jobs/testing/world.ts';
import { today } from './platform/clock.ts';
import type { Job as JobRow } from './platform/prisma/client.ts';
import { sql } from './platform/sql.ts';
import { startTestServer } from './testing/client.ts';
import { createTestDatabase } from './testing/database.ts';

const READERS = 4_000;
const testDatabase = await createTestDatabase();
const { database, url } = testDatabase;
await furnishLibrary(database, READERS);
// Each of a job's hundred chunks takes a while between its changes and its end: what dies then must leave nothing.
await database.execute(sql`
  CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.02); RETURN NULL; END $$`);
await database.execute(sql`
  CREATE TRIGGER linger AFTER INSERT ON job_record FOR EACH STATEMENT EXECUTE FUNCTION linger()`);
const { services } = await startTestServer(testDatabase, { settings: { ROLE: 'api' } });

const [manager] = await database.query<{ id: number }>(sql`SELECT id FROM users WHERE primary_id = 'manager'`);
const managerId = manager?.id ?? 0;
const [set] = await database.query<{ id: number }>(sql`
  INSERT INTO user_set (name, kind, is_private, filter, owner_id, modified_by_id)
  VALUES ('Readers', 'LOGICAL', FALSE, '{"primaryId": {"startsWith": "r"}}', ${managerId}, ${managerId}) RETURNING id`);

const workers = new Set<WorkerProcess>();
afterAll(() => Promise.all([...workers].map(lose)));

async function hire(): Promise<WorkerProcess> {
  const worker = await startWorkerProcess(url);
  workers.add(worker);
  return worker;
}

async function lose(worker: WorkerProcess): Promise<void> {
  workers.delete(worker);
  await worker.kill();
}

/** The one that has been at work the longest. */
function oldest(): WorkerProcess {
  const [worker] = workers;
  if (!worker) throw new Error('Nobody works.');
  return worker;
}

async function submit(text: string): Promise<number> {
  const authority = await loadAuthority(database, managerId, today('UTC'));
  if (!authority) throw new Error('There is no manager.');
  const submission = { setId: set?.id ?? 0, actions: [{ addNote: { text } }] };
  return submitJob(services, submission, { authority, requestId: 'faults' });
}

/** Whatever happened: everybody was changed once, the counters are the records, and who followed the job saw its end. */
async function expectDoneOnce(jobId: number, text: string, last: JobRow | undefined): Promise<void> {
  const job = await countersOf(database, jobId);
  expect(job).toMatchObject({ state: 'COMPLETED', conclusion: 'SUCCESS', total: READERS, updated: READERS });
  expect(job).toMatchObject(countRecords(await recordsOf(database, job)));
  expect(last).toMatchObject({ state: 'COMPLETED', processed: READERS });
  const [notes] = await database.query(sql`
    SELECT count(*), count(DISTINCT user_id) AS users FROM user_note WHERE text = ${text}`);
  expect(notes).toEqual({ count: READERS, users: READERS });
  const [left] = await database.query(sql`
    SELECT (SELECT count(*) FROM job_chunk WHERE state = 'OPEN') AS chunks,
      (SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE a.datname = current_database()
       AND l.locktype IN ('tuple', 'transactionid', 'advisory') AND a.state LIKE 'idle%' AND l.granted) AS locks`);
  expect(left).toEqual({ chunks: 0, locks: 0 });
}

/** Ends connections of the workers, of this server's queue and bus: those in a transaction first. */
async function cutConnections(count: number): Promise<void> {
  await database.query(sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'rollcall%' AND application_name NOT LIKE 'rollcall test%'
    ORDER BY xact_start NULLS LAST LIMIT ${count}`);
}

const faults = {
  'kill one': async () => {
    await lose(oldest());
    await hire();
  },
  'kill all': async () => {
    await Promise.all([...workers].map(lose));
    await Promise.all([hire(), hire()]);
  },
  'stop one': async () => {
    const worker = oldest();
    await worker.ready;
    workers.delete(worker);
    expect(await worker.stop()).toBe(0);
    await hire();
  },
  'cut two': () => cutConnections(2),
  'cut many': () => cutConnections(8),
};

test.each<[number, (keyof typeof faults)[]]>([
  [1, ['kill one', 'cut two', 'kill all']],
  [2, ['stop one', 'cut many', 'kill one']],
  [3, ['kill all', 'cut two', 'kill one']],
])(
  'whatever dies, and whenever, everybody is changed once (seed %i: %j)',
  async (seed, kinds) => {
    const moments = fc.array(fc.integer({ min: 0, max: READERS - 500 }), {
      minLength: kinds.length,
      maxLength: kinds.length,
    });
    const [drawn = []] = fc.sample(moments, { seed, numRuns: 1 });
    const coming = drawn.toSorted((a, b) => a - b).map((at, index) => ({ at, fault: kinds[index] ?? 'kill one' }));
    while (workers.size < 2) await hire();
    const text = `seed ${seed}`;
    const jobId = await submit(text);
    let last: JobRow | undefined;
    for await (const row of services.jobFollowers.follow(jobId)) {
      last = row;
      const [next] = coming;
      if (!next || next.at > row.processed) continue;
      coming.shift();
      // Of those at work: a process that loses its connections while it begins ends, for whoever began it to begin it again.
      if (next.fault.startsWith('cut')) await Promise.all([...workers].map(({ ready }) => ready));
      await faults[next.fault]();
    }
    // A job may be quicker than what befalls it; something always does.
    expect(coming.length).toBeLessThan(kinds.length);
    expect([...workers].filter((worker) => !worker.isAlive())).toEqual([]);
    await expectDoneOnce(jobId, text, last);
  },
  60_000,
);

test('when the only worker at a job dies, one that stands by goes on before the queue has noticed', async () => {
  while (workers.size > 1) await lose([...workers].at(-1) ?? oldest());
  const first = oldest();
  await first.ready;
  const held = await holdUser(database, 'r2000');
  const jobId = await submit('stand-by');
  let last: JobRow | undefined;
  let diedAt = 0;
  for await (const row of services.jobFollowers.follow(jobId)) {
    last = row;
    if (diedAt > 0 || row.processed < READERS - 40) continue;
    await (await hire()).ready;
    await lose(first);
    diedAt = Date.now();
    await held.release();
  }
  // The queue gives a message back after ten seconds without a heartbeat at the earliest.
  expect(Date.now() - diedAt).toBeLessThan(10_000);
  await expectDoneOnce(jobId, 'stand-by', last);
}, 60_000);
