import { expect, test } from 'vitest';
import { countActions } from '../report/job-report.ts';
import { countOutcomes, tallyCodes } from './count-outcomes.ts';
import { failedWholly, type UserDecision } from './decide-user.ts';

const change = { field: 'status', before: 'ACTIVE', after: 'INACTIVE' } as const;
const decisions: readonly UserDecision[] = [
  { userId: 1, outcome: 'UPDATED', results: [{ action: 0, code: 'FIELD_SET' }], changes: [change], effects: [] },
  { userId: 2, outcome: 'UNCHANGED', results: [{ action: 0, code: 'FIELD_ALREADY_SET' }], changes: [], effects: [] },
  {
    userId: 3,
    outcome: 'WARNING',
    results: [{ action: 0, code: 'FIELD_SET', warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'] }],
    changes: [change],
    effects: [],
  },
  { userId: 4, outcome: 'WARNING', results: [{ action: 0, code: 'OWN_RECORD_PROTECTED' }], changes: [], effects: [] },
  failedWholly(5, 1, 'USER_NOT_FOUND'),
];

test('a user is updated, unchanged or an error; a warning comes on top', () => {
  expect(countOutcomes(decisions)).toEqual({
    ...{ processed: 5, updated: 2, unchanged: 2, warnings: 3, errors: 1 },
    ...{ lettersQueued: 0, lettersSkipped: 0, exportsQueued: 0 },
  });
  expect(countOutcomes([])).toEqual({
    ...{ processed: 0, updated: 0, unchanged: 0, warnings: 0, errors: 0 },
    ...{ lettersQueued: 0, lettersSkipped: 0, exportsQueued: 0 },
  });
});

test('codes are tallied by action, warnings beside a code under their own', () => {
  expect(tallyCodes(decisions)).toEqual({
    0: {
      FIELD_SET: 2,
      FIELD_ALREADY_SET: 1,
      EXTERNAL_LOAD_MAY_OVERWRITE: 1,
      OWN_RECORD_PROTECTED: 1,
      USER_NOT_FOUND: 1,
    },
  });
});

test('the counts of an action add up to the users as well', () => {
  const codes = Object.entries(tallyCodes(decisions)[0] ?? {}).map(([code, users]) => ({ action: 0, code, users }));
  const job = { id: 1, state: 'COMPLETED', skipped: 0, actions: [{ action: 'SET_STATUS', step: {}, sentence: 'Set' }] };
  expect(countActions(job, codes as Parameters<typeof countActions>[1])).toMatchObject([
    { updated: 2, unchanged: 2, warnings: 3, errors: 1, skipped: 0 },
  ]);
});
