import type { Queryable } from '../platform/database.ts';
import { raw, sql } from '../platform/sql.ts';

/** The lists of the record, each with the order that makes the same entries the same text. */
const lists = [
  ...['address', 'email', 'phone', 'identifier', 'role', 'block', 'note', 'statistic'].map((part) => [part, 'id']),
  ['resource_sharing_library', 'library_code'],
  ['letter_opt_out', 'letter_code'],
];

// Of pin and password nothing may be learnt, and a digest of four digits is no secret.
const record = "to_jsonb(u) - 'pin' - 'password_hash'";
const parts = lists.map(
  ([part, order]) =>
    `(SELECT jsonb_agg(to_jsonb(part) ORDER BY part.${order}) FROM user_${part} part WHERE part.user_id = u.id)`,
);

/** A text that is another one as soon as anything of the user's record or lists is; null: there is no such user. */
export async function userVersion(queryable: Queryable, userId: number): Promise<string | null> {
  const [row] = await queryable.query<{ version: string }>(sql`
    SELECT md5(jsonb_build_array(${raw([record, ...parts].join(', '))})::text) AS version FROM users u WHERE u.id = ${userId}`);
  return row?.version ?? null;
}
