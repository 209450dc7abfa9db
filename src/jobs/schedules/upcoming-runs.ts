import { occurrencesAfter } from './occurrences.ts';
import type { Schedule } from './schedule.ts';

/** The times of the next `most` runs, the first of which waits already; fewer where the schedule ends before. */
export function upcomingRuns(
  { recurrence, runs }: Pick<Schedule, 'recurrence' | 'runs'>,
  next: Date,
  most: number,
): Date[] {
  const left = recurrence.endsAfter === null ? most : Math.min(most, recurrence.endsAfter - runs);
  if (left <= 0) return [];
  return [next, ...occurrencesAfter(recurrence, next).take(left - 1)];
}
