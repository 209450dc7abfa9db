import type { InputFieldRef } from '@pothos/core';
import { builder } from '../graphql/builder.ts';
import type { FieldTable, GroupField, RelationField, ValueField } from './filter/field-kinds.ts';
import { userFields } from './filter/user-fields.ts';
import { type FilterInput, filterInput, valueFilter } from './value-filters.graphql.ts';

type Types = typeof builder.$inferSchemaTypes;
type FieldBuilder = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;
type Fields = Record<string, InputFieldRef<Types, Record<string, unknown> | null | undefined>>;

/** Which users: the input type of `users(where:)` and of saved searches. Its values go through `parseFilter`. */
export const UserFilterInput = conditions(
  'UserFilter',
  'Which users. All conditions that are given must hold; `{}` is everybody. At most 500 conditions, 5,000 values and 24 levels.',
  userFields,
);

function conditions(name: string, description: string, fields: FieldTable): FilterInput {
  const input = builder.inputRef<Record<string, unknown>>(name);
  const described = Object.entries(fields).map(([field, kind]) => {
    const type = fieldFilter(kind);
    return (t: FieldBuilder) => [field, t.field({ type, description: fieldDescription(kind) })] as const;
  });
  input.implement({
    description,
    fields: (t) => ({
      ...(Object.fromEntries(described.map((field) => field(t))) as Fields),
      and: t.field({ type: [input], description: 'All of these hold.' }),
      or: t.field({ type: [input], description: 'At least one of these holds.' }),
      not: t.field({ type: input, description: 'This does not hold; true also where it cannot, for want of a value.' }),
    }),
  });
  return input;
}

function fieldFilter(field: ValueField | GroupField | RelationField): FilterInput {
  if (field.kind === 'group') {
    return filterInput(`${field.name}Filter`, `Conditions on the ${field.label}; all that are given must hold.`, (t) =>
      Object.fromEntries(
        Object.entries(field.fields).map(([name, kind]) => [
          name,
          t.field({ type: valueFilter(kind), description: fieldDescription(kind) }),
        ]),
      ),
    );
  }
  if (field.kind !== 'relation') return valueFilter(field);
  const entry = conditions(`${field.name}Filter`, `Conditions on one ${field.label}; \`{}\` is any.`, field.fields);
  return filterInput(`${field.name}ListFilter`, `Whether a user has such ${field.article} ${field.label}.`, (t) => ({
    some: t.field({ type: entry, description: `At least one ${field.label} meets all of these conditions.` }),
    none: t.field({ type: entry, description: `No ${field.label} does; also true of users who have none at all.` }),
  }));
}

function fieldDescription(field: ValueField | GroupField | RelationField): string {
  switch (field.kind) {
    case 'relation':
      return `Whether there is ${field.article} ${field.label} of this sort.`;
    case 'flag':
      return `Whether it ${field.label}.`;
    case 'roleType':
      return 'The role type, by its code (`58`) or its key (`LICENSE_VIEWER`).';
    case 'text':
      return field.exact
        ? `The ${field.label}. In eq, ne, in and notIn upper and lower case differ.`
        : `The ${field.label}.`;
    case 'code':
    case 'codes':
      return field.names ? `The ${field.label}: codes of ${namesOf(field.names)}.` : `The ${field.label}.`;
    default:
      return `The ${field.label}.`;
  }
}

function namesOf(names: string): string {
  return names === 'LIBRARY' ? 'libraries' : `the code table ${names}`;
}
