import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../../config.ts';
import type { Database } from '../../platform/database.ts';
import type { Log } from '../../platform/log.ts';
import type { Carrier, Delivered, OutboxRow } from './carrier.ts';
import type { ClaimedRow } from './claim-rows.ts';
import { RowsInHand } from './rows-in-hand.ts';
import type { SettledListener } from './settled-counts.ts';
import { Settlement } from './settlement.ts';
import { Throttle } from './throttle.ts';

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

/** Delivers what is due of one carrier's kind, as many rows at once as the carrier and the other side take. */
export class Delivery {
  readonly #services: DeliveryServices;
  readonly #options: DeliveryOptions;
  readonly #rows: RowsInHand;
  readonly #settlement: Settlement;
  readonly #throttle: Throttle;
  readonly #hands = new Set<Promise<void>>();
  /** How many hands mean to go on; one that has left is in the set for a moment yet. */
  #working = 0;
  #underWay = 0;

  constructor(services: DeliveryServices, options: DeliveryOptions) {
    this.#services = services;
    this.#options = options;
    const fault = (row: OutboxRow, error: unknown) => this.#fault(row, error);
    this.#rows = new RowsInHand({ ...services, ...options, fault });
    const ended = (rowId: number, written: boolean) => this.#rows.ended(rowId, written);
    this.#settlement = new Settlement({ ...services, ...options, ended });
    this.#throttle = new Throttle(options.carrier.concurrency);
  }

  /** Gives back what the database believes to be in hand here and is not. */
  recover(): Promise<void> {
    return this.#rows.recover();
  }

  /** Comes back when nothing is due any more or may be tried, and all is written. Called meanwhile, it calls idle hands back to work. */
  async run(): Promise<void> {
    this.#callHands();
    while (this.#hands.size > 0) await Promise.all(this.#hands);
    // A pause may be long: what was claimed at its beginning is not kept from others.
    if (this.#throttle.paused) await this.#rows.release(this.#rows.takeWaiting());
    await this.#settlement.done();
  }

  /** Waits for what is under way, and gives back what was not begun. Once `stopping` is aborted. */
  async stop(): Promise<void> {
    await Promise.all(this.#hands);
    await this.#settlement.done();
    await this.#rows.release(this.#rows.takeWaiting());
  }

  #callHands(): void {
    while (this.#working < this.#throttle.allowed && !this.#options.stopping.aborted) {
      this.#working += 1;
      const hand = this.#work()
        .catch((error: unknown) =>
          this.#services.log.warn({ err: error }, 'looking for what is due failed; it goes on'),
        )
        .finally(() => this.#hands.delete(hand));
      this.#hands.add(hand);
    }
  }

  async #work(): Promise<void> {
    const wanted = () => this.#working <= this.#throttle.allowed;
    try {
      for (let claimed = await this.#rows.next(wanted); claimed; claimed = await this.#rows.next(wanted)) {
        if (!(await this.#isTurnOf(claimed))) {
          this.#rows.putBack(claimed);
          break;
        }
        if (await this.#isToGo(claimed)) await this.#attempt(claimed.row);
      }
    } finally {
      this.#working -= 1;
    }
  }

  /** Waits until a row may go out. False: it may not any more. */
  async #isTurnOf({ startAt }: ClaimedRow): Promise<boolean> {
    const { stopping } = this.#options;
    const wait = startAt - performance.now();
    if (wait > 1) await delay(wait, undefined, { signal: stopping }).catch(() => {});
    return !stopping.aborted && !this.#throttle.paused;
  }

  /** Its job may be cancelled since it was claimed; and after a long stall others may have taken it over. */
  async #isToGo(claimed: ClaimedRow): Promise<boolean> {
    try {
      return await this.#rows.isOurs(claimed);
    } catch (error) {
      this.#rows.putBack(claimed);
      throw error;
    }
  }

  async #attempt(row: OutboxRow): Promise<void> {
    this.#underWay += 1;
    try {
      const delivered = await this.#options.carrier.deliver(row, this.#options.givingUp);
      this.#settlement.add({ row, delivered });
      this.#underWay -= 1;
      this.#heed(delivered);
    } catch (error) {
      this.#underWay -= 1;
      this.#fault(row, error);
    }
  }

  #heed(delivered: Delivered): void {
    if (delivered.state === 'SENT') {
      this.#throttle.worked();
      this.#callHands();
    } else if (delivered.state === 'RETRY' && delivered.unavailable) {
      this.#throttle.failed(this.#underWay, delivered.retryAfterSeconds);
      if (this.#throttle.paused) this.#putOff(delivered);
    }
  }

  /** What nothing can be delivered to now, need not be tried with every row. */
  #putOff(delivered: Delivered): void {
    for (const { row } of this.#rows.takeWaiting()) this.#settlement.add({ row, delivered });
  }

  #fault(row: OutboxRow, error: unknown): void {
    this.#services.log.error(
      { err: error, outboxRow: row.id, jobId: row.jobId },
      'delivering failed; it is tried again',
    );
    this.#settlement.add({ row, delivered: { state: 'RETRY', code: 'INTERNAL_ERROR', reply: null } });
  }
}
