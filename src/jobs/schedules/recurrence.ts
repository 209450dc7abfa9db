import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { InputIssue } from '../../platform/problems.ts';
import { cronFault } from './cron-expression.ts';

/** Every so many days, weeks or months, at a time of the day, counted from the day it starts on. */
export interface Interval {
  readonly count: number;
  readonly unit: RecurrenceUnit;
  /** 'HH:MM' of the clock on the wall. */
  readonly at: string;
  /** 'YYYY-MM-DD'. */
  readonly startsOn: string;
}

/** What an interval counts. */
export type RecurrenceUnit = 'DAY' | 'WEEK' | 'MONTH';

/** When a job is to run again and again, as it is stored: nothing left to defaults, so that it means the same for ever. */
export interface Recurrence {
  readonly rule: { readonly cron: string } | { readonly every: Interval };
  /** IANA name: whose clock the times are read from. */
  readonly timeZone: string;
  /** The last day it may run on, 'YYYY-MM-DD' in its time zone; null: no end. */
  readonly endsOn: string | null;
  /** How many runs there are to be; null: no end. */
  readonly endsAfter: number | null;
  /** The first run, where somebody chose it; ISO 8601 in UTC. What the rule gives before it does not count. */
  readonly startsAt: string | null;
}

const day = () => z.iso.date().meta({ scalar: 'Date' });

const interval = z
  .object({
    count: z.int().min(1).max(1_000).default(1).describe('How many of the unit lie between two runs, at most 1,000.'),
    unit: z.enum(['DAY', 'WEEK', 'MONTH']).meta({ typeName: 'RecurrenceUnit' }).describe('What is counted.'),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of the day is given as HH:MM, from 00:00 to 23:59.')
      .describe('The time of the day, `HH:MM`, of the clock on the wall.'),
    startsOn: day()
      .nullish()
      .describe(
        'The first day, from which all others are counted; a week keeps its weekday, a month its day: the 31st is the last day of a shorter month. Left out: the day of `runAt`, or today.',
      ),
  })
  .meta({
    typeName: 'RecurrenceIntervalInput',
    typeDescription: 'Every so many days, weeks or months, at a time of the day.',
  });

const rule = z
  .object({
    cron: z
      .string()
      .max(255, 'At most 255 characters.')
      .optional()
      .describe('A cron expression of five fields: minute, hour, day of the month, month, day of the week.'),
    every: interval.optional().describe('Every so many days, weeks or months.'),
  })
  .meta({ oneOf: true, typeName: 'RecurrenceRuleInput', typeDescription: 'Exactly one of these.' });

/** RecurrenceInput; the GraphQL input type is made from it. */
export const recurrenceInput = z.object({
  rule: rule.describe('When it runs.'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'There is no such time zone: give an IANA name, such as Europe/Berlin.')
    .nullish()
    .describe('The IANA name of the time zone that the times are meant in. Left out: the institution’s.'),
  endsOn: day().nullish().describe('The last day on which it may run. Left out: no end.'),
  endsAfter: z
    .int()
    .min(1)
    .max(100_000)
    .nullish()
    .describe(
      'How many runs there are to be: jobs that began; those that were skipped do not count. Left out: no end.',
    ),
});

/** RecurrenceInput as the API takes it. */
export type RecurrenceInput = z.input<typeof recurrenceInput>;

/** Where what an input leaves out comes from. */
export interface RecurrenceDefaults {
  readonly timeZone: string;
  /** The first run, if it was chosen; it is the present moment when its time has passed. */
  readonly startsAt: Date | null;
  readonly now: Date;
}

/** The recurrence that an input means; or all that is wrong with it, with paths from the input. */
export function resolveRecurrence(
  input: unknown,
  { startsAt, now, ...defaults }: RecurrenceDefaults,
): { readonly recurrence: Recurrence } | { readonly issues: readonly InputIssue[] } {
  const parsed = recurrenceInput.safeParse(input);
  if (!parsed.success) return { issues: parsed.error.issues.map(inputIssue) };
  const { rule: given, endsOn = null, endsAfter = null } = parsed.data;
  const timeZone = parsed.data.timeZone ?? defaults.timeZone;
  const ends = { timeZone, endsOn, endsAfter, startsAt: startsAt?.toISOString() ?? null };
  if (given.cron !== undefined) {
    const fault = cronFault(given.cron);
    if (fault) return { issues: [{ path: ['rule', 'cron'], message: fault }] };
    return { recurrence: { rule: { cron: given.cron.trim() }, ...ends } };
  }
  if (!given.every) return { issues: [{ path: ['rule'], message: 'Give a cron expression or an interval.' }] };
  const startsOn = given.every.startsOn ?? dayIn(timeZone, startsAt ?? now);
  return { recurrence: { rule: { every: { ...given.every, startsOn } }, ...ends } };
}

function inputIssue({ path, message }: z.core.$ZodIssue): InputIssue {
  return { path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)), message };
}

function dayIn(timeZone: string, at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

function isTimeZone(name: string): boolean {
  // Offsets such as +01:00 are understood as well, but know of no summer.
  return /^[A-Za-z]/.test(name) && knowsTimeZone(name);
}

function knowsTimeZone(name: string): boolean {
  try {
    Temporal.Now.plainDateISO(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
