import { z } from 'zod';
import type { NoteFact } from '../record/user-facts.ts';
import { defineAction, faultAt, stepOf } from './action.ts';
import { codeOf, plainText } from './inputs.ts';
import { quoted } from './quoted.ts';
import { additionOf, type SegmentChoice, segmentChoice } from './segments.ts';

interface NoteStep extends Pick<NoteFact, 'type' | 'text' | 'userViewable' | 'popup'> {
  readonly segment: SegmentChoice;
}

/** Adds a note, even where one says the same: a note says when it was made. */
export const addNote = defineAction({
  name: 'ADD_NOTE',
  description: 'Adds a note. Left to itself it is an internal one, which no load from a source system replaces.',
  input: z.object({
    type: codeOf('NOTE_TYPE').default('OTHER').describe('A code of the code table NOTE_TYPE.'),
    text: plainText(2000).describe('The text of the note, at most 2,000 characters.'),
    userViewable: z.boolean().default(false).describe('Whether the user may see the note.'),
    popup: z.boolean().default(false).describe('Whether the note pops up when staff open the user.'),
    segment: segmentChoice,
  }),
  fields: [],

  resolve(input, { reference }) {
    if (!reference.codes.get('NOTE_TYPE')?.has(input.type)) {
      return faultAt(['type'], `There is no note type "${input.type}".`);
    }
    return stepOf(input, `Add the note ${quoted(input.text)}`);
  },

  decide: additionOf('NOTE_ADDED', (step: NoteStep, segment, { at, authority }) => {
    const { type, text, userViewable, popup } = step;
    const after = { type, text, userViewable, popup, segment, createdAt: at, createdBy: authority.primaryId };
    return { field: 'notes', before: null, after };
  }),
});
