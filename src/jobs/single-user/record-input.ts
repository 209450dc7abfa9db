import { z } from 'zod';
import { isOneLine, isVisibleLine, NOT_ONE_LINE, NOT_VISIBLE_LINE } from '../../platform/given-text.ts';
import { plainDate } from '../actions/inputs.ts';

const text = (length: number) => z.string().trim().normalize('NFC').max(length, `At most ${length} characters.`);
const words = (length: number) => text(length).refine(isOneLine, NOT_ONE_LINE);
const given = (length: number) => words(length).min(1, 'Must not be empty.');
const named = (length: number) => text(length).min(1, 'Must not be empty.').refine(isVisibleLine, NOT_VISIBLE_LINE);
const optional = (length: number) => words(length).default('');

const types = z.array(z.string()).max(20, 'At most 20 codes.').default([]);
const segment = z
  .enum(['INTERNAL', 'EXTERNAL'])
  .meta({ typeName: 'SegmentType' })
  .default('INTERNAL')
  .describe('Whether a load from a source system replaces it.');
const preferred = z.boolean().default(false).describe('Whether it is the one to use; at most one of the list is.');

const address = z
  .object({
    types: types.describe('Codes of the code table ADDRESS_TYPE.'),
    lines: z.array(words(255)).max(5, 'At most five lines.').default([]).describe('At most five lines.'),
    city: optional(255).describe('The city.'),
    stateProvince: optional(255).describe('The state or province.'),
    postalCode: optional(255).describe('The postal code.'),
    country: optional(255).describe('The country.'),
    note: optional(1_000).describe('A remark.'),
    startDate: plainDate.nullish().describe('The first day it is valid on.'),
    endDate: plainDate.nullish().describe('The last day it is valid on.'),
    preferred,
    segment,
  })
  .meta({
    typeName: 'UserAddressInput',
    typeDescription: 'A postal address: a line, a city or a postal code at least.',
  });

const email = z
  .object({
    types: types.describe('Codes of the code table EMAIL_TYPE.'),
    address: given(254).describe('The address.'),
    description: optional(255).describe('A remark.'),
    preferred,
    segment,
  })
  .meta({ typeName: 'UserEmailInput', typeDescription: 'An e-mail address.' });

const phone = z
  .object({
    types: types.describe('Codes of the code table PHONE_TYPE.'),
    number: given(255).describe('The number.'),
    preferred,
    preferredSms: z.boolean().default(false).describe('Whether text messages go there; at most one of the list does.'),
    segment,
  })
  .meta({ typeName: 'UserPhoneInput', typeDescription: 'A telephone number.' });

const identifier = z
  .object({
    type: given(255).describe('A code of the code table IDENTIFIER_TYPE.'),
    value: named(255).describe('The identifier itself; upper and lower case differ, leading zeros count.'),
    note: optional(2_000).describe('A remark.'),
    status: z
      .enum(['ACTIVE', 'INACTIVE'])
      .meta({ typeName: 'UserStatus' })
      .default('ACTIVE')
      .describe('Whether it is in force.'),
    segment,
  })
  .meta({ typeName: 'UserIdentifierInput', typeDescription: 'An identifier, such as the barcode of a card.' });

const FULL = 'At most 50 entries.';
const WHOLE_LIST = 'The whole list, in place of the one there is, at most 50 entries; left out, it stays.';

/** What of a record no action covers. Left out (or, where nothing else is said, null): it stays as it is. */
export const recordInput = z.object({
  primaryId: named(255).nullish().describe('Unique; upper and lower case are the same.'),
  recordType: z
    .enum(['PUBLIC', 'STAFF', 'CONTACT'])
    .meta({ typeName: 'RecordType' })
    .nullish()
    .describe('What kind of record it is.'),
  firstName: words(255).nullish().describe('Empty: none.'),
  middleName: words(255).nullish().describe('Empty: none.'),
  lastName: given(255).nullish().describe('Never empty.'),
  preferredFirstName: words(255).nullish().describe('Empty: none.'),
  preferredMiddleName: words(255).nullish().describe('Empty: none.'),
  preferredLastName: words(255).nullish().describe('Empty: none.'),
  gender: z
    .enum(['MALE', 'FEMALE', 'OTHER', 'NONE'])
    .meta({ typeName: 'Gender' })
    .nullish()
    .describe('As it was stated; null takes it away.'),
  birthDate: plainDate.nullish().describe('The day of birth; null takes it away.'),
  pin: z
    .string()
    .regex(/^\d{4}$/, 'Four digits.')
    .nullish()
    .describe('Four digits; null takes it away. It can be set and never read.'),
  addresses: z.array(address).max(50, FULL).nullish().describe(WHOLE_LIST),
  emails: z.array(email).max(50, FULL).nullish().describe(WHOLE_LIST),
  phones: z.array(phone).max(50, FULL).nullish().describe(WHOLE_LIST),
  identifiers: z.array(identifier).max(50, FULL).nullish().describe(WHOLE_LIST),
});

/** {@link recordInput}, parsed. */
export type RecordInput = z.output<typeof recordInput>;

const SHORTEST_PASSWORD = 12;

/** A record to be: {@link recordInput}, and what only a new one is told. */
export const newRecordInput = recordInput.extend({
  primaryId: named(255).describe('Unique; upper and lower case are the same.'),
  lastName: given(255).describe('Never empty.'),
  accountType: z
    .enum(['INTERNAL', 'EXTERNAL'])
    .meta({ typeName: 'AccountType' })
    .default('INTERNAL')
    .describe('Who keeps the account.'),
  externalId: named(255).nullish().describe('The source system of an external account, which must name one.'),
  password: z
    .string()
    .min(SHORTEST_PASSWORD, `At least ${SHORTEST_PASSWORD} characters.`)
    .max(1_000, 'No password is that long.')
    .nullish()
    .describe(
      'For an internal account: to sign in with once, since it must be changed then. Left out: they cannot sign in until a temporary password is sent to them (convertAccount).',
    ),
});

/** {@link newRecordInput}, parsed. */
export type NewRecordInput = z.output<typeof newRecordInput>;
