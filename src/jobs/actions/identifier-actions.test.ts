import { describe, expect, it } from 'vitest';
import type { UserFacts } from '../record/user-facts.ts';
import { deciding, issuesOf, pairs, resolving } from '../testing/deciding.ts';
import { identifierWith } from '../testing/entries.ts';
import { userWith } from '../testing/facts.ts';
import { addIdentifier } from './add-identifier.ts';
import { removeIdentifiers } from './remove-identifiers.ts';

const ada = { fields: { primaryId: 'Ada' } };
const made = { type: 'BARCODE', value: { fromPrimaryId: { prefix: 'L-' } } };
const named = (...byUser: readonly object[]) => ({ type: 'BARCODE', value: { byUser } });
const own = identifierWith({ value: 'L-Ada' });

describe('adding an identifier', () => {
  it.each<[string, object, Partial<UserFacts>, string, unknown[]]>([
    ['made of the primary id', made, {}, 'IDENTIFIER_ADDED', [[null, own]]],
    ['with a remark', { ...made, note: 'New card' }, {}, 'IDENTIFIER_ADDED', [[null, { ...own, note: 'New card' }]]],
    [
      'with something after it',
      { type: 'BARCODE', value: { fromPrimaryId: { suffix: '@x' } } },
      {},
      'IDENTIFIER_ADDED',
      [[null, identifierWith({ value: 'Ada@x' })]],
    ],
    [
      'given by name, in any case',
      named({ primaryId: 'ADA', value: '007' }),
      {},
      'IDENTIFIER_ADDED',
      [[null, identifierWith({ value: '007' })]],
    ],
    [
      'without blanks around it',
      named({ primaryId: 'ada', value: ' 007\n' }),
      {},
      'IDENTIFIER_ADDED',
      [[null, identifierWith({ value: '007' })]],
    ],
    [
      'without blanks around all of it',
      { type: 'BARCODE', value: { fromPrimaryId: { prefix: ' L ', suffix: ' ' } } },
      {},
      'IDENTIFIER_ADDED',
      [[null, identifierWith({ value: 'L Ada' })]],
    ],
    [
      'given by name, with accents spelled in another way',
      named({ primaryId: 'rené'.normalize('NFD'), value: 'É1'.normalize('NFD') }),
      { fields: { primaryId: 'René' } },
      'IDENTIFIER_ADDED',
      [[null, identifierWith({ value: 'É1' })]],
    ],
    [
      'made of the primary id, with accents spelled in another way',
      { type: 'BARCODE', value: { fromPrimaryId: { suffix: '\u0301' } } },
      {},
      'IDENTIFIER_ADDED',
      [[null, identifierWith({ value: 'Adá' })]],
    ],
    ['given for others', named({ primaryId: 'bob', value: '007' }), {}, 'IDENTIFIER_NOT_GIVEN', []],
    [
      'that is there',
      made,
      { identifiers: [{ ...own, note: 'Old', segment: 'EXTERNAL' }] },
      'IDENTIFIER_ALREADY_THERE',
      [],
    ],
    [
      'that is there, inactive',
      made,
      { identifiers: [{ ...own, status: 'INACTIVE' }] },
      'IDENTIFIER_ACTIVATED',
      [[{ ...own, status: 'INACTIVE' }, own]],
    ],
    ['beside another', made, { identifiers: [identifierWith()] }, 'IDENTIFIER_ADDED', [[null, own]]],
    ['in another case', made, { identifiers: [identifierWith({ value: 'l-ada' })] }, 'IDENTIFIER_ADDED', [[null, own]]],
    ['of another type', made, { identifiers: [{ ...own, type: 'UNIV_ID' }] }, 'IDENTIFIER_ADDED', [[null, own]]],
    [
      'that somebody else has',
      made,
      { takenIdentifiers: [{ type: 'BARCODE', value: 'L-Ada' }] },
      'IDENTIFIER_TAKEN',
      [],
    ],
    [
      'not the one somebody else has',
      made,
      { takenIdentifiers: [{ type: 'BARCODE', value: 'X' }] },
      'IDENTIFIER_ADDED',
      [[null, own]],
    ],
  ])('%s', (_what, input, facts, code, expected) => {
    const decision = deciding(addIdentifier, input, { ...ada, ...facts });
    expect(decision.code).toBe(code);
    expect(pairs(decision)).toEqual(expected);
  });

  it('into the segment of an external account warns of the next load', () => {
    const external = { ...ada, accountType: 'EXTERNAL' } as const;
    expect(deciding(addIdentifier, { ...made, segment: 'BY_USER_ACCOUNT_TYPE' }, external)).toMatchObject({
      changes: [{ after: { segment: 'EXTERNAL' } }],
      warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'],
    });
    expect(deciding(addIdentifier, made, external)).not.toHaveProperty('warnings');
  });

  it('tells beforehand which it would give', () => {
    const wouldGive = (input: object) =>
      addIdentifier.newIdentifiers?.(userWith(ada), resolving(addIdentifier, input).step);
    expect(wouldGive(made)).toEqual([{ type: 'BARCODE', value: 'L-Ada' }]);
    expect(wouldGive(named({ primaryId: 'bob', value: '007' }))).toEqual([]);
    expect(removeIdentifiers.newIdentifiers).toBeNull();
  });

  it.each<[string, object, (string | number)[][]]>([
    ['a type there is not', { ...made, type: 'DNA' }, [['type']]],
    ['no value', { type: 'BARCODE', value: {} }, [['value']]],
    ['nobody', named(), [['value', 'byUser']]],
    [
      'the same user and value twice',
      named({ primaryId: 'ada', value: '1' }, { primaryId: 'ADA', value: '1' }),
      [
        ['value', 'byUser', 1, 'primaryId'],
        ['value', 'byUser', 1, 'value'],
      ],
    ],
    ['U+0000', { type: 'BARCODE', value: { fromPrimaryId: { prefix: '\0' } } }, [['value', 'fromPrimaryId', 'prefix']]],
    [
      'a line break, or what cannot be seen',
      named({ primaryId: 'ada', value: '1\n2' }, { primaryId: 'bob', value: '12\u200b' }),
      [
        ['value', 'byUser', 0, 'value'],
        ['value', 'byUser', 1, 'value'],
      ],
    ],
    [
      'a turn of direction before or after the primary id',
      { type: 'BARCODE', value: { fromPrimaryId: { prefix: '\u202e', suffix: 'a\tb' } } },
      [
        ['value', 'fromPrimaryId', 'prefix'],
        ['value', 'fromPrimaryId', 'suffix'],
      ],
    ],
    ['a remark of two lines', { ...made, note: 'New\ncard' }, [['note']]],
    ['a blank value', named({ primaryId: 'ada', value: ' ' }), [['value', 'byUser', 0, 'value']]],
  ])('is refused with %s', (_what, input, paths) => {
    expect(issuesOf(addIdentifier, input).map(({ path }) => path)).toEqual(paths);
  });

  it.each<[object, string]>([
    [made, 'Add the identifier Barcode as L-<primary id>'],
    [{ type: 'BARCODE', value: { fromPrimaryId: {} } }, 'Add the identifier Barcode from the primary id'],
    [named({ primaryId: 'ada', value: '1' }), 'Add the identifier Barcode as given for 1 user'],
    [
      named({ primaryId: 'ada', value: '1' }, { primaryId: 'bob', value: '2' }),
      'Add the identifier Barcode as given for 2 users',
    ],
  ])('%#: in words', (input, sentence) => {
    expect(resolving(addIdentifier, input).sentence).toBe(sentence);
  });
});

describe('removing identifiers', () => {
  const identifiers = [
    identifierWith(),
    identifierWith({ value: '42x', status: 'INACTIVE' }),
    identifierWith({ type: 'UNIV_ID', value: '42X', segment: 'EXTERNAL' }),
  ];

  it.each<[object, number[]]>([
    [{ type: 'BARCODE' }, [0, 1]],
    [{ status: 'INACTIVE' }, [1]],
    [{ valueStartsWith: '42' }, [1, 2]],
    [{ valueStartsWith: '42X' }, [2]],
    [{ segment: 'INTERNAL', status: 'ACTIVE' }, [0]],
    [{ type: 'UNIV_ID', status: 'INACTIVE' }, []],
    [{ all: true }, [0, 1, 2]],
  ])('by %j', (input, wanted) => {
    const decision = deciding(removeIdentifiers, input, { identifiers });
    expect(decision.code).toBe(wanted.length > 0 ? 'IDENTIFIERS_REMOVED' : 'IDENTIFIER_NOT_FOUND');
    expect(pairs(decision)).toEqual(wanted.map((index) => [identifiers[index], null]));
    expect('warnings' in decision).toBe(wanted.includes(2));
  });

  it('needs to be told which, and says so in words', () => {
    expect(issuesOf(removeIdentifiers, {})).toMatchObject([{ path: [] }]);
    expect(issuesOf(removeIdentifiers, { all: true, status: 'ACTIVE' })).toMatchObject([{ path: ['all'] }]);
    expect(resolving(removeIdentifiers, { type: 'BARCODE', valueStartsWith: '00' }).sentence).toBe(
      'Remove identifiers with type BARCODE, value beginning with "00"',
    );
  });
});
