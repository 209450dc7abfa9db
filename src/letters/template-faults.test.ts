import { expect, test } from 'vitest';
import { sql } from '../platform/sql.ts';
import { letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

const world = await letterWorld({ readers: 2 });
const { database, mail, manager } = world;
await world.work();

test('a letter that grows beyond all measure for its reader fails, and the worker goes on', async () => {
  const growing =
    '{% capture a %}{{ extraText }}{% endcapture %}{% for i in (1..25) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}{{ a }}';
  await database.execute(sql`
    UPDATE letter_version SET templates = jsonb_set(templates, '{0,text}', to_jsonb(${growing}::text)) WHERE letter_code = 'USER_NOTIFICATION'`);
  const { job } = await letterStory(manager, await world.notify(['r1'], { extraText: 'aaaaaaaaaa' }));
  expect(job).toMatchObject({ state: 'COMPLETED', counts: { lettersSent: 0, lettersFailed: 1 } });
  const reply = expect.stringContaining('limit exceeded');
  expect(job.report?.letters.nodes).toMatchObject([{ state: 'FAILED', code: 'TEMPLATE_FAULT', reply }]);
  expect((await letterStory(manager, await world.notify(['r2']))).job.counts).toMatchObject({ lettersSent: 1 });
  expect(mail.received.map(({ recipients }) => recipients)).toEqual([['r2@example.org']]);
});
