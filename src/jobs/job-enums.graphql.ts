import { builder } from '../graphql/builder.ts';
import { type OutcomeCode, outcomeCodes } from './decide/outcome-codes.ts';
import type { FailureCode } from './run/settle-job.ts';

/** Where a job stands. */
export const JobStateEnum = builder.enumType('JobState', {
  description: 'Where a job stands. Each state has its timestamp in Job.',
  values: {
    SCHEDULED: { description: 'Waits for its time.' },
    QUEUED: { description: 'Waits for a worker.' },
    INITIALIZING: { description: 'A worker has it and freezes the members of its set.' },
    RUNNING: { description: 'Users are being changed, chunk by chunk.' },
    FINALIZING: { description: 'All users are done; what remains is being brought to its end.' },
    CANCELLING: { description: 'Cancelled; the chunks in hand are being finished.' },
    COMPLETED: { description: 'Ended: every user was processed. See the conclusion.' },
    CANCELLED: { description: 'Ended by a person before every user was processed; the rest is reported as skipped.' },
    FAILED: { description: 'Ended by the system before every user was processed. See the failure code.' },
  } as const,
});

/** What a job came from. */
export const JobOriginEnum = builder.enumType('JobOrigin', {
  description: 'What a job came from.',
  values: {
    SUBMITTED: { description: 'Somebody submitted it.' },
    RETRY: { description: 'It does once more what its parent could not do.' },
    REVERT: { description: 'It restores what its parent changed.' },
    SCHEDULE: { description: 'A schedule submitted it.' },
  } as const,
});

export const JobConclusionEnum = builder.enumType('JobConclusion', {
  description: 'What a completed job came to.',
  values: {
    SUCCESS: { description: 'Every user was updated, without a warning.' },
    WITH_WARNINGS: { description: 'No errors, but users with warnings; those with nothing to change are among them.' },
    WITH_ERRORS: { description: 'At least one user ended in an error.' },
    NOTHING_TO_DO: { description: 'The set had no members.' },
  } as const,
});

const failures = {
  PERMISSION_LOST: { description: 'Who submitted the job may not manage users any more.' },
  ROLE_ABOVE_YOUR_OWN: {
    description:
      'When the job began, who submitted it could no longer grant or remove one of its roles: it stands above their own.',
  },
  ROLE_OUTSIDE_YOUR_SCOPE: {
    description: 'When the job began, one of its roles lay outside the libraries that who submitted it manages.',
  },
  SET_NOT_FOUND: {
    description: 'When the job began, its set was gone, or not to be seen any more by who submitted it.',
  },
  SET_INACTIVE: { description: 'When the job began, its set was inactive.' },
  PARENT_NOT_FOUND: {
    description:
      'When the retry or revert began, the job it follows was gone, or not to be seen any more by who submitted it.',
  },
  MEMBERSHIP_DRIFTED: {
    description: 'When the job began, others were in its set than in the preview that was confirmed with it.',
  },
  CONFIRMATION_REQUIRED: {
    description: 'When the job began, more users were in its set than may be changed without a confirmed preview.',
  },
  ACTION_NOT_POSSIBLE: {
    description:
      'When the job began, one of its actions named something that the institution has no more, or has disabled, such as a code, a library or a letter.',
  },
  INTERNAL_ERROR: { description: 'A fault of the program, which is in its log.' },
} satisfies Record<FailureCode, { description: string }>;

export const JobFailureCodeEnum = builder.enumType('JobFailureCode', {
  description: 'Why a job failed.',
  values: failures,
});

export const JobTabEnum = builder.enumType('JobTab', {
  description: 'The three lists of jobs that people look through.',
  values: {
    SCHEDULED: { description: 'Jobs that wait for their time.' },
    RUNNING: { description: 'Jobs under way, those in the queue included.' },
    HISTORY: { description: 'Jobs that have ended.' },
  } as const,
});

export const RecordOutcomeEnum = builder.enumType('RecordOutcome', {
  description: 'Where one user of a job ended.',
  values: {
    UPDATED: { description: 'Changed.' },
    UNCHANGED: { description: 'Nothing to change: what was asked for was already so. Counts as a warning.' },
    WARNING: {
      description:
        'With something to tell: changed, while another action had nothing to change or a warning; or left out of an action.',
    },
    ERROR: { description: 'Nothing of this user was changed, because an action could not be carried out.' },
    SKIPPED: { description: 'The job ended before this user.' },
  } as const,
});

const codes = Object.entries(outcomeCodes) as [OutcomeCode, (typeof outcomeCodes)[OutcomeCode]][];

/** Made from the catalogue of codes. */
export const OutcomeCodeEnum = builder.enumType('OutcomeCode', {
  description: 'What an action did to a user, or why it did nothing. A code, once released, keeps its meaning.',
  values: Object.fromEntries(
    codes.map(([code, { outcome, given }]) => [code, { description: `${outcome}. ${given}` }]),
  ) as Record<OutcomeCode, { description: string }>,
});

/** Which segment an entry that is added goes into. */
export const SegmentChoice = builder.enumType('SegmentChoice', {
  description: 'Which segment of the record an entry that is added goes into.',
  values: {
    INTERNAL: { description: 'The internal one: loads from a source system leave it alone.' },
    EXTERNAL: { description: 'The external one: the next load from the source system replaces it.' },
    BY_USER_ACCOUNT_TYPE: { description: 'That of the account: external for external accounts, else internal.' },
  } as const,
});
