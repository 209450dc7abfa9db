import { builder } from '../graphql/builder.ts';
import { checkRowCursors } from '../graphql/connection.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { operatorIn } from '../graphql/operator-in.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import { NotFound } from '../platform/problems.ts';
import type { ApiKeyScope } from './api-key-scope.ts';
import type { Authority } from './authority.ts';
import { createApiKey, revokeApiKey, visibleApiKeysWhere } from './change-api-keys.ts';

const ApiKeyScopeEnum = builder.enumType('ApiKeyScope', {
  description: 'What an API key is for. No key allows more than its owner may do.',
  values: {
    READ: { description: 'To see what its owner sees, and to watch it. In every key.' },
    SUBMIT_JOBS: {
      description: 'To make and change sets, and to preview, submit, schedule and cancel jobs.',
    },
    EDIT_USERS: { description: 'To create and change single users.' },
    ADMINISTER: {
      description:
        'To administrate, if its owner may. Without it a key makes nobody more than a User Manager, in jobs neither.',
    },
  } satisfies Record<ApiKeyScope, { description: string }>,
});

/** A key for programs, without the key itself. */
export const ApiKey = builder.prismaNode('ApiKey', {
  description: 'A key with which a program acts for its owner. The key itself is shown once, when it is made.',
  id: { field: 'id', description: 'Opaque and stable; fetch it again with `node`.' },
  nullable: true,
  select: { id: true },
  findUnique: (id, context) => ({ id: rowId(id), AND: [visibleApiKeysWhere(authorityIn(context))] }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is for.' }),
    prefix: t.exposeString('prefix', { description: 'How it begins, to tell it from others: `rc_2hQ7xw9A`.' }),
    scopes: t.expose('scopes', { type: [ApiKeyScopeEnum], description: 'What it is for, to programs.' }),
    ownerPrimaryId: t.string({
      description: 'The primary id of whom it acts for.',
      select: { owner: { select: { primaryId: true } } },
      resolve: ({ owner }) => owner.primaryId,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When it ends; what is open under it ends, too.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute; null: never.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was ended before its time; null: it was not.',
    }),
    revokedBy: t.exposeString('revokedBy', { description: 'The primary id of who ended it; empty: nobody has.' }),
  }),
});

interface Listing {
  readonly mine?: boolean | null;
  readonly live?: boolean | null;
}

function listed(authority: Authority, { mine, live }: Listing): Prisma.ApiKeyWhereInput {
  const good: Prisma.ApiKeyWhereInput = { revokedAt: null, expiresAt: { gt: new Date() } };
  return {
    AND: [
      visibleApiKeysWhere(authority),
      mine ? { ownerId: authority.userId } : {},
      live == null ? {} : live ? good : { NOT: good },
    ],
  };
}

builder.queryField('apiKeys', (t) =>
  t.prismaConnection(
    {
      type: ApiKey,
      cursor: 'id',
      description: 'Your API keys, of administrators everybody’s; the newest first.',
      args: {
        mine: t.arg.boolean({ description: '`true`: only your own.' }),
        live: t.arg.boolean({ description: 'Only those that are good, or only those that have ended.' }),
      },
      totalCount: (_root, listing, context) =>
        context.database.prisma.apiKey.count({ where: listed(authorityIn(context), listing) }),
      resolve: (query, _root, listing, context) => {
        checkRowCursors(listing);
        const where = listed(authorityIn(context), listing);
        return context.database.prisma.apiKey.findMany({ ...query, where, orderBy: { id: 'desc' } });
      },
    },
    { name: 'ApiKeyConnection' },
    { name: 'ApiKeyEdge' },
  ),
);

declareMutation('createApiKey', {
  description:
    'Makes an API key for you: send it as `Authorization: Bearer rc_…`, over every transport. Keys cannot make keys.',
  scope: 'signedIn',
  input: (t) => ({
    name: t.string({ required: true, description: 'What it is for; at most 255 characters.' }),
    scopes: t.field({ type: [ApiKeyScopeEnum], required: true, description: 'What it is to be for.' }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When it ends, at most five years from now; left out: in a year.',
    }),
  }),
  success: {
    apiKey: { type: ApiKey, description: 'The key as it is listed.' },
    key: { type: 'String', description: 'The key itself. It is shown here and never again: keep it safe.' },
  },
  resolve: async (input, context) => {
    const { id, key } = await createApiKey(operatorIn(context), input);
    return {
      apiKey: await context.database.prisma.apiKey.findUniqueOrThrow({ where: { id }, select: { id: true } }),
      key,
    };
  },
});

declareMutation('revokeApiKey', {
  description:
    'Ends an API key at once, with the sockets and streams that are open under it. Administrators end those of others, too.',
  scope: 'signedIn',
  input: (t) => ({ id: t.globalID({ required: true, for: ApiKey, description: 'The key.' }) }),
  problems: [NotFound],
  success: { apiKey: { type: ApiKey, description: 'The key as it is now.' } },
  resolve: async ({ id }, context) => {
    await revokeApiKey(operatorIn(context), rowId(id.id));
    return {
      apiKey: await context.database.prisma.apiKey.findUniqueOrThrow({
        where: { id: rowId(id.id) },
        select: { id: true },
      }),
    };
  },
});
