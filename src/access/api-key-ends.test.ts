import { describe, expect, it } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { sql } from '../platform/sql.ts';
import { mutate } from '../testing/mutate.ts';
import { codeOf, keys, newSet, revoke, startKeyStory, VIEWER } from './testing/key-story.ts';

const { database, server, administrator, manager, makeKey } = await startKeyStory();

describe('a key ends', () => {
  /** A socket and an event stream that are open under the key, each with what it comes to. */
  async function openUnder(program: Client): Promise<{ ended: Promise<PromiseSettledResult<unknown>[]> }> {
    const document = 'subscription ($id: ID!) { jobProgress(jobId: $id) { state } }';
    const job = { id: await waitingJob() };
    const streams = [program.subscribe(document, job), program.subscribeOverEvents(document, job)];
    for (const stream of streams)
      expect((await stream.next()).value).toEqual({ data: { jobProgress: { state: 'SCHEDULED' } } });
    // Caught at once: the two need not end in the order in which they are waited for.
    return { ended: Promise.allSettled(streams.map((stream) => stream.next())) };
  }

  async function waitingJob(): Promise<string> {
    const { set } = (await mutate(
      manager,
      'saveSearchAsSet',
      { ...newSet, isPrivate: false },
      'set { id }',
    )) as unknown as {
      set: { id: string };
    };
    const runAt = new Date(Date.now() + 86_400_000).toISOString();
    const input = { setId: set.id, runAt, actions: [{ setStatus: { status: 'ACTIVE' } }] };
    const { job } = (await mutate(manager, 'submitUpdateNotifyJob', input, 'job { id }')) as unknown as {
      job: { id: string };
    };
    return job.id;
  }

  it('when its owner revokes it, with all that is open under it', async () => {
    const { program, apiKey } = await makeKey(manager, ['READ']);
    const { ended } = await openUnder(program);
    expect(await revoke(manager, apiKey)).toMatchObject({ apiKey: { revokedBy: 'manager' } });
    expect(await ended).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 4403 }) },
      { status: 'rejected', reason: expect.any(Error) },
    ]);
    expect(await codeOf(program)).toBe('UNAUTHENTICATED');
    expect((await keys(manager, 'live: true')).map(({ id }) => id)).not.toContain(apiKey.id);
    expect((await keys(manager, 'live: false')).map(({ id }) => id)).toContain(apiKey.id);
  });

  it('when an administrator does, and not when somebody else does', async () => {
    const { program, apiKey } = await makeKey(manager, ['READ']);
    const other = await server.signedInAs('leaving');
    expect(await revoke(other, apiKey)).toMatchObject({ problem: 'NOT_FOUND' });
    expect(await other.data('query ($id: ID!) { node(id: $id) { id } }', { id: apiKey.id })).toEqual({ node: null });
    expect(await codeOf(program)).toBeUndefined();
    expect(await revoke(administrator, apiKey)).toMatchObject({ apiKey: { revokedBy: 'system.administrator' } });
    expect(await codeOf(program)).toBe('UNAUTHENTICATED');
    // Who ended it first has ended it.
    expect(await revoke(manager, apiKey)).toMatchObject({ apiKey: { revokedBy: 'system.administrator' } });
  });

  it('when its time is over, with all that is open under it', async () => {
    const { program } = await makeKey(manager, ['READ'], { expiresAt: new Date(Date.now() + 3_000).toISOString() });
    const { ended } = await openUnder(program);
    expect(await ended).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 4403 }) },
      { status: 'rejected', reason: expect.any(Error) },
    ]);
    expect(await codeOf(program)).toBe('UNAUTHENTICATED');
  });

  it('for as long as its owner may not come in', async () => {
    const { program } = await makeKey(await server.signedInAs('leaving'), ['READ']);
    expect(await codeOf(program)).toBeUndefined();
    await database.execute(sql`UPDATE users SET status = 'INACTIVE' WHERE primary_id = 'leaving'`);
    expect(await codeOf(program)).toBe('UNAUTHENTICATED');
    await database.execute(sql`UPDATE users SET status = 'ACTIVE' WHERE primary_id = 'leaving'`);
    expect(await codeOf(program)).toBeUndefined();
  });

  it('not before, even when that is further off than a timer can be set', async () => {
    const { program } = await makeKey(manager, ['READ'], { expiresAt: new Date(Date.now() + 1e11).toISOString() });
    const { ended } = await openUnder(program);
    expect(await program.data(VIEWER)).toMatchObject({ viewer: { primaryId: 'manager' } });
    expect(await Promise.race([ended, Promise.resolve('open')])).toBe('open');
  });
});
