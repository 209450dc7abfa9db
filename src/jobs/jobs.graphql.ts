import { builder } from '../graphql/builder.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { InputIssueType, ProblemInterface } from '../graphql/problems.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import { containing, givenSearch } from '../platform/given-search.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import { NotFound } from '../platform/problems.ts';
import { UserSet } from '../sets/sets.graphql.ts';
import { UserActionInput } from './action-inputs.graphql.ts';
import { Job } from './job.graphql.ts';
import type { JobOrigin } from './job.ts';
import { JobConnection, jobsWhere } from './job-connection.graphql.ts';
import { JobOriginEnum, JobTabEnum } from './job-enums.graphql.ts';
import { IdempotencyConflict, JobAlreadyEnded, RoleNotGrantable } from './job-problems.ts';
import { ConfirmationMismatch, ConfirmationRequired, MembershipDrifted } from './preview/preview-problems.ts';
import { cancelJob } from './run/cancel-job.ts';
import { RecurrenceInput } from './schedules/recurrence.graphql.ts';
import { SchedulePaused } from './schedules/schedule-problems.ts';
import { submitJob } from './submit/submit-job.ts';
import { visibleJobsWhere } from './visible-jobs.ts';

builder.queryFields((t) => ({
  job: t.prismaField({
    type: Job,
    nullable: true,
    authScopes: { manageUsers: true },
    description: 'One job; null when there is none with this id, or none that you may see.',
    args: { id: t.arg.globalID({ required: true, for: Job, description: 'The id of a job.' }) },
    resolve: (query, _root, { id }, context) =>
      context.database.prisma.job.findFirst({ ...query, where: listed(context, { id: rowId(id.id) }) }),
  }),
  jobs: t.prismaConnection(
    {
      type: Job,
      cursor: 'id',
      authScopes: { manageUsers: true },
      description: 'Your jobs and those of others that you may see, the newest first.',
      args: {
        tab: t.arg({ type: JobTabEnum, description: 'Only jobs of this list; left out: all.' }),
        name: t.arg.string({
          description: 'Only jobs whose name contains this, at most 200 characters; upper and lower case are the same.',
        }),
        setId: t.arg.globalID({ for: UserSet, description: 'Only jobs on this set.' }),
        origin: t.arg({ type: [JobOriginEnum], description: 'Only jobs that came from one of these.' }),
      },
      ...jobsWhere((_root: object, args: Wanted) => wanted(args)),
    },
    JobConnection,
  ),
}));

const tabs = {
  SCHEDULED: { state: 'SCHEDULED' },
  RUNNING: { state: { not: 'SCHEDULED' }, endedAt: null },
  HISTORY: { endedAt: { not: null } },
} satisfies Record<string, Prisma.JobWhereInput>;

interface Wanted {
  readonly tab?: keyof typeof tabs | null;
  readonly name?: string | null;
  readonly setId?: { readonly id: string } | null;
  readonly origin?: readonly JobOrigin[] | null;
}

function wanted({ tab, name, setId, origin }: Wanted): Prisma.JobWhereInput {
  return {
    ...(tab ? tabs[tab] : {}),
    ...(name ? { name: containing(givenSearch(name, ['name'])) } : {}),
    ...(setId ? { setId: rowId(setId.id) } : {}),
    ...(origin ? { origin: { in: [...new Set(origin)] } } : {}),
  };
}

function listed(context: GraphQLContext, where: Prisma.JobWhereInput): Prisma.JobWhereInput {
  return { AND: [where, visibleJobsWhere(authorityIn(context))] };
}

builder.objectType(IdempotencyConflict, {
  name: 'IdempotencyConflict',
  interfaces: [ProblemInterface],
  description: 'You used this idempotency key before, for another input. Nothing was done.',
});
builder.objectType(JobAlreadyEnded, {
  name: 'JobAlreadyEnded',
  interfaces: [ProblemInterface],
  description: 'All users of the job are done, or it has ended: there is nothing left to cancel.',
});
builder.objectType(RoleNotGrantable, {
  name: 'RoleNotGrantable',
  interfaces: [ProblemInterface],
  description:
    'An action grants or removes a role above your own, or outside the libraries you manage. Nothing was done.',
  fields: (t) => ({
    issues: t.field({
      type: [InputIssueType],
      description: 'Every action at fault.',
      resolve: ({ issues }) => [...issues],
    }),
  }),
});

declareMutation('submitUpdateNotifyJob', {
  description:
    'Submits an Update/Notify Users job: actions over the members of a set, in the background. Follow it with the subscription `jobProgress`.',
  scope: 'manageUsers',
  input: (t) => ({
    setId: t.globalID({
      required: true,
      for: UserSet,
      description: 'The set. Its members are frozen when the job starts.',
    }),
    name: t.string({ description: 'Left out: `Update/Notify Users - <set> - <time>`.' }),
    actions: t.field({
      type: [UserActionInput],
      required: true,
      description: 'What to do to each user, in this order; at most 50.',
    }),
    idempotencyKey: t.string({
      description:
        'Any text of yours. The same key with the same input gives the same job; with another input, IdempotencyConflict.',
    }),
    runAt: t.field({
      type: 'DateTime',
      description: 'When to start, or when the first run is; left out, or a time that has passed: at once.',
    }),
    recurrence: t.field({
      type: RecurrenceInput,
      description:
        'To run it again and again: each run is a job of its own, and this one the first. See `Job.schedule`.',
    }),
    notifyAtEnd: t.boolean({
      description:
        'Whether you get a letter with the numbers of the report when the job has ended; of a schedule, after each run.',
    }),
    confirmation: t.string({
      description:
        'From the preview of this set with these actions. Refused when it is of others, or others are in the set by now; a job that starts at once is held against it again when its members are frozen.',
    }),
  }),
  problems: [
    NotFound,
    IdempotencyConflict,
    RoleNotGrantable,
    ConfirmationMismatch,
    MembershipDrifted,
    ConfirmationRequired,
  ],
  success: { job: { type: Job, description: 'The job.' } },
  resolve: async ({ setId, ...input }, context) => {
    const { database, requestId } = context;
    const submission = { ...input, setId: rowId(setId.id) };
    const id = await submitJob(context, submission, { authority: authorityIn(context), requestId });
    return { job: await database.prisma.job.findUniqueOrThrow({ where: { id } }) };
  },
});

declareMutation('cancelJob', {
  description:
    'Stops a job: the chunks in hand are finished, the other users are reported as skipped. Asking again changes nothing. Of a schedule, the run that waits is left out, and the one after it takes its place.',
  scope: 'manageUsers',
  input: (t) => ({ jobId: t.globalID({ required: true, for: Job, description: 'The job.' }) }),
  problems: [NotFound, JobAlreadyEnded, SchedulePaused],
  success: { job: { type: Job, description: 'The job, which may still be CANCELLING.' } },
  resolve: async ({ jobId }, context) => {
    const id = rowId(jobId.id);
    await cancelJob(context, id, { authority: authorityIn(context), requestId: context.requestId });
    return { job: await context.database.prisma.job.findUniqueOrThrow({ where: { id } }) };
  },
});
