import { type Sql, sql } from '../../platform/sql.ts';
import { chance, pick, roll } from '../random.ts';

/** Ends of terms that have passed, and that will not for years: fixed, so that the same size means the same records. */
const past = ['2021-09-30', '2023-06-30', '2024-09-30', '2025-06-30', '2026-03-31'];
const future = ['2035-09-30', '2036-09-30', '2037-09-30', '2038-09-30'];

/** Holds the people of one batch while their records are written. */
export const createPersons: Sql = sql`
  CREATE TEMPORARY TABLE demo_person (
    n int, profile_slot int, external boolean, woman boolean, library text, campus text, desks text[], units text[],
    language text, first_name text, last_name text, middle_name text, latin_first text, latin_last text, slug text,
    primary_id text, expiry_date date
  ) ON COMMIT DROP`;

const middleName = sql`CASE WHEN culture.patronymics > 0 OR ${chance('has middle name', 12)} THEN middle.native ELSE '' END`;

/** Decides who the people with the numbers `from` to `to` are. */
export function insertPersons(from: number, to: number): Sql {
  return sql`
    INSERT INTO demo_person
    SELECT p.n, profile.slot, drawn.external, culture.woman, home.library, home.campus, home.desks, home.units,
      culture.language, given.native, family.native, ${middleName}, given.latin, family.latin, given.slug || '.' || family.slug,
      CASE WHEN drawn.external THEN 's' || (1000000 + p.n) ELSE left(given.slug, 1) || family.slug || p.n END,
      CASE WHEN ${chance('expiring', sql`profile.expiring`)}
           THEN CASE WHEN ${chance('expired', 9)} THEN ${pick('past end', past)} ELSE ${pick('future end', future)} END::date END
    FROM generate_series(${from}::int, ${to}::int) AS p (n)
    JOIN demo_profile profile ON profile.slot = ${roll('profile', 1000)}
    JOIN demo_home home ON home.slot = ${roll('home', 100)}
    JOIN demo_culture culture ON culture.slot = ${roll('culture', 1000)} AND culture.woman = ${chance('woman', 53)}
    JOIN demo_name given ON given.kind = 'given' AND given.language = culture.language AND given.woman = culture.woman
      AND given.position = ${roll('given name', sql`culture.givens`)}
    JOIN demo_name family ON family.kind = 'family' AND family.language = culture.language AND family.woman = culture.woman
      AND family.position = ${roll('family name', sql`culture.families`)}
    LEFT JOIN demo_name middle ON middle.language = culture.language AND middle.woman = culture.woman
      AND middle.kind = CASE WHEN culture.patronymics > 0 THEN 'patronymic' ELSE 'given' END
      AND middle.position = ${roll('middle name', sql`CASE WHEN culture.patronymics > 0 THEN culture.patronymics ELSE culture.givens END`)}
    CROSS JOIN LATERAL (SELECT ${chance('external', sql`profile.external`)} AS external) drawn
    ORDER BY p.n`;
}
