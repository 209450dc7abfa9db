import { decodeGlobalID } from '@pothos/plugin-relay';
import { beforeEach, expect, test } from 'vitest';
import { outboxListener } from '../../jobs/run/count-outbox.ts';
import { runLane } from '../../jobs/run/run-lane.ts';
import type { Database } from '../../platform/database.ts';
import { startWorker } from '../../worker.ts';
import { LetterCarrier } from '../letter-carrier.ts';
import { openMailTransport } from '../open-mail-transport.ts';
import { letterStory } from '../testing/letter-client.ts';
import { letterWorld } from '../testing/letter-story.ts';
import { deliverOutbox } from './deliver-outbox.ts';

const world = await letterWorld({ readers: 3 });
const { database, mail, manager, services } = world;

beforeEach(() => {
  mail.received.length = 0;
});

/** The connection is cut after the commit of the first claim that finds something, before the answer to it. */
function cutAfterFirstClaim(): Database {
  let claims = 0;
  return {
    ...database,
    async transaction(work, options) {
      const result = await database.transaction(work, options);
      const claimed = typeof result === 'object' && result !== null && 'lookAgainInMs' in result && 'rows' in result;
      if (claimed && Array.isArray(result.rows) && result.rows.length > 0) claims += 1;
      if (claimed && claims === 1) throw new Error('Connection terminated unexpectedly');
      return result;
    },
  };
}

test('letters whose claim was committed, but not answered, are given back while the worker lives, and sent once', async () => {
  const jobId = await world.notify(['r1', 'r2', 'r3']);
  const worker = await startWorker({ ...services, database: cutAfterFirstClaim() });
  const { job } = await letterStory(manager, jobId);
  await worker.stop();
  expect(job).toMatchObject({
    state: 'COMPLETED',
    counts: { lettersQueued: 3, lettersSent: 3, lettersFailed: 0, lettersUnknown: 0 },
  });
  for (const letter of job.report?.letters.nodes ?? []) expect(letter).toMatchObject({ state: 'SENT', attempts: 1 });
  expect(mail.received).toHaveLength(3);
});

test('a letter whose result cannot be written becomes unknown, and takes no other with it', async () => {
  const jobId = await world.notify(['r1', 'r2', 'r3']);
  await runLane(services, Number(decodeGlobalID(jobId).id), new AbortController().signal);
  const carrier = new LetterCarrier({ ...services, transport: openMailTransport(services.config, services.log) });
  const listener = outboxListener(services);
  let faults = 0;
  const worker = await deliverOutbox(services, [carrier], async (tx, counts) => {
    const sent = [...counts.values()].reduce((sum, { lettersSent }) => sum + lettersSent, 0);
    if (sent === 0 || (sent === 1 && faults > 0)) return listener(tx, counts);
    if (sent === 1) faults += 1;
    throw new Error('A fault of the program');
  });
  const { job } = await letterStory(manager, jobId);
  await worker.stop();
  expect(job).toMatchObject({ state: 'COMPLETED', counts: { lettersQueued: 3, lettersSent: 3, lettersUnknown: 1 } });
  expect(new Set(mail.received.map((one) => one.mail.messageId)).size).toBe(3);
  expect(mail.received).toHaveLength(4);
});
