/**
 * The lists of the record that jobs change: table, columns with their types, and the column that tells one row of a user
 * from another (`row`), which is no part of what the list says.
 */
export const userParts = {
  roles: {
    table: 'user_role',
    row: ['id', 'bigint'],
    columns: {
      roleType: ['role_type_code', 'text'],
      library: ['library_code', 'text'],
      status: ['status', 'user_status'],
      expiresOn: ['expires_on', 'date'],
      parameters: ['parameters', 'jsonb'],
      createdAt: ['created_at', 'timestamptz'],
      createdBy: ['created_by', 'text'],
    },
  },
  notes: {
    table: 'user_note',
    row: ['id', 'bigint'],
    columns: {
      type: ['type', 'text'],
      text: ['text', 'text'],
      userViewable: ['user_viewable', 'boolean'],
      popup: ['popup', 'boolean'],
      segment: ['segment', 'segment_type'],
      createdAt: ['created_at', 'timestamptz'],
      createdBy: ['created_by', 'text'],
    },
  },
  blocks: {
    table: 'user_block',
    row: ['id', 'bigint'],
    columns: {
      type: ['type', 'text'],
      code: ['code', 'text'],
      status: ['status', 'user_status'],
      note: ['note', 'text'],
      expiresAt: ['expires_at', 'timestamptz'],
      segment: ['segment', 'segment_type'],
      createdAt: ['created_at', 'timestamptz'],
      createdBy: ['created_by', 'text'],
    },
  },
  statistics: {
    table: 'user_statistic',
    row: ['id', 'bigint'],
    columns: {
      type: ['type', 'text'],
      category: ['category', 'text'],
      note: ['note', 'text'],
      segment: ['segment', 'segment_type'],
    },
  },
  identifiers: {
    table: 'user_identifier',
    row: ['id', 'bigint'],
    columns: {
      type: ['type', 'text'],
      value: ['value', 'text'],
      note: ['note', 'text'],
      status: ['status', 'user_status'],
      segment: ['segment', 'segment_type'],
    },
  },
  emails: {
    table: 'user_email',
    row: ['id', 'bigint'],
    columns: {
      types: ['types', 'text[]'],
      address: ['address', 'text'],
      description: ['description', 'text'],
      preferred: ['preferred', 'boolean'],
      segment: ['segment', 'segment_type'],
    },
  },
  phones: {
    table: 'user_phone',
    row: ['id', 'bigint'],
    columns: {
      types: ['types', 'text[]'],
      number: ['number', 'text'],
      preferred: ['preferred', 'boolean'],
      preferredSms: ['preferred_sms', 'boolean'],
      segment: ['segment', 'segment_type'],
    },
  },
  resourceSharingLibraries: {
    table: 'user_resource_sharing_library',
    row: ['library_code', 'text'],
    columns: { library: ['library_code', 'text'] },
  },
  letterOptOuts: {
    table: 'user_letter_opt_out',
    row: ['letter_code', 'text'],
    columns: { letter: ['letter_code', 'text'] },
  },
} as const;

/** The name of such a list, as in the API. */
export type UserPart = keyof typeof userParts;

/** All of them, in the order in which they are written. */
export const userPartNames = Object.keys(userParts) as readonly UserPart[];

/** Property, column and type of each of a list's columns. */
export function columnsOf(part: UserPart): [name: string, column: string, type: string][] {
  return Object.entries(userParts[part].columns).map(([name, [column, type]]) => [name, column, type]);
}

// Beside the entry and not in it: two entries that say the same are the same, whichever rows they came from.
const rows = new WeakMap<object, string | number>();

/** Remembers which row of the database an entry was read from. */
export function rememberRow(entry: object, row: string | number): void {
  rows.set(entry, row);
}

/** The row an entry was read from. Throws for an entry that was never in the database. */
export function rowOf(entry: object): string | number {
  const row = rows.get(entry);
  if (row === undefined) throw new Error('The entry was not read from the database.');
  return row;
}
