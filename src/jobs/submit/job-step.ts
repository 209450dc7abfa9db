/** One action of a job as it is stored: its name, what it is to do, and that as a sentence. */
export interface JobStep {
  readonly action: string;
  readonly step: unknown;
  readonly sentence: string;
}
