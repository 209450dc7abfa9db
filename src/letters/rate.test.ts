import { expect, test } from 'vitest';
import { letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

const RATE = 20;
const world = await letterWorld({ readers: 30, settings: { SMTP_RATE: String(RATE) } });
const { mail, manager } = world;

test('several workers together keep to the rate, and none of the letters is forgotten', async () => {
  await world.work();
  await world.work();
  const readers = Array.from({ length: 30 }, (_, index) => `r${index + 1}`);
  const began = performance.now();
  const { job } = await letterStory(manager, await world.notify(readers));
  expect(job.counts).toMatchObject({ lettersQueued: 30, lettersSent: 30 });
  const last = Math.max(...mail.received.map(({ at }) => at));
  // Whatever delays single letters, the last of so many cannot have gone out sooner; timers may be early by a moment.
  expect((last - began) / 1_000).toBeGreaterThan((30 - 1) / RATE - 0.02);
});
