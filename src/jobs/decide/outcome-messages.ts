import type { JobRecord } from '../report/job-records.ts';
import type { ActionResult } from './decide-user.ts';
import { type OutcomeCode, outcomeCodes, outcomeOf } from './outcome-codes.ts';

/** A result as sentences, with the detail where there is one: "The database refused the change. (users_pin_four_digits)". */
export function messageOf({ code, warnings = [], detail }: Omit<ActionResult, 'action'>): string {
  const sentences = [code, ...warnings].map((told) => outcomeCodes[told].sentence);
  return [...sentences, ...(detail === undefined ? [] : [`(${detail})`])].join(' ');
}

/**
 * The result that decided where the user ended: the first whose code, or whose warning, says that outcome; "nothing to
 * change" is a warning as well. Where none does, the first.
 */
export function recordHeadline({ outcome, results }: Pick<JobRecord, 'outcome' | 'results'>): {
  code: OutcomeCode;
  detail?: string;
} {
  const wanted = outcome === 'WARNING' ? ['WARNING', 'UNCHANGED'] : [outcome];
  for (const says of wanted) {
    for (const { code, warnings = [], detail } of results) {
      if (code === 'NOT_APPLIED') continue;
      const deciding = [code, ...warnings].find((told) => outcomeOf(told) === says);
      if (deciding) return detail === undefined ? { code: deciding } : { code: deciding, detail };
    }
  }
  const [first] = results;
  if (!first) throw new Error('A record without a result.');
  return first;
}
