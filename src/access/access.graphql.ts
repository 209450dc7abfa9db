import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../graphql/builder.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { ProblemInterface } from '../graphql/problems.ts';
import { ApiKey } from './api-keys.graphql.ts';
import { type Authority, type HeldRole, mayManageUsers } from './authority.ts';
import { InvalidCredentials, PasswordChangeRequired, signIn } from './sign-in.ts';

const ViewerRole = builder.objectRef<HeldRole>('ViewerRole').implement({
  description: 'A role that is in force today.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The code of the role type: `58`.' }),
    key: t.exposeString('key', { description: 'The name key of the role type: `LICENSE_VIEWER`.' }),
    name: t.exposeString('name', { description: 'The role type as people call it.' }),
    libraryCode: t.exposeString('libraryCode', {
      nullable: true,
      description: 'The library it is held at; null: at the institution, that is at every library.',
    }),
    expiresOn: t.expose('expiresOn', { type: 'Date', nullable: true, description: 'The last day it is in force on.' }),
  }),
});

const RankEnum = builder.enumType('Rank', {
  description: 'How high somebody stands among those who manage users. Each may do what those before may.',
  values: {
    NONE: { description: 'Manages nobody.' },
    USER_MANAGER: { description: 'Manages users and their operational roles.' },
    USER_ADMINISTRATOR: { description: 'Also gives and takes the role User Manager.' },
    SYSTEM_ADMINISTRATOR: { description: 'Also gives and takes the roles of administrators.' },
  } as const,
});

const Viewer = builder.objectRef<Authority>('Viewer').implement({
  description: 'The person who is asking, and what they may do.',
  fields: (t) => ({
    userId: t.id({
      description: 'The id of your own user record. `node` shows it only if your roles do.',
      resolve: (viewer) => encodeGlobalID('User', viewer.userId),
    }),
    primaryId: t.exposeString('primaryId', {
      description: 'The primary id you signed in with, as it is written in your record.',
    }),
    name: t.string({
      description: 'First and last name.',
      resolve: async ({ userId }, _args, { database }) => {
        const user = await database.prisma.user.findUniqueOrThrow({
          where: { id: userId },
          select: { firstName: true, lastName: true },
        });
        return `${user.firstName} ${user.lastName}`.trim();
      },
    }),
    roles: t.field({
      type: [ViewerRole],
      description: 'Your roles that are in force today.',
      resolve: ({ roles }) => [...roles],
    }),
    rank: t.expose('rank', { type: RankEnum, description: 'The most your roles make of you.' }),
    managesInstitution: t.exposeBoolean('managesInstitution', {
      description: 'Whether you manage all users of the institution.',
    }),
    managedLibraries: t.stringList({
      description: 'The codes of the libraries whose users you manage, when you do not manage the institution.',
      resolve: ({ managedLibraries }) => [...managedLibraries],
    }),
    viewerCanManageUsers: t.boolean({
      description: 'Whether there are users you may find, put into sets and run jobs on.',
      resolve: mayManageUsers,
    }),
    viewerCanAdministrate: t.exposeBoolean('isAdministrator', {
      description: 'Whether you see and change the private sets and jobs of others.',
    }),
  }),
});

builder.objectField(Viewer, 'apiKey', (t) =>
  t.prismaField({
    type: ApiKey,
    nullable: true,
    description: 'The API key you ask through; null when you have signed in yourself.',
    resolve: (query, { apiKey }, _args, { database }) =>
      apiKey ? database.prisma.apiKey.findUnique({ ...query, where: { id: apiKey.id } }) : null,
  }),
);

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    skipTypeScopes: true,
    description: 'Who you are and what you may do; null when you are not signed in.',
    resolve: (_root, _args, { authority }) => authority,
  }),
);

builder.objectType(InvalidCredentials, {
  name: 'InvalidCredentials',
  interfaces: [ProblemInterface],
  description: 'The primary id or the password is wrong, or the account is external, inactive or expired.',
});

builder.objectType(PasswordChangeRequired, {
  name: 'PasswordChangeRequired',
  interfaces: [ProblemInterface],
  description: 'The password is right, but must be replaced: sign in again and give a `newPassword`.',
});

declareMutation('signIn', {
  description: 'Signs in with an internal account. Send the token as `Authorization: Bearer …` from then on.',
  scope: 'anyone',
  input: (t) => ({
    primaryId: t.string({ required: true, description: 'Upper and lower case are the same.' }),
    password: t.string({ required: true, description: 'The password.' }),
    newPassword: t.string({ description: 'Replaces the password if that is right; at least 12 characters.' }),
  }),
  problems: [InvalidCredentials, PasswordChangeRequired],
  success: {
    token: { type: 'String', description: 'The bearer token.' },
    expiresAt: { type: 'DateTime', description: 'When the token stops to be good; open sockets close then.' },
    viewer: { type: Viewer, description: 'Who is signed in now.' },
  },
  resolve: async (input, context) => {
    const { token, expiresAt, authority } = await signIn(context, input);
    return { token, expiresAt, viewer: authority };
  },
});
