import { describe, expect, it } from 'vitest';
import { deciding, issuesOf, pairs, resolving } from '../testing/deciding.ts';
import { noteWith } from '../testing/entries.ts';
import { FROZEN_AT, OPERATOR_ID } from '../testing/facts.ts';
import { addNote } from './add-note.ts';
import { removeNotes } from './remove-notes.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const daysBefore = (days: number, milliseconds = 0) => new Date(FROZEN_AT.getTime() - days * DAY_MS - milliseconds);

const notes = [
  noteWith({ createdAt: daysBefore(1) }),
  noteWith({ type: 'REGISTRAR', text: 'Card returned: ΟΔΟΣ', createdAt: daysBefore(30), createdBy: 'Law.Manager' }),
  noteWith({ text: 'Card returned', createdAt: daysBefore(30, 1), segment: 'EXTERNAL' }),
];

describe('removing notes', () => {
  it.each<[object, number[]]>([
    [{ type: 'OTHER' }, [0, 2]],
    [{ textContains: 'card RETURNED' }, [1, 2]],
    [{ textContains: 'οδος' }, [1]],
    [{ textEquals: 'Card returned' }, [2]],
    [{ textEquals: 'card returned' }, []],
    [{ createdBy: 'law.manager' }, [1]],
    [{ createdBefore: daysBefore(30) }, [2]],
    [{ createdBefore: daysBefore(29).toISOString() }, [1, 2]],
    [{ olderThanDays: 30 }, [2]],
    [{ olderThanDays: 29 }, [1, 2]],
    [{ segment: 'INTERNAL' }, [0, 1]],
    [{ type: 'OTHER', textContains: 'card', olderThanDays: 1 }, [2]],
    [{ type: 'OTHER', createdBy: 'law.manager' }, []],
    [{ all: true }, [0, 1, 2]],
  ])('by %j', (input, wanted) => {
    const decision = deciding(removeNotes, input, { notes });
    expect(decision.code).toBe(wanted.length > 0 ? 'NOTES_REMOVED' : 'NOTE_NOT_FOUND');
    expect(pairs(decision)).toEqual(wanted.map((index) => [notes[index], null]));
    expect(decision.warnings).toEqual(wanted.includes(2) ? ['EXTERNAL_LOAD_MAY_OVERWRITE'] : undefined);
  });

  it('leaves those about oneself alone', () => {
    const own = { id: OPERATOR_ID, notes };
    expect(deciding(removeNotes, { all: true }, own)).toEqual({ code: 'OWN_RECORD_PROTECTED', changes: [] });
  });

  it.each([
    ['nothing', {}, []],
    ['all and a criterion', { all: true, type: 'OTHER' }, ['all']],
    ['no age', { olderThanDays: 0 }, ['olderThanDays']],
    ['half a day', { olderThanDays: 0.5 }, ['olderThanDays']],
    ['a blank text', { textContains: ' ' }, ['textContains']],
    ['a day in place of an instant', { createdBefore: '2026-01-01' }, ['createdBefore']],
  ])('is refused with %s', (_what, input, path) => {
    expect(issuesOf(removeNotes, input)).toMatchObject([{ path }]);
  });

  it('is said in words', () => {
    expect(resolving(removeNotes, { all: true }).sentence).toBe('Remove all notes');
    const all = {
      type: 'OTHER',
      textContains: 'a',
      textEquals: 'b',
      createdBy: 'c',
      olderThanDays: 9,
      segment: 'EXTERNAL',
    };
    expect(resolving(removeNotes, { ...all, createdBefore: new Date(0) }).sentence).toBe(
      'Remove notes with type OTHER, text containing "a", text "b", author c, date before 1970-01-01T00:00:00.000Z, age over 9 days, segment EXTERNAL',
    );
  });
});

describe('the segment of a note', () => {
  it.each([
    [undefined, 'INTERNAL', 'INTERNAL'],
    [undefined, 'EXTERNAL', 'INTERNAL'],
    ['EXTERNAL', 'INTERNAL', 'EXTERNAL'],
    ['BY_USER_ACCOUNT_TYPE', 'INTERNAL', 'INTERNAL'],
    ['BY_USER_ACCOUNT_TYPE', 'EXTERNAL', 'EXTERNAL'],
  ] as const)('%s on an account that is %s is %s', (segment, accountType, expected) => {
    const decision = deciding(addNote, { text: 'Seen', segment }, { accountType });
    expect(decision.changes).toMatchObject([{ field: 'notes', before: null, after: { segment: expected } }]);
    expect(decision.warnings).toEqual(expected === 'EXTERNAL' ? ['EXTERNAL_LOAD_MAY_OVERWRITE'] : undefined);
  });
});
