import { Temporal } from 'temporal-polyfill';
import type { FieldTable, GroupField, MomentField, RelationField, TextField, ValueField } from '../field-kinds.ts';
import { userFields } from '../user-fields.ts';
import type { UserFilter } from '../user-filter.ts';
import { fold, foldForSearch, lower } from './fold.ts';
import type { RandomRecord } from './random-records.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the meaning of a filter hangs on besides itself. */
export interface EvaluationContext {
  readonly today: string;
  readonly timeZone: string;
  /** Role type code → key. */
  readonly roleTypeKeys: ReadonlyMap<string, string>;
}

/** Whether a filter and a free search mean this record: the plainest way to say what the SQL must do. */
export function matches(record: RandomRecord, filter: UserFilter, search: string, context: EvaluationContext): boolean {
  return matchesSearch(record, search) && holds(record, filter, userFields, context);
}

function matchesSearch(record: RandomRecord, search: string): boolean {
  const { primaryId, firstName, middleName, lastName, preferredFirstName, preferredMiddleName, preferredLastName } =
    record;
  const searched = [
    primaryId,
    firstName,
    middleName,
    lastName,
    preferredFirstName,
    preferredMiddleName,
    preferredLastName,
  ];
  searched.push(...record.identifiers.map(({ value }) => value), ...record.emails.map(({ address }) => address));
  const folded = searched.map(foldForSearch);
  return search
    .split(/\s+/u)
    .map(foldForSearch)
    .every((word) => folded.some((text) => text.includes(word)));
}

function holds(entry: object, conditions: Json, fields: FieldTable, context: EvaluationContext): boolean {
  return Object.entries(conditions).every(([name, condition]) => {
    const inner = (nested: unknown) => holds(entry, nested as Json, fields, context);
    if (name === 'and') return (condition as unknown[]).every(inner);
    if (name === 'or') return (condition as unknown[]).some(inner);
    if (name === 'not') return !inner(condition);
    const field = fields[name];
    if (!field) throw new Error(`unknown field ${name}`);
    return fieldHolds(field, (entry as Json)[name], condition as Json, context);
  });
}

function fieldHolds(
  field: ValueField | GroupField | RelationField,
  value: unknown,
  tests: Json,
  context: EvaluationContext,
): boolean {
  if (field.kind === 'group') return holds(value as object, tests, field.fields, context);
  return Object.entries(tests).every(([operator, operand]) => {
    if (field.kind !== 'relation') return valueHolds(field, value, operator, operand, context);
    const found = (value as object[]).some((entry) => holds(entry, operand as Json, field.fields, context));
    return operator === 'some' ? found : !found;
  });
}

function valueHolds(
  field: ValueField,
  value: unknown,
  operator: string,
  operand: unknown,
  context: EvaluationContext,
): boolean {
  switch (operator) {
    case 'eq':
      return isOne(field, value, [operand], context);
    case 'ne':
      return !isOne(field, value, [operand], context);
    case 'in':
      return isOne(field, value, operand as unknown[], context);
    case 'notIn':
      return !isOne(field, value, operand as unknown[], context);
    case 'isEmpty':
      return (value === null || value === '' || (Array.isArray(value) && value.length === 0)) === operand;
    default:
      if (value === null) return false;
      if (field.kind === 'text') return textHolds(field, String(value), operator, String(operand));
      return momentHolds(field as MomentField, String(value), operator, operand, context);
  }
}

function isOne(
  field: ValueField,
  value: unknown,
  operands: readonly unknown[],
  { roleTypeKeys }: EvaluationContext,
): boolean {
  if (value === null) return false;
  if (Array.isArray(value)) return operands.some((operand) => value.includes(operand));
  if (field.kind === 'roleType') return operands.includes(value) || operands.includes(roleTypeKeys.get(String(value)));
  if (field.kind !== 'text' || field.exact) return operands.includes(value);
  return operands.some((operand) => folded(field, operand) === folded(field, value));
}

function textHolds(field: TextField, value: string, operator: string, operand: string): boolean {
  if (operator === 'contains') return folded(field, value).includes(folded(field, operand));
  if (operator === 'startsWith') return folded(field, value).startsWith(folded(field, operand));
  throw new Error(`unknown operator ${operator}`);
}

function folded(field: TextField, value: unknown): string {
  return field.fold === 'lower' ? lower(String(value)) : fold(String(value));
}

/** Days and instants in UTC are texts that sort as they follow each other. */
function momentHolds(
  field: MomentField,
  value: string,
  operator: string,
  operand: unknown,
  context: EvaluationContext,
): boolean {
  switch (operator) {
    case 'before':
      return value < String(operand);
    case 'onOrBefore':
      return value <= String(operand);
    case 'after':
      return value > String(operand);
    case 'onOrAfter':
      return value >= String(operand);
    case 'between': {
      const { from, to } = operand as { from: string; to: string };
      return from <= value && value <= to;
    }
    case 'withinDays':
      return isWithinDays(
        field.kind === 'date' ? value : dayIn(context.timeZone, value),
        Number(operand),
        context.today,
      );
    default:
      throw new Error(`unknown operator ${operator}`);
  }
}

function dayIn(timeZone: string, instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

function isWithinDays(day: string, days: number, today: string): boolean {
  const until = Temporal.PlainDate.from(today).add({ days }).toString();
  return days < 0 ? until <= day && day <= today : today <= day && day <= until;
}
