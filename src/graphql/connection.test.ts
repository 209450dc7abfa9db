import { describe, expect, it } from 'vitest';
import { connectionCost, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, pageSize } from './connection.ts';

describe('pageSize', () => {
  it.each([
    [{}, DEFAULT_PAGE_SIZE],
    [{ first: 7 }, 7],
    [{ last: MAX_PAGE_SIZE, first: null }, MAX_PAGE_SIZE],
    [{ first: 0 }, 0],
  ])('of %j is %i', (page, size) => {
    expect(pageSize(page)).toBe(size);
  });

  it.each([{ first: -1 }, { first: MAX_PAGE_SIZE + 1 }, { last: MAX_PAGE_SIZE + 1 }, { first: 1, last: 1 }])(
    'refuses %j with a code',
    (page) => {
      expect(() => pageSize(page)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }));
    },
  );
});

describe('connectionCost', () => {
  it('grows with the page', () => {
    expect(connectionCost({ first: 200 })).toEqual({ field: 1, multiplier: 200 });
    expect(connectionCost({ first: 0 })).toEqual({ field: 1, multiplier: 1 });
  });
});
