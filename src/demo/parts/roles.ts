import { type Sql, sql } from '../../platform/sql.ts';
import { chance, roll } from '../random.ts';

/** Everybody but contacts is a patron: two thirds of the institution, the others of their own library only, to the day their account ends. */
export const insertPatronRoles: Sql = sql`
  INSERT INTO user_role (user_id, role_type_code, library_code, status, expires_on, created_at, created_by)
  SELECT p.n, '200', CASE WHEN ${chance('library patron', 35)} THEN p.library END,
    CASE WHEN ${chance('ended patron', 2)} THEN 'INACTIVE' ELSE 'ACTIVE' END::user_status, p.expiry_date,
    timestamptz '2025-08-01 06:00:00+00', CASE WHEN p.external THEN 'student-system' ELSE 'admin' END
  FROM demo_person p
  JOIN demo_profile profile ON profile.slot = p.profile_slot
  WHERE profile."recordType" <> 'CONTACT'
  ORDER BY p.n`;

const place = sql`CASE role.parameter->>'name'
  WHEN 'CIRCULATION_DESK' THEN person.desks[1 + ${roll('desk', sql`cardinality(person.desks)`)}]
  WHEN 'SERVICE_UNIT' THEN person.units[1 + ${roll('unit', sql`cardinality(person.units)`)}]
  ELSE role.parameter->>'value' END`;

/**
 * The roles of staff; one in twenty has ended, one in thirty was taken out of use. Rolled for by person and role
 * together (`p.n`), or whoever holds one role would hold them all.
 */
export const insertStaffRoles: Sql = sql`
  INSERT INTO user_role (user_id, role_type_code, library_code, status, expires_on, parameters, created_at, created_by)
  SELECT held.user_id, held."roleType", CASE WHEN held.at = 'LIBRARY' THEN held.library END,
    CASE WHEN held.luck % 30 = 1 THEN 'INACTIVE' ELSE 'ACTIVE' END::user_status,
    CASE WHEN held.luck % 20 = 2 THEN date '2025-12-31' WHEN held.luck % 10 = 3 THEN date '2036-12-31' END,
    CASE WHEN held.place IS NULL THEN '[]' ELSE jsonb_build_array(jsonb_build_object('name', held.parameter, 'value', held.place)) END,
    timestamptz '2020-01-07 09:00:00+00' + make_interval(days => held.luck % 1900), 'admin'
  FROM (
    SELECT person.n AS user_id, person.library, role."roleType", role.at, role.parameter->>'name' AS parameter,
      ${place} AS place, ${roll('luck', 1_000_000)} AS luck
    FROM demo_person person
    JOIN demo_profile profile ON profile.slot = person.profile_slot
    JOIN demo_staff_role role ON role."jobCategory" = profile."jobCategory"
    CROSS JOIN LATERAL (SELECT person.n + 10000019 * role.number AS n) p
    WHERE ${chance('holds', sql`role.percent`)}
  ) held
  ORDER BY held.user_id, held."roleType", held.at`;
