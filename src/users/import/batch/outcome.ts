import type { Reason } from '../reason.ts';
import type { IncomingUser } from '../record/incoming-user.ts';
import type { NewPasswordHash } from './decide-record.ts';

/** What became of one record. */
export interface Outcome {
  readonly outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'ERROR';
  readonly reasons: readonly Reason[];
}

/** A record of a batch, ready to be applied. No two of one batch have the same key. */
export interface BatchRecord {
  /** The primary id as the database folds it. */
  readonly key: string;
  readonly user: IncomingUser;
  readonly newPasswordHash: NewPasswordHash;
}
