import { builder } from '../graphql/builder.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import { SetInUse } from '../sets/set-problems.ts';
import { Job } from './job.graphql.ts';
import { visibleJobsWhere } from './visible-jobs.ts';

const MOST_JOBS = 20;

// Declared here and not beside the problem: sets know nothing of jobs.
builder.objectFields(SetInUse, (t) => ({
  jobs: t.prismaField({
    type: [Job],
    description: `The jobs that use it, as far as you may see them; the first ${MOST_JOBS}.`,
    resolve: (query, { setId }, _args, context) =>
      context.database.prisma.job.findMany({
        ...query,
        where: { AND: [{ setId, endedAt: null }, visibleJobsWhere(authorityIn(context))] },
        orderBy: { id: 'asc' },
        take: MOST_JOBS,
      }),
  }),
  jobCount: t.int({
    description: 'How many jobs use it, those that you may not see included.',
    resolve: ({ setId }, _args, { database }) => database.prisma.job.count({ where: { setId, endedAt: null } }),
  }),
  hiddenJobCount: t.int({
    description:
      'How many of them you may not see: jobs of others, and runs that wait for a schedule of theirs, paused or not. Those others, or an administrator, can end them.',
    resolve: async ({ setId }, _args, context) => {
      const { job } = context.database.prisma;
      const using = { setId, endedAt: null };
      // Not by NOT: of who sees everything the condition is empty, and so would be its opposite.
      const [all, visible] = await Promise.all([
        job.count({ where: using }),
        job.count({ where: { AND: [using, visibleJobsWhere(authorityIn(context))] } }),
      ]);
      return all - visible;
    },
  }),
}));
