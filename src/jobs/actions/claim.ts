/** Something of the record that an action decides over. Two actions of one job that claim the same contradict each other. */
export interface Claim {
  /** What is decided over, told from everything else: 'status', 'roles 58 LAW'. */
  readonly what: string;
  /** Of a field: where the action decides, and what the field holds afterwards. Left out: everywhere. */
  readonly only?: { readonly where: HeldValue; readonly becomes: string | null };
}

/** What a field holds, as far as a condition says: nothing, something, or this. */
export type HeldValue = { readonly empty: true } | { readonly empty: false; readonly equals?: string };

/** Whether both may stand in one job, in this order: never for the same user, not even after the first has changed them. */
export function standTogether(earlier: Claim, later: Claim): boolean {
  if (earlier.what !== later.what) return true;
  if (!earlier.only || !later.only) return false;
  return exclude(earlier.only.where, later.only.where) && !holds(later.only.where, earlier.only.becomes);
}

function exclude(one: HeldValue, other: HeldValue): boolean {
  if (one.empty || other.empty) return one.empty !== other.empty;
  return one.equals !== undefined && other.equals !== undefined && one.equals !== other.equals;
}

function holds(where: HeldValue, value: string | null): boolean {
  if (where.empty || value === null) return where.empty === (value === null);
  return where.equals === undefined || where.equals === value;
}
