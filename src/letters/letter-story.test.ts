import { describe, expect, test } from 'vitest';
import { sql } from '../platform/sql.ts';
import { letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

const world = await letterWorld({ readers: 12 });
const { database, mail, manager } = world;
await world.work();
await database.execute(sql`UPDATE users SET preferred_language = 'de-AT' WHERE primary_id = 'r2'`);
await database.execute(sql`UPDATE users SET preferred_language = 'ja' WHERE primary_id = 'r3'`);
await database.execute(sql`UPDATE users SET status = 'INACTIVE' WHERE primary_id = 'r4'`);
await database.execute(sql`
  DELETE FROM user_email WHERE user_id = (SELECT id FROM users WHERE primary_id = 'r5')`);
await database.execute(sql`
  INSERT INTO user_letter_opt_out (user_id, letter_code) SELECT id, 'USER_NOTIFICATION' FROM users WHERE primary_id = 'r6'`);
await database.execute(sql`
  UPDATE users SET first_name = '{{ 7 | times: 7 }}', last_name = '<script>alert(1)</script>' WHERE primary_id = 'r7'`);

const extraText = 'Closed on Friday.\nBring <b>cake</b> & {{ user.primaryId }}.';
const jobId = await world.notify(['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'], { extraText });
const { progress, job } = await letterStory(manager, jobId);
const to = (name: string) => {
  const found = mail.received.find(({ recipients }) => recipients.includes(`${name}@example.org`));
  if (!found) throw new Error(`${name} got no letter.`);
  return found.mail;
};

describe('a job that notifies', () => {
  test('ends when its letters have been accepted, and counts them', () => {
    expect(job).toMatchObject({
      state: 'COMPLETED',
      conclusion: 'WITH_WARNINGS',
      counts: {
        total: 7,
        processed: 7,
        lettersQueued: 4,
        lettersSent: 4,
        lettersFailed: 0,
        lettersSkipped: 3,
        lettersCancelled: 0,
        lettersUnknown: 0,
      },
    });
    expect(mail.received).toHaveLength(4);
  });

  test('shows the letters moving while it goes on, and the numbers never fall', () => {
    const sent = progress.map(({ counts }) => counts.lettersSent);
    expect(sent).toEqual(sent.toSorted((one, other) => one - other));
    expect(progress.at(-1)?.counts.lettersSent).toBe(4);
  });

  test('lists them in its report', () => {
    const letters = job.report?.letters;
    expect(letters?.totalCount).toBe(4);
    expect(letters?.nodes.map(({ user }) => user?.primaryId)).toEqual(['r1', 'r2', 'r3', 'r7']);
    for (const letter of letters?.nodes ?? [])
      expect(letter).toMatchObject({ state: 'SENT', code: null, attempts: 1, wasUnknown: false });
    expect(letters?.nodes[0]?.reply).toMatch(/^250 /);
    expect(Date.parse(letters?.nodes[0]?.sentAt ?? '')).toBeGreaterThan(0);
  });
});

describe('a letter', () => {
  test('comes from the library, to one person, with a Message-ID of its own', () => {
    const { from, to: recipient, messageId, headers } = to('r1');
    expect(from?.value).toEqual([{ name: 'The Library', address: 'library@example.org' }]);
    expect(recipient).toMatchObject({ value: [{ name: 'Reader 1', address: 'r1@example.org' }] });
    expect(messageId).toMatch(/^<[0-9a-f-]{36}@example\.org>$/);
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(new Set(mail.received.map((one) => one.mail.messageId)).size).toBe(4);
  });

  test('speaks the language of its reader, the base language of it, or its own', () => {
    expect(to('r1').subject).toBe('A message from Aldermoor University');
    expect(to('r2').subject).toBe('Eine Nachricht von Aldermoor University');
    expect(to('r3').subject).toBe('A message from Aldermoor University');
  });

  test('carries the text of the run as it is: no template, and no HTML', () => {
    expect(to('r1').text).toContain(extraText);
    expect(to('r1').html).toContain('Bring &lt;b&gt;cake&lt;/b&gt; &amp; {{ user.primaryId }}.');
  });

  test('takes a name for a name, whatever stands in it', () => {
    expect(to('r7').text).toContain('Dear {{ 7 | times: 7 }} <script>alert(1)</script>,');
    expect(to('r7').html).toContain('Dear {{ 7 | times: 7 }} &lt;script&gt;alert(1)&lt;/script&gt;,');
    expect(to('r7').html).not.toContain('<script>');
  });
});

test('an address that hides a line break gets no letter, and nobody else does', async () => {
  await database.execute(sql`
    UPDATE user_email SET address = E'r8@example.org\r\nBcc: evil@example.org' WHERE address = 'r8@example.org'`);
  await database.execute(sql`
    UPDATE users SET last_name = E'Nine\r\nBcc: evil@example.org' WHERE primary_id = 'r9'`);
  const before = mail.received.length;
  const { job: ended } = await letterStory(manager, await world.notify(['r8', 'r9']));
  expect(ended.counts).toMatchObject({ lettersSent: 1 });
  const [only, ...others] = mail.received.slice(before);
  expect(others).toEqual([]);
  expect(only?.recipients).toEqual(['r9@example.org']);
  const [head] = only?.raw.split('\r\n\r\n') ?? [];
  expect(head).toContain('To: "Nine Bcc: evil@example.org" <r9@example.org>');
  expect(head).not.toMatch(/^bcc:/im);
});

test('what happened to a user since then is seen at delivery', async () => {
  const row = (userName: string) => sql`(SELECT id FROM users WHERE primary_id = ${userName})`;
  const queued = sql`INSERT INTO outbox (kind, user_id, letter_code, letter_version) `;
  await database.execute(sql`DELETE FROM user_email WHERE user_id = ${row('r10')}`);
  await database.execute(sql`${queued} SELECT 'LETTER'::outbox_kind, id, 'USER_NOTIFICATION', 1 FROM users WHERE primary_id IN ('r10', 'r11')
    UNION ALL SELECT 'LETTER', 999999, 'USER_NOTIFICATION', 1`);
  const { received } = mail;
  await mail.until(received.length + 1);
  await expect
    .poll(() =>
      database.query(
        sql`SELECT state, code FROM outbox WHERE job_id IS NULL AND settled_at IS NOT NULL ORDER BY user_id`,
      ),
    )
    .toEqual([
      { state: 'FAILED', code: 'NO_EMAIL_ADDRESS' },
      { state: 'SENT', code: null },
      { state: 'FAILED', code: 'USER_NOT_FOUND' },
    ]);
});
