import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { ApiKeyScope } from './api-key-scope.ts';
import { type Authority, loadAuthority, throughApiKey } from './authority.ts';

const KEY_BYTES = 32;
// rc_ and eight characters: enough to tell keys apart, and 208 bits are left that nobody is shown.
const PREFIX_LENGTH = 11;
const KEY = /^rc_[\w-]{43}$/;

/** A key as its owner gets to see it, once. */
export interface NewSecret {
  readonly key: string;
  readonly prefix: string;
  /** All that is stored of it: its SHA-256. */
  readonly hash: Buffer;
}

/** A key that nobody can guess. */
export function newSecret(): NewSecret {
  const key = `rc_${randomBytes(KEY_BYTES).toString('base64url')}`;
  return { key, prefix: key.slice(0, PREFIX_LENGTH), hash: hashOf(key) };
}

/** Whether a bearer token has the form of an API key. */
export function isApiKey(token: string): boolean {
  return KEY.test(token);
}

/** Whose key it is, narrowed by its scopes, and when it ends; null when it is unknown, expired, revoked, or its owner may not come in. */
export async function readApiKey(
  queryable: Queryable,
  key: string,
  today: string,
): Promise<{ readonly authority: Authority; readonly expiresAt: Date } | null> {
  const hash = hashOf(key);
  const stored = await liveKeys(queryable, sql`prefix = ${key.slice(0, PREFIX_LENGTH)}`);
  const found = stored.find((candidate) => timingSafeEqual(candidate.hash, hash));
  const authority = found && (await authorityThrough(queryable, found, today));
  if (!found || !authority) return null;
  if (found.useIsOld) await noteUse(queryable, found.id);
  return { authority, expiresAt: found.expiresAt };
}

/** The authority of a request as it is now, for what goes on for longer: null once its roles, account or key are gone. */
export async function reloadAuthority(
  queryable: Queryable,
  { userId, apiKey }: Authority,
  today: string,
): Promise<Authority | null> {
  if (!apiKey) return loadAuthority(queryable, userId, today);
  const [found] = await liveKeys(queryable, sql`id = ${apiKey.id}`);
  return found ? authorityThrough(queryable, found, today) : null;
}

interface StoredKey {
  readonly id: number;
  readonly ownerId: number;
  readonly prefix: string;
  readonly hash: Buffer;
  readonly scopes: readonly ApiKeyScope[];
  readonly expiresAt: Date;
  readonly useIsOld: boolean;
}

function liveKeys(queryable: Queryable, which: ReturnType<typeof sql>): Promise<StoredKey[]> {
  return queryable.query<StoredKey>(sql`
    SELECT id, owner_id AS "ownerId", prefix, hash, scopes::text[] AS scopes, expires_at AS "expiresAt",
           coalesce(last_used_at < now() - interval '1 minute', TRUE) AS "useIsOld"
    FROM api_key WHERE ${which} AND revoked_at IS NULL AND expires_at > now()`);
}

async function authorityThrough(queryable: Queryable, { ownerId, ...key }: StoredKey, today: string) {
  const { id, prefix, scopes } = key;
  const authority = await loadAuthority(queryable, ownerId, today);
  return authority && throughApiKey(authority, { id, prefix, scopes });
}

/** At most once a minute, so that a busy key is not a row that everybody waits for. */
async function noteUse(queryable: Queryable, id: number): Promise<void> {
  await queryable.execute(sql`
    UPDATE api_key SET last_used_at = now()
    WHERE id = ${id} AND coalesce(last_used_at < now() - interval '1 minute', TRUE)`);
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
