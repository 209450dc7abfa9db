import fc from 'fast-check';
import type { ValueField } from '../field-kinds.ts';
import { printedText, someText } from './random-texts.ts';

type Json = Record<string, unknown>;

const roleTypeNames = ['58', 'LICENSE_VIEWER', '204', 'PATRON', 'NO_SUCH_ROLE'];

/** For each operator a field has, random tests with operands that are, changed a little, among the values found. */
export function randomTests(field: ValueField, found: readonly unknown[]): fc.Arbitrary<Json>[] {
  const value = operand(
    field,
    found.filter((each) => each !== null && each !== ''),
  );
  const list = fc.array(value, { minLength: 1, maxLength: 3 });
  const named = (name: string, of: fc.Arbitrary<unknown>) => of.map((operand) => ({ [name]: operand }));
  return [
    ...[
      named('eq', value),
      named('ne', value),
      named('in', list),
      named('notIn', list),
      named('isEmpty', fc.boolean()),
    ],
    ...furtherTests(field, value),
  ];
}

function furtherTests(field: ValueField, value: fc.Arbitrary<unknown>): fc.Arbitrary<Json>[] {
  const named = (...names: string[]) => names.map((name) => value.map((of) => ({ [name]: of })));
  if (field.kind === 'text') return named('contains', 'startsWith');
  if (field.kind !== 'date' && field.kind !== 'instant') return [];
  const between = fc
    .tuple(value, value)
    .map((ends) => ends.map(String).sort())
    .map(([from, to]) => ({ between: { from, to } }));
  const withinDays = fc.integer({ min: -5, max: 5 }).map((days) => ({ withinDays: days }));
  return [...named('before', 'onOrBefore', 'after', 'onOrAfter'), between, withinDays];
}

function operand(field: ValueField, found: readonly unknown[]): fc.Arbitrary<unknown> {
  if (field.kind === 'flag') return fc.boolean();
  if (field.kind === 'choice') return fc.constantFrom(...Object.keys(field.choice.values));
  if (field.kind === 'roleType') return fc.constantFrom(...roleTypeNames);
  if (field.kind === 'date') return fc.constantFrom(...found, '0001-01-01', '9999-12-31');
  if (field.kind === 'instant') return fc.constantFrom(...found, '2026-03-29T01:00:00.000Z');
  const texts = fc.constantFrom(...(found.length > 0 ? found.map(String) : ['x']));
  if (field.kind === 'text')
    return fc.oneof({ weight: 4, arbitrary: changed(texts) }, { weight: 1, arbitrary: printedText });
  return fc.oneof({ weight: 8, arbitrary: texts }, { weight: 1, arbitrary: someText });
}

/** A text that occurs, in another case, or a piece of it. */
export function changed(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.constantFrom<(letters: string[]) => string>(
    (letters) => letters.join(''),
    (letters) => letters.join('').toUpperCase(),
    (letters) => letters.join('').toLowerCase(),
    (letters) => letters.slice(0, 3).join(''),
    (letters) => letters.slice(1, 4).join(''),
    (letters) => letters.slice(-2).join('').toUpperCase(),
    (letters) => `${letters.slice(0, 1).join('')}%`,
    (letters) => `_${letters.slice(1).join('')}`,
  );
  return fc.tuple(text, change).map(([of, by]) => by([...of]) || of);
}
