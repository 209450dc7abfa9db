import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authorityOf } from '../../access/authority.ts';
import { sql } from '../../platform/sql.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { type TestCell, workbookOf } from '../testing/workbook.ts';
import { addSetMembersFromFile, createSetFromFile } from './add-file.ts';
import { readFirstColumn } from './read-first-column.ts';
import type { FileLine } from './set-file.ts';

const { database } = await createTestDatabase();
const names = ['anna', 'bert', 'cleo', 'Änne'];
const people = await insertPeople(database, [
  { primaryId: 'manager', roles: ['21'] },
  ...names.map((primaryId) => ({ primaryId })),
]);
const manager = authorityOf(people.manager ?? 0, 'manager', [
  { code: '21', key: 'M', name: 'M', libraryCode: null, expiresOn: null },
]);
const operator = { database, authority: manager, requestId: '' };
const fileOf = (bytes: Uint8Array) => ({ name: 'f', size: bytes.length, bytes: async () => bytes });

async function read(bytes: Uint8Array) {
  const lines: FileLine[] = [];
  let blank = 0;
  for await (const batch of readFirstColumn(bytes).batches) {
    lines.push(...batch.lines);
    blank += batch.blank;
  }
  return { lines, blank };
}

const word = fc.oneof(
  fc.constantFrom(...names, 'ANNA', 'nobody', '007', ''),
  fc.string({ unit: fc.constantFrom('a', '0', '"', ' ', ';', ',', '\t', '\0', 'ß', '\u{feff}', '='), maxLength: 6 }),
);
const lineBreak = fc.constantFrom('\n', '\r\n', '\r');

test('every line of any text is a line with a value or a blank one, whatever its quotes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 40 }), lineBreak, async (words, end) => {
      const { lines, blank } = await read(new TextEncoder().encode(words.join(end)));
      const last = lines.at(-1)?.line ?? 0;
      const within =
        lines.every(({ line }, index) => line > (lines[index - 1]?.line ?? 0)) && last <= Math.max(words.length, 1);
      // A quoted cell may run over several lines: these are one.
      const merged = words.slice(0, last).join('').includes('"');
      expect(within).toBe(true);
      if (!merged) expect(lines.length + blank).toBeGreaterThanOrEqual(last);
      expect(lines.every(({ value }) => value !== '' && value === value.trim() && !value.includes('\0'))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a list without quotes gives back its words, in any encoding, in however many pieces', async () => {
  const plain = fc.string({
    unit: fc.constantFrom('a', 'B', '0', '9', 'ß', 'Ж', '-', '@'),
    minLength: 1,
    maxLength: 12,
  });
  const encodings = { utf8: [0xef, 0xbb, 0xbf], utf16le: [0xff, 0xfe] } as const;
  await fc.assert(
    fc.asyncProperty(
      fc.array(plain, { minLength: 1, maxLength: 50 }),
      lineBreak,
      fc.constantFrom('utf8', 'utf16le'),
      async (words, end, encoding) => {
        const bytes = Buffer.from(words.join(end), encoding);
        const { lines } = await read(new Uint8Array([...encodings[encoding as keyof typeof encodings], ...bytes]));
        expect(lines.map(({ value }) => value)).toEqual(words);
      },
    ),
  );
});

test('any bytes at all are read or refused, and never anything else', async () => {
  const start = fc.constantFrom([], [0x50, 0x4b, 3, 4], [0xff, 0xfe], [0xfe, 0xff]);
  await fc.assert(
    fc.asyncProperty(start, fc.uint8Array({ maxLength: 400 }), async (first, rest) => {
      const outcome = await (async () => read(new Uint8Array([...first, ...rest])))().then(
        () => 'read',
        (error: Error) => error.name,
      );
      expect(['read', 'UnreadableFile']).toContain(outcome);
    }),
    { numRuns: 300 },
  );
});

test('every line of a file is added or told why not, once and again', async () => {
  const counts = sql`SELECT lines, added, already_members AS already, duplicates, not_found AS "notFound", ambiguous FROM user_set_upload`;
  const cells = fc.array(word, { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(cells, fc.boolean(), async (words, asWorkbook) => {
      const rows: TestCell[] = ['Primary ID', 'anna', ...words.map((text) => text.replaceAll('\0', ''))];
      const bytes = asWorkbook ? workbookOf(rows) : new TextEncoder().encode(rows.join('\n'));
      const file = fileOf(new Uint8Array(bytes));
      const first = await createSetFromFile(operator, { name: 'Any', file });
      const again = await addSetMembersFromFile(operator, first.setId, { file });
      const [one, two] = await database.query<Record<string, number>>(
        sql`${counts} WHERE id IN (${first.uploadId}, ${again.uploadId}) ORDER BY id`,
      );
      const told = await database.query<{ id: number; lines: number }>(sql`
        SELECT upload_id AS id, count(*)::int AS lines FROM user_set_upload_line WHERE upload_id = ${again.uploadId} GROUP BY 1`);
      const members = await database.query(sql`SELECT 1 FROM user_set_member WHERE set_id = ${first.setId}`);
      const read = (await readAll(file)).length - 1;
      expect(one?.lines).toBe(read);
      expect(one?.added).toBe(members.length);
      expect(two).toMatchObject({
        lines: read,
        added: 0,
        already: one?.added,
        duplicates: one?.duplicates,
        notFound: one?.notFound,
      });
      expect(told[0]?.lines).toBe(read);
    }),
    { numRuns: 30 },
  );
});

async function readAll(file: ReturnType<typeof fileOf>): Promise<readonly FileLine[]> {
  return (await read(await file.bytes())).lines;
}
