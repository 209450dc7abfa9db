import { afterEach, expect, test, vi } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { type Message, openQueue, type Queue } from './queue.ts';
import { sql } from './sql.ts';

interface Work {
  readonly n: number;
}

const { database, url, log } = await createTestDatabase();
await database.execute(sql`CREATE TABLE work (n int)`);

const open: Queue[] = [];
afterEach(() => Promise.all(open.splice(0).map((queue) => queue.stop())));

async function openTestQueue(worker: boolean, queues = [{ name: 'work' }]): Promise<Queue> {
  const queue = await openQueue({ url, log, worker, queues });
  open.push(queue);
  return queue;
}

test('a message sent in a transaction is there when it commits, and only then', async () => {
  const sender = await openTestQueue(false);
  const handled: number[] = [];
  const worker = await openTestQueue(true);
  await worker.work<Work>('work', {}, async ({ data }) => void handled.push(data.n));
  const undone = database.transaction(async (transaction) => {
    await sender.send(transaction, 'work', { n: 1 });
    throw new Error('changed my mind');
  });
  await expect(undone).rejects.toThrow();
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`INSERT INTO work VALUES (2)`);
    expect(await sender.send(transaction, 'work', { n: 2 })).toEqual(expect.any(String));
  });
  await sender.send(undefined, 'work', { n: 3 });
  await vi.waitFor(() => expect(handled.sort()).toEqual([2, 3]), { timeout: 5_000 });
});

test('a message whose handler throws comes again, and says how often', async () => {
  const queue = await openTestQueue(true, [{ name: 'failing' }]);
  const counts: number[] = [];
  await queue.work<Work>('failing', {}, async ({ retryCount }) => {
    counts.push(retryCount);
    if (retryCount === 0) throw new Error('not yet');
  });
  await queue.send(undefined, 'failing', { n: 1 });
  await vi.waitFor(() => expect(counts).toEqual([0, 1]), { timeout: 10_000 });
});

test('a process works on as many messages at once as it was asked to', async () => {
  const queue = await openTestQueue(true, [{ name: 'wide' }]);
  const gate = Promise.withResolvers<void>();
  let atOnce = 0;
  await queue.work<Work>('wide', { concurrency: 3 }, async () => {
    atOnce += 1;
    if (atOnce === 3) gate.resolve();
    await gate.promise;
  });
  for (const n of [1, 2, 3]) await queue.send(undefined, 'wide', { n });
  await gate.promise;
  expect(atOnce).toBe(3);
});

test('stopping tells the handlers, waits for them, and leaves what they threw back for the next', async () => {
  const first = await openTestQueue(true, [{ name: 'long' }]);
  const taken = Promise.withResolvers<Message<Work>>();
  await first.work<Work>('long', {}, async (message) => {
    taken.resolve(message);
    await new Promise((resolve) => message.signal.addEventListener('abort', resolve, { once: true }));
    message.signal.throwIfAborted();
  });
  await first.send(undefined, 'long', { n: 1 });
  await taken.promise;
  open.splice(0);
  await first.stop();
  const second = await openTestQueue(true, [{ name: 'long' }]);
  const again = Promise.withResolvers<Message<Work>>();
  await second.work<Work>('long', {}, async (message) => again.resolve(message));
  expect(await again.promise).toMatchObject({ data: { n: 1 }, retryCount: 1 });
});
