import { builder } from '../../graphql/builder.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { declareMutation } from '../../graphql/mutation.ts';
import { ProblemInterface } from '../../graphql/problems.ts';
import { rowId } from '../../graphql/row-id.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import { NotFound } from '../../platform/problems.ts';
import { aboutNewSet, type InputFields, operatorIn, setRow } from '../../sets/set-fields.graphql.ts';
import { UserSet } from '../../sets/user-set.graphql.ts';
import { Job } from '../job.graphql.ts';
import { RecordOutcomeEnum } from '../job-enums.graphql.ts';
import {
  IdempotencyConflict,
  JobNotEnded,
  NothingToRetry,
  NothingToRevert,
  RoleNotGrantable,
} from '../job-problems.ts';
import { createSetFromJob } from './create-set-from-job.ts';
import { retryJob } from './retry-job.ts';
import { revertJob } from './revert-job.ts';
import './job-lineage.graphql.ts';

builder.objectType(JobNotEnded, {
  name: 'JobNotEnded',
  interfaces: [ProblemInterface],
  description: 'The job is still under way: what came of it is not settled. Nothing was done.',
});
builder.objectType(NothingToRetry, {
  name: 'NothingToRetry',
  interfaces: [ProblemInterface],
  description: 'No user of the job ended in ERROR. Nothing was done.',
});
builder.objectType(NothingToRevert, {
  name: 'NothingToRevert',
  interfaces: [ProblemInterface],
  description: 'The job has changed nothing that could be restored. Nothing was done.',
});

const aboutFollowUp = (t: InputFields, parent: string, title: string) => ({
  jobId: t.globalID({ required: true, for: Job, description: parent }),
  name: t.string({ description: `Left out: \`${title} - <name of the job>\`.` }),
  idempotencyKey: t.string({
    description:
      'Any text of yours. The same key with the same input gives the same job; with another input, IdempotencyConflict.',
  }),
});

declareMutation('retryJob', {
  description:
    'Submits a job that does the same once more to the users who ended in ERROR, with your rights and as they are now. Refused as InvalidInput when an action names what the institution has no more; the path goes from `jobId` into the actions of that job. Asking a second time makes a second job.',
  scope: 'manageUsers',
  input: (t) => ({
    ...aboutFollowUp(t, 'A job that has ended.', 'Retry'),
    includeSkipped: t.boolean({
      defaultValue: false,
      description: 'Whether also those whom the job ended before, because it was cancelled or failed.',
    }),
  }),
  problems: [NotFound, IdempotencyConflict, JobNotEnded, NothingToRetry, RoleNotGrantable],
  success: { job: { type: Job, description: 'The new job.' } },
  resolve: async ({ jobId, includeSkipped, ...input }, context) => {
    const request = { ...input, jobId: rowId(jobId.id), includeSkipped: includeSkipped ?? false };
    return { job: await jobRow(context, await retryJob(context, request, submitterIn(context))) };
  },
});

declareMutation('revertJob', {
  description:
    'Submits a job that restores what another has changed, where nobody has changed it since. Letters cannot be unsent, and passwords that went are not kept: users concerned get a warning. A revert is a job like any other, and can be reverted.',
  scope: 'manageUsers',
  input: (t) =>
    aboutFollowUp(t, 'A job that has ended; of one that did not get to its end, what it did is reverted.', 'Revert'),
  problems: [NotFound, IdempotencyConflict, JobNotEnded, NothingToRevert, RoleNotGrantable],
  success: { job: { type: Job, description: 'The new job.' } },
  resolve: async ({ jobId, ...input }, context) => {
    const request = { ...input, jobId: rowId(jobId.id) };
    return { job: await jobRow(context, await revertJob(context, request, submitterIn(context))) };
  },
});

declareMutation('createSetFromJob', {
  description: 'Makes an itemized set of the users of a job that has ended, by where they ended.',
  scope: 'manageUsers',
  input: (t) => ({
    ...aboutNewSet(t),
    jobId: t.globalID({ required: true, for: Job, description: 'A job that has ended.' }),
    outcomes: t.field({ type: [RecordOutcomeEnum], description: 'Only users who ended so; left out: all.' }),
  }),
  problems: [NotFound, JobNotEnded],
  success: {
    set: { type: UserSet, description: 'The new set.' },
    added: { type: 'Int', description: 'How many members it has.' },
    leftOut: { type: 'Int', description: 'How many users who ended so are gone since, or not for you to see.' },
  },
  resolve: async ({ jobId, ...input }, context) => {
    const made = await createSetFromJob(operatorIn(context), { ...input, jobId: rowId(jobId.id) });
    return { ...made, set: await setRow(context, made.setId) };
  },
});

function submitterIn(context: GraphQLContext) {
  return { authority: authorityIn(context), requestId: context.requestId };
}

function jobRow({ database }: GraphQLContext, id: number) {
  return database.prisma.job.findUniqueOrThrow({ where: { id } });
}
