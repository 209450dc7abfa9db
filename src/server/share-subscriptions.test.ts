import { GraphQLError, GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { expect, test, vi } from 'vitest';
import type { GraphQLContext } from '../graphql/context.ts';
import { Latest } from '../platform/latest.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';

const testDatabase = await createTestDatabase();
await insertPeople(testDatabase.database, [
  { primaryId: 'manager', roles: ['21'] },
  { primaryId: 'other', roles: ['21'] },
]);

/** The streams that are being executed, by who they were begun for and which one. */
const executed: { of: string; name: string; stream: Latest<number> }[] = [];
let resolved = 0;

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { nothing: { type: GraphQLString } } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      count: {
        type: GraphQLInt,
        args: { name: { type: GraphQLString } },
        subscribe: (_root, { name = '' }: { name?: string }, { authority }: GraphQLContext) => {
          if (name === 'refused') throw new GraphQLError('Not this one.', { extensions: { code: 'NO' } });
          const entry = {
            of: authority?.primaryId ?? '',
            name,
            stream: new Latest<number>(() => executed.splice(executed.indexOf(entry), 1)),
          };
          executed.push(entry);
          entry.stream.push(0);
          return entry.stream;
        },
        resolve: (value: number) => {
          resolved += 1;
          if (value < 0) throw new GraphQLError('Negative.', { extensions: { code: 'NEGATIVE' } });
          return value;
        },
      },
    },
  }),
});
const server = await startTestServer(testDatabase, { schema });
const manager = await server.signedInAs('manager');
const again = await server.signedInAs('manager');
const other = await server.signedInAs('other');

const ANY = 'subscription Count($name: String) { count(name: $name) }';
const follow = (client: typeof manager, name: string) =>
  client.subscribe<{ count: number }, { name: string }>(ANY, { name });
const followOverEvents = (client: typeof manager, name: string) =>
  client.subscribeOverEvents<{ count: number }, { name: string }>(ANY, { name });
const named = (name: string) => executed.filter((entry) => entry.name === name);
const push = (name: string, value: number) => named(name)[0]?.stream.push(value);
const value = async (stream: AsyncIterator<{ data?: { count: number } | null }>) =>
  (await stream.next()).value?.data?.count;
const gone = (name: string) => vi.waitFor(() => expect(named(name)).toEqual([]));

test('one execution for all who subscribe to the same, over whichever transport', async () => {
  const streams = [follow(manager, 'same'), follow(again, 'same'), followOverEvents(manager, 'same')];
  expect(await Promise.all(streams.map(value))).toEqual([0, 0, 0]);
  expect(named('same')).toHaveLength(1);
  const before = resolved;
  const next = Promise.all(streams.map(value));
  push('same', 1);
  expect(await next).toEqual([1, 1, 1]);
  expect(resolved).toBe(before + 1);
  named('same')[0]?.stream.end();
  expect((await Promise.all(streams.map((stream) => stream.next()))).map(({ done }) => done)).toEqual([
    true,
    true,
    true,
  ]);
  await gone('same');
});

test('executions of their own for other people and other variables', async () => {
  const streams = [follow(manager, 'a'), follow(other, 'a'), follow(manager, 'b')];
  await Promise.all(streams.map(value));
  expect(executed.map(({ of, name }) => `${of} ${name}`).sort()).toEqual(['manager a', 'manager b', 'other a']);
  await Promise.all(streams.map((stream) => stream.return?.()));
  await gone('a');
  await gone('b');
});

test('who joins late gets the newest value at once', async () => {
  const first = follow(manager, 'late');
  expect(await value(first)).toBe(0);
  push('late', 5);
  expect(await value(first)).toBe(5);
  const second = follow(again, 'late');
  expect(await value(second)).toBe(5);
  await Promise.all([first.return?.(), second.return?.()]);
  await gone('late');
});

test('a slow reader gets the newest value only, and holds nobody up', async () => {
  const quick = follow(manager, 'slow');
  const slow = followOverEvents(again, 'slow');
  expect(await Promise.all([value(quick), value(slow)])).toEqual([0, 0]);
  for (let n = 1; n <= 50; n += 1) {
    push('slow', n);
    expect(await value(quick)).toBe(n);
  }
  named('slow')[0]?.stream.end();
  const read = [];
  for await (const { data } of slow) read.push(data?.count);
  expect(read.at(-1)).toBe(50);
  expect(read).toEqual([...read].sort((a, b) => Number(a) - Number(b)));
  await quick.next();
  await gone('slow');
});

test('the execution goes on while one is left, and ends with the last', async () => {
  const [first, second] = [follow(manager, 'leaving'), follow(again, 'leaving')];
  await Promise.all([value(first), value(second)]);
  await first.return?.();
  push('leaving', 1);
  expect(await value(second)).toBe(1);
  expect(named('leaving')).toHaveLength(1);
  await second.return?.();
  await gone('leaving');
  const third = follow(manager, 'leaving');
  expect(await value(third)).toBe(0);
  await third.return?.();
  await gone('leaving');
});

test('what could not begin is told to each who asks, and leaves nothing behind', async () => {
  for (const client of [manager, again]) {
    const { value: answer } = await client.subscribeOverEvents(ANY, { name: 'refused' }).next();
    expect(answer).toMatchObject({ errors: [{ message: 'Not this one.', extensions: { code: 'NO' } }] });
  }
});

test('an error in one value is that value, and the stream goes on', async () => {
  const streams = [follow(manager, 'errors'), follow(again, 'errors')];
  await Promise.all(streams.map(value));
  const faulty = Promise.all(streams.map((stream) => stream.next()));
  push('errors', -1);
  for (const { value: answer } of await faulty)
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'NEGATIVE' } }] });
  const next = Promise.all(streams.map(value));
  push('errors', 2);
  expect(await next).toEqual([2, 2]);
  await Promise.all(streams.map((stream) => stream.return?.()));
  await gone('errors');
});
