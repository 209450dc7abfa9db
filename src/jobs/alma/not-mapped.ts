/** Why a parameter is not in the actions. */
export type NotMappedCode = 'UNKNOWN_PARAMETER' | 'INVALID_VALUE' | 'NEEDS_MORE' | 'NOT_POSSIBLE';

/** A parameter of Alma's payload that no action stands for. */
export interface NotMapped {
  readonly code: NotMappedCode;
  readonly parameter: string;
  readonly value: string | null;
  /** For the person who moves over. */
  readonly reason: string;
}
