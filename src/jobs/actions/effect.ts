/**
 * What is to happen beyond the user's record when a change is committed, described and not done: a preview only shows it,
 * a run writes it into the outbox, in the transaction of the change.
 */
export type Effect = LetterEffect | TemporaryPasswordEffect | IdentityExportEffect;

/** A letter to the user. */
export interface LetterEffect {
  readonly kind: 'LETTER';
  /** The code of the letter. */
  readonly letter: string;
  /** The version of its templates, as it was when the job was submitted. */
  readonly version: number;
  /** Put into the letter where its template says so. */
  readonly extraText: string | null;
}

/** A new random password, with a letter that tells it; the password stands in that letter and nowhere else. */
export interface TemporaryPasswordEffect {
  readonly kind: 'TEMPORARY_PASSWORD';
  /** The letter that tells it. To whom none can be sent, no password is given: nobody would ever know it. */
  readonly letter: string;
  readonly version: number;
}

/** The user as they are then, sent to the identity provider. */
export interface IdentityExportEffect {
  readonly kind: 'IDENTITY_EXPORT';
}
