import { builder } from '../graphql/builder.ts';
import { checkRowCursors, type PageArguments } from '../graphql/connection.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import { Job } from './job.graphql.ts';
import { visibleJobsWhere } from './visible-jobs.ts';

interface CountedJobs {
  readonly totalCount?: () => number | Promise<number>;
}

/**
 * Lists of jobs, wherever they come from:
 * `t.prismaConnection({ type: Job, cursor: 'id', ...jobsWhere(…), description }, JobConnection)`.
 */
export const JobConnection = builder.connectionObject<typeof Job, CountedJobs>(
  {
    name: 'JobConnection',
    type: Job,
    fields: (t) => ({
      totalCount: t.int({
        // So the plugin knows that no jobs need to be read for this one.
        extensions: { pothosPrismaTotalCount: true },
        description: 'How many there are on all pages together. Counted only when asked for.',
        resolve: ({ totalCount }) => totalCount?.() ?? 0,
      }),
    }),
  },
  { name: 'JobEdge' },
);

/** The jobs for which `where` holds, as far as who asks may see them, the newest first. */
export function jobsWhere<Parent, Args extends object>(where: (parent: Parent, args: Args) => Prisma.JobWhereInput) {
  const visible = (parent: Parent, args: Args, context: GraphQLContext): Prisma.JobWhereInput => ({
    AND: [where(parent, args), visibleJobsWhere(authorityIn(context))],
  });
  return {
    totalCount: (parent: Parent, args: Args, context: GraphQLContext) =>
      context.database.prisma.job.count({ where: visible(parent, args, context) }),
    resolve: (query: object, parent: Parent, args: Args & PageArguments, context: GraphQLContext) => {
      checkRowCursors(args);
      return context.database.prisma.job.findMany({
        ...query,
        where: visible(parent, args, context),
        orderBy: { id: 'desc' },
      });
    },
  };
}
