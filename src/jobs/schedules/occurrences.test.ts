import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { countOccurrences, nextOccurrence, occurrencesAfter } from './occurrences.ts';
import type { Interval, Recurrence } from './recurrence.ts';

const recurrence = (rule: Recurrence['rule'], rest: Partial<Recurrence> = {}): Recurrence => ({
  rule,
  timeZone: 'Europe/Berlin',
  endsOn: null,
  endsAfter: null,
  startsAt: null,
  ...rest,
});
const cron = (expression: string, rest?: Partial<Recurrence>) => recurrence({ cron: expression }, rest);
const every = (interval: Partial<Interval>, rest?: Partial<Recurrence>) =>
  recurrence({ every: { count: 1, unit: 'DAY', at: '02:30', startsOn: '2026-01-01', ...interval } }, rest);

/** The first so many occurrences, as the clocks on the wall and the offset of the zone have them. */
function times(of: Recurrence, after: string, count: number): string[] {
  return [...occurrencesAfter(of, new Date(after)).take(count)].map((date) =>
    Temporal.Instant.fromEpochMilliseconds(date.getTime())
      .toZonedDateTimeISO(of.timeZone)
      .toString({ smallestUnit: 'minute', timeZoneName: 'never' }),
  );
}

describe('when the clocks change', () => {
  const bothRules: [string, Recurrence][] = [
    ['a cron expression', cron('30 2 * * *')],
    ['an interval', every({})],
  ];

  test.each(bothRules)(
    'a time that does not exist happens once, as much later as the clocks jump: %s',
    (_what, rule) => {
      expect(times(rule, '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29T03:30+02:00', '2026-03-30T02:30+02:00']);
    },
  );

  test.each(bothRules)('a time that comes twice happens once, the first time: %s', (_what, rule) => {
    const expected = ['2026-10-25T02:30+02:00', '2026-10-26T02:30+01:00'];
    expect(times(rule, '2026-10-24T12:00:00Z', 2)).toEqual(expected);
    // Whoever looks between the two times, or at the second, does not find it again.
    expect(times(rule, '2026-10-25T00:45:00Z', 1)).toEqual(expected.slice(1));
    expect(times(rule, '2026-10-25T01:15:00Z', 1)).toEqual(expected.slice(1));
  });

  test('a time that was moved onto another one does not happen twice', () => {
    const rule = cron('30 2,3 * * *');
    expect(times(rule, '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29T03:30+02:00', '2026-03-30T02:30+02:00']);
  });

  test('every half hour goes on as time passes, through the hour that comes twice and over the one that does not', () => {
    const rule = cron('*/30 * * * *');
    expect(times(rule, '2026-10-24T23:45:00Z', 6)).toEqual([
      '2026-10-25T02:00+02:00',
      '2026-10-25T02:30+02:00',
      '2026-10-25T02:00+01:00',
      '2026-10-25T02:30+01:00',
      '2026-10-25T03:00+01:00',
      '2026-10-25T03:30+01:00',
    ]);
    expect(times(rule, '2026-03-29T00:15:00Z', 3)).toEqual([
      '2026-03-29T01:30+01:00',
      '2026-03-29T03:00+02:00',
      '2026-03-29T03:30+02:00',
    ]);
  });

  test.each(['0 * * * *', '0 */1 * * *', '0 0-23 * * *', '0 0-11,12-23 * * *'])(
    'every hour goes on as time passes, however it is written: %s',
    (expression) => {
      expect(times(cron(expression), '2026-10-24T23:45:00Z', 3)).toEqual([
        '2026-10-25T02:00+02:00',
        '2026-10-25T02:00+01:00',
        '2026-10-25T03:00+01:00',
      ]);
    },
  );

  test('midnight may be what does not exist: it is still that day', () => {
    const rule = cron('0 0 * * *', { timeZone: 'America/Santiago', endsOn: '2026-09-06' });
    expect(times(rule, '2026-09-05T12:00:00Z', 3)).toEqual(['2026-09-06T01:00-03:00']);
  });

  test('half an hour may be all they jump', () => {
    const rule = every({ at: '02:15' }, { timeZone: 'Australia/Lord_Howe' });
    expect(times(rule, '2026-10-03T12:00:00Z', 2)).toEqual(['2026-10-04T02:45+11:00', '2026-10-05T02:15+11:00']);
  });

  test('a day that a country leaves out does not make the next one happen twice', () => {
    const apia = { timeZone: 'Pacific/Apia' };
    const expected = ['2011-12-29T10:00-10:00', '2011-12-31T10:00+14:00', '2012-01-01T10:00+14:00'];
    expect(times(cron('0 10 * * *', apia), '2011-12-29T12:00:00Z', 3)).toEqual(expected);
    expect(times(every({ at: '10:00', startsOn: '2011-01-01' }, apia), '2011-12-29T12:00:00Z', 3)).toEqual(expected);
  });
});

describe('an interval', () => {
  test('of months keeps its day, and takes the last one of a shorter month without staying there', () => {
    const days = times(every({ unit: 'MONTH', startsOn: '2027-12-31' }), '2027-01-01T00:00:00Z', 5);
    expect(days.map((day) => day.slice(0, 10))).toEqual([
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
    ]);
  });

  test('of weeks keeps its weekday', () => {
    const days = times(every({ unit: 'WEEK', count: 2, startsOn: '2026-11-27' }), '2026-11-22T00:00:00Z', 3);
    expect(days.map((day) => day.slice(0, 10))).toEqual(['2026-11-27', '2026-12-11', '2026-12-25']);
  });

  test('is counted from its start, whenever one asks', () => {
    const rule = every({ count: 3, startsOn: '2026-01-01', at: '12:00' });
    expect(times(rule, '2036-05-05T05:05:05Z', 1)).toEqual([times(rule, '2036-05-01T00:00:00Z', 2)[1]]);
  });
});

describe('a first run that was chosen', () => {
  test('comes first, whatever the rule says of it, and the rule goes on from there', () => {
    const rule = cron('0 6 * * *', { startsAt: '2026-12-24T10:15:00.000Z' });
    expect(times(rule, '2026-11-22T00:00:00Z', 2)).toEqual(['2026-12-24T11:15+01:00', '2026-12-25T06:00+01:00']);
    expect(times(rule, '2026-12-24T10:15:00Z', 1)).toEqual(['2026-12-25T06:00+01:00']);
  });
});

describe('an end', () => {
  test('lets it happen on its last day, as the zone has it', () => {
    const rule = every({ at: '23:30' }, { endsOn: '2026-11-23', timeZone: 'America/New_York' });
    expect(times(rule, '2026-11-22T20:00:00Z', 9)).toEqual(['2026-11-22T23:30-05:00', '2026-11-23T23:30-05:00']);
  });

  test('comes by itself after the year 9999', () => {
    expect(nextOccurrence(every({ unit: 'MONTH', count: 1_000 }), new Date('9999-12-31T12:00:00Z'))).toBeNull();
    expect(nextOccurrence(cron('0 0 * * *'), new Date('9999-12-31T23:59:59.999Z'))).toBeNull();
  });
});

test('occurrences are counted to a bound', () => {
  const rule = cron('0 * * * *');
  const [from, to] = [new Date('2026-11-22T00:00:00Z'), new Date('2026-11-22T10:00:00Z')];
  expect(countOccurrences(rule, from, to, 1_000)).toBe(10);
  expect(countOccurrences(rule, from, to, 4)).toBe(4);
});

describe('whatever the recurrence', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Asia/Kathmandu',
  ];
  const two = (most: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, '0'));
  const interval = fc.record({
    count: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('DAY', 'WEEK', 'MONTH'),
    at: fc.tuple(two(23), two(59)).map((parts) => parts.join(':')),
    startsOn: fc
      .date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  });
  const field = (most: number, least = 0) => fc.integer({ min: least, max: most }).map(String);
  const expression = fc
    .tuple(
      fc.oneof(field(59), fc.constant('*/20')),
      fc.oneof(field(4), fc.constantFrom('*', '*/5', '1-3')),
      fc.oneof(fc.constant('*'), field(28, 1)),
      fc.constant('*'),
      fc.oneof(fc.constant('*'), field(7)),
    )
    .map((fields) => fields.join(' '));
  const rules = fc.oneof(
    interval.map((given): Recurrence['rule'] => ({ every: given })),
    expression.map((given): Recurrence['rule'] => ({ cron: given })),
  );
  const any = fc
    .record({ rule: rules, timeZone: fc.constantFrom(...zones) })
    .map(({ rule, timeZone }) => recurrence(rule, { timeZone }));
  // Around the changes of the clocks, where faults live.
  const moments = fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-09-06', '2026-10-04', '2026-10-25', '2026-11-01'),
      fc.integer({ min: -30 * 3_600_000, max: 30 * 3_600_000 }),
    )
    .map(([date, off]) => new Date(Date.parse(date) + off));

  test('its occurrences strictly grow, and come after what they are to come after', () => {
    fc.assert(
      fc.property(any, moments, (rule, after) => {
        const instants = [after, ...occurrencesAfter(rule, after).take(8)].map(Number);
        expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
      }),
    );
  });

  test('nothing between two occurrences is another, whoever asks and when', () => {
    fc.assert(
      fc.property(any, moments, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (rule, after, part) => {
        const next = nextOccurrence(rule, after);
        if (!next) return;
        const between = new Date(after.getTime() + Math.floor(part * (next.getTime() - after.getTime() - 1)));
        expect(nextOccurrence(rule, between)).toEqual(next);
      }),
    );
  });

  test('the time of the day is the one that was given, except where the clocks leave it out', () => {
    fc.assert(
      fc.property(interval, fc.constantFrom(...zones), moments, (given, timeZone, after) => {
        for (const occurrence of occurrencesAfter(recurrence({ every: given }, { timeZone }), after).take(6)) {
          const zoned = Temporal.Instant.fromEpochMilliseconds(occurrence.getTime()).toZonedDateTimeISO(timeZone);
          const meant = zoned.toPlainDate().toPlainDateTime(given.at);
          const exists = meant.toZonedDateTime(timeZone).toPlainDateTime().equals(meant);
          if (exists) expect(zoned.toPlainTime().toString()).toBe(`${given.at}:00`);
          else expect(zoned.toInstant().equals(meant.toZonedDateTime(timeZone).toInstant())).toBe(true);
        }
      }),
    );
  });

  test('a cron expression happens at every time of the wall that fits it, and at no other', () => {
    fc.assert(
      fc.property(two(59), fc.constantFrom(...zones), moments, (minute, timeZone, after) => {
        const start = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timeZone);
        const found = [...occurrencesAfter(cron(`${Number(minute)} 1-3 * * *`, { timeZone }), after).take(9)].map(
          Number,
        );
        const expected = new Set<number>();
        for (let day = -1; day < 6; day += 1) {
          for (const hour of ['01', '02', '03']) {
            const time = start.toPlainDate().add({ days: day }).toPlainDateTime(`${hour}:${minute}`);
            const instant = time.toZonedDateTime(timeZone).epochMilliseconds;
            if (instant > after.getTime()) expected.add(instant);
          }
        }
        expect(found).toEqual([...expected].sort((a, b) => a - b).slice(0, 9));
      }),
    );
  });
});
