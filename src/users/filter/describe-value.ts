import type { Reference } from '../../institution/reference.ts';
import type { CodeNames, ValueField } from './field-kinds.ts';
import type { MomentFilter } from './user-filter.ts';

/** One comparison in words, without the name of the field where that says it already: `job category is "Cataloger"`. */
export function describeValue(field: ValueField, operator: string, operand: unknown, names: Reference): string {
  if (field.kind === 'flag') return describeFlag(field.label, field.labelOfNo, operator, operand);
  const name = (value: unknown) => valueName(field, value, names);
  const verb = field.kind === 'codes' ? 'include' : 'is';
  return `${field.label} ${comparison(operator, operand, name, verb)}`;
}

/** A value as people know it: the description of a code, the name of a role type; text in quotation marks. */
export function valueName(field: ValueField, value: unknown, names: Reference): string {
  switch (field.kind) {
    case 'code':
    case 'codes':
      return `"${codeName(field.names, String(value), names)}"`;
    case 'roleType':
      return codeName('ROLE_TYPE', String(value), names);
    case 'choice':
      return String(value).toLowerCase().replaceAll('_', ' ');
    case 'date':
      return String(value);
    case 'instant':
      return String(value)
        .replace('T', ' ')
        .replace(/(:00)?\.000Z$|Z$/, ' UTC');
    default:
      return `"${value}"`;
  }
}

function codeName(table: CodeNames | null, code: string, names: Reference): string {
  if (table === 'ROLE_TYPE') return names.roleTypes.get(code)?.name ?? code;
  if (table === 'LIBRARY') return names.libraries.get(code) ?? code;
  return names.codes.get(table ?? '')?.get(code) ?? code;
}

function comparison(
  operator: string,
  operand: unknown,
  name: (value: unknown) => string,
  verb: 'is' | 'include',
): string {
  const are = verb === 'is' ? 'is' : 'are';
  switch (operator) {
    case 'eq':
      return `${verb} ${name(operand)}`;
    case 'ne':
      return verb === 'is' ? `is not ${name(operand)}` : `do not include ${name(operand)}`;
    case 'in':
      return `${verb} ${listed(operand, name, ' or ')}`;
    case 'notIn':
      return `${verb === 'is' ? 'is' : 'include'} neither ${listed(operand, name, ' nor ')}`;
    case 'isEmpty':
      return operand ? `${are} empty` : `${are} not empty`;
    case 'contains':
      return `contains ${name(operand)}`;
    case 'startsWith':
      return `starts with ${name(operand)}`;
    default:
      return `is ${moment(operator, operand, name)}`;
  }
}

function moment(operator: string, operand: unknown, name: (value: unknown) => string): string {
  switch (operator) {
    case 'onOrBefore':
      return `on or before ${name(operand)}`;
    case 'onOrAfter':
      return `on or after ${name(operand)}`;
    case 'between': {
      const { from, to } = operand as Required<MomentFilter>['between'];
      return `between ${name(from)} and ${name(to)}`;
    }
    case 'withinDays':
      return days(Number(operand));
    default:
      return `${operator} ${name(operand)}`;
  }
}

function days(count: number): string {
  if (count === 0) return 'today';
  const number = Math.abs(count);
  return `within the ${count < 0 ? 'last' : 'next'} ${number === 1 ? 'day' : `${number} days`}`;
}

function listed(values: unknown, name: (value: unknown) => string, last: string): string {
  const names = (values as unknown[]).map(name);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')}${last}${names.at(-1)}`;
}

function describeFlag(yes: string, no: string, operator: string, operand: unknown): string {
  const either = `${yes} or ${no}`;
  const neither = `neither ${yes} nor ${no}`;
  if (operator === 'isEmpty') return operand ? neither : either;
  const named = Array.isArray(operand) ? operand : [operand];
  const isNegative = operator === 'ne' || operator === 'notIn';
  const isYes = named.includes(true) !== isNegative;
  const isNo = named.includes(false) !== isNegative;
  if (isYes && isNo) return either;
  if (isYes) return yes;
  return isNo ? no : neither;
}
