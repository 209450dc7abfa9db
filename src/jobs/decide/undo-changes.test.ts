import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, netChanges, withChange } from '../record/user-change.ts';
import type { NoteFact, StoredChange, UserFacts } from '../record/user-facts.ts';
import { FROZEN_AT, roleWith, userWith } from '../testing/facts.ts';
import { undoChanges } from './undo-changes.ts';

const noteWith = (text: string, popup = false): NoteFact => ({
  type: 'OTHER',
  text,
  userViewable: false,
  popup,
  segment: 'INTERNAL',
  createdAt: FROZEN_AT,
  createdBy: 'operator',
});

/** As the changes come back from the job that keeps them. */
const stored = (changes: readonly Change[]): StoredChange[] => JSON.parse(JSON.stringify(changes));
const added = (after: NoteFact): Change => ({ field: 'notes', before: null, after });
const removed = (before: NoteFact): Change => ({ field: 'notes', before, after: null });
const changed = (user: UserFacts, changes: readonly Change[]) => changes.reduce(withChange, user);
const textsOf = ({ notes }: UserFacts) => notes.map(({ text, popup }) => `${text}${popup ? '!' : ''}`).sort();

describe('entries that say the same', () => {
  test('are taken out as often as they were put in', () => {
    const [hello, again] = [noteWith('Hello'), noteWith('Hello')];
    const user = userWith({ notes: [hello, again, noteWith('Other')] });
    const { changes, changedSince } = undoChanges(user, stored([added(hello), added(again)]));
    expect(changes).toEqual([removed(hello), removed(again)]);
    expect(changedSince).toBe(false);
    expect(textsOf(changed(user, changes))).toEqual(['Other']);
  });

  test('are put back as often as they were taken out', () => {
    const { changes } = undoChanges(userWith(), stored([removed(noteWith('Hello')), removed(noteWith('Hello'))]));
    expect(changes).toEqual([added(noteWith('Hello')), added(noteWith('Hello'))]);
  });

  test('are told from those that another change of the job left', () => {
    const [plain, popup] = [noteWith('Hello'), noteWith('Hello', true)];
    const user = userWith({ notes: [plain] });
    const { changes } = undoChanges(user, stored([{ field: 'notes', before: popup, after: plain }, removed(plain)]));
    expect(textsOf(changed(user, changes))).toEqual(['Hello', 'Hello!']);
  });
});

describe('what was changed since', () => {
  test('is left alone: an entry that was edited', () => {
    const user = userWith({ notes: [noteWith('Edited')] });
    expect(undoChanges(user, stored([added(noteWith('Hello'))]))).toEqual({ changes: [], changedSince: true });
  });

  test('is no loss where the entry is simply gone', () => {
    expect(undoChanges(userWith(), stored([added(noteWith('Hello'))]))).toEqual({ changes: [], changedSince: false });
  });

  test('may have taken the place of what would come back', () => {
    const user = userWith({ roles: [roleWith({ createdBy: 'somebody else' })] });
    const past = stored([{ field: 'roles', before: roleWith(), after: null }]);
    expect(undoChanges(user, past)).toEqual({ changes: [], changedSince: true });
  });

  test('is a field that holds neither what it held before nor what the job set', () => {
    const past = stored([{ field: 'userGroup', before: 'STAFF', after: 'FACULTY' }]);
    const holding = (userGroup: string | null) => undoChanges(userWith({ fields: { userGroup } }), past);
    expect(holding('FACULTY')).toEqual({
      changes: [{ field: 'userGroup', before: 'FACULTY', after: 'STAFF' }],
      changedSince: false,
    });
    expect(holding('STAFF')).toEqual({ changes: [], changedSince: false });
    expect(holding('VISITOR')).toEqual({ changes: [], changedSince: true });
    expect(holding(null)).toEqual({ changes: [], changedSince: true });
  });
});

test('whatever a job does to lists and fields, undoing it restores them', () => {
  const note = fc
    .record({ text: fc.constantFrom('a', 'b'), popup: fc.boolean() })
    .map(({ text, popup }) => noteWith(text, popup));
  const step = fc.record({ kind: fc.constantFrom('ADD', 'REMOVE_ALL', 'REPLACE_ALL'), note });
  fc.assert(
    fc.property(
      fc.uniqueArray(note, { maxLength: 4, selector: ({ text, popup }) => `${text} ${popup}` }),
      fc.array(step, { minLength: 1, maxLength: 4 }),
      (notes, steps) => {
        const before = userWith({ notes });
        const changes: Change[] = [];
        for (const { kind, note: given } of steps) {
          const { notes: held } = changed(before, changes);
          const same = held.filter(({ text }) => text === given.text);
          if (kind === 'ADD') changes.push(added({ ...given }));
          if (kind === 'REMOVE_ALL') changes.push(...same.map(removed));
          if (kind === 'REPLACE_ALL')
            changes.push(...same.map((one): Change => ({ field: 'notes', before: one, after: { ...given } })));
        }
        const done = changed(before, changes);
        const undone = undoChanges(done, stored(netChanges(changes)));
        expect(undone.changedSince).toBe(false);
        expect(textsOf(changed(done, undone.changes))).toEqual(textsOf(before));
      },
    ),
    { numRuns: 500 },
  );
});
