import { visibleUsersWhere } from '../../access/visible-users.ts';
import { builder } from '../../graphql/builder.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import type { Job as JobRow } from '../../platform/prisma/client.ts';
import { UserSet } from '../../sets/sets.graphql.ts';
import { UserActionEnum } from '../action-inputs.graphql.ts';
import { outcomeOf } from '../decide/outcome-codes.ts';
import { messageOf } from '../decide/outcome-messages.ts';
import { findSet, Job, JobCounts, stepsOf } from '../job.graphql.ts';
import { OutcomeCodeEnum, RecordOutcomeEnum } from '../job-enums.graphql.ts';
import type { RecordFormat } from './download-records.ts';
import { JobRecordConnection, JobRecordType, recordConnection } from './job-record.graphql.ts';
import { type ActionCounts, type CodeCount, countActions, countCodes, type EndedJob } from './job-report.ts';
import { recordsPath } from './records-route.ts';

/** Users by action. */
export const JobActionCounts = builder.objectRef<ActionCounts>('JobActionCounts').implement({
  description: 'What one action of a job came to. updated + unchanged + errors is the number of users processed.',
  fields: (t) => ({
    position: t.exposeInt('index', { description: 'The place of the action in the job, counted from 0.' }),
    action: t.expose('action', { type: UserActionEnum, description: 'Which action.' }),
    sentence: t.exposeString('sentence', { description: 'What it does, in words.' }),
    updated: t.exposeInt('updated', { description: 'Users it changed.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Users it had nothing to change of, or left out.' }),
    warnings: t.exposeInt('warnings', { description: 'Users it has a warning for, "nothing to change" included.' }),
    errors: t.exposeInt('errors', {
      description: 'Users it failed for, or was not applied to because another action failed.',
    }),
    skipped: t.exposeInt('skipped', { description: 'Users the job ended before.' }),
  }),
});

/** Users by code. */
export const JobCodeCount = builder.objectRef<CodeCount>('JobCodeCount').implement({
  description: 'How many users got an outcome code from an action of the job.',
  fields: (t) => ({
    position: t.exposeInt('action', { description: 'The place of the action in the job, counted from 0.' }),
    code: t.expose('code', { type: OutcomeCodeEnum, description: 'The code.' }),
    outcome: t.field({
      type: RecordOutcomeEnum,
      description: 'What the code says about a user.',
      resolve: ({ code }) => outcomeOf(code),
    }),
    message: t.string({ description: 'The code as a sentence.', resolve: ({ code }) => messageOf({ code }) }),
    users: t.exposeInt('users', { description: 'How many users.' }),
  }),
});

/** The report of a job that has ended. */
export const JobReport = builder.objectRef<JobRow>('JobReport').implement({
  description: 'The report of a job that has ended. Its numbers do not change any more.',
  fields: (t) => ({
    job: t.field({ type: Job, description: 'The job it is about.', resolve: (job) => job }),
    counts: t.field({ type: JobCounts, description: 'Users by where they ended.', resolve: (job) => job }),
    byAction: t.field({
      type: [JobActionCounts],
      description: 'Users by action, in the order of the actions.',
      resolve: async (job, _args, { database }) => countActions(settled(job), await countCodes(database, settled(job))),
    }),
    byCode: t.field({
      type: [JobCodeCount],
      description: 'Users by action and outcome code, the most frequent codes of an action first.',
      resolve: (job, _args, { database }) => countCodes(database, settled(job)),
    }),
  }),
});

builder.objectFields(JobReport, (t) => ({
  startedAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When the first user could be changed; null when it never came to that.',
    resolve: ({ runningAt }) => runningAt,
  }),
  endedAt: t.field({
    type: 'DateTime',
    description: 'When the job ended.',
    resolve: ({ endedAt, touchedAt }) => endedAt ?? touchedAt,
  }),
  duration: t.float({ description: 'Seconds from start to end; 0 when it never started.', resolve: durationOf }),
  frozenAt: t.expose('frozenAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When the members of the set were frozen.',
  }),
  submittedBy: t.prismaField({
    type: 'User',
    nullable: true,
    description: 'Who submitted the job; null when they are not for you to see.',
    resolve: (query, { submittedById }, _args, context) => {
      const visible = visibleUsersWhere(authorityIn(context));
      return context.database.prisma.user.findFirst({ ...query, where: { AND: [{ id: submittedById }, visible] } });
    },
  }),
  set: t.prismaField({
    type: UserSet,
    nullable: true,
    description: 'The set as it is now; null when it was deleted, or is not for you to see.',
    resolve: (query, { setId }, _args, context) => findSet(query, setId, context),
  }),
  setName: t.exposeString('setName', { description: 'The name of the set when the job was submitted.' }),
  setSentence: t.exposeString('setSentence', { description: 'Who was in the set, in words.' }),
}));

builder.objectFields(JobReport, (t) => ({
  records: t.connection(
    {
      type: JobRecordType,
      description: 'What was done to each user, in the order in which the users were put on file.',
      args: { outcome: t.arg({ type: [RecordOutcomeEnum], description: 'Only users who ended so; left out: all.' }) },
      resolve: (job, args, context) => recordConnection(settled(job), job, args, context),
    },
    JobRecordConnection,
  ),
  csvUrl: t.field({
    type: 'URL',
    description: 'The records as CSV: send your bearer token along.',
    resolve: (job, _args, context) => downloadUrl(job, 'csv', context),
  }),
  jsonLinesUrl: t.field({
    type: 'URL',
    description: 'The records as JSON Lines: send your bearer token along.',
    resolve: (job, _args, context) => downloadUrl(job, 'jsonl', context),
  }),
}));

function settled(job: JobRow): EndedJob {
  return { id: job.id, state: job.state, skipped: job.skipped, actions: stepsOf(job) };
}

function durationOf({ runningAt, endedAt }: JobRow): number {
  return runningAt && endedAt ? (endedAt.getTime() - runningAt.getTime()) / 1_000 : 0;
}

function downloadUrl({ id }: JobRow, extension: RecordFormat, { config }: GraphQLContext): string {
  return config.publicUrl + recordsPath(id, extension);
}
