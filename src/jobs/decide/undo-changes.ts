import { type Change, isPartChange, type PartChange } from '../record/user-change.ts';
import type { PartFacts, StoredChange, UserFacts, UserField } from '../record/user-facts.ts';
import { columnsOf, type UserPart } from '../record/user-parts.ts';

/** How to restore what a job changed of a user. */
export interface Undone {
  readonly changes: readonly Change[];
  /** Whether something was left alone because it was changed since. */
  readonly changedSince: boolean;
}

/**
 * Restores `before` where the value still equals `after`. What is as before already is left alone, and so is what was
 * changed since. Pure.
 */
export function undoChanges(user: UserFacts, stored: readonly StoredChange[]): Undone {
  const past = stored.map(revived);
  const parts = past.filter(isPartChange);
  const fields = past.filter((change): change is FieldImage => !isPartChange(change));
  const undone = [...new Set(parts.map(({ field }) => field))].map((part) =>
    undoEntries(
      user[part],
      parts.filter(({ field }) => field === part),
    ),
  );
  const all = [undoFields(user, fields), ...undone];
  return {
    changes: all.flatMap(({ changes }) => changes),
    changedSince: all.some(({ changedSince }) => changedSince),
  };
}

type FieldImage = Exclude<Change, PartChange>;

const revivedChanges = new WeakMap<StoredChange, Change>();

/** The change as it was decided. Users who were changed alike share the image, and so what is made of it. */
function revived(stored: StoredChange): Change {
  const known = revivedChanges.get(stored);
  if (known) return known;
  // What is stored with a job are its changes as JSON: only the moments among them have become text.
  const change = stored as Change;
  const made = isPartChange(change)
    ? ({ field: change.field, before: entryOf(change, 'before'), after: entryOf(change, 'after') } as PartChange)
    : change;
  revivedChanges.set(stored, made);
  return made;
}

function entryOf(change: PartChange, side: 'before' | 'after'): object | null {
  const entry = change[side];
  if (entry === null) return null;
  const columns = columnsOf(change.field).map(([name, , type]) => {
    const value = Reflect.get(entry, name);
    return [name, type === 'timestamptz' && typeof value === 'string' ? new Date(value) : value];
  });
  return Object.fromEntries(columns);
}

/** Who keeps the account, and which system that is, are one thing: neither is restored without the other. */
const ACCOUNT: ReadonlySet<UserField> = new Set(['accountType', 'externalId']);

function undoFields({ fields }: UserFacts, past: readonly FieldImage[]): Undone {
  const held = (field: UserField) => fields[field] ?? null;
  const differing = past.filter(({ field, before }) => held(field) !== before);
  const changed = differing.filter(({ field, after }) => held(field) !== after);
  const accountChanged = changed.some(({ field }) => ACCOUNT.has(field));
  const restored = differing.filter(
    (change) => !(changed.includes(change) || (accountChanged && ACCOUNT.has(change.field))),
  );
  const changes = restored.map(({ field, before }) => ({ field, before: held(field), after: before }));
  return { changes, changedSince: changed.length > 0 };
}

function undoEntries(entries: readonly object[], past: readonly PartChange[]): Undone {
  return new EntryUndo(entries, past).undone;
}

/**
 * Restores one list. Each entry that is there stands for one change at most: lists may hold the same twice. An entry that
 * says what a removed one said counts as that one brought back, since nothing tells the two apart.
 */
class EntryUndo {
  /** The entries that no change has anything to do with, as far as is known yet. */
  readonly #free: Set<object>;
  readonly #changes: Change[] = [];
  #changedSince = false;

  constructor(entries: readonly object[], past: readonly PartChange[]) {
    this.#free = new Set(entries);
    // First all that are as the job left them: what remains is either as before already, or somebody else's.
    const left = past.map((change) => ({ change, held: this.#take(change.field, change.after) }));
    // The last change first: so entries come back in the order in which they went.
    for (const { change, held } of left.toReversed()) this.#undo(change, held);
  }

  get undone(): Undone {
    return { changes: this.#changes, changedSince: this.#changedSince };
  }

  #undo({ field, before, after }: PartChange, held: object | null): void {
    if (before && after === null) this.#putBack(field, before);
    else if (held) this.#replace(field, held, before);
    else if (after && !this.#isAsBefore(field, before, after)) this.#changedSince = true;
  }

  #putBack(part: UserPart, entry: object): void {
    if (this.#take(part, entry)) return;
    if (this.#isTaken(part, entry)) this.#changedSince = true;
    else this.#changes.push({ field: part, before: null, after: entry } as PartChange);
  }

  #replace(part: UserPart, held: object, entry: object | null): void {
    if (entry && this.#isTaken(part, entry)) this.#changedSince = true;
    else this.#changes.push({ field: part, before: held, after: entry } as PartChange);
  }

  /** Of an entry that is not there as the job left it: whether that is because it is as before. */
  #isAsBefore(part: UserPart, before: object | null, after: object): boolean {
    return before ? this.#take(part, before) !== null : !this.#hasAlike(part, after);
  }

  #take(part: UserPart, entry: object | null): object | null {
    if (entry === null) return null;
    const wanted = saysOf(part, entry);
    for (const candidate of this.#free) {
      if (saysOf(part, candidate) !== wanted) continue;
      this.#free.delete(candidate);
      return candidate;
    }
    return null;
  }

  /** Whether the place the entry would come back to is somebody else's by now. */
  #isTaken(part: UserPart, entry: object): boolean {
    const place = places[part];
    return place !== undefined && [...this.#free].some((other) => sameIn(place, entry, other));
  }

  /** Whether an entry is there that the one the job added may have become. */
  #hasAlike(part: UserPart, entry: object): boolean {
    return [...this.#free].some((other) => sameIn(likenesses[part], entry, other));
  }
}

type Names<Part extends UserPart> = readonly (keyof PartFacts[Part] & string)[];

/** What a user can have once only. */
const places: { readonly [Part in UserPart]?: Names<Part> } = {
  roles: ['roleType', 'library'],
  identifiers: ['type', 'value'],
  resourceSharingLibraries: ['library'],
  letterOptOuts: ['letter'],
};

/** What an entry keeps while it is changed. */
const likenesses: { readonly [Part in UserPart]: Names<Part> } = {
  roles: ['roleType', 'library'],
  notes: ['createdAt', 'createdBy'],
  blocks: ['createdAt', 'createdBy'],
  statistics: ['type', 'category'],
  identifiers: ['type', 'value'],
  emails: ['address'],
  phones: ['number'],
  resourceSharingLibraries: ['library'],
  letterOptOuts: ['letter'],
};

function sameIn(names: readonly string[], one: object, other: object): boolean {
  return names.every((name) => JSON.stringify(Reflect.get(one, name)) === JSON.stringify(Reflect.get(other, name)));
}

/** Everything the entry says, in the order of the columns. */
function saysOf(part: UserPart, entry: object): string {
  return JSON.stringify(columnsOf(part).map(([name]) => Reflect.get(entry, name) ?? null));
}
