import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../platform/problems.ts';
import { searchWords } from './compile-search.ts';
import { parseFilter } from './parse-filter.ts';

function issuesOf(work: () => unknown): [string, string][] {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues.map(({ path, message }) => [path.join('.'), message]);
    throw error;
  }
  return [];
}

function nested(levels: number): unknown {
  let filter: unknown = { status: { eq: 'ACTIVE' } };
  for (let level = 0; level < levels; level += 1) filter = { not: filter };
  return filter;
}

describe('a filter from outside', () => {
  test('comes back the same, in one spelling', () => {
    const filter = {
      lastName: { eq: 'Mu\u0308ller' },
      updatedAt: { before: new Date('2026-01-01T00:00:00Z'), after: '2025-01-01T02:00:00+02:00' },
      or: [{ roles: { some: { scope: { institution: { eq: true } } } } }, { notes: { none: {} } }],
    };
    expect(parseFilter(filter)).toEqual({
      ...filter,
      lastName: { eq: 'Müller' },
      updatedAt: { before: '2026-01-01T00:00:00.000Z', after: '2025-01-01T00:00:00.000Z' },
    });
  });

  test.each([null, undefined, {}])('%j is everybody', (filter) => {
    expect(parseFilter(filter)).toEqual({});
  });

  test.each<[string, unknown, string]>([
    ['an unknown field', { shoeSize: { eq: '42' } }, 'where'],
    ['a pin', { pin: { eq: '1234' } }, 'where'],
    ['an inherited name', JSON.parse('{"__proto__": {"eq": "x"}}'), 'where'],
    ['an operator of another kind', { jobCategory: { contains: 'x' } }, 'where.jobCategory'],
    ['no operator', { or: [{ jobCategory: {} }] }, 'where.or.0.jobCategory'],
    ['null for a value', { jobCategory: { eq: null } }, 'where.jobCategory.eq'],
    ['an empty text', { lastName: { contains: '' } }, 'where.lastName.contains'],
    ['an empty list', { userGroup: { notIn: [] } }, 'where.userGroup.notIn'],
    ['an alternative without a condition', { or: [{ status: { eq: 'ACTIVE' } }, {}] }, 'where.or.1'],
    ['an empty negation', { not: {} }, 'where.not'],
    ['no alternatives', { or: [] }, 'where.or'],
    ['a relation without a quantifier', { roles: {} }, 'where.roles'],
    ['an unknown value', { gender: { in: ['MALE', 'X'] } }, 'where.gender.in.1'],
    ['a day that is none', { expiryDate: { before: '2026-02-30' } }, 'where.expiryDate.before'],
    ['the year 0', { expiryDate: { eq: '0000-01-01' } }, 'where.expiryDate.eq'],
    [
      'an end before its beginning',
      { birthDate: { between: { from: '2026-02-02', to: '2026-02-01' } } },
      'where.birthDate.between',
    ],
    ['an instant without a zone', { updatedAt: { after: '2026-01-01T00:00:00' } }, 'where.updatedAt.after'],
    ['too many days', { expiryDate: { withinDays: 36_501 } }, 'where.expiryDate.withinDays'],
    ['the NUL character', { roles: { some: { createdBy: { eq: 'a\0b' } } } }, 'where.roles.some.createdBy.eq'],
    ['half a character', { lastName: { startsWith: '\ud83d' } }, 'where.lastName.startsWith'],
    ['too many values', { primaryId: { in: Array.from({ length: 1_001 }, String) } }, 'where.primaryId.in'],
    ['too many conditions', { or: Array.from({ length: 300 }, () => ({ status: { eq: 'ACTIVE' } })) }, 'where'],
    ['too many levels', nested(24), ['where', ...Array.from({ length: 24 }, () => 'not'), 'status'].join('.')],
    ['far too many levels', nested(100_000), ['where', ...Array.from({ length: 25 }, () => 'not')].join('.')],
  ])('is refused with the place of the fault: %s', (_, filter, path) => {
    expect(issuesOf(() => parseFilter(filter))).toEqual([[path, expect.any(String)]]);
  });

  test('is told all of its faults', () => {
    const filter = { jobCategory: { eq: '' }, expiryDate: { before: 'soon' } };
    expect(issuesOf(() => parseFilter(filter, ['input', 'where'])).map(([path]) => path)).toEqual([
      'input.where.expiryDate.before',
      'input.where.jobCategory.eq',
    ]);
  });
});

describe('a free search', () => {
  test('is its words', () => {
    expect(searchWords(' Anna\u00a0 O’Brien\t\n')).toEqual(['Anna', 'O’Brien']);
    expect(searchWords(null)).toEqual([]);
  });

  test.each([
    ['NUL', 'a\0'],
    ['nothing but accents', 'anna \u0301\u0308'],
    ['too long', 'x'.repeat(201)],
    ['too many words', 'x '.repeat(21)],
  ])('is refused: %s', (_, search) => {
    expect(issuesOf(() => searchWords(search))).toEqual([['search', expect.any(String)]]);
  });
});
