import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';

/** A user as letters speak of them, with where letters reach them. */
export interface Recipient {
  readonly id: number;
  /** Their preferred address, else the first; null: none. */
  readonly address: string | null;
  readonly preferredLanguage: string | null;
  /** The values of the variables `user.…`. */
  readonly user: Readonly<Record<string, unknown>>;
}

/** The institution, as letters name it. */
export interface LetterHead {
  readonly code: string;
  readonly name: string;
}

/** Reads users as they are now, in one statement; those who are gone are missing. `today` decides which roles are in force. */
export async function loadRecipients(
  queryable: Queryable,
  userIds: readonly number[],
  today: string,
): Promise<ReadonlyMap<number, Recipient>> {
  const rows = await queryable.query<Recipient>(sql`
    SELECT u.id, mail.address, u.preferred_language AS "preferredLanguage", jsonb_build_object(
      'primaryId', u.primary_id,
      'firstName', nullif(coalesce(nullif(u.preferred_first_name, ''), u.first_name), ''),
      'lastName', coalesce(nullif(u.preferred_last_name, ''), u.last_name),
      'fullName', btrim(coalesce(nullif(u.preferred_first_name, ''), u.first_name) || ' ' || coalesce(nullif(u.preferred_last_name, ''), u.last_name)),
      'title', coalesce(title.description, u.title), 'email', mail.address,
      'userGroup', coalesce(user_group.description, u.user_group), 'campus', coalesce(campus.description, u.campus),
      'jobCategory', coalesce(category.description, u.job_category), 'jobDescription', nullif(u.job_description, ''),
      'expiryDate', u.expiry_date, 'roles', coalesce(held.roles, '[]'::jsonb)) AS "user"
    FROM users u
    LEFT JOIN code title ON title.table_name = 'TITLE' AND title.code = u.title
    LEFT JOIN code user_group ON user_group.table_name = 'USER_GROUP' AND user_group.code = u.user_group
    LEFT JOIN code campus ON campus.table_name = 'CAMPUS' AND campus.code = u.campus
    LEFT JOIN code category ON category.table_name = 'JOB_CATEGORY' AND category.code = u.job_category
    LEFT JOIN LATERAL (SELECT e.address FROM user_email e WHERE e.user_id = u.id ORDER BY e.preferred DESC, e.id LIMIT 1) mail ON TRUE
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('name', t.name, 'library', l.name, 'expiresOn', r.expires_on) ORDER BY t.name, l.name NULLS FIRST) AS roles
      FROM user_role r JOIN role_type t ON t.code = r.role_type_code LEFT JOIN library l ON l.code = r.library_code
      WHERE r.user_id = u.id AND r.status = 'ACTIVE' AND (r.expires_on IS NULL OR r.expires_on >= ${today}::date)) held ON TRUE
    WHERE u.id = ANY (${[...userIds]}::int[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The institution that writes. */
export async function loadLetterHead(queryable: Queryable): Promise<LetterHead> {
  const [institution] = await queryable.query<LetterHead>(
    sql`SELECT code, name FROM institution ORDER BY code LIMIT 1`,
  );
  return institution ?? { code: '', name: '' };
}
