import { expect, it } from 'vitest';
import { issuesOf, resolving } from '../testing/deciding.ts';
import type { Action } from './action.ts';
import { addBlock } from './add-block.ts';
import { addIdentifier } from './add-identifier.ts';
import { removeNotes } from './remove-notes.ts';
import { setCampus } from './set-campus.ts';
import { setStatus } from './set-status.ts';

it.each<[Action, object, object]>([
  [setStatus, { status: 'ACTIVE', condition: null }, { status: 'ACTIVE' }],
  [addBlock, { type: 'LOAN', code: '02', note: null, expiresAt: null, segment: null }, { type: 'LOAN', code: '02' }],
  [removeNotes, { type: 'OTHER', textContains: null, all: null }, { type: 'OTHER' }],
  [
    addIdentifier,
    { type: 'BARCODE', value: { fromPrimaryId: { prefix: 'L-', suffix: null }, byUser: null } },
    { type: 'BARCODE', value: { fromPrimaryId: { prefix: 'L-' } } },
  ],
])('%#: null for what need not be given is as if it were left out: $name', (action, input, same) => {
  expect(resolving(action, input)).toEqual(resolving(action, same));
});

it('null that clears a field does so', () => {
  expect(resolving(setCampus, { campus: null, condition: null }).sentence).toBe('Clear the campus');
});

it('null is no criterion, and no value of what must be given', () => {
  expect(issuesOf(removeNotes, { type: null })).toMatchObject([{ path: [] }]);
  expect(issuesOf(setStatus, { status: null })).toMatchObject([{ path: ['status'] }]);
});
