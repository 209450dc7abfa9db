import type { CodeTableName } from '../../institution/code-tables.ts';
import type { Transaction } from '../../platform/database.ts';
import { raw, sql } from '../../platform/sql.ts';
import { isEmailAddress } from '../actions/email-replacement.ts';
import type { RecordInput } from './record-input.ts';

/** The lists that are given as a whole. */
export type WholeList = 'addresses' | 'emails' | 'phones' | 'identifiers';

/** An entry of one of them, by property of the API. */
export type Entry = Readonly<Record<string, unknown>>;

interface ListEntry {
  readonly table: string;
  readonly codeTable: CodeTableName;
  /** The property that holds a code of it, or several. */
  readonly coded: 'type' | 'types';
  /** The property by which two entries are seen to be the same thing. */
  readonly identity: string;
  /** Property in the API, column, and its type. */
  readonly columns: readonly (readonly [property: string, column: string, type: string])[];
  /** Properties that only one entry of the list may have. */
  readonly once: readonly string[];
  /** What makes two entries the same thing. */
  readonly key: (entry: Entry) => string;
  readonly fault: (entry: Entry) => readonly [property: string, message: string] | null;
}

/** The five columns of an address' lines as one list. */
export const LINES = 'ARRAY[line1, line2, line3, line4, line5]';
const common = [
  ['types', 'types', 'text[]'],
  ['preferred', 'preferred', 'boolean'],
  ['segment', 'segment', 'segment_type'],
] as const;

/** How each of them is kept. */
export const wholeLists: Readonly<Record<WholeList, ListEntry>> = {
  addresses: {
    table: 'user_address',
    codeTable: 'ADDRESS_TYPE',
    coded: 'types',
    identity: 'lines',
    columns: [
      ...common,
      ['lines', LINES, 'text[]'],
      ['city', 'city', 'text'],
      ['stateProvince', 'state_province', 'text'],
      ['postalCode', 'postal_code', 'text'],
      ['country', 'country', 'text'],
      ['note', 'note', 'text'],
      ['startDate', 'start_date', 'date'],
      ['endDate', 'end_date', 'date'],
    ],
    once: ['preferred'],
    key: ({ lines, city, postalCode }) => JSON.stringify([lines, city, postalCode]),
    fault: ({ lines, city, postalCode }) =>
      [lines, city, postalCode].flat().some((part) => part !== '')
        ? null
        : ['lines', 'An address has a line, a city or a postal code.'],
  },
  emails: {
    table: 'user_email',
    codeTable: 'EMAIL_TYPE',
    coded: 'types',
    identity: 'address',
    columns: [...common, ['address', 'address', 'text'], ['description', 'description', 'text']],
    once: ['preferred'],
    key: ({ address }) => String(address).toLowerCase(),
    fault: ({ address }) => (isEmailAddress(String(address)) ? null : ['address', 'This is no e-mail address.']),
  },
  phones: {
    table: 'user_phone',
    codeTable: 'PHONE_TYPE',
    coded: 'types',
    identity: 'number',
    columns: [...common, ['number', 'number', 'text'], ['preferredSms', 'preferred_sms', 'boolean']],
    once: ['preferred', 'preferredSms'],
    key: ({ number }) => String(number),
    fault: () => null,
  },
  identifiers: {
    table: 'user_identifier',
    codeTable: 'IDENTIFIER_TYPE',
    coded: 'type',
    identity: 'value',
    columns: [
      ['type', 'type', 'text'],
      ['value', 'value', 'text'],
      ['note', 'note', 'text'],
      ['status', 'status', 'user_status'],
      ['segment', 'segment', 'segment_type'],
    ],
    once: [],
    key: ({ type, value }) => JSON.stringify([type, value]),
    fault: () => null,
  },
};

/** All of them. */
export const listNames = Object.keys(wholeLists) as readonly WholeList[];

/** The codes an entry holds. */
export function codesOf(list: WholeList, entry: Entry): readonly string[] {
  return [entry[wholeLists[list].coded]].flat() as string[];
}

/** An entry as it stands in the database. */
export interface StoredEntry {
  readonly id: number;
  readonly entry: Entry;
}

/** The entries of a user, whose record this transaction has locked. */
export async function loadEntries(tx: Transaction, list: WholeList, userId: number): Promise<StoredEntry[]> {
  const { table, columns } = wholeLists[list];
  const properties = columns.map(([property, column]) => `${column} AS "${property}"`).join();
  const rows = await tx.query<{ id: number } & Entry>(
    sql`SELECT id, ${raw(properties)} FROM ${raw(table)} WHERE user_id = ${userId} ORDER BY id`,
  );
  return rows.map(({ id, ...entry }) => ({ id, entry: canonical(list, entry as Entry) }));
}

/** The entries as they are kept: every property, in one order, and of lines none that are empty. */
export function givenEntries(list: WholeList, record: RecordInput): readonly Entry[] | null {
  return record[list]?.map((entry) => canonical(list, entry)) ?? null;
}

function canonical(list: WholeList, entry: Entry): Entry {
  const values = wholeLists[list].columns.map(([property]) => [property, entry[property] ?? null]);
  const lines = (entry.lines as readonly string[] | undefined)?.filter((line) => line !== '');
  return { ...Object.fromEntries(values), ...(lines && { lines }) } as Entry;
}
