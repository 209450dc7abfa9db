import { describe, expect, it } from 'vitest';
import type { Route } from '../graphql/route.ts';
import { NotFound } from '../platform/problems.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { toySchema } from '../testing/toy-schema.ts';
import { COST_BUDGET } from './cost-limit.ts';
import { MAX_BODY_BYTES } from './graphql-engine.ts';
import { LIMITS } from './limits.ts';

const test = await createTestDatabase();
await insertPeople(test.database, [{ primaryId: 'manager', roles: ['21'] }, { primaryId: 'patron' }]);
const routes: Route[] = [
  {
    path: /^\/lines\/(?<count>\d+)$/,
    answer: async ({ count }, { authority }) => ({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: lines(Number(count), authority.primaryId),
    }),
  },
  {
    path: /^\/missing$/,
    answer: async () => {
      throw new NotFound('Job');
    },
  },
];
async function* lines(count: number, who: string) {
  for (let line = 1; line <= count; line++) yield `${line} for ${who}\n`;
  if (count === 13) throw new Error('half-way');
}
const server = await startTestServer(test, { schema: toySchema().schema, routes });
const manager = await server.signedInAs('manager');
const token = await server.tokenFor('manager');
const base = server.url.replace('/graphql', '');

const code = (answer: { errors?: readonly { extensions?: { code?: string } }[] }) =>
  answer.errors?.map(({ extensions }) => extensions?.code);
const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(server.url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

describe('errors', () => {
  it('of the server are masked, and can be found in the log by the request id', async () => {
    const answer = await manager.query('{ who bug }');
    expect(answer.data).toEqual({ who: 'manager', bug: null });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: expect.stringMatching(/^[\w-]{36}$/),
    });
  });

  it('that a query can expect carry the code and issues of their problem', async () => {
    const { errors } = await manager.query('{ problem }');
    expect(errors?.[0]).toMatchObject({
      message: 'Too short.',
      path: ['problem'],
      extensions: { code: 'INVALID_INPUT', issues: [{ path: ['where', 'lastName'], message: 'Too short.' }] },
    });
  });

  it('of the language have a code', async () => {
    expect(code(await manager.query('{ who '))).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(code(await manager.query('{ whoo }'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(code(await manager.query('query Q($n: Int!) { who }', {}))).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(code(await manager.query('subscription S($to: Int!) { numbers(to: $to) }', { to: 'x' }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  it('suggest names only to those who may see the schema', async () => {
    expect((await manager.query('{ whoo }')).errors?.[0]?.message).toContain('Did you mean "who"');
    expect((await server.anonymous.query('{ whoo }')).errors?.[0]?.message).toBe(
      'Cannot query field "whoo" on type "Query".',
    );
  });
});

describe('limits', () => {
  const deep = `${'{ self '.repeat(LIMITS.depth)} { who } ${'}'.repeat(LIMITS.depth)}`;
  const lists = (count: number) => `${'{ list '.repeat(count)} { who } ${'}'.repeat(count)}`;
  it.each([
    ['tokens', `{ ${'who '.repeat(LIMITS.tokens)} }`],
    ['depth', deep],
    ['aliases', `{ ${Array.from({ length: LIMITS.aliases + 1 }, (_, n) => `a${n}: who`).join(' ')} }`],
    ['directives', `{ who ${'@include(if: true) '.repeat(LIMITS.directives + 1)} }`],
    ['cost', lists(LIMITS.depth - 1)],
  ])('%s', async (_limit, document) => {
    expect(code(await manager.query(document))).toContain('LIMIT_EXCEEDED');
  });

  it('leave what stays below them alone', async () => {
    expect(await manager.query(lists(3))).toEqual({ data: { list: [{ list: [{ list: [{ who: 'manager' }] }] }] } });
  });

  it('tell the cost and the budget', async () => {
    const { errors } = await manager.query(lists(LIMITS.depth - 1));
    expect(errors?.[0]?.extensions).toMatchObject({ budget: COST_BUDGET, cost: expect.any(Number) });
  });

  it('of the body', async () => {
    const response = await post(JSON.stringify({ query: '{ who }', variables: { x: 'x'.repeat(MAX_BODY_BYTES) } }));
    expect(response.status).toBe(413);
  });
});

describe('what is refused', () => {
  it('introspection by the anonymous, not by the signed-in', async () => {
    const document = '{ __schema { queryType { name } } }';
    const { errors } = await server.anonymous.query(document);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('Sign in first'),
      extensions: { code: 'UNAUTHENTICATED' },
    });
    expect(await manager.query(document)).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  it('mutations by GET', async () => {
    const url = `${server.url}?query=${encodeURIComponent('mutation { change }')}`;
    const headers = { authorization: `Bearer ${token}`, 'x-csrf-prevention': '1' };
    const response = await fetch(url, { headers });
    expect(response.status).toBe(405);
  });

  it('requests that a page of another site could make', async () => {
    const response = await fetch(`${server.url}?query={who}`);
    expect(response.status).toBe(403);
    expect(code(await response.json())).toEqual(['CSRF_PREVENTED']);
    expect((await post('query={who}', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(403);
  });

  it('batches', async () => {
    const response = await post('[{"query":"{ who }"},{"query":"{ who }"}]');
    expect(response.status).toBe(400);
  });

  it('tokens that are none: nobody is signed in then', async () => {
    for (const authorization of ['Bearer x.y.z', `Bearer ${token}x`, `Basic ${token}`, 'nonsense']) {
      const response = await post('{"query":"{ who }"}', { authorization });
      expect(await response.json()).toEqual({ data: { who: null } });
    }
  });
});

describe('request ids', () => {
  const idFor = async (given: string) =>
    (await post('{"query":"{ who }"}', { 'x-request-id': given })).headers.get('x-request-id');

  it('are the caller’s own when they are sane', async () => {
    expect(await idFor('trace-1:span.2')).toBe('trace-1:span.2');
  });

  it('are new ones otherwise', async () => {
    expect(await idFor('no spaces')).toMatch(/^[\w-]{36}$/);
    expect(await idFor('x'.repeat(101))).toMatch(/^[\w-]{36}$/);
  });
});

describe('plain routes', () => {
  const get = (path: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }) =>
    fetch(`${base}${path}`, { headers });

  it('stream what they answer, for the one who asks', async () => {
    const response = await get('/lines/3');
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(await response.text()).toBe('1 for manager\n2 for manager\n3 for manager\n');
  });

  it('cut the connection when they fail half-way', async () => {
    const response = await get('/lines/13');
    await expect(response.text()).rejects.toThrow();
  });

  it('are closed to the anonymous', async () => {
    const response = await get('/lines/3', {});
    expect(response.status).toBe(401);
    expect(code(await response.json())).toEqual(['UNAUTHENTICATED']);
  });

  it('answer problems with a status', async () => {
    const response = await get('/missing');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ message: 'Job not found.' }] });
  });

  it('are read only, and the only ones there are', async () => {
    const authorization = `Bearer ${token}`;
    expect((await fetch(`${base}/lines/3`, { method: 'POST', headers: { authorization } })).status).toBe(405);
    expect((await get('/lines/3/more')).status).toBe(404);
  });
});

describe('beside GraphQL', () => {
  it('health tells that the process lives and is ready', async () => {
    expect(await (await fetch(`${base}/health/live`)).json()).toEqual({ status: 'live' });
    expect(await (await fetch(`${base}/health/ready`)).json()).toEqual({ status: 'ready' });
  });

  it('a browser gets GraphiQL, whole, without anything from elsewhere', async () => {
    const response = await fetch(server.url, { headers: { accept: 'text/html' } });
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('mutation SignIn');
    expect(page).not.toMatch(/<(?:script|link)[^>]+(?:src|href)="https?:/);
  });
});
