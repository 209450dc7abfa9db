import { mayManageUsers } from '../../access/authority.ts';
import { builder } from '../../graphql/builder.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import { loadReference, type Reference } from '../../institution/reference.ts';
import type { Job as JobRow } from '../../platform/prisma/client.ts';
import { Job, stepsOf } from '../job.graphql.ts';
import { JobConnection, jobsWhere } from '../job-connection.graphql.ts';
import { JobOriginEnum } from '../job-enums.graphql.ts';
import { refusedSteps } from '../submit/job-steps.ts';
import { visibleJobsWhere } from '../visible-jobs.ts';
import { hasChanges } from './revert-job.ts';

builder.prismaObjectFields(Job, (t) => ({
  origin: t.expose('origin', { type: JobOriginEnum, description: 'What it came from.' }),
  parent: t.prismaField({
    type: Job,
    nullable: true,
    description: 'The job that it retries or reverts; null when there is none, or it is not for you to see.',
    resolve: (query, { parentId }, _args, context) =>
      parentId === null
        ? null
        : context.database.prisma.job.findFirst({
            ...query,
            where: { AND: [{ id: parentId }, visibleJobsWhere(authorityIn(context))] },
          }),
  }),
  children: t.prismaConnection(
    {
      type: Job,
      cursor: 'id',
      description: 'The jobs that retry or revert this one, as far as you may see them, the newest first.',
      ...jobsWhere<JobRow, object>(({ id }) => ({ parentId: id })),
    },
    JobConnection,
  ),
  viewerCanRetry: t.boolean({
    description:
      'Whether you may retry it now: it has ended, there are users who ended in ERROR or were skipped, and you have the rights for its actions.',
    resolve: (job, _args, context) => job.errors + job.skipped > 0 && mayFollow(job, context),
  }),
  viewerCanRevert: t.boolean({
    description:
      'Whether you may revert it now: it has ended, it has changed somebody, and you have the rights for its actions.',
    resolve: async (job, _args, context) =>
      job.updated > 0 && (await mayFollow(job, context)) && hasChanges(context.database, job.id),
  }),
}));

async function mayFollow(job: JobRow, context: GraphQLContext): Promise<boolean> {
  const authority = authorityIn(context);
  if (job.endedAt === null || !mayManageUsers(authority)) return false;
  return refusedSteps(stepsOf(job), { authority, reference: await referenceOf(context) }).length === 0;
}

const references = new WeakMap<GraphQLContext, Promise<Reference>>();

/** The institution's data, read once for all jobs of an answer. */
function referenceOf(context: GraphQLContext): Promise<Reference> {
  const reference = references.get(context) ?? loadReference(context.database);
  references.set(context, reference);
  return reference;
}
