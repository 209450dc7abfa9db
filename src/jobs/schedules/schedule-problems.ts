import { Problem } from '../../platform/problems.ts';

/** No run of the schedule comes any more. */
export class ScheduleEnded extends Problem {
  readonly code = 'SCHEDULE_ENDED';

  constructor() {
    super('No run of this schedule comes any more: it has had its runs, or its end has come.');
  }
}

/** The schedule is paused: there is no next run. */
export class SchedulePaused extends Problem {
  readonly code = 'SCHEDULE_PAUSED';

  constructor() {
    super('The schedule is paused: its next run has no time that could be skipped. Resume it first.');
  }
}
