import { describe, expect, test } from 'vitest';
import { cancelJobAs } from '../jobs/testing/job-client.ts';
import { letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

const READERS = 60;
const world = await letterWorld({ readers: READERS, settings: { SMTP_CONNECTIONS: '8' } });
const { mail, manager } = world;
await world.work();
const readers = Array.from({ length: READERS }, (_, index) => `r${index + 1}`);

/** A server that does something else with every message, the same in every run: it depends on the message's number only. */
function capricious(seed: number): void {
  let number = seed;
  const next = () => {
    number = (number * 1_103_515_245 + 12_345) % 2_147_483_648;
    return number / 2_147_483_648;
  };
  const replies = [null, null, null, '451 4.3.0 Later', '550 5.7.1 Never', 'CUT'];
  mail.behaviour = {
    recipient: () => (next() < 0.1 ? '550 5.1.1 Nobody' : null),
    cutsWithin: () => next() < 0.05,
    message: () => replies[Math.floor(next() * replies.length)] ?? null,
  };
}

type Job = Awaited<ReturnType<typeof letterStory>>['job'];

function holdsLaws({ counts, report }: Job): void {
  const letters = report?.letters.nodes ?? [];
  const number = (...states: string[]) => letters.filter(({ state }) => states.includes(state)).length;
  expect(counts.lettersQueued).toBe(letters.length);
  expect(counts.lettersSent).toBe(number('SENT'));
  expect(counts.lettersFailed).toBe(number('FAILED', 'UNKNOWN'));
  expect(counts.lettersCancelled).toBe(number('SKIPPED'));
  expect(counts.lettersSent + counts.lettersFailed + counts.lettersCancelled).toBe(counts.lettersQueued);
  expect(counts.lettersUnknown).toBe(letters.filter(({ wasUnknown }) => wasUnknown).length);
}

describe.each([1, 2, 3])('whatever the server does (%i)', (seed) => {
  test('the counters are those of the letters, and nobody gets one letter under two Message-IDs', async () => {
    mail.received.length = 0;
    capricious(seed);
    const { job, progress } = await letterStory(manager, await world.notify(readers));
    expect(job.state).toBe('COMPLETED');
    expect(job.counts.lettersQueued).toBe(READERS);
    holdsLaws(job);
    for (const { counts } of progress)
      expect(counts.lettersSent + counts.lettersFailed + counts.lettersCancelled).toBeLessThanOrEqual(
        counts.lettersQueued,
      );
    const ids = new Map(mail.received.map(({ recipients, mail: { messageId } }) => [recipients[0], messageId]));
    for (const { recipients, mail: one } of mail.received) expect(one.messageId).toBe(ids.get(recipients[0]));
    const reached = new Set(mail.received.map(({ recipients }) => recipients[0]));
    const sent = job.report?.letters.nodes.filter(({ state }) => state === 'SENT') ?? [];
    for (const { user } of sent) expect(reached).toContain(`${user?.primaryId}@example.org`);
  });

  test('and whenever somebody cancels', async () => {
    const count = 5 * seed;
    mail.received.length = 0;
    capricious(seed + 100);
    const jobId = await world.notify(readers);
    await mail.until(count);
    await cancelJobAs(manager, jobId);
    const { job } = await letterStory(manager, jobId);
    expect(['CANCELLED', 'COMPLETED']).toContain(job.state);
    holdsLaws(job);
  });
});
