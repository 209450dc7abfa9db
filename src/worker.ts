import { setInterval } from 'node:timers/promises';
import { IdentityExport } from './identity-provider/identity-export.ts';
import { type JobServices, LANE_QUEUE, type LaneMessage } from './jobs/job-services.ts';
import { discardPreviews } from './jobs/preview/discard-previews.ts';
import { outboxListener } from './jobs/run/count-outbox.ts';
import { runLane } from './jobs/run/run-lane.ts';
import { silentJobs } from './jobs/run/watch-jobs.ts';
import { LetterCarrier } from './letters/letter-carrier.ts';
import { openMailTransport } from './letters/open-mail-transport.ts';
import type { Carrier } from './letters/outbox/carrier.ts';
import { deliverOutbox } from './letters/outbox/deliver-outbox.ts';

/** A worker that takes job lanes off the queue until it is stopped. */
export interface Worker {
  /** Takes no more work, lets every lane finish the chunk and every courier the letter in hand, and returns when all are done. */
  stop(): Promise<void>;
}

const WATCH_INTERVAL_MS = 1_000;
// Previews last for an hour: that they are gone a minute later is soon enough.
const LOOKS_BETWEEN_DISCARDS = 60;

/** Starts working. Messages call for lanes; once a second it also looks for jobs whose lanes have died with their process. */
export async function startWorker(services: JobServices): Promise<Worker> {
  const stopping = new AbortController();
  const lanes = new Lanes(services);
  const concurrency = services.config.lanes;
  await services.queue.work<LaneMessage>(LANE_QUEUE, { concurrency }, async ({ data, signal }) => {
    const eitherSignal = AbortSignal.any([signal, stopping.signal]);
    await lanes.run(data.jobId, eitherSignal);
    // A lane that was told to stop gives its message back, for another worker.
    eitherSignal.throwIfAborted();
  });
  const watch = watchJobs(services, lanes, stopping.signal);
  const outbox = await deliverOutbox(services, carriersOf(services), outboxListener(services));
  return {
    async stop() {
      stopping.abort();
      await Promise.all([watch, lanes.idle(), outbox.stop()]);
    },
  };
}

/** One for each kind of what goes out. */
function carriersOf(services: JobServices): Carrier[] {
  const { config, log } = services;
  const letters = new LetterCarrier({ ...services, transport: openMailTransport(config, log) });
  return [letters, new IdentityExport(services)];
}

/** The lanes this process has under way. */
class Lanes {
  readonly #services: JobServices;
  readonly #running = new Map<Promise<void>, number>();

  constructor(services: JobServices) {
    this.#services = services;
  }

  async run(jobId: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const lane = runLane(this.#services, jobId, signal);
    this.#running.set(lane, jobId);
    try {
      await lane;
    } finally {
      this.#running.delete(lane);
    }
  }

  /** Whether this process is at work on the job, or has its hands full. */
  isBusyWith(jobId: number): boolean {
    return this.#running.size >= this.#services.config.lanes * 2 || [...this.#running.values()].includes(jobId);
  }

  async idle(): Promise<void> {
    await Promise.allSettled(this.#running.keys());
  }
}

async function watchJobs(services: JobServices, lanes: Lanes, signal: AbortSignal): Promise<void> {
  let looks = 0;
  try {
    for await (const _ of setInterval(WATCH_INTERVAL_MS, undefined, { signal })) {
      await takeOverSilentJobs(services, lanes, signal);
      if (looks % LOOKS_BETWEEN_DISCARDS === 0) await discardExpired(services);
      looks += 1;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function discardExpired({ database, log }: JobServices): Promise<void> {
  try {
    const discarded = await discardPreviews(database);
    if (discarded > 0) log.debug({ discarded }, 'expired previews were deleted');
  } catch (error) {
    log.warn({ err: error }, 'deleting expired previews failed; it is tried again');
  }
}

async function takeOverSilentJobs({ database, log }: JobServices, lanes: Lanes, signal: AbortSignal): Promise<void> {
  try {
    for (const jobId of await silentJobs(database)) {
      if (lanes.isBusyWith(jobId)) continue;
      log.warn({ jobId }, 'taking over a silent job');
      lanes
        .run(jobId, signal)
        .catch((error: unknown) => log.error({ err: error, jobId }, 'lane ended; it is tried again'));
    }
  } catch (error) {
    // The database is away: the next look finds it back. A watch that ended here would watch no more.
    log.warn({ err: error }, 'looking for silent jobs failed');
  }
}
