import { z } from 'zod';
import { type Fault, faultAt } from './action.ts';

/** `all: true` in place of criteria, as the API takes it. */
export const everyEntry = z
  .boolean()
  .optional()
  .describe('`true`: every one the user has, whatever it is. Needed where no criterion is given.');

/** Criteria of entries: name → what is wanted; undefined: whatever. */
type Criteria = Readonly<Record<string, string | number | undefined>>;

/**
 * Why these criteria choose nothing clearly: none is given, nor `all: true`; or both are. A variable that was forgotten
 * is left out on its way here: that must not mean everything.
 */
export function choiceFault(criteria: Criteria, all: boolean | undefined): Fault | null {
  const some = Object.values(criteria).some((wanted) => wanted !== undefined);
  if (some && all) return faultAt(['all'], 'Give criteria, or `all: true`, not both.');
  return some || all ? null : faultAt([], 'Give at least one criterion, or `all: true`.');
}

/** "all blocks", or "blocks with type GLOBAL, code 02". */
export function choiceSentence(entries: string, criteria: Criteria): string {
  const told = Object.entries(criteria).flatMap(([name, wanted]) => (wanted === undefined ? [] : `${name} ${wanted}`));
  return told.length > 0 ? `${entries} with ${told.join(', ')}` : `all ${entries}`;
}

/** Whether a value is as wanted; undefined: any is. */
export function isWanted(value: string, wanted: string | undefined): boolean {
  return wanted === undefined || value === wanted;
}

/** Whether a text contains another, upper and lower case being the same; undefined: every text does. */
export function contains(text: string, wanted: string | undefined): boolean {
  return wanted === undefined || folded(text).includes(folded(wanted));
}

/** A text without its case: as the search folds it, a final sigma is a sigma. */
export function folded(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}
