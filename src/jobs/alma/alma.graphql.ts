import { builder } from '../../graphql/builder.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import { referenceFor } from '../../institution/institution.graphql.ts';
import { InvalidInput } from '../../platform/problems.ts';
import { UserActionEnum } from '../action-inputs.graphql.ts';
import { type AlmaActions, actionsFromAlma } from './actions-from-alma.ts';
import type { NotMapped, NotMappedCode } from './not-mapped.ts';

const NotMappedCodeEnum = builder.enumType('AlmaNotMappedCode', {
  description: 'Why no action stands for a parameter.',
  values: {
    UNKNOWN_PARAMETER: { description: 'Alma’s job has no such parameter, or it is given twice.' },
    INVALID_VALUE: { description: 'Its value is not understood.' },
    NEEDS_MORE: { description: 'Something is missing that a person must add.' },
    NOT_POSSIBLE: { description: 'This institution has no such code, or your roles do not allow it; see the reason.' },
  } satisfies Record<NotMappedCode, { description: string }>,
});

const NotMappedParameter = builder.objectRef<NotMapped>('AlmaNotMapped').implement({
  description: 'A parameter of Alma’s payload that no action stands for.',
  fields: (t) => ({
    code: t.expose('code', { type: NotMappedCodeEnum, description: 'Why, for programs.' }),
    parameter: t.exposeString('parameter', { description: 'Its name.' }),
    value: t.exposeString('value', { nullable: true, description: 'Its value; null: none, or `"Null"`.' }),
    reason: t.exposeString('reason', { description: 'Why, for people.' }),
  }),
});

const AlmaAction = builder.objectRef<AlmaActions['actions'][number]>('AlmaAction').implement({
  description: 'An action that stands for parameters of Alma’s payload.',
  fields: (t) => ({
    action: t.field({ type: UserActionEnum, description: 'Which action.', resolve: ({ step }) => step.action }),
    input: t.expose('input', { type: 'JSON', description: 'The UserActionInput, as submitUpdateNotifyJob takes it.' }),
    sentence: t.string({ description: 'What it will do, in words.', resolve: ({ step }) => step.sentence }),
  }),
});

const AlmaActionsSuccess = builder.objectRef<AlmaActions>('UpdateNotifyActionsFromAlmaSuccess').implement({
  description: 'What a payload of Alma’s Update/Notify Users job comes to here.',
  fields: (t) => ({
    actions: t.field({
      type: [AlmaAction],
      description: 'The actions in the order of the job. All of them can be submitted together.',
      resolve: ({ actions }) => [...actions],
    }),
    notMapped: t.field({
      type: [NotMappedParameter],
      description: 'What is not in the actions, and why: read it before submitting.',
      resolve: ({ notMapped }) => [...notMapped],
    }),
    jobName: t.exposeString('jobName', { nullable: true, description: 'The name the job had in Alma.' }),
    almaSetId: t.string({
      nullable: true,
      description: 'The number its set has in Alma; the set itself has to be brought here, for example as a file.',
      resolve: ({ setId }) => setId,
    }),
  }),
});

builder.queryField('updateNotifyActionsFromAlma', (t) =>
  t.field({
    type: AlmaActionsSuccess,
    authScopes: { manageUsers: true },
    description:
      'Turns the body with which Alma’s API starts its job Update/Notify Users (M148) into actions. Nothing is submitted.',
    args: {
      payload: t.arg({
        type: 'JSON',
        required: true,
        description: '`{"parameter": [{"name": {"value": NAME}, "value": VALUE}, …]}`, or the text of it.',
      }),
      externalId: t.arg.string({
        description: 'The source system that accounts converted to external belong to: Alma’s job does not say.',
      }),
    },
    errors: {
      types: [InvalidInput],
      union: {
        name: 'UpdateNotifyActionsFromAlmaResult',
        description: 'What updateNotifyActionsFromAlma answers: its success, or the problem it met.',
      },
    },
    resolve: async (_root, { payload, externalId }, context) =>
      actionsFromAlma(payload, {
        authority: authorityIn(context),
        reference: await referenceFor(context),
        institutionCode: await institutionCode(context),
        timeZone: context.config.timeZone,
        externalId: externalId ?? null,
        config: context.config,
      }),
  }),
);

/** The code of the one institution there is; the empty text before there is any. */
async function institutionCode({ database }: GraphQLContext): Promise<string> {
  return (await database.prisma.institution.findFirst())?.code ?? '';
}
