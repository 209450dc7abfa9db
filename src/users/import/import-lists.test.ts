import { beforeEach, describe, expect, test } from 'vitest';
import { insertReferenceData } from '../../demo/insert-reference-data.ts';
import { sql } from '../../platform/sql.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { importJson, storedUser, temporaryDirectory } from './testing/import-text.ts';

const { database } = await createTestDatabase();
const directory = await temporaryDirectory();
await insertReferenceData(database);

const person = { primary_id: 'ada', last_name: 'Lovelace' };
const external = { ...person, account_type: 'EXTERNAL', external_id: 'SIS' };
const json = (...records: object[]) => importJson(database, directory, records);

beforeEach(async () => {
  await database.execute(sql`TRUNCATE users RESTART IDENTITY CASCADE`);
});

describe('segments', () => {
  const email = (address: string, segment?: string, preferred = false) => ({
    email_address: address,
    ...(segment ? { segment_type: segment } : {}),
    preferred,
  });
  const withEmails = (...emails: object[]) => ({ ...external, contact_info: { email: emails } });
  const emails = async () =>
    (await storedUser(database, 'ada'))?.emails.map(({ address, segment, preferred }) => ({
      address,
      segment,
      preferred,
    }));

  test('external entries are replaced, internal ones kept, lists that are not brought left alone', async () => {
    await json({
      ...withEmails(email('old@sis', 'External'), email('own@home', 'Internal')),
      user_note: [{ note_type: 'GENERAL', note_text: 'Hello' }],
    });
    await json(withEmails(email('new@sis')));
    expect(await emails()).toEqual([
      { address: 'own@home', segment: 'INTERNAL', preferred: false },
      { address: 'new@sis', segment: 'EXTERNAL', preferred: false },
    ]);
    await json(withEmails());
    expect(await emails()).toEqual([{ address: 'own@home', segment: 'INTERNAL', preferred: false }]);
    expect((await storedUser(database, 'ada'))?.notes).toMatchObject([{ text: 'Hello' }]);
  });

  test('entries that did not change are not written anew', async () => {
    await json(withEmails(email('a@sis'), email('b@sis')));
    await json(withEmails(email('c@sis'), email('b@sis')));
    const rows = await database.query(sql`SELECT id, address FROM user_email ORDER BY id`);
    expect(rows).toEqual([
      { id: 2, address: 'b@sis' },
      { id: 3, address: 'c@sis' },
    ]);
  });

  test('the first preferred entry is taken, and the library’s own before any', async () => {
    const several = await json(withEmails(email('a@sis', 'External', true), email('b@sis', 'External', true)));
    expect(several.lines).toMatchObject([{ outcome: 'CREATED', reasons: [{ code: 'SEVERAL_PREFERRED' }] }]);
    await database.execute(sql`UPDATE user_email SET segment = 'INTERNAL' WHERE address = 'a@sis'`);
    const kept = await json(withEmails(email('b@sis', 'External', true)));
    expect(kept.lines).toMatchObject([{ outcome: 'UNCHANGED', reasons: [{ code: 'INTERNAL_KEPT' }] }]);
    expect(await emails()).toEqual([
      { address: 'a@sis', segment: 'INTERNAL', preferred: true },
      { address: 'b@sis', segment: 'EXTERNAL', preferred: false },
    ]);
  });

  test('a preferred mark moves from one entry to another', async () => {
    await json(withEmails(email('a@sis', 'External', true), email('b@sis')));
    await json(withEmails(email('a@sis'), email('b@sis', 'External', true)));
    expect((await emails())?.filter(({ preferred }) => preferred)).toMatchObject([{ address: 'b@sis' }]);
  });

  test('who wrote a note, and when, is no difference when the record does not tell', async () => {
    const note = { note_type: 'GENERAL', note_text: 'Hello' };
    await json({ ...person, user_note: [{ ...note, created_by: 'sis', created_date: '2024-05-30T09:30:10Z' }] });
    expect((await json({ ...person, user_note: [note] })).lines).toMatchObject([{ outcome: 'UNCHANGED' }]);
    const later = { ...note, created_date: '2025-05-30T09:30:10+02:00' };
    expect((await json({ ...person, user_note: [later] })).lines).toMatchObject([{ outcome: 'UPDATED' }]);
    expect((await storedUser(database, 'ada'))?.notes).toMatchObject([
      { createdAt: new Date('2025-05-30T07:30:10Z'), createdBy: 'import' },
    ]);
  });
});

describe('identifiers', () => {
  const withBarcode = (primaryId: string, value: string) => ({
    primary_id: primaryId,
    last_name: 'Somebody',
    user_identifier: value === '' ? [] : [{ id_type: { value: 'BARCODE' }, value }],
  });

  test('that belong to somebody else keep the record out, and only that', async () => {
    const { lines, counts } = await json(withBarcode('a', '001'), withBarcode('b', '001'), withBarcode('c', '002'));
    expect(counts).toMatchObject({ created: 2, errors: 1 });
    expect(lines[1]).toMatchObject({
      line: 2,
      primaryId: 'b',
      outcome: 'ERROR',
      reasons: [{ code: 'IDENTIFIER_TAKEN', field: 'user_identifier', message: 'BARCODE 001 belongs to the user a.' }],
    });
    expect(await storedUser(database, 'b')).toBeNull();
    const again = await json(withBarcode('c', '001'));
    expect(again.lines).toMatchObject([{ outcome: 'ERROR', reasons: [{ code: 'IDENTIFIER_TAKEN' }] }]);
    expect((await storedUser(database, 'c'))?.identifiers).toMatchObject([{ value: '002' }]);
  });

  test.each([1, 100])('change hands in the order of the file, in batches of %i', async (batchSize) => {
    await json(withBarcode('a', '001'), withBarcode('b', '002'));
    const records = [withBarcode('b', '001'), withBarcode('a', ''), withBarcode('b', '001')];
    const { lines } = await importJson(database, directory, records, { batchSize });
    expect(lines.map(({ outcome }) => outcome)).toEqual(['ERROR', 'UPDATED', 'UPDATED']);
    expect((await storedUser(database, 'b'))?.identifiers).toMatchObject([{ value: '001' }]);
  });

  test('differ by case, and are kept when the library entered them', async () => {
    await json(withBarcode('a', 'x1'), withBarcode('b', 'X1'));
    await database.execute(sql`UPDATE user_identifier SET segment = 'INTERNAL', note = 'ours' WHERE value = 'x1'`);
    const { lines } = await json(withBarcode('a', 'x1'), withBarcode('b', 'X1'));
    expect(lines).toMatchObject([
      { outcome: 'UNCHANGED', reasons: [{ code: 'INTERNAL_KEPT' }] },
      { outcome: 'UNCHANGED', reasons: [] },
    ]);
  });
});

describe('what belongs to no segment', () => {
  test('proxies, libraries and letters', async () => {
    const proxyFor = (...ids: string[]) => ({ ...person, proxy_for_user: ids.map((id) => ({ primary_id: id })) });
    const { lines } = await json(proxyFor('X', 'ghost', 'ada'), { primary_id: 'x', last_name: 'X' });
    expect(lines[0]?.reasons.map(({ code, message }) => [code, message.slice(0, 7)])).toEqual([
      ['UNKNOWN_PATRON', '“ghost”'],
      ['UNKNOWN_PATRON', '“ada” i'],
    ]);
    expect(await storedUser(database, 'ada')).toMatchObject({ proxyFor: [{ patronId: 2 }] });
    const letter = (value: string) => ({ ...person, library_notice: [{ code: { value: 'LoanLetter' }, value }] });
    await json({ ...letter('false'), rs_library: [{ code: 'MAIN' }, { code: 'LAW' }] });
    await json({ ...person, proxy_for_user: [], rs_library: [] });
    expect(await storedUser(database, 'ada')).toMatchObject({
      proxyFor: [{ patronId: 2 }],
      resourceSharingLibraries: [{ libraryCode: 'LAW' }, { libraryCode: 'MAIN' }],
      letterOptOuts: [{ letterCode: 'LoanLetter' }],
    });
    await json({ ...letter('true'), rs_library: [{ code: 'LAW' }] });
    expect(await storedUser(database, 'ada')).toMatchObject({
      resourceSharingLibraries: [{ libraryCode: 'LAW' }],
      letterOptOuts: [],
    });
  });
});
