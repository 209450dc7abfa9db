import { expect, test } from 'vitest';
import { startWorkerProcess } from '../jobs/testing/worker-process.ts';
import { sql } from '../platform/sql.ts';
import { letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

const world = await letterWorld({ readers: 12, settings: { SMTP_CONNECTIONS: '2' } });
const { database, mail, manager, settings, url } = world;

test('letters in the hands of a worker that is killed are sent again with the same Message-ID', async () => {
  const ids: string[] = [];
  const [reached, never] = [Promise.withResolvers<void>(), Promise.withResolvers<null>()];
  // The third message is there, wholly, and its sender dies before it hears of that.
  mail.behaviour.message = ({ mail: { messageId = '' } }) => {
    if (ids.push(messageId) !== 3) return null;
    reached.resolve();
    return never.promise;
  };
  const worker = await startWorkerProcess(url, settings);
  await worker.ready;
  const jobId = await world.notify(Array.from({ length: 12 }, (_, index) => `r${index + 1}`));
  await reached.promise;
  await worker.kill();
  // The others would wait for ten seconds.
  await database.execute(sql`UPDATE outbox_courier SET alive_at = alive_at - interval '1 minute'`);
  await world.work();
  const { job } = await letterStory(manager, jobId);
  never.resolve(null);
  expect(job).toMatchObject({ state: 'COMPLETED', counts: { lettersQueued: 12, lettersSent: 12, lettersFailed: 0 } });
  expect(job.counts.lettersUnknown).toBeGreaterThan(0);
  expect(job.counts.lettersUnknown).toBe(job.report?.letters.nodes.filter(({ wasUnknown }) => wasUnknown).length);
  expect(ids.filter((id) => id === ids[2]).length).toBeGreaterThan(1);
  // Whatever came twice, came under the one Message-ID of its letter.
  expect(new Set(ids).size).toBe(12);
  expect(new Set(mail.received.map(({ recipients }) => recipients[0])).size).toBe(12);
});
