/** The counters and times of a job that its pace follows from. */
export interface PacedJob {
  readonly state: string;
  readonly total: number | null;
  readonly processed: number;
  readonly lettersQueued: number;
  readonly lettersSent: number;
  readonly lettersFailed: number;
  readonly exportsQueued: number;
  readonly exportsSent: number;
  readonly exportsFailed: number;
  readonly runningAt: Date | null;
  readonly touchedAt: Date;
  readonly finalizingAt: Date | null;
}

/** From 0 to 100: users that are done, and letters and exports that have gone out, of all of them; what was kept back is not done. */
export function percentDone(job: PacedJob): number {
  if (job.state === 'COMPLETED') return 100;
  const all = (job.total ?? 0) + job.lettersQueued + job.exportsQueued;
  const out = job.lettersSent + job.lettersFailed + job.exportsSent + job.exportsFailed;
  return all === 0 ? 0 : (100 * (job.processed + out)) / all;
}

/** Users processed a second, from the beginning of RUNNING to the last chunk; null before the first. */
export function usersPerSecond({ processed, runningAt, touchedAt, finalizingAt }: PacedJob): number | null {
  if (!runningAt || processed === 0) return null;
  const milliseconds = (finalizingAt ?? touchedAt).getTime() - runningAt.getTime();
  return milliseconds > 0 ? (1_000 * processed) / milliseconds : null;
}

/** When the last user is done if the pace stays as it is; null when it is not running, or too early to say. */
export function estimatedEnd(job: PacedJob): Date | null {
  const pace = usersPerSecond(job);
  if (job.state !== 'RUNNING' || !pace || job.total === null) return null;
  return new Date(job.touchedAt.getTime() + (1_000 * (job.total - job.processed)) / pace);
}
