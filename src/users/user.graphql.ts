import { visibleUsersWhere } from '../access/visible-users.ts';
import { builder } from '../graphql/builder.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import { AccountType, Gender, RecordType, UserStatus } from './user-enums.graphql.ts';
import { userVersion } from './user-version.ts';
import './user-parts.graphql.ts';

/** A user record. The pin and the password are in the database and nowhere else. */
export const User = builder.prismaNode('User', {
  description: 'A person on file: patron, staff, or contact.',
  id: { field: 'id', description: 'Opaque and stable; fetch it again with `node` or `user`.' },
  nullable: true,
  // Only what is asked for is read: pin and password are not even in memory.
  select: { id: true },
  findUnique: (id, context) => ({ id: rowId(id), AND: [visibleUsersWhere(authorityIn(context))] }),
  fields: (t) => ({
    primaryId: t.exposeString('primaryId', {
      description: 'The primary id: unique, upper and lower case are the same.',
    }),
    recordType: t.expose('recordType', { type: RecordType, description: 'What kind of record it is.' }),
    firstName: t.exposeString('firstName', { description: 'May be empty.' }),
    middleName: t.exposeString('middleName', { description: 'May be empty.' }),
    lastName: t.exposeString('lastName', { description: 'Never empty.' }),
    preferredFirstName: t.exposeString('preferredFirstName', {
      description: 'What they like to be called; may be empty.',
    }),
    preferredMiddleName: t.exposeString('preferredMiddleName', { description: 'May be empty.' }),
    preferredLastName: t.exposeString('preferredLastName', { description: 'May be empty.' }),
    title: t.exposeString('title', { nullable: true, description: 'A code of the code table TITLE.' }),
    gender: t.expose('gender', { type: Gender, nullable: true, description: 'As it was stated.' }),
    birthDate: t.expose('birthDate', { type: 'Date', nullable: true, description: 'The day of birth.' }),
    jobCategory: t.exposeString('jobCategory', {
      nullable: true,
      description: 'A code of the code table JOB_CATEGORY.',
    }),
    jobDescription: t.exposeString('jobDescription', { description: 'Free text; may be empty.' }),
    preferredLanguage: t.exposeString('preferredLanguage', {
      nullable: true,
      description: 'A code of the code table PREFERRED_LANGUAGE.',
    }),
    userGroup: t.exposeString('userGroup', { nullable: true, description: 'A code of the code table USER_GROUP.' }),
    campus: t.exposeString('campus', { nullable: true, description: 'A code of the code table CAMPUS.' }),
    catalogerLevel: t.exposeString('catalogerLevel', {
      nullable: true,
      description: 'A code of the code table CATALOGER_LEVEL.',
    }),
    accountType: t.expose('accountType', { type: AccountType, description: 'Who keeps the account.' }),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: 'The source system of an external account.',
    }),
    forcePasswordChange: t.exposeBoolean('forcePasswordChange', {
      description: 'Whether the password is to be changed at the next sign-in.',
    }),
    status: t.expose('status', {
      type: UserStatus,
      description: 'Whether the account is in force, unless it has expired.',
    }),
  }),
});

builder.prismaObjectFields(User, (t) => ({
  expiryDate: t.expose('expiryDate', {
    type: 'Date',
    nullable: true,
    description: 'The last day the account is valid on.',
  }),
  purgeDate: t.expose('purgeDate', {
    type: 'Date',
    nullable: true,
    description: 'The day from which the record may be deleted.',
  }),
  createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the record was made.' }),
  updatedAt: t.expose('updatedAt', {
    type: 'DateTime',
    description:
      'When a field of the record itself was last changed. Roles, notes and the other lists carry their own times.',
  }),
  addresses: t.relation('addresses', { description: 'Postal addresses.', query: inOrder }),
  emails: t.relation('emails', { description: 'E-mail addresses.', query: inOrder }),
  phones: t.relation('phones', { description: 'Telephone numbers.', query: inOrder }),
  identifiers: t.relation('identifiers', { description: 'Identifiers: barcodes and others.', query: inOrder }),
  roles: t.relation('roles', { description: 'Roles, those not in force included.', query: inOrder }),
  blocks: t.relation('blocks', { description: 'Blocks, those not in force included.', query: inOrder }),
  notes: t.relation('notes', { description: 'Notes.', query: inOrder }),
  statistics: t.relation('statistics', { description: 'Statistical categories.', query: inOrder }),
}));

builder.prismaObjectField(User, 'version', (t) =>
  t.string({
    description:
      'Another text as soon as anything of the record or its lists is different: give it to `updateUser` as `expectedVersion`.',
    complexity: 10,
    select: { id: true },
    resolve: async ({ id }, _args, { database }) => (await userVersion(database, id)) ?? '',
  }),
);

builder.prismaObjectFields(User, (t) => ({
  resourceSharingLibraries: t.field({
    type: ['String'],
    description: 'Codes of the libraries whose resource sharing they may use.',
    select: { resourceSharingLibraries: { select: { libraryCode: true } } },
    resolve: ({ resourceSharingLibraries }) => resourceSharingLibraries.map(({ libraryCode }) => libraryCode).sort(),
  }),
  letterOptOuts: t.field({
    type: ['String'],
    description: 'Codes of the letters they do not want.',
    select: { letterOptOuts: { select: { letterCode: true } } },
    resolve: ({ letterOptOuts }) => letterOptOuts.map(({ letterCode }) => letterCode).sort(),
  }),
  proxies: t.field({
    type: [User],
    description: 'Those who act for this user, as far as you may see them.',
    select: (_args, context, nested) => ({
      proxies: { where: { proxy: visible(context) }, select: { proxy: nested() } },
    }),
    resolve: ({ proxies }) => proxies.map(({ proxy }) => proxy),
  }),
  proxyFor: t.field({
    type: [User],
    description: 'Those this user acts for, as far as you may see them.',
    select: (_args, context, nested) => ({
      proxyFor: { where: { patron: visible(context) }, select: { patron: nested() } },
    }),
    resolve: ({ proxyFor }) => proxyFor.map(({ patron }) => patron),
  }),
}));

// Lists in the order in which they were entered.
const inOrder = { orderBy: { id: 'asc' } } as const;

function visible(context: GraphQLContext): Prisma.UserWhereInput {
  return visibleUsersWhere(authorityIn(context));
}
