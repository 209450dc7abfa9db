import type { Reference } from '../../institution/reference.ts';
import type { LetterEffect, TemporaryPasswordEffect } from '../actions/effect.ts';
import { countOutcomes, type OutcomeCounts, type Tally, tallyCodes } from '../decide/count-outcomes.ts';
import type { UserDecision } from '../decide/decide-user.ts';
import type { Change } from '../record/user-change.ts';
import { DecisionWarnings } from './preview-warnings.ts';

/** A letter that a job would send, and to whom. */
export interface ForeseenLetter {
  readonly userId: number;
  readonly effect: LetterEffect | TemporaryPasswordEffect;
  /** What is different about the user by the time it is written. */
  readonly changes: readonly Change[];
}

/** The letters of a preview that are kept to be looked at. */
const LETTERS_KEPT = 20;

const NOTHING = {
  processed: 0,
  updated: 0,
  unchanged: 0,
  warnings: 0,
  errors: 0,
  lettersQueued: 0,
  lettersSkipped: 0,
  exportsQueued: 0,
} satisfies OutcomeCounts;

/** What the decisions of a preview add up to, chunk after chunk. */
export class PreviewTotal {
  counts: OutcomeCounts = NOTHING;
  readonly tally: Tally = {};
  readonly warnings: DecisionWarnings;
  readonly letters: ForeseenLetter[] = [];

  constructor(reference: Reference, today: string) {
    this.warnings = new DecisionWarnings(reference, today);
  }

  /** Adds the decisions of a chunk. */
  add(decisions: readonly UserDecision[]): void {
    this.counts = sumOf(this.counts, countOutcomes(decisions));
    for (const [action, codes] of Object.entries(tallyCodes(decisions))) this.#addCodes(action, codes);
    this.warnings.add(decisions);
    if (this.letters.length < LETTERS_KEPT) this.#keepLetters(decisions);
  }

  #addCodes(action: string, codes: Readonly<Record<string, number>>): void {
    const total = this.tally[action] ?? {};
    this.tally[action] = total;
    for (const [code, users] of Object.entries(codes)) total[code] = (total[code] ?? 0) + users;
  }

  #keepLetters(decisions: readonly UserDecision[]): void {
    for (const { userId, effects, changes } of decisions) {
      for (const effect of effects)
        if (effect.kind !== 'IDENTITY_EXPORT') this.letters.push({ userId, effect, changes });
      if (this.letters.length >= LETTERS_KEPT) return;
    }
  }
}

function sumOf(one: OutcomeCounts, other: OutcomeCounts): OutcomeCounts {
  return {
    processed: one.processed + other.processed,
    updated: one.updated + other.updated,
    unchanged: one.unchanged + other.unchanged,
    warnings: one.warnings + other.warnings,
    errors: one.errors + other.errors,
    lettersQueued: one.lettersQueued + other.lettersQueued,
    lettersSkipped: one.lettersSkipped + other.lettersSkipped,
    exportsQueued: one.exportsQueued + other.exportsQueued,
  };
}
