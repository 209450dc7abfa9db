import type { UserFacts } from './user-facts.ts';

/** Role type 26: who holds it, active, at the institution may do everything. */
export const SYSTEM_ADMINISTRATOR = '26';

/** The people who are active General System Administrators now, as a chunk goes through its users. */
export class SystemAdministrators {
  readonly #userIds: Set<number>;

  constructor(userIds: Iterable<number>) {
    this.#userIds = new Set(userIds);
  }

  /** Whether nobody else would be left if this user were none any more. */
  isLast(userId: number): boolean {
    return this.#userIds.size === 1 && this.#userIds.has(userId);
  }

  /** Looks at the user again after a decision, so that the next user of the chunk is decided on what is true then. */
  look(user: UserFacts, today: string): void {
    if (isSystemAdministrator(user, today)) this.#userIds.add(user.id);
    else this.#userIds.delete(user.id);
  }
}

/** Active, unexpired, and holding the role, active and unexpired, at the institution. Needs the user's status, expiry date and roles of that type loaded. */
export function isSystemAdministrator(user: UserFacts, today: string): boolean {
  const unexpired = (date: string | null | undefined) => date == null || date >= today;
  return (
    user.fields.status === 'ACTIVE' &&
    unexpired(user.fields.expiryDate) &&
    user.roles.some(
      (role) =>
        role.roleType === SYSTEM_ADMINISTRATOR &&
        role.library === null &&
        role.status === 'ACTIVE' &&
        unexpired(role.expiresOn),
    )
  );
}
