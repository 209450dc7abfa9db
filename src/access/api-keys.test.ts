import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sql } from '../platform/sql.ts';
import { mutate } from '../testing/mutate.ts';
import { codeOf, keys, newSet, revoke, startKeyStory, VIEWER } from './testing/key-story.ts';

const { database, server, programWith, administrator, manager, makeKey } = await startKeyStory();
const newCode = (code: string) => ({ table: 'CAMPUS', code, description: 'A campus' });

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
