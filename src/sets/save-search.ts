import { parseInput } from '../platform/parse-input.ts';
import { InvalidInput } from '../platform/problems.ts';
import { searchWords } from '../users/filter/compile-search.ts';
import { parseFilter } from '../users/filter/parse-filter.ts';
import { insertSet } from './insert-set.ts';
import { makeSet, type SetOperator } from './set-change.ts';
import { type NewSetInput, newSet } from './set-input.ts';

/** A search to be kept. */
export interface SaveSearchInput extends NewSetInput {
  readonly search?: string | null;
  /** A UserFilter as it came in; `{}` is everybody. */
  readonly where?: unknown;
}

/** Saves a search as a logical set and gives its id. Throws InvalidInput with every fault found. */
export async function saveSearch(operator: SetOperator, input: SaveSearchInput): Promise<number> {
  return makeSet(operator, 'saveSearchAsSet', async (transaction) => {
    const { search, where } = input;
    // A variable that got lost on the way must not make a set of everybody.
    if (where == null && !search?.trim()) throw InvalidInput.at(['where'], 'Give search or where; {} is everybody.');
    const set = { ...parseInput(newSet, input), search: savedWords(search), filter: parseFilter(where) };
    const result = await insertSet(transaction, operator.authority, { ...set, kind: 'LOGICAL' });
    return { result, details: { ...set } };
  });
}

/** Free words as they are stored: single spaces between them, null for none. Throws InvalidInput. */
export function savedWords(search: string | null | undefined): string | null {
  return searchWords(search).join(' ') || null;
}
