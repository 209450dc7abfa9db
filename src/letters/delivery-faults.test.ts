import { afterEach, describe, expect, test } from 'vitest';
import { letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';
import type { ReceivedMail } from './testing/mail-server.ts';

// Three attempts at most, without a pause between them; the server may be silent for two seconds.
const world = await letterWorld({ readers: 6 });
const { mail, manager } = world;
await world.work();

afterEach(() => {
  mail.behaviour = {};
  mail.received.length = 0;
});

const story = async (readers: readonly string[]) => (await letterStory(manager, await world.notify(readers))).job;
const letterOf = ({ report }: Awaited<ReturnType<typeof story>>, reader: string) =>
  report?.letters.nodes.find(({ user }) => user?.primaryId === reader);
const recipientsOf = (received: readonly ReceivedMail[]) => received.map(({ recipients }) => recipients[0]).sort();

test('a recipient who is refused for good fails at once, with what the server said; the others get theirs', async () => {
  mail.behaviour.recipient = (address) => (address === 'r2@example.org' ? '550 5.1.1 No such user here' : null);
  const job = await story(['r1', 'r2', 'r3']);
  expect(job).toMatchObject({
    state: 'COMPLETED',
    conclusion: 'WITH_WARNINGS',
    counts: { lettersQueued: 3, lettersSent: 2, lettersFailed: 1, lettersUnknown: 0 },
  });
  expect(letterOf(job, 'r2')).toMatchObject({
    state: 'FAILED',
    code: 'REFUSED_BY_SERVER',
    reply: '550 5.1.1 No such user here',
    attempts: 1,
    sentAt: null,
  });
  expect(recipientsOf(mail.received)).toEqual(['r1@example.org', 'r3@example.org']);
});

test('a message that is refused for good fails at once', async () => {
  mail.behaviour.message = () => '554 5.7.1 This looks like spam';
  const job = await story(['r1']);
  expect(letterOf(job, 'r1')).toMatchObject({
    state: 'FAILED',
    code: 'REFUSED_BY_SERVER',
    reply: '554 5.7.1 This looks like spam',
    attempts: 1,
  });
});

test('what is refused for now is tried again, and sent with the same Message-ID', async () => {
  const tried: string[] = [];
  mail.behaviour.message = ({ mail: { messageId = '' } }) => (tried.push(messageId) < 3 ? '451 4.3.0 Try again' : null);
  const job = await story(['r1']);
  expect(letterOf(job, 'r1')).toMatchObject({ state: 'SENT', code: null, attempts: 3, wasUnknown: false });
  expect(tried).toHaveLength(3);
  expect(new Set(tried)).toEqual(new Set([mail.received[0]?.mail.messageId]));
});

test('what is refused for now too often has failed, with the last reply', async () => {
  mail.behaviour.recipient = () => '450 4.2.1 Mailbox busy';
  const job = await story(['r1']);
  expect(job).toMatchObject({ state: 'COMPLETED', counts: { lettersQueued: 1, lettersSent: 0, lettersFailed: 1 } });
  expect(letterOf(job, 'r1')).toMatchObject({
    state: 'FAILED',
    code: 'DEFERRED_BY_SERVER',
    reply: '450 4.2.1 Mailbox busy',
    attempts: 3,
  });
});

describe('a connection that breaks', () => {
  test('within a message: it cannot have been accepted, and is sent again', async () => {
    const cut: string[] = [];
    mail.behaviour.cutsWithin = (address = '') => address === 'r1@example.org' && cut.push(address) === 1;
    const job = await story(['r1', 'r2']);
    expect(job.counts).toMatchObject({ lettersSent: 2, lettersFailed: 0 });
    expect(recipientsOf(mail.received)).toEqual(['r1@example.org', 'r2@example.org']);
  });

  test('after a message: its fate is unknown, which is counted, and it is sent again with the same Message-ID', async () => {
    const ids: (string | undefined)[] = [];
    mail.behaviour.message = ({ mail: { messageId } }) => (ids.push(messageId) === 1 ? 'CUT' : null);
    const job = await story(['r1']);
    expect(job.counts).toMatchObject({ lettersQueued: 1, lettersSent: 1, lettersFailed: 0, lettersUnknown: 1 });
    expect(letterOf(job, 'r1')).toMatchObject({ state: 'SENT', attempts: 2, wasUnknown: true });
    expect(ids).toEqual([ids[0], ids[0]]);
  });

  test('after every attempt: the letter ends as unknown, counted as failed', async () => {
    mail.behaviour.message = () => 'CUT';
    const job = await story(['r1']);
    expect(job).toMatchObject({ state: 'COMPLETED', counts: { lettersSent: 0, lettersFailed: 1, lettersUnknown: 1 } });
    expect(letterOf(job, 'r1')).toMatchObject({ state: 'UNKNOWN', code: 'CONNECTION_LOST', attempts: 3 });
  });
});

test('a server that is silent for too long is not waited for; the letters of others go on meanwhile', async () => {
  const never = Promise.withResolvers<null>();
  let silent = 0;
  mail.behaviour.message = ({ recipients }) => {
    if (recipients[0] !== 'r1@example.org' || silent > 0) return null;
    silent += 1;
    return never.promise;
  };
  const job = await story(['r1', 'r2', 'r3', 'r4']);
  never.resolve(null);
  expect(job.counts).toMatchObject({ lettersQueued: 4, lettersSent: 4, lettersUnknown: 1 });
  expect(letterOf(job, 'r1')).toMatchObject({ state: 'SENT', attempts: 2, wasUnknown: true });
  for (const reader of ['r2', 'r3', 'r4']) expect(letterOf(job, reader)).toMatchObject({ state: 'SENT', attempts: 1 });
});
