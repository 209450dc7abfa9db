import { Problem } from '../../platform/problems.ts';
import type { MembershipDrift } from './membership-drift.ts';

/** Why a confirmation does not fit what it was given with. */
export const mismatchReasons = {
  UNKNOWN: 'This is no confirmation of yours, or one of a preview that has expired long ago.',
  EXPIRED: 'The preview has expired: make another.',
  ANOTHER_SET: 'The preview was of another set.',
  OTHER_ACTIONS: 'The preview was of other actions.',
  OTHER_ROLES: 'The preview was made with other roles than you have now.',
} as const;

/** Its stable name. */
export type MismatchReason = keyof typeof mismatchReasons;

/** The confirmation is not one of a preview of this. */
export class ConfirmationMismatch extends Problem {
  readonly code = 'CONFIRMATION_MISMATCH';
  readonly reason: MismatchReason;

  constructor(reason: MismatchReason) {
    super(mismatchReasons[reason]);
    this.reason = reason;
  }
}

/** Others are in the set now than those who were previewed. */
export class MembershipDrifted extends Problem {
  readonly code = 'MEMBERSHIP_DRIFTED';
  readonly drift: MembershipDrift;

  constructor(drift: MembershipDrift) {
    super(`Since the preview ${drift.joined} users have joined the set and ${drift.left} have left it. Look again.`);
    this.drift = drift;
  }
}

/** So many users are not changed without a preview. */
export class ConfirmationRequired extends Problem {
  readonly code = 'CONFIRMATION_REQUIRED';
  /** The number of users above which a preview is demanded. */
  readonly above: number;

  constructor(above: number) {
    super(`More than ${above} users: preview the job first, and submit it with the confirmation.`);
    this.above = above;
  }
}

/** Whoever asked for the preview has gone. */
export class PreviewAbandoned extends Problem {
  readonly code = 'PREVIEW_ABANDONED';

  constructor() {
    super('The preview was given up before it was done.');
  }
}
