import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Delivered, OutboxRow } from '../letters/outbox/carrier.ts';
import { sql } from '../platform/sql.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { IdentityExport } from './identity-export.ts';
import { answer, type Interference, startScimServer } from './testing/scim-server.ts';

const TOKEN = 'secret of the identity provider';
const { database } = await createTestDatabase();
const server = await startScimServer(TOKEN);
afterAll(() => server[Symbol.asyncDispose]());
const { reader, gone, late } = await insertPeople(database, [
  { primaryId: 'reader' },
  { primaryId: 'gone', status: 'INACTIVE' },
  { primaryId: 'late', expiryDate: '2020-01-01' },
]);
await database.execute(sql`
  UPDATE users SET first_name = 'Ada', middle_name = 'B.', last_name = 'Reader', preferred_first_name = 'Addie' WHERE id = ${reader}`);
await database.execute(sql`
  INSERT INTO user_email (user_id, types, address, preferred, segment) VALUES
    (${reader}, '{personal}', 'ada@home.example', FALSE, 'INTERNAL'), (${reader}, '{work}', 'ada@library.example', TRUE, 'EXTERNAL')`);

const settings = { scimUrl: server.url, scimToken: TOKEN, timeZone: 'UTC' };
const carrier = (more: object = {}) =>
  new IdentityExport({ database, timeoutMs: 5_000, config: { ...settings, ...more } });
const rowOf = (userId: number): OutboxRow => ({
  ...{ id: 1, kind: 'IDENTITY_EXPORT', jobId: null, userId, letter: '', version: null, extraText: null },
  ...{ variables: null, secret: null, messageId: 'a@b', attempts: 1, wasUnknown: false, createdAt: new Date() },
});
const never = new AbortController().signal;
const deliver = (userId: number, by = carrier()): Promise<Delivered> => by.deliver(rowOf(userId), never);

/** Answers the first so many requests of this method in place of the server. */
function instead(method: string, respond: (...given: Parameters<Interference>) => void, times = 1): void {
  let left = times;
  server.interfere = (request, response) => {
    if (request.method !== method || left === 0) return false;
    left -= 1;
    respond(request, response);
    return true;
  };
}

beforeEach(() => {
  server.users.clear();
  server.requests.length = 0;
  server.interfere = () => false;
});

describe('a user goes to the identity provider', () => {
  test('as a new one, in the words of SCIM', async () => {
    expect(await deliver(reader)).toEqual({ state: 'SENT', reply: '201 Created' });
    expect([...server.users.values()]).toEqual([
      {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        id: 'scim-1',
        externalId: `rollcall-${reader}`,
        userName: 'reader',
        name: { formatted: 'Ada B. Reader', givenName: 'Ada', middleName: 'B.', familyName: 'Reader' },
        displayName: 'Addie Reader',
        active: true,
        emails: [
          { value: 'ada@library.example', type: 'work', primary: true },
          { value: 'ada@home.example', type: 'home', primary: false },
        ],
      },
    ]);
    expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
  });

  test('once, however often they are sent: the second time they are brought up to date', async () => {
    await deliver(reader);
    const [stored] = server.users.values();
    if (stored) server.users.set(stored.id, { ...stored, displayName: 'Old', department: 'Theirs' });
    expect(await deliver(reader)).toEqual({ state: 'SENT', reply: '200 OK' });
    expect([...server.users.values()]).toMatchObject([{ displayName: 'Addie Reader', department: 'Theirs' }]);
  });

  test('under their new name, when it has changed', async () => {
    server.users.set('x', { id: 'x', externalId: `rollcall-${reader}`, userName: 'before.marriage' });
    await deliver(reader);
    expect([...server.users.values()]).toMatchObject([{ id: 'x', userName: 'reader' }]);
  });

  test('to the one who is there under the name, whom another system’s id stays with', async () => {
    server.users.set('x', { id: 'x', externalId: 'HR-7', userName: 'READER' });
    expect(await deliver(reader)).toMatchObject({ state: 'SENT' });
    expect([...server.users.values()]).toMatchObject([{ id: 'x', externalId: 'HR-7', active: true }]);
    server.users.set('x', { id: 'x', userName: 'READER' });
    await deliver(reader);
    expect([...server.users.values()]).toMatchObject([{ id: 'x', externalId: `rollcall-${reader}` }]);
  });

  test('as inactive, when the account is not in force', async () => {
    await Promise.all([deliver(gone), deliver(late)]);
    expect([...server.users.values()].map(({ active }) => active)).toEqual([false, false]);
  });

  test('although somebody else creates them at the same moment', async () => {
    instead('POST', ({ body }, response) => {
      server.users.set('y', { ...body, id: 'y' });
      answer(response, 409, { scimType: 'uniqueness' });
    });
    expect(await deliver(reader)).toEqual({ state: 'SENT', reply: '200 OK' });
    expect(server.users.size).toBe(1);
  });
});

describe('what does not get through', () => {
  test.each<[string, number, object, object]>([
    ['a conflict that stays', 409, {}, { state: 'FAILED', code: 'IDENTITY_PROVIDER_CONFLICT' }],
    ['a refusal', 400, {}, { state: 'FAILED', code: 'IDENTITY_PROVIDER_REFUSED', reply: '400 Bad Request Because.' }],
    ['a redirection, which the token does not follow', 302, { location: '/elsewhere' }, { state: 'FAILED' }],
    ['a fault of the server', 500, {}, { state: 'RETRY', code: 'IDENTITY_PROVIDER_ERROR' }],
    [
      'too many requests, with a pause',
      429,
      { 'retry-after': '1800' },
      { state: 'RETRY', code: 'IDENTITY_PROVIDER_BUSY', retryAfterSeconds: 1_800, unavailable: true },
    ],
    ['maintenance', 503, { 'retry-after': '900' }, { state: 'RETRY', code: 'IDENTITY_PROVIDER_BUSY' }],
  ])('%s', async (_what, status, headers, delivered) => {
    instead('POST', (_request, response) => answer(response, status, { detail: 'Because.' }, headers));
    expect(await deliver(reader)).toMatchObject(delivered);
    expect(server.users.size).toBe(0);
  });

  test('a pause may be a date', async () => {
    const date = new Date(Date.now() + 600_000).toUTCString();
    instead('POST', (_request, response) => answer(response, 429, {}, { 'retry-after': date }));
    const delivered = await deliver(reader);
    expect(delivered).toMatchObject({ state: 'RETRY', retryAfterSeconds: expect.any(Number) });
    expect('retryAfterSeconds' in delivered && delivered.retryAfterSeconds).toBeGreaterThan(500);
  });

  test('a wrong token can be put right', async () => {
    const wrong = carrier({ scimToken: 'wrong' });
    expect(await deliver(reader, wrong)).toMatchObject({
      state: 'RETRY',
      code: 'IDENTITY_PROVIDER_UNAUTHORIZED',
      reply: '401 Unauthorized Who are you?',
    });
  });

  test('a server that keeps silent', async () => {
    server.interfere = () => true;
    const impatient = new IdentityExport({ database, config: settings, timeoutMs: 100 });
    const delivered = { state: 'RETRY', code: 'IDENTITY_PROVIDER_SILENT', unavailable: true };
    expect(await deliver(reader, impatient)).toMatchObject(delivered);
  });

  test('a connection that breaks, in the middle of the answer too', async () => {
    const broken = { state: 'RETRY', code: 'IDENTITY_PROVIDER_UNREACHABLE', unavailable: true };
    instead('POST', (_request, response) => response.socket?.destroy());
    expect(await deliver(reader)).toMatchObject(broken);
    instead('POST', (_request, response) => {
      response.writeHead(201, { 'content-length': '1000' });
      response.write('{', () => response.socket?.destroy());
    });
    expect(await deliver(reader)).toMatchObject(broken);
    expect(await deliver(reader)).toMatchObject({ state: 'SENT' });
  });

  test('nobody at the address', async () => {
    const away = await startScimServer(TOKEN);
    await away[Symbol.asyncDispose]();
    expect(await deliver(reader, carrier({ scimUrl: away.url }))).toMatchObject({
      code: 'IDENTITY_PROVIDER_UNREACHABLE',
    });
  });

  test.each<[string, string]>([
    ['no JSON', 'Welcome!'],
    ['no list', '{"Resources": 7}'],
    ['a user without an id', '{"Resources": [{}]}'],
    ['several users', '{"Resources": [{"id": "1"}, {"id": "2"}]}'],
  ])('an answer that is %s', async (_what, text) => {
    instead('GET', (_request, response) => response.end(text));
    expect(await deliver(reader)).toMatchObject({ state: 'FAILED', code: 'IDENTITY_PROVIDER_REFUSED' });
  });

  test.each<[string, object]>([
    ['somebody else', { id: 'x', externalId: 'rollcall-0', userName: 'other' }],
    ['somebody without our id or name', { id: 'x' }],
  ])('a server that answers every search with %s, whose account stays as it is', async (_what, stored) => {
    for (const search of ['externalId', 'userName']) {
      server.requests.length = 0;
      server.interfere = ({ method, path }, response) => {
        if (method !== 'GET' || !path.includes(`filter=${search}`)) return false;
        answer(response, 200, { Resources: [stored] });
        return true;
      };
      expect(await deliver(reader)).toEqual({
        state: 'FAILED',
        code: 'IDENTITY_PROVIDER_REFUSED',
        reply: `200 OK: the search for this ${search} found somebody with another one`,
      });
      expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    }
  });

  test('an answer without end is cut off', async () => {
    instead('GET', (_request, response) => response.end('x'.repeat(2_000_000)));
    expect(await deliver(reader)).toMatchObject({ state: 'RETRY', code: 'IDENTITY_PROVIDER_UNREACHABLE' });
  });

  test('users who are gone, and an identity provider that nobody has set up', async () => {
    expect(await deliver(999_999)).toMatchObject({ state: 'FAILED', code: 'USER_NOT_FOUND' });
    const none = carrier({ scimUrl: undefined });
    expect(await deliver(reader, none)).toMatchObject({ state: 'FAILED', code: 'IDENTITY_PROVIDER_NOT_SET_UP' });
    expect(server.requests).toEqual([]);
  });

  test.each<[string, object]>([
    ['a token with a line break', { scimToken: 'hunter2\nx' }],
    ['an address with a password', { scimUrl: server.url.replace('//', '//user:hunter2@') }],
    ['an address that is none', { scimUrl: 'http://hunter2:x' }],
  ])('%s, and no reply repeats it', async (_what, secret) => {
    const delivered = await deliver(reader, carrier(secret));
    expect(delivered).toMatchObject({ code: 'IDENTITY_PROVIDER_UNREACHABLE', reply: expect.stringMatching(/./) });
    expect(JSON.stringify(delivered)).not.toContain('hunter2');
  });

  test('a process that is to end', async () => {
    const ending = new AbortController();
    server.interfere = () => {
      ending.abort();
      return true;
    };
    expect(await carrier().deliver(rowOf(reader), ending.signal)).toMatchObject({ state: 'RETRY' });
  });
});

test('names that look like a filter stay names', async () => {
  const { 'a" or userName pr "': odd } = await insertPeople(database, [{ primaryId: 'a" or userName pr "' }]);
  server.users.set('x', { id: 'x', userName: 'reader' });
  expect(await deliver(odd)).toMatchObject({ state: 'SENT', reply: '201 Created' });
  expect(server.users.get('x')).toEqual({ id: 'x', userName: 'reader' });
});
