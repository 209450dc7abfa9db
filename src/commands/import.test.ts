import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { sql } from '../platform/sql.ts';
import { createTestDatabase } from '../testing/database.ts';
import { storedUser, temporaryDirectory } from '../users/import/testing/import-text.ts';

const { database, url } = await createTestDatabase();
const directory = await temporaryDirectory();
const command = new URL('import.ts', import.meta.url).pathname;

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a person would, with the flags for Node first. */
function run(args: readonly string[], flags: readonly string[] = [], address = url): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...flags, command, ...args],
      { env: { DATABASE_URL: address } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
      },
    );
  });
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const place = path.join(directory, name);
  await writeFile(place, content);
  return place;
}

const countUsers = async () => (await database.query<{ n: number }>(sql`SELECT count(*) AS n FROM users`))[0]?.n;

test('imports files, says what became of them and writes it down as CSV', async () => {
  const users = await file('users.csv', 'primary_id,last_name,job_description\na,A,=1+1\nb,\n=c,,\n');
  const report = path.join(directory, 'report.csv');
  const { code, stdout, stderr } = await run([users, '--report', report]);
  expect(code).toBe(1);
  expect(stdout).toBe('1 created · 0 updated · 0 unchanged · 2 errors · 0 with warnings\n');
  expect(stderr).toContain(`${users}:3: ERROR MALFORMED_RECORD: The line has 2 fields, the header 3.\n`);
  expect(parse(await readFile(report), { columns: true })).toEqual([
    { file: users, line: '2', primary_id: 'a', outcome: 'CREATED', reasons: '' },
    {
      file: users,
      line: '3',
      primary_id: '',
      outcome: 'ERROR',
      reasons: 'ERROR MALFORMED_RECORD: The line has 2 fields, the header 3.',
    },
    {
      file: users,
      line: '4',
      primary_id: "'=c",
      outcome: 'ERROR',
      reasons: 'ERROR INVALID_FIELD last_name: is missing.',
    },
  ]);
  expect(await storedUser(database, 'a')).toMatchObject({ jobDescription: '=1+1' });
});

test('several files, compressed or not, in other encodings, on trial and for good', async () => {
  const files = [
    await file('utf8.csv', '\uFEFFprimary_id,last_name\r\n007,Žižek\r\n'),
    await file('utf16.csv', Buffer.from('\uFEFFprimary_id\tlast_name\n008\tПетрова\n', 'utf16le')),
    await file(
      'latin1.xml',
      Buffer.from(
        '<?xml version="1.0" encoding="ISO-8859-1"?><user><primary_id>009</primary_id><last_name>Müller</last_name></user>',
        'latin1',
      ),
    ),
    await file(
      'lines.jsonl.gz',
      gzipSync('{"primary_id":"010","last_name":"王"}\n{"primary_id":"011","last_name":"כהן"}\n'),
    ),
  ];
  const before = await countUsers();
  const report = path.join(directory, 'report.jsonl');
  const trial = await run([...files, '--dry-run', '--report', report]);
  expect(trial).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Dry run, nothing was kept: 5 created/) });
  expect(await countUsers()).toBe(before);
  const lines = (await readFile(report, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject(
    ['007', '008', '009', '010', '011'].map((primaryId) => ({ primaryId, outcome: 'CREATED', reasons: [] })),
  );
  expect(await run(files)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^5 created/), stderr: '' });
  const names = await database.query(
    sql`SELECT last_name AS name FROM users WHERE primary_id LIKE '0%' ORDER BY primary_id`,
  );
  expect(names).toEqual(['Žižek', 'Петрова', 'Müller', '王', 'כהן'].map((name) => ({ name })));
  expect(await run(files)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^0 created · 0 updated · 5 unchanged/),
  });
});

test('bytes in another encoding spoil the record they are in; --encoding tells which it is', async () => {
  const text = Buffer.from('primary_id,last_name\nlatin,Müller\nascii,Smith\n', 'latin1');
  const latin = await file('latin1.csv', text);
  const wrong = await run([latin]);
  expect(wrong).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^1 created · 0 updated · 0 unchanged · 1 errors/),
  });
  expect(wrong.stderr).toContain('--encoding');
  expect(await run([latin, '--encoding', 'windows-1252'])).toMatchObject({ code: 0 });
  expect(await storedUser(database, 'latin')).toMatchObject({ lastName: 'Müller' });
});

test('a compressed file that was cut off is in as far as it could be read', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => `cut${index},${Math.sqrt(index + 2)}\n`).join('');
  const whole = gzipSync(`primary_id,last_name\n${rows}`);
  const { code, stdout, stderr } = await run([await file('cut.csv.gz', whole.subarray(0, whole.length - 2_000))]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^\d+ created · .* · 1 files not read to their end\n$/);
  expect(stderr).toContain('FILE_BROKEN');
});

test.each([
  ['no file', [], 'Usage'],
  ['a file that is not there', ['nowhere.xml'], 'nowhere.xml'],
  ['a directory', [directory], 'is no file'],
  ['an option nobody knows', ['--force', command], '--force'],
  ['an encoding nobody knows', [command, '--encoding', 'klingon'], 'klingon'],
  ['its input for a report', [command, '--report', command], 'cannot be the report'],
])('begins nothing with %s', async (_, args, message) => {
  const { code, stderr } = await run(args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('a mapping with a fault in it is refused, and told', async () => {
  const mapping = await file('mapping.json', '{ "columns": { "Nr": 7 }, "dateformat": "X" }');
  const { code, stderr } = await run([await file('nr.csv', 'Nr\n1\n'), '--mapping', mapping]);
  expect(code).toBe(2);
  expect(stderr).toContain('dateformat');
  expect(stderr).toContain('columns.Nr');
});

test('a database that cannot be reached is told in a sentence', async () => {
  const users = await file('unreached.csv', 'primary_id,last_name\n');
  const { code, stderr } = await run([users], [], 'postgresql://nobody@127.0.0.1:1/none');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The import ended early.*ECONNREFUSED/);
});

test('memory does not grow with the file', async () => {
  const large = path.join(directory, 'large.json');
  const padding = 'x'.repeat(60_000);
  const records = (function* () {
    yield '{"user":[\n';
    for (let index = 0; index < 2_500; index += 1) {
      const record = { primary_id: `large${index}`, last_name: 'L', web_site_url: padding };
      yield `${index === 0 ? '' : ',\n'}${JSON.stringify(record)}`;
    }
    yield '\n]}';
  })();
  await pipeline(Readable.from(records), createWriteStream(large));
  // 150 MB of records through a heap that holds far less.
  const { code, stdout } = await run([large], ['--max-old-space-size=96']);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^2500 created/) });
});
