import { Temporal } from 'temporal-polyfill';
import { beforeEach, describe, expect, test } from 'vitest';
import { insertReferenceData } from '../../demo/insert-reference-data.ts';
import { sql } from '../../platform/sql.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { everythingStored, importJson, storedUser, temporaryDirectory } from './testing/import-text.ts';

const { database } = await createTestDatabase();
const directory = await temporaryDirectory();
await insertReferenceData(database);

const ada = { primary_id: 'ada', last_name: 'Lovelace' };
const grace = { primary_id: 'grace', last_name: 'Hopper' };
const external = { account_type: 'EXTERNAL', external_id: 'SIS' };
const json = (...records: object[]) => importJson(database, directory, records);
const outcomes = async (...records: object[]) => (await json(...records)).lines.map(({ outcome }) => outcome);
const refusal = { outcome: 'ERROR', reasons: [{ level: 'ERROR', code: 'LAST_SYSTEM_ADMINISTRATOR' }] };
const makeAdministrator = (id: number) =>
  database.execute(sql`INSERT INTO user_role (user_id, role_type_code) VALUES (${id}::int, '26')`);

beforeEach(async () => {
  await database.execute(sql`TRUNCATE users RESTART IDENTITY CASCADE`);
  await json(ada, grace, { primary_id: 'x', last_name: 'X' });
  await makeAdministrator(1);
});

const endings = [
  ['inactive', { status: 'INACTIVE' }],
  ['expired', { expiry_date: '2020-01-01' }],
  ['external', external],
] as const;

describe('the last active General System Administrator', () => {
  test.each(endings)('is not made %s, and nothing of the record is written; others go in', async (_, ending) => {
    const { lines } = await json({ ...ada, ...ending, first_name: 'Ada' }, { ...grace, ...ending });
    expect(lines).toMatchObject([refusal, { outcome: 'UPDATED', reasons: [] }]);
    expect(await storedUser(database, 'ada')).toMatchObject({
      firstName: '',
      status: 'ACTIVE',
      accountType: 'INTERNAL',
    });
  });

  test('has, when kept, neither taken nor given up an identifier', async () => {
    const barcode = (value: string) => ({ user_identifier: [{ id_type: 'BARCODE', value }] });
    await json({ ...ada, ...barcode('1') });
    const { lines } = await json(
      { ...ada, ...barcode('2'), status: 'INACTIVE' },
      { ...grace, ...barcode('2') },
      { primary_id: 'x', last_name: 'X', ...barcode('1') },
    );
    expect(lines).toMatchObject([refusal, { outcome: 'UPDATED' }, { reasons: [{ code: 'IDENTIFIER_TAKEN' }] }]);
  });

  test('may be changed in other ways, but is given no end', async () => {
    expect(await outcomes({ ...ada, first_name: 'Ada' })).toEqual(['UPDATED']);
    expect((await json({ ...ada, expiry_date: '9999-12-31' })).lines).toMatchObject([refusal]);
  });

  test.each([
    ['account', sql`UPDATE users SET expiry_date = '9999-12-31' WHERE id = 2`],
    ['role', sql`UPDATE user_role SET expires_on = '9999-12-31' WHERE user_id = 2`],
  ])('is the last when the other one’s %s has an end', async (_, change) => {
    await makeAdministrator(2);
    expect(await outcomes({ ...ada, expiry_date: '9999-12-30' })).toEqual(['UPDATED']);
    await database.execute(sql`UPDATE users SET expiry_date = NULL`);
    await database.execute(change);
    expect((await json({ ...ada, expiry_date: '9999-12-30' }, { ...grace, status: 'INACTIVE' })).lines).toMatchObject([
      refusal,
      { outcome: 'UPDATED' },
    ]);
  });

  test.each([
    ['inactive', sql`UPDATE users SET status = 'INACTIVE' WHERE id = 2`],
    ['expired', sql`UPDATE users SET expiry_date = '2020-01-01' WHERE id = 2`],
    ['one whose role is inactive', sql`UPDATE user_role SET status = 'INACTIVE' WHERE user_id = 2`],
    ['one whose role is expired', sql`UPDATE user_role SET expires_on = '2020-01-01' WHERE user_id = 2`],
    ['one of a library', sql`UPDATE user_role SET library_code = (SELECT min(code) FROM library) WHERE user_id = 2`],
    ['external, who cannot sign in', sql`UPDATE users SET account_type = 'EXTERNAL', external_id = 'SIS' WHERE id = 2`],
  ])('is the last when the other is %s', async (_, change) => {
    await makeAdministrator(2);
    await database.execute(change);
    expect((await json({ ...ada, status: 'INACTIVE' })).lines).toMatchObject([refusal]);
  });

  test('is known when all are external, too', async () => {
    await database.execute(sql`UPDATE users SET account_type = 'EXTERNAL', external_id = 'SIS'`);
    expect((await json({ ...ada, status: 'INACTIVE' })).lines).toMatchObject([refusal]);
  });
});

describe('of two General System Administrators', () => {
  test.each(endings)('one may be made %s, but not both, in whatever batches', async (_, ending) => {
    const records = [
      { ...ada, ...ending },
      { ...grace, ...ending },
    ];
    await makeAdministrator(2);
    for (const options of [{ dryRun: true }, { batchSize: 1, dryRun: true }, {}]) {
      const { lines } = await importJson(database, directory, records, options);
      expect(lines).toMatchObject([{ outcome: 'UPDATED', reasons: [] }, refusal]);
    }
  });

  test('one may go once the other has come back', async () => {
    await makeAdministrator(2);
    await database.execute(sql`UPDATE users SET status = 'INACTIVE' WHERE id = 2`);
    const leaving = { ...ada, status: 'INACTIVE' };
    expect(await outcomes(leaving, { ...grace, status: 'ACTIVE' }, leaving)).toEqual(['ERROR', 'UPDATED', 'UPDATED']);
  });

  test.each([
    ['UNKNOWN_CODE', { user_group: 'NOPE' }],
    ['IDENTIFIER_TAKEN', { user_identifier: [{ id_type: 'BARCODE', value: '1' }] }],
  ])('the one whose record is an error (%s) stays one', async (code, fault) => {
    await makeAdministrator(2);
    await json({ primary_id: 'x', last_name: 'X', user_identifier: [{ id_type: 'BARCODE', value: '1' }] });
    const { lines } = await json({ ...ada, status: 'INACTIVE', ...fault }, { ...grace, status: 'INACTIVE' });
    expect(lines).toMatchObject([{ reasons: [{ code }] }, { outcome: 'UPDATED' }]);
  });
});

test('the day is that of the time zone', async () => {
  const zones = ['Etc/GMT+12', 'Etc/GMT-14'];
  const [here = '', there] = zones.map((timeZone) => Temporal.Now.plainDateISO(timeZone).toString());
  expect(here < (there ?? '')).toBe(true);
  await database.execute(sql`UPDATE users SET expiry_date = '9999-12-31' WHERE id = 1`);
  const before = await everythingStored(database);
  for (const [index, timeZone] of zones.entries()) {
    const options = { timeZone, dryRun: true };
    const { lines } = await importJson(database, directory, [{ ...ada, expiry_date: here }], options);
    expect(lines).toMatchObject([{ outcome: ['UPDATED', 'ERROR'][index] }]);
  }
  expect(await everythingStored(database)).toEqual(before);
});

test('an import that may end an administrator waits for whoever else may', async () => {
  await makeAdministrator(2);
  const held = Promise.withResolvers<void>();
  const waiting = Promise.withResolvers<void>();
  const other = database.transaction(async (transaction) => {
    await transaction.execute(
      sql`SELECT pg_advisory_xact_lock(hashtextextended('rollcall: active General System Administrators', 0))`,
    );
    held.resolve();
    await waiting.promise;
    await transaction.execute(sql`UPDATE users SET status = 'INACTIVE' WHERE id = 2`);
  });
  await held.promise;
  expect(await outcomes({ primary_id: 'x', last_name: 'Y' })).toEqual(['UPDATED']);
  const imported = json({ ...ada, status: 'INACTIVE' });
  const isBlocked = sql`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()`;
  while ((await database.query(isBlocked)).length === 0);
  waiting.resolve();
  await other;
  expect((await imported).lines).toMatchObject([refusal]);
});
