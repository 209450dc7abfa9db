import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';

/** A user as the identity provider is told of them. */
export interface ExportedUser {
  readonly id: number;
  readonly primaryId: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
  readonly preferredFirstName: string;
  readonly preferredLastName: string;
  /** Active, and not past the expiry date. */
  readonly inForce: boolean;
  /** The preferred one first. */
  readonly emails: readonly {
    readonly address: string;
    readonly types: readonly string[];
    readonly preferred: boolean;
  }[];
}

/** The users as they are now; `today` ('YYYY-MM-DD') says which accounts are in force. Who is gone is left out. */
export async function loadExportedUsers(
  queryable: Queryable,
  userIds: readonly number[],
  today: string,
): Promise<Map<number, ExportedUser>> {
  const users = await queryable.query<ExportedUser>(sql`
    SELECT u.id, u.primary_id AS "primaryId", u.first_name AS "firstName", u.middle_name AS "middleName", u.last_name AS "lastName",
           u.preferred_first_name AS "preferredFirstName", u.preferred_last_name AS "preferredLastName",
           u.status = 'ACTIVE' AND coalesce(u.expiry_date >= ${today}::date, TRUE) AS "inForce",
           (SELECT coalesce(jsonb_agg(jsonb_build_object('address', e.address, 'types', e.types, 'preferred', e.preferred)
              ORDER BY e.preferred DESC, e.id), '[]') FROM user_email e WHERE e.user_id = u.id) AS emails
    FROM users u WHERE u.id = ANY (${[...userIds]}::int[])`);
  return new Map(users.map((user) => [user.id, user]));
}
