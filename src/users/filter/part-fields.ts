import { roleParameterName, segmentType, userStatus } from '../choices.ts';
import { choice, code, codes, date, flag, instant, relation, roleType, text } from './field-kinds.ts';

const preferred = flag('preferred', 'is preferred', 'is not preferred');
const segment = choice('segment', 'segment', segmentType);
const status = choice('status', 'status', userStatus);
const createdAt = instant('created_at', 'time of creation');
const createdBy = text('created_by', 'creator’s primary id');
const first = (value: string) => value;

/** A user's addresses. */
export const addresses = relation(
  'UserAddress',
  'address',
  { table: 'user_address', alias: 'a', link: 'user_id' },
  {
    types: codes('types', 'types', 'ADDRESS_TYPE'),
    line1: text('line1', 'first line'),
    line2: text('line2', 'second line'),
    line3: text('line3', 'third line'),
    line4: text('line4', 'fourth line'),
    line5: text('line5', 'fifth line'),
    city: text('city', 'city'),
    stateProvince: text('state_province', 'state or province'),
    postalCode: text('postal_code', 'postal code'),
    country: text('country', 'country'),
    note: text('note', 'note'),
    startDate: date('start_date', 'start date'),
    endDate: date('end_date', 'end date'),
    preferred,
    segment,
  },
);

/** A user's e-mail addresses. */
export const emails = relation(
  'UserEmail',
  'e-mail address',
  { table: 'user_email', alias: 'e', link: 'user_id' },
  {
    types: codes('types', 'types', 'EMAIL_TYPE'),
    address: text('address', 'address', { searched: true }),
    description: text('description', 'description'),
    preferred,
    segment,
  },
);

/** A user's telephone numbers. */
export const phones = relation(
  'UserPhone',
  'phone number',
  { table: 'user_phone', alias: 'p', link: 'user_id' },
  {
    types: codes('types', 'types', 'PHONE_TYPE'),
    number: text('number', 'number'),
    preferred,
    preferredSms: flag('preferred_sms', 'is preferred for text messages', 'is not preferred for text messages'),
    segment,
  },
);

/** A user's identifiers besides the primary id. */
export const identifiers = relation(
  'UserIdentifier',
  'identifier',
  { table: 'user_identifier', alias: 'i', link: 'user_id' },
  {
    type: code('type', 'type', 'IDENTIFIER_TYPE', { phrase: first }),
    value: text('value', 'value', { exact: true, searched: true }),
    note: text('note', 'note'),
    status,
    segment,
  },
);

const roleScope = {
  institution: flag('library_code', 'is held at the institution', 'is held at a library', {
    test: 'IS NULL',
    phrase: () => 'at the institution',
  }),
  library: code('library_code', 'library', 'LIBRARY', { phrase: (name) => `at the library ${name}` }),
};

/** A role's parameters. */
export const roleParameters = relation(
  'UserRoleParameter',
  'parameter',
  { list: 'parameters', alias: 'rp', columns: 'name text, value text' },
  { name: choice('name', 'name', roleParameterName), value: text('value', 'value', { exact: true }) },
);

/** A user's roles. */
export const roles = relation(
  'UserRole',
  'role',
  { table: 'user_role', alias: 'r', link: 'user_id' },
  {
    roleType: roleType('role_type_code', 'type', { phrase: first }),
    scope: { kind: 'group', name: 'UserRoleScope', label: 'scope', fields: roleScope },
    status,
    expiresOn: date('expires_on', 'expiry date'),
    parameters: roleParameters,
    createdAt,
    createdBy,
  },
);

/** A user's blocks. */
export const blocks = relation(
  'UserBlock',
  'block',
  { table: 'user_block', alias: 'b', link: 'user_id' },
  {
    type: code('type', 'type', 'BLOCK_TYPE'),
    code: code('code', 'code', 'BLOCK_CODE', { phrase: first }),
    status,
    note: text('note', 'note'),
    expiresAt: instant('expires_at', 'time of expiry'),
    createdAt,
    createdBy,
    segment,
  },
);

/** The notes on a user. */
export const notes = relation(
  'UserNote',
  'note',
  { table: 'user_note', alias: 'n', link: 'user_id' },
  {
    type: code('type', 'type', 'NOTE_TYPE'),
    text: text('text', 'text'),
    userViewable: flag('user_viewable', 'is viewable by the user', 'is not viewable by the user'),
    popup: flag('popup', 'pops up', 'does not pop up'),
    createdAt,
    createdBy,
    segment,
  },
);

/** The statistical categories a user is counted in. */
export const statistics = relation(
  'UserStatistic',
  'statistical category',
  { table: 'user_statistic', alias: 's', link: 'user_id' },
  {
    type: code('type', 'type', 'STATISTIC_TYPE'),
    category: code('category', 'category', 'STATISTIC_CATEGORY', { phrase: first }),
    note: text('note', 'note'),
    segment,
  },
);

/** The libraries that get things from elsewhere for a user. */
export const resourceSharingLibraries = relation(
  'UserResourceSharingLibrary',
  'resource-sharing library',
  { table: 'user_resource_sharing_library', alias: 'l', link: 'user_id' },
  { library: code('library_code', 'library', 'LIBRARY', { phrase: first }) },
);

/** The letters a user does not want. */
export const letterOptOuts = relation(
  'UserLetterOptOut',
  'letter opt-out',
  { table: 'user_letter_opt_out', alias: 'o', link: 'user_id' },
  { letter: code('letter_code', 'letter', 'LETTER', { phrase: (name) => `from ${name}` }) },
);
