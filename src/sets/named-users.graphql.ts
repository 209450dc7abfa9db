import { builder } from '../graphql/builder.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { rowId } from '../graphql/row-id.ts';
import { NotFound } from '../platform/problems.ts';
import { UserIdentifierRef } from '../users/users.graphql.ts';
import {
  addSetMembers,
  createItemizedSet,
  type MembersAdded,
  type MembersRemoved,
  type NotRemovedReason,
  removeSetMembers,
} from './itemized-members.ts';
import type { NamedUsers, UserReference } from './place-references.ts';
import { aboutNewSet, type InputFields, operatorIn, setId, setRow, theSet, userRows } from './set-fields.graphql.ts';
import { WrongSetKind } from './set-problems.ts';
import { NotAddedReasonEnum } from './set-upload.graphql.ts';

const UserReferenceInput = builder.inputType('UserReferenceInput', {
  description: 'A user, named in one way.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'The id of a user.' }),
    primaryId: t.string({ description: 'The primary id; upper and lower case are the same.' }),
    identifier: t.field({ type: UserIdentifierRef, description: 'A barcode or another identifier.' }),
  }),
});

const NotAddedUser = builder.objectRef<MembersAdded['notAdded'][number]>('NotAddedUser').implement({
  description: 'Somebody who was named in a call and was not added.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'The place in the list of the input, counted from 0.' }),
    reason: t.expose('reason', { type: NotAddedReasonEnum, description: 'Why they were not added.' }),
  }),
});

const namedUsers = (t: InputFields, told = 'notAdded') => ({
  userIds: t.idList({
    description:
      'Ids of users, 1 to 10,000. When one of them is unknown, nothing is done. Give either this or `users`.',
  }),
  users: t.field({
    type: [UserReferenceInput],
    description: `Users by id, primary id or identifier, 1 to 10,000. Those who are unknown are told in \`${told}\`.`,
  }),
});

const NotRemovedReasonEnum = builder.enumType('NotRemovedReason', {
  description: 'Why somebody named in a call is not taken out of a set.',
  values: {
    NOT_MEMBER: { description: 'They are not in the set.' },
    DUPLICATE: { description: 'An earlier one names the same user, in the same or another way.' },
    NOT_FOUND: { description: 'There is no such user, or none that you may see.' },
  } satisfies Record<NotRemovedReason, { description: string }>,
});

const NotRemovedUser = builder.objectRef<MembersRemoved['notRemoved'][number]>('NotRemovedUser').implement({
  description: 'Somebody who was named in a call and was not taken out.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'The place in the list of the input, counted from 0.' }),
    reason: t.expose('reason', { type: NotRemovedReasonEnum, description: 'Why they were not taken out.' }),
  }),
});

const notRemovedUsers: [typeof NotRemovedUser] = [NotRemovedUser];
const notAddedUsers: [typeof NotAddedUser] = [NotAddedUser];
const account = {
  duplicates: { type: 'Int', description: 'How many were named again in this call.' },
  notFound: { type: 'Int', description: 'How many of `users` name nobody, or nobody you may see.' },
  notAdded: { type: notAddedUsers, description: 'All who were named and not added, in the order of the input.' },
} as const;

declareMutation('createItemizedSet', {
  description: 'Makes a set of users named one by one.',
  scope: 'manageUsers',
  input: (t) => ({ ...aboutNewSet(t), ...namedUsers(t) }),
  success: { set: theSet, added: { type: 'Int', description: 'How many members the set has.' }, ...account },
  resolve: async ({ userIds, users, ...input }, context) => {
    const named = namedBy({ userIds, users });
    const { setId: id, ...counts } = await createItemizedSet(operatorIn(context), { ...input, ...named });
    return { set: await setRow(context, id), ...counts, notAdded: [...counts.notAdded] };
  },
});

declareMutation('addSetMembers', {
  description: 'Puts users into an itemized set.',
  scope: 'manageUsers',
  input: (t) => ({ id: setId(t), ...namedUsers(t) }),
  problems: [NotFound, WrongSetKind],
  success: {
    set: theSet,
    added: { type: 'Int', description: 'How many were added.' },
    alreadyMembers: { type: 'Int', description: 'How many were in the set before.' },
    ...account,
  },
  resolve: async ({ id: { id }, ...named }, context) => {
    const counts = await addSetMembers(operatorIn(context), rowId(id), namedBy(named));
    return { set: await setRow(context, rowId(id)), ...counts, notAdded: [...counts.notAdded] };
  },
});

declareMutation('removeSetMembers', {
  description: 'Takes users out of an itemized set.',
  scope: 'manageUsers',
  input: (t) => ({ id: setId(t), ...namedUsers(t, 'notRemoved') }),
  problems: [NotFound, WrongSetKind],
  success: {
    set: theSet,
    removed: { type: 'Int', description: 'How many were taken out.' },
    notMembers: { type: 'Int', description: 'How many were not in the set.' },
    duplicates: account.duplicates,
    notFound: account.notFound,
    notRemoved: {
      type: notRemovedUsers,
      description: 'All who were named and not taken out, in the order of the input.',
    },
  },
  resolve: async ({ id: { id }, ...named }, context) => {
    const counts = await removeSetMembers(operatorIn(context), rowId(id), namedBy(named));
    return { set: await setRow(context, rowId(id)), ...counts, notRemoved: [...counts.notRemoved] };
  },
});

type Id = string | number | bigint;

interface GivenUsers {
  readonly userIds?: readonly Id[] | null | undefined;
  readonly users?: readonly (typeof UserReferenceInput.$inferInput)[] | null | undefined;
}

function namedBy({ userIds, users }: GivenUsers): NamedUsers {
  return { userIds: userIds && userRows(userIds), users: users?.map(reference) };
}

function reference({ id, primaryId, identifier }: typeof UserReferenceInput.$inferInput): UserReference {
  if (typeof primaryId === 'string') return { primaryId };
  if (identifier) return { identifier };
  // Exactly one is given: GraphQL has seen to that.
  return { id: userRows([id ?? ''])[0] ?? 0 };
}
