import { expect, test } from 'vitest';
import { actions } from '../actions/actions.ts';
import { outcomeCodes } from './outcome-codes.ts';
import { messageOf, recordHeadline } from './outcome-messages.ts';

test('a result is said in sentences, with its detail', () => {
  expect(messageOf({ code: 'ROLE_ADDED' })).toBe('The role was added.');
  expect(messageOf({ code: 'FIELD_SET', warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'] })).toBe(
    'The field was set. The source system keeps this as well: its next load may overwrite it.',
  );
  expect(messageOf({ code: 'VALUE_REFUSED', detail: 'users_pin_four_digits' })).toBe(
    'The database refused the change. (users_pin_four_digits)',
  );
});

test('the headline of a record is what decided its outcome', () => {
  const failed = { action: 1, code: 'VALUE_REFUSED', detail: 'a_check' } as const;
  const results = [{ action: 0, code: 'NOT_APPLIED' }, failed] as const;
  expect(recordHeadline({ outcome: 'ERROR', results })).toEqual({ code: 'VALUE_REFUSED', detail: 'a_check' });
  const warned = { action: 1, code: 'FIELD_SET', warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'] } as const;
  const added = { action: 0, code: 'ROLE_ADDED' } as const;
  expect(recordHeadline({ outcome: 'WARNING', results: [added, warned] }).code).toBe('EXTERNAL_LOAD_MAY_OVERWRITE');
  const held = { action: 0, code: 'ROLE_ALREADY_HELD' } as const;
  expect(recordHeadline({ outcome: 'UPDATED', results: [held, warned] }).code).toBe('FIELD_SET');
});

test('the headline of one whose changes cancelled out is the first', () => {
  const results = [
    { action: 0, code: 'ROLE_ADDED' },
    { action: 1, code: 'ROLE_REMOVED' },
  ] as const;
  expect(recordHeadline({ outcome: 'UNCHANGED', results }).code).toBe('ROLE_ADDED');
});

test('a record without a result is a fault', () => {
  expect(() => recordHeadline({ outcome: 'UPDATED', results: [] })).toThrow('without a result');
});

test('every code and every action is explained in whole sentences', () => {
  const sentences = [
    ...Object.values(outcomeCodes).flatMap(({ sentence, given }) => [sentence, given]),
    ...actions.map(({ description }) => description),
  ];
  expect(sentences.filter((sentence) => !/^[A-Z].*\.$/.test(sentence))).toEqual([]);
});
