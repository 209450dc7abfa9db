import cronstrue from 'cronstrue';
import { Temporal } from 'temporal-polyfill';
import type { Interval, Recurrence } from './recurrence.ts';

/** When it runs, as a sentence without its full stop: `Every 2 weeks on Monday at 06:30 (Europe/Berlin), until 2027-06-30`. */
export function describeRecurrence({ rule, timeZone, endsOn, endsAfter }: Recurrence): string {
  const times = 'every' in rule ? describeInterval(rule.every) : describeCron(rule.cron);
  const until = endsOn ? `, until ${endsOn}` : '';
  const runs = endsAfter ? `, ${endsAfter === 1 ? 'once' : `${endsAfter.toLocaleString('en')} times`}` : '';
  return `${times} (${timeZone})${until}${runs}`;
}

function describeCron(cron: string): string {
  return cronstrue.toString(cron, { use24HourTimeFormat: true, verbose: true });
}

function describeInterval({ count, unit, at, startsOn }: Interval): string {
  const noun = unit.toLowerCase();
  const every = count === 1 ? `Every ${noun}` : `Every ${count.toLocaleString('en')} ${noun}s`;
  return `${every}${describeDay(unit, startsOn)} at ${at}, from ${startsOn} on`;
}

function describeDay(unit: Interval['unit'], startsOn: string): string {
  const start = Temporal.PlainDate.from(startsOn);
  if (unit === 'WEEK') return ` on ${start.toLocaleString('en', { weekday: 'long' })}`;
  if (unit === 'DAY') return '';
  return start.day > 28 ? ` on day ${start.day} or the last one of a shorter month` : ` on day ${start.day}`;
}
