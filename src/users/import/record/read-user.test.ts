import { describe, expect, test } from 'vitest';
import { readUser } from './read-user.ts';

const read = (record: object) => readUser({ primary_id: 'a', ...record });
const faults = (record: object) => read(record).faults?.map(({ field, message }) => `${field} ${message}`);

describe('values', () => {
  test.each([
    ['2027-06-30', '2027-06-30'],
    ['2027-06-30Z', '2027-06-30'],
    [' 2028-02-29+14:00 ', '2028-02-29'],
    [null, null],
  ])('the date %s is the plain date %s', (given, expected) => {
    expect(read({ expiry_date: given }).user?.fields).toEqual({ expiry_date: expected });
  });

  test.each(['2027-02-29', '30.06.2027', '2027-6-30', '0000-01-01', '2027-06-30T00:00:00Z'])(
    '%s is no date',
    (given) => {
      expect(faults({ expiry_date: given })).toEqual([`expiry_date “${given}” is no date (YYYY-MM-DD).`]);
    },
  );

  test.each([
    ['2024-05-30T09:30:10Z', '2024-05-30T09:30:10.000Z'],
    ['2024-05-30T09:30:10.6599+02:00', '2024-05-30T07:30:10.659Z'],
    ['2024-05-30T09:30:10', '2024-05-30T09:30:10.000Z'],
    ['2024-05-30Z', '2024-05-30T00:00:00.000Z'],
  ])('the moment %s is %s', (given, expected) => {
    const { user } = read({ user_note: [{ note_type: 'X', note_text: 'x', created_date: given }] });
    expect(user?.lists.notes?.[0]?.values.created_at).toBe(expected);
  });

  test('a code may be plain or come with its description', () => {
    const { user } = read({ user_group: { value: '01', desc: 'One' }, campus_code: 'N', user_title: { desc: '' } });
    expect(user?.fields).toEqual({ user_group: '01', campus: 'N', title: null });
  });

  test('letters with accents are kept in one spelling; a password stays as it is', () => {
    const decomposed = 'René'.normalize('NFD');
    const user_identifier = [{ id_type: 'BARCODE', value: decomposed }];
    const { user } = read({ primary_id: decomposed, last_name: decomposed, user_identifier, password: decomposed });
    expect(user).toMatchObject({ primaryId: 'René', fields: { last_name: 'René' }, password: decomposed });
    expect(user?.lists.identifiers?.[0]?.values.value).toBe('René');
  });

  test('a number is a text only when nothing of it was lost', () => {
    expect(read({ job_description: 7 }).user?.fields).toEqual({ job_description: '7' });
    expect(faults({ primary_id: 2 ** 53 })).toEqual(['primary_id is too long for a number: quote it.']);
  });

  test.each([
    ['x'.repeat(256), 'is longer than 255 characters.'],
    ['M\uFFFDller', 'has characters that are not in the encoding of the file (see --encoding).'],
    ['\uD800', 'has a character that no text may have.'],
    [{ first: 'x' }, 'is a structure where a text belongs.'],
    [['x'], 'is a structure where a text belongs.'],
  ])('%j is no name', (given, message) => {
    expect(faults({ last_name: given })).toEqual([`last_name ${message}`]);
  });
});

describe('lists', () => {
  test('one item needs no list; faults tell the item', () => {
    expect(read({ contact_info: { email: { email_address: 'a@b', email_type: 'work' } } }).user?.lists.emails).toEqual([
      { segment: 'EXTERNAL', values: { types: ['work'], address: 'a@b', description: '', preferred: false } },
    ]);
    const phones = [{ phone_number: '1' }, { phone_number: '2', preferred: 'maybe' }];
    expect(faults({ contact_info: { phone: phones }, user_identifier: [{ value: '1' }], user_note: ['x'] })).toEqual([
      'contact_info.phone[1].preferred “maybe” is neither true nor false.',
      'user_identifier[0].id_type is missing.',
      expect.stringMatching(/^user_note\[0\] /),
    ]);
  });

  test('empty entries are passed over, and the list is brought all the same', () => {
    const { user } = read({ contact_info: { email: [{ email_address: '', preferred: 'true' }], phone: null } });
    expect(user?.lists).toEqual({ emails: [], phones: [] });
    expect(user?.warnings).toMatchObject([{ code: 'EMPTY_ENTRY', field: 'contact_info.email[0]' }]);
  });

  test('an illegal segment is external', () => {
    const { user } = read({
      user_statistic: ['Internal', 'INTERNAL', 'other', ''].map((segment_type) => ({
        segment_type,
        statistic_category: 'X',
      })),
    });
    expect(user?.lists.statistics?.map(({ segment }) => segment)).toEqual([
      'INTERNAL',
      'INTERNAL',
      'EXTERNAL',
      'EXTERNAL',
    ]);
  });
});

test('a field nobody knows is a warning, one of the published form that is not ours is not', () => {
  expect(read({ full_name: 'A B', shoe_size: 43 }).user?.warnings).toMatchObject([
    { code: 'UNKNOWN_FIELD', field: 'shoe_size' },
  ]);
});

test.each([null, 'x', 17, []])('%j is no record', (record) => {
  expect(readUser(record)).toMatchObject({ user: null, primaryId: null, faults: [{ code: 'MALFORMED_RECORD' }] });
});
