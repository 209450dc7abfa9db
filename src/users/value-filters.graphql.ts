import type { InputFieldMap, InputRef, InputType } from '@pothos/core';
import { builder } from '../graphql/builder.ts';
import { RoleParameterName } from '../institution/institution.graphql.ts';
import type { ValueField } from './filter/field-kinds.ts';
import { AccountType, Gender, RecordType, SegmentType, UserStatus } from './user-enums.graphql.ts';

type Types = typeof builder.$inferSchemaTypes;
type FieldBuilder = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;

/** An input whose shape is checked by the domain, not by TypeScript. */
export type FilterInput = InputRef<Record<string, unknown>>;

const enums: Readonly<Record<string, InputType<Types>>> = {
  ...{ AccountType, Gender, RecordType, RoleParameterName, SegmentType, UserStatus },
};

const made = new Map<string, FilterInput>();

/** The input type of the tests a value can be put to. */
export function valueFilter(field: ValueField): FilterInput {
  switch (field.kind) {
    case 'text':
      return textFilter;
    case 'flag':
      return booleanFilter;
    case 'date':
      return dateFilter;
    case 'instant':
      return dateTimeFilter;
    case 'choice':
      return choiceFilter(field.choice.name);
    default:
      return codeFilter;
  }
}

/** Declares an input type of a filter. */
export function filterInput(
  name: string,
  description: string,
  fields: (t: FieldBuilder) => InputFieldMap,
): FilterInput {
  return builder.inputType(name, { description, fields });
}

function equality(t: FieldBuilder, type: InputType<Types>) {
  return {
    eq: t.field({ type, description: 'It is this.' }),
    ne: t.field({ type, description: 'It is not this; also true where there is no value.' }),
    in: t.field({ type: [type], description: 'It is one of these, at most 1,000.' }),
    notIn: t.field({
      type: [type],
      description: 'It is none of these, at most 1,000; also true where there is no value.',
    }),
    isEmpty: t.boolean({ description: '`true`: there is no value. `false`: there is one.' }),
  };
}

const allHold = 'All tests that are given must hold, and at least one must be given.';

const textFilter = filterInput(
  'TextFilter',
  `Tests of words. Upper and lower case are the same, accents differ; no character is a wildcard. ${allHold}`,
  (t) => ({
    ...equality(t, 'String'),
    contains: t.string({ description: 'It has this in it, anywhere.' }),
    startsWith: t.string({ description: 'It begins with this.' }),
  }),
);

const codeFilter = filterInput(
  'CodeFilter',
  `Tests of a code, compared as it is. Of several codes, eq and in ask for any one of them, ne and notIn for none. ${allHold}`,
  (t) => equality(t, 'String'),
);

const booleanFilter = filterInput('BooleanFilter', `Tests of a yes or no. ${allHold}`, (t) => equality(t, 'Boolean'));

const dateFilter = momentFilter('Date', 'a day');
const dateTimeFilter = momentFilter('DateTime', 'an instant');

function choiceFilter(name: string): FilterInput {
  const type = enums[name];
  if (!type) throw new Error(`There is no enum ${name}.`);
  const filter =
    made.get(name) ??
    filterInput(`${name}Filter`, `Tests of one of several fixed values. ${allHold}`, (t) => equality(t, type));
  made.set(name, filter);
  return filter;
}

function momentFilter(type: 'Date' | 'DateTime', what: string): FilterInput {
  const range = filterInput(`${type}Range`, 'From one to another, both included.', (t) => ({
    from: t.field({ type, required: true, description: 'The first.' }),
    to: t.field({ type, required: true, description: 'The last; not before the first.' }),
  }));
  return filterInput(
    `${type}Filter`,
    `Tests of ${what}. What has no value is neither before nor after anything. ${allHold}`,
    (t) => ({
      ...equality(t, type),
      before: t.field({ type, description: 'It is earlier.' }),
      onOrBefore: t.field({ type, description: 'It is earlier, or the same.' }),
      after: t.field({ type, description: 'It is later.' }),
      onOrAfter: t.field({ type, description: 'It is later, or the same.' }),
      between: t.field({ type: range, description: 'It lies between these, both included.' }),
      withinDays: t.int({
        description:
          'It lies between today and the day so many days from now: `30` = today and the next 30 days, `-30` = the last 30 days and today, `0` = today. Days are those of the institution’s time zone, and "today" is the day on which the filter is used: in a saved search it moves on.',
      }),
    }),
  );
}
