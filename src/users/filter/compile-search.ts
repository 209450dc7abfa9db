import { givenWords, literally } from '../../platform/given-search.ts';
import { InvalidInput } from '../../platform/problems.ts';
import { join, type Sql, sql } from '../../platform/sql.ts';

/**
 * The words of a free search, split at white space; none when it is absent or blank. Throws {@link InvalidInput} at
 * `path` when there is nothing in a word that could be searched for, or too much in all of them.
 */
export function searchWords(
  search: string | null | undefined,
  path: readonly (string | number)[] = ['search'],
): string[] {
  const words = givenWords(search, path);
  // Accents are taken away from what is searched for: of a word that is nothing else, what is left occurs everywhere.
  const isBlank = (word: string) => word.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '') === '';
  if (words.some(isBlank)) throw InvalidInput.at(path, 'A word of the search consists of accents only.');
  return words;
}

/** The users in whose search text each of the words occurs, as a subquery of ids. */
export function searchTextContains(words: readonly string[]): Sql {
  const conditions = words.map((word) => sql`search_text.text LIKE search_fold(${`%${literally(word)}%`})`);
  return sql`SELECT search_text.user_id FROM user_search_text search_text WHERE ${join(conditions, ' AND ')}`;
}

/**
 * Whether the trigram index can help to find these words inside a longer text, and is sure to find them all. It holds no
 * accents; other marks may change places with them, so words with such marks are left to the exact comparison.
 */
export function servesTrigrams(words: string): boolean {
  return /[\p{L}\p{N}]{3}/u.test(words) && !/\p{M}/u.test(words.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, ''));
}
