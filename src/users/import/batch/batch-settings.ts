import type { ChangeSource } from '../../../access/record-user-changes.ts';
import type { KnownCodes } from './known-codes.ts';

/** Where the ids of new users come from: the sequence, or a range of which nothing remains. */
export type NewIds = 'LASTING' | 'PASSING';

/** What is the same for all batches of an import. */
export interface BatchSettings {
  readonly known: KnownCodes;
  readonly newIds: NewIds;
  /** The day at the institution when the import began, YYYY-MM-DD. */
  readonly today: string;
  /** What the history of the users says of who changed them. */
  readonly source: ChangeSource;
}
