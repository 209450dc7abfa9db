import { GraphQLError } from 'graphql';
import { builder } from '../../graphql/builder.ts';
import { rowId } from '../../graphql/row-id.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import type { JobSchedule as ScheduleRow } from '../../platform/prisma/client.ts';
import { UserSet } from '../../sets/sets.graphql.ts';
import { findSet, Job, JobAction, stepsOf } from '../job.graphql.ts';
import { JobConnection, jobsWhere } from '../job-connection.graphql.ts';
import { JobFailureCodeEnum } from '../job-enums.graphql.ts';
import type { FailureCode } from '../run/settle-job.ts';
import { visibleJobsWhere } from '../visible-jobs.ts';
import { describeRecurrence } from './describe-recurrence.ts';
import { RecurrenceType } from './recurrence.graphql.ts';
import type { Recurrence } from './recurrence.ts';
import { upcomingRuns } from './upcoming-runs.ts';
import { mayEditSchedule, visibleSchedulesWhere } from './visible-schedules.ts';

/** Where a schedule stands. */
export const JobScheduleStateEnum = builder.enumType('JobScheduleState', {
  description: 'Where a schedule stands.',
  values: {
    ACTIVE: { description: 'Its next run waits for its time.' },
    PAUSED: { description: 'Its next run waits without a time, until the schedule is resumed.' },
    ENDED: { description: 'No run comes any more: it has had its runs, or its end has come.' },
  } as const,
});

const MOST_UPCOMING = 100;
const waiting = { where: { state: 'SCHEDULED' }, select: { scheduledFor: true }, take: 1 } as const;

/** Jobs that come again and again. */
export const JobSchedule = builder.prismaNode('JobSchedule', {
  description:
    'An Update/Notify Users job that comes again and again. Each run is a job of its own, about those who are in the set by then, under the rights its owner has by then; the next one is among the scheduled jobs already.',
  id: { field: 'id', description: 'Opaque and stable; fetch it again with `node` or `jobSchedule`.' },
  nullable: true,
  findUnique: (id, context) => ({ id: rowId(id), AND: [visibleSchedulesWhere(authorityIn(context))] }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, which its runs bear as well.' }),
    state: t.expose('state', { type: JobScheduleStateEnum, description: 'Where it stands.' }),
    pauseReason: t.field({
      type: JobFailureCodeEnum,
      nullable: true,
      description:
        'Why the last run failed, after which it was paused; null when it is not paused, or a person paused it.',
      // Only pauseAfterFailure writes the column.
      resolve: ({ pauseReason }) => pauseReason as FailureCode | null,
    }),
    recurrence: t.field({ type: RecurrenceType, description: 'When it runs.', resolve: recurrenceOf }),
    sentence: t.string({
      description: 'When it runs, in words; the same as `recurrence.sentence`.',
      resolve: (schedule) => describeRecurrence(recurrenceOf(schedule)),
    }),
    actions: t.field({
      type: [JobAction],
      description: 'What it does to each user, in this order, as it was worked out for the last run.',
      resolve: stepsOf,
    }),
    set: t.prismaField({
      type: UserSet,
      nullable: true,
      description: 'The set it is about; null when it is gone, or not for you to see.',
      resolve: (query, { setId }, _args, context) => findSet(query, setId, context),
    }),
    setName: t.exposeString('setName', { description: 'The name of the set at the last run.' }),
    setSentence: t.exposeString('setSentence', { description: 'Who was in the set, in words, at the last run.' }),
    owner: t.relation('owner', { nullable: true, description: 'Who submitted it, and under whose rights it runs.' }),
    runs: t.exposeInt('runs', { description: 'How many runs have begun.' }),
    missedRuns: t.exposeInt('missedRuns', {
      description:
        'How many times passed without a run, because no worker was there or the run before was not done; they are not made up for. Counted to 1,000 at a time.',
    }),
  }),
});

builder.prismaObjectFields(JobSchedule, (t) => ({
  nextRunAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When the next run is to begin; null unless ACTIVE.',
    select: { jobs: waiting },
    resolve: ({ jobs }) => jobs[0]?.scheduledFor ?? null,
  }),
  upcoming: t.field({
    type: ['DateTime'],
    description: 'When the next runs are to begin, the first of them as `nextRunAt`; none unless ACTIVE.',
    args: {
      count: t.arg.int({ defaultValue: 5, description: `How many at most, from 1 to ${MOST_UPCOMING}.` }),
    },
    complexity: ({ count }) => ({ field: Math.min(Math.max(count ?? 5, 1), MOST_UPCOMING) }),
    select: { runs: true, recurrence: true, jobs: waiting },
    resolve: (schedule, { count }) => {
      const next = schedule.jobs[0]?.scheduledFor;
      const most = upcomingCount(count);
      return next ? upcomingRuns({ runs: schedule.runs, recurrence: recurrenceOf(schedule) }, next, most) : [];
    },
  }),
  nextJob: t.prismaField({
    type: Job,
    nullable: true,
    description: 'The run that waits; null when it has ended.',
    resolve: (query, { id }, _args, context) =>
      context.database.prisma.job.findFirst({
        ...query,
        where: { AND: [{ scheduleId: id, state: 'SCHEDULED' }, visibleJobsWhere(authorityIn(context))] },
      }),
  }),
  lastJob: t.prismaField({
    type: Job,
    nullable: true,
    description: 'The last run that has begun; null when none has.',
    resolve: (query, { id }, _args, context) =>
      context.database.prisma.job.findFirst({
        ...query,
        where: { AND: [{ scheduleId: id, initializingAt: { not: null } }, visibleJobsWhere(authorityIn(context))] },
        orderBy: { id: 'desc' },
      }),
  }),
}));

builder.prismaObjectFields(JobSchedule, (t) => ({
  jobs: t.prismaConnection(
    {
      type: Job,
      cursor: 'id',
      description:
        'Its runs, the newest first: the one that waits, those under way, those that have ended or were left out.',
      ...jobsWhere<ScheduleRow, object>(({ id }) => ({ scheduleId: id })),
    },
    JobConnection,
  ),
  createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was submitted.' }),
  modifiedAt: t.expose('modifiedAt', { type: 'DateTime', description: 'When a person last changed it.' }),
  pausedAt: t.expose('pausedAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When it was paused; null unless PAUSED.',
  }),
  endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'When it ended; null unless ENDED.' }),
  viewerCanEdit: t.boolean({
    description: 'Whether you may change, pause and delete it: as its owner or an administrator.',
    resolve: (schedule, _args, context) => mayEditSchedule(authorityIn(context), schedule),
  }),
}));

builder.prismaObjectField(Job, 'schedule', (t) =>
  t.prismaField({
    type: JobSchedule,
    nullable: true,
    description: 'The schedule it is a run of; null when it is of none, or of one that was deleted.',
    resolve: (query, { scheduleId }, _args, context) => {
      if (scheduleId === null) return null;
      const where = { AND: [{ id: scheduleId }, visibleSchedulesWhere(authorityIn(context))] };
      return context.database.prisma.jobSchedule.findFirst({ ...query, where });
    },
  }),
);

function recurrenceOf({ recurrence }: Pick<ScheduleRow, 'recurrence'>): Recurrence {
  // Only startSchedule and updateSchedule write the column.
  return recurrence as unknown as Recurrence;
}

function upcomingCount(count: number | null | undefined): number {
  const most = count ?? 5;
  if (most >= 1 && most <= MOST_UPCOMING) return most;
  throw new GraphQLError(`count must be from 1 to ${MOST_UPCOMING}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}
