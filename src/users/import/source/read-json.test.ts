import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, readAll } from '../testing/pieces.ts';
import { looksLikeJsonLines, readJson, readJsonLines } from './read-json.ts';

const sample = await readFile(new URL('../samples/users.json', import.meta.url), 'utf8');
const read = (text: string, cuts: number[] = []) => readAll(readJson(piecesOf(text, cuts)));
const readLines = (text: string, cuts: number[] = []) => readAll(readJsonLines(piecesOf(text, cuts)));

test('a published list gives its records, each with the line it begins on', async () => {
  const { records, fault } = await read(sample);
  expect(fault).toBeNull();
  expect(records.map(({ value }) => value)).toEqual(JSON.parse(sample).user);
  const lines = sample.split('\n');
  for (const { line } of records) expect(lines[line]).toContain('"record_type"');
});

test('where the pieces of the file are cut makes no difference', async () => {
  const whole = await read(sample);
  const text = fc.oneof(fc.constant(sample), fc.constant(sample.replace('{', '{"total_record_count":3,')));
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(sample.length), { maxLength: 20 }), async (variant, cuts) => {
      expect(await read(variant, cuts)).toEqual(whole);
    }),
  );
});

const user = (id: string) => ({ primary_id: id, note: 'a "quoted" {[\\', list: [[{ user: [] }]] });
const [a, b] = [JSON.stringify(user('a')), JSON.stringify(user('b'))];

test.each([
  ['one object', `\n${a}\n`, ['a']],
  ['a bare list', `[${a},\n${b}]`, ['a', 'b']],
  ['objects after one another', `${a}\n${b} ${a}`, ['a', 'b', 'a']],
  ['an object in an object', `{"user":${a}}`, ['a']],
  ['several lists', `{"user":[${a}],"x":{"user":[1]},"users":[${b}]} [${a}]`, ['a', 'b', 'a']],
  ['an empty list', `{"user": []}`, []],
])('%s', async (_, text, ids) => {
  const { records, fault } = await read(text);
  expect(fault).toBeNull();
  expect(records.map(({ value }) => value)).toEqual(ids.map(user));
});

test('a record broken within itself takes no other with it', async () => {
  const { records, fault } = await read(`[${a},\n{"primary_id": nonsense},\n${b}]`);
  expect(fault).toBeNull();
  expect(records.map(({ line, broken }) => [line, broken === null])).toEqual([
    [1, true],
    [2, false],
    [3, true],
  ]);
});

test('what is well-formed in a list and no object is a record, wherever the pieces are cut', async () => {
  const strange = [null, 5, -1.5e3, true, 'a, ] " {', [{ user: [] }, [1]], ''];
  const text = `{"user":[${a},\n${strange.map((value) => JSON.stringify(value)).join(' ,\n')},\n${b},0]}`;
  for (let cut = 0; cut <= text.length; cut += 1) {
    const { records, fault } = await read(text, [cut]);
    expect(fault).toBeNull();
    expect(records.map(({ line, value }) => [line, value])).toEqual([
      [1, user('a')],
      ...strange.map((value, index) => [index + 2, value]),
      [9, user('b')],
      [9, 0],
    ]);
  }
});

test.each([
  ['breaks off in a record', `[${a},\n\n{"primary_id":"b"`, 3],
  ['breaks off between records', `[${a},\n`, 2],
  ['breaks off behind the list', `{"user":[${a}]\n\n`, 3],
  ['has a text that is not closed', `[${a},\n{"primary_id":"b\n"},${b}]`, 2],
  ['has no JSON among its records', `[${a},\nnul, ${b}]`, 2],
  ['has something else behind its records', `${a}\n17`, 2],
  ['closes what was not opened', `${a}\n]`, 2],
])('a document that %s is read up to there', async (_, text, line) => {
  const { records, fault } = await read(text);
  expect(records.map(({ value }) => value)).toEqual([user('a')]);
  expect(fault).toMatchObject({ name: 'SourceFault', line });
});

test('JSON Lines: every line stands for itself', async () => {
  const text = `${a}\r\n\n{"primary_id":"x"\n${b}`;
  const whole = await readLines(text);
  expect(whole.fault).toBeNull();
  expect(whole.records.map(({ line, value }) => [line, value])).toEqual([
    [1, user('a')],
    [3, null],
    [4, user('b')],
  ]);
  for (let cut = 0; cut < text.length; cut += 1) expect(await readLines(text, [cut])).toEqual(whole);
});

test('JSON Lines are known by their first two lines', () => {
  expect(looksLikeJsonLines(`${a}\n{"primary_id":`)).toBe(true);
  for (const second of ['null', '5', '"x"', '[1]']) expect(looksLikeJsonLines(`${a}\n${second}\n${b}`)).toBe(true);
  expect(looksLikeJsonLines(`${a}\n]`)).toBe(false);
  expect(looksLikeJsonLines(`{\n${a}`)).toBe(false);
  expect(looksLikeJsonLines(`{"user":[]}\n{`)).toBe(false);
  expect(looksLikeJsonLines(a)).toBe(false);
});
