import type { Reference } from '../../institution/reference.ts';
import type { UserDecision } from '../decide/decide-user.ts';
import type { OutcomeCode } from '../decide/outcome-codes.ts';
import type { Change } from '../record/user-change.ts';

/** What whoever is about to confirm should have read. */
export const warningCodes = {
  OWN_RECORD: {
    given: 'Your own record is among the users.',
    sentence: 'Your own record is among the users: your roles, status and dates are left as they are.',
  },
  STAFF_ROLE_GRANTED: {
    given: 'Users who do not have it would get a role in force other than Patron, the one that readers have.',
    sentence: 'Roles of staff are about to be granted:',
  },
  USER_ABOVE_YOUR_OWN: {
    given: 'Users hold a role above your own, and would end in an error.',
    sentence: 'These users hold a role above your own: they are not changed at all.',
  },
  USER_IN_ANOTHER_JOB: {
    given: 'Users are among those whom a running job has yet to change.',
    sentence: 'A running job has yet to change these users, too: what you see here may be different by then.',
  },
  SET_IN_ANOTHER_JOB: {
    given: 'Another job on the same set, which you may see, waits or runs.',
    sentence: 'Another job on this set waits or runs:',
  },
  EXTERNAL_LOAD_MAY_OVERWRITE: {
    given: 'Fields of external accounts would be set that loads bring.',
    sentence: 'These accounts are external: the next load from the source system may overwrite what is set.',
  },
  LETTER_NOT_SENT: {
    given: 'Users would get no letter: no address, not wanted, or the account is not in force.',
    sentence: 'These users get no letter: they have no address, do not want it, or their account is not in force.',
  },
} as const satisfies Record<string, { given: string; sentence: string }>;

/** Its stable name. */
export type PreviewWarningCode = keyof typeof warningCodes;

/** One warning of a preview, as it is stored. */
export interface PreviewWarning {
  readonly code: PreviewWarningCode;
  readonly message: string;
  /** How many users it concerns. */
  readonly users: number;
  /** The ids of the first of them. */
  readonly sample: readonly number[];
}

/** The users of a warning that are named. */
export const SAMPLE_SIZE = 10;

const warningOfCode: Partial<Record<OutcomeCode, PreviewWarningCode>> = {
  EXTERNAL_LOAD_MAY_OVERWRITE: 'EXTERNAL_LOAD_MAY_OVERWRITE',
  USER_ABOVE_YOUR_OWN: 'USER_ABOVE_YOUR_OWN',
  NO_EMAIL_ADDRESS: 'LETTER_NOT_SENT',
  LETTER_OPTED_OUT: 'LETTER_NOT_SENT',
  USER_INACTIVE_NO_LETTER: 'LETTER_NOT_SENT',
};

// The one role that readers have. A role type's rank does not tell staff from readers: License Viewer ranks with Patron.
const PATRON = '200';

/** Gathers what there is to warn of from decisions, each user counted once for each warning. */
export class DecisionWarnings {
  readonly #reference: Reference;
  readonly #today: string;
  readonly #found = new Map<PreviewWarningCode, { users: number; sample: number[] }>();
  readonly #granted = new Set<string>();
  readonly #known = new WeakMap<object, readonly PreviewWarningCode[]>();

  constructor(reference: Reference, today: string) {
    this.#reference = reference;
    this.#today = today;
  }

  /** Adds the decisions of a chunk. */
  add(decisions: readonly UserDecision[]): void {
    for (const { userId, results, changes } of decisions) {
      const told = this.#once(results, () => codesToldBy(results));
      const granted = this.#once(changes, () => this.#codesOfGrants(changes));
      for (const code of told) this.#count(code, userId);
      for (const code of granted) this.#count(code, userId);
    }
  }

  /** The warnings found, in the order of {@link warningCodes}. */
  list(): PreviewWarning[] {
    return [...this.#found].map(([code, found]) => ({ code, message: this.#messageOf(code), ...found }));
  }

  #count(code: PreviewWarningCode, userId: number): void {
    const found = this.#found.get(code) ?? { users: 0, sample: [] };
    this.#found.set(code, found);
    found.users += 1;
    if (found.sample.length < SAMPLE_SIZE) found.sample.push(userId);
  }

  /** Most users of a chunk share the very same list: looked at once. */
  #once(list: object, look: () => PreviewWarningCode[]): readonly PreviewWarningCode[] {
    const codes = this.#known.get(list) ?? look();
    this.#known.set(list, codes);
    return codes;
  }

  #codesOfGrants(changes: readonly Change[]): PreviewWarningCode[] {
    const granted = changes.filter((change) => change.field === 'roles').flatMap((change) => this.#staffRole(change));
    for (const name of granted) this.#granted.add(name);
    return granted.length > 0 ? ['STAFF_ROLE_GRANTED'] : [];
  }

  /** The role that the change brings into force, for the first time or again. */
  #staffRole({ before, after }: Extract<Change, { field: 'roles' }>): string[] {
    if (!after || after.roleType === PATRON) return [];
    const inForce = (role: typeof after | null) =>
      role?.status === 'ACTIVE' && (role.expiresOn === null || role.expiresOn >= this.#today);
    if (!inForce(after) || inForce(before)) return [];
    const name = this.#reference.roleTypes.get(after.roleType)?.name ?? after.roleType;
    const library = after.library === null ? null : (this.#reference.libraries.get(after.library) ?? after.library);
    return [`${name} at ${library === null ? 'the institution' : library}`];
  }

  #messageOf(code: PreviewWarningCode): string {
    const { sentence } = warningCodes[code];
    return code === 'STAFF_ROLE_GRANTED' ? `${sentence} ${[...this.#granted].sort().join(', ')}.` : sentence;
  }
}

function codesToldBy(results: UserDecision['results']): PreviewWarningCode[] {
  const told = results.flatMap(({ code, warnings = [] }) => [code, ...warnings]);
  return [...new Set(told.flatMap((code) => warningOfCode[code] ?? []))];
}

/** In the order of the catalogue, which is that of their weight. */
export function inOrder(warnings: readonly PreviewWarning[]): PreviewWarning[] {
  const order = Object.keys(warningCodes);
  return [...warnings].sort((one, other) => order.indexOf(one.code) - order.indexOf(other.code));
}
