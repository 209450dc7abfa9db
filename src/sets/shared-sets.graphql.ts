import { encodeGlobalID } from '@pothos/plugin-relay';
import { visibleUsersWhere } from '../access/visible-users.ts';
import { builder } from '../graphql/builder.ts';
import { checkNumberPairCursors } from '../graphql/connection.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import { NotFound } from '../platform/problems.ts';
import { type InputFields, operatorIn, setId, setRow, theSet, userRows } from './set-fields.graphql.ts';
import { shareSet, unshareSet } from './share-set.ts';
import { UserSet } from './user-set.graphql.ts';
import { visibleSharesWhere } from './visible-sets.ts';

const UserSetShare = builder.prismaObject('UserSetShare', {
  description:
    'A colleague who may see a set although it is private. Changing it stays with its owner and administrators.',
  select: { userId: true, user: { select: { firstName: true, lastName: true } } },
  fields: (t) => ({
    userId: t.id({
      description: 'The id of the colleague, to take the share back.',
      resolve: ({ userId }) => encodeGlobalID('User', userId),
    }),
    userName: t.string({
      description: 'First and last name of the colleague.',
      resolve: ({ user }) => `${user.firstName} ${user.lastName}`.trim(),
    }),
    user: t.prismaField({
      type: 'User',
      nullable: true,
      description: 'The colleague; null when they are not for you to see.',
      resolve: (query, { userId }, _args, { database, ...context }) => {
        const visible = visibleUsersWhere(authorityIn({ database, ...context }));
        return database.prisma.user.findFirst({ ...query, where: { AND: [{ id: userId }, visible] } });
      },
    }),
    sharedAt: t.expose('sharedAt', { type: 'DateTime', description: 'When it was shared with them.' }),
  }),
});

builder.prismaObjectField(UserSet, 'sharedWith', (t) =>
  t.relatedConnection(
    'shares',
    {
      type: UserSetShare,
      cursor: 'setId_userId',
      totalCount: true,
      description:
        'With whom it is shared by name; all of them for its owner and administrators, nobody but yourself for others.',
      query: (args, context) => {
        checkNumberPairCursors(args);
        return { where: visibleSharesWhere(authorityIn(context)), orderBy: { userId: 'asc' } };
      },
    },
    { name: 'UserSetShareConnection' },
    { name: 'UserSetShareEdge' },
  ),
);

const colleagues = (t: InputFields) => t.idList({ required: true, description: 'Ids of users, 1 to 100.' });

declareMutation('shareUserSet', {
  description:
    'Lets colleagues see a set, though it may be private: they may look at it, run jobs on it and copy it, within their own rights; changing it stays with you. When one of them is unknown or manages no users, it is shared with none.',
  scope: 'manageUsers',
  input: (t) => ({ id: setId(t), userIds: colleagues(t) }),
  problems: [NotFound],
  success: {
    set: theSet,
    shared: { type: 'Int', description: 'With how many it is shared now who did not have it before.' },
    alreadyShared: { type: 'Int', description: 'How many had it before.' },
  },
  resolve: async ({ id: { id }, userIds }, context) => {
    const counts = await shareSet(operatorIn(context), rowId(id), userRows(userIds));
    return { set: await setRow(context, rowId(id)), ...counts };
  },
});

declareMutation('unshareUserSet', {
  description: 'Ends the sharing of a set with colleagues. Jobs of theirs that have not started will not find it.',
  scope: 'manageUsers',
  input: (t) => ({ id: setId(t), userIds: colleagues(t) }),
  problems: [NotFound],
  success: { set: theSet, unshared: { type: 'Int', description: 'How many had it before.' } },
  resolve: async ({ id: { id }, userIds }, context) => {
    const unshared = await unshareSet(operatorIn(context), rowId(id), userRows(userIds));
    return { set: await setRow(context, rowId(id)), unshared };
  },
});
