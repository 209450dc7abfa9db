import type { Reference } from '../institution/reference.ts';
import { describeFilter } from '../users/filter/describe-filter.ts';
import type { StoredSet } from './stored-set.ts';

/** Who is in the set, as a sentence without its full stop: `Job category is "Cataloger"`. */
export function describeSet(set: Pick<StoredSet, 'kind' | 'filter' | 'search'>, reference: Reference): string {
  return set.kind === 'LOGICAL' ? describeFilter(set.filter, set.search, reference) : 'Users chosen one by one';
}
