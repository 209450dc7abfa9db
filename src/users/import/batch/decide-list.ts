import { type Reason, warning } from '../reason.ts';
import type { Entry } from '../record/incoming-user.ts';
import { publishedName } from '../record/read-lists.ts';
import type { SegmentedList } from '../record/segmented-lists.ts';
import type { ExistingEntry } from './existing-users.ts';

/** What becomes of one list of one user. */
export interface ListDecision {
  readonly added: readonly Entry[];
  readonly removed: readonly ExistingEntry[];
  readonly warnings: readonly Reason[];
}

/**
 * Holds the entries a record brings against those stored. External ones are replaced by the record's, where they differ;
 * internal ones belong to the library and are kept, and those the record has itself are added when they are new.
 */
export function decideList(
  list: SegmentedList,
  incoming: readonly Entry[],
  existing: readonly ExistingEntry[],
): ListDecision {
  const kept = existing.filter((entry) => entry.segment === 'INTERNAL');
  const warnings: Reason[] = [];
  const wanted = withoutSecondFlags(list, withoutKnown(list, incoming, kept, warnings), kept, warnings);
  const replaceable = new Set(existing.filter((entry) => entry.segment === 'EXTERNAL'));
  const added = wanted.filter((entry) => {
    const same = [...replaceable].find((candidate) => sameEntry(entry, candidate));
    return !(same && replaceable.delete(same));
  });
  return { added, removed: [...replaceable], warnings };
}

function withoutKnown(
  list: SegmentedList,
  incoming: readonly Entry[],
  kept: readonly Entry[],
  warnings: Reason[],
): Entry[] {
  const wanted: Entry[] = [];
  const path = list.path.join('.');
  for (const [index, entry] of incoming.entries()) {
    const isSame = (other: Entry) => sameIdentity(list, entry, other);
    // Only identifiers are unique; two people may well share a telephone, and a user have it twice.
    const exclusive = entry.segment === 'INTERNAL' || list.name === 'identifiers';
    if (!exclusive) wanted.push(entry);
    else if (kept.some(isSame)) {
      if (entry.segment === 'EXTERNAL') {
        warnings.push(
          warning('INTERNAL_KEPT', `${path}[${index}]`, 'is there as internal already, and was kept as such.'),
        );
      }
    } else if (wanted.some(isSame)) {
      warnings.push(warning('DUPLICATE_ENTRY', `${path}[${index}]`, 'is in the record twice; the first was taken.'));
    } else wanted.push(entry);
  }
  return wanted;
}

function withoutSecondFlags(
  list: SegmentedList,
  wanted: readonly Entry[],
  kept: readonly Entry[],
  warnings: Reason[],
): readonly Entry[] {
  let entries = wanted;
  for (const flag of list.flags) {
    const field = `${list.path.join('.')}.${publishedName(list, flag)}`;
    let holder: 'NOBODY' | 'LIBRARY' | 'RECORD' = kept.some(({ values }) => values[flag]) ? 'LIBRARY' : 'NOBODY';
    entries = entries.map((entry) => {
      if (!entry.values[flag]) return entry;
      if (holder === 'NOBODY') {
        holder = 'RECORD';
        return entry;
      }
      warnings.push(
        holder === 'LIBRARY'
          ? warning('INTERNAL_KEPT', field, 'An internal entry is the preferred one, and stays it.')
          : warning('SEVERAL_PREFERRED', field, 'More than one entry is marked as preferred; the first was taken.'),
      );
      return { ...entry, values: { ...entry.values, [flag]: false } };
    });
  }
  return entries;
}

function sameIdentity(list: SegmentedList, entry: Entry, other: Entry): boolean {
  return list.identity.every((column) => entry.values[column] === other.values[column]);
}

function sameEntry(entry: Entry, stored: Entry): boolean {
  if (entry.segment !== stored.segment) return false;
  return Object.entries(entry.values).every(
    ([column, value]) => value === undefined || same(value, stored.values[column]),
  );
}

function same(value: unknown, other: unknown): boolean {
  if (!Array.isArray(value)) return value === other;
  return Array.isArray(other) && value.length === other.length && value.every((item, index) => item === other[index]);
}
