import type { CodeEntry, CodeOutcome } from './code-entry.ts';
import { listOutcomeCodes } from './list-outcome-codes.ts';

/**
 * Every outcome code there is. The schema's enum and docs/outcome-codes.md are made from this list; a code, once
 * released, keeps its meaning.
 */
export const outcomeCodes = {
  ROLE_ADDED: {
    outcome: 'UPDATED',
    sentence: 'The role was added.',
    given: 'The user did not hold the role at this scope.',
  },
  ROLE_CHANGED: {
    outcome: 'UPDATED',
    sentence: 'The role was already there, ended or different; now it is active, as given.',
    given:
      'The user held the role at this scope, but inactive, expired, or with another expiry date or other parameters than the ones given.',
  },
  ROLE_REMOVED: {
    outcome: 'UPDATED',
    sentence: 'The role was removed.',
    given: 'The user held the role at this scope.',
  },
  NOTE_ADDED: {
    outcome: 'UPDATED',
    sentence: 'The note was added.',
    given: 'Always, where the user could be changed.',
  },
  FIELD_SET: {
    outcome: 'UPDATED',
    sentence: 'The field was set.',
    given: 'The field held another value, or none, and the condition was met.',
  },
  FIELD_CLEARED: {
    outcome: 'UPDATED',
    sentence: 'The field was cleared.',
    given: 'The field held a value, the action gives none, and the condition was met.',
  },
  ACCOUNT_CONVERTED: {
    outcome: 'UPDATED',
    sentence: 'The account was converted.',
    given: 'The account was of the other kind: internal, or external.',
  },
  EXPORT_QUEUED: {
    outcome: 'UPDATED',
    sentence: 'The user is on their way to the identity provider.',
    given: 'The export was put into the outbox; the report tells what became of it.',
  },
  LETTER_QUEUED: {
    outcome: 'UPDATED',
    sentence: 'The letter is on its way.',
    given: 'The letter was put into the outbox; the report tells what became of it.',
  },
  RESTORED: {
    outcome: 'UPDATED',
    sentence: 'What the job had changed is as it was before.',
    given: 'Of a revert: what the job had changed, and nobody since, was restored.',
  },

  ...listOutcomeCodes,

  TAKEN_BACK: {
    outcome: 'UNCHANGED',
    sentence: 'Another action of the job took this back.',
    given: 'The actions of the job cancelled out for this user: nothing is different in the end.',
  },
  ROLE_ALREADY_HELD: {
    outcome: 'UNCHANGED',
    sentence: 'The user already holds this role.',
    given: 'The role at this scope is active and has the expiry date and parameters given, where any were.',
  },
  ROLE_NOT_HELD: {
    outcome: 'UNCHANGED',
    sentence: 'The user does not hold this role.',
    given: 'There is no role of this type at this scope.',
  },
  FIELD_ALREADY_SET: {
    outcome: 'UNCHANGED',
    sentence: 'The field already holds this value.',
    given: 'Setting it would change nothing.',
  },
  CONDITION_NOT_MET: {
    outcome: 'UNCHANGED',
    sentence: 'The condition of the action is not met.',
    given: "The field's value does not satisfy the action's condition.",
  },
  NOTHING_TO_RESTORE: {
    outcome: 'UNCHANGED',
    sentence: 'There was nothing to restore.',
    given: 'Of a revert: everything the job had changed is as before already, or was changed since.',
  },

  EXTERNAL_LOAD_MAY_OVERWRITE: {
    outcome: 'WARNING',
    sentence: 'The source system keeps this as well: its next load may overwrite it.',
    given:
      'A field was changed on an external account, or an entry of the external segment was added, changed or removed.',
  },
  OWN_RECORD_PROTECTED: {
    outcome: 'WARNING',
    sentence:
      'This is your own record: nobody changes their own roles, status or dates, or removes their own blocks or notes, in bulk.',
    given: 'The user is the one who submitted the job. The action was left out for them.',
  },
  CHANGED_SINCE: {
    outcome: 'WARNING',
    sentence: 'What was changed since the job was left as it is.',
    given: 'Of a revert: something the job had changed holds another value by now, or its place is taken.',
  },
  LETTER_NOT_UNSENT: {
    outcome: 'WARNING',
    sentence: 'The letter that the job sent cannot be unsent.',
    given: 'Of a revert: the job had sent the user a letter, or may have.',
  },
  PASSWORD_NOT_RESTORED: {
    outcome: 'WARNING',
    sentence: 'The account is internal again, without the password it had.',
    given: 'Of a revert: the password went when the account was made external, and nobody keeps it.',
  },
  NO_EMAIL_ADDRESS: {
    outcome: 'WARNING',
    sentence: 'The user has no e-mail address to send the letter to.',
    given: 'The record holds no e-mail address that a letter could be sent to.',
  },
  LETTER_OPTED_OUT: {
    outcome: 'WARNING',
    sentence: 'The user does not want this letter.',
    given: 'The user has opted out of the letter.',
  },
  NO_PASSWORD_GIVEN: {
    outcome: 'WARNING',
    sentence: 'No temporary password was made, since no letter could tell it.',
    given:
      'The account was converted, but a letter to the user would be withheld: the warning beside this one says why.',
  },
  PASSWORD_REMOVED: {
    outcome: 'WARNING',
    sentence: 'The user signs in through the source system from now on; a password held here is gone.',
    given: 'An account became external.',
  },
  USER_INACTIVE_NO_LETTER: {
    outcome: 'WARNING',
    sentence: 'The account is not in force, so no letter was sent.',
    given: 'The account is inactive or has expired.',
  },

  USER_NOT_FOUND: {
    outcome: 'ERROR',
    sentence: 'The user is no longer there.',
    given: 'The user was deleted, or left the scope of who submitted the job, after the set was frozen.',
  },
  ROLE_ABOVE_YOUR_OWN: {
    outcome: 'ERROR',
    sentence: 'Nobody grants or removes a role above their own.',
    given: 'Who submitted the job holds no rank that may hand out this role.',
  },
  ROLE_OUTSIDE_YOUR_SCOPE: {
    outcome: 'ERROR',
    sentence: 'The role lies outside the libraries you manage.',
    given: 'Who submitted the job manages other libraries than the scope of the role.',
  },
  USER_ABOVE_YOUR_OWN: {
    outcome: 'ERROR',
    sentence:
      'The user holds a role above your own: their account, status, dates and e-mail addresses are not yours to change.',
    given:
      'The user holds, in whatever state, a role for managing users or administration that who submitted the job may not grant: ending, reviving or purging the account would be removing or granting it, and who may choose where their letters go could sign in as them.',
  },
  LAST_SYSTEM_ADMINISTRATOR: {
    outcome: 'ERROR',
    sentence: 'The last active General System Administrator stays one.',
    given:
      'The change would leave the institution without an active General System Administrator, or with none whose account and role have no end.',
  },
  CODE_GONE: {
    outcome: 'ERROR',
    sentence: 'A code that the user was to be given has been deleted.',
    given: 'A code of a code table, a circulation desk or a service unit was deleted while the job ran.',
  },
  VALUE_REFUSED: {
    outcome: 'ERROR',
    sentence: 'The database refused the change.',
    given: 'A constraint of the record would be broken; the detail names it.',
  },
  INTERNAL_ERROR: {
    outcome: 'ERROR',
    sentence: 'An unexpected error kept this user from being changed.',
    given: 'A fault of the program, which is in its log. The other users are not affected.',
  },
  NOT_APPLIED: {
    outcome: 'ERROR',
    sentence: 'Not applied, because another action failed for this user.',
    given: "A user's actions succeed or fail together.",
  },

  JOB_CANCELLED: {
    outcome: 'SKIPPED',
    sentence: 'The job was cancelled before this user.',
    given: 'The job was cancelled before the chunk of this user began.',
  },
  JOB_FAILED: {
    outcome: 'SKIPPED',
    sentence: 'The job failed before this user.',
    given: 'The job ended in FAILED before the chunk of this user began.',
  },
} as const satisfies Record<string, CodeEntry>;

/** The stable, machine-readable name of what happened. */
export type OutcomeCode = keyof typeof outcomeCodes;

/** The codes that say a letter was withheld. */
export const letterSkipCodes: ReadonlySet<OutcomeCode> = new Set([
  'NO_EMAIL_ADDRESS',
  'LETTER_OPTED_OUT',
  'USER_INACTIVE_NO_LETTER',
]);

/** What the code says about the user. */
export function outcomeOf(code: OutcomeCode): CodeOutcome {
  return outcomeCodes[code].outcome;
}
