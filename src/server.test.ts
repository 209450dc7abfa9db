import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Route } from './graphql/route.ts';
import { openTestServer } from './testing/client.ts';
import { createTestDatabase } from './testing/database.ts';
import { insertPeople } from './testing/insert-people.ts';
import { toySchema } from './testing/toy-schema.ts';

const test = await createTestDatabase();
await insertPeople(test.database, [{ primaryId: 'manager', roles: ['21'] }]);

interface Line {
  readonly msg: string;
  readonly requestId: string;
  readonly [field: string]: unknown;
}

/** A log whose lines a test can read. */
function readableLog() {
  const stream = new PassThrough();
  const lines: Line[] = [];
  stream.on('data', (data) =>
    lines.push(
      ...String(data)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ),
  );
  return { log: pino({ base: null }, stream), lines };
}

it('logs one line for each request and operation, and the fault behind a masked error, under the same id', async () => {
  const { log, lines } = readableLog();
  await using server = await openTestServer({ ...test, log }, { schema: toySchema().schema });
  const token = await server.tokenFor('manager');
  const client = await server.signedInAs('manager');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-request-id': 'mine' };
  await fetch(server.url, { method: 'POST', headers, body: '{"query":"query Mine { bug }"}' });
  for await (const answer of client.subscribe('subscription Watch { numbers(to: 1) }'))
    expect(answer.data).toBeTruthy();
  const about = (id: string) => lines.filter(({ requestId }) => requestId === id);
  await vi.waitFor(() => expect(about('mine')).toHaveLength(2));
  expect(about('mine')).toEqual([
    expect.objectContaining({ msg: 'unexpected error', path: 'bug', err: expect.objectContaining({ type: 'Error' }) }),
    expect.objectContaining({
      msg: 'request',
      method: 'POST',
      path: '/graphql',
      operation: 'query Mine',
      principal: 'manager',
      status: 200,
      durationMs: expect.any(Number),
    }),
  ]);
  const watch = { msg: 'request', transport: 'websocket', operation: 'subscription Watch', principal: 'manager' };
  await vi.waitFor(() => expect(lines).toContainEqual(expect.objectContaining(watch)));
  expect(JSON.stringify(lines)).not.toContain(token);
});

it('stops in order: not ready, streams told to go away, requests under way finished, nothing left', async () => {
  const { promise: finish, resolve: finishRequest } = Promise.withResolvers<void>();
  const slow: Route = {
    path: /^\/slow$/,
    answer: async () => {
      await finish;
      return { status: 200, headers: {}, body: 'finished' };
    },
  };
  const { schema, following } = toySchema();
  await using server = await openTestServer(test, { schema, routes: [slow] });
  const authorization = `Bearer ${await server.tokenFor('manager')}`;
  const client = await server.signedInAs('manager');
  const events = client.subscribeOverEvents('subscription { numbers }');
  await events.next();
  const socket = new WebSocket(server.url.replace('http', 'ws'), 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await once(socket, 'message');
  const request = fetch(server.url.replace('/graphql', '/slow'), { headers: { authorization } });
  const beforehand = fetch(server.url.replace('/graphql', '/health/ready'));
  expect((await beforehand).status).toBe(200);

  const stopped = server.stop();
  const [code, reason] = await once(socket, 'close');
  expect([code, String(reason)]).toEqual([1001, 'Going away']);
  await expect(events.next()).rejects.toThrow();
  expect(following()).toBe(0);
  await expect(fetch(server.url)).rejects.toThrow();
  finishRequest();
  expect(await (await request).text()).toBe('finished');
  await stopped;
});

it('cuts off what does not finish in time', async () => {
  const hanging: Route = { path: /^\/hanging$/, answer: () => new Promise(() => {}) };
  await using server = await openTestServer(test, { routes: [hanging], schema: toySchema().schema });
  const authorization = `Bearer ${await server.tokenFor('manager')}`;
  const request = fetch(server.url.replace('/graphql', '/hanging'), { headers: { authorization } });
  const outcome = expect(request).rejects.toThrow();
  await (await server.signedInAs('manager')).query('{ who }');
  await server.stop({ graceMs: 50 });
  await outcome;
});
