import { z } from 'zod';

/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair; not blank; at most `length` characters. */
export function plainText(length: number) {
  return z
    .string()
    .max(length, `At most ${length} characters.`)
    .refine((text) => text.trim() !== '', 'Must not be blank.')
    .refine((text) => !text.includes('\0'), 'Must not contain the character U+0000.')
    .refine((text) => text.isWellFormed(), 'Must be Unicode: half of a surrogate pair is no character.');
}

/** A plain date, 'YYYY-MM-DD', that exists in the calendar. No time zone: domain dates are not instants. */
export const plainDate = z.iso
  .date('Not a date of the calendar.')
  .refine((date) => !date.startsWith('0000'), 'There is no year 0.')
  .meta({ scalar: 'Date' });
