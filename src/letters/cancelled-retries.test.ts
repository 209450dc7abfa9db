import { afterEach, describe, expect, test } from 'vitest';
import { cancelJobAs } from '../jobs/testing/job-client.ts';
import { sql } from '../platform/sql.ts';
import { letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

const world = await letterWorld({ readers: 4, settings: { SMTP_CONNECTIONS: '1', OUTBOX_RETRY_SECONDS: '3600' } });
const { database, mail, manager } = world;

afterEach(() => {
  mail.behaviour = {};
  mail.received.length = 0;
});

/** Lets the server hold its first reply until it is told what it is. */
function heldReply() {
  const [reached, reply] = [Promise.withResolvers<void>(), Promise.withResolvers<string | null>()];
  mail.behaviour.message = () => {
    reached.resolve();
    return reply.promise;
  };
  return { reached: reached.promise, answer: reply.resolve };
}

describe('cancelling a job whose letters are in hand', () => {
  test.each<[string, string | null, number]>([
    ['is deferred is not tried again', '451 4.3.0 Try again', 0],
    ['is accepted is sent', null, 1],
  ])('what %s, and the others are kept back, and the job ends', async (_what, reply, sent) => {
    const held = heldReply();
    const worker = await world.work();
    const jobId = await world.notify(['r1', 'r2', 'r3', 'r4']);
    await held.reached;
    await cancelJobAs(manager, jobId);
    held.answer(reply);
    const { job } = await letterStory(manager, jobId);
    await worker.stop();
    expect(job).toMatchObject({
      state: 'CANCELLED',
      counts: { lettersQueued: 4, lettersSent: sent, lettersFailed: 0, lettersCancelled: 4 - sent },
    });
    expect(mail.received).toHaveLength(sent);
    const skipped = job.report?.letters.nodes.filter(({ state }) => state === 'SKIPPED') ?? [];
    expect(skipped.map(({ code }) => code)).toEqual(Array.from({ length: 4 - sent }, () => 'JOB_CANCELLED'));
  });
});

test('what another process has taken over meanwhile is left to it', async () => {
  const held = heldReply();
  const worker = await world.work();
  await world.notify(['r1', 'r2', 'r3']);
  await held.reached;
  // The next in turn; the other process is alive.
  const [taken] = await database.query<{ id: number }>(sql`
    UPDATE outbox SET courier_id = gen_random_uuid() WHERE id = (SELECT min(id) + 1 FROM outbox WHERE state = 'SENDING') RETURNING id`);
  await database.execute(sql`
    INSERT INTO outbox_courier (id, alive_at) SELECT courier_id, now() + interval '1 hour' FROM outbox WHERE id = ${taken?.id}`);
  held.answer(null);
  await mail.until(2);
  await worker.stop();
  const left = await database.query(sql`SELECT id, state FROM outbox WHERE settled_at IS NULL`);
  expect(left).toEqual([{ id: taken?.id, state: 'SENDING' }]);
  expect(mail.received).toHaveLength(2);
});
