import { describe, expect, it } from 'vitest';
import type { BlockFact } from '../record/user-facts.ts';
import { deciding, issuesOf, pairs, resolving } from '../testing/deciding.ts';
import { blockWith } from '../testing/entries.ts';
import { FROZEN_AT, OPERATOR_ID } from '../testing/facts.ts';
import { addBlock } from './add-block.ts';
import { disableBlock } from './disable-block.ts';
import { removeBlock } from './remove-block.ts';

const END = '2027-06-30T22:00:00.000Z';
const loan = { type: 'LOAN', code: '02' };
const added = blockWith({ createdAt: FROZEN_AT, createdBy: 'operator' });

describe('adding a block', () => {
  it.each<[string, object, BlockFact[], BlockFact | null]>([
    ['none there', loan, [], added],
    ['with a remark', { ...loan, note: 'Third time' }, [], { ...added, note: 'Third time' }],
    ['with an end', { ...loan, expiresAt: END }, [], { ...added, expiresAt: new Date(END) }],
    [
      'with an end in another zone',
      { ...loan, expiresAt: '2027-07-01T00:00:00+02:00' },
      [],
      { ...added, expiresAt: new Date(END) },
    ],
    ['an external one', { ...loan, segment: 'EXTERNAL' }, [], { ...added, segment: 'EXTERNAL' }],
    ['of its account, which is internal', { ...loan, segment: 'BY_USER_ACCOUNT_TYPE' }, [], added],
    ['the same there', loan, [blockWith({ segment: 'EXTERNAL' })], null],
    ['the same there, to the same end', { ...loan, expiresAt: END }, [blockWith({ expiresAt: new Date(END) })], null],
    ['the same there, but inactive', loan, [blockWith({ status: 'INACTIVE' })], added],
    ['the same there, with a remark', loan, [blockWith({ note: 'Third time' })], added],
    ['the same there, with an end', loan, [blockWith({ expiresAt: new Date(END) })], added],
    ['another type there', loan, [blockWith({ type: 'CASH' })], added],
    ['another code there', loan, [blockWith({ code: '03' })], added],
  ])('%s', (_what, input, blocks, after) => {
    const decision = deciding(addBlock, input, { blocks });
    expect(decision.code).toBe(after ? 'BLOCK_ADDED' : 'BLOCK_ALREADY_THERE');
    expect(pairs(decision)).toEqual(after ? [[null, after]] : []);
  });

  it('into the segment of an external account warns of the next load', () => {
    const external = { accountType: 'EXTERNAL' } as const;
    expect(deciding(addBlock, { ...loan, segment: 'BY_USER_ACCOUNT_TYPE' }, external)).toMatchObject({
      changes: [{ after: { segment: 'EXTERNAL' } }],
      warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'],
    });
    expect(deciding(addBlock, loan, external)).toMatchObject({ changes: [{ after: { segment: 'INTERNAL' } }] });
    expect(deciding(addBlock, loan, external)).not.toHaveProperty('warnings');
  });

  it('is said in words', () => {
    expect(resolving(addBlock, loan).sentence).toBe('Add the block Loan: Too many overdue items');
    expect(resolving(addBlock, { ...loan, expiresAt: new Date(END) }).sentence).toContain(` until ${END}`);
  });

  it.each([
    ['codes there are not', { type: 'JAIL', code: '99' }, [['type'], ['code']]],
    ['a day in place of an instant', { ...loan, expiresAt: '2027-06-30' }, [['expiresAt']]],
    ['an instant beyond all calendars', { ...loan, expiresAt: new Date(8.64e15) }, [['expiresAt']]],
    ['a blank remark', { ...loan, note: ' ' }, [['note']]],
    ['a segment there is not', { ...loan, segment: 'BOTH' }, [['segment']]],
  ])('is refused with %s', (_what, input, paths) => {
    expect(issuesOf(addBlock, input).map(({ path }) => path)).toEqual(paths);
  });
});

const blocks = [
  blockWith({ note: 'Letter came back: ΟΔΟΣ' }),
  blockWith({ code: '03' }),
  blockWith({ type: 'CASH', status: 'INACTIVE' }),
  blockWith({ type: 'CASH', segment: 'EXTERNAL' }),
];

describe.each([
  ['disabling', disableBlock],
  ['removing', removeBlock],
])('%s blocks', (_how, action) => {
  const isRemoval = action === removeBlock;

  it.each<[object, number[]]>([
    [{ type: 'LOAN' }, [0, 1]],
    [{ code: '02' }, [0, 2, 3]],
    [{ type: 'LOAN', code: '02' }, [0]],
    [{ type: 'CASH' }, [2, 3]],
    [{ noteContains: 'οδος' }, [0]],
    [{ noteContains: 'CAME' }, [0]],
    [{ type: 'USER' }, []],
    [{ all: true }, [0, 1, 2, 3]],
  ])('by %j', (input, wanted) => {
    const chosen = wanted
      .flatMap((index) => blocks[index] ?? [])
      .filter((block) => isRemoval || block.status === 'ACTIVE');
    const decision = deciding(action, input, { blocks });
    expect(decision.code).toBe(
      chosen.length === 0 ? 'BLOCK_NOT_FOUND' : isRemoval ? 'BLOCKS_REMOVED' : 'BLOCKS_DISABLED',
    );
    expect(pairs(decision)).toEqual(
      chosen.map((block) => [block, isRemoval ? null : { ...block, status: 'INACTIVE' }]),
    );
    for (const [index, { before }] of decision.changes.entries()) expect(before).toBe(chosen[index]);
  });

  it('warns of the next load where one is external', () => {
    expect(deciding(action, { type: 'CASH' }, { blocks }).warnings).toEqual(['EXTERNAL_LOAD_MAY_OVERWRITE']);
    expect(deciding(action, { type: 'LOAN' }, { blocks })).not.toHaveProperty('warnings');
  });

  it('leaves those of the own record alone', () => {
    const own = { id: OPERATOR_ID, blocks };
    expect(deciding(action, { all: true }, own)).toEqual({ code: 'OWN_RECORD_PROTECTED', changes: [] });
  });

  it('finds codes that are no longer given', () => {
    expect(issuesOf(action, { type: 'GONE' })).toEqual([]);
  });

  it.each([
    ['nothing', {}, []],
    ['not all', { all: false }, []],
    ['all and a criterion', { all: true, type: 'LOAN' }, ['all']],
  ])('is refused with %s', (_what, input, path) => {
    expect(issuesOf(action, input)).toMatchObject([{ path }]);
  });

  it('is said in words', () => {
    const verb = isRemoval ? 'Remove' : 'Disable';
    expect(resolving(action, { all: true }).sentence).toBe(`${verb} all blocks`);
    expect(resolving(action, { type: 'LOAN', code: '02', noteContains: 'back' }).sentence).toBe(
      `${verb} blocks with type LOAN, code 02, remark containing "back"`,
    );
  });
});

it('removing blocks by their status', () => {
  expect(pairs(deciding(removeBlock, { status: 'INACTIVE' }, { blocks }))).toEqual([[blocks[2], null]]);
  expect(deciding(removeBlock, { status: 'ACTIVE', type: 'LOAN' }, { blocks }).changes).toHaveLength(2);
  expect(resolving(removeBlock, { status: 'INACTIVE' }).sentence).toBe('Remove blocks with status INACTIVE');
});
