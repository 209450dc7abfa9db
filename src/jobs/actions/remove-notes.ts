import { z } from 'zod';
import type { NoteFact } from '../record/user-facts.ts';
import { type DecisionContext, defineAction, stepOf } from './action.ts';
import { choiceFault, choiceSentence, contains, everyEntry, folded, isWanted } from './criteria.ts';
import { codeOf, instant, plainText } from './inputs.ts';
import { quoted } from './quoted.ts';
import { changedIfAny, wantedSegment } from './segments.ts';

interface NoteCriteria {
  readonly type?: string | undefined;
  readonly textContains?: string | undefined;
  readonly textEquals?: string | undefined;
  readonly createdBy?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly olderThanDays?: number | undefined;
  readonly segment?: NoteFact['segment'] | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Removes notes by what they are, say, and when by whom they were made. Alma's job cannot do that. */
export const removeNotes = defineAction({
  name: 'REMOVE_NOTES',
  description: 'Removes the notes that meet all of the criteria given; with `all: true`, every note.',
  input: z
    .object({
      type: codeOf('NOTE_TYPE').optional().describe('Only notes of this type: a code of the code table NOTE_TYPE.'),
      textContains: plainText(2000).optional().describe('Only notes that contain this; case makes no difference.'),
      textEquals: plainText(2000).optional().describe('Only notes that say this and nothing else.'),
      createdBy: plainText(255)
        .optional()
        .describe('Only notes made by the user with this primary id; case makes no difference.'),
      createdBefore: instant.optional().describe('Only notes made before this instant.'),
      olderThanDays: z
        .number()
        .int()
        .min(1, 'At least 1 day.')
        .max(36_525, 'At most 36,525 days.')
        .optional()
        .describe('Only notes made more than so many times 24 hours before the members of the set were frozen.'),
      segment: wantedSegment.optional().describe('Only notes of this segment.'),
      all: everyEntry,
    })
    .meta({ atLeastOneOf: true }),
  fields: [],
  parts: ['notes'],

  resolve({ all, ...criteria }) {
    const step: NoteCriteria = criteria;
    return choiceFault({ ...criteria }, all) ?? stepOf(step, `Remove ${sentence(step)}`);
  },

  decide(user, step, context) {
    if (user.id === context.authority.userId) return { code: 'OWN_RECORD_PROTECTED', changes: [] };
    const chosen = user.notes.filter((note) => isChosen(note, step, context));
    const changes = chosen.map((before) => ({ field: 'notes', before, after: null }) as const);
    return changedIfAny('NOTES_REMOVED', changes, 'NOTE_NOT_FOUND');
  },
});

function isChosen(note: NoteFact, step: NoteCriteria, { at }: DecisionContext): boolean {
  const age = at.getTime() - note.createdAt.getTime();
  return (
    isWanted(note.type, step.type) &&
    contains(note.text, step.textContains) &&
    isWanted(note.text, step.textEquals) &&
    isWanted(folded(note.createdBy), step.createdBy && folded(step.createdBy)) &&
    (step.createdBefore === undefined || note.createdAt < new Date(step.createdBefore)) &&
    (step.olderThanDays === undefined || age > step.olderThanDays * DAY_MS) &&
    isWanted(note.segment, step.segment)
  );
}

function sentence({ type, textContains, textEquals, createdBy, createdBefore, olderThanDays, segment }: NoteCriteria) {
  return choiceSentence('notes', {
    type,
    'text containing': textContains && quoted(textContains),
    text: textEquals && quoted(textEquals),
    author: createdBy,
    'date before': createdBefore,
    'age over': olderThanDays && `${olderThanDays} days`,
    segment,
  });
}
