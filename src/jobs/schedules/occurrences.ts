import { Temporal } from 'temporal-polyfill';
import { nextCronTime, runsAllHours } from './cron-expression.ts';
import type { Interval, Recurrence } from './recurrence.ts';

/**
 * The first occurrence of a recurrence after an instant; null when none comes any more. Pure: it depends on nothing else.
 * A time of the day that a change of the clocks leaves out happens as much later as the clocks jump; one that comes
 * twice happens once, the first time. A cron expression for every hour goes by the time that passes instead.
 */
export function nextOccurrence(recurrence: Recurrence, after: Date): Date | null {
  const { rule, timeZone, endsOn, startsAt } = recurrence;
  const from = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timeZone);
  const next =
    startsAfter(startsAt, from) ?? ('every' in rule ? nextOfInterval(rule.every, from) : nextOfCron(rule.cron, from));
  if (!next || next.epochMilliseconds > LAST_MOMENT) return null;
  const isOver = endsOn !== null && Temporal.PlainDate.compare(next.toPlainDate(), endsOn) > 0;
  return isOver ? null : new Date(next.epochMilliseconds);
}

function startsAfter(startsAt: string | null, from: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const start = startsAt === null ? null : Temporal.Instant.from(startsAt).toZonedDateTimeISO(from.timeZoneId);
  return start && isAfter(start, from) ? start : null;
}

// Beyond it an instant is not written with four digits for the year any more, as the API writes it.
const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** All occurrences after an instant, the earliest first; without an end if the recurrence has none. */
export function* occurrencesAfter(recurrence: Recurrence, after: Date): Generator<Date, void> {
  let next = nextOccurrence(recurrence, after);
  while (next) {
    yield next;
    next = nextOccurrence(recurrence, next);
  }
}

/** How many occurrences lie after one instant and not after the other; counted to `most` and no further. */
export function countOccurrences(recurrence: Recurrence, after: Date, until: Date, most: number): number {
  let count = 0;
  for (const occurrence of occurrencesAfter(recurrence, after)) {
    if (occurrence > until || count === most) break;
    count += 1;
  }
  return count;
}

function nextOfInterval(interval: Interval, from: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const time = Temporal.PlainTime.from(interval.at);
  const start = Temporal.PlainDate.from(interval.startsOn);
  // From a step that is certainly not too late: clocks have jumped by a whole day already.
  for (let step = Math.max(0, stepsSince(start, interval, from) - 2); ; step += 1) {
    const day = dayOfStep(start, interval, step);
    if (day.year > 9999) return null;
    const next = day.toZonedDateTime({ timeZone: from.timeZoneId, plainTime: time });
    if (isAfter(next, from)) return next;
  }
}

function stepsSince(start: Temporal.PlainDate, { count, unit }: Interval, from: Temporal.ZonedDateTime): number {
  const { days, months } = start.until(from.toPlainDate(), { largestUnit: unit === 'MONTH' ? 'month' : 'day' });
  const units = unit === 'MONTH' ? months : unit === 'WEEK' ? days / 7 : days;
  return Math.floor(units / count);
}

/** Counted from the start each time: the 31st is the last day of February and the 31st of March again. */
function dayOfStep(start: Temporal.PlainDate, { count, unit }: Interval, step: number): Temporal.PlainDate {
  const number = step * count;
  if (unit === 'MONTH') return start.add({ months: number });
  return start.add(unit === 'WEEK' ? { weeks: number } : { days: number });
}

function nextOfCron(cron: string, from: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  return runsAllHours(cron) ? nextAsTimePasses(cron, from) : nextByTheClock(cron, from);
}

function nextByTheClock(cron: string, from: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  // Times that were left out a moment ago happen now, so the search begins before them.
  const jump = Math.max(0, from.offsetNanoseconds - from.subtract({ hours: 24 }).offsetNanoseconds);
  let time = nextCronTime(cron, from.toPlainDateTime().subtract({ nanoseconds: jump }));
  while (time) {
    const next = time.toZonedDateTime(from.timeZoneId);
    if (isAfter(next, from)) return next;
    time = nextCronTime(cron, time);
  }
  return null;
}

function nextAsTimePasses(cron: string, from: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  let at = from;
  let time = nextCronTime(cron, from.toPlainDateTime());
  while (time) {
    const next = time.toZonedDateTime(at.offset).withTimeZone(at.timeZoneId);
    const change = at.getTimeZoneTransition('next');
    if (!change || Temporal.ZonedDateTime.compare(next, change) < 0) return next;
    // The clocks change before: from then on it goes by the new time, whose first moment counts.
    at = change;
    time = nextCronTime(cron, change.toPlainDateTime().subtract({ milliseconds: 1 }));
  }
  return null;
}

function isAfter(one: Temporal.ZonedDateTime, other: Temporal.ZonedDateTime): boolean {
  return Temporal.ZonedDateTime.compare(one, other) > 0;
}
