/**
 * The names of the people of one language. Lists are comma-separated; a name in another alphabet is followed by a slash
 * and its Latin form: `Анна/Anna`.
 */
export interface NameCulture {
  /** A code of the code table PREFERRED_LANGUAGE. */
  readonly language: string;
  /** How many of 1,000 people are of it. */
  readonly share: number;
  readonly women: string;
  readonly men: string;
  /** Where women and men bear the name differently, the two lists run in step. */
  readonly families: string | { readonly women: string; readonly men: string };
  /** Middle names that everybody of it has; elsewhere a middle name is a second given one, and rare. */
  readonly patronymics?: { readonly women: string; readonly men: string };
}
