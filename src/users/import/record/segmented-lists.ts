import type { z } from 'zod';
import type { CodeTableName } from '../../../institution/code-tables.ts';
import { type ColumnValue, choice, date, flag, instant, text, texts } from './published-values.ts';

/** One column of an entry, as the published form, the reader and SQL each know it. */
export interface EntryColumn {
  readonly name: string;
  readonly published: string;
  readonly type: 'text' | 'text[]' | 'boolean' | 'date' | 'timestamptz' | 'user_status';
  readonly schema: z.ZodType<ColumnValue>;
  /** What a missing or empty value stands for; undefined: the record says nothing, so what is there may stay. */
  readonly absent: ColumnValue | undefined;
  readonly codeTable: CodeTableName | null;
}

/** Which of a user's lists. */
export type ListName = 'addresses' | 'emails' | 'phones' | 'identifiers' | 'blocks' | 'notes' | 'statistics';

/** One of a user's lists whose entries belong to the library (INTERNAL) or to the source of the load (EXTERNAL). */
export interface SegmentedList {
  readonly name: ListName;
  /** Where it stands in the published form. */
  readonly path: readonly string[];
  readonly table: string;
  readonly columns: readonly EntryColumn[];
  /** An entry in which all of these are empty is none. */
  readonly substance: readonly string[];
  /** Columns that must not be empty. */
  readonly required: readonly string[];
  /** What makes an entry of the record and one of the library the same thing. */
  readonly identity: readonly string[];
  /** Columns that are true in one entry of a user at most. */
  readonly flags: readonly string[];
}

const lines = ['line1', 'line2', 'line3', 'line4', 'line5'].map((line) => textColumn(line, line));

/** The lists with segments. Their order is the order in which they are read and written. */
export const segmentedLists: readonly SegmentedList[] = [
  {
    name: 'addresses',
    path: ['contact_info', 'address'],
    table: 'user_address',
    columns: [
      typesColumn('address_type', 'ADDRESS_TYPE'),
      ...lines,
      textColumn('city'),
      textColumn('state_province'),
      textColumn('postal_code'),
      textColumn('country'),
      textColumn('note', 'address_note', 1000),
      dateColumn('start_date'),
      dateColumn('end_date'),
      flagColumn('preferred'),
    ],
    substance: ['line1', 'line2', 'line3', 'line4', 'line5', 'city', 'postal_code'],
    required: [],
    identity: ['line1', 'line2', 'line3', 'line4', 'line5', 'city', 'postal_code'],
    flags: ['preferred'],
  },
  {
    name: 'emails',
    path: ['contact_info', 'email'],
    table: 'user_email',
    columns: [
      typesColumn('email_type', 'EMAIL_TYPE'),
      textColumn('address', 'email_address'),
      textColumn('description'),
      flagColumn('preferred'),
    ],
    substance: ['address'],
    required: [],
    identity: ['address'],
    flags: ['preferred'],
  },
  {
    name: 'phones',
    path: ['contact_info', 'phone'],
    table: 'user_phone',
    columns: [
      typesColumn('phone_type', 'PHONE_TYPE'),
      textColumn('number', 'phone_number'),
      flagColumn('preferred'),
      flagColumn('preferred_sms'),
    ],
    substance: ['number'],
    required: [],
    identity: ['number'],
    flags: ['preferred', 'preferred_sms'],
  },
  {
    name: 'identifiers',
    path: ['user_identifier'],
    table: 'user_identifier',
    columns: [
      codeColumn('type', 'id_type', 'IDENTIFIER_TYPE'),
      textColumn('value'),
      textColumn('note', 'note', 2000),
      statusColumn('status'),
    ],
    substance: ['value'],
    required: ['type'],
    identity: ['type', 'value'],
    flags: [],
  },
  {
    name: 'blocks',
    path: ['user_block'],
    table: 'user_block',
    columns: [
      codeColumn('type', 'block_type', 'BLOCK_TYPE', 'GENERAL'),
      codeColumn('code', 'block_description', 'BLOCK_CODE'),
      statusColumn('block_status'),
      textColumn('note', 'block_note', 2000),
      { ...dateColumn('expires_at', 'expiry_date'), type: 'timestamptz', schema: instant() },
      ...creation(),
    ],
    substance: ['code', 'note'],
    required: ['code'],
    identity: ['type', 'code'],
    flags: [],
  },
  {
    name: 'notes',
    path: ['user_note'],
    table: 'user_note',
    columns: [
      codeColumn('type', 'note_type', 'NOTE_TYPE'),
      textColumn('text', 'note_text', 2000),
      flagColumn('user_viewable'),
      flagColumn('popup', 'popup_note'),
      ...creation(),
    ],
    substance: ['text'],
    required: ['type'],
    identity: ['type', 'text'],
    flags: [],
  },
  {
    name: 'statistics',
    path: ['user_statistic'],
    table: 'user_statistic',
    columns: [
      codeColumn('type', 'category_type', 'STATISTIC_TYPE'),
      codeColumn('category', 'statistic_category', 'STATISTIC_CATEGORY'),
      textColumn('note', 'statistic_note', 2000),
    ],
    substance: ['category'],
    required: [],
    identity: ['type', 'category'],
    flags: [],
  },
];

function textColumn(name: string, published = name, maximum = 255): EntryColumn {
  return { name, published, type: 'text', schema: text(maximum), absent: '', codeTable: null };
}

function codeColumn(name: string, published: string, codeTable: CodeTableName, absent = ''): EntryColumn {
  return { name, published, type: 'text', schema: text(), absent, codeTable };
}

function typesColumn(published: string, codeTable: CodeTableName): EntryColumn {
  return { name: 'types', published, type: 'text[]', schema: texts(), absent: [], codeTable };
}

function flagColumn(name: string, published = name): EntryColumn {
  return { name, published, type: 'boolean', schema: flag(), absent: false, codeTable: null };
}

function dateColumn(name: string, published = name): EntryColumn {
  return { name, published, type: 'date', schema: date(), absent: null, codeTable: null };
}

function statusColumn(published: string): EntryColumn {
  const schema = choice('ACTIVE', 'INACTIVE');
  return { name: 'status', published, type: 'user_status', schema, absent: 'ACTIVE', codeTable: null };
}

// Who wrote a note and when is often left out by the source; then it is no difference.
function creation(): EntryColumn[] {
  return [
    { ...dateColumn('created_at', 'created_date'), type: 'timestamptz', schema: instant(), absent: undefined },
    { ...textColumn('created_by'), absent: undefined },
  ];
}
