import { mayManageUsers } from '../../access/authority.ts';
import { builder } from '../../graphql/builder.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import type { CodeTableName } from '../../institution/code-tables.ts';
import { CodeTableNameEnum } from '../../institution/codes.graphql.ts';
import { RoleRank, referenceFor } from '../../institution/institution.graphql.ts';
import { UserActionEnum } from '../action-inputs.graphql.ts';
import { Choice, ParameterChoicesRef } from './choices.graphql.ts';
import { choicesFor } from './choices.ts';
import {
  ActionGroupEnum,
  ActionInputKindEnum,
  JobContentTypeEnum,
  JobDefinitionNameEnum,
} from './definition-enums.graphql.ts';
import type { InputDescription, RequiredWhen } from './describe-input.ts';
import { type ActionDescription, type JobDescription, jobDescriptions } from './job-definitions.ts';
import { parameterChoices } from './parameter-choices.ts';

const RequiredWhenRef = builder.objectRef<RequiredWhen>('ActionInputRequiredWhen').implement({
  description: 'That a field must be given where another one of the same input has a certain value.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The name of the other field.' }),
    value: t.exposeString('value', { description: 'Its value.' }),
  }),
});

const ActionInput = builder.objectRef<InputDescription>('ActionInput');
ActionInput.implement({
  description: 'One field of an action’s input, with all that a form needs to ask for it.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name of the field.' }),
    kind: t.expose('kind', { type: ActionInputKindEnum, description: 'What is put into it.' }),
    description: t.exposeString('description', { description: 'What it means.' }),
    required: t.exposeBoolean('required', { description: 'Whether it must be given.' }),
    requiredWhen: t.expose('requiredWhen', {
      type: RequiredWhenRef,
      nullable: true,
      description: 'Of a field that is not `required`: where it must be given all the same; null: nowhere.',
    }),
    nullClears: t.exposeBoolean('nullClears', {
      description: '`true`: null clears what the record holds; then a value or null must be given.',
    }),
    list: t.exposeBoolean('list', { description: 'Whether several are given.' }),
    maxItems: t.exposeInt('maxItems', { nullable: true, description: 'Of a list: how many at most.' }),
    defaultValue: t.expose('defaultValue', {
      type: 'JSON',
      nullable: true,
      description: 'What holds when it is left out; null: nothing.',
    }),
    maxLength: t.exposeInt('maxLength', { nullable: true, description: 'Of a text: how many characters at most.' }),
    minimum: t.exposeInt('minimum', { nullable: true, description: 'Of a number: the least.' }),
    maximum: t.exposeInt('maximum', { nullable: true, description: 'Of a number: the greatest.' }),
    codeTable: t.field({
      type: CodeTableNameEnum,
      nullable: true,
      description: 'Of a CODE: the code table that it is from.',
      resolve: ({ codeTable }) => codeTable as CodeTableName | null,
    }),
    fields: t.field({
      type: [ActionInput],
      description: 'Of a GROUP: its fields.',
      resolve: ({ fields }) => [...fields],
    }),
    oneOf: t.exposeBoolean('oneOf', { description: 'Of a GROUP: whether exactly one of its fields is given.' }),
  }),
});

builder.objectFields(ActionInput, (t) => ({
  choices: t.field({
    type: [Choice],
    nullable: true,
    description: 'What there is to choose from, in the order of a form; null: anything may be put in.',
    resolve: async (input, _args, context) => choicesFor(input, await referenceFor(context), authorityIn(context)),
  }),
  choicesByParameter: t.field({
    type: [ParameterChoicesRef],
    nullable: true,
    description:
      'Of the value of a role parameter: what there is to choose from for each parameter at each library; of one that is not in the list, anything may be put in. null: the field is no such value.',
    resolve: async ({ isRoleParameter }, _args, context) =>
      isRoleParameter ? parameterChoices(await referenceFor(context)) : null,
  }),
}));

const ActionDefinition = builder.objectRef<ActionDescription>('ActionDefinition').implement({
  description: 'An action of a job, described so that a form for it can be built.',
  fields: (t) => ({
    name: t.field({
      type: UserActionEnum,
      description: 'Its name, as reports give it.',
      resolve: ({ action }) => action.name,
    }),
    field: t.exposeString('field', { description: 'The field of UserActionInput that holds its input.' }),
    label: t.exposeString('label', { description: 'Its name for people.' }),
    group: t.expose('group', { type: ActionGroupEnum, description: 'Under which heading it belongs.' }),
    description: t.string({ description: 'What it does.', resolve: ({ action }) => action.description }),
    inputs: t.field({
      type: [ActionInput],
      description: 'The fields of its input, in the order of a form.',
      resolve: ({ inputs }) => [...inputs],
    }),
    atLeastOneOf: t.field({
      type: ['String'],
      description: 'The fields of its input of which at least one must be given; empty: it may do without.',
      resolve: (described) => [...described.atLeastOneOf],
    }),
    requiredRank: t.expose('requiredRank', {
      type: RoleRank,
      description: 'The least rank of who may use it. Single choices, such as a role type, may ask for more.',
    }),
    isSetUp: t.boolean({
      description: 'Whether the institution has set up what it needs; an action that is not set up is refused.',
      resolve: ({ action }, _args, { config }) => isSetUp(action.needs, config.scimUrl),
    }),
    viewerCanUse: t.boolean({
      description: 'Whether you may use it, and it is set up.',
      resolve: ({ action }, _args, context) =>
        mayManageUsers(authorityIn(context)) && isSetUp(action.needs, context.config.scimUrl),
    }),
    reversible: t.boolean({
      description: 'Whether `revertJob` can restore what it changes: letters and exports cannot be unsent.',
      resolve: ({ action }) => action.reversible,
    }),
  }),
});

const JobDefinition = builder.objectRef<JobDescription>('JobDefinition').implement({
  description: 'A kind of job that can be run.',
  fields: (t) => ({
    name: t.expose('name', { type: JobDefinitionNameEnum, description: 'Which kind.' }),
    contentType: t.expose('contentType', { type: JobContentTypeEnum, description: 'What it is about.' }),
    label: t.exposeString('label', { description: 'Its name for people.' }),
    description: t.exposeString('description', { description: 'What it does.' }),
    viewerCanRun: t.boolean({
      description: 'Whether you may run it; a manager of libraries may, over the users of these.',
      resolve: (_job, _args, context) => mayManageUsers(authorityIn(context)),
    }),
    actions: t.field({
      type: [ActionDefinition],
      description: 'What it can do, in the order of a form.',
      resolve: ({ actions }) => [...actions],
    }),
  }),
});

builder.queryField('jobDefinitions', (t) =>
  t.field({
    type: [JobDefinition],
    description: 'The kinds of job there are.',
    args: { contentType: t.arg({ type: JobContentTypeEnum, description: 'Only jobs about these; left out: all.' }) },
    resolve: (_root, { contentType }) =>
      jobDescriptions.filter((job) => contentType == null || job.contentType === contentType),
  }),
);

function isSetUp(needs: ActionDescription['action']['needs'], scimUrl: string | undefined): boolean {
  return needs !== 'IDENTITY_PROVIDER' || scimUrl !== undefined;
}
