import { accountType, gender, recordType, userStatus } from '../choices.ts';
import { choice, code, date, flag, instant, relation, text } from './field-kinds.ts';
import * as parts from './part-fields.ts';

const identity = {
  primaryId: text('primary_id', 'primary id', { fold: 'lower', searched: true }),
  recordType: choice('record_type', 'record type', recordType),
  status: choice('status', 'status', userStatus),
  firstName: text('first_name', 'first name', { searched: true }),
  lastName: text('last_name', 'last name', { searched: true }),
  userGroup: code('user_group', 'user group', 'USER_GROUP'),
  expiryDate: date('expiry_date', 'expiry date'),
};

/** Of people reached through a relation only what tells who they are: whole records in each other would have no end. */
const proxies = relation(
  'UserProxy',
  'proxy',
  { table: 'user_proxy', alias: 'x', link: 'patron_id', person: 'proxy_id' },
  identity,
);
const proxyFor = relation(
  'UserProxyFor',
  'person to be proxy for',
  { table: 'user_proxy', alias: 'x', link: 'proxy_id', person: 'patron_id' },
  identity,
);

/**
 * Everything users can be searched by: the one list that the type, the validation, the SQL, the GraphQL inputs and the
 * sentence of a filter are made from. A pin and a password are no business of a search.
 */
export const userFields = {
  ...identity,
  middleName: text('middle_name', 'middle name', { searched: true }),
  preferredFirstName: text('preferred_first_name', 'preferred first name', { searched: true }),
  preferredMiddleName: text('preferred_middle_name', 'preferred middle name', { searched: true }),
  preferredLastName: text('preferred_last_name', 'preferred last name', { searched: true }),
  title: code('title', 'title', 'TITLE'),
  gender: choice('gender', 'gender', gender),
  birthDate: date('birth_date', 'birth date'),
  jobCategory: code('job_category', 'job category', 'JOB_CATEGORY'),
  jobDescription: text('job_description', 'job description'),
  preferredLanguage: code('preferred_language', 'preferred language', 'PREFERRED_LANGUAGE'),
  campus: code('campus', 'campus', 'CAMPUS'),
  catalogerLevel: code('cataloger_level', 'cataloger level', 'CATALOGER_LEVEL'),
  accountType: choice('account_type', 'account type', accountType),
  externalId: text('external_id', 'external id'),
  forcePasswordChange: flag(
    'force_password_change',
    'must change the password at the next sign-in',
    'need not change the password at the next sign-in',
  ),
  purgeDate: date('purge_date', 'purge date'),
  createdAt: instant('created_at', 'time of creation'),
  updatedAt: instant('updated_at', 'last change'),
  addresses: parts.addresses,
  emails: parts.emails,
  phones: parts.phones,
  identifiers: parts.identifiers,
  roles: parts.roles,
  blocks: parts.blocks,
  notes: parts.notes,
  statistics: parts.statistics,
  proxies,
  proxyFor,
  resourceSharingLibraries: parts.resourceSharingLibraries,
  letterOptOuts: parts.letterOptOuts,
};
