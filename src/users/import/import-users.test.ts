import { beforeEach, describe, expect, test } from 'vitest';
import { passwordMatches } from '../../access/password.ts';
import { insertReferenceData } from '../../demo/insert-reference-data.ts';
import { sql } from '../../platform/sql.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { loadCsvMapping } from './source/csv-mapping.ts';
import { everythingStored, importJson, importPaths, storedUser, temporaryDirectory } from './testing/import-text.ts';

const { database } = await createTestDatabase();
const directory = await temporaryDirectory();
await insertReferenceData(database);

const samples = new URL('samples/', import.meta.url).pathname;
const person = { primary_id: 'ada', last_name: 'Lovelace' };
const external = { ...person, account_type: 'EXTERNAL', external_id: 'SIS' };
const json = (...records: object[]) => importJson(database, directory, records);

beforeEach(async () => {
  await database.execute(sql`TRUNCATE users RESTART IDENTITY CASCADE`);
  await database.execute(sql`TRUNCATE audit_event`);
});

describe('the published samples', () => {
  test('arrive whole from XML', async () => {
    const { counts } = await importPaths(database, [`${samples}users.xml`]);
    expect(counts).toEqual({ created: 3, updated: 0, unchanged: 0, errors: 0, warnings: 0, brokenFiles: 0 });
    expect(await storedUser(database, 'johns')).toMatchSnapshot();
    expect(await storedUser(database, '山田.花子')).toMatchObject({ lastName: '山田', status: 'INACTIVE', emails: [] });
    expect((await storedUser(database, 'd.papadopoulou'))?.searchText?.text).toContain('παπαδοπουλου');
  });

  test('say the same in JSON, so that nothing changes', async () => {
    await importPaths(database, [`${samples}users.xml`]);
    const before = await everythingStored(database);
    await database.execute(sql`DELETE FROM audit_event`);
    const { counts } = await importPaths(database, [`${samples}users.json`, `${samples}users.xml`]);
    expect(counts).toMatchObject({ unchanged: 6, created: 0, updated: 0, errors: 0, warnings: 0 });
    await database.execute(sql`DELETE FROM audit_event`);
    const isUser = (row: object) => !JSON.stringify(row).includes('importUsers');
    expect((await everythingStored(database)).filter(isUser)).toEqual(before.filter(isUser));
  });

  test('arrive from CSV, with the names of fields or those of a mapping', async () => {
    const mapping = await loadCsvMapping(`${samples}studierende.mapping.json`);
    expect((await importPaths(database, [`${samples}users.csv`])).counts).toMatchObject({ created: 3, errors: 0 });
    expect((await importPaths(database, [`${samples}studierende.csv`], { mapping })).counts).toMatchObject({
      created: 2,
      errors: 0,
    });
    expect(await storedUser(database, 'l.haddad')).toMatchObject({
      firstName: 'ليلى',
      emails: [{ address: 'l.haddad@students.example.edu', types: ['school'], preferred: true, segment: 'EXTERNAL' }],
      addresses: [{ line1: '12, Cedar Street', postalCode: '01234', types: ['home'], preferred: true }],
    });
    expect(await storedUser(database, 'obrien')).toMatchObject({ lastName: "O'Brien, PhD", identifiers: [] });
    expect(await storedUser(database, '0012345')).toMatchObject({
      userGroup: 'UNDERGRADUATE',
      accountType: 'EXTERNAL',
      birthDate: new Date('2001-03-07'),
      identifiers: [{ type: 'BARCODE', value: '0099001' }],
    });
  });
});

describe('what a record does not bring', () => {
  test('stays as it is; what it brings empty is cleared, but for fields that the published form keeps', async () => {
    await json({
      ...person,
      first_name: 'Ada',
      job_description: 'Poet',
      user_group: 'STAFF',
      expiry_date: '2027-06-30Z',
    });
    const { lines } = await json({ ...person, first_name: 'Augusta', expiry_date: '', user_group: '', pin_number: '' });
    expect(lines).toMatchObject([{ outcome: 'UPDATED', reasons: [] }]);
    expect(await storedUser(database, 'ada')).toMatchObject({
      firstName: 'Augusta',
      jobDescription: 'Poet',
      userGroup: 'STAFF',
      expiryDate: null,
    });
  });

  test('a change of one user does not reach another in the same batch', async () => {
    await json({ ...person, job_description: 'Poet' }, { ...person, primary_id: 'mary', first_name: 'Mary' });
    await json({ ...person, first_name: 'Ada' }, { ...person, primary_id: 'mary', job_description: 'Author' });
    expect(await storedUser(database, 'ada')).toMatchObject({ firstName: 'Ada', jobDescription: 'Poet' });
    expect(await storedUser(database, 'mary')).toMatchObject({ firstName: 'Mary', jobDescription: 'Author' });
  });

  test('a user is known by their primary id in any case, and keeps its spelling; no id is drawn for them', async () => {
    await json({ ...person, primary_id: 'Ärzte-ΣΑΣ' });
    const { lines } = await json({ ...person, primary_id: 'ÄRZTE-ΣΑΣ', first_name: 'A' });
    expect(lines).toMatchObject([{ outcome: 'UPDATED' }]);
    await json({ primary_id: 'next', last_name: 'Next' });
    const rows = await database.query(sql`SELECT id, primary_id AS "primaryId" FROM users ORDER BY id`);
    expect(rows).toEqual([
      { id: 1, primaryId: 'Ärzte-ΣΑΣ' },
      { id: 2, primaryId: 'next' },
    ]);
  });

  test('an unchanged record writes nothing, not even when', async () => {
    const record = { ...external, contact_info: { email: [{ email_address: 'ada@example.org', preferred: 'true' }] } };
    await json(record);
    await database.execute(sql`UPDATE users SET updated_at = '2020-01-01'`);
    expect((await json(record)).lines).toMatchObject([{ outcome: 'UNCHANGED' }]);
    const [row] = await database.query<{ updatedAt: Date }>(sql`SELECT updated_at AS "updatedAt" FROM users`);
    expect(row?.updatedAt).toEqual(new Date('2020-01-01'));
    await json({ ...record, contact_info: { email: [] } });
    const [changed] = await database.query<{ fresh: boolean }>(
      sql`SELECT updated_at > '2021-01-01' AS fresh FROM users`,
    );
    expect(changed?.fresh).toBe(true);
  });

  test('roles are never touched', async () => {
    await json(person);
    await database.execute(sql`INSERT INTO user_role (user_id, role_type_code) VALUES (1, '200')`);
    const { lines } = await json({ ...person, user_role: [{ role_type: { value: '26' } }] });
    expect(lines).toMatchObject([{ outcome: 'UNCHANGED', reasons: [] }]);
    expect((await storedUser(database, 'ada'))?.roles).toEqual([{ roleTypeCode: '200', libraryCode: null }]);
  });
});

describe('the same user twice in a file', () => {
  test.each([2, 100])(
    'the later record counts, and says where the earlier was, in batches of %i',
    async (batchSize) => {
      const records = [
        { ...person, first_name: 'One' },
        { primary_id: 'x', last_name: 'X' },
        { ...person, primary_id: 'ADA', first_name: 'Two' },
        { ...person, first_name: 'Two' },
      ];
      const { lines } = await importJson(database, directory, records, { batchSize });
      expect(lines.map(({ outcome, reasons }) => [outcome, ...reasons.map(({ message }) => message)])).toEqual([
        ['CREATED'],
        ['CREATED'],
        ['UPDATED', 'The same primary id was on line 1; the later record counts.'],
        ['UNCHANGED', 'The same primary id was on line 3; the later record counts.'],
      ]);
      expect(await storedUser(database, 'ada')).toMatchObject({ firstName: 'Two' });
    },
  );
});

describe('accounts', () => {
  test('are external when the record names the system they come from, else internal', async () => {
    await json({ ...person, external_id: 'SIS' }, { primary_id: 'b', last_name: 'B' });
    expect(await storedUser(database, 'ada')).toMatchObject({ accountType: 'EXTERNAL', externalId: 'SIS' });
    expect(await storedUser(database, 'b')).toMatchObject({ accountType: 'INTERNAL', externalId: null });
  });

  test('passwords of internal accounts are hashed, once; those of external ones are passed over', async () => {
    const record = { ...person, password: ' secret with blanks ' };
    await json(record);
    const first = await storedUser(database, 'ada');
    expect(await passwordMatches(record.password, first?.passwordHash ?? null)).toBe(true);
    expect((await json(record)).lines).toMatchObject([{ outcome: 'UNCHANGED' }]);
    expect((await json({ ...record, password: '' })).lines).toMatchObject([{ outcome: 'UNCHANGED' }]);
    expect((await json({ ...record, password: 'other' })).lines).toMatchObject([{ outcome: 'UPDATED' }]);
    const { lines } = await json({ ...external, primary_id: 'x', password: 'secret' });
    expect(lines).toMatchObject([{ outcome: 'CREATED', reasons: [{ code: 'PASSWORD_IGNORED' }] }]);
    expect((await storedUser(database, 'x'))?.passwordHash).toBeNull();
    expect(JSON.stringify(lines)).not.toContain('"secret"');
  });

  test('become external and lose their password, but never internal', async () => {
    await json({ ...person, password: 'secret', force_password_change: 'TRUE' });
    expect((await json(external)).lines).toMatchObject([{ outcome: 'UPDATED' }]);
    const converted = { accountType: 'EXTERNAL', passwordHash: null, forcePasswordChange: false };
    expect(await storedUser(database, 'ada')).toMatchObject(converted);
    const back = await json({ ...person, account_type: 'INTERNAL' });
    expect(back.lines).toMatchObject([{ outcome: 'ERROR', reasons: [{ code: 'ACCOUNT_TYPE_REFUSED' }] }]);
  });
});

describe('a dry run', () => {
  test('reports what would have happened and leaves nothing, not even used-up ids', async () => {
    const records = [
      { ...person, first_name: 'Ada', user_identifier: [{ id_type: 'BARCODE', value: '1' }] },
      { primary_id: 'b', last_name: 'B', user_identifier: [{ id_type: 'BARCODE', value: '1' }] },
      { ...person, first_name: 'Augusta' },
      { ...person, user_identifier: [] },
      { primary_id: 'b', last_name: 'B', user_identifier: [{ id_type: 'BARCODE', value: '1' }] },
      { primary_id: 'c', last_name: 'C', user_group: 'NOPE' },
      { ...person, first_name: 'Augusta' },
    ];
    await json({ primary_id: 'before', last_name: 'Before' });
    const before = await everythingStored(database);
    const trial = await importJson(database, directory, records, { dryRun: true, batchSize: 2 });
    expect(await everythingStored(database)).toEqual(before);
    const real = await importJson(database, directory, records, { batchSize: 2 });
    const nameless = (lines: typeof trial.lines) => lines.map(({ file, ...line }) => line);
    expect(nameless(trial.lines)).toEqual(nameless(real.lines));
    expect(trial.counts).toEqual(real.counts);
    expect(real.counts).toMatchObject({ created: 2, updated: 2, unchanged: 1, errors: 2 });
  });
});

describe('beside others', () => {
  test('an import waits for whoever holds a user, and then goes by what they left', async () => {
    await json({ ...person, first_name: 'Ada' });
    const held = Promise.withResolvers<void>();
    const waiting = Promise.withResolvers<void>();
    const other = database.transaction(async (transaction) => {
      await transaction.execute(sql`SELECT 1 FROM users WHERE id = 1 FOR UPDATE`);
      held.resolve();
      await waiting.promise;
      await transaction.execute(sql`UPDATE users SET job_description = 'Poet', first_name = 'Augusta' WHERE id = 1`);
    });
    await held.promise;
    const imported = json({ ...person, first_name: 'Ada' });
    const isBlocked = sql`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    while ((await database.query(isBlocked)).length === 0);
    waiting.resolve();
    await other;
    expect((await imported).lines).toMatchObject([{ outcome: 'UPDATED' }]);
    expect(await storedUser(database, 'ada')).toMatchObject({ firstName: 'Ada', jobDescription: 'Poet' });
  });
});

describe('the audit', () => {
  test('has an event for each file, with its counts', async () => {
    const { lines } = await json(person, { primary_id: 'b' });
    expect(await database.prisma.auditEvent.findMany()).toMatchObject([
      {
        actor: 'test',
        operation: 'importUsers',
        subject: lines[0]?.file,
        details: { created: 1, updated: 0, unchanged: 0, errors: 1, warnings: 0, brokenFiles: 0 },
      },
    ]);
  });
});
