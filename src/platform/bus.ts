import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './log.ts';
import { type NotificationConnection, openNotificationConnection } from './notification-connection.ts';
import type { Queryable } from './queryable.ts';
import { sql } from './sql.ts';

/**
 * Called with the payload of a notification, or with undefined for "look again: you may have missed some". A payload is
 * a hint of what to read again, never the data itself.
 */
export type BusListener = (payload: string | undefined) => void;

export interface Bus {
  /**
   * Calls the listener for every notification on the channel, and with undefined after every gap: also the one at the
   * beginning, before PostgreSQL knows that this process listens on the channel. Gives what ends that.
   */
  subscribe(channel: string, listener: BusListener): () => void;
  /** Ends the connection. Listeners are not called any more. */
  close(): Promise<void>;
}

export interface BusOptions {
  readonly url: string;
  readonly log: Log;
}

const POLL_MS = 1_000;
const RETRY_MS = [100, 500, 1_000, 2_000, 5_000] as const;

/** Tells every process that listens on the channel; inside a transaction, when it commits and only then. */
export async function notify(queryable: Queryable, channel: string, payload: string): Promise<void> {
  await queryable.execute(sql`SELECT pg_notify(${channel}, ${payload})`);
}

/**
 * Opens the one connection on which this process hears of changes. While there is none, every listener is called each
 * second to look for itself.
 */
export async function openBus(options: BusOptions): Promise<Bus> {
  const bus = new NotificationBus(options);
  await bus.open();
  return bus;
}

class NotificationBus implements Bus {
  readonly #options: BusOptions;
  readonly #listeners = new Map<string, Set<BusListener>>();
  readonly #closing = new AbortController();
  #connection: NotificationConnection | undefined;
  #poll: NodeJS.Timeout | undefined;
  #run: Promise<void> | undefined;

  constructor(options: BusOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    this.#poll = setInterval(() => {
      if (!this.#connection) this.#callEveryone();
    }, POLL_MS);
    await this.#connect();
    this.#run = this.#stayConnected();
  }

  subscribe(channel: string, listener: BusListener): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    if (listeners.size === 1) void this.#listen(channel);
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0 || this.#listeners.get(channel) !== listeners) return;
      this.#listeners.delete(channel);
      this.#connection?.unlisten(channel).catch(ignoreLostConnection);
    };
  }

  async close(): Promise<void> {
    clearInterval(this.#poll);
    this.#closing.abort();
    this.#listeners.clear();
    await this.#connection?.close();
    await this.#run;
  }

  async #listen(channel: string): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    await connection.listen(channel).catch(ignoreLostConnection);
    // Whoever read before the channel was listened on may have missed something.
    for (const listener of this.#listeners.get(channel) ?? []) this.#call(listener, undefined);
  }

  async #stayConnected(): Promise<void> {
    for (let failures = 0; !this.#closing.signal.aborted; failures += 1) {
      if (this.#connection) {
        failures = 0;
        await this.#connection.lost;
        this.#connection = undefined;
        if (!this.#closing.signal.aborted)
          this.#options.log.warn('notifications are lost: looking every second instead');
      }
      const pause = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)];
      await delay(pause, undefined, { signal: this.#closing.signal }).catch(() => {});
      if (!this.#closing.signal.aborted) await this.#connect();
    }
  }

  async #connect(): Promise<void> {
    const deliver = (channel: string, payload: string) => {
      for (const listener of this.#listeners.get(channel) ?? []) this.#call(listener, payload);
    };
    const channels = [...this.#listeners.keys()];
    try {
      this.#connection = await openNotificationConnection(this.#options.url, channels, deliver);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'notifications cannot be listened to');
      return;
    }
    // Channels that were subscribed to or closed while the connection was being made.
    for (const channel of this.#listeners.keys()) if (!channels.includes(channel)) void this.#listen(channel);
    if (this.#closing.signal.aborted) await this.#connection.close();
    this.#callEveryone();
  }

  #callEveryone(): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) this.#call(listener, undefined);
  }

  #call(listener: BusListener, payload: string | undefined): void {
    try {
      listener(payload);
    } catch (error) {
      this.#options.log.error({ err: error }, 'a listener failed');
    }
  }
}

// A statement that fails because the connection went away needs nothing: all channels are listened on again on the next.
function ignoreLostConnection(): void {}
