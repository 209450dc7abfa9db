import { type Db, type Job, PgBoss, type Queue as QueueSettings, type SendOptions } from 'pg-boss';
import type { Log } from './log.ts';
import type { Queryable } from './queryable.ts';

/** A queue's name, with what differs from the usual settings. */
export type QueueDefinition = Pick<QueueSettings, 'name' | 'retryLimit' | 'retryDelay' | 'expireInSeconds'>;

/** A message, in the hands of whoever works on it. */
export interface Message<Data> {
  readonly id: string;
  readonly data: Data;
  /** How often it was taken before: by a worker that failed or died. */
  readonly retryCount: number;
  /** Aborted when the process is to end, or the message has been taken away: stop soon, by throwing. */
  readonly signal: AbortSignal;
}

export interface WorkOptions {
  /** How many messages of the queue this process works on at once. */
  readonly concurrency?: number;
}

export interface Queue {
  /**
   * Puts a message into a queue; in a transaction, it is there when the transaction commits and only then. Gives its id,
   * or null when the options (`singletonKey` …) say that it is there already.
   */
  send(
    transaction: Queryable | undefined,
    name: string,
    data: object,
    options?: Omit<SendOptions, 'db'>,
  ): Promise<string | null>;
  /** Hands every message to `handler`, again when it throws or its process dies. */
  work<Data>(name: string, options: WorkOptions, handler: (message: Message<Data>) => Promise<void>): Promise<void>;
  /** Takes no more messages, tells the handlers to stop and waits for them, at most `timeoutMs`. */
  stop(options?: { readonly timeoutMs?: number }): Promise<void>;
}

export interface QueueOptions {
  readonly url: string;
  readonly log: Log;
  /** Whether this process works on messages and looks after those of dead workers, or only sends. */
  readonly worker: boolean;
  readonly queues: readonly QueueDefinition[];
}

// A dead worker's message is noticed after its heartbeat, at least ten seconds in pg-boss, and the next look at it. The
// poll matters although new messages announce themselves: one that comes back from a dead worker does not.
const SUPERVISE_SECONDS = 1;
const POLL_SECONDS = 1;
const USUAL_SETTINGS = {
  heartbeatSeconds: 10,
  expireInSeconds: 23 * 60 * 60,
  retryLimit: 1_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  notify: true,
};

/** Opens the queue and makes the queues that are missing. */
export async function openQueue({ url, log, worker, queues }: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'rollcall queue',
    max: worker ? 5 : 2,
    supervise: worker,
    schedule: false,
    useListenNotify: worker,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'queue error'));
  boss.on('warning', (warning) => log.warn({ warning }, 'queue warning'));
  await boss.start();
  for (const { name, ...settings } of queues) {
    await boss.createQueue(name, { ...USUAL_SETTINGS, ...settings });
    // A queue that was there keeps the settings of the version that made it.
    await boss.updateQueue(name, { ...USUAL_SETTINGS, ...settings });
  }
  const stopping = new AbortController();
  return {
    send: (transaction, name, data, options) =>
      boss.send(name, data, { ...options, ...(transaction && { db: databaseOver(transaction) }) }),
    work: (name, options, handler) => work(boss, name, options, handler, stopping.signal),
    async stop({ timeoutMs = 30_000 } = {}) {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: timeoutMs });
    },
  };
}

async function work<Data>(
  boss: PgBoss,
  name: string,
  { concurrency = 1 }: WorkOptions,
  handler: (message: Message<Data>) => Promise<void>,
  stopping: AbortSignal,
): Promise<void> {
  const options = {
    localConcurrency: concurrency,
    pollingIntervalSeconds: POLL_SECONDS,
    notifyPollingIntervalSeconds: POLL_SECONDS,
  };
  await boss.work<Data>(name, options, async (jobs: Job<Data>[]) => {
    for (const { id, data, retryCount, signal } of jobs) {
      await handler({ id, data, retryCount, signal: AbortSignal.any([signal, stopping]) });
    }
  });
}

function databaseOver(transaction: Queryable): Db {
  return { executeSql: async (text, values = []) => ({ rows: await transaction.query({ text, values }) }) };
}
