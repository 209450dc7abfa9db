import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InvalidInput } from '../../platform/problems.ts';
import type { UserOrder } from './user-order.ts';

const cursorContent = z.tuple([z.string()], z.string());

/** A place in these orders, as opaque text: the values of the sort keys, and what tells one order from another. */
export function writeCursor(values: readonly string[], mark: string): string {
  return Buffer.from(JSON.stringify([mark, ...values])).toString('base64url');
}

/**
 * The values of a cursor that was made with the same mark. Throws {@link InvalidInput} at `path` for one of another
 * order, and for one that is none.
 */
export function readCursor(cursor: string, mark: string, path: string): string[] {
  const [found, ...values] = contentOf(cursor, path);
  if (found !== mark) throw InvalidInput.at([path], 'This cursor comes from a list in another order.');
  return values;
}

/** Short, and different for different orders; with relevance, for different searches, too. */
export function orderMark(orders: readonly UserOrder[], search: string | null): string {
  const searched = orders.some(({ field }) => field === 'RELEVANCE') ? search : null;
  const told = orders.map(({ field, direction }) => [field, direction ?? null]);
  return createHash('sha256')
    .update(JSON.stringify([told, searched]))
    .digest('base64url')
    .slice(0, 8);
}

/** What to throw for a cursor that cannot be one of ours. */
export function noCursor(path: string): InvalidInput {
  return InvalidInput.at([path], 'This is not a cursor of this list.');
}

function contentOf(cursor: string, path: string): z.infer<typeof cursorContent> {
  try {
    return cursorContent.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw noCursor(path);
  }
}
