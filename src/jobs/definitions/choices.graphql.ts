import { builder } from '../../graphql/builder.ts';
import { RoleParameterName } from '../../institution/institution.graphql.ts';
import type { InputChoice } from './choices.ts';
import type { ParameterChoices } from './parameter-choices.ts';

/** Something to choose. */
export const Choice = builder.objectRef<InputChoice>('ActionInputChoice').implement({
  description: 'Something to choose for a field.',
  fields: (t) => ({
    value: t.exposeString('value', { description: 'What goes into the input.' }),
    label: t.exposeString('label', { description: 'What people read.' }),
    viewerCanUse: t.exposeBoolean('viewerCanUse', {
      description: 'Whether you may choose it; of a role type: whether you may grant and remove it anywhere.',
    }),
    enabled: t.boolean({
      description: 'Whether it may still be given to somebody; a role type that is not can be removed only.',
      resolve: ({ roleType }) => roleType?.enabled ?? true,
    }),
    allowsInstitution: t.boolean({
      description: 'Of a role type: whether it may be held at the institution.',
      resolve: ({ roleType }) => roleType?.allowsInstitution ?? false,
    }),
    allowsLibrary: t.boolean({
      description: 'Of a role type: whether it may be held at a library.',
      resolve: ({ roleType }) => roleType?.allowsLibrary ?? false,
    }),
    parameter: t.field({
      type: RoleParameterName,
      nullable: true,
      description: 'Of a role type: what the role may be narrowed to; null: nothing.',
      resolve: ({ roleType }) => (roleType?.parameter ?? null) as typeof RoleParameterName.$inferType | null,
    }),
    parameterRequired: t.boolean({
      description: 'Of a role type: whether `parameters` must be given.',
      resolve: ({ roleType }) => roleType?.parameterRequired ?? false,
    }),
    parameterMultiple: t.boolean({
      description: 'Of a role type: whether there may be several of them.',
      resolve: ({ roleType }) => roleType?.parameterMultiple ?? false,
    }),
  }),
});

/** What there is to choose for a parameter of a role. */
export const ParameterChoicesRef = builder.objectRef<ParameterChoices>('ActionInputParameterChoices').implement({
  description: 'What there is to choose for one parameter of a role, where that role is held.',
  fields: (t) => ({
    parameter: t.expose('parameter', { type: RoleParameterName, description: 'Which parameter.' }),
    library: t.exposeString('library', {
      nullable: true,
      description: 'The code of the library that the role is held at; null: wherever it is held.',
    }),
    choices: t.field({
      type: [Choice],
      description: 'What there is to choose from.',
      resolve: ({ choices }) => [...choices],
    }),
  }),
});
