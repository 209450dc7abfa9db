import { isScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../schema.ts';

function scalar(name: string) {
  const type = schema.getType(name);
  if (!isScalarType(type)) throw new Error(`${name} is no scalar`);
  return type;
}

describe('Date', () => {
  it('is a plain date in both directions', () => {
    expect(scalar('Date').parseValue('2028-02-29')).toBe('2028-02-29');
    expect(scalar('Date').serialize('2028-02-29')).toBe('2028-02-29');
    expect(scalar('Date').serialize(new Date('2028-02-29T00:00:00Z'))).toBe('2028-02-29');
  });

  it.each(['2027-02-29', '2028-2-9', '2028-02-29T00:00:00Z', 'tomorrow', 20_280_229, null])('refuses %j', (value) => {
    expect(() => scalar('Date').parseValue(value)).toThrow('Expected a date');
  });
});

describe('DateTime', () => {
  it('is an instant, told in UTC whatever zone it was given in', () => {
    const instant = scalar('DateTime').parseValue('2030-06-15T12:00:00+02:00');
    expect(instant).toEqual(new Date('2030-06-15T10:00:00Z'));
    expect(scalar('DateTime').serialize(instant)).toBe('2030-06-15T10:00:00.000Z');
  });

  it.each(['2030-06-15', '2030-06-15T12:00:00', 'now', 0])('refuses %j', (value) => {
    expect(() => scalar('DateTime').parseValue(value)).toThrow('Expected an instant');
  });
});

describe('URL', () => {
  it.each(['javascript:alert(1)', '/jobs/1', 'example.org'])('refuses %j', (value) => {
    expect(() => scalar('URL').parseValue(value)).toThrow('Expected an absolute web address');
  });
});
