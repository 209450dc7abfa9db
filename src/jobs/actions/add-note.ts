import { z } from 'zod';
import type { NoteFact } from '../user-facts.ts';
import { defineAction, faultAt, sameForAll, stepOf } from './action.ts';
import { plainText } from './inputs.ts';

type NoteStep = Pick<NoteFact, 'type' | 'text' | 'userViewable' | 'popup'>;

/** Adds a note, as an internal one, which no load from a source system replaces. */
export const addNote = defineAction({
  name: 'ADD_NOTE',
  description: 'Adds a note. It belongs to the internal segment: loads from a source system leave it alone.',
  input: z.object({
    type: plainText(255).default('OTHER').describe('A code of the code table NOTE_TYPE.'),
    text: plainText(2000).describe('The text of the note, at most 2,000 characters.'),
    userViewable: z.boolean().default(false).describe('Whether the user may see the note.'),
    popup: z.boolean().default(false).describe('Whether the note pops up when staff open the user.'),
  }),
  fields: [],

  resolve(input, { reference }) {
    if (!reference.codes.get('NOTE_TYPE')?.has(input.type)) {
      return faultAt(['type'], `There is no note type "${input.type}".`);
    }
    return stepOf(input, `Add the note "${shortened(input.text)}"`);
  },

  decide: (_user, step, context) => write(step, context),
});

const write = sameForAll((step: NoteStep, context) => {
  const stamp = { createdAt: context.at, createdBy: context.authority.primaryId };
  const after: NoteFact = { ...step, segment: 'INTERNAL', ...stamp };
  return { code: 'NOTE_ADDED', changes: [{ field: 'notes', before: null, after }] };
});

function shortened(text: string): string {
  const characters = [...text.replaceAll(/\s+/gu, ' ')];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : characters.join('');
}
