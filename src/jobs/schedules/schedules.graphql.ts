import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../../graphql/builder.ts';
import { checkRowCursors } from '../../graphql/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { declareMutation } from '../../graphql/mutation.ts';
import { ProblemInterface } from '../../graphql/problems.ts';
import { rowId } from '../../graphql/row-id.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import { containing, givenSearch } from '../../platform/given-search.ts';
import type { Prisma } from '../../platform/prisma/client.ts';
import { NotFound } from '../../platform/problems.ts';
import { UserSet } from '../../sets/sets.graphql.ts';
import { Job } from '../job.graphql.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { deleteSchedule } from './delete-schedule.ts';
import { JobSchedule, JobScheduleStateEnum } from './job-schedule.graphql.ts';
import { pauseSchedule, resumeSchedule } from './pause-schedule.ts';
import { RecurrenceInput } from './recurrence.graphql.ts';
import type { ScheduleState } from './schedule.ts';
import { ScheduleEnded, SchedulePaused } from './schedule-problems.ts';
import { skipNextRun } from './skip-next-run.ts';
import { updateSchedule } from './update-schedule.ts';
import { visibleSchedulesWhere } from './visible-schedules.ts';

builder.queryFields((t) => ({
  jobSchedule: t.prismaField({
    type: JobSchedule,
    nullable: true,
    authScopes: { manageUsers: true },
    description: 'One schedule; null when there is none with this id, or none that you may see.',
    args: { id: t.arg.globalID({ required: true, for: JobSchedule, description: 'The id of a schedule.' }) },
    resolve: (query, _root, { id }, context) =>
      context.database.prisma.jobSchedule.findFirst({ ...query, where: listed(context, { id: rowId(id.id) }) }),
  }),
  jobSchedules: t.prismaConnection(
    {
      type: JobSchedule,
      cursor: 'id',
      authScopes: { manageUsers: true },
      description: 'Your schedules and those of others that you may see, the newest first.',
      args: {
        state: t.arg({ type: [JobScheduleStateEnum], description: 'Only schedules that stand so; left out: all.' }),
        name: t.arg.string({
          description:
            'Only schedules whose name contains this, at most 200 characters; upper and lower case are the same.',
        }),
        setId: t.arg.globalID({ for: UserSet, description: 'Only schedules of jobs on this set.' }),
      },
      totalCount: (_root, args, context) =>
        context.database.prisma.jobSchedule.count({ where: listed(context, wanted(args)) }),
      resolve: (query, _root, args, context) => {
        checkRowCursors(args);
        const where = listed(context, wanted(args));
        return context.database.prisma.jobSchedule.findMany({ ...query, where, orderBy: { id: 'desc' } });
      },
    },
    { name: 'JobScheduleConnection' },
    { name: 'JobScheduleEdge' },
  ),
}));

interface Wanted {
  readonly state?: readonly ScheduleState[] | null;
  readonly name?: string | null;
  readonly setId?: { readonly id: string } | null;
}

function wanted({ state, name, setId }: Wanted): Prisma.JobScheduleWhereInput {
  return {
    ...(state ? { state: { in: [...new Set(state)] } } : {}),
    ...(name ? { name: containing(givenSearch(name, ['name'])) } : {}),
    ...(setId ? { setId: rowId(setId.id) } : {}),
  };
}

function listed(context: GraphQLContext, where: Prisma.JobScheduleWhereInput): Prisma.JobScheduleWhereInput {
  return { AND: [where, visibleSchedulesWhere(authorityIn(context))] };
}

builder.objectType(ScheduleEnded, {
  name: 'ScheduleEnded',
  interfaces: [ProblemInterface],
  description: 'No run of the schedule comes any more: it has had its runs, or its end has come. Nothing was done.',
});
builder.objectType(SchedulePaused, {
  name: 'SchedulePaused',
  interfaces: [ProblemInterface],
  description: 'The schedule is paused: its next run has no time that could be skipped. Nothing was done.',
});

type InputFields = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;

const scheduleIdField = (t: InputFields) =>
  t.globalID({ required: true, for: JobSchedule, description: 'The schedule.' });
const theSchedule = { type: JobSchedule, description: 'The schedule as it is now.' } as const;

declareMutation('updateSchedule', {
  description: 'Changes what a schedule is called, or when it runs: its next run follows. What is left out stays.',
  scope: 'manageUsers',
  input: (t) => ({
    scheduleId: scheduleIdField(t),
    name: t.string({ description: 'At most 255 characters.' }),
    recurrence: t.field({
      type: RecurrenceInput,
      description: 'When it is to run; takes the place of the whole recurrence, its end included.',
    }),
  }),
  problems: [NotFound, ScheduleEnded],
  success: { schedule: theSchedule },
  resolve: async ({ scheduleId, ...changes }, context) => {
    const id = rowId(scheduleId.id);
    await updateSchedule(context, id, changes, submitterIn(context));
    return { schedule: await scheduleRow(context, id) };
  },
});

/** A mutation that sets a schedule's state and needs to know nothing but which. */
function declareStateChange(name: string, change: typeof pauseSchedule, description: string): void {
  declareMutation(name, {
    description,
    scope: 'manageUsers',
    input: (t) => ({ scheduleId: scheduleIdField(t) }),
    problems: [NotFound, ScheduleEnded],
    success: { schedule: theSchedule },
    resolve: async ({ scheduleId }, context) => {
      const id = rowId(scheduleId.id);
      await change(context, id, submitterIn(context));
      return { schedule: await scheduleRow(context, id) };
    },
  });
}

declareStateChange(
  'pauseSchedule',
  pauseSchedule,
  'Pauses a schedule: its next run waits without a time. A run that has begun goes on. Pausing again changes nothing.',
);
declareStateChange(
  'resumeSchedule',
  resumeSchedule,
  'Lets a paused schedule go on with the next time from now; those that passed are not made up for. Resuming again changes nothing.',
);

declareMutation('skipNextRun', {
  description: 'Leaves out the next run of a schedule: its job is cancelled, and the one after it waits in its place.',
  scope: 'manageUsers',
  input: (t) => ({ scheduleId: scheduleIdField(t) }),
  problems: [NotFound, ScheduleEnded, SchedulePaused],
  success: { schedule: theSchedule, skipped: { type: Job, description: 'The job of the run that was left out.' } },
  resolve: async ({ scheduleId }, context) => {
    const id = rowId(scheduleId.id);
    const jobId = await skipNextRun(context, id, submitterIn(context));
    const skipped = await context.database.prisma.job.findUniqueOrThrow({ where: { id: jobId } });
    return { schedule: await scheduleRow(context, id), skipped };
  },
});

declareMutation('deleteSchedule', {
  description:
    'Deletes a schedule: its next run is cancelled. A run that has begun goes on, and those that have ended stay in the history.',
  scope: 'manageUsers',
  input: (t) => ({ scheduleId: scheduleIdField(t) }),
  problems: [NotFound],
  success: { deletedId: { type: 'ID', description: 'The id the schedule had.' } },
  resolve: async ({ scheduleId }, context) => {
    const id = rowId(scheduleId.id);
    await deleteSchedule(context, id, submitterIn(context));
    return { deletedId: encodeGlobalID('JobSchedule', id) };
  },
});

function submitterIn(context: GraphQLContext): Submitter {
  return { authority: authorityIn(context), requestId: context.requestId };
}

function scheduleRow({ database }: GraphQLContext, id: number) {
  return database.prisma.jobSchedule.findUniqueOrThrow({ where: { id } });
}
