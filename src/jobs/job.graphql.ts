import { visibleUsersWhere } from '../access/visible-users.ts';
import { builder } from '../graphql/builder.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import type { Job as JobRow, UserSet as SetRow } from '../platform/prisma/client.ts';
import { UserSet } from '../sets/sets.graphql.ts';
import { visibleSetsWhere } from '../sets/visible-sets.ts';
import { UserActionEnum } from './action-inputs.graphql.ts';
import { JobConclusionEnum, JobFailureCodeEnum, JobStateEnum } from './job-enums.graphql.ts';
import { estimatedEnd, percentDone, usersPerSecond } from './progress/job-pace.ts';
import { mayCancel } from './run/cancel-job.ts';
import type { FailureCode } from './run/settle-job.ts';
import type { JobStep } from './submit/job-steps.ts';
import { visibleJobsWhere } from './visible-jobs.ts';

/** The counters of a job. */
export const JobCounts = builder.objectRef<JobRow>('JobCounts').implement({
  description:
    'The counters of a job, written in the same commits as what they count. processed = updated + unchanged + errors, and when the job has ended total = processed + skipped.',
  fields: (t) => ({
    total: t.exposeInt('total', {
      nullable: true,
      description: 'Users in the frozen membership; null until it is frozen, 0 when the job ended before that.',
    }),
    processed: t.exposeInt('processed', { description: 'Users that are done: updated + unchanged + errors.' }),
    updated: t.exposeInt('updated', {
      description:
        'Users that were changed or that something was sent to, those with a warning included. In `records` they end as UPDATED, or as WARNING when there is something to tell.',
    }),
    unchanged: t.exposeInt('unchanged', {
      description:
        'Users that had nothing to change. In `records` they end as UNCHANGED, or as WARNING when there is something else to tell.',
    }),
    warnings: t.exposeInt('warnings', {
      description:
        'Users with at least one warning, "nothing to change" included: they are counted as updated or unchanged as well. In `records` these are WARNING and UNCHANGED together.',
    }),
    errors: t.exposeInt('errors', { description: 'Users of whom nothing was changed because an action failed.' }),
    skipped: t.exposeInt('skipped', { description: 'Users the job ended before: 0 until it has ended.' }),
    lettersQueued: t.exposeInt('lettersQueued', {
      description:
        'Letters that were put into the outbox. When the job has ended they are lettersSent + lettersFailed + lettersCancelled.',
    }),
    lettersSent: t.exposeInt('lettersSent', { description: 'Letters that were sent.' }),
    lettersFailed: t.exposeInt('lettersFailed', { description: 'Letters that could not be delivered.' }),
    lettersSkipped: t.exposeInt('lettersSkipped', {
      description: 'Letters that were not to be sent, for a reason: no address, opted out, inactive.',
    }),
    lettersCancelled: t.exposeInt('lettersCancelled', {
      description: 'Letters that were kept back because the job was cancelled or failed.',
    }),
    lettersUnknown: t.exposeInt('lettersUnknown', {
      description:
        'Letters whose fate was unknown at some moment, so that they may have gone out twice; they are counted as sent or failed, too.',
    }),
    exportsQueued: t.exposeInt('exportsQueued', {
      description: 'Exports to the identity provider that were to be made.',
    }),
    exportsSent: t.exposeInt('exportsSent', { description: 'Exports that the identity provider has taken.' }),
    exportsFailed: t.exposeInt('exportsFailed', { description: 'Exports that failed.' }),
    exportsCancelled: t.exposeInt('exportsCancelled', {
      description: 'Exports that were kept back because the job was cancelled or failed.',
    }),
  }),
});

/** One action of a job or a preview. */
export const JobAction = builder.objectRef<JobStep>('JobAction').implement({
  description: 'One action of a job.',
  fields: (t) => ({
    action: t.expose('action', { type: UserActionEnum, description: 'Which action.' }),
    sentence: t.exposeString('sentence', {
      description: 'What it does, in words: `Add the role License Viewer at the institution`.',
    }),
  }),
});

/** An Update/Notify Users job. */
export const Job = builder.prismaNode('Job', {
  description: 'An Update/Notify Users job: actions over a set, in the background.',
  id: { field: 'id', description: 'Opaque and stable; fetch it again with `node` or `job`.' },
  nullable: true,
  findUnique: (id, context) => ({ id: rowId(id), AND: [visibleJobsWhere(authorityIn(context))] }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name; need not be unique.' }),
    state: t.expose('state', { type: JobStateEnum, description: 'Where it stands.' }),
    conclusion: t.expose('conclusion', {
      type: JobConclusionEnum,
      nullable: true,
      description: 'What it came to; null unless COMPLETED.',
    }),
    failureCode: t.field({
      type: JobFailureCodeEnum,
      nullable: true,
      description:
        'Why it failed, or is failing: it is FINALIZING then until its last letter has ended. Null otherwise.',
      // Only recordFailure writes the column.
      resolve: ({ failureCode }) => failureCode as FailureCode | null,
    }),
    actions: t.field({ type: [JobAction], description: 'What it does to each user, in this order.', resolve: stepsOf }),
    counts: t.field({ type: JobCounts, description: 'How far it has come.', resolve: (job) => job }),
    percent: t.float({
      description:
        'How much of it is done, from 0 to 100, letters and exports under way included; derived from the counts. Of a job that ended early, what was done.',
      resolve: percentDone,
    }),
    usersPerSecond: t.float({
      nullable: true,
      description: 'Users processed a second so far; null before the first.',
      resolve: usersPerSecond,
    }),
    estimatedEnd: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it will end at this pace; null unless RUNNING.',
      resolve: estimatedEnd,
    }),
    revision: t.exposeInt('revision', { description: 'Grows with every change of the job.' }),
    notifyAtEnd: t.exposeBoolean('notifyAtEnd', { description: 'Whether its owner gets a letter when it has ended.' }),
    set: t.prismaField({
      type: UserSet,
      nullable: true,
      description: 'The set it is about; null when it was deleted, or is not for you to see.',
      resolve: (query, { setId }, _args, context) => findSet(query, setId, context),
    }),
    setName: t.exposeString('setName', { description: 'The name of the set when the job was submitted.' }),
    setSentence: t.exposeString('setSentence', {
      description: 'Who was in the set, in words, when the job was submitted.',
    }),
  }),
});

builder.prismaObjectFields(Job, (t) => ({
  // Who sees a job sees its submitter: they are that themselves, or manage the institution.
  submittedBy: t.relation('submittedBy', { nullable: true, description: 'Who submitted it.' }),
  submittedAt: t.expose('submittedAt', { type: 'DateTime', description: 'When it was submitted.' }),
  scheduledFor: t.expose('scheduledFor', {
    type: 'DateTime',
    nullable: true,
    description: 'The time it was to wait for; null also while its schedule is paused.',
  }),
  queuedAt: t.expose('queuedAt', { type: 'DateTime', nullable: true, description: 'When it became QUEUED.' }),
  initializingAt: t.expose('initializingAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When it became INITIALIZING.',
  }),
  frozenAt: t.expose('frozenAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When the members of its set were frozen. Every change it makes bears this time.',
  }),
  runningAt: t.expose('runningAt', { type: 'DateTime', nullable: true, description: 'When it became RUNNING.' }),
  finalizingAt: t.expose('finalizingAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When it became FINALIZING.',
  }),
  cancellingAt: t.expose('cancellingAt', { type: 'DateTime', nullable: true, description: 'When it was cancelled.' }),
  endedAt: t.expose('endedAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When it ended: COMPLETED, CANCELLED or FAILED.',
  }),
  cancelledBy: t.prismaField({
    type: 'User',
    nullable: true,
    description: 'Who cancelled it; null when nobody did, or they are not for you to see.',
    resolve: (query, { cancelledById }, _args, { database, ...context }) => {
      if (cancelledById === null) return null;
      const visible = visibleUsersWhere(authorityIn({ database, ...context }));
      return database.prisma.user.findFirst({ ...query, where: { AND: [{ id: cancelledById }, visible] } });
    },
  }),
  isConfirmed: t.boolean({
    description: 'Whether it was submitted with the confirmation of a preview.',
    resolve: ({ previewId }) => previewId !== null,
  }),
  viewerCanCancel: t.boolean({ description: 'Whether you may cancel it now.', resolve: viewerCanCancel }),
}));

builder.prismaObjectField(Job, 'actionInputs', (t) =>
  t.expose('actionInputs', {
    type: 'JSON',
    nullable: true,
    description:
      'Its actions as they were given, a list of UserActionInput in JSON: to be shown in a form again, or submitted anew. Null of a revert.',
  }),
);

/** The set of a job, as `query` selects it, if it is still there and for this person to see. */
export function findSet(query: object, setId: number | null, context: GraphQLContext): Promise<SetRow | null> {
  const where = { AND: [{ id: setId ?? 0 }, visibleSetsWhere(authorityIn(context))] };
  return context.database.prisma.userSet.findFirst({ ...query, where });
}

/** The actions of a job's row, or a preview's. */
export function stepsOf({ actions }: Pick<JobRow, 'actions'>): JobStep[] {
  // Only submitJob writes the column.
  return actions as unknown as JobStep[];
}

function viewerCanCancel(job: JobRow, _args: object, context: GraphQLContext): boolean {
  const over = job.endedAt !== null || job.state === 'CANCELLING' || job.failureCode !== null;
  // Of a paused schedule: there is no run to leave out.
  const hasNoTime = job.state === 'SCHEDULED' && job.scheduledFor === null;
  return !over && !hasNoTime && mayCancel(authorityIn(context), job);
}
