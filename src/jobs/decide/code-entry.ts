/** What a code says about the user it is given to; see RecordOutcome in the schema. */
export type CodeOutcome = 'UPDATED' | 'UNCHANGED' | 'WARNING' | 'ERROR' | 'SKIPPED';

/** What there is to know of an outcome code. */
export interface CodeEntry {
  readonly outcome: CodeOutcome;
  /** For the person who reads the report. */
  readonly sentence: string;
  /** For the person who programs against it: when this code is given. */
  readonly given: string;
}
