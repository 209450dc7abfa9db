import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { type Client, openClient } from '../client/open-client.ts';
import { sql } from '../platform/sql.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { mutate } from '../testing/mutate.ts';

const test = await createTestDatabase();
const { database } = test;
await insertPeople(database, [
  { primaryId: 'system.administrator', roles: ['26'] },
  { primaryId: 'manager', roles: ['21'] },
  { primaryId: 'leaving', roles: ['21'] },
  { primaryId: 'patron', roles: ['200'] },
]);
const server = await startTestServer(test);
const administrator = await server.signedInAs('system.administrator');
const manager = await server.signedInAs('manager');
const opened: Client[] = [];
afterAll(async () => {
  for (const client of opened) await client[Symbol.asyncDispose]();
});

const keyFields =
  'key apiKey { id name prefix scopes ownerPrimaryId createdAt expiresAt lastUsedAt revokedAt revokedBy }';
interface KeyFields {
  readonly id: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

async function makeKey(owner: Client, scopes: readonly string[], more: object = {}) {
  const answer = await mutate(owner, 'createApiKey', { name: 'Nightly load', scopes, ...more }, keyFields);
  if (typeof answer.key !== 'string') throw new Error(JSON.stringify(answer));
  return { key: answer.key, apiKey: answer.apiKey as KeyFields, program: programWith(answer.key) };
}

function programWith(token: string): Client {
  const client = openClient({ url: server.url, token, retryAttempts: 0 });
  opened.push(client);
  return client;
}

const VIEWER = '{ viewer { primaryId rank viewerCanAdministrate apiKey { prefix scopes } } }';

async function codeOf(client: Client, document = '{ codeTable(name: CAMPUS) { code } }') {
  const { errors } = await client.query(document);
  return errors?.[0]?.extensions?.code;
}

const newSet = { name: 'Everybody', where: {} };
const newCode = (code: string) => ({ table: 'CAMPUS', code, description: 'A campus' });

async function revoke(client: Client, { id }: KeyFields) {
  return mutate(client, 'revokeApiKey', { id }, 'apiKey { revokedAt revokedBy }');
}

async function keys(client: Client, listing = ''): Promise<(KeyFields & { ownerPrimaryId: string })[]> {
  const document = `{ apiKeys(first: 200 ${listing}) { totalCount nodes { id prefix scopes ownerPrimaryId lastUsedAt } } }`;
  const { apiKeys } = await client.data<
    { apiKeys: { totalCount: number; nodes: (KeyFields & { ownerPrimaryId: string })[] } },
    object
  >(document);
  expect(apiKeys.totalCount).toBe(apiKeys.nodes.length);
  return apiKeys.nodes;
}

describe('an API key', () => {
  it('is shown once, and kept as nothing but its hash', async () => {
    const { key, apiKey } = await makeKey(manager, ['SUBMIT_JOBS']);
    expect(key).toMatch(/^rc_[\w-]{43}$/);
    expect(apiKey).toMatchObject({
      prefix: key.slice(0, 11),
      scopes: ['READ', 'SUBMIT_JOBS'],
      ownerPrimaryId: 'manager',
      lastUsedAt: null,
      revokedAt: null,
    });
    const [stored] = await database.query<{ hash: Buffer; text: string }>(sql`
      SELECT hash, to_jsonb(api_key)::text AS text FROM api_key WHERE prefix = ${apiKey.prefix}`);
    expect(stored?.hash).toEqual(createHash('sha256').update(key).digest());
    const [audit] = await database.query<{ text: string; subject: string; operation: string }>(sql`
      SELECT to_jsonb(audit_event)::text AS text, subject, operation FROM audit_event ORDER BY id DESC LIMIT 1`);
    expect(audit?.operation).toBe('createApiKey');
    for (const text of [stored?.text, audit?.text]) {
      expect(text).toContain(apiKey.prefix);
      expect(text).not.toContain(key.slice(11));
    }
  });

  it('acts for its owner over HTTP, event streams and WebSocket', async () => {
    const { program, apiKey } = await makeKey(manager, ['READ']);
    expect(await program.data(VIEWER)).toEqual({
      viewer: {
        primaryId: 'manager',
        rank: 'USER_MANAGER',
        viewerCanAdministrate: false,
        apiKey: { prefix: apiKey.prefix, scopes: ['READ'] },
      },
    });
    for (const stream of [program.subscribe(VIEWER), program.subscribeOverEvents(VIEWER)]) {
      const { value } = await stream.next();
      expect(value).toMatchObject({ data: { viewer: { primaryId: 'manager', apiKey: { prefix: apiKey.prefix } } } });
      await stream.return?.();
    }
  });

  it('is worth nothing with one letter of it changed', async () => {
    const { key } = await makeKey(manager, ['READ']);
    const other = key.endsWith('A') ? 'B' : 'A';
    for (const wrong of [key.slice(0, -1) + other, key.slice(0, -1), `${key}A`, key.slice(0, 11)])
      expect(await codeOf(programWith(wrong))).toBe('UNAUTHENTICATED');
  });

  it('tells when it was used last, writing it down at most once a minute', async () => {
    const { program, apiKey } = await makeKey(manager, ['READ']);
    const lastUse = async () => (await keys(manager)).find(({ id }) => id === apiKey.id)?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await program.data(VIEWER);
    const first = await lastUse();
    expect(first).not.toBeNull();
    await program.data(VIEWER);
    expect(await lastUse()).toBe(first);
    await database.execute(sql`
      UPDATE api_key SET last_used_at = last_used_at - interval '61 seconds' WHERE prefix = ${apiKey.prefix}`);
    const minuteAgo = await lastUse();
    await program.data(VIEWER);
    expect(Date.parse((await lastUse()) ?? '')).toBeGreaterThan(Date.parse(minuteAgo ?? ''));
  });
});

describe('what a key allows', () => {
  it('is to read, with every key, and to do what its scopes say', async () => {
    const reader = (await makeKey(manager, ['READ'])).program;
    const submitter = (await makeKey(manager, ['SUBMIT_JOBS'])).program;
    for (const program of [reader, submitter]) expect(await codeOf(program)).toBeUndefined();
    expect(await mutate(reader, 'saveSearchAsSet', newSet)).toMatchObject({
      problem: 'FORBIDDEN',
      message: 'The API key lacks the scope SUBMIT_JOBS.',
    });
    const [event] = await database.query(sql`
      SELECT actor, authority, operation, refused FROM audit_event ORDER BY id DESC LIMIT 1`);
    expect(event).toEqual({
      actor: 'manager',
      authority: expect.stringMatching(/^USER_MANAGER at institution, by the API key rc_/),
      operation: 'saveSearchAsSet',
      refused: 'FORBIDDEN',
    });
    expect(await mutate(submitter, 'saveSearchAsSet', newSet)).toMatchObject({ __typename: 'SaveSearchAsSetSuccess' });
  });

  it('is never more than its owner may do', async () => {
    const { program } = await makeKey(manager, ['ADMINISTER', 'SUBMIT_JOBS']);
    expect(await mutate(program, 'createCode', newCode('A'))).toMatchObject({ problem: 'FORBIDDEN' });
    const ofPatron = (await makeKey(await server.signedInAs('patron'), ['SUBMIT_JOBS', 'ADMINISTER'])).program;
    expect(await mutate(ofPatron, 'saveSearchAsSet', newSet)).toMatchObject({ problem: 'FORBIDDEN' });
    expect(await codeOf(ofPatron, '{ users { nodes { id } } }')).toBe('FORBIDDEN');
  });

  it('is no administration without ADMINISTER, whoever its owner is', async () => {
    const narrow = (await makeKey(administrator, ['SUBMIT_JOBS', 'EDIT_USERS'])).program;
    const whole = (await makeKey(administrator, ['ADMINISTER'])).program;
    expect(await narrow.data(VIEWER)).toMatchObject({ viewer: { rank: 'USER_MANAGER', viewerCanAdministrate: false } });
    expect(await mutate(narrow, 'createCode', newCode('B'))).toMatchObject({ problem: 'FORBIDDEN' });
    expect(await codeOf(narrow, '{ auditEvents { nodes { id } } }')).toBe('FORBIDDEN');
    expect(await mutate(whole, 'createCode', newCode('B'))).toMatchObject({ __typename: 'CreateCodeSuccess' });
    expect(await codeOf(whole, '{ auditEvents { nodes { id } } }')).toBeUndefined();
  });

  it('is never to make or end keys', async () => {
    const { program, apiKey } = await makeKey(administrator, ['READ', 'SUBMIT_JOBS', 'EDIT_USERS', 'ADMINISTER']);
    expect(await mutate(program, 'createApiKey', { name: 'Child', scopes: ['READ'] })).toMatchObject({
      problem: 'FORBIDDEN',
    });
    expect(await revoke(program, apiKey)).toMatchObject({ problem: 'FORBIDDEN' });
  });

  it.each([
    [{ scopes: [] }, 'scopes'],
    [{ name: ' ' }, 'name'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ expiresAt: '2090-01-01T00:00:00Z' }, 'expiresAt'],
  ])('has to make sense: not %j', async (faulty, path) => {
    const input = { name: 'Key', scopes: ['READ'], ...faulty };
    expect(await mutate(manager, 'createApiKey', input)).toMatchObject({ issues: [{ path: [path] }] });
  });
});

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

  it('when its owner may come in no more', async () => {
    const { program } = await makeKey(await server.signedInAs('leaving'), ['READ']);
    expect(await codeOf(program)).toBeUndefined();
    await database.execute(sql`UPDATE users SET status = 'INACTIVE' WHERE primary_id = 'leaving'`);
    expect(await codeOf(program)).toBe('UNAUTHENTICATED');
  });

  it('not before, even when that is further off than a timer can be set', async () => {
    const { program } = await makeKey(manager, ['READ'], { expiresAt: new Date(Date.now() + 1e11).toISOString() });
    const { ended } = await openUnder(program);
    expect(await program.data(VIEWER)).toMatchObject({ viewer: { primaryId: 'manager' } });
    expect(await Promise.race([ended, Promise.resolve('open')])).toBe('open');
  });
});

describe('the list of keys', () => {
  it('shows everybody their own, and administrators all', async () => {
    await makeKey(administrator, ['READ']);
    expect(new Set((await keys(manager)).map(({ ownerPrimaryId }) => ownerPrimaryId))).toEqual(new Set(['manager']));
    const owners = new Set((await keys(administrator)).map(({ ownerPrimaryId }) => ownerPrimaryId));
    expect(owners).toContain('manager');
    expect(owners).toContain('system.administrator');
    const mine = (await keys(administrator, 'mine: true')).map(({ ownerPrimaryId }) => ownerPrimaryId);
    expect(new Set(mine)).toEqual(new Set(['system.administrator']));
    expect(await codeOf(server.anonymous, '{ apiKeys { nodes { id } } }')).toBe('UNAUTHENTICATED');
  });
});
