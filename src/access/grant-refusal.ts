import type { Authority, Rank } from './authority.ts';

/** How much right a role type gives over users: the column `role_type.rank`. */
export type RoleTypeRank = 'OPERATIONAL' | 'USER_MANAGER' | 'ADMINISTRATOR';

/** Why somebody may not grant or remove a role. */
export type GrantRefusal = 'ROLE_ABOVE_YOUR_OWN' | 'ROLE_OUTSIDE_YOUR_SCOPE';

const GRANTABLE: Record<Rank, readonly RoleTypeRank[]> = {
  NONE: [],
  USER_MANAGER: ['OPERATIONAL'],
  USER_ADMINISTRATOR: ['OPERATIONAL', 'USER_MANAGER'],
  SYSTEM_ADMINISTRATOR: ['OPERATIONAL', 'USER_MANAGER', 'ADMINISTRATOR'],
};

/**
 * Why this authority may not grant (or remove) the role at the library (null: the institution); null when it may.
 * The rule: nobody hands out a right above their own, nor beyond the libraries they manage.
 */
export function grantRefusal(
  authority: Authority,
  roleType: { readonly code: string; readonly rank: RoleTypeRank },
  libraryCode: string | null,
): GrantRefusal | null {
  if (!GRANTABLE[authority.rank].includes(roleType.rank)) return 'ROLE_ABOVE_YOUR_OWN';
  if (authority.managesInstitution) return null;
  const within = libraryCode !== null && authority.managedLibraries.includes(libraryCode);
  return within ? null : 'ROLE_OUTSIDE_YOUR_SCOPE';
}
