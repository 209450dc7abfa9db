import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { insertReferenceData } from '../../demo/insert-reference-data.ts';
import { sql } from '../../platform/sql.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { importJson, importPaths, importText, temporaryDirectory } from './testing/import-text.ts';

const { database } = await createTestDatabase();
const directory = await temporaryDirectory();
await insertReferenceData(database);

const person = { primary_id: 'ada', last_name: 'Lovelace' };
const json = (...records: object[]) => importJson(database, directory, records);

beforeEach(async () => {
  await database.execute(sql`TRUNCATE users RESTART IDENTITY CASCADE`);
});

describe('records that cannot go in', () => {
  test('are reported with every reason, line by line, and the others go in', async () => {
    const { lines, counts } = await json(
      person,
      { primary_id: 'b', last_name: 'B', pin_number: '12', birth_date: '2027-02-30Z', gender: 'robot' },
      { last_name: 'Nobody' },
      { primary_id: 'd' },
      { primary_id: 'e', last_name: 'E', account_type: 'EXTERNAL' },
      { primary_id: 'f', last_name: 'F', user_group: 'NOPE', user_note: [{ note_type: 'NOPE', note_text: 'x' }] },
      { primary_id: 'g', last_name: 'G', rs_library: [{ code: 'ATLANTIS' }] },
      { primary_id: 'h', last_name: 'nul\0' },
      { primary_id: 12345678901234567890n.toString(), last_name: 'I' },
    );
    expect(counts).toMatchObject({ created: 2, errors: 7 });
    expect(lines.map(({ line, reasons }) => [line, reasons.map(({ code, field }) => `${code} ${field}`)])).toEqual([
      [1, []],
      [2, ['INVALID_FIELD pin_number', 'INVALID_FIELD gender', 'INVALID_FIELD birth_date']],
      [3, ['INVALID_FIELD primary_id']],
      [4, ['INVALID_FIELD last_name']],
      [5, ['INVALID_FIELD external_id']],
      [6, ['UNKNOWN_CODE user_group', 'UNKNOWN_CODE user_note[0].note_type']],
      [7, ['UNKNOWN_CODE rs_library']],
      [8, ['INVALID_FIELD last_name']],
      [9, []],
    ]);
  });

  test('are found one by one when only the database knows what is wrong', async () => {
    await database.execute(sql`ALTER TABLE users ADD CONSTRAINT nobody_is_called_this CHECK (first_name <> 'Poison')`);
    const people = Array.from({ length: 40 }, (_, index) => ({
      primary_id: `p${index}`,
      last_name: 'P',
      first_name: index === 7 || index === 23 ? 'Poison' : 'Fine',
    }));
    const { lines, counts } = await json(...people);
    await database.execute(sql`ALTER TABLE users DROP CONSTRAINT nobody_is_called_this`);
    expect(counts).toMatchObject({ created: 38, errors: 2 });
    const failed = lines.filter(({ outcome }) => outcome === 'ERROR');
    expect(failed.map(({ primaryId }) => primaryId)).toEqual(['p7', 'p23']);
    expect(failed[0]?.reasons).toMatchObject([{ code: 'REFUSED_BY_DATABASE' }]);
  });

  test('a code table that nobody has filled refuses no code', async () => {
    await database.execute(sql`DELETE FROM code WHERE table_name = 'CAMPUS'`);
    const { counts } = await json({ ...person, campus_code: 'MOON' });
    await database.execute(sql`INSERT INTO code (table_name, code, description) VALUES ('CAMPUS', 'NORTH', 'North')`);
    expect(counts).toMatchObject({ created: 1, errors: 0 });
  });
});

describe('elements that are no records', () => {
  const good = (id: string) => JSON.stringify({ ...person, primary_id: id });
  const xml = (id: string, name: string) => `<user><primary_id>${id}</primary_id><last_name>${name}</last_name></user>`;
  const elements = [good('a'), 'null', '5', '"x"', '[]', good('b')];
  test.each([
    ['a list', `[${elements.join(',\n')}]`, 4],
    ['JSON Lines', elements.join('\n'), 4],
    ['XML', `<users>${xml('a', 'A')}\n${xml('x', 'B&nbsp;')}\n${xml('b', 'C')}</users>`, 1],
  ])('of %s are errors with their lines, and the others go in', async (_, text, errors) => {
    const { counts, lines } = await importText(database, directory, text);
    expect(counts).toMatchObject({ created: 2, errors, brokenFiles: 0 });
    expect(lines.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
    for (const { outcome, reasons } of lines.slice(1, -1)) {
      expect({ outcome, reasons }).toMatchObject({ outcome: 'ERROR', reasons: [{ code: 'MALFORMED_RECORD' }] });
    }
  });

  test('a file called .jsonl may begin with one', async () => {
    const file = path.join(directory, 'begins.jsonl');
    await writeFile(file, `null\n${good('a')}\n`);
    const { counts } = await importPaths(database, [file]);
    expect(counts).toMatchObject({ created: 1, errors: 1, brokenFiles: 0 });
  });
});

describe('files that break off', () => {
  const xml = (id: string) => `<user><primary_id>${id}</primary_id><last_name>${id}</last_name></user>`;
  test.each([
    ['XML', `<users>\n${xml('a')}\n${xml('b')}\n<user><primary_id>c</prim`, 4],
    [
      'JSON',
      `{"user":[\n${JSON.stringify(person)},\n${JSON.stringify({ ...person, primary_id: 'b' })},\n{"primary_id`,
      4,
    ],
    ['JSON with garbage', `[${JSON.stringify(person)},\n${JSON.stringify({ ...person, primary_id: 'b' })}]\nx`, 3],
  ])('%s: what came before is in, and the line is told', async (_, text, line) => {
    const { counts, lines } = await importText(database, directory, text);
    expect(counts).toMatchObject({ created: 2, errors: 0, brokenFiles: 1 });
    expect(lines.at(-1)).toMatchObject({
      line,
      primaryId: null,
      outcome: 'FILE_BROKEN',
      reasons: [{ code: 'FILE_BROKEN' }],
    });
  });
});
