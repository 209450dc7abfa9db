import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../../config.ts';
import type { Database } from '../../platform/database.ts';
import type { Log } from '../../platform/log.ts';
import type { Carrier, Delivered, OutboxRow } from './carrier.ts';
import { type ClaimedRow, claimRows } from './claim-rows.ts';
import { releaseRows } from './release-rows.ts';
import type { SettledListener } from './settled-counts.ts';
import { Settlement } from './settlement.ts';

/** What delivering stands on. */
export interface DeliveryServices {
  readonly config: Config;
  readonly database: Database;
  readonly log: Log;
}

export interface DeliveryOptions {
  readonly courierId: string;
  readonly carrier: Carrier;
  readonly settled: SettledListener;
  /** Nothing more is begun; what is under way comes to its end. */
  readonly stopping: AbortSignal;
  /** What is under way is broken off. */
  readonly givingUp: AbortSignal;
}

// Claimed rows that wait for their turn. Few: when the process dies, nobody can tell them from those that were sent.
const ROWS_IN_HAND = 4;
const SMALLEST_CLAIM = 10;

/** Delivers what is due of one carrier's kind, as many rows at once as the carrier takes. */
export class Delivery {
  readonly #services: DeliveryServices;
  readonly #options: DeliveryOptions;
  readonly #settlement: Settlement;
  #inHand: ClaimedRow[] = [];
  #claiming: Promise<boolean> | undefined;
  readonly #hands = new Set<Promise<void>>();

  constructor(services: DeliveryServices, options: DeliveryOptions) {
    this.#services = services;
    this.#options = options;
    this.#settlement = new Settlement({ ...services, ...options });
  }

  /** Comes back when nothing is due any more, and all is written. Called meanwhile, it calls idle hands back to work. */
  async run(): Promise<void> {
    while (this.#hands.size < this.#options.carrier.concurrency && !this.#options.stopping.aborted) {
      const hand = this.#work().finally(() => this.#hands.delete(hand));
      this.#hands.add(hand);
    }
    await Promise.all(this.#hands);
    await this.#settlement.done();
  }

  /** Waits for what is under way, and gives back what was not begun. Once `stopping` is aborted. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#hands);
    await this.#settlement.done();
    await releaseRows(this.#services.database, this.#options.courierId, this.#inHand.splice(0));
  }

  async #work(): Promise<void> {
    const { stopping } = this.#options;
    for (let claimed = await this.#next(); claimed; claimed = await this.#next()) {
      const wait = claimed.startAt - performance.now();
      if (wait > 1) await delay(wait, undefined, { signal: stopping }).catch(() => {});
      if (stopping.aborted) {
        this.#inHand.unshift(claimed);
        return;
      }
      await this.#attempt(claimed.row);
    }
  }

  /** The next row, claimed if need be; undefined when nothing is due, or the process is to end. */
  async #next(): Promise<ClaimedRow | undefined> {
    while (!this.#options.stopping.aborted) {
      const claimed = this.#inHand.shift();
      if (claimed) return claimed;
      this.#claiming ??= this.#claim().finally(() => {
        this.#claiming = undefined;
      });
      if (!(await this.#claiming)) return undefined;
    }
    return undefined;
  }

  /** Takes more rows into hand. False: nothing is due. */
  async #claim(): Promise<boolean> {
    const { carrier, courierId, stopping } = this.#options;
    const { database, config } = this.#services;
    const limit = Math.max(SMALLEST_CLAIM, carrier.concurrency * ROWS_IN_HAND);
    const domain = config.mailFrom.address.replace(/^.*@/, '');
    const { rows, lookAgainInMs } = await claimRows(database, carrier, { courierId, domain, limit });
    if (lookAgainInMs) await delay(lookAgainInMs, undefined, { signal: stopping }).catch(() => {});
    try {
      await carrier.prepare?.(rows.map(({ row }) => row));
      this.#inHand.push(...rows);
    } catch (error) {
      for (const { row } of rows) this.#fault(row, error);
    }
    return lookAgainInMs !== null;
  }

  async #attempt(row: OutboxRow): Promise<void> {
    try {
      const delivered = await this.#options.carrier.deliver(row, this.#options.givingUp);
      this.#settlement.add({ row, delivered });
      if (delivered.state === 'RETRY' && delivered.unavailable) this.#putOff(delivered);
    } catch (error) {
      this.#fault(row, error);
    }
  }

  /** What nothing can be delivered to now, need not be tried with every row: their turn has been, and comes again. */
  #putOff(delivered: Delivered): void {
    for (const { row } of this.#inHand.splice(0)) this.#settlement.add({ row, delivered });
  }

  #fault(row: OutboxRow, error: unknown): void {
    this.#services.log.error(
      { err: error, outboxRow: row.id, jobId: row.jobId },
      'delivering failed; it is tried again',
    );
    this.#settlement.add({ row, delivered: { state: 'RETRY', code: 'INTERNAL_ERROR', reply: null } });
  }
}
