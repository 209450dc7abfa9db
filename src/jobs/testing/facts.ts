import { type Authority, authorityOf, type HeldRole } from '../../access/authority.ts';
import type { Reference, RoleTypeFact } from '../../institution/reference.ts';
import type { DecisionContext } from '../actions/action.ts';
import { emptyLists, type RoleFact, type UserFacts } from '../record/user-facts.ts';

/** The day on which decisions are tested. */
export const TODAY = '2026-11-22';

/** The moment changes are stamped with. */
export const FROZEN_AT = new Date('2026-11-22T08:30:00.000Z');

/** The row id of who submits the jobs of these tests. */
export const OPERATOR_ID = 1;

/** The authority of somebody who holds these roles, written 'CODE' or 'CODE@LIBRARY'. */
export function authorityWith(...roles: readonly string[]): Authority {
  const held = roles.map((role): HeldRole => {
    const [code = '', libraryCode = null] = role.split('@');
    return { code, key: code, name: code, libraryCode, expiresOn: null };
  });
  return authorityOf(OPERATOR_ID, 'operator', held);
}

const roleTypes: readonly RoleTypeFact[] = [
  roleType('21', 'USER_MANAGER', 'User Manager', { rank: 'USER_MANAGER' }),
  roleType('26', 'GENERAL_SYSTEM_ADMINISTRATOR', 'General System Administrator', {
    rank: 'ADMINISTRATOR',
    allowsLibrary: false,
  }),
  roleType('32', 'CIRCULATION_DESK_OPERATOR', 'Circulation Desk Operator', {
    allowsInstitution: false,
    parameter: 'CIRCULATION_DESK',
    parameterRequired: true,
  }),
  roleType('37', 'RECEIVING_OPERATOR', 'Receiving Operator', {
    allowsInstitution: false,
    parameter: 'SERVICE_UNIT',
    parameterRequired: true,
    parameterMultiple: true,
  }),
  roleType('52', 'FULFILLMENT_ADMINISTRATOR', 'Fulfillment Administrator', {
    rank: 'ADMINISTRATOR',
    parameter: 'READ_ONLY',
  }),
  roleType('58', 'LICENSE_VIEWER', 'License Viewer', { allowsLibrary: false }),
  roleType('200', 'PATRON', 'Patron', {}),
];

function roleType(code: string, key: string, name: string, options: Partial<RoleTypeFact>): RoleTypeFact {
  const usual = {
    rank: 'OPERATIONAL',
    allowsInstitution: true,
    allowsLibrary: true,
    parameter: null,
    enabled: true,
  } as const;
  return { code, key, name, ...usual, parameterRequired: false, parameterMultiple: false, ...options };
}

const codes = new Map([
  ['USER_GROUP', new Map([['STAFF', 'Staff']])],
  ['NOTE_TYPE', new Map([['OTHER', 'Other']])],
  ['CAMPUS', new Map([['NORTH', 'North Campus']])],
  ['JOB_CATEGORY', new Map([['CATALOGER', 'Cataloger']])],
  ['TITLE', new Map([['DR', 'Dr']])],
  ['CATALOGER_LEVEL', new Map([['20', 'Cataloger']])],
  ['PREFERRED_LANGUAGE', new Map([['de', 'German']])],
  ['BLOCK_TYPE', new Map([['LOAN', 'Loan']])],
  ['BLOCK_CODE', new Map([['02', 'Too many overdue items']])],
  ['STATISTIC_TYPE', new Map([['DEPARTMENT', 'Department']])],
  ['STATISTIC_CATEGORY', new Map([['AL', 'Arts and Letters']])],
  [
    'LETTER',
    new Map([
      ['COURTESY', 'Courtesy Letter'],
      ['OVERDUE', 'Overdue Notice Letter'],
    ]),
  ],
  ['IDENTIFIER_TYPE', new Map([['BARCODE', 'Barcode']])],
]);

/** A small institution with two libraries, LAW and MAIN. */
export const reference: Reference = {
  roleTypes: new Map(roleTypes.flatMap((type) => [[type.code, type] as const, [type.key, type] as const])),
  libraries: new Map([
    ['LAW', 'Law Library'],
    ['MAIN', 'Main Library'],
  ]),
  circulationDesks: new Map([
    ['LAW/DESK', 'Law Desk'],
    ['MAIN/DESK', 'Main Desk'],
  ]),
  serviceUnits: new Map([
    ['LAW/ACQ', 'Acquisitions'],
    ['LAW/BIND', 'Binding'],
  ]),
  codes,
  // In each table a code that is no longer given to anybody.
  allCodes: new Map([...codes].map(([table, enabled]) => [table, new Set([...enabled.keys(), 'OTHER'])])),
  letters: new Map([
    ['GENERAL_MESSAGE', { code: 'GENERAL_MESSAGE', name: 'General message', purpose: 'GENERAL', version: 3 }],
    ['ACCOUNT_NOTICE', { code: 'ACCOUNT_NOTICE', name: 'Account notice', purpose: 'TEMPORARY_PASSWORD', version: 2 }],
  ]),
};

/** What decisions of somebody with these roles are made under; a User Manager's when none are given. */
export function contextOf(...roles: readonly string[]): DecisionContext {
  const authority = authorityWith(...(roles.length > 0 ? roles : ['21']));
  return { authority, reference, today: TODAY, at: FROZEN_AT };
}

/** A user with these fields and roles: active, internal, not the operator, and holding nothing unless told. */
export function userWith({ fields, ...facts }: Partial<UserFacts> = {}): UserFacts {
  const none = { status: 'ACTIVE', expiryDate: null, purgeDate: null, userGroup: null };
  return { ...emptyLists, id: 7, accountType: 'INTERNAL', ...facts, fields: { ...none, ...fields } };
}

/** License Viewer at the institution, given years ago, unless told otherwise. */
export function roleWith(role: Partial<RoleFact> = {}): RoleFact {
  return {
    roleType: '58',
    library: null,
    status: 'ACTIVE',
    expiresOn: null,
    parameters: [],
    createdAt: new Date('2020-01-01T00:00:00.000Z'),
    createdBy: 'somebody',
    ...role,
  };
}
