import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { ApiKeyScope } from './api-key-scope.ts';

/** A role in force today: active, and not past its expiry date (the last day it is valid on). */
export interface HeldRole {
  readonly code: string;
  readonly key: string;
  readonly name: string;
  /** null: held at the institution, that is at every library. */
  readonly libraryCode: string | null;
  /** 'YYYY-MM-DD', or null for a role without end. */
  readonly expiresOn: string | null;
}

/** How high somebody stands among those who manage users; each rank may do what the ones before it may. */
export type Rank = 'NONE' | 'USER_MANAGER' | 'USER_ADMINISTRATOR' | 'SYSTEM_ADMINISTRATOR';

/** Who is asking, and what the roles they hold today allow them. Never kept beyond one request. */
export interface Authority {
  readonly userId: number;
  readonly primaryId: string;
  readonly roles: readonly HeldRole[];
  /** Manages all users of the institution. */
  readonly managesInstitution: boolean;
  /** The libraries whose users they manage; empty when they manage the institution or nobody. */
  readonly managedLibraries: readonly string[];
  /** User Administrator or General System Administrator. */
  readonly isAdministrator: boolean;
  readonly rank: Rank;
  /** They act as less than their roles make of them: absent when they do not. */
  readonly isNarrowed?: true;
  /** The key through which they ask; absent when they have signed in themselves. */
  readonly apiKey?: UsedApiKey;
}

/** The API key somebody asks through. */
export interface UsedApiKey {
  readonly id: number;
  /** The beginning that is shown and told of in the audit. */
  readonly prefix: string;
  readonly scopes: readonly ApiKeyScope[];
}

const USER_MANAGER = '21';
const SYSTEM_ADMINISTRATOR = '26';
const USER_ADMINISTRATOR = '50';

/**
 * What a user may do on `today` ('YYYY-MM-DD'), from the database as it is now.
 * null: no such user, an inactive one, or one whose account has expired.
 */
export async function loadAuthority(queryable: Queryable, userId: number, today: string): Promise<Authority | null> {
  const [row] = await queryable.query<{ id: number; primaryId: string; roles: HeldRole[] }>(sql`
    SELECT u.id, u.primary_id AS "primaryId", coalesce(held.roles, '[]'::jsonb) AS roles
    FROM users u
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('code', t.code, 'key', t.key, 'name', t.name,
               'libraryCode', r.library_code, 'expiresOn', r.expires_on) ORDER BY t.name, r.library_code NULLS FIRST) AS roles
      FROM user_role r JOIN role_type t ON t.code = r.role_type_code
      WHERE r.user_id = u.id AND r.status = 'ACTIVE' AND (r.expires_on IS NULL OR r.expires_on >= ${today}::date)
    ) held ON TRUE
    WHERE u.id = ${userId} AND u.status = 'ACTIVE' AND (u.expiry_date IS NULL OR u.expiry_date >= ${today}::date)`);
  return row ? authorityOf(row.id, row.primaryId, row.roles) : null;
}

/** The authority that roles in force give. Pure; {@link loadAuthority} is how to get one for a real user. */
export function authorityOf(userId: number, primaryId: string, roles: readonly HeldRole[]): Authority {
  const holdsAtInstitution = (code: string) => roles.some((role) => role.code === code && role.libraryCode === null);
  const libraries = roles.filter((role) => role.code === USER_MANAGER).flatMap((role) => role.libraryCode ?? []);
  // Administrator roles count at the institution only: there is no such thing as an administrator of one library.
  const isAdministrator = holdsAtInstitution(SYSTEM_ADMINISTRATOR) || holdsAtInstitution(USER_ADMINISTRATOR);
  const managesInstitution = isAdministrator || holdsAtInstitution(USER_MANAGER);
  return {
    userId,
    primaryId,
    roles,
    managesInstitution,
    managedLibraries: managesInstitution ? [] : [...new Set(libraries)].sort(),
    isAdministrator,
    rank: rankOf(holdsAtInstitution, managesInstitution || libraries.length > 0),
  };
}

function rankOf(holdsAtInstitution: (code: string) => boolean, managesUsers: boolean): Rank {
  if (holdsAtInstitution(SYSTEM_ADMINISTRATOR)) return 'SYSTEM_ADMINISTRATOR';
  if (holdsAtInstitution(USER_ADMINISTRATOR)) return 'USER_ADMINISTRATOR';
  return managesUsers ? 'USER_MANAGER' : 'NONE';
}

/** The same person, as far as one of their keys goes: without ADMINISTER it makes nobody more than a User Manager. */
export function throughApiKey(authority: Authority, apiKey: UsedApiKey): Authority {
  return { ...(apiKey.scopes.includes('ADMINISTER') ? authority : withoutAdministration(authority)), apiKey };
}

/** Whether they act as less than their roles make of them, which goes for the jobs they submit, too. */
export function isNarrowed(authority: Authority): boolean {
  return authority.isNarrowed === true;
}

/** What is left of an authority without the rights of administrators: nobody gets around a narrow key by a job that grants roles. */
export function withoutAdministration(authority: Authority): Authority {
  const rank = authority.rank === 'NONE' ? 'NONE' : 'USER_MANAGER';
  return { ...authority, isAdministrator: false, rank, isNarrowed: true };
}

/** Whether there is anybody whom they may see and change. */
export function mayManageUsers(authority: Authority): boolean {
  return authority.managesInstitution || authority.managedLibraries.length > 0;
}

/** For people and the audit: "USER_MANAGER at institution", "USER_MANAGER at LAW, MAIN, by the API key rc_2hQ7xw9A", "NONE". */
export function describeAuthority(authority: Authority): string {
  const by = authority.apiKey ? `, by the API key ${authority.apiKey.prefix}` : '';
  if (authority.rank === 'NONE') return `NONE${by}`;
  const scope = authority.managesInstitution ? 'institution' : authority.managedLibraries.join(', ');
  return `${authority.rank} at ${scope}${by}`;
}
