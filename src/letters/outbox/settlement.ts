import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../platform/database.ts';
import { isTransient } from '../../platform/database-errors.ts';
import type { Log } from '../../platform/log.ts';
import { type Attempted, type SettleOptions, settleRows } from './settle-rows.ts';

export interface SettlementOptions extends SettleOptions {
  readonly database: Database;
  readonly log: Log;
  /** Aborted when nobody may wait for the database any longer. */
  readonly givingUp: AbortSignal;
}

// What ends within so short a time is written with one statement, and moves the job's row once.
const GATHER_MS = 20;
const RETRY_MS = 500;

/** Writes down what came of attempts, many at once, in the background; while the database is away it keeps them. */
export class Settlement {
  readonly #options: SettlementOptions;
  #waiting: Attempted[] = [];
  #writing: Promise<void> | undefined;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** Has this written soon. */
  add(attempted: Attempted): void {
    this.#waiting.push(attempted);
    this.#writing ??= this.#write();
  }

  /** Comes back when everything that was added is written, or could not be. */
  async done(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    const { database, log, givingUp } = this.#options;
    while (this.#waiting.length > 0) {
      await delay(GATHER_MS);
      const attempted = this.#waiting.splice(0);
      try {
        await settleRows(database, attempted, this.#options);
      } catch (error) {
        log.error(
          { err: error, rows: attempted.map(({ row }) => row.id) },
          'what came of letters could not be written',
        );
        // What stays unwritten is UNKNOWN once this process is gone: the truth.
        if (!isTransient(error) || givingUp.aborted) continue;
        this.#waiting.unshift(...attempted);
        await delay(RETRY_MS, undefined, { signal: givingUp }).catch(() => {});
      }
    }
    // In the same breath as the look that found nothing: whoever adds from now on begins anew.
    this.#writing = undefined;
  }
}
