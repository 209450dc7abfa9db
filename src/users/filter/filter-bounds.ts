import type { InputIssue } from '../../platform/problems.ts';

/** How deep and(s), or(s), not(s) and lists may stand in each other, counted as JSON levels. */
export const MAX_DEPTH = 24;
/** How many values a whole filter may hold. */
export const MAX_VALUES = 5_000;
/** How many objects: fields, and(s), or(s) and so on. */
export const MAX_OBJECTS = 500;

type Path = readonly (string | number)[];

/** What makes a filter too big to look at more closely, or null. Looks no further than it must, however deep the input. */
export function boundsFault(filter: unknown): InputIssue | null {
  const open: { value: unknown; path: Path }[] = [{ value: filter, path: [] }];
  let objects = 0;
  let values = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (value === undefined) continue;
    if (path.length > MAX_DEPTH) return { path, message: `A filter goes at most ${MAX_DEPTH} levels deep.` };
    if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      if (!Array.isArray(value)) objects += 1;
      for (const [key, inner] of Object.entries(value)) {
        open.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] });
      }
    } else values += 1;
    if (objects > MAX_OBJECTS) return { path: [], message: `A filter holds at most ${MAX_OBJECTS} conditions.` };
    if (values > MAX_VALUES) return { path: [], message: `A filter holds at most ${MAX_VALUES} values.` };
  }
  return null;
}
