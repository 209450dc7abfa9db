import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { Delivery } from '../letters/outbox/delivery.ts';
import { sql } from '../platform/sql.ts';

import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { IdentityExport } from './identity-export.ts';
import { answer, startScimServer } from './testing/scim-server.ts';

const TOKEN = 'secret of the identity provider';
const PEOPLE = 12;
const { database, log, url } = await createTestDatabase();
const server = await startScimServer(TOKEN);
afterAll(() => server[Symbol.asyncDispose]());
const config = readConfig({
  DATABASE_URL: url,
  DATA_DIR: '/tmp',
  SCIM_URL: server.url,
  SCIM_TOKEN: TOKEN,
  OUTBOX_RETRY_SECONDS: '0',
  OUTBOX_ATTEMPTS: '2',
});
await insertPeople(
  database,
  Array.from({ length: PEOPLE }, (_, index) => ({ primaryId: `p${index}` })),
);

beforeEach(async () => {
  server.requests.length = 0;
  server.users.clear();
  server.interfere = () => false;
  await database.execute(sql`DELETE FROM outbox`);
  await database.execute(sql`INSERT INTO outbox (kind, user_id) SELECT 'IDENTITY_EXPORT', id FROM users`);
});

function delivery(): Delivery {
  const never = new AbortController().signal;
  const carrier = new IdentityExport({ config, database, timeoutMs: 5_000 });
  const options = { courierId: randomUUID(), carrier, settled: async () => {}, stopping: never, givingUp: never };
  return new Delivery({ config, database, log }, options);
}

const rows = () =>
  database.query<{ state: string; attempts: number }>(sql`
    SELECT state, attempts, count(*)::int AS rows FROM outbox GROUP BY 1, 2 ORDER BY 1, 2`);

/** Wants to be left alone for so long, from the first request on. */
function busyFor(seconds: string): void {
  server.interfere = (_request, response) => {
    answer(response, 429, {}, { 'retry-after': seconds });
    return true;
  };
}

test.each(['20', '1800', '86400'])('a server that wants to be left alone for %s seconds is', async (seconds) => {
  busyFor(seconds);
  const delivering = delivery();
  await delivering.run();
  const asked = server.requests.length;
  // Those that were under way together, and no other.
  expect(asked).toBeLessThanOrEqual(4);
  await delivering.run();
  await delivering.run();
  expect(server.requests).toHaveLength(asked);
  expect(await rows()).toEqual([{ state: 'QUEUED', attempts: 0, rows: PEOPLE }]);
});

test('no attempt is spent, however often it wants that', async () => {
  busyFor('20');
  for (let time = 0; time < 4; time += 1) {
    await database.execute(sql`UPDATE outbox SET next_attempt_at = now()`);
    await delivery().run();
  }
  server.interfere = () => false;
  await database.execute(sql`UPDATE outbox SET next_attempt_at = now()`);
  await delivery().run();
  expect(await rows()).toEqual([{ state: 'SENT', attempts: 1, rows: PEOPLE }]);
  expect(server.users.size).toBe(PEOPLE);
});
