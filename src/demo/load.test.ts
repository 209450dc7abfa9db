import { expect, test } from 'vitest';
import type { Database } from '../platform/database.ts';
import { raw, sql } from '../platform/sql.ts';
import { createTestDatabase } from '../testing/database.ts';
import { userTables } from './bulk-load.ts';
import { AlreadyPopulated, loadDemoInstitution } from './load.ts';
import { catalogers } from './people.ts';

const { database } = await createTestDatabase();
const { database: other } = await createTestDatabase();
const SIZE = 2_000;

const reference = ['institution', 'library', 'circulation_desk', 'service_unit', 'code'];

/** A fingerprint of everything in a table. */
async function contents(of: Database, table: string): Promise<string> {
  const [row] = await of.query<{ hash: string }>(
    sql`SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) AS hash FROM ${raw(table)} t`,
  );
  return row?.hash ?? '';
}

/** Indexes, constraints and triggers of the people's tables, as PostgreSQL would write them down. */
async function laws(of: Database): Promise<string[]> {
  const tables = sql`ANY (${[...userTables]}::regclass[])`;
  const rows = await of.query<{ law: string }>(sql`
    SELECT pg_get_indexdef(indexrelid) AS law FROM pg_index WHERE indrelid = ${tables} AND indisvalid
    UNION ALL SELECT conrelid::regclass::text || conname || convalidated || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ${tables}
    UNION ALL SELECT tgenabled::text || pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = ${tables} AND NOT tgisinternal
    ORDER BY law`);
  return rows.map(({ law }) => law);
}

test('a load leaves every index, constraint and trigger as it was', async () => {
  const before = await laws(database);
  await loadDemoInstitution(database, { users: SIZE });
  expect(await laws(database)).toEqual(before);
  expect(before.length).toBeGreaterThan(50);
});

test('the same size gives the same records', async () => {
  await loadDemoInstitution(other, { users: SIZE });
  for (const table of [...reference, ...userTables]) {
    expect(await contents(other, table), table).toBe(await contents(database, table));
  }
});

test('four in a hundred are catalogers, some of them external, expired, or license viewers already', async () => {
  const [counts] = await database.query<Record<string, number>>(sql`
    SELECT count(*) AS catalogers, count(*) FILTER (WHERE account_type = 'EXTERNAL') AS external,
      count(*) FILTER (WHERE expiry_date < '2026-06-01') AS expired,
      count(*) FILTER (WHERE EXISTS (SELECT 1 FROM user_role r WHERE r.user_id = u.id AND r.role_type_code = '58')) AS viewers,
      (SELECT count(*) FROM users) AS users
    FROM users u WHERE job_category = 'CATALOGER'`);
  expect(counts?.users).toBe(SIZE);
  expect(counts?.catalogers).toBeGreaterThan(0.03 * SIZE);
  expect(counts?.catalogers).toBeLessThan(0.06 * SIZE);
  for (const part of ['external', 'expired', 'viewers']) expect(counts?.[part], part).toBeGreaterThan(1);
});

test('what triggers would have written as search text is what was written', async () => {
  const loaded = await contents(database, 'user_search_text');
  await database.execute(sql`SELECT refresh_user_search_text(ARRAY(SELECT id FROM users))`);
  expect(await contents(database, 'user_search_text')).toBe(loaded);
});

test('records hold only codes that exist, and roles only where and how they may be held', async () => {
  const used = [
    ['users', 'user_group', 'USER_GROUP'],
    ['users', 'job_category', 'JOB_CATEGORY'],
    ['users', 'campus', 'CAMPUS'],
    ['users', 'title', 'TITLE'],
    ['users', 'preferred_language', 'PREFERRED_LANGUAGE'],
    ['users', 'cataloger_level', 'CATALOGER_LEVEL'],
    ['user_identifier', 'type', 'IDENTIFIER_TYPE'],
    ['user_address', 'unnest(types)', 'ADDRESS_TYPE'],
    ['user_email', 'unnest(types)', 'EMAIL_TYPE'],
    ['user_phone', 'unnest(types)', 'PHONE_TYPE'],
    ['user_note', 'type', 'NOTE_TYPE'],
    ['user_block', 'type', 'BLOCK_TYPE'],
    ['user_block', 'code', 'BLOCK_CODE'],
    ['user_statistic', 'type', 'STATISTIC_TYPE'],
    ['user_statistic', 'category', 'STATISTIC_CATEGORY'],
    ['user_letter_opt_out', 'letter_code', 'LETTER'],
  ] as const;
  for (const [table, column, codeTable] of used) {
    const unknown = await database.query(sql`
      SELECT DISTINCT value FROM (SELECT ${raw(column)} AS value FROM ${raw(table)}) used
      WHERE value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM code c WHERE c.table_name = ${codeTable} AND c.code = value)`);
    expect(unknown, `${table}.${column}`).toEqual([]);
  }
  const misheld = await database.query(sql`
    SELECT r.* FROM user_role r JOIN role_type t ON t.code = r.role_type_code
    WHERE (r.library_code IS NULL AND NOT t.allows_institution) OR (r.library_code IS NOT NULL AND NOT t.allows_library)
      OR (t.parameter_required AND r.parameters = '[]') OR (jsonb_array_length(r.parameters) > 1 AND NOT t.parameter_multiple)
      OR EXISTS (SELECT 1 FROM jsonb_to_recordset(r.parameters) AS p (name text, value text)
        WHERE p.name <> t.parameter::text OR p.value IS NULL
          OR (p.name = 'CIRCULATION_DESK' AND NOT EXISTS (SELECT 1 FROM circulation_desk d WHERE (d.library_code, d.code) = (r.library_code, p.value)))
          OR (p.name = 'SERVICE_UNIT' AND NOT EXISTS (SELECT 1 FROM service_unit s WHERE (s.library_code, s.code) = (r.library_code, p.value))))`);
  expect(misheld).toEqual([]);
});

test('names come in many alphabets, each in its composed form', async () => {
  const alphabets = {
    Latin: '[a-zß-ž]',
    Greek: '[α-ω]',
    Cyrillic: '[а-я]',
    Hebrew: '[א-ת]',
    Arabic: '[ء-ي]',
    Devanagari: '[अ-ह]',
    Han: '[一-龥]',
    Hangul: '[가-힣]',
  };
  for (const [alphabet, letters] of Object.entries(alphabets)) {
    const [row] = await database.query<{ people: number }>(
      sql`SELECT count(*) AS people FROM users WHERE lower(last_name) COLLATE "C" ~ ${letters}`,
    );
    expect(row?.people, alphabet).toBeGreaterThan(5);
  }
  expect(
    await database.query(
      sql`SELECT 1 FROM users WHERE concat(first_name, middle_name, last_name) IS NOT NFC NORMALIZED`,
    ),
  ).toEqual([]);
});

test('the next user gets an id of their own', async () => {
  const [row] = await other.query<{ id: number }>(
    sql`INSERT INTO users (primary_id, last_name) VALUES ('somebody.new', 'New') RETURNING id`,
  );
  expect(row?.id).toBe(SIZE + 1);
});

test('users are replaced only when that was said', async () => {
  await expect(loadDemoInstitution(other, { users: 50 })).rejects.toThrow(AlreadyPopulated);
  await loadDemoInstitution(other, { users: 50, replace: true });
  const people = await other.query<{ primaryId: string }>(sql`SELECT primary_id AS "primaryId" FROM users`);
  expect(people).toHaveLength(50);
  expect(people).toContainEqual({ primaryId: catalogers.external.primaryId });
});

test('an institution too small for its named people is refused', async () => {
  await expect(loadDemoInstitution(other, { users: 5, replace: true })).rejects.toThrow(RangeError);
});

test('progress grows to 1', async () => {
  const seen: number[] = [];
  await loadDemoInstitution(other, { users: 100, replace: true, onProgress: (done) => seen.push(done) });
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});
