import { builder } from '../graphql/builder.ts';
import { RoleParameterName } from '../institution/institution.graphql.ts';
import { SegmentType, UserStatus } from './user-enums.graphql.ts';

const segment = { type: SegmentType, description: 'Whether a load from a source system replaces it.' } as const;
const preferred = { description: 'Whether it is the one to use; at most one of its kind is.' } as const;

builder.prismaObject('UserAddress', {
  description: 'A postal address of a user.',
  fields: (t) => ({
    types: t.exposeStringList('types', { description: 'Codes of the code table ADDRESS_TYPE.' }),
    lines: t.stringList({
      description: 'The lines that are filled in, at most five.',
      resolve: ({ line1, line2, line3, line4, line5 }) =>
        [line1, line2, line3, line4, line5].filter((line) => line !== ''),
    }),
    city: t.exposeString('city', { description: 'The city; may be empty.' }),
    stateProvince: t.exposeString('stateProvince', { description: 'The state or province; may be empty.' }),
    postalCode: t.exposeString('postalCode', { description: 'The postal code; may be empty.' }),
    country: t.exposeString('country', { description: 'The country; may be empty.' }),
    note: t.exposeString('note', { description: 'A remark; may be empty.' }),
    startDate: t.expose('startDate', { type: 'Date', nullable: true, description: 'The first day it is valid on.' }),
    endDate: t.expose('endDate', { type: 'Date', nullable: true, description: 'The last day it is valid on.' }),
    preferred: t.exposeBoolean('preferred', preferred),
    segment: t.expose('segment', segment),
  }),
});

builder.prismaObject('UserEmail', {
  description: 'An e-mail address of a user.',
  fields: (t) => ({
    address: t.exposeString('address', { description: 'The address.' }),
    types: t.exposeStringList('types', { description: 'Codes of the code table EMAIL_TYPE.' }),
    description: t.exposeString('description', { description: 'A remark; may be empty.' }),
    preferred: t.exposeBoolean('preferred', preferred),
    segment: t.expose('segment', segment),
  }),
});

builder.prismaObject('UserPhone', {
  description: 'A telephone number of a user.',
  fields: (t) => ({
    number: t.exposeString('number', { description: 'The number as it was entered.' }),
    types: t.exposeStringList('types', { description: 'Codes of the code table PHONE_TYPE.' }),
    preferred: t.exposeBoolean('preferred', preferred),
    preferredSms: t.exposeBoolean('preferredSms', { description: 'Whether text messages go there; at most one does.' }),
    segment: t.expose('segment', segment),
  }),
});

builder.prismaObject('UserIdentifier', {
  description: 'An identifier of a user, such as the barcode of a card. Unique for its type.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'A code of the code table IDENTIFIER_TYPE.' }),
    value: t.exposeString('value', {
      description: 'The identifier itself; upper and lower case differ, leading zeros count.',
    }),
    note: t.exposeString('note', { description: 'A remark; may be empty.' }),
    status: t.expose('status', { type: UserStatus, description: 'Whether it is in force.' }),
    segment: t.expose('segment', segment),
  }),
});

interface ParameterValue {
  readonly name: 'CIRCULATION_DESK' | 'SERVICE_UNIT' | 'METADATA_TYPE' | 'READ_ONLY';
  readonly value: string;
}

const RoleParameter = builder.objectRef<ParameterValue>('RoleParameter').implement({
  description: 'What a role is narrowed to.',
  fields: (t) => ({
    name: t.expose('name', { type: RoleParameterName, description: 'Which parameter.' }),
    value: t.exposeString('value', {
      description: 'Its value: the code of a desk or unit, a metadata type, `true` or `false`.',
    }),
  }),
});

builder.prismaObject('UserRole', {
  description: 'A role of a user: what they may do, and where.',
  fields: (t) => ({
    roleType: t.relation('roleType', { description: 'What kind of role it is.' }),
    library: t.relation('library', {
      nullable: true,
      description: 'The library it is held at; null: at the institution.',
    }),
    status: t.expose('status', { type: UserStatus, description: 'Whether it is in force, unless it has expired.' }),
    expiresOn: t.expose('expiresOn', { type: 'Date', nullable: true, description: 'The last day it is in force on.' }),
    parameters: t.field({
      type: [RoleParameter],
      description: 'What it is narrowed to.',
      // A constraint of the table makes it a list; jobs and loads write nothing else into it.
      resolve: ({ parameters }) => parameters as unknown as ParameterValue[],
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was given.' }),
    createdBy: t.exposeString('createdBy', { description: 'The primary id of who gave it; may be empty.' }),
  }),
});

builder.prismaObject('UserBlock', {
  description: 'A block that keeps a user from something.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'A code of the code table BLOCK_TYPE.' }),
    code: t.exposeString('code', { description: 'A code of the code table BLOCK_CODE.' }),
    status: t.expose('status', { type: UserStatus, description: 'Whether it is in force, unless it has expired.' }),
    note: t.exposeString('note', { description: 'A remark; may be empty.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When it ends.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    createdBy: t.exposeString('createdBy', { description: 'The primary id of who made it; may be empty.' }),
    segment: t.expose('segment', segment),
  }),
});

builder.prismaObject('UserNote', {
  description: 'A note on a user.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'A code of the code table NOTE_TYPE.' }),
    text: t.exposeString('text', { description: 'The note itself.' }),
    userViewable: t.exposeBoolean('userViewable', { description: 'Whether the user may see it.' }),
    popup: t.exposeBoolean('popup', { description: 'Whether it pops up when staff open the user.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
    createdBy: t.exposeString('createdBy', { description: 'The primary id of who wrote it; may be empty.' }),
    segment: t.expose('segment', segment),
  }),
});

builder.prismaObject('UserStatistic', {
  description: 'A statistical category of a user.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'A code of the code table STATISTIC_TYPE; may be empty.' }),
    category: t.exposeString('category', { description: 'A code of the code table STATISTIC_CATEGORY.' }),
    note: t.exposeString('note', { description: 'A remark; may be empty.' }),
    segment: t.expose('segment', segment),
  }),
});
