import { Problem } from '../platform/problems.ts';

/** There is a letter with this code already. */
export class LetterTaken extends Problem {
  readonly code = 'LETTER_TAKEN';

  constructor(letter: string) {
    super(`There is a letter ${letter} already. Update it instead.`);
  }
}

/** Somebody else has saved the letter meanwhile. */
export class LetterChanged extends Problem {
  readonly code = 'LETTER_CHANGED';
  /** What it is at now. */
  readonly currentVersion: number;

  constructor(currentVersion: number) {
    super(`The letter was saved meanwhile and is at version ${currentVersion} now. Look at it, and save again.`);
    this.currentVersion = currentVersion;
  }
}

/** The operator has no address that a letter to themselves could go to. */
export class NoAddressOfYourOwn extends Problem {
  readonly code = 'NO_ADDRESS_OF_YOUR_OWN';

  constructor() {
    super('Your own record has no e-mail address that mail can be sent to.');
  }
}
