import type { StatisticFact } from '../record/user-facts.ts';
import type { Claim } from './claim.ts';
import { isWanted } from './criteria.ts';

/** Which statistical categories; a type or category left out: any. */
export interface StatisticCriteria {
  readonly type?: string | undefined;
  readonly category?: string | undefined;
}

/** Whether a statistical category is one of them. */
export function isChosenStatistic(held: StatisticFact, { type, category }: StatisticCriteria): boolean {
  return isWanted(held.type, type) && isWanted(held.category, category);
}

/** What adding or removing lays claim to: this category of this type. Where the type is left open, that may be meant to come first. */
export function statisticClaims({ type, category }: StatisticCriteria): Claim[] {
  return type === undefined || category === undefined ? [] : [{ what: `statistics ${type} ${category}` }];
}
