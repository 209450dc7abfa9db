import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../../config.ts';
import type { Database } from '../../platform/database.ts';
import type { Log } from '../../platform/log.ts';
import type { Carrier, Delivered, OutboxRow } from './carrier.ts';
import { type ClaimedRow, claimRows } from './claim-rows.ts';
import { recoverRows } from './recover-rows.ts';
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
  /** Claimed, and not yet written or given back. */
  readonly #held = new Set<number>();
  /** What came of them could not be written. */
  readonly #lost = new Set<number>();
  #turn: Promise<unknown> = Promise.resolve();
  #recovering: Promise<void> | undefined;

  constructor(services: DeliveryServices, options: DeliveryOptions) {
    this.#services = services;
    this.#options = options;
    this.#settlement = new Settlement({
      ...services,
      ...options,
      ended: (rowId, written) => {
        this.#held.delete(rowId);
        if (!written) this.#lost.add(rowId);
      },
    });
  }

  /** Gives back what the database believes to be in hand here and is not. Called again meanwhile, it is the same call. */
  recover(): Promise<void> {
    this.#recovering ??= this.#inTurn(() => this.#recover()).finally(() => {
      this.#recovering = undefined;
    });
    return this.#recovering;
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
    await this.#release(this.#inHand.splice(0));
  }

  async #recover(): Promise<void> {
    if (this.#options.stopping.aborted) return;
    const { config, database, log } = this.#services;
    const options = this.#options;
    const [held, lost] = [[...this.#held], new Set(this.#lost)];
    const rows = await recoverRows(database, { ...options, kind: options.carrier.kind, config, held, lost });
    for (const rowId of lost) this.#lost.delete(rowId);
    if (rows > 0) log.warn({ rows }, 'these were claimed and nobody had them in hand');
  }

  /** One after the other: between the commit of a claim and its answer nobody can tell what is in hand. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #release(claimed: readonly ClaimedRow[]): Promise<void> {
    await releaseRows(this.#services.database, claimed, this.#options);
    for (const { row } of claimed) this.#held.delete(row.id);
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
    const { rows, lookAgainInMs } = await this.#inTurn(async () => {
      const claim = await claimRows(database, carrier, { courierId, domain, limit });
      for (const { row } of claim.rows) this.#held.add(row.id);
      return claim;
    });
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
