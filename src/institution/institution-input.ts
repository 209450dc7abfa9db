import { z } from 'zod';
import { freeText, givenText } from '../platform/given-text.ts';

/** What records hold: kept exactly as given, since codes of other systems are matched letter by letter. */
export const newCode = givenText(100)
  .refine((code) => !/\p{Cc}/u.test(code), 'A code has no control characters.')
  // Desks are looked up as LIBRARY/DESK.
  .refine((code) => !code.includes('/'), 'A code has no slash.');

/** What people read of a code, a library, a desk. */
export const newName = givenText(255);

/** Some sentences. */
export const newDescription = freeText(2_000);

/** The place among others: the smaller, the sooner. */
export const newPosition = z.number().int().min(0, 'At least 0.').max(1_000_000, 'At most 1,000,000.');
