import { decodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import { outboxListener } from '../../jobs/run/count-outbox.ts';
import { runLane } from '../../jobs/run/run-lane.ts';
import { sql } from '../../platform/sql.ts';
import { jobWithLetters, letterStory } from '../testing/letter-client.ts';
import { letterWorld } from '../testing/letter-story.ts';
import { takeOver } from './couriers.ts';

const world = await letterWorld({ readers: 3 });
const { database, mail, manager, services } = world;
const leaving = { ...services.config, unknownLetters: 'leave' } as const;

/** Lets the process that has letters in hand be dead for a minute, as far as the others can tell. */
async function die(): Promise<void> {
  await database.execute(sql`UPDATE outbox_courier SET alive_at = alive_at - interval '1 minute'`);
}

/** Puts the letters of a job into the hands of a process that is never heard of again; gives their Message-IDs. */
async function takenAndLost(jobId: string): Promise<string[]> {
  await runLane(services, Number(decodeGlobalID(jobId).id), new AbortController().signal);
  const rows = await database.query<{ messageId: string }>(sql`
    UPDATE outbox SET state = 'SENDING', attempts = 1, courier_id = gen_random_uuid(), message_id = gen_random_uuid() || '@example.org'
    WHERE state = 'QUEUED' RETURNING message_id AS "messageId"`);
  return rows.map(({ messageId }) => `<${messageId}>`);
}

test('with the setting "leave", what a dead process had in hand ends as unknown, and the job with it', async () => {
  const jobId = await world.notify(['r1', 'r2']);
  await takenAndLost(jobId);
  expect((await jobWithLetters(manager, jobId)).state).toBe('FINALIZING');
  expect(await takeOver(database, leaving, outboxListener(services))).toBe(2);
  const job = await jobWithLetters(manager, jobId);
  expect(job).toMatchObject({
    state: 'COMPLETED',
    conclusion: 'WITH_WARNINGS',
    counts: { lettersQueued: 2, lettersSent: 0, lettersFailed: 2, lettersUnknown: 2 },
  });
  for (const letter of job.report?.letters.nodes ?? [])
    expect(letter).toMatchObject({ state: 'UNKNOWN', code: 'WORKER_DIED', wasUnknown: true, sentAt: null });
  expect(await takeOver(database, leaving, outboxListener(services))).toBe(0);
});

test('otherwise it is sent again by another process, with the same Message-ID, and counted as once unknown', async () => {
  const jobId = await world.notify(['r1', 'r2', 'r3']);
  const ids = await takenAndLost(jobId);
  const worker = await world.work();
  const { job } = await letterStory(manager, jobId);
  await worker.stop();
  expect(job.counts).toMatchObject({ lettersQueued: 3, lettersSent: 3, lettersFailed: 0, lettersUnknown: 3 });
  expect(mail.received.map((one) => one.mail.messageId).sort()).toEqual(ids.sort());
  for (const letter of job.report?.letters.nodes ?? [])
    expect(letter).toMatchObject({ state: 'SENT', attempts: 2, wasUnknown: true });
});

test('a process that was taken for dead leaves the letter to the one that took it over', async () => {
  mail.received.length = 0;
  const [reached, release] = [Promise.withResolvers<void>(), Promise.withResolvers<null>()];
  let messages = 0;
  mail.behaviour.message = () => {
    messages += 1;
    if (messages > 1) return null;
    reached.resolve();
    return release.promise;
  };
  const slow = await world.work();
  const jobId = await world.notify(['r1']);
  await reached.promise;
  await die();
  await takeOver(database, services.config, outboxListener(services));
  await mail.until(1);
  release.resolve(null);
  const { job } = await letterStory(manager, jobId);
  await slow.stop();
  expect(job.counts).toMatchObject({ lettersQueued: 1, lettersSent: 1, lettersUnknown: 1 });
  expect(new Set(mail.received.map((one) => one.mail.messageId)).size).toBe(1);
});

test('a worker that stops gives back what it has not begun with', async () => {
  mail.received.length = 0;
  const [reached, release] = [Promise.withResolvers<void>(), Promise.withResolvers<null>()];
  mail.behaviour.message = () => {
    reached.resolve();
    return release.promise;
  };
  const worker = await world.work();
  const jobId = await world.notify(['r1', 'r2', 'r3']);
  await reached.promise;
  const stopped = worker.stop();
  release.resolve(null);
  await stopped;
  const left = await database.query(sql`SELECT 1 FROM outbox WHERE state = 'SENDING'`);
  const couriers = await database.query(sql`SELECT 1 FROM outbox_courier WHERE alive_at > now() - interval '30 s'`);
  expect([left, couriers]).toEqual([[], []]);
  mail.behaviour = {};
  await world.work();
  const { job } = await letterStory(manager, jobId);
  expect(job.counts).toMatchObject({ lettersQueued: 3, lettersSent: 3, lettersUnknown: 0 });
  expect(mail.received).toHaveLength(3);
});
