import fc from 'fast-check';
import type { FieldTable, GroupField, RelationField, ValueField } from '../field-kinds.ts';
import { userFields } from '../user-fields.ts';
import { foldForSearch } from './fold.ts';
import { changed, randomTests } from './random-operands.ts';
import type { RandomRecord } from './random-records.ts';
import { someText } from './random-texts.ts';

type Json = Record<string, unknown>;

const MAX_NESTING = 3;

/** Random filters over all fields, most of whose operands, changed a little, occur in the records. */
export function randomFilters(records: readonly RandomRecord[]): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight: 20, arbitrary: conditions(userFields, records, MAX_NESTING) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
}

/** For each field of the record and of its parts, and for each operator it has, random filters of that one test. */
export function everyTest(
  records: readonly object[],
  fields: FieldTable = userFields,
): { readonly name: string; readonly filters: fc.Arbitrary<Json> }[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const found = records.flatMap((entry) => (entry as Json)[name]);
    if (field.kind !== 'group' && field.kind !== 'relation') {
      return randomTests(field, found).map((tests) => ({ name, filters: tests.map((test) => ({ [name]: test })) }));
    }
    const wrapped = (inner: Json) => ({ [name]: field.kind === 'group' ? inner : { some: inner } });
    return everyTest(found as object[], field.fields).map((inner) => ({
      name: `${name}.${inner.name}`,
      filters: inner.filters.map(wrapped),
    }));
  });
}

/** Random free searches, most of them for words of the records. */
export function randomSearches(records: readonly RandomRecord[]): fc.Arbitrary<string> {
  const word = changed(
    fc.constantFrom(
      ...records
        .flatMap(({ lastName, firstName, primaryId, emails }) => [
          lastName,
          firstName,
          primaryId,
          ...emails.map(({ address }) => address),
        ])
        .filter(Boolean),
    ),
  );
  const words = fc.array(fc.oneof(word, someText), { minLength: 1, maxLength: 2 }).map((parts) => parts.join(' '));
  return fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: words.filter(isSearchable) });
}

function isSearchable(search: string): boolean {
  return search.split(/\s+/u).every((word) => word === '' || foldForSearch(word) !== '');
}

function conditions(fields: FieldTable, entries: readonly object[], nesting: number): fc.Arbitrary<Json> {
  const one = fc.constantFrom(...Object.keys(fields)).chain((name) => fieldCondition(name, fields, entries, nesting));
  const some = fc.array(one, { minLength: 1, maxLength: 2 }).map((all): Json => Object.assign({}, ...all));
  if (nesting === 0) return some;
  const inner = fc.constant(null).chain(() => conditions(fields, entries, nesting - 1));
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 6, arbitrary: some },
    { weight: 1, arbitrary: list.map((and) => ({ and })) },
    { weight: 2, arbitrary: list.map((or) => ({ or })) },
    { weight: 2, arbitrary: inner.map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.tuple(some, list).map(([all, or]) => ({ ...all, or })) },
  );
}

function fieldCondition(
  name: string,
  fields: FieldTable,
  entries: readonly object[],
  nesting: number,
): fc.Arbitrary<Json> {
  const field = fields[name] as ValueField | GroupField | RelationField;
  const found = entries.flatMap((entry) => (entry as Json)[name]);
  const filter = fieldFilter(field, found, nesting);
  return filter.map((tests) => ({ [name]: tests }));
}

function fieldFilter(
  field: ValueField | GroupField | RelationField,
  found: readonly unknown[],
  nesting: number,
): fc.Arbitrary<Json> {
  if (field.kind === 'group') {
    return fc
      .constantFrom(...Object.keys(field.fields))
      .chain((name) => fieldCondition(name, field.fields, found as object[], 0));
  }
  if (field.kind !== 'relation') return valueFilter(field, found);
  const entry = fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 6, arbitrary: conditions(field.fields, found as object[], Math.min(nesting, 1)) },
  );
  return fc.oneof(
    entry.map((some) => ({ some })),
    entry.map((none) => ({ none })),
    fc.tuple(entry, entry).map(([some, none]) => ({ some, none })),
  );
}

function valueFilter(field: ValueField, found: readonly unknown[]): fc.Arbitrary<Json> {
  const test = fc.oneof(...randomTests(field, found));
  const two = fc.tuple(test, test).map(([one, other]) => ({ ...one, ...other }));
  return fc.oneof({ weight: 5, arbitrary: test }, { weight: 1, arbitrary: two });
}
