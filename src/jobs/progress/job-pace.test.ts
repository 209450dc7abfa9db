import { expect, test } from 'vitest';
import { estimatedEnd, type PacedJob, percentDone, usersPerSecond } from './job-pace.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, seconds));

function job(paced: Partial<PacedJob> = {}): PacedJob {
  return {
    state: 'RUNNING',
    total: 1_000,
    processed: 250,
    ...{ lettersQueued: 0, lettersSent: 0, lettersFailed: 0, exportsQueued: 0, exportsSent: 0, exportsFailed: 0 },
    runningAt: at(0),
    touchedAt: at(5),
    finalizingAt: null,
    ...paced,
  };
}

test.each<[string, Partial<PacedJob>, number]>([
  ['a quarter', {}, 25],
  ['nothing before the members are frozen', { state: 'QUEUED', total: null, processed: 0 }, 0],
  ['all of nobody, when it has ended', { state: 'COMPLETED', total: 0, processed: 0 }, 100],
  ['nothing of nobody before', { state: 'FINALIZING', total: 0, processed: 0 }, 0],
  ['what was done before the rest was skipped', { state: 'CANCELLED' }, 25],
  ['nothing, when it ended before it began', { state: 'FAILED', total: null, processed: 0 }, 0],
  [
    'not all while letters are under way',
    { state: 'FINALIZING', processed: 1_000, lettersQueued: 1_000, lettersSent: 400, lettersFailed: 100 },
    75,
  ],
  [
    'not all while exports are under way',
    { state: 'FINALIZING', processed: 1_000, exportsQueued: 250, exportsSent: 0 },
    80,
  ],
  ['all, when it is completed', { state: 'COMPLETED', processed: 1_000, lettersQueued: 10, lettersSent: 10 }, 100],
])('done is %s', (_what, paced, percent) => {
  expect(percentDone(job(paced))).toBe(percent);
});

test.each<[string, Partial<PacedJob>, number | null]>([
  ['users by seconds', {}, 50],
  ['to the last chunk, not to now', { finalizingAt: at(2), touchedAt: at(60) }, 125],
  ['unknown before it runs', { runningAt: null }, null],
  ['unknown before the first user', { processed: 0 }, null],
  ['unknown when no time has passed', { touchedAt: at(0) }, null],
])('the pace is %s', (_what, paced, pace) => {
  expect(usersPerSecond(job(paced))).toBe(pace);
});

test.each<[string, Partial<PacedJob>, Date | null]>([
  ['what is left at this pace', {}, at(20)],
  ['unknown when it is not running', { state: 'CANCELLING' }, null],
  ['unknown without a pace', { processed: 0 }, null],
])('the end is estimated from %s', (_what, paced, end) => {
  expect(estimatedEnd(job(paced))).toEqual(end);
});
