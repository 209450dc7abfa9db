import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { toySchema } from '../testing/toy-schema.ts';
import { LIMITS } from './limits.ts';
import { OPERATIONS_PER_SOCKET, SOCKETS_PER_PRINCIPAL } from './web-socket-protocol.ts';
import { MAX_MESSAGE_BYTES } from './web-sockets.ts';

const test = await createTestDatabase();
await insertPeople(test.database, [
  { primaryId: 'manager', roles: ['21'] },
  { primaryId: 'busy' },
  { primaryId: 'leaving' },
  { primaryId: 'hasty' },
]);
const { schema, following } = toySchema();
const server = await startTestServer(test, { schema });
const url = server.url.replace('http', 'ws');

/** A socket without a client library: what is sent and received is exactly what is written here. */
async function connect(options: { origin?: string } = {}) {
  const socket = new WebSocket(url, 'graphql-transport-ws', options);
  const messages: { id?: string; type: string; payload?: unknown }[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await once(socket, 'open');
  const send = (message: object) => socket.send(JSON.stringify(message));
  const received = (type: string, id?: string) =>
    vi.waitFor(() => {
      const message = messages.find((one) => one.type === type && one.id === id);
      if (!message) throw new Error(`no ${type} yet`);
      return message;
    });
  const start = (id: string, query: string) => send({ id, type: 'subscribe', payload: { query } });
  return { socket, send, start, received, closed };
}

async function connectAs(primaryId: string, lifetimeSeconds?: number) {
  const connection = await connect();
  const authorization = `Bearer ${await server.tokenFor(primaryId, lifetimeSeconds)}`;
  connection.send({ type: 'connection_init', payload: { authorization } });
  return connection;
}

const codesOf = (payload: unknown) =>
  (payload as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);

describe('who may connect', () => {
  it('somebody with a token, whose operations are theirs', async () => {
    const { socket, start, received, closed } = await connectAs('manager');
    await received('connection_ack');
    start('1', '{ who }');
    expect((await received('next', '1')).payload).toEqual({ data: { who: 'manager' } });
    await received('complete', '1');
    socket.close();
    expect(await closed).toMatchObject({ code: 1005 });
  });

  it.each([
    ['without a token', {}],
    ['with one that is none', { authorization: 'Bearer a.b.c' }],
    ['with something else', { authorization: 7 }],
  ])('nobody %s', async (_how, payload) => {
    const { send, closed } = await connect();
    send({ type: 'connection_init', payload });
    expect(await closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it('nobody who skips the introduction', async () => {
    const { start, closed } = await connect();
    start('1', '{ who }');
    expect(await closed).toMatchObject({ code: 4401 });
  });

  it('pages of our own origin only', async () => {
    const { socket } = await connect({ origin: server.url.replace('/graphql', '') });
    socket.close();
    await expect(connect({ origin: 'https://elsewhere.example' })).rejects.toThrow('403');
  });

  it('no more sockets of one person than allowed', async () => {
    const connections = await Promise.all(Array.from({ length: SOCKETS_PER_PRINCIPAL }, () => connectAs('busy')));
    await Promise.all(connections.map(({ received }) => received('connection_ack')));
    const refused = await connectAs('busy');
    expect(await refused.closed).toEqual({ code: 4429, reason: 'Too many sockets' });
    connections[0]?.socket.close();
    await connections[0]?.closed;
    const next = await connectAs('busy');
    await next.received('connection_ack');
    for (const { socket } of [...connections, next]) socket.close();
  });
});

describe('how long a socket lasts', () => {
  it('until its token expires', async () => {
    const { received, closed } = await connectAs('hasty', 2);
    await received('connection_ack');
    expect(await closed).toEqual({ code: 4403, reason: 'Token expired' });
  });

  it('until its owner may come in no more', async () => {
    const { start, received, closed } = await connectAs('leaving');
    await received('connection_ack');
    await test.database.prisma.user.update({ where: { id: await idOf('leaving') }, data: { status: 'INACTIVE' } });
    start('1', '{ who }');
    expect(await closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  const idOf = async (primaryId: string) =>
    (await test.database.prisma.user.findFirstOrThrow({ where: { primaryId } })).id;
});

describe('what does not close the socket', () => {
  const beyondDepth = `${'{ self '.repeat(LIMITS.depth)} { who } ${'}'.repeat(LIMITS.depth)}`;
  it.each([
    ['a document that is not GraphQL', '{ who', 'error', ['GRAPHQL_PARSE_FAILED']],
    ['a field that does not exist', '{ whoo }', 'error', ['GRAPHQL_VALIDATION_FAILED']],
    ['too many tokens', `{ ${'who '.repeat(LIMITS.tokens)} }`, 'error', ['LIMIT_EXCEEDED']],
    ['too much depth', beyondDepth, 'error', ['LIMIT_EXCEEDED']],
  ])('%s', async (_what, document, type, codes) => {
    const { socket, start, received } = await connectAs('manager');
    await received('connection_ack');
    start('1', document);
    expect(codesOf((await received(type, '1')).payload)).toEqual(codes);
    start('2', '{ who }');
    expect((await received('next', '2')).payload).toEqual({ data: { who: 'manager' } });
    socket.close();
  });

  it('a fault of the server, which is masked', async () => {
    const { socket, start, received } = await connectAs('manager');
    await received('connection_ack');
    start('1', '{ bug }');
    const query = await received('next', '1');
    start('2', 'subscription { broken }');
    const subscription = await received('next', '2');
    for (const { payload } of [query, subscription]) {
      expect(JSON.stringify(payload)).not.toContain('secret');
      expect(payload).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
    }
    socket.close();
  });

  it('one operation too many', async () => {
    const { socket, start, received } = await connectAs('manager');
    await received('connection_ack');
    for (let n = 0; n < OPERATIONS_PER_SOCKET; n++) start(`s${n}`, `subscription { numbers(name: "${n}") }`);
    start('one-too-many', '{ who }');
    expect(codesOf((await received('error', 'one-too-many')).payload)).toEqual(['LIMIT_EXCEEDED']);
    expect((await received('next', 's0')).payload).toEqual({ data: { numbers: 0 } });
    socket.close();
    await vi.waitFor(() => expect(following()).toBe(0));
  });
});

describe('what does', () => {
  it('a message larger than allowed', async () => {
    const { start, received, closed } = await connectAs('manager');
    await received('connection_ack');
    start('1', `{ who } # ${'x'.repeat(MAX_MESSAGE_BYTES)}`);
    expect(await closed).toMatchObject({ code: 1009 });
  });

  it('a message that is not of the protocol', async () => {
    const { send, closed } = await connect();
    send({ type: 'nonsense' });
    expect(await closed).toMatchObject({ code: 4400 });
  });
});

describe('a subscription', () => {
  it('ends its source when it is ended', async () => {
    const { socket, start, send, received } = await connectAs('manager');
    await received('connection_ack');
    start('1', 'subscription { numbers }');
    await received('next', '1');
    expect(following()).toBe(1);
    send({ id: '1', type: 'complete' });
    await vi.waitFor(() => expect(following()).toBe(0));
    socket.close();
  });

  it('is a stream to its end for a client', async () => {
    const client = await server.signedInAs('manager');
    const answers = [];
    for await (const answer of client.subscribe('subscription { numbers(to: 3) }')) answers.push(answer);
    expect(answers).toEqual([{ data: { numbers: 3 } }]);
  });
});
