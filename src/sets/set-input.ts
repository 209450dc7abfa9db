import { z } from 'zod';

const fits = (text: string) => !text.includes('\0') && text.isWellFormed();
const text = (length: number) =>
  z.string().max(length, `At most ${length} characters.`).refine(fits, 'It holds a character that no text can hold.');

/** What people call a set. */
export const setName = text(255)
  .transform((name) => name.trim().normalize('NFC'))
  .refine((name) => name !== '', 'Give the set a name.');

/** Words about a set. */
export const setWords = text(2_000);

/** What every new set is told. */
export const newSet = z.object({
  name: setName,
  description: setWords.nullish().transform((words) => words ?? ''),
  note: setWords.nullish().transform((words) => words ?? ''),
  isPrivate: z
    .boolean()
    .nullish()
    .transform((isPrivate) => isPrivate ?? true),
});

/** {@link newSet} as the API takes it. */
export type NewSetInput = z.input<typeof newSet>;
