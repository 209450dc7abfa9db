import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../../config.ts';
import type { Database } from '../../platform/database.ts';
import type { Log } from '../../platform/log.ts';
import type { Carrier, OutboxRow } from './carrier.ts';
import { type ClaimedRow, claimRows } from './claim-rows.ts';
import { lookAgain } from './kept-back.ts';
import { recoverRows } from './recover-rows.ts';
import { releaseRows } from './release-rows.ts';
import type { SettledListener } from './settled-counts.ts';

export interface RowsInHandOptions {
  readonly config: Config;
  readonly database: Database;
  readonly log: Log;
  readonly courierId: string;
  readonly carrier: Carrier;
  readonly settled: SettledListener;
  /** Nothing more is claimed. */
  readonly stopping: AbortSignal;
  /** Told of a claimed row that the carrier could not prepare. */
  readonly fault: (row: OutboxRow, error: unknown) => void;
}

// Claimed rows that wait for their turn. Few: when the process dies, nobody can tell them from those that were sent.
const ROWS_A_HAND = 4;
const SMALLEST_CLAIM = 10;

/** The rows of one carrier's kind that this process has claimed: those that wait, and those whose end is not written yet. */
export class RowsInHand {
  readonly #options: RowsInHandOptions;
  #waiting: ClaimedRow[] = [];
  #claiming: Promise<boolean> | undefined;
  /** Claimed, and not yet written or given back. */
  readonly #held = new Set<number>();
  /** What came of them could not be written. */
  readonly #lost = new Set<number>();
  #turn: Promise<unknown> = Promise.resolve();
  #recovering: Promise<void> | undefined;

  constructor(options: RowsInHandOptions) {
    this.#options = options;
  }

  /** The next row, claimed if need be, while `wanted` says so; undefined when nothing is due, or the process is to end. */
  async next(wanted: () => boolean): Promise<ClaimedRow | undefined> {
    while (!this.#options.stopping.aborted && wanted()) {
      const claimed = this.#waiting.shift();
      if (claimed) return claimed;
      this.#claiming ??= this.#claim().finally(() => {
        this.#claiming = undefined;
      });
      if (!(await this.#claiming)) return undefined;
    }
    return undefined;
  }

  /** Whether a row is still to go out, and by this process. When it is not, it is brought to where it belongs. */
  async isOurs({ row }: ClaimedRow): Promise<boolean> {
    const { courierId, database } = this.#options;
    const found = await lookAgain(database, row.id, courierId);
    if (found?.keptBack === null) return true;
    await this.release([{ row, startAt: 0 }]);
    return false;
  }

  /** Takes back a row that was not begun with. */
  putBack(claimed: ClaimedRow): void {
    this.#waiting.unshift(claimed);
  }

  /** All rows that wait for their turn; whoever takes them brings each to its end. */
  takeWaiting(): ClaimedRow[] {
    return this.#waiting.splice(0);
  }

  /** A row's result is written; or cannot be, and its fate is unknown. */
  ended(rowId: number, written: boolean): void {
    this.#held.delete(rowId);
    if (!written) this.#lost.add(rowId);
  }

  /** Gives rows to others that were not begun with. */
  async release(claimed: readonly ClaimedRow[]): Promise<void> {
    await releaseRows(this.#options.database, claimed, this.#options);
    for (const { row } of claimed) this.#held.delete(row.id);
  }

  /** Gives back what the database believes to be in hand here and is not. Called again meanwhile, it is the same call. */
  recover(): Promise<void> {
    this.#recovering ??= this.#inTurn(() => this.#recover()).finally(() => {
      this.#recovering = undefined;
    });
    return this.#recovering;
  }

  async #recover(): Promise<void> {
    const { carrier, database, log, stopping } = this.#options;
    if (stopping.aborted) return;
    const [held, lost] = [[...this.#held], new Set(this.#lost)];
    const rows = await recoverRows(database, { ...this.#options, kind: carrier.kind, held, lost });
    for (const rowId of lost) this.#lost.delete(rowId);
    if (rows > 0) log.warn({ rows }, 'these were claimed and nobody had them in hand');
  }

  /** Takes more rows into hand. False: nothing is due. */
  async #claim(): Promise<boolean> {
    const { carrier, config, courierId, database, fault, stopping } = this.#options;
    const limit = Math.max(SMALLEST_CLAIM, carrier.concurrency * ROWS_A_HAND);
    const domain = config.mailFrom.address.replace(/^.*@/, '');
    const { rows, lookAgainInMs } = await this.#inTurn(async () => {
      const claim = await claimRows(database, carrier, { courierId, domain, limit });
      for (const { row } of claim.rows) this.#held.add(row.id);
      return claim;
    });
    if (lookAgainInMs) await delay(lookAgainInMs, undefined, { signal: stopping }).catch(() => {});
    try {
      await carrier.prepare?.(rows.map(({ row }) => row));
      this.#waiting.push(...rows);
    } catch (error) {
      for (const { row } of rows) fault(row, error);
    }
    return lookAgainInMs !== null;
  }

  /** One after the other: between the commit of a claim and its answer nobody can tell what is in hand. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}
