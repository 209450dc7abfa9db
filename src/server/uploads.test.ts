import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { authorityOf } from '../access/authority.ts';
import { schema } from '../schema.ts';
import { fileSender, multipartBody } from '../sets/testing/send-file.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { MAX_BODY_BYTES } from './graphql-engine.ts';
import { UPLOADS_AT_ONCE, uploads } from './uploads.ts';

const database = await createTestDatabase();
await insertPeople(database.database, [{ primaryId: 'manager', roles: ['21'] }, { primaryId: 'patron' }]);
const server = await startTestServer(database, { settings: { SET_FILE_LIMIT: '2000000' } });
const token = await server.tokenFor('manager');
const sender = fileSender(server.url, token);
const mutation = `mutation ($input: CreateSetFromFileInput!) { createSetFromFile(input: $input) {
  __typename ... on InvalidInput { issues { path } } ... on CreateSetFromFileSuccess { upload { fileName lines } } } }`;
const lines = (count: number) => `Primary ID\n${'12345678\n'.repeat(count)}`;
const codes = async (response: Response) =>
  ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.map(
    ({ extensions }) => extensions.code,
  );

test('a file may be larger than JSON may be, up to a bound of its own', async () => {
  const content = lines(200_000);
  expect(content.length).toBeGreaterThan(MAX_BODY_BYTES);
  const answer = await sender.send('createSetFromFile', { name: 'Large' }, { content, name: 'large.txt' });
  expect(answer.upload).toMatchObject({ fileName: 'large.txt', lines: 200_000, notFound: 200_000 });
  for (const count of [230_000, 500_000]) {
    const response = await sender.post(multipartBody(mutation, { name: 'Too large' }, { content: lines(count) }));
    expect(response.status, `${count} lines`).toBe(413);
    expect(await codes(response)).toEqual(['REQUEST_ENTITY_TOO_LARGE']);
  }
});

test('JSON stays within its bound, and holds no file', async () => {
  const json = (variables: object) =>
    fetch(server.url, {
      method: 'POST',
      body: JSON.stringify({ query: mutation, variables }),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  expect((await json({ input: { name: 'x'.repeat(MAX_BODY_BYTES) } })).status).toBe(413);
  for (const file of ['Primary ID', { name: 'x', bytes: 'y' }, null]) {
    expect(await codes(await json({ input: { name: 'x', file } }))).toEqual(['BAD_USER_INPUT']);
  }
});

test('a page of another site cannot send one', async () => {
  const body = multipartBody(mutation, { name: 'x' }, { content: lines(1) });
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(server.url, { method: 'POST', body, headers });
  expect(response.status).toBe(403);
  expect(await codes(response)).toEqual(['CSRF_PREVENTED']);
});

test('who may not have sets is told so before anything is read', async () => {
  const body = () => multipartBody(mutation, { name: 'x' }, { content: lines(1) });
  const anonymous = await fetch(server.url, { method: 'POST', body: body(), headers: { 'x-csrf-prevention': '1' } });
  expect([anonymous.status, await codes(anonymous)]).toEqual([401, ['UNAUTHENTICATED']]);
  const patron = await fileSender(server.url, await server.tokenFor('patron')).post(body());
  expect([patron.status, await codes(patron)]).toEqual([403, ['FORBIDDEN']]);
});

test('one at a time from each person, and only so many together', () => {
  const { begin } = uploads(schema, server.services);
  const person = (id: number) =>
    authorityOf(id, `manager-${id}`, [{ code: '21', key: 'M', name: 'M', libraryCode: null, expiresOn: null }]);
  const responseTo = () => new ServerResponse(new IncomingMessage(new Socket()));
  const first = responseTo();
  expect(begin(first, person(1))).toBeNull();
  expect(begin(responseTo(), person(1))).toMatchObject({ status: 429 });
  for (let id = 2; id <= UPLOADS_AT_ONCE; id += 1) expect(begin(responseTo(), person(id))).toBeNull();
  expect(begin(responseTo(), person(99))).toMatchObject({ status: 429 });
  first.emit('close');
  expect(begin(responseTo(), person(99))).toBeNull();
  expect(begin(responseTo(), person(1))).toMatchObject({ status: 429 });
});

test('a body that is no multipart request is refused, and so are two files', async () => {
  const messages = async (body: FormData) =>
    ((await (await sender.post(body)).json()) as { errors: { message: string }[] }).errors.map(
      ({ message }) => message,
    );
  const wrong = new FormData();
  wrong.set('operations', '{');
  expect(await messages(wrong)).toEqual([expect.stringContaining('"operations" must be a valid JSON string')]);
  expect(await codes(await sender.post(wrong))).toEqual(['BAD_USER_INPUT']);
  const two = multipartBody(mutation, { name: 'x' }, { content: lines(1) });
  two.set('1', new File(['x'], 'y'));
  expect(await messages(two)).toEqual([expect.stringContaining('Parts limit exceeded')]);
  const named = multipartBody(mutation, { name: 'x\0' }, { content: lines(1) });
  expect(await codes(await sender.post(named))).toEqual(['BAD_USER_INPUT']);
});
