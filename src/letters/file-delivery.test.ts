import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { sql } from '../platform/sql.ts';
import { letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

const world = await letterWorld({ readers: 3, files: true });
const { database, manager, services, mail } = world;
await world.work();
const directory = path.join(services.config.dataDirectory, 'outbox');

test('without a mail server each letter is a file, whole, for nobody else to read', async () => {
  const { job } = await letterStory(manager, await world.notify(['r1', 'r2', 'r3'], { extraText: 'Grüße' }));
  expect(job).toMatchObject({ state: 'COMPLETED', counts: { lettersQueued: 3, lettersSent: 3 } });
  const files = await readdir(directory);
  expect(files).toHaveLength(3);
  const letters = await Promise.all(
    files.map(async (file) => simpleParser(await readFile(path.join(directory, file)))),
  );
  expect(letters.map(({ to }) => (to as { text: string }).text).sort()).toEqual(
    ['1', '2', '3'].map((number) => `"Reader ${number}" <r${number}@example.org>`),
  );
  for (const { text, html, from } of letters) {
    expect(from?.text).toBe('"Rollcall" <rollcall@localhost>');
    expect([text, html]).toEqual([expect.stringContaining('Grüße'), expect.stringContaining('Grüße')]);
  }
  expect(job.report?.letters.nodes.map(({ reply }) => reply?.replace('Written to ', '')).sort()).toEqual(files.sort());
  for (const file of files) {
    expect((await stat(path.join(directory, file))).mode & 0o777).toBe(0o600);
    expect(await readFile(path.join(directory, file), 'utf8')).toMatch(/\r\nMessage-ID: <[0-9a-f-]{36}@localhost>\r\n/);
  }
  expect(mail.received).toEqual([]);
});

test('what is sent again is the same file', async () => {
  const before = await readdir(directory);
  const [again] = await database.query<{ id: number }>(sql`
    UPDATE outbox SET state = 'UNKNOWN', settled_at = NULL, job_id = NULL WHERE id = (SELECT min(id) FROM outbox) RETURNING id`);
  await expect
    .poll(() => database.query(sql`SELECT state, attempts FROM outbox WHERE id = ${again?.id}`))
    .toEqual([{ state: 'SENT', attempts: 2 }]);
  expect(await readdir(directory)).toEqual(before);
});
