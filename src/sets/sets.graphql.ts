import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../graphql/builder.ts';
import { checkRowCursors } from '../graphql/connection.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { ProblemInterface } from '../graphql/problems.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import { NotFound } from '../platform/problems.ts';
import { UserFilterInput } from '../users/user-filter.graphql.ts';
import { deleteSet } from './delete-set.ts';
import { listedSets, type SetOwnership } from './listed-sets.ts';
import { saveSearch } from './save-search.ts';
import { aboutNewSet, operatorIn, setId, setRow, theSet } from './set-fields.graphql.ts';
import { SetInUse, WrongSetKind } from './set-problems.ts';
import { updateSet } from './update-set.ts';
import { UserSet, UserSetKindEnum, UserSetStatusEnum } from './user-set.graphql.ts';
import { visibleSetsWhere } from './visible-sets.ts';

export { UserSet } from './user-set.graphql.ts';

const SetOwnershipEnum = builder.enumType('SetOwnership', {
  description: 'Whose sets are meant, among those you may see.',
  values: {
    MINE: { description: 'Those you own.' },
    PUBLIC: { description: 'Those that are not private, yours included.' },
    SHARED_WITH_ME: { description: 'Those that their owner, or an administrator, shared with you.' },
  } satisfies Record<SetOwnership, { description: string }>,
});

builder.queryFields((t) => ({
  userSet: t.prismaField({
    type: UserSet,
    nullable: true,
    authScopes: { manageUsers: true },
    description: 'One set; null when there is none with this id, or none that you may see.',
    args: { id: t.arg.globalID({ required: true, for: UserSet, description: 'The id of a set.' }) },
    resolve: (query, _root, { id }, context) =>
      context.database.prisma.userSet.findFirst({
        ...query,
        where: { AND: [{ id: rowId(id.id) }, visibleSetsWhere(authorityIn(context))] },
      }),
  }),
  userSets: t.prismaConnection(
    {
      type: UserSet,
      cursor: 'id',
      authScopes: { manageUsers: true },
      description: 'Your sets, those shared with you, and those that are not private, the last changed first.',
      args: {
        name: t.arg.string({
          description: 'Only sets whose name contains this, at most 200 characters; upper and lower case are the same.',
        }),
        kind: t.arg({ type: UserSetKindEnum, description: 'Only sets of this kind.' }),
        ownership: t.arg({ type: SetOwnershipEnum, description: 'Only these; left out: all that you may see.' }),
      },
      totalCount: (_root, listing, context) =>
        context.database.prisma.userSet.count({ where: listedSets(authorityIn(context), listing) }),
      resolve: (query, _root, listing, context) => {
        checkRowCursors(listing);
        const where = listedSets(authorityIn(context), listing);
        return context.database.prisma.userSet.findMany({
          ...query,
          where,
          orderBy: [{ modifiedAt: 'desc' }, { id: 'desc' }],
        });
      },
    },
    { name: 'UserSetConnection' },
    { name: 'UserSetEdge' },
  ),
}));

builder.objectType(WrongSetKind, {
  name: 'WrongSetKind',
  interfaces: [ProblemInterface],
  description: 'The set is of the other kind: only itemized sets are given members, only logical ones a search.',
  fields: (t) => ({ kind: t.expose('kind', { type: UserSetKindEnum, description: 'The kind the set is of.' }) }),
});

builder.objectType(SetInUse, {
  name: 'SetInUse',
  interfaces: [ProblemInterface],
  description:
    'A job that has not ended uses the set: one that runs, waits in the queue, or is scheduled, the next one of a schedule included, also of a paused one. Others may have submitted it: `hiddenJobCount`.',
});

declareMutation('saveSearchAsSet', {
  description: 'Saves a search as a logical set: its members are found anew each time it is used.',
  scope: 'manageUsers',
  input: (t) => ({
    ...aboutNewSet(t),
    search: t.string({ description: 'Free words, as in `users`.' }),
    where: t.field({ type: UserFilterInput, description: 'Which users, as in `users`; `{}` is all of them.' }),
  }),
  success: { set: theSet },
  resolve: async (input, context) => ({ set: await setRow(context, await saveSearch(operatorIn(context), input)) }),
});

declareMutation('updateUserSet', {
  description: 'Changes what a set is called, who sees it, or the search of a logical one. What is left out stays.',
  scope: 'manageUsers',
  input: (t) => ({
    id: setId(t),
    name: t.string({ description: 'At most 255 characters.' }),
    description: t.string({ description: 'What the set is for.' }),
    note: t.string({ description: 'A remark.' }),
    isPrivate: t.boolean({
      description: 'Whether only you, colleagues it is shared with, and administrators know of it.',
    }),
    status: t.field({ type: UserSetStatusEnum, description: 'Whether it is meant to be used.' }),
    search: t.string({ description: 'Free words; the empty text takes them away.' }),
    where: t.field({ type: UserFilterInput, description: 'Which users; takes the place of the whole filter.' }),
  }),
  problems: [NotFound, WrongSetKind],
  success: { set: theSet },
  resolve: async ({ id: { id }, ...input }, context) => {
    await updateSet(operatorIn(context), rowId(id), input);
    return { set: await setRow(context, rowId(id)) };
  },
});

declareMutation('deleteUserSet', {
  description: 'Deletes a set. Its members stay users, and the reports of its jobs stay.',
  scope: 'manageUsers',
  input: (t) => ({ id: setId(t) }),
  problems: [NotFound, SetInUse],
  success: { deletedId: { type: 'ID', description: 'The id the set had.' } },
  resolve: async ({ id: { id } }, context) => {
    await deleteSet(operatorIn(context), rowId(id));
    return { deletedId: encodeGlobalID('UserSet', rowId(id)) };
  },
});
