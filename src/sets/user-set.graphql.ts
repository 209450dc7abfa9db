import { builder } from '../graphql/builder.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import { referenceFor } from '../institution/institution.graphql.ts';
import { sql } from '../platform/sql.ts';
import { asksForWords } from '../users/filter/asks-for-words.ts';
import { parseFilter } from '../users/filter/parse-filter.ts';
import { matchingCondition } from '../users/matching-users.ts';
import { countUsers } from '../users/search/count-users.ts';
import { User } from '../users/user.graphql.ts';
import { UserConnection, UserPage } from '../users/user-connection.graphql.ts';
import { UserFilterInput } from '../users/user-filter.graphql.ts';
import { UserOrderInput } from '../users/user-order.graphql.ts';
import { describeSet } from './describe-set.ts';
import { type MembersContext, memberCondition } from './members.ts';
import { membershipOf } from './stored-set.ts';
import { mayEditSet, visibleSetsWhere } from './visible-sets.ts';

/** What a set's membership rests on. */
export const UserSetKindEnum = builder.enumType('UserSetKind', {
  description: 'What the membership of a set rests on.',
  values: {
    ITEMIZED: { description: 'Its members were put in one by one.' },
    LOGICAL: { description: 'It is a saved search, run again each time the set is used.' },
  } as const,
});

/** Whether a set is meant to be used. */
export const UserSetStatusEnum = builder.enumType('UserSetStatus', {
  description: 'Whether a set is meant to be used.',
  values: {
    ACTIVE: { description: 'In use.' },
    INACTIVE: { description: 'Kept, but put away.' },
  } as const,
});

/** A named selection of users. */
export const UserSet = builder.prismaNode('UserSet', {
  description: 'A named selection of users, to be looked at and to run jobs on.',
  id: { field: 'id', description: 'Opaque and stable; fetch it again with `node` or `userSet`.' },
  nullable: true,
  findUnique: (id, context) => ({ id: rowId(id), AND: [visibleSetsWhere(authorityIn(context))] }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name; need not be unique.' }),
    description: t.exposeString('description', { description: 'What it is for.' }),
    note: t.exposeString('note', { description: 'A remark.' }),
    kind: t.expose('kind', { type: UserSetKindEnum, description: 'What its membership rests on.' }),
    isPrivate: t.exposeBoolean('isPrivate', {
      description: 'Whether only its owner, colleagues it is shared with, and administrators know of it.',
    }),
    status: t.expose('status', { type: UserSetStatusEnum, description: 'Whether it is meant to be used.' }),
    search: t.exposeString('search', { nullable: true, description: 'The free words of a logical set’s search.' }),
    where: t.expose('filter', {
      type: 'JSON',
      nullable: true,
      description: 'The filter of a logical set, as a UserFilter in JSON, to be shown and changed.',
    }),
    sentence: t.string({
      description: 'Who is in it, in words: `Job category is "Cataloger"`.',
      resolve: async (set, _args, context) => describeSet(membershipOf(set), await referenceFor(context)),
    }),
    ownerName: t.string({
      description: 'First and last name of its owner.',
      select: { owner: { select: { firstName: true, lastName: true } } },
      resolve: ({ owner }) => `${owner.firstName} ${owner.lastName}`.trim(),
    }),
    viewerIsOwner: t.boolean({
      description: 'Whether it is yours.',
      resolve: ({ ownerId }, _args, { authority }) => ownerId === authority?.userId,
    }),
    viewerCanEdit: t.boolean({
      description: 'Whether you may change and delete it: as its owner or an administrator.',
      resolve: (set, _args, context) => mayEditSet(authorityIn(context), set),
    }),
    memberCount: t.int({
      description: 'How many of its members you may see: those whom a job of yours would be about, if it began now.',
      complexity: 20,
      resolve: (set, _args, context) =>
        countUsers(context.database, memberCondition(membershipOf(set), memberContext(context))),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    modifiedAt: t.expose('modifiedAt', { type: 'DateTime', description: 'When it was last changed.' }),
    modifiedByName: t.string({
      description: 'First and last name of who changed it last.',
      select: { modifiedBy: { select: { firstName: true, lastName: true } } },
      resolve: ({ modifiedBy }) => `${modifiedBy.firstName} ${modifiedBy.lastName}`.trim(),
    }),
  }),
});

builder.prismaObjectField(UserSet, 'members', (t) =>
  t.connection(
    {
      type: User,
      description: 'Those of its members whom you may see, or those of them whom a search finds.',
      args: {
        search: t.arg.string({ description: 'Free words, as in `users`.' }),
        where: t.arg({ type: UserFilterInput, description: 'Which of them, as in `users`.' }),
        orderBy: t.arg({ type: [UserOrderInput], description: 'As in `users`.' }),
      },
      resolve: (set, { search = null, where, orderBy, ...page }, context, info) => {
        const members = memberContext(context);
        const membership = membershipOf(set);
        const filter = parseFilter(where);
        const found = matchingCondition({ ...members, filter, search });
        const condition = sql`${memberCondition(membership, members)} AND ${found}`;
        const byWords = asksForWords(filter, search) || asksForWords(membership.filter, membership.search);
        return new UserPage({ condition, search, orderBy, byWords }, page, context, info);
      },
    },
    UserConnection,
  ),
);

function memberContext(context: GraphQLContext): MembersContext {
  return { authority: authorityIn(context), today: context.today, timeZone: context.config.timeZone };
}
