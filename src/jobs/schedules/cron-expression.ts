import { CronExpressionParser } from 'cron-parser';
import { Temporal } from 'temporal-polyfill';

/** What is wrong with a cron expression, for who wrote it; null: nothing. */
export function cronFault(cron: string): string | null {
  if (cron.trim().split(/\s+/).length !== 5 || !/^[\sA-Za-z0-9*?,/#-]+$/.test(cron))
    return 'Give the five fields of a cron expression: minute, hour, day of the month, month, day of the week.';
  // H stands for a minute drawn at random, another one each time the expression is read.
  if (/\bH\b/i.test(cron)) return 'H has no place in this cron expression: give the time itself.';
  try {
    parse(cron, new Date());
    return stepFault(cron);
  } catch (error) {
    return `This is no cron expression: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

const fields = [
  { name: 'minute', size: 60 },
  { name: 'hour', size: 24 },
  { name: 'day of the month', size: 31 },
  { name: 'month', size: 12 },
  { name: 'day of the week', size: 7 },
] as const;

/** Each field begins anew with its next round, so a step of 90 minutes would be one of an hour. */
function stepFault(cron: string): string | null {
  for (const [index, parts] of cron.trim().split(/\s+/).entries()) {
    const field = fields[index];
    const part = parts.split(',').find((given) => Number(given.split('/')[1] ?? 0) > (field?.size ?? 0));
    if (field && part) return `${part}: a step in the ${field.name} is at most ${field.size}.`;
  }
  return null;
}

/** The next time on the wall that fits the expression, after this one; null when none ever comes. */
export function nextCronTime(cron: string, after: Temporal.PlainDateTime): Temporal.PlainDateTime | null {
  // As if it were UTC: every day has 24 hours there, and what becomes of a time is decided elsewhere, for all rules alike.
  const expression = parse(cron, new Date(after.toZonedDateTime('UTC').epochMilliseconds));
  if (!expression.hasNext()) return null;
  const next = Temporal.Instant.fromEpochMilliseconds(expression.next().getTime());
  return next.toZonedDateTimeISO('UTC').toPlainDateTime();
}

/** Whether the expression takes every hour, however it is written: it then goes by the time that passes, not by the clock. */
export function runsAllHours(cron: string): boolean {
  return new Set(parse(cron, new Date()).fields.hour.values).size === HOURS_OF_A_DAY;
}

const HOURS_OF_A_DAY = 24;

function parse(cron: string, currentDate: Date) {
  return CronExpressionParser.parse(cron, { currentDate, tz: 'UTC' });
}
