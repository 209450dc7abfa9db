import type { UserFacts } from './user-facts.ts';

/** Role type 26: who holds it, active, at the institution may do everything. */
export const SYSTEM_ADMINISTRATOR = '26';

/** The people who are active General System Administrators now, as a chunk goes through its users. */
export class SystemAdministrators {
  readonly #userIds: Set<number>;
  /** Those of them who are one without an end: if only others were left, nobody would be in a while. */
  readonly #lasting: Set<number>;

  constructor(userIds: readonly number[], lasting = userIds) {
    this.#userIds = new Set(userIds);
    this.#lasting = new Set(lasting);
  }

  /** Whether nobody would be left, or nobody without an end where there is somebody, if the user became so. */
  wouldEnd(before: UserFacts, after: UserFacts, today: string): boolean {
    // To sign in somewhere else all of a sudden, or with a password from a letter, is no less of an end.
    const signsInElsewhere = after.accountType !== before.accountType;
    const ends = (users: ReadonlySet<number>, isOne: typeof isSystemAdministrator) =>
      users.size === 1 && users.has(before.id) && isOne(before, today) && (signsInElsewhere || !isOne(after, today));
    return ends(this.#userIds, isSystemAdministrator) || ends(this.#lasting, isLastingAdministrator);
  }

  /** Looks at the user again after a decision, so that the next user of the chunk is decided on what is true then. */
  look(user: UserFacts, today: string): void {
    keep(this.#userIds, user.id, isSystemAdministrator(user, today));
    keep(this.#lasting, user.id, isLastingAdministrator(user, today));
  }
}

function keep(users: Set<number>, userId: number, belongs: boolean): void {
  if (belongs) users.add(userId);
  else users.delete(userId);
}

/** Active, unexpired, and holding the role, active and unexpired, at the institution. Needs the user's status, expiry date and roles of that type loaded. */
export function isSystemAdministrator(user: UserFacts, today: string): boolean {
  return holdsWhile(user, (date) => date == null || date >= today);
}

/** The same, with neither account nor role having an end. `today` decides nothing then. */
function isLastingAdministrator(user: UserFacts, _today: string): boolean {
  return holdsWhile(user, (date) => date == null);
}

function holdsWhile({ fields, roles }: UserFacts, isGood: (end: string | null | undefined) => boolean): boolean {
  return (
    fields.status === 'ACTIVE' &&
    isGood(fields.expiryDate) &&
    roles.some(
      (role) =>
        role.roleType === SYSTEM_ADMINISTRATOR &&
        role.library === null &&
        role.status === 'ACTIVE' &&
        isGood(role.expiresOn),
    )
  );
}
