import { builder } from '../graphql/builder.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import type { codeTableNames } from './code-tables.ts';
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

const CodeTableNameEnum = builder.enumType('CodeTableName', {
  description: 'A list of codes that an institution keeps for itself.',
  values: {
    USER_GROUP: { description: 'What sort of user somebody is: terms and limits hang on it.' },
    JOB_CATEGORY: { description: 'What staff do.' },
    CAMPUS: { description: 'Where somebody belongs.' },
    TITLE: { description: 'How somebody is addressed.' },
    PREFERRED_LANGUAGE: { description: 'The language of letters.' },
    CATALOGER_LEVEL: { description: 'How far a cataloger’s permissions go.' },
    IDENTIFIER_TYPE: { description: 'Whose number an identifier is.' },
    ADDRESS_TYPE: { description: 'What a postal address is for.' },
    EMAIL_TYPE: { description: 'What an e-mail address is for.' },
    PHONE_TYPE: { description: 'What a phone number is for.' },
    NOTE_TYPE: { description: 'What a note is about.' },
    BLOCK_TYPE: { description: 'What a block keeps somebody from.' },
    BLOCK_CODE: { description: 'Why somebody is blocked.' },
    STATISTIC_TYPE: { description: 'What a statistical category counts by.' },
    STATISTIC_CATEGORY: { description: 'What somebody is counted as.' },
    LETTER: { description: 'A letter the library sends.' },
  } satisfies Record<(typeof codeTableNames)[number], { description: string }>,
});

const place = (model: 'CirculationDesk' | 'ServiceUnit', description: string) =>
  builder.prismaObject(model, {
    description,
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its code, unique in the library; the value of a role parameter.' }),
      name: t.exposeString('name', { description: 'Its name.' }),
    }),
  });

place('CirculationDesk', 'Where a library lends and takes back.');
place('ServiceUnit', 'A part of a library that works on things: acquisitions, binding.');

builder.prismaObject('Library', {
  description: 'A library of the institution. Roles can be held at it.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    circulationDesks: t.relation('circulationDesks', {
      description: 'Its circulation desks, by name.',
      query: { orderBy: [{ name: 'asc' }, { code: 'asc' }] },
    }),
    serviceUnits: t.relation('serviceUnits', {
      description: 'Its service units, by name.',
      query: { orderBy: [{ name: 'asc' }, { code: 'asc' }] },
    }),
  }),
});

builder.prismaObject('RoleType', {
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
  }),
});

builder.prismaObject('Code', {
  description: 'An entry of a code table.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'What records hold.' }),
    description: t.exposeString('description', { description: 'What people read.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it may still be given to somebody.' }),
  }),
});

builder.queryFields((t) => ({
  libraries: t.prismaField({
    type: ['Library'],
    description: 'The libraries of the institution, by name.',
    resolve: (query, _root, _args, { database }) =>
      database.prisma.library.findMany({ ...query, orderBy: [{ name: 'asc' }, { code: 'asc' }] }),
  }),
  roleTypes: t.prismaField({
    type: ['RoleType'],
    description: 'All role types, by name.',
    resolve: (query, _root, _args, { database }) =>
      database.prisma.roleType.findMany({ ...query, orderBy: [{ name: 'asc' }, { code: 'asc' }] }),
  }),
  codeTable: t.prismaField({
    type: ['Code'],
    description: 'The entries of a code table, in the order in which people should meet them.',
    args: { name: t.arg({ type: CodeTableNameEnum, required: true, description: 'Which code table.' }) },
    resolve: (query, _root, { name }, { database }) =>
      database.prisma.code.findMany({
        ...query,
        where: { tableName: name },
        orderBy: [{ position: 'asc' }, { code: 'asc' }],
      }),
  }),
}));

const references = new WeakMap<GraphQLContext, Promise<Reference>>();

/** The institution's vocabulary, read once for an operation however many sentences it asks for. */
export function referenceFor(context: GraphQLContext): Promise<Reference> {
  const loaded = references.get(context) ?? loadReference(context.database);
  references.set(context, loaded);
  return loaded;
}
