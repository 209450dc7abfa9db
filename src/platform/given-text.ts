import { z } from 'zod';

/** Text as people give it, at most `length` characters: trimmed, in NFC; '' is allowed. No NUL and no half of a surrogate pair, which PostgreSQL cannot hold. */
export function freeText(length: number) {
  return z
    .string()
    .max(length, `At most ${length} characters.`)
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'It holds a character that no text can hold.')
    .transform((text) => text.trim().normalize('NFC'));
}

/** {@link freeText} that must not be empty. */
export function givenText(length: number) {
  return freeText(length).refine((text) => text !== '', 'Must not be empty.');
}
