import type { InputIssue } from '../../platform/problems.ts';
import { nextRun } from './plan-run.ts';
import { type Recurrence, resolveRecurrence } from './recurrence.ts';

/** When a job is to run, as a submission says it. */
export interface TimingInput {
  /** Of the only run, or of the first. A time that has passed is the present. */
  readonly runAt?: Date | null | undefined;
  /** RecurrenceInput. */
  readonly recurrence?: unknown;
}

/** When a job is to run, worked out. */
export interface Timing {
  /** The time to wait for; null: none. */
  readonly startsAt: Date | null;
  /** null: it runs once. */
  readonly recurrence: Recurrence | null;
}

/** Works out when a job is to run; the issues' paths begin at the submission. */
export function resolveTiming(
  { runAt, recurrence: input }: TimingInput,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): { readonly timing: Timing } | { readonly issues: readonly InputIssue[] } {
  if (input == null) return { timing: { startsAt: runAt && runAt > now ? runAt : null, recurrence: null } };
  const startsAt = runAt && runAt < now ? now : (runAt ?? null);
  const resolved = resolveRecurrence(input, { timeZone, startsAt, now });
  if ('issues' in resolved)
    return { issues: resolved.issues.map(({ path, message }) => ({ path: ['recurrence', ...path], message })) };
  const { recurrence } = resolved;
  // A chosen first run may be this very moment, which is not after itself.
  const first = nextRun({ recurrence, runs: 0, skippedUntil: null }, startsAt ? new Date(startsAt.getTime() - 1) : now);
  return first ? { timing: { startsAt: first, recurrence } } : { issues: [neverRuns(recurrence)] };
}

/** What is wrong with a recurrence of which no run comes, or none after so many. */
export function neverRuns({ endsOn, endsAfter }: Recurrence, runs = 0): InputIssue {
  if (endsAfter !== null && runs >= endsAfter)
    return { path: ['recurrence', 'endsAfter'], message: `${runs} runs have begun already.` };
  return { path: ['recurrence', endsOn ? 'endsOn' : 'rule'], message: 'No run ever comes of this.' };
}
