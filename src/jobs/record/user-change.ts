import type { PartFacts, UserFacts, UserField } from './user-facts.ts';
import { type UserPart, userParts } from './user-parts.ts';

/** A change of a single-valued field. */
export interface FieldChange {
  readonly field: UserField;
  readonly before: string | null;
  readonly after: string | null;
}

/** A change of one entry of a list: `before` null = added, `after` null = removed. */
export type PartChange = {
  readonly [Part in UserPart]: {
    readonly field: Part;
    /** The very object that was read, or that an earlier change of the same job has as its `after`. */
    readonly before: PartFacts[Part] | null;
    readonly after: PartFacts[Part] | null;
  };
}[UserPart];

/** What is different about a user afterwards, with the image from before. */
export type Change = FieldChange | PartChange;

/** Tells the changes of a list from those of a single-valued field. */
export function isPartChange(change: Change): change is PartChange {
  return change.field in userParts;
}

/** The user as they are after a change; the user given is not touched. */
export function withChange(user: UserFacts, change: Change): UserFacts {
  if (isPartChange(change)) return { ...user, [change.field]: replaceEntry(user[change.field], change) };
  const fields = { ...user.fields, [change.field]: change.after };
  // What is decided next must see the account as it is by then.
  const accountType = change.field === 'accountType' ? accountTypeOf(change.after) : user.accountType;
  return { ...user, accountType, fields };
}

function replaceEntry(entries: readonly object[], { before, after }: PartChange): readonly object[] {
  if (!before) return after ? [...entries, after] : entries;
  // Its row stays where it is: an entry keeps its place, as whoever reads the list again will find it.
  return entries.flatMap((entry) => (entry === before ? (after ?? []) : entry));
}

function accountTypeOf(value: string | null): UserFacts['accountType'] {
  return value === 'EXTERNAL' ? 'EXTERNAL' : 'INTERNAL';
}

/**
 * What is different in the end: a change that goes on from an earlier one becomes one with it, and those that cancel out
 * none. An entry goes on from the very entry it replaces; a field from the value it holds.
 */
export function netChanges(changes: readonly Change[]): Change[] {
  const net: Change[] = [];
  for (const change of changes) {
    const place = net.findLastIndex((earlier) => goesOn(earlier, change));
    const earlier = net[place];
    if (earlier) net[place] = { ...change, before: earlier.before } as Change;
    else net.push(change);
  }
  return net.filter(({ before, after }) => !isSame(before, after));
}

function goesOn(earlier: Change, change: Change): boolean {
  if (earlier.field !== change.field) return false;
  if (!isPartChange(change)) return true;
  if (change.before !== null) return earlier.after === change.before;
  // Taken out and put in again as it was.
  return earlier.after === null && isSame(earlier.before, change.after);
}

function isSame(one: Change['before'], other: Change['before']): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  return JSON.stringify(one) === JSON.stringify(other);
}
