import type { OutboxKind } from './queue-outbox.ts';

/** A row of the outbox in the hands of whoever delivers it. */
export interface OutboxRow {
  readonly id: number;
  readonly kind: OutboxKind;
  readonly jobId: number | null;
  readonly userId: number;
  /** The empty text for what is no letter. */
  readonly letter: string;
  readonly version: number | null;
  readonly extraText: string | null;
  readonly variables: Readonly<Record<string, unknown>> | null;
  /** Sealed; see openSecret. */
  readonly secret: Uint8Array | null;
  /** The same on every attempt: `<…>@<domain>`, without angle brackets. */
  readonly messageId: string;
  /** This one included. */
  readonly attempts: number;
  /** Whether an earlier attempt may have been delivered. */
  readonly wasUnknown: boolean;
  readonly createdAt: Date;
}

/**
 * What came of one attempt. `code` is stable and in capital letters, `reply` what the other side said.
 * SENT: accepted. RETRY: not now; tried again later, until the attempts are used up. `unavailable` says that nothing could
 * be delivered just now, whatever it is: that counts as no attempt, and the carrier tries fewer at once or makes a pause;
 * `retryAfterSeconds` how long the other side wants to be left alone. FAILED: never. UNKNOWN: the connection broke
 * after it may have been accepted.
 */
export type Delivered =
  | { readonly state: 'SENT'; readonly reply: string }
  | {
      readonly state: 'RETRY';
      readonly code: string;
      readonly reply: string | null;
      readonly unavailable?: boolean;
      readonly retryAfterSeconds?: number;
    }
  | { readonly state: 'FAILED' | 'UNKNOWN'; readonly code: string; readonly reply: string | null };

/** Brings rows of one kind to where they belong. */
export interface Carrier {
  readonly kind: OutboxKind;
  /** How many rows are delivered at once. */
  readonly concurrency: number;
  /** How many are delivered a second at most, by all processes together; null: as many as go. */
  readonly ratePerSecond: number | null;
  /** Called with all rows of a batch before the first of them, to read at once what they need. */
  prepare?(rows: readonly OutboxRow[]): Promise<void>;
  /** One attempt. What it throws is logged, and tried again later. `signal`: the process is to end; give up waiting. */
  deliver(row: OutboxRow, signal: AbortSignal): Promise<Delivered>;
  /** Gives connections back when nothing is to be delivered any more. */
  close?(): Promise<void>;
}
