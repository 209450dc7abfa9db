import type { UserPart } from './user-parts.ts';

interface FieldEntry {
  readonly column: string;
  readonly type: string;
  /** How the column says "empty" where it is never null; in facts and images that is null as well. */
  readonly empty?: string;
}

/** The single-valued fields of the record that jobs look at, most of which they change: column and type. */
export const userFields = {
  primaryId: { column: 'primary_id', type: 'text' },
  status: { column: 'status', type: 'user_status' },
  expiryDate: { column: 'expiry_date', type: 'date' },
  purgeDate: { column: 'purge_date', type: 'date' },
  userGroup: { column: 'user_group', type: 'text' },
  campus: { column: 'campus', type: 'text' },
  jobCategory: { column: 'job_category', type: 'text' },
  jobDescription: { column: 'job_description', type: 'text', empty: '' },
  title: { column: 'title', type: 'text' },
  catalogerLevel: { column: 'cataloger_level', type: 'text' },
  preferredLanguage: { column: 'preferred_language', type: 'text' },
  accountType: { column: 'account_type', type: 'account_type' },
  externalId: { column: 'external_id', type: 'text' },
  forcePasswordChange: { column: 'force_password_change', type: 'boolean' },
} as const satisfies Record<string, FieldEntry>;

/** The name of such a field, as in the API. */
export type UserField = keyof typeof userFields;

/** How such a field is kept. */
export function fieldEntry(field: UserField): FieldEntry {
  return userFields[field];
}

type Status = 'ACTIVE' | 'INACTIVE';
type Segment = 'INTERNAL' | 'EXTERNAL';

/** A role as jobs see it. `library` null: held at the institution. Dates are 'YYYY-MM-DD'. */
export interface RoleFact {
  readonly roleType: string;
  readonly library: string | null;
  readonly status: Status;
  readonly expiresOn: string | null;
  readonly parameters: readonly RoleParameter[];
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** One parameter of a role, such as the circulation desk it is held at. */
export interface RoleParameter {
  readonly name: string;
  readonly value: string;
}

/** A note as jobs see it. */
export interface NoteFact {
  readonly type: string;
  readonly text: string;
  readonly userViewable: boolean;
  readonly popup: boolean;
  readonly segment: Segment;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** A block as jobs see it. */
export interface BlockFact {
  readonly type: string;
  readonly code: string;
  readonly status: Status;
  readonly note: string;
  readonly expiresAt: Date | null;
  readonly segment: Segment;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** A statistical category as jobs see it. */
export interface StatisticFact {
  readonly type: string;
  readonly category: string;
  readonly note: string;
  readonly segment: Segment;
}

/** An identifier as jobs see it. */
export interface IdentifierFact {
  readonly type: string;
  readonly value: string;
  readonly note: string;
  readonly status: Status;
  readonly segment: Segment;
}

/** What tells an identifier from all others: no two users have the same. */
export type IdentifierKey = Pick<IdentifierFact, 'type' | 'value'>;

/** An e-mail address as jobs see it. */
export interface EmailFact {
  readonly types: readonly string[];
  readonly address: string;
  readonly description: string;
  readonly preferred: boolean;
  readonly segment: Segment;
}

/** A phone number as jobs see it. */
export interface PhoneFact {
  readonly types: readonly string[];
  readonly number: string;
  readonly preferred: boolean;
  readonly preferredSms: boolean;
  readonly segment: Segment;
}

/** The entries of each list of the record. */
export interface PartFacts {
  readonly roles: RoleFact;
  readonly notes: NoteFact;
  readonly blocks: BlockFact;
  readonly statistics: StatisticFact;
  readonly identifiers: IdentifierFact;
  readonly emails: EmailFact;
  readonly phones: PhoneFact;
  readonly resourceSharingLibraries: { readonly library: string };
  readonly letterOptOuts: { readonly letter: string };
}

/** The lists of a user. */
export type UserLists = { readonly [Part in UserPart]: readonly PartFacts[Part][] };

/** What a job knows of a user when it decides: of fields and lists only those that one of its actions looks at. */
export interface UserFacts extends UserLists {
  readonly id: number;
  readonly accountType: Segment;
  readonly fields: Readonly<Partial<Record<UserField, string | null>>>;
  /** Of the identifiers that an action would give them, those that somebody else holds. Left out: none of them. */
  readonly takenIdentifiers?: readonly IdentifierKey[];
  /** What another job has left on them; there only when an action asks for it. */
  readonly undo?: Undo;
}

/** What a job that has ended has left on one user. */
export interface Undo {
  readonly changes: readonly StoredChange[];
  /** Whether it sent them a letter, or may have. */
  readonly letterSent: boolean;
}

/** A change of a user as it is kept with a job: of JSON, so that moments are text. */
export interface StoredChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The lists of somebody of whom none were read. */
export const emptyLists: UserLists = {
  roles: [],
  notes: [],
  blocks: [],
  statistics: [],
  identifiers: [],
  emails: [],
  phones: [],
  resourceSharingLibraries: [],
  letterOptOuts: [],
};
