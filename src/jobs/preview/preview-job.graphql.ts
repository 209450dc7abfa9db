import { builder } from '../../graphql/builder.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { admit } from '../../graphql/mutation.ts';
import { rowId } from '../../graphql/row-id.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import { Forbidden, InvalidInput, NotFound } from '../../platform/problems.ts';
import { UserSet } from '../../sets/sets.graphql.ts';
import { UserActionInput } from '../action-inputs.graphql.ts';
import { RoleNotGrantable } from '../job-problems.ts';
import type { UserActionInput as ActionInput } from '../submit/job-steps.ts';
import { followPreview, type PreviewStep } from './follow-preview.ts';
import { makePreview } from './make-preview.ts';
import type { PreviewWatch } from './preview-in-the-making.ts';
import './confirmation.graphql.ts';
import { JobPreview } from './preview.graphql.ts';

const PreviewInput = builder.inputType('PreviewUpdateNotifyJobInput', {
  description: 'The job to be previewed: as it would be submitted.',
  fields: (t) => ({
    setId: t.globalID({ required: true, for: UserSet, description: 'The set.' }),
    actions: t.field({
      type: [UserActionInput],
      required: true,
      description: 'What to do to each user, in this order; at most 50.',
    }),
  }),
});

interface Input {
  readonly setId: { readonly id: string };
  readonly actions: readonly ActionInput[];
}

const preview = ({ setId, actions }: Input, context: GraphQLContext, watch: PreviewWatch) => {
  const person = { authority: authorityIn(context), requestId: context.requestId };
  return makePreview(context, { setId: rowId(setId.id), actions }, person, watch);
};

const findPreview = (query: object, id: number, { database }: GraphQLContext) =>
  database.prisma.jobPreview.findUniqueOrThrow({ ...query, where: { id } });

const PreviewSuccess = builder.objectRef<{ readonly previewId: number }>('PreviewUpdateNotifyJobSuccess').implement({
  description: 'What previewUpdateNotifyJob has found out.',
  fields: (t) => ({
    preview: t.prismaField({
      type: JobPreview,
      description: 'What the job would do.',
      resolve: (query, { previewId }, _args, context) => findPreview(query, previewId, context),
    }),
  }),
});

// Every user of the set is decided on: to be asked for once in an operation, with a page of what comes of it.
const COST = 5_000;
const OPERATION = 'previewUpdateNotifyJob';
const PROBLEMS = [InvalidInput, Forbidden, NotFound, RoleNotGrantable];

builder.queryField('previewUpdateNotifyJob', (t) =>
  t.field({
    type: PreviewSuccess,
    authScopes: (_root, _args, context) => admit(OPERATION, { scope: 'manageUsers' }, context),
    description:
      'Decides what an Update/Notify Users job would do to each member of the set, without doing it. Nothing is changed. A large set takes a while: the subscription `updateNotifyJobPreview` does the same and tells how far it is.',
    args: { input: t.arg({ type: PreviewInput, required: true, description: 'The job.' }) },
    complexity: COST,
    errors: {
      types: PROBLEMS,
      union: {
        name: 'PreviewUpdateNotifyJobResult',
        description: 'What previewUpdateNotifyJob answers: its success, or the problem it met.',
      },
    },
    resolve: async (_root, { input }, context) => ({
      previewId: await preview(input, context, { signal: context.clientGone }),
    }),
  }),
);

const JobPreviewProgress = builder.objectRef<PreviewStep>('JobPreviewProgress').implement({
  description: 'Where the making of a preview stands. The last one carries the result.',
  fields: (t) => ({
    processed: t.exposeInt('processed', { description: 'Users that have been decided on.' }),
    total: t.exposeInt('total', { nullable: true, description: 'Users in the set; null until they are counted.' }),
    percent: t.float({
      description: 'How much of it is done, from 0 to 100; derived from the counts.',
      resolve: ({ processed, total, previewId }) => (total ? (100 * processed) / total : previewId ? 100 : 0),
    }),
    result: t.field({
      type: PreviewSuccess,
      nullable: true,
      description: 'The preview, or the problem that stood in its way; null until one of them is there.',
      errors: {
        types: PROBLEMS,
        union: {
          name: 'UpdateNotifyJobPreviewResult',
          description: 'What updateNotifyJobPreview comes to: its success, or the problem it met.',
        },
      },
      resolve: ({ previewId, problem }) => {
        if (problem) throw problem;
        return previewId === null ? null : { previewId };
      },
    }),
  }),
});

builder.subscriptionField('updateNotifyJobPreview', (t) =>
  t.field({
    type: JobPreviewProgress,
    authScopes: (_root, _args, context) => admit(OPERATION, { scope: 'manageUsers' }, context),
    description:
      'Does what the query `previewUpdateNotifyJob` does and tells how far it is, at most five times a second; completes after the value that carries the result. Unsubscribing gives it up.',
    args: { input: t.arg({ type: PreviewInput, required: true, description: 'The job.' }) },
    complexity: COST,
    subscribe: (_root, { input }, context) => followPreview((watch) => preview(input, context, watch)),
    resolve: (step) => step,
  }),
);
