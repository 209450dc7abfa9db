import { builder } from '../../graphql/builder.ts';
import { ProblemInterface } from '../../graphql/problems.ts';
import { usersOf } from './preview-parts.graphql.ts';
import { ConfirmationMismatch, ConfirmationRequired, MembershipDrifted, mismatchReasons } from './preview-problems.ts';

const MismatchReasonEnum = builder.enumType('ConfirmationMismatchReason', {
  description: 'Why a confirmation does not fit what it was given with.',
  values: Object.fromEntries(
    Object.entries(mismatchReasons).map(([reason, description]) => [reason, { description }]),
  ) as Record<keyof typeof mismatchReasons, { description: string }>,
});

builder.objectType(ConfirmationMismatch, {
  name: 'ConfirmationMismatch',
  interfaces: [ProblemInterface],
  description: 'The confirmation is not that of a preview of this set with these actions. Nothing was done.',
  fields: (t) => ({ reason: t.expose('reason', { type: MismatchReasonEnum, description: 'What does not fit.' }) }),
});
builder.objectType(MembershipDrifted, {
  name: 'MembershipDrifted',
  interfaces: [ProblemInterface],
  description: 'Others are in the set now than when it was previewed. Nothing was done: preview it again.',
  fields: (t) => ({
    joined: t.int({ description: 'Users who have joined it since.', resolve: ({ drift }) => drift.joined }),
    left: t.int({ description: 'Users who have left it since.', resolve: ({ drift }) => drift.left }),
    joinedUsers: t.prismaField({
      type: ['User'],
      description: 'The first of those who joined, at most 100.',
      resolve: (query, { drift }, _args, context) => usersOf(query, drift.firstJoined, context),
    }),
    leftUsers: t.prismaField({
      type: ['User'],
      description: 'The first of those who left, at most 100; those alone that are there still and for you to see.',
      resolve: (query, { drift }, _args, context) => usersOf(query, drift.firstLeft, context),
    }),
  }),
});
builder.objectType(ConfirmationRequired, {
  name: 'ConfirmationRequired',
  interfaces: [ProblemInterface],
  description: 'The institution demands that a job on so many users be previewed and confirmed. Nothing was done.',
  fields: (t) => ({
    above: t.exposeInt('above', { description: 'The number of users above which it does.' }),
  }),
});
