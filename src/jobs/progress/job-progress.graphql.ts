import { builder } from '../../graphql/builder.ts';
import { rowId } from '../../graphql/row-id.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import type { Job as JobRow } from '../../platform/prisma/client.ts';
import { NotFound } from '../../platform/problems.ts';
import { Job, JobCounts } from '../job.graphql.ts';
import { JobConclusionEnum, JobStateEnum } from '../job-enums.graphql.ts';
import { JobReport } from '../report/job-report.graphql.ts';
import { isVisibleJob } from '../visible-jobs.ts';
import { followVisibleJob } from './follow-visible-job.ts';
import { estimatedEnd, percentDone, usersPerSecond } from './job-pace.ts';

const JobProgress = builder.objectRef<JobRow>('JobProgress').implement({
  description: 'Where a job stands at one moment.',
  fields: (t) => ({
    job: t.field({ type: Job, description: 'The job.', resolve: (job) => job }),
    state: t.expose('state', { type: JobStateEnum, description: 'Where it stands.' }),
    conclusion: t.expose('conclusion', {
      type: JobConclusionEnum,
      nullable: true,
      description: 'What it came to; null unless COMPLETED.',
    }),
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
    revision: t.exposeInt('revision', {
      description: 'Only grows: of two values, the one with the higher revision is the newer.',
    }),
    report: t.field({
      type: JobReport,
      nullable: true,
      description: 'The report; null until the job has ended.',
      resolve: reportOf,
    }),
  }),
});

builder.prismaObjectField(Job, 'report', (t) =>
  t.field({
    type: JobReport,
    nullable: true,
    description: 'The report; null until the job has ended.',
    resolve: reportOf,
  }),
);

function reportOf(job: JobRow): JobRow | null {
  return job.endedAt ? job : null;
}

builder.subscriptionField('jobProgress', (t) =>
  t.field({
    type: JobProgress,
    authScopes: { manageUsers: true },
    description:
      'The progress of a job: where it stands at once, then every change, at most five a second, the newest when you are slow; completes after the value that carries the report. After a disconnect, just subscribe again.',
    args: { jobId: t.arg.globalID({ required: true, for: Job, description: 'The job.' }) },
    subscribe: async (_root, { jobId }, context) => {
      const id = rowId(jobId.id);
      const authority = authorityIn(context);
      if (!(await isVisibleJob(context.database, authority, id))) throw new NotFound('Job');
      return followVisibleJob(context, authority, id);
    },
    resolve: (job) => job,
  }),
);
