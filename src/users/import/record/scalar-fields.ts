import type { z } from 'zod';
import type { CodeTableName } from '../../../institution/code-tables.ts';
import { type ColumnValue, choice, date, flag, optionalText, text } from './published-values.ts';

/** One field of the record that has a single value, and a column of `users`. */
export interface ScalarField {
  /** Its name in the published form: `pref_first_name`. */
  readonly published: string;
  /** Our name for it: `preferredFirstName`. */
  readonly own: string;
  readonly column: string;
  /** The column's type in PostgreSQL. */
  readonly type: 'text' | 'date' | 'boolean' | 'record_type' | 'account_type' | 'user_status' | 'gender';
  readonly schema: z.ZodType<ColumnValue>;
  /** What an empty value says: that there is none, or nothing at all. */
  readonly whenEmpty: 'CLEAR' | 'KEEP';
  /** What a new user has when the record does not bring the field. */
  readonly initial: ColumnValue;
  readonly codeTable: CodeTableName | null;
}

// The published form says of some fields that an empty one is not taken over; those KEEP. So do fields that are never empty.
const KEEP = { whenEmpty: 'KEEP' } as const;

/** Every field with a single value, but for the primary id and the password, which are handled apart. */
export const scalarFields: readonly ScalarField[] = [
  field('record_type', 'recordType', {
    ...KEEP,
    type: 'record_type',
    schema: choice('PUBLIC', 'STAFF', 'CONTACT'),
    initial: 'PUBLIC',
  }),
  textField('first_name', 'firstName'),
  textField('middle_name', 'middleName'),
  textField('last_name', 'lastName'),
  textField('pref_first_name', 'preferredFirstName', 'preferred_first_name'),
  textField('pref_middle_name', 'preferredMiddleName', 'preferred_middle_name'),
  textField('pref_last_name', 'preferredLastName', 'preferred_last_name'),
  field('pin_number', 'pin', { ...KEEP, column: 'pin', schema: pin() }),
  field('user_title', 'title', { column: 'title', codeTable: 'TITLE' }),
  field('job_category', 'jobCategory', { ...KEEP, codeTable: 'JOB_CATEGORY' }),
  textField('job_description', 'jobDescription'),
  field('gender', 'gender', { type: 'gender', schema: choice('MALE', 'FEMALE', 'OTHER', 'NONE') }),
  field('user_group', 'userGroup', { ...KEEP, codeTable: 'USER_GROUP' }),
  field('campus_code', 'campus', { ...KEEP, column: 'campus', codeTable: 'CAMPUS' }),
  field('cataloger_level', 'catalogerLevel', { codeTable: 'CATALOGER_LEVEL' }),
  field('preferred_language', 'preferredLanguage', { ...KEEP, codeTable: 'PREFERRED_LANGUAGE' }),
  field('birth_date', 'birthDate', { type: 'date', schema: date() }),
  field('expiry_date', 'expiryDate', { type: 'date', schema: date() }),
  field('purge_date', 'purgeDate', { type: 'date', schema: date() }),
  field('account_type', 'accountType', {
    ...KEEP,
    type: 'account_type',
    schema: choice('INTERNAL', 'EXTERNAL'),
    initial: 'INTERNAL',
  }),
  field('external_id', 'externalId'),
  field('force_password_change', 'forcePasswordChange', { ...KEEP, type: 'boolean', schema: flag(), initial: false }),
  field('status', 'status', {
    ...KEEP,
    type: 'user_status',
    schema: choice('ACTIVE', 'INACTIVE'),
    initial: 'ACTIVE',
  }),
];

/** Fields of the published form that are no part of our record, or computed there: passed over without a word. */
export const ignoredFields: readonly string[] = [
  'link',
  'full_name',
  'web_site_url',
  'status_date',
  'pref_name_suffix',
  'requests',
  'loans',
  'fees',
  'user_role',
  'is_researcher',
  'researcher',
  'creation_date',
  'last_modified_date',
  'linking_id',
  'source_institution_code',
  'source_user_id',
];

function field(published: string, own: string, special: Partial<ScalarField> = {}): ScalarField {
  return {
    published,
    own,
    column: published,
    type: 'text',
    schema: optionalText(),
    whenEmpty: 'CLEAR',
    initial: null,
    codeTable: null,
    ...special,
  };
}

function pin(): ScalarField['schema'] {
  return optionalText().refine((value) => value === null || /^\d{4}$/.test(value), 'is not four digits.');
}

function textField(published: string, own: string, column = published): ScalarField {
  return field(published, own, { column, schema: text(), initial: '' });
}
