import type { Reference } from '../../institution/reference.ts';
import { searchWords } from './compile-search.ts';
import { describeValue, valueName } from './describe-value.ts';
import type { FieldTable, GroupField, RelationField, ValueField } from './field-kinds.ts';
import { userFields } from './user-fields.ts';
import type { UserFilter } from './user-filter.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * A filter and a free search as a sentence without its full stop, for people who decide whether these are the right
 * users: `Job category is "Cataloger" and has a role License Viewer at the institution`.
 */
export function describeFilter(filter: UserFilter | null, search: string | null, names: Reference): string {
  const words = searchWords(search).map((word) => `"${word}"`);
  const found = words.length > 0 ? [`matches ${words.join(' and ')}`] : [];
  const sentence = allOf([...found, ...conditionPhrases(filter ?? {}, userFields, names)]) || 'all users';
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function conditionPhrases(conditions: Json, fields: FieldTable, names: Reference): string[] {
  return given(conditions).flatMap(([name, value]) => {
    const inner = (nested: unknown) => conditionPhrases(nested as Json, fields, names);
    if (name === 'and') return (value as unknown[]).flatMap(inner);
    if (name === 'or') return oneOf((value as unknown[]).map(inner));
    if (name === 'not') return `not (${allOf(inner(value))})`;
    const field = fields[name];
    if (!field) throw new Error(`A filter with the unknown field "${name}" was let through.`);
    return fieldPhrases(field, value as Json, names);
  });
}

function oneOf(alternatives: readonly string[][]): string {
  if (alternatives.length === 1) return (alternatives[0] ?? []).join(' and ');
  const phrases = alternatives.map((phrase) => (phrase.length > 1 ? `(${phrase.join(' and ')})` : phrase.join('')));
  return `(${phrases.join(' or ')})`;
}

function fieldPhrases(field: ValueField | GroupField | RelationField, tests: Json, names: Reference): string[] {
  if (field.kind === 'group') return conditionPhrases(tests, field.fields, names);
  return given(tests).map(([operator, operand]) =>
    field.kind === 'relation'
      ? relationPhrase(field, operator, operand as Json, names)
      : describeValue(field, operator, operand, names),
  );
}

function relationPhrase(field: RelationField, quantifier: string, conditions: Json, names: Reference): string {
  const noun = `has ${quantifier === 'none' ? 'no' : field.article} ${field.label}`;
  const direct: string[] = [];
  const rest: string[] = [];
  for (const [name, value] of flattened(conditions, field.fields)) {
    const phrase = directPhrase(value.field, value.tests, names);
    if (phrase !== null) direct.push(phrase);
    else if (value.field) rest.push(...fieldPhrases(value.field, value.tests, names));
    else rest.push(...conditionPhrases({ [name]: value.tests }, field.fields, names));
  }
  return [noun, ...direct].join(' ') + (rest.length > 0 ? ` (${allOf(rest)})` : '');
}

interface Given {
  readonly field: ValueField | RelationField | undefined;
  readonly tests: Json;
}

/** The conditions with those of groups in their place, since groups are no word of the sentence. */
function flattened(conditions: Json, fields: FieldTable): [string, Given][] {
  return given(conditions).flatMap(([name, tests]): [string, Given][] => {
    const field = fields[name];
    if (field?.kind === 'group') return flattened(tests as Json, field.fields);
    return [[name, { field, tests: tests as Json }]];
  });
}

/** What is said of an entry right after its noun; null where it takes a comparison in words. */
function directPhrase(field: Given['field'], tests: Json, names: Reference): string | null {
  if (!field || field.kind === 'relation' || !field.phrase) return null;
  const [test, ...others] = given(tests);
  if (test?.[0] !== 'eq' || others.length > 0 || test[1] === false) return null;
  return field.phrase(valueName(field, test[1], names));
}

/** Where nothing stands beside it, an "or" needs no brackets of its own. */
function allOf(phrases: readonly string[]): string {
  const [phrase = ''] = phrases;
  return phrases.length === 1 ? phrase.replace(/^\((.*)\)$/su, '$1') : phrases.join(' and ');
}

function given(conditions: Json): [string, unknown][] {
  return Object.entries(conditions).filter(([, value]) => value !== undefined);
}
