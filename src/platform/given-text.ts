import { z } from 'zod';

/** Text as people give it, at most `length` characters: trimmed, in NFC; '' is allowed. No NUL and no half of a surrogate pair, which PostgreSQL cannot hold. */
export function freeText(length: number) {
  return z
    .string()
    .max(length, `At most ${length} characters.`)
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'It holds a character that no text can hold.')
    .transform((text) => text.trim().normalize('NFC'));
}

// What breaks a line or cannot be seen, and what turns the direction of the text around it, so that it reads as another.
const NOT_OF_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Whether it is one line that reads as it is written: no control characters, no breaks, no marks that turn its direction. */
export function isOneLine(text: string): boolean {
  return !NOT_OF_A_LINE.test(text);
}

/** {@link isOneLine} without invisible characters of any kind: two identifiers that look the same are the same. */
export function isVisibleLine(text: string): boolean {
  return isOneLine(text) && !/\p{Cf}/u.test(text);
}

/** What is told where it is not. */
export const NOT_ONE_LINE = 'Must be one line, without control characters.';
export const NOT_VISIBLE_LINE = 'Must be one line, without control or invisible characters.';

/** {@link freeText} that must not be empty. */
export function givenText(length: number) {
  return freeText(length).refine((text) => text !== '', 'Must not be empty.');
}
