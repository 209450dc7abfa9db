import type { Transaction } from '../../platform/database.ts';
import type { OutboxKind } from './queue-outbox.ts';

/** By how much the counters of a job grow with rows that have come to their end. */
export interface SettledCounts {
  readonly lettersSent: number;
  readonly lettersFailed: number;
  readonly lettersCancelled: number;
  /** Letters whose fate was unknown for the first time; they are counted in the others as well, once they end. */
  readonly lettersUnknown: number;
  readonly exportsSent: number;
  readonly exportsFailed: number;
  readonly exportsCancelled: number;
}

/** Told, in the transaction in which rows come to their end, of the jobs they belong to. */
export type SettledListener = (transaction: Transaction, counts: ReadonlyMap<number, SettledCounts>) => Promise<void>;

/** How a row stands after it was written. */
export interface WrittenRow {
  readonly kind: OutboxKind;
  readonly jobId: number | null;
  readonly state: 'QUEUED' | 'SENDING' | 'SENT' | 'FAILED' | 'SKIPPED' | 'UNKNOWN';
  /** Whether this is its end. */
  readonly settled: boolean;
  /** Whether its fate became unknown just now, and was not before. */
  readonly newlyUnknown: boolean;
}

const NONE: SettledCounts = {
  lettersSent: 0,
  lettersFailed: 0,
  lettersCancelled: 0,
  lettersUnknown: 0,
  exportsSent: 0,
  exportsFailed: 0,
  exportsCancelled: 0,
};

const ends = { SENT: 'Sent', FAILED: 'Failed', UNKNOWN: 'Failed', SKIPPED: 'Cancelled' } as const;

/** Counts rows by job; rows without a job, and jobs without a change, are left out. */
export function countSettled(rows: readonly WrittenRow[]): ReadonlyMap<number, SettledCounts> {
  const counts = new Map<number, SettledCounts>();
  for (const { jobId, kind, state, settled, newlyUnknown } of rows) {
    if (jobId === null) continue;
    const count = { ...(counts.get(jobId) ?? NONE) };
    if (newlyUnknown && kind === 'LETTER') count.lettersUnknown += 1;
    if (settled && state in ends) {
      const end = ends[state as keyof typeof ends];
      count[`${kind === 'LETTER' ? 'letters' : 'exports'}${end}` as const] += 1;
    }
    if (Object.values(count).some((number) => number > 0)) counts.set(jobId, count);
  }
  return counts;
}
