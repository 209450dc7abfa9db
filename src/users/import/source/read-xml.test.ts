import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, readAll } from '../testing/pieces.ts';
import { readXml } from './read-xml.ts';

const sample = await readFile(new URL('../samples/users.xml', import.meta.url), 'utf8');
const published = JSON.parse(await readFile(new URL('../samples/users.json', import.meta.url), 'utf8'));
const read = (text: string, cuts: number[] = []) => readAll(readXml(piecesOf(text, cuts)));

test('a record has the shape of its JSON, and the line its element begins on', async () => {
  const { records, fault } = await read(sample);
  expect(fault).toBeNull();
  const begins = sample.split('\n').flatMap((text, index) => (/^ {2}<user[ >]/.test(text) ? [index + 1] : []));
  expect(records.map(({ line }) => line)).toEqual(begins);
  expect(JSON.parse(JSON.stringify(records[1]?.value))).toMatchObject({
    primary_id: 'd.papadopoulou',
    first_name: 'Δήμητρα',
    user_group: published.user[1].user_group.value,
    contact_info: {
      address: [],
      phone: [],
      email: [{ preferred: 'true', segment_type: 'External', email_type: ['work'] }],
    },
    user_identifier: [{ id_type: 'UNIV_ID', value: '000429412', segment_type: 'External' }],
    rs_library: [],
  });
});

test('where the pieces of the file are cut makes no difference', async () => {
  const whole = await read(sample);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(sample.length), { maxLength: 20 }), async (cuts) => {
      expect(await read(sample, cuts)).toEqual(whole);
    }),
    { numRuns: 50 },
  );
});

test('one record needs no list; prefixes of entities, CDATA and comments are understood', async () => {
  const { records, fault } = await read(
    '<?xml version="1.0"?>\n<!-- export -->\n<user><primary_id>a&amp;b</primary_id>\n<last_name><![CDATA[<x>]]>&#x17D;</last_name></user>',
  );
  expect(fault).toBeNull();
  expect(records).toEqual([{ line: 3, broken: null, value: { primary_id: 'a&b', last_name: '<x>Ž' } }]);
});

test.each([
  ['breaks off', '<users>\n<user><primary_id>a</primary_id></user>\n<user><primary_id>', 3],
  ['has a wrong end tag', '<users>\n<user><primary_id>a</primary_id></user>\n<user><primary_id></user></users>', 3],
  ['has text behind its end', '<users>\n<user><primary_id>a</primary_id></user>\n</users>\n\nx', 5],
  [
    'has an entity without end',
    '<users>\n<user><primary_id>a</primary_id></user>\n<user><last_name>A&T</last_name></user>',
    3,
  ],
  [
    'has an undefined entity between records',
    '<users>\n<user><primary_id>a</primary_id></user>\n&nbsp;<user/></users>',
    3,
  ],
])('a document that %s is read up to there', async (_, text, line) => {
  const { records, fault } = await read(text);
  expect(records).toHaveLength(1);
  expect(fault).toMatchObject({ name: 'SourceFault', line });
});

test('an undefined entity breaks the record it is in, and no other', async () => {
  const good = '<user><primary_id>a</primary_id></user>';
  const bad = ['<user>\n<last_name>x&nbsp;y&eacute;</last_name></user>', '<user a="&nbsp;"/>', '<user>&nbsp;</user>'];
  const text = `<users>\n${bad.map((record) => `${record}\n${good}`).join('\n')}\n</users>`;
  const { records, fault } = await read(text);
  expect(fault).toBeNull();
  expect(records.map(({ line, broken }) => [line, broken])).toEqual([
    [2, 'The XML is malformed on line 3: undefined entity.'],
    [4, null],
    [5, 'The XML is malformed on line 5: undefined entity.'],
    [6, null],
    [7, 'The XML is malformed on line 7: undefined entity.'],
    [8, null],
  ]);
});

test('another document is refused, another element among users reported', async () => {
  expect((await read('<html><user/></html>')).fault).toMatchObject({
    line: 1,
    message: expect.stringContaining('<html>'),
  });
  const { records } = await read('<users>\n<group/>\n<user\n/></users>');
  expect(records.map(({ line, broken }) => [line, broken])).toEqual([
    [2, 'Found <group> where a <user> belongs.'],
    [3, null],
  ]);
});

test('a document type declares no entities that would be expanded', async () => {
  const { records } = await read('<!DOCTYPE user [<!ENTITY a "aaaa">]><user><last_name>&a;</last_name></user>');
  expect(records).toEqual([{ line: 1, value: null, broken: expect.stringContaining('undefined entity') }]);
});
