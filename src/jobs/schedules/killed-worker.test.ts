import { expect, test, vi } from 'vitest';
import { loadAuthority } from '../../access/authority.ts';
import { today } from '../../platform/clock.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { submitJob } from '../submit/submit-job.ts';
import { furnishLibrary } from '../testing/library.ts';
import { startWorkerProcess } from '../testing/worker-process.ts';
import { putSet } from '../testing/world.ts';

const testDatabase = await createTestDatabase();
const { database, url } = testDatabase;
await furnishLibrary(database, 3);
const { services } = await startTestServer(testDatabase, { settings: { ROLE: 'api' } });

// Whoever puts the next run into the list waits here, having done all else of its transaction but the message.
const GATE = 4711;
await database.execute(sql`
  CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END $$`);
await database.execute(sql`
  CREATE TRIGGER wait_at_gate AFTER INSERT ON job FOR EACH ROW WHEN (NEW.origin = 'SCHEDULE') EXECUTE FUNCTION wait_at_gate()`);

const managers = await database.query<{ id: number }>(sql`SELECT id FROM users WHERE primary_id = 'manager'`);
const readers = await database.query<{ id: number }>(sql`SELECT id FROM users WHERE primary_id LIKE 'r_' ORDER BY id`);

async function scheduleDue(): Promise<number> {
  const authority = await loadAuthority(database, managers[0]?.id ?? 0, today('UTC'));
  if (!authority) throw new Error('There is no manager.');
  const setId = await putSet(
    database,
    readers.map(({ id }) => id),
  );
  const recurrence = { rule: { cron: '30 2 * * *' } };
  const submission = { setId, actions: [{ addNote: { text: 'Hello' } }], runAt: new Date(0), recurrence };
  return submitJob(services, submission, { authority, requestId: 'killed' });
}

const runs = () =>
  database.query<{ state: string; runs: number }>(sql`
    SELECT j.state, s.runs FROM job j JOIN job_schedule s ON s.id = j.schedule_id ORDER BY j.id`);

test('a worker that is killed between taking a run up and planning the next one has done neither', async () => {
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const gate = database.transaction(async (tx) => {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${GATE})`);
    closed.resolve();
    await opened.promise;
  });
  await closed.promise;
  await scheduleDue();
  const worker = await startWorkerProcess(url);
  await vi.waitFor(
    async () => {
      const waiting = await database.query(sql`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`);
      expect(waiting).not.toHaveLength(0);
    },
    { timeout: 20_000 },
  );
  await worker.kill();
  opened.resolve();
  await gate;
  await vi.waitFor(async () => {
    const [left] = await database.query(sql`
      SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%INSERT INTO job (%' AND state <> 'idle'
        AND pid <> pg_backend_pid()`);
    expect(left).toEqual({ count: 0 });
  });
  expect(await runs()).toEqual([{ state: 'SCHEDULED', runs: 0 }]);

  const another = await startWorkerProcess(url);
  await vi.waitFor(async () => expect((await runs())[0]?.state).toBe('COMPLETED'), { timeout: 20_000 });
  expect(await another.stop()).toBe(0);
  expect(await runs()).toEqual([
    { state: 'COMPLETED', runs: 1 },
    { state: 'SCHEDULED', runs: 1 },
  ]);
  const [notes] = await database.query(sql`SELECT count(*) FROM user_note WHERE text = 'Hello'`);
  expect(notes).toEqual({ count: 3 });
}, 60_000);
