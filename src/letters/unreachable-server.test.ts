import { randomUUID } from 'node:crypto';
import { decodeGlobalID } from '@pothos/plugin-relay';
import { afterEach, expect, test } from 'vitest';
import { outboxListener } from '../jobs/run/count-outbox.ts';
import { runLane } from '../jobs/run/run-lane.ts';
import { sql } from '../platform/sql.ts';
import { LetterCarrier } from './letter-carrier.ts';
import { openMailTransport } from './open-mail-transport.ts';
import { Delivery } from './outbox/delivery.ts';
import { jobWithLetters, letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

// Three attempts at most, without a pause between those of a letter.
const world = await letterWorld({ readers: 30, settings: { SMTP_CONNECTIONS: '5' } });
const { database, mail, manager, services } = world;
const readers = Array.from({ length: 30 }, (_, index) => `r${index + 1}`);

afterEach(() => {
  mail.behaviour = {};
  mail.received.length = 0;
});

/** Delivers what can be, until a pause, as a process does that was just started. */
async function deliverOnce(): Promise<void> {
  const carrier = new LetterCarrier({ ...services, transport: openMailTransport(services.config, services.log) });
  const never = new AbortController().signal;
  const signals = { stopping: never, givingUp: never };
  const courier = { courierId: randomUUID(), carrier, settled: outboxListener(services) };
  await new Delivery(services, { ...courier, ...signals }).run();
  await carrier.close();
}

test('every letter arrives at a server that takes fewer connections than there are', async () => {
  let refused = 0;
  mail.behaviour.connects = (connections) => {
    if (connections > 2) refused += 1;
    return connections <= 2;
  };
  const worker = await world.work();
  const { job } = await letterStory(manager, await world.notify(readers));
  await worker.stop();
  expect(refused).toBeGreaterThan(0);
  expect(job).toMatchObject({
    state: 'COMPLETED',
    conclusion: 'SUCCESS',
    counts: { lettersSent: 30, lettersFailed: 0 },
  });
  for (const letter of job.report?.letters.nodes ?? []) expect(letter).toMatchObject({ state: 'SENT', attempts: 1 });
  expect(mail.received).toHaveLength(30);
});

test('letters wait for a server that is down, longer than their attempts would last, and say why', async () => {
  mail.behaviour.connects = () => false;
  const jobId = await world.notify(['r1', 'r2', 'r3']);
  await runLane(services, Number(decodeGlobalID(jobId).id), new AbortController().signal);
  for (let outage = 0; outage < 5; outage += 1) await deliverOnce();
  expect((await jobWithLetters(manager, jobId)).state).toBe('FINALIZING');
  const rows = await database.query(sql`SELECT state, code, reply, attempts FROM outbox WHERE settled_at IS NULL`);
  const why = { state: 'QUEUED', code: 'SERVER_UNAVAILABLE', reply: expect.stringMatching(/^421 /), attempts: 0 };
  expect(rows).toEqual([why, why, why]);
  mail.behaviour = {};
  const worker = await world.work();
  const { job } = await letterStory(manager, jobId);
  await worker.stop();
  expect(job.counts).toMatchObject({ lettersSent: 3, lettersFailed: 0, lettersUnknown: 0 });
});

test('after a day of that, attempts are used up as well', async () => {
  mail.behaviour.connects = () => false;
  const jobId = await world.notify(['r1']);
  await runLane(services, Number(decodeGlobalID(jobId).id), new AbortController().signal);
  await database.execute(sql`UPDATE outbox SET created_at = created_at - interval '25 hours' WHERE settled_at IS NULL`);
  for (let outage = 0; outage < 3; outage += 1) await deliverOnce();
  const { state, report } = await jobWithLetters(manager, jobId);
  expect(state).toBe('COMPLETED');
  expect(report?.letters.nodes).toMatchObject([{ state: 'FAILED', code: 'SERVER_UNAVAILABLE', attempts: 3 }]);
});

test('a server that says farewell to one letter is not down', async () => {
  mail.behaviour.recipient = (address) => (address === 'r1@example.org' ? '421 4.7.0 Later' : null);
  const worker = await world.work();
  const { job } = await letterStory(manager, await world.notify(['r1', 'r2']));
  await worker.stop();
  expect(job.counts).toMatchObject({ lettersSent: 1, lettersFailed: 1 });
  const letter = job.report?.letters.nodes.find(({ user }) => user?.primaryId === 'r1');
  expect(letter).toMatchObject({ state: 'FAILED', code: 'SERVER_UNAVAILABLE', attempts: 3 });
});
