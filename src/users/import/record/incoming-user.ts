import type { Reason } from '../reason.ts';
import type { ColumnValue } from './published-values.ts';
import type { ListName } from './segmented-lists.ts';

/** Who an entry belongs to: the library, or the source of the load. */
export type Segment = 'INTERNAL' | 'EXTERNAL';

/** One entry of a segmented list. A column that is missing is one the record says nothing about. */
export interface Entry {
  readonly segment: Segment;
  readonly values: Readonly<Record<string, ColumnValue | undefined>>;
}

/** What a record says about a letter: whether the user wants it. */
export interface LetterChoice {
  readonly letter: string;
  readonly wanted: boolean;
}

/** One record as a file brought it, in the terms of our database. Whatever it does not name stays as it is. */
export interface IncomingUser {
  readonly primaryId: string;
  /** By column of `users`; only what the record brings. */
  readonly fields: Readonly<Record<string, ColumnValue>>;
  /** In clear; never to be logged or reported. */
  readonly password: string | null;
  readonly lists: Readonly<Partial<Record<ListName, readonly Entry[]>>>;
  /** Primary ids of those the user acts for, library codes, letters; null when the record does not bring them. */
  readonly proxyFor: readonly string[] | null;
  readonly resourceSharingLibraries: readonly string[] | null;
  readonly letterChoices: readonly LetterChoice[] | null;
  readonly warnings: readonly Reason[];
}
