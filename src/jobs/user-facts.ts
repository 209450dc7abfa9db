/** A single-valued field of the record that jobs change: its column and the column's type. */
export const userFields = {
  status: { column: 'status', type: 'user_status' },
  expiryDate: { column: 'expiry_date', type: 'date' },
  purgeDate: { column: 'purge_date', type: 'date' },
  userGroup: { column: 'user_group', type: 'text' },
} as const;

/** The name of such a field, as in the API. */
export type UserField = keyof typeof userFields;

/** A list of the record that jobs change: its table, its columns with their types, and what tells one entry from another. */
export const userParts = {
  roles: {
    table: 'user_role',
    columns: {
      roleType: ['role_type_code', 'text'],
      library: ['library_code', 'text'],
      status: ['status', 'user_status'],
      expiresOn: ['expires_on', 'date'],
      parameters: ['parameters', 'jsonb'],
      createdAt: ['created_at', 'timestamptz'],
      createdBy: ['created_by', 'text'],
    },
    key: ['roleType', 'library'],
  },
  notes: {
    table: 'user_note',
    columns: {
      type: ['type', 'text'],
      text: ['text', 'text'],
      userViewable: ['user_viewable', 'boolean'],
      popup: ['popup', 'boolean'],
      segment: ['segment', 'segment_type'],
      createdAt: ['created_at', 'timestamptz'],
      createdBy: ['created_by', 'text'],
    },
    // Two notes may say the same: the moment tells them apart, and a job writes all of its notes at one.
    key: ['type', 'text', 'createdAt', 'createdBy'],
  },
} as const;

/** The name of such a list, as in the API. */
export type UserPart = keyof typeof userParts;

/** A role as jobs see it. `library` null: held at the institution. Dates are 'YYYY-MM-DD'. */
export interface RoleFact {
  readonly roleType: string;
  readonly library: string | null;
  readonly status: 'ACTIVE' | 'INACTIVE';
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
  readonly segment: 'INTERNAL' | 'EXTERNAL';
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** What a job knows of a user when it decides: of fields and roles only those that one of its actions looks at. */
export interface UserFacts {
  readonly id: number;
  readonly accountType: 'INTERNAL' | 'EXTERNAL';
  readonly fields: Readonly<Partial<Record<UserField, string | null>>>;
  readonly roles: readonly RoleFact[];
  readonly notes: readonly NoteFact[];
}

/** A change of a single-valued field. */
export interface FieldChange {
  readonly field: UserField;
  readonly before: string | null;
  readonly after: string | null;
}

/** A change of one entry of a list: `before` null = added, `after` null = removed. */
export type PartChange =
  | { readonly field: 'roles'; readonly before: RoleFact | null; readonly after: RoleFact | null }
  | { readonly field: 'notes'; readonly before: NoteFact | null; readonly after: NoteFact | null };

/** What is different about a user afterwards, with the image from before. */
export type Change = FieldChange | PartChange;

/** Tells the changes of a list from those of a single-valued field. */
export function isPartChange(change: Change): change is PartChange {
  return change.field in userParts;
}

/** The user as they are after a change; the user given is not touched. */
export function withChange(user: UserFacts, change: Change): UserFacts {
  if (change.field === 'roles') return { ...user, roles: replaceEntry(user.roles, change.before, change.after) };
  if (change.field === 'notes') return { ...user, notes: replaceEntry(user.notes, change.before, change.after) };
  return { ...user, fields: { ...user.fields, [change.field]: change.after } };
}

function replaceEntry<Entry>(entries: readonly Entry[], before: Entry | null, after: Entry | null): readonly Entry[] {
  const kept = before ? entries.filter((entry) => entry !== before) : entries;
  return after ? [...kept, after] : kept;
}
