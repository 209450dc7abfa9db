import type { Bus } from '../../platform/bus.ts';
import type { Database } from '../../platform/database.ts';
import { Latest } from '../../platform/latest.ts';
import type { Log } from '../../platform/log.ts';
import type { Job as JobRow } from '../../platform/prisma/client.ts';
import { JOB_CHANNEL } from '../job.ts';

/** What following a job stands on. */
export interface FollowServices {
  readonly database: Database;
  readonly bus: Bus;
  readonly log: Log;
}

// At most five looks a second, however many chunks are done in one: nobody reads faster. Only at first more, so that
// the many jobs which take less than a second are seen moving.
const SHORTEST_INTERVAL_MS = 200;
const FIRST_INTERVAL_MS = 40;
const FIRST_MS = 1_000;
// A hint may get lost; the row does not.
const LONGEST_INTERVAL_MS = 2_000;

/**
 * Follows jobs for all subscribers of this process. The row is the truth, and a notification only the hint to look: it
 * is read once for all who follow the job, and every follower gets the newest row it has not seen, the settled one last.
 */
export class JobFollowers {
  readonly #services: FollowServices;
  readonly #followed = new Map<number, FollowedJob>();
  readonly #unsubscribe: () => void;

  constructor(services: FollowServices) {
    this.#services = services;
    this.#unsubscribe = services.bus.subscribe(JOB_CHANNEL, (payload) => this.#hint(payload));
  }

  /** The job's row as it is now, then after every change, ending with the one that is settled. Revisions only grow. */
  follow(jobId: number): AsyncIterableIterator<JobRow> {
    const followed =
      this.#followed.get(jobId) ?? new FollowedJob(jobId, this.#services, () => this.#followed.delete(jobId));
    this.#followed.set(jobId, followed);
    return followed.join();
  }

  /** How many jobs are followed just now: each costs a read every other second. */
  get size(): number {
    return this.#followed.size;
  }

  /** Ends all streams and stops listening. */
  close(): void {
    this.#unsubscribe();
    for (const followed of [...this.#followed.values()]) followed.end();
  }

  /** Without a payload every job may have changed: the connection that listens was away. */
  #hint(payload: string | undefined): void {
    if (payload === undefined) for (const followed of this.#followed.values()) followed.look();
    else this.#followed.get(Number(payload))?.look();
  }
}

/** One job, followed by at least one subscriber. */
class FollowedJob {
  readonly #jobId: number;
  readonly #services: FollowServices;
  readonly #onEmpty: () => void;
  readonly #followers = new Set<Latest<JobRow>>();
  readonly #poll: NodeJS.Timeout;
  #timer: NodeJS.Timeout | null = null;
  readonly #began = Date.now();
  #lastLook = 0;
  #latest: JobRow | null = null;

  constructor(jobId: number, services: FollowServices, onEmpty: () => void) {
    this.#jobId = jobId;
    this.#services = services;
    this.#onEmpty = onEmpty;
    this.#poll = setInterval(() => this.look(), LONGEST_INTERVAL_MS);
  }

  join(): AsyncIterableIterator<JobRow> {
    const follower = new Latest<JobRow>(() => this.#leave(follower));
    this.#followers.add(follower);
    if (this.#latest) follower.push(this.#latest);
    this.look();
    return follower;
  }

  /** Reads the row soon. Hints that come before it is read are answered by that same reading. */
  look(): void {
    if (this.#timer) return;
    const interval = Date.now() - this.#began < FIRST_MS ? FIRST_INTERVAL_MS : SHORTEST_INTERVAL_MS;
    const wait = Math.max(0, this.#lastLook + interval - Date.now());
    this.#timer = setTimeout(() => void this.#read(), wait);
  }

  end(): void {
    for (const follower of [...this.#followers]) follower.end();
  }

  async #read(): Promise<void> {
    this.#lastLook = Date.now();
    try {
      // Cleared before the read: a hint that comes while it is under way may tell of something it does not see.
      this.#timer = null;
      const row = await this.#services.database.prisma.job.findUnique({ where: { id: this.#jobId } });
      if (row) this.#publish(row);
      else this.end();
    } catch (error) {
      // The next poll looks again: a stream outlives a restart of the database.
      this.#services.log.warn({ err: error, jobId: this.#jobId }, 'reading the progress of a job failed');
    }
  }

  #publish(row: JobRow): void {
    if (this.#latest && row.revision <= this.#latest.revision) return;
    this.#latest = row;
    for (const follower of this.#followers) follower.push(row);
    if (row.endedAt) this.end();
  }

  #leave(follower: Latest<JobRow>): void {
    this.#followers.delete(follower);
    if (this.#followers.size > 0) return;
    clearInterval(this.#poll);
    if (this.#timer) clearTimeout(this.#timer);
    this.#onEmpty();
  }
}
