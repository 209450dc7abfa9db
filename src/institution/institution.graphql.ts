import { builder } from '../graphql/builder.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { operatorIn } from '../graphql/operator-in.ts';
import { NotFound } from '../platform/problems.ts';
import { updateInstitution, updateRoleType } from './change-institution.ts';
import { loadReference, type Reference } from './reference.ts';

/** How much right over other users a role type gives. */
export const RoleRank = builder.enumType('RoleRank', {
  description: 'How much right over users a role type gives, and with it who may grant it.',
  values: {
    OPERATIONAL: { description: 'None. Every User Manager grants it, within the libraries they manage.' },
    USER_MANAGER: { description: 'Manages users. User Administrators grant it.' },
    ADMINISTRATOR: { description: 'Administrates. Only General System Administrators grant it.' },
  } as const,
});

/** What a role may be narrowed to. */
export const RoleParameterName = builder.enumType('RoleParameterName', {
  description: 'What a role may be narrowed to.',
  values: {
    CIRCULATION_DESK: { description: 'A circulation desk of the library, by its code.' },
    SERVICE_UNIT: { description: 'A service unit of the library, by its code.' },
    METADATA_TYPE: { description: 'A type of metadata.' },
    READ_ONLY: { description: '`true`: looking without changing.' },
  } as const,
});

const Institution = builder.prismaObject('Institution', {
  description: 'The institution whose users these are.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    timeZone: t.string({
      description:
        'Its time zone, an IANA name: it decides which day today is, and when schedules run that name no other.',
      resolve: (_institution, _args, { config }) => config.timeZone,
    }),
  }),
});

const RoleType = builder.prismaObject('RoleType', {
  description: 'A kind of role: where it may be held, and what it may be narrowed to.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code: `58`.' }),
    key: t.exposeString('key', { description: 'Its name for programs: `LICENSE_VIEWER`.' }),
    name: t.exposeString('name', { description: 'Its name for people: "License Viewer".' }),
    rank: t.expose('rank', { type: RoleRank, description: 'How much right over users it gives.' }),
    allowsInstitution: t.exposeBoolean('allowsInstitution', {
      description: 'Whether it may be held at the institution.',
    }),
    allowsLibrary: t.exposeBoolean('allowsLibrary', { description: 'Whether it may be held at a library.' }),
    parameter: t.expose('parameter', {
      type: RoleParameterName,
      nullable: true,
      description: 'What it may be narrowed to; null: nothing.',
    }),
    parameterRequired: t.exposeBoolean('parameterRequired', { description: 'Whether that must be given.' }),
    parameterMultiple: t.exposeBoolean('parameterMultiple', { description: 'Whether there may be several of it.' }),
    description: t.exposeString('description', { description: 'What the institution says it is for; may be empty.' }),
    enabled: t.exposeBoolean('enabled', {
      description: 'Whether it may be granted; who holds it keeps it all the same.',
    }),
  }),
});

builder.queryFields((t) => ({
  institution: t.prismaField({
    type: Institution,
    nullable: true,
    description: 'The institution; null before it was given a name.',
    resolve: (query, _root, _args, { database }) =>
      database.prisma.institution.findFirst({ ...query, orderBy: { code: 'asc' } }),
  }),
  roleTypes: t.prismaField({
    type: ['RoleType'],
    description: 'All role types, by name.',
    resolve: (query, _root, _args, { database }) =>
      database.prisma.roleType.findMany({ ...query, orderBy: [{ name: 'asc' }, { code: 'asc' }] }),
  }),
}));

declareMutation('updateInstitution', {
  description: 'Names the institution.',
  scope: 'systemAdministrator',
  input: (t) => ({
    name: t.string({ required: true, description: 'What people call it; at most 255 characters.' }),
    code: t.string({ description: 'Given together with its first name, and for good.' }),
  }),
  success: { institution: { type: Institution, description: 'The institution as it is now.' } },
  resolve: async (input, context) => {
    await updateInstitution(operatorIn(context), input);
    return { institution: await context.database.prisma.institution.findFirstOrThrow({ orderBy: { code: 'asc' } }) };
  },
});

declareMutation('updateRoleType', {
  description:
    'Changes what people read of a role type, and whether it is granted any more. Its rank, scopes and parameters belong to the product, since who may grant what rests on them. What is left out stays.',
  scope: 'systemAdministrator',
  input: (t) => ({
    code: t.string({ required: true, description: 'The code of the role type: `58`.' }),
    name: t.string({ description: 'What people call it; at most 255 characters.' }),
    description: t.string({ description: 'What it is for, at most 2,000 characters; empty takes it away.' }),
    enabled: t.boolean({
      description: 'Whether it may be granted from now on. Who holds it keeps it, and it can still be removed.',
    }),
  }),
  problems: [NotFound],
  success: { roleType: { type: RoleType, description: 'The role type as it is now.' } },
  resolve: async ({ code, ...changes }, context) => {
    await updateRoleType(operatorIn(context), code, changes);
    return { roleType: await context.database.prisma.roleType.findUniqueOrThrow({ where: { code } }) };
  },
});

const references = new WeakMap<GraphQLContext, Promise<Reference>>();

/** The institution's vocabulary, read once for an operation however many sentences it asks for. */
export function referenceFor(context: GraphQLContext): Promise<Reference> {
  const loaded = references.get(context) ?? loadReference(context.database);
  references.set(context, loaded);
  return loaded;
}
