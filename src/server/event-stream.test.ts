import { describe, expect, it, vi } from 'vitest';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { toySchema } from '../testing/toy-schema.ts';
import { STREAMS_PER_PRINCIPAL } from './event-streams.ts';
import { LIMITS } from './limits.ts';

const test = await createTestDatabase();
await insertPeople(test.database, [{ primaryId: 'manager', roles: ['21'] }, { primaryId: 'busy' }]);
const { schema, following } = toySchema();
const server = await startTestServer(test, { schema });

const SUBSCRIPTION = 'subscription { numbers }';

describe('an event stream', () => {
  it('tells what the subscription tells, and completes with it', async () => {
    const client = await server.signedInAs('manager');
    const answers = [];
    for await (const answer of client.subscribeOverEvents('subscription { numbers(to: 3) }')) answers.push(answer);
    expect(answers).toEqual([{ data: { numbers: 3 } }]);
  });

  it('ends its source when its reader stops', async () => {
    const client = await server.signedInAs('manager');
    for await (const answer of client.subscribeOverEvents(SUBSCRIPTION)) {
      expect(answer).toEqual({ data: { numbers: 0 } });
      expect(following()).toBe(1);
      break;
    }
    await vi.waitFor(() => expect(following()).toBe(0));
  });

  it('ends when its token expires', async () => {
    const client = await server.signedInAs('manager', 2);
    const stream = client.subscribeOverEvents(SUBSCRIPTION);
    expect((await stream.next()).value).toEqual({ data: { numbers: 0 } });
    await expect(stream.next()).rejects.toThrow();
    await vi.waitFor(() => expect(following()).toBe(0));
  });

  it.each([
    ['a document that is not GraphQL', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['too much depth', `${'{ self '.repeat(LIMITS.depth)} { who } ${'}'.repeat(LIMITS.depth)}`, 'LIMIT_EXCEEDED'],
    ['a fault of the server', 'subscription { broken }', 'INTERNAL_SERVER_ERROR'],
  ])('answers %s with its code', async (_what, document, code) => {
    const client = await server.signedInAs('manager');
    const { value } = await client.subscribeOverEvents(document).next();
    expect(value).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(JSON.stringify(value)).not.toContain('secret');
  });

  it('is one of not too many of a person', async () => {
    const client = await server.signedInAs('busy');
    const streams = Array.from({ length: STREAMS_PER_PRINCIPAL }, () => client.subscribeOverEvents(SUBSCRIPTION));
    await Promise.all(streams.map((stream) => stream.next()));
    await expect(client.subscribeOverEvents(SUBSCRIPTION).next()).rejects.toThrow('429');
    await Promise.all(streams.map((stream) => stream.return?.()));
    await vi.waitFor(() => expect(following()).toBe(0));
  });
});
