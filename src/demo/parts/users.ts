import { type Sql, sql } from '../../platform/sql.ts';
import { chance, pick, roll } from '../random.ts';

const title = sql`CASE WHEN profile."jobCategory" = 'PROFESSOR' THEN 'PROF' WHEN NOT ${chance('titled', 30)} THEN NULL
  WHEN profile."userGroup" = 'FACULTY' THEN 'DR' WHEN p.woman THEN 'MS' ELSE 'MR' END`;

const gender = sql`CASE WHEN ${chance('gender not known', 6)} THEN NULL WHEN ${chance('gender not told', 8)} THEN 'NONE'
  WHEN ${chance('other gender', 2)} THEN 'OTHER' WHEN p.woman THEN 'FEMALE' ELSE 'MALE' END::gender`;

const birthDate = sql`CASE WHEN ${chance('birth date known', 80)}
  THEN make_date(profile."bornFrom" + ${roll('birth year', sql`profile."bornTo" - profile."bornFrom" + 1`)}, 1, 1) + ${roll('birthday', 365)} END`;

/** Writes the user rows of the batch; a person's number is the user's id. */
export const insertUsers: Sql = sql`
  INSERT INTO users (id, primary_id, record_type, account_type, external_id, status,
    first_name, middle_name, last_name, preferred_first_name, preferred_last_name, title, gender, birth_date, pin,
    job_category, job_description, preferred_language, user_group, campus, cataloger_level,
    force_password_change, expiry_date, purge_date, created_at, updated_at)
  SELECT p.n, p.primary_id, profile."recordType", CASE WHEN p.external THEN 'EXTERNAL' ELSE 'INTERNAL' END::account_type,
    CASE WHEN NOT p.external THEN NULL WHEN profile."recordType" = 'STAFF' THEN 'HR' ELSE 'SIS' END,
    CASE WHEN ${chance('inactive', 4)} THEN 'INACTIVE' ELSE 'ACTIVE' END::user_status,
    p.first_name, p.middle_name, p.last_name,
    CASE WHEN names.in_latin THEN p.latin_first ELSE '' END, CASE WHEN names.in_latin THEN p.latin_last ELSE '' END,
    ${title}, ${gender}, ${birthDate},
    CASE WHEN ${chance('has pin', 40)} THEN lpad(${roll('pin', 10_000)}::text, 4, '0') END,
    profile."jobCategory",
    CASE WHEN profile."jobDescriptions" IS NOT NULL AND ${chance('described job', 70)}
         THEN profile."jobDescriptions"[1 + ${roll('job description', sql`cardinality(profile."jobDescriptions")`)}] ELSE '' END,
    CASE WHEN ${chance('no language', 5)} THEN NULL WHEN ${chance('English', 30)} THEN 'en' ELSE p.language END,
    profile."userGroup", CASE WHEN ${chance('no campus', 6)} THEN NULL ELSE p.campus END,
    CASE WHEN profile."jobCategory" = 'CATALOGER' THEN ${pick('cataloger level', ['00', '10', '20', '20', '30', '90'])} END,
    NOT p.external AND ${chance('new password', 5)}, p.expiry_date,
    CASE WHEN ${chance('purged', 40)} THEN p.expiry_date + 365 END,
    created.at, created.at + make_interval(hours => ${roll('changed', 8_000)})
  FROM demo_person p
  JOIN demo_profile profile ON profile.slot = p.profile_slot
  CROSS JOIN LATERAL (SELECT p.first_name <> p.latin_first AND ${chance('Latin name', 40)} AS in_latin) names
  CROSS JOIN LATERAL (SELECT timestamptz '2012-03-01 08:00:00+00' + make_interval(secs => ${roll('created', 420_000_000)}) AS at) created
  ORDER BY p.n`;
