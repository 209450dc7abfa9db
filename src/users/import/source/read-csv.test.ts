import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, readAll } from '../testing/pieces.ts';
import { plainMapping } from './csv-mapping.ts';
import { readCsv } from './read-csv.ts';

const read = (text: string, cuts: number[] = [], mapping = plainMapping) =>
  readAll(readCsv(piecesOf(text, cuts), mapping));
const HEADER = 'primary_id,last_name,job_description\r\n';

const messy = `${HEADER}001,"O""Brien, PhD","two\r\nlines"\r\n\r\n002,short\r\n003,"x"y,z\r\n004,Smith,\r\n005,"open,\r\n006,After,all`;

test('cells keep what they hold, and every record knows the line it begins on', async () => {
  const { records, fault } = await read(messy);
  expect(fault).toBeNull();
  expect(records.map(({ line, value, broken }) => [line, value ?? broken])).toEqual([
    [2, { primary_id: '001', last_name: 'O"Brien, PhD', job_description: 'two\nlines' }],
    [5, 'The line has 2 fields, the header 3.'],
    [6, 'The line is malformed: its quotes do not match.'],
    [7, { primary_id: '004', last_name: 'Smith', job_description: '' }],
    [8, 'The line is malformed: its quotes do not match.'],
    [9, { primary_id: '006', last_name: 'After', job_description: 'all' }],
  ]);
});

test('where the pieces of the file are cut makes no difference', async () => {
  const whole = await read(messy);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(messy.length), { maxLength: 20 }), async (cuts) => {
      expect(await read(messy, cuts)).toEqual(whole);
    }),
  );
});

test('a quote that is never closed costs its line only, however long the file', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => `u${index},Name,${index === 10 ? '"open' : 'x'}\n`).join('');
  const { records } = await read(HEADER + rows);
  expect(records).toHaveLength(3_000);
  expect(records.filter(({ broken }) => broken !== null).map(({ line }) => line)).toEqual([12]);
});

test('contacts, identifiers and the rest have columns of their own; the first contact is the preferred one', async () => {
  const header =
    'primaryId,email.work,email,phone.mobile,address.home.city,address.city,identifier.BARCODE,note.GENERAL,statistic,rs_library';
  const { records } = await read(`${header}\na,,b@x,1,Oslo,Bergen,007,Hi,EN,\n`);
  expect(records[0]?.value).toEqual({
    primary_id: 'a',
    contact_info: {
      email: [{ email_address: 'b@x', email_type: [], preferred: true }],
      phone: [{ phone_number: '1', phone_type: ['mobile'], preferred: true }],
      address: [
        { source: 'home', address_type: ['home'], preferred: true, city: 'Oslo' },
        { source: undefined, address_type: [], preferred: false, city: 'Bergen' },
      ],
    },
    user_identifier: [{ id_type: 'BARCODE', value: '007' }],
    user_note: [{ note_type: 'GENERAL', note_text: 'Hi' }],
    user_statistic: [{ statistic_category: 'EN', category_type: '' }],
    rs_library: [],
  });
});

test.each([
  ['semicolons', 'primary_id;last_name\n1;"a;b"\n'],
  ['tabs', 'primary_id\tlast_name\n1\ta;b\n'],
])('%s are recognized', async (_, text) => {
  expect((await read(text)).records[0]?.value).toEqual({ primary_id: '1', last_name: 'a;b' });
});

test('a mapping sends columns elsewhere or nowhere, translates values and dates, and adds constants', async () => {
  const mapping = {
    ...plainMapping,
    columns: { Nr: 'primary_id', Geboren: 'birth_date', Gruppe: 'user_group', Egal: null },
    values: { user_group: { Stud: 'STUDENT' } },
    constants: { external_id: 'SIS' },
    dateFormat: 'DD.MM.YYYY' as const,
  };
  const { records } = await read('Nr,Geboren,Gruppe,Egal\n1,7.3.2001,Stud,x\n2,2001-03-07,toString,\n', [], mapping);
  expect(records.map(({ value }) => value)).toEqual([
    { primary_id: '1', birth_date: '2001-03-07', user_group: 'STUDENT', external_id: 'SIS' },
    { primary_id: '2', birth_date: '2001-03-07', user_group: 'toString', external_id: 'SIS' },
  ]);
});

test.each([
  ['a column that is no field', 'primary_id,shoe_size\n', 'shoe_size'],
  ['two columns for one field', 'primary_id,primaryId\n', 'Two columns'],
  ['no primary id', 'last_name\n', 'primary_id'],
  ['quotes that do not match', 'primary_id,"last_name\n', 'quotes'],
])('a header with %s is refused', async (_, text, message) => {
  const { fault, records } = await read(text);
  expect(records).toEqual([]);
  expect(fault).toMatchObject({ name: 'SourceFault', line: 1, message: expect.stringContaining(message) });
});
