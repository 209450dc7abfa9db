import { expect, test } from 'vitest';
import { cronFault, runsAllHours } from './cron-expression.ts';

test.each([
  ['*/90 * * * *', '*/90: a step in the minute is at most 60.'],
  ['0 0-12/25 * * *', '0-12/25: a step in the hour is at most 24.'],
  ['0 0 1,10-20/32 * *', '10-20/32: a step in the day of the month is at most 31.'],
  ['0 0 1 */13 *', '*/13: a step in the month is at most 12.'],
  ['0 0 * * */8', '*/8: a step in the day of the week is at most 7.'],
])('a step beyond what its field can hold would not mean what it says: %s', (cron, fault) => {
  expect(cronFault(cron)).toBe(fault);
});

test.each(['*/60 * * * *', '0 */24 * * *', '0 0 */31 * *', '0 0 1 */12 *', '0 0 * * */7', '5-50/15 8-18/2 * * 1-5'])(
  'a step that takes the field round once, or less, is one: %s',
  (cron) => {
    expect(cronFault(cron)).toBeNull();
  },
);

test.each([
  ['0 * * * *', true],
  ['0 */1 * * *', true],
  ['*/5 0-23 * * *', true],
  ['0 0-22 * * *', false],
  ['0 */2 * * *', false],
])('what runs in every hour is known by its hours: %s', (cron, allHours) => {
  expect(runsAllHours(cron)).toBe(allHours);
});
