/** The counters and times of a job that its pace follows from. */
export interface PacedJob {
  readonly state: string;
  readonly total: number | null;
  readonly processed: number;
  readonly skipped: number;
  readonly runningAt: Date | null;
  readonly touchedAt: Date;
  readonly finalizingAt: Date | null;
}

/** From 0 to 100. A job about nobody is done when it has ended. */
export function percentDone({ total, processed, skipped, state }: PacedJob): number {
  if (total) return (100 * (processed + skipped)) / total;
  return state === 'COMPLETED' || state === 'CANCELLED' || state === 'FAILED' ? 100 : 0;
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
