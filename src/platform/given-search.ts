import { InvalidInput } from './problems.ts';

/** How long a text that lists are searched by may be, in UTF-16 units. */
export const MAX_SEARCH_LENGTH = 200;
const MAX_WORDS = 20;

type Path = readonly (string | number)[];

/** The text in NFC, as texts are kept. Throws {@link InvalidInput} at `path` when it is too long, or holds what no text can hold. */
export function givenSearch(text: string, path: Path, longest = MAX_SEARCH_LENGTH): string {
  if (text.includes('\0')) throw InvalidInput.at(path, 'A search cannot hold the NUL character.');
  if (text.length > longest) throw InvalidInput.at(path, `A search has at most ${longest} characters.`);
  return text.normalize('NFC');
}

/** The words of a search, split at white space; none when it is absent or blank. Throws as {@link givenSearch}, and when there are too many. */
export function givenWords(text: string | null | undefined, path: Path): string[] {
  const words = givenSearch(text ?? '', path)
    .split(/\s+/u)
    .filter(Boolean);
  if (words.length > MAX_WORDS) throw InvalidInput.at(path, `A search has at most ${MAX_WORDS} words.`);
  return words;
}

/** A condition of Prisma's: the column contains the text, upper and lower case alike. */
export function containing(text: string) {
  return { contains: literally(text), mode: 'insensitive' as const };
}

/** The text with LIKE's wildcards escaped: Prisma leaves them as they are, and PostgreSQL takes the backslash for an escape. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
