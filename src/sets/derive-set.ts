import { parseInput } from '../platform/parse-input.ts';
import { NotFound } from '../platform/problems.ts';
import { raw, type Sql, sql } from '../platform/sql.ts';
import { findVisibleSet } from './find-set.ts';
import { insertMembers } from './insert-members.ts';
import { insertSet } from './insert-set.ts';
import { type MembersContext, setMembers } from './members.ts';
import { makeSet, type SetOperator } from './set-change.ts';
import { type NewSetInput, newSet } from './set-input.ts';
import { WrongSetKind } from './set-problems.ts';
import type { StoredSet } from './stored-set.ts';

/** AND: who is in both. OR: who is in either. NOT: who is in the left one and not in the right one. */
export type SetCombination = 'AND' | 'OR' | 'NOT';

/** Who makes a set out of others, in which request, and when. */
export interface DerivingOperator extends SetOperator, Omit<MembersContext, 'authority'> {}

/** A set to be made out of another; what is left out is taken from that one, but it is private. */
export type DerivedSetInput = Omit<NewSetInput, 'name'> & { readonly name?: string | null | undefined };

/** A set and how many members it was given. */
export interface DerivedSet {
  readonly setId: number;
  readonly members: number;
}

const operations: Readonly<Record<SetCombination, string>> = { AND: 'INTERSECT', OR: 'UNION', NOT: 'EXCEPT' };

/** Makes an itemized set out of the members of two. Throws InvalidInput, NotFound or Forbidden. */
export async function combineSets(
  operator: DerivingOperator,
  { leftId, combination, rightId, ...input }: NewSetInput & Operands,
): Promise<DerivedSet> {
  return derive(operator, 'combineSets', async (find) => {
    const [left, right] = [await find(leftId), await find(rightId)];
    const users = sql`(${setMembers(left, operator)}) ${raw(operations[combination])} (${setMembers(right, operator)})`;
    return { input, users, details: { leftId, combination, rightId } };
  });
}

interface Operands {
  readonly leftId: number;
  readonly combination: SetCombination;
  readonly rightId: number;
}

/** Makes an itemized set of those whom a logical set finds now. Throws InvalidInput, NotFound, Forbidden or WrongSetKind. */
export async function itemizeSet(
  operator: DerivingOperator,
  setId: number,
  input: DerivedSetInput,
): Promise<DerivedSet> {
  return derive(operator, 'itemizeSet', async (find) => {
    const set = await find(setId);
    if (set.kind !== 'LOGICAL') throw new WrongSetKind(set.kind);
    const name = shortened(set.name, ` - ${operator.today}`);
    return { input: like(set, name, input), users: setMembers(set, operator), details: { from: setId } };
  });
}

/** Makes a set like another for whoever asks: the same search, or the same members. Throws InvalidInput, NotFound, Forbidden. */
export async function duplicateSet(
  operator: DerivingOperator,
  setId: number,
  input: DerivedSetInput,
): Promise<DerivedSet> {
  return derive(operator, 'duplicateUserSet', async (find) => {
    const set = await find(setId);
    const copy = { input: like(set, `Copy of ${shortened(set.name, '', 200)}`, input), details: { from: setId } };
    return set.kind === 'LOGICAL' ? { ...copy, search: set } : { ...copy, users: setMembers(set, operator) };
  });
}

/** What the new set is to be: a search, or these users. */
interface Plan {
  readonly input: NewSetInput;
  readonly users?: Sql;
  readonly search?: Pick<StoredSet, 'search' | 'filter'>;
  readonly details: Readonly<Record<string, unknown>>;
}

type Find = (setId: number) => Promise<StoredSet>;

async function derive(
  operator: DerivingOperator,
  operation: string,
  plan: (find: Find) => Promise<Plan>,
): Promise<DerivedSet> {
  let members = 0;
  const setId = await makeSet(operator, operation, async (transaction) => {
    const { input, users, search, details } = await plan(async (id) => {
      const found = await findVisibleSet(transaction, operator.authority, id);
      if (!found) throw new NotFound('Set');
      return found;
    });
    const set = parseInput(newSet, input);
    const kind = users ? ('ITEMIZED' as const) : ('LOGICAL' as const);
    const query = search && { search: search.search, filter: search.filter ?? undefined };
    const result = await insertSet(transaction, operator.authority, { ...set, kind, ...query });
    if (users) members = await insertMembers(transaction, result, users);
    return { result, details: { ...set, ...details, kind, members } };
  });
  return { setId, members };
}

function like(set: StoredSet, name: string, input: DerivedSetInput): NewSetInput {
  return { ...input, name: input.name ?? name, description: input.description ?? set.description };
}

function shortened(name: string, ending: string, length = 255 - ending.length): string {
  // By characters, not by halves of them.
  return [...name.slice(0, length).toWellFormed()].join('') + ending;
}
