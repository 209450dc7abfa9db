import { z } from 'zod';
import type { ValueField } from './field-kinds.ts';

const MAX_TEXT = 1_000;
const MAX_LIST = 1_000;
const MAX_DAYS = 36_500;

const someText = z
  .string()
  .min(1, 'Give at least one character; to ask for no value, use isEmpty.')
  .max(MAX_TEXT)
  // PostgreSQL's text cannot hold NUL, and nothing can hold half a character.
  .refine((value) => !value.includes('\0') && value.isWellFormed(), 'It holds a character that no text can hold.')
  .transform((value) => value.normalize('NFC'));

const plainDate = z.iso.date().refine((value) => value >= '0001-01-01', 'There is no year 0.');

const instant = z
  .union([z.date(), z.iso.datetime({ offset: true })], 'Expected an instant in ISO 8601 with a time zone.')
  .transform((value) => new Date(value).toISOString())
  .refine((value) => /^\d{4}-/.test(value) && value >= '0001', 'The year must be from 1 to 9999.');

/** What may be said of one value: an object of operators, at least one of them. */
export function valueSchema(field: ValueField): z.ZodType {
  switch (field.kind) {
    case 'text':
      return tests({ ...equality(someText), contains: someText, startsWith: someText });
    case 'choice':
      return tests(equality(z.enum(Object.keys(field.choice.values))));
    case 'flag':
      return tests(equality(z.boolean()));
    case 'date':
      return tests(order(plainDate));
    case 'instant':
      return tests(order(instant));
    default:
      return tests(equality(someText));
  }
}

/** An object in which at least one of the properties is given. */
export function tests(shape: Readonly<Record<string, z.ZodType>>): z.ZodType {
  const optional = Object.fromEntries(Object.entries(shape).map(([name, type]) => [name, type.optional()]));
  return z.strictObject(optional).refine((given) => Object.values(given).some((value) => value !== undefined), {
    error: 'A condition is missing here.',
    // A condition with a fault is none that is missing.
    when: ({ issues }) => issues.length === 0,
  });
}

function equality(value: z.ZodType): Record<string, z.ZodType> {
  const list = z.array(value).min(1, 'Name at least one value.').max(MAX_LIST);
  return { eq: value, ne: value, in: list, notIn: list, isEmpty: z.boolean() };
}

function order(moment: z.ZodType<string>): Record<string, z.ZodType> {
  const between = z
    .strictObject({ from: moment, to: moment })
    .refine(({ from, to }) => from <= to, 'The end lies before the beginning.');
  const withinDays = z.int().min(-MAX_DAYS).max(MAX_DAYS);
  return {
    ...equality(moment),
    before: moment,
    onOrBefore: moment,
    after: moment,
    onOrAfter: moment,
    between,
    withinDays,
  };
}
