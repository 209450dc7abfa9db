import { afterEach, expect, test, vi } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { type Bus, type BusListener, notify, openBus } from './bus.ts';
import { sql } from './sql.ts';

const { database, url, log } = await createTestDatabase();
const open: Bus[] = [];
afterEach(() => Promise.all(open.splice(0).map((bus) => bus.close())));

async function openTestBus(address = url): Promise<Bus> {
  const bus = await openBus({ url: address, log });
  open.push(bus);
  return bus;
}

/** The first subscription of a channel, when its notifications are sure to arrive. */
async function subscribe(bus: Bus, channel: string) {
  const listener = vi.fn<BusListener>();
  const unsubscribe = bus.subscribe(channel, listener);
  await vi.waitFor(() => expect(listener).toHaveBeenCalledWith(undefined));
  listener.mockClear();
  return { listener, unsubscribe };
}

test('a notification reaches every listener of its channel, in every process, and no other', async () => {
  const [here, there] = [await openTestBus(), await openTestBus()];
  const listeners = [await subscribe(here, 'job'), await subscribe(there, 'job')].map(({ listener }) => listener);
  const late = vi.fn<BusListener>();
  here.subscribe('job', late);
  const other = await subscribe(there, 'Other "channel"');
  await notify(database, 'job', '17');
  for (const listener of [...listeners, late]) await vi.waitFor(() => expect(listener.mock.calls).toEqual([['17']]));
  await notify(database, 'Other "channel"', 'x');
  await vi.waitFor(() => expect(other.listener.mock.calls).toEqual([['x']]));
});

test('one in a transaction is told when it commits, and only then', async () => {
  const { listener } = await subscribe(await openTestBus(), 'job');
  const failing = database.transaction(async (transaction) => {
    await notify(transaction, 'job', 'undone');
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow();
  await database.transaction(async (transaction) => {
    await notify(transaction, 'job', 'done');
    await notify(database, 'job', 'before');
    await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce());
  });
  await vi.waitFor(() => expect(listener.mock.calls).toEqual([['before'], ['done']]));
});

test('who has unsubscribed is left alone, and a channel can be taken up again', async () => {
  const bus = await openTestBus();
  const { listener, unsubscribe } = await subscribe(bus, 'job');
  unsubscribe();
  const again = await subscribe(bus, 'job');
  await notify(database, 'job', '1');
  await vi.waitFor(() => expect(again.listener).toHaveBeenCalledWith('1'));
  expect(listener).not.toHaveBeenCalled();
});

test('a listener that throws harms no other', async () => {
  const bus = await openTestBus();
  bus.subscribe('job', () => {
    throw new Error('boo');
  });
  const { listener } = await subscribe(bus, 'job');
  await notify(database, 'job', '1');
  await vi.waitFor(() => expect(listener).toHaveBeenCalledWith('1'));
});

test('when the connection is lost every listener looks again, and hears again', async () => {
  const { listener } = await subscribe(await openTestBus(), 'job');
  await database.query(sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'rollcall bus' AND datname = current_database()`);
  await vi.waitFor(() => expect(listener).toHaveBeenCalledWith(undefined), { timeout: 5_000 });
  await vi.waitFor(
    async () => {
      await notify(database, 'job', '2');
      expect(listener).toHaveBeenCalledWith('2');
    },
    { timeout: 5_000 },
  );
});

test('where nothing can be listened to, listeners look again every second', async () => {
  const bus = await openTestBus('postgresql://nobody@127.0.0.1:1/none');
  const listener = vi.fn<BusListener>();
  bus.subscribe('job', listener);
  await vi.waitFor(() => expect(listener.mock.calls).toEqual([[undefined], [undefined]]), { timeout: 5_000 });
});

test('closing ends everything, whatever it was doing', async () => {
  const bus = await openTestBus();
  const { listener } = await subscribe(bus, 'job');
  await bus.close();
  await notify(database, 'job', '3');
  expect(listener).not.toHaveBeenCalled();
});
