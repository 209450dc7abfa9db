import { z } from 'zod';

/** What a column of the user record can hold, as it travels between file, memory and SQL. */
export type ColumnValue = string | boolean | null | readonly string[];

/** Takes one value of the published form: plain, `{ "value": …, "desc": … }`, or missing as null. */
type ValueSchema<Value> = z.ZodType<Value>;

/** Text of at most `maximum` characters, without surrounding blanks, in NFC as all lookups are; '' when empty. */
export function text(maximum = 255): ValueSchema<string> {
  return z.unknown().transform((value, context) => plainText(value, maximum, context).trim().normalize('NFC'));
}

/** A secret: text whose every character counts, blanks included. */
export function secret(maximum = 255): ValueSchema<string> {
  return z.unknown().transform((value, context) => plainText(value, maximum, context));
}

/** Like {@link text}, null when empty: for what the record either has or has not. */
export function optionalText(maximum = 255): ValueSchema<string | null> {
  return text(maximum).transform((value) => value || null);
}

/** One of a few words, in any case; null when empty. */
export function choice(...words: readonly string[]): ValueSchema<string | null> {
  return text().transform((value, context) => {
    const word = value.toUpperCase();
    if (word === '' || words.includes(word)) return word || null;
    return fail(context, `“${value}” is none of ${words.join(', ')}.`);
  });
}

/** An XML Schema boolean, or JSON's; null when empty. */
export function flag(): ValueSchema<boolean | null> {
  return text().transform((value, context) => {
    const word = value.toLowerCase();
    if (word === '') return null;
    if (word === 'true' || word === '1') return true;
    if (word === 'false' || word === '0') return false;
    return fail(context, `“${value}” is neither true nor false.`);
  });
}

/** A plain date 'YYYY-MM-DD'; null when empty. The time zone that XML Schema allows behind it ("2027-06-30Z") says nothing about the day. */
export function date(): ValueSchema<string | null> {
  return text().transform((value, context) => {
    if (value === '') return null;
    const day = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/.exec(value)?.[1];
    return day && isCalendarDay(day) ? day : fail(context, `“${value}” is no date (YYYY-MM-DD).`);
  });
}

/** A moment, as UTC in ISO form to the millisecond; null when empty. Without a zone it is taken as UTC; a date is its midnight. */
export function instant(): ValueSchema<string | null> {
  return text().transform((value, context) => {
    if (value === '') return null;
    const [, day, time, zone] = /^(\d{4}-\d{2}-\d{2})(?:T([\d:.]+))?(Z|[+-]\d{2}:\d{2})?$/.exec(value) ?? [];
    const moment = new Date(`${day}T${time ?? '00:00:00'}${time && zone ? zone : 'Z'}`);
    if (!day || !isCalendarDay(day) || Number.isNaN(moment.getTime())) {
      return fail(context, `“${value}” is no date and time (YYYY-MM-DDThh:mm:ssZ).`);
    }
    return moment.toISOString();
  });
}

/** A list whose empty items are dropped; one item need not be wrapped, as XML-to-JSON converters leave it. */
export function texts(): ValueSchema<readonly string[]> {
  return z.preprocess(asList, z.array(text())).transform((values) => values.filter((value) => value !== ''));
}

/** null and '' are the empty list, anything else that is no list is a list of one. */
export function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return value === null || value === '' ? [] : [value];
}

// '' where there is a fault: the issue keeps it from going anywhere.
function plainText(value: unknown, maximum: number, context: z.RefinementCtx): string {
  const inner = isCoded(value) ? value.value : value;
  if (inner === null || inner === undefined) return '';
  if (typeof inner === 'boolean') return String(inner);
  const fault = faultOf(inner, maximum);
  if (fault) context.addIssue({ code: 'custom', message: fault });
  return fault ? '' : String(inner);
}

function isCoded(value: unknown): value is { value?: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'value' in value || Object.keys(value).every((key) => key === 'desc' || key === 'link');
}

function faultOf(value: unknown, maximum: number): string | null {
  // Beyond that, reading the file has already rounded it, to the number of somebody else.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? null : 'is too long for a number: quote it.';
  if (typeof value !== 'string') return 'is a structure where a text belongs.';
  if (value.length > maximum) return `is longer than ${maximum} characters.`;
  if (value.includes('\uFFFD')) return 'has characters that are not in the encoding of the file (see --encoding).';
  return value.includes('\0') || !value.isWellFormed() ? 'has a character that no text may have.' : null;
}

function isCalendarDay(day: string): boolean {
  // Date takes the 30th of February for the 2nd of March, and PostgreSQL knows no year 0.
  return new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day.slice(-2)) && !day.startsWith('0000');
}

function fail(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
