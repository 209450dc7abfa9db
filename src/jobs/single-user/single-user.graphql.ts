import { visibleUsersWhere } from '../../access/visible-users.ts';
import { builder } from '../../graphql/builder.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { InputTypes } from '../../graphql/input-from-schema.ts';
import { declareMutation } from '../../graphql/mutation.ts';
import { operatorIn } from '../../graphql/operator-in.ts';
import { ProblemInterface } from '../../graphql/problems.ts';
import { rowId } from '../../graphql/row-id.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import { NotFound } from '../../platform/problems.ts';
import { User } from '../../users/user.graphql.ts';
import { AccountType, Gender, RecordType, SegmentType, UserStatus } from '../../users/user-enums.graphql.ts';
import { UserActionInput } from '../action-inputs.graphql.ts';
import { OutcomeCodeEnum, RecordOutcomeEnum } from '../job-enums.graphql.ts';
import { RoleNotGrantable } from '../job-problems.ts';
import { JobActionResult, JobChange } from '../report/job-record.graphql.ts';
import { changeUser, type UserOutcome, type UserRequest } from './change-user.ts';
import { createUser } from './create-user.ts';
import { newRecordInput, recordInput } from './record-input.ts';
import { IdentifierTaken, PrimaryIdTaken, StaleRecord, UserNotChanged } from './single-user-problems.ts';

const inputs = new InputTypes({ AccountType, Gender, RecordType, SegmentType, UserStatus });
const UserRecordInput = inputs.object(
  'UserRecordInput',
  'What of a user’s record no action covers. What is left out stays as it is.',
  recordInput,
);
const NewUserRecordInput = inputs.object('NewUserRecordInput', 'The record of a user to be.', newRecordInput);

builder.objectType(PrimaryIdTaken, {
  name: 'PrimaryIdTaken',
  interfaces: [ProblemInterface],
  description: 'Somebody has this primary id, in whatever case. Nothing was done.',
});
builder.objectType(IdentifierTaken, {
  name: 'IdentifierTaken',
  interfaces: [ProblemInterface],
  description: 'Somebody else has an identifier that was to be added. Nothing was done.',
});
builder.objectType(StaleRecord, {
  name: 'StaleRecord',
  interfaces: [ProblemInterface],
  description: 'The record is not of the version that was expected. Nothing was done.',
});
builder.objectType(UserNotChanged, {
  name: 'UserNotChanged',
  interfaces: [ProblemInterface],
  description: 'What was decided over the user is an error, as it would be in a job. Nothing was done.',
  fields: (t) => ({
    outcomeCode: t.expose('outcomeCode', { type: OutcomeCodeEnum, description: 'The code that says why.' }),
    results: t.field({
      type: [JobActionResult],
      description: 'One for each action, in order; none when it was for what no action covers.',
      resolve: ({ results }) => [...results],
    }),
  }),
});

type InputFields = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;

const whichUser = (t: InputFields) => ({
  id: t.globalID({ required: true, for: User, description: 'The user.' }),
  expectedVersion: t.string({
    description:
      'The `version` of the record that you decided on; when it is another by now, nothing is done. Left out: any.',
  }),
});
const actions = (t: InputFields) =>
  t.field({
    type: [UserActionInput],
    description: 'What to do, in this order, decided as in a job; at most 50. They succeed or fail together.',
  });

const success = {
  user: {
    type: User,
    nullable: true as const,
    description: 'The user as they are now; null when they are not for you to see any more.',
  },
  outcome: { type: RecordOutcomeEnum, description: 'Where the user ended, as in a job’s report.' },
  results: { type: [JobActionResult] as [typeof JobActionResult], description: 'One for each action, in order.' },
  changes: {
    type: [JobChange] as [typeof JobChange],
    description: 'Everything that is different, as the history of the user has it.',
  },
};

const common = { scope: 'manageUsers', apiKeyScope: 'EDIT_USERS', success } as const;
const changeProblems = [NotFound, StaleRecord, RoleNotGrantable, UserNotChanged] as const;
const recordProblems = [PrimaryIdTaken, IdentifierTaken] as const;

declareMutation('createUser', {
  ...common,
  description:
    'Makes a user: the record, and what actions add to it, roles for example. Managers of a library give them a role there.',
  input: (t) => ({
    record: t.field({ type: NewUserRecordInput, required: true, description: 'The record.' }),
    actions: actions(t),
  }),
  problems: [RoleNotGrantable, UserNotChanged, ...recordProblems],
  resolve: async (input, context) => answer(context, await createUser(context, operatorIn(context), request(input))),
});

declareMutation('updateUser', {
  ...common,
  description: 'Changes one user, at once: by actions, decided as in a job, and in what no action covers.',
  input: (t) => ({
    ...whichUser(t),
    actions: actions(t),
    record: t.field({ type: UserRecordInput, description: 'What no action covers.' }),
  }),
  problems: [...changeProblems, ...recordProblems],
  resolve: async ({ id, ...input }, context) =>
    change(context, 'updateUser', { userId: rowId(id.id), ...request(input) }),
});

declareMutation('deactivateUser', {
  ...common,
  description:
    'Makes the account of one user inactive, by the decision of `setStatus`: not your own, none above your own, and never the last General System Administrator’s.',
  input: whichUser,
  problems: changeProblems,
  resolve: async ({ id, expectedVersion }, context) =>
    change(context, 'deactivateUser', {
      userId: rowId(id.id),
      expectedVersion,
      actions: [{ setStatus: { status: 'INACTIVE' } }],
    }),
});

interface GivenRequest {
  readonly expectedVersion?: string | null;
  readonly actions?: readonly object[] | null;
  readonly record?: unknown;
}

function request({ actions: given, ...rest }: GivenRequest): Omit<UserRequest, 'userId'> {
  return { ...rest, actions: given as UserRequest['actions'] };
}

async function change(context: GraphQLContext, operation: string, wanted: UserRequest) {
  return answer(context, await changeUser(context, operatorIn(context), operation, wanted));
}

async function answer(context: GraphQLContext, { userId, outcome, results, changes }: UserOutcome) {
  const where = { AND: [{ id: userId }, visibleUsersWhere(authorityIn(context))] };
  const user = await context.database.prisma.user.findFirst({ where, select: { id: true } });
  return { user, outcome, results: [...results], changes: [...changes] };
}
