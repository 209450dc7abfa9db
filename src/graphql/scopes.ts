import { type Authority, mayManageUsers } from '../access/authority.ts';

/** What a field can ask of whoever is signed in; the builder's scopes of the same names. */
export const scopes = {
  signedIn: () => true,
  manageUsers: mayManageUsers,
  administrator: ({ isAdministrator }: Authority) => isAdministrator,
  systemAdministrator: ({ rank }: Authority) => rank === 'SYSTEM_ADMINISTRATOR',
} as const;

/** The name of a scope. */
export type Scope = keyof typeof scopes;
