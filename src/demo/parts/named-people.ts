import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { NamedPerson } from '../named-person.ts';
import { catalogers, signInPeople } from '../people.ts';
import type { PasswordHashes } from '../sign-in.ts';
import { unusualPeople } from '../unusual-people.ts';

/** Everybody whose record is written out; their ids count from 1 in this order. */
export const namedPeople: readonly NamedPerson[] = [signInPeople, catalogers, unusualPeople].flatMap((group) =>
  Object.values<NamedPerson>(group),
);

const stamp = sql`timestamptz '2024-09-02 08:00:00+00'`;
const segment = sql`CASE WHEN p.person ? 'externalId' THEN 'EXTERNAL' ELSE 'INTERNAL' END::segment_type`;

/** Writes their records. */
export async function insertNamedPeople(transaction: Queryable, passwordHashes: PasswordHashes): Promise<void> {
  const people = namedPeople.map((person) => ({ ...person, passwordHash: passwordHashes[person.primaryId] }));
  await transaction.execute(sql`CREATE TEMPORARY TABLE demo_named (id int, person jsonb) ON COMMIT DROP`);
  await transaction.execute(sql`
    INSERT INTO demo_named
    SELECT place, person FROM jsonb_array_elements(${JSON.stringify(people)}::jsonb) WITH ORDINALITY AS listed (person, place)`);
  for (const statement of [insertUsers, insertRoles, insertEmails, ...insertLists, insertProxies])
    await transaction.execute(statement);
}

const insertUsers = sql`
  INSERT INTO users (id, primary_id, record_type, account_type, external_id, status, first_name, middle_name, last_name,
    title, birth_date, job_category, job_description, preferred_language, user_group, campus, cataloger_level,
    password_hash, expiry_date, purge_date, created_at, updated_at)
  SELECT p.id, field."primaryId", field."recordType",
    CASE WHEN field."externalId" IS NULL THEN 'INTERNAL' ELSE 'EXTERNAL' END::account_type, field."externalId",
    coalesce(field.status, 'ACTIVE'), field."firstName", coalesce(field."middleName", ''), field."lastName",
    field.title, field."birthDate", field."jobCategory", coalesce(field."jobDescription", ''), field."preferredLanguage",
    field."userGroup", field.campus, field."catalogerLevel", field."passwordHash", field."expiryDate", field."purgeDate", ${stamp}, ${stamp}
  FROM demo_named p
  CROSS JOIN LATERAL jsonb_to_record(p.person) AS field (
    "primaryId" text, "recordType" record_type, "externalId" text, status user_status,
    "firstName" text, "middleName" text, "lastName" text, title text, "birthDate" date, "jobCategory" text,
    "jobDescription" text, "preferredLanguage" text, "userGroup" text, campus text, "catalogerLevel" text,
    "passwordHash" text, "expiryDate" date, "purgeDate" date)`;

const insertRoles = sql`
  INSERT INTO user_role (user_id, role_type_code, library_code, status, expires_on, parameters, created_at, created_by)
  SELECT p.id, role."roleType", role.library, coalesce(role.status, 'ACTIVE'), role."expiresOn",
    coalesce(role.parameters, '[]'), ${stamp}, 'admin'
  FROM demo_named p
  CROSS JOIN LATERAL jsonb_to_recordset(p.person->'roles') AS role (
    "roleType" text, library text, status user_status, "expiresOn" date, parameters jsonb)`;

const insertEmails = sql`
  INSERT INTO user_email (user_id, types, address, preferred, segment)
  SELECT p.id, ARRAY[CASE WHEN place = 1 THEN 'work' ELSE 'personal' END], address, place = 1, ${segment}
  FROM demo_named p CROSS JOIN LATERAL jsonb_array_elements_text(p.person->'emails') WITH ORDINALITY AS email (address, place)`;

const insertLists = [
  sql`INSERT INTO user_identifier (user_id, type, value, segment)
      SELECT p.id, item->>'type', item->>'value', ${segment}
      FROM demo_named p CROSS JOIN LATERAL jsonb_array_elements(p.person->'identifiers') item`,
  sql`INSERT INTO user_block (user_id, type, code, note, created_at, created_by, segment)
      SELECT p.id, item->>'type', item->>'code', item->>'note', ${stamp}, 'library.manager', 'INTERNAL'
      FROM demo_named p CROSS JOIN LATERAL jsonb_array_elements(p.person->'blocks') item`,
  sql`INSERT INTO user_note (user_id, type, text, created_at, created_by, segment)
      SELECT p.id, item->>'type', item->>'text', ${stamp}, 'admin', 'INTERNAL'
      FROM demo_named p CROSS JOIN LATERAL jsonb_array_elements(p.person->'notes') item`,
  sql`INSERT INTO user_statistic (user_id, type, category, segment)
      SELECT p.id, item->>'type', item->>'category', ${segment}
      FROM demo_named p CROSS JOIN LATERAL jsonb_array_elements(p.person->'statistics') item`,
];

const insertProxies = sql`
  INSERT INTO user_proxy (patron_id, proxy_id)
  SELECT p.id, other.id FROM demo_named p
  JOIN demo_named other ON p.person->'proxies' ? (other.person->>'primaryId')`;
