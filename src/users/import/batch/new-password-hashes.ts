import { hashPassword, passwordMatches } from '../../../access/password.ts';
import type { Queryable } from '../../../platform/database.ts';
import { sql } from '../../../platform/sql.ts';
import type { IncomingUser } from '../record/incoming-user.ts';
import type { NewPasswordHash } from './decide-record.ts';

/** As many as the threads that Node derives keys on. */
const AT_ONCE = 4;

/**
 * Hashes the passwords that records bring, unless the user has that very password already. Done before the transaction,
 * because it is slow by design, and rows should not be locked meanwhile.
 */
export async function newPasswordHashes(
  queryable: Queryable,
  users: readonly IncomingUser[],
): Promise<Map<IncomingUser, NewPasswordHash>> {
  const hashes = new Map<IncomingUser, NewPasswordHash>();
  const withPassword = users.filter((user) => user.password !== null && user.fields.account_type !== 'EXTERNAL');
  if (withPassword.length === 0) return hashes;
  const stored = await storedHashes(queryable, withPassword);
  for (let from = 0; from < withPassword.length; from += AT_ONCE) {
    const group = withPassword.slice(from, from + AT_ONCE);
    const hashed = await Promise.all(group.map((user) => newHash(user.password ?? '', stored.get(user.primaryId))));
    for (const [index, user] of group.entries()) hashes.set(user, hashed[index] ?? null);
  }
  return hashes;
}

async function newHash(password: string, stored: string | undefined): Promise<NewPasswordHash> {
  const unchanged = stored !== undefined && (await passwordMatches(password, stored));
  return unchanged ? null : hashPassword(password);
}

async function storedHashes(queryable: Queryable, users: readonly IncomingUser[]): Promise<Map<string, string>> {
  const rows = await queryable.query<{ primaryId: string; hash: string }>(sql`
    SELECT brought.primary_id AS "primaryId", u.password_hash AS hash
    FROM unnest(${users.map((user) => user.primaryId)}::text[]) AS brought (primary_id)
    JOIN users u ON lower(u.primary_id) COLLATE "C" = lower(brought.primary_id) COLLATE "C"
    WHERE u.password_hash IS NOT NULL`);
  return new Map(rows.map(({ primaryId, hash }) => [primaryId, hash]));
}
