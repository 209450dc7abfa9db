import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../platform/database.ts';
import { isTransient } from '../../platform/database-errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Delivered, OutboxRow } from './carrier.ts';
import { type FateSettings, fateOf } from './fate.ts';
import { type WriteOptions, writeFates } from './write-fates.ts';

/** A row with what came of an attempt at it. */
export interface Attempted {
  readonly row: OutboxRow;
  readonly delivered: Delivered;
}

export interface SettlementOptions extends WriteOptions {
  readonly config: FateSettings;
  readonly database: Database;
  readonly log: Log;
  /** Aborted when nobody may wait for the database any longer. */
  readonly givingUp: AbortSignal;
  /** Told of the row when its result is written, or cannot be written: then its fate is unknown. */
  readonly ended: (rowId: number, written: boolean) => void;
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
    while (this.#waiting.length > 0) {
      await delay(GATHER_MS);
      await this.#writeTogether(this.#waiting.splice(0));
    }
    // In the same breath as the look that found nothing: whoever adds from now on begins anew.
    this.#writing = undefined;
  }

  async #writeTogether(attempted: readonly Attempted[]): Promise<void> {
    const { database, config, log, givingUp, ended } = this.#options;
    try {
      const fated = attempted.map(({ row, delivered }) => ({ id: row.id, fate: fateOf(row, delivered, config) }));
      await writeFates(database, fated, this.#options);
      for (const { row } of attempted) ended(row.id, true);
    } catch (error) {
      const rows = attempted.map(({ row }) => row.id);
      log.error({ err: error, rows }, 'what came of letters could not be written');
      if (isTransient(error)) {
        // What stays unwritten is UNKNOWN once this process is gone: the truth.
        if (givingUp.aborted) return;
        this.#waiting.unshift(...attempted);
        await delay(RETRY_MS, undefined, { signal: givingUp }).catch(() => {});
      } else if (attempted.length > 1) {
        // One that cannot be written must not take the others with it.
        for (const one of attempted) await this.#writeTogether([one]);
      } else {
        for (const rowId of rows) ended(rowId, false);
      }
    }
  }
}
