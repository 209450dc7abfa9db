import { describe, expect, it } from 'vitest';
import { conditionOf, isPlausible, plainDateOf } from './alma-values.ts';

const MIDNIGHT_UTC = String(Date.UTC(2030, 5, 30));

describe('dates', () => {
  it.each<[string, string, string | null]>([
    ['midnight UTC', MIDNIGHT_UTC, '2030-06-30'],
    ['midnight in Berlin', String(Date.UTC(2030, 5, 29, 22)), '2030-06-30'],
    ['noon in Berlin', String(Date.UTC(2030, 5, 30, 10)), '2030-06-30'],
    ['before 1970', String(Date.UTC(1950, 0, 1)), '1950-01-01'],
    ['a plain date, as Alma’s other interfaces write it', '2030-06-30Z', '2030-06-30'],
    ['beyond the year 9999', '300000000000000', null],
    ['a fraction', '1.5', null],
    ['an exponent', '1e12', null],
  ])('%s', (_what, value, date) => {
    expect(plainDateOf(value, 'Europe/Berlin')).toBe(date);
  });

  it('of midnight UTC and of midnight there are the same day in every zone', () => {
    expect(plainDateOf(MIDNIGHT_UTC, 'America/Los_Angeles')).toBe('2030-06-30');
    expect(plainDateOf(String(Date.UTC(2030, 5, 30, 7)), 'America/Los_Angeles')).toBe('2030-06-30');
    expect(plainDateOf(String(Date.UTC(2030, 5, 29, 12)), 'Pacific/Auckland')).toBe('2030-06-30');
  });

  it('of the years 2000 to 2200 only are plausible', () => {
    expect(['1999-12-31', '2000-01-01', '2200-12-31', '2201-01-01'].map(isPlausible)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isPlausible(plainDateOf('20270101', 'UTC') ?? '')).toBe(false);
  });

  it('stand in conditions, too', () => {
    expect(conditionOf(`IF_EQUALS ${MIDNIGHT_UTC}`, true, 'UTC')).toEqual({ ifEquals: '2030-06-30' });
    expect(conditionOf('IF_EQUALS soon', true, 'UTC')).toBeNull();
    expect(conditionOf('IF_LATER', false, 'UTC')).toBeNull();
  });
});
