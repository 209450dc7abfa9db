import { z } from 'zod';
import { auditedChange, type Operator } from '../access/audited-change.ts';
import type { Transaction } from '../platform/database.ts';
import { parseInput } from '../platform/parse-input.ts';
import { NotFound } from '../platform/problems.ts';
import { raw, sql } from '../platform/sql.ts';
import { newCode, newName } from './institution-input.ts';
import { CodeInUse, CodeTaken } from './institution-problems.ts';

/** The two kinds of places a library has, which roles are narrowed to. */
export const placeKinds = {
  CirculationDesk: { table: 'circulation_desk', parameter: 'CIRCULATION_DESK', noun: 'Circulation desk' },
  ServiceUnit: { table: 'service_unit', parameter: 'SERVICE_UNIT', noun: 'Service unit' },
} as const;

/** Which kind of place. */
export type PlaceKind = keyof typeof placeKinds;

/** Which place of which library. */
export interface PlaceRef {
  readonly library: string;
  readonly code: string;
}

const creation = z.object({ code: newCode, name: newName });
const renaming = z.object({ name: newName });

/** Adds a place to a library and gives it as it was stored. Throws InvalidInput, CodeTaken, or NotFound for the library. */
export async function createPlace(
  operator: Operator,
  kind: PlaceKind,
  { library, ...input }: PlaceRef & { readonly name: string },
): Promise<PlaceRef> {
  const { table, noun } = placeKinds[kind];
  return auditedChange(operator, aboutPlace('create', kind, { library, ...input }), async (transaction) => {
    const { code, name } = parseInput(creation, input);
    const known = await transaction.query(sql`SELECT 1 FROM library WHERE code = ${library} FOR KEY SHARE`);
    if (known.length === 0) throw new NotFound('Library');
    const created = await transaction.execute(sql`
      INSERT INTO ${raw(table)} (library_code, code, name) VALUES (${library}, ${code}, ${name}) ON CONFLICT DO NOTHING`);
    if (created === 0) throw new CodeTaken(`The ${noun.toLowerCase()}`, code);
    return { result: { library, code }, details: { after: { name } } };
  });
}

/** Changes what people call a place. Throws InvalidInput or NotFound. */
export async function updatePlace(
  operator: Operator,
  kind: PlaceKind,
  ref: PlaceRef,
  input: { readonly name: string },
): Promise<void> {
  await auditedChange(operator, aboutPlace('update', kind, ref), async (transaction) => {
    const { name } = parseInput(renaming, input);
    const before = await lockPlace(transaction, kind, ref);
    await transaction.execute(sql`
      UPDATE ${raw(placeKinds[kind].table)} SET name = ${name} WHERE library_code = ${ref.library} AND code = ${ref.code}`);
    return { result: undefined, details: { before, after: { name } } };
  });
}

/** Deletes a place that no role is narrowed to. Throws NotFound, or CodeInUse with the number of those roles. */
export async function deletePlace(operator: Operator, kind: PlaceKind, ref: PlaceRef): Promise<void> {
  const { table, parameter } = placeKinds[kind];
  await auditedChange(operator, aboutPlace('delete', kind, ref), async (transaction) => {
    const before = await lockPlace(transaction, kind, ref);
    const narrowed = JSON.stringify([{ name: parameter, value: ref.code }]);
    const [uses] = await transaction.query<{ roles: number }>(sql`
      SELECT count(*) AS roles FROM user_role WHERE library_code = ${ref.library} AND parameters @> ${narrowed}::jsonb`);
    if (!uses || uses.roles > 0) throw new CodeInUse(uses?.roles ?? 0, `${uses?.roles} roles`);
    await transaction.execute(
      sql`DELETE FROM ${raw(table)} WHERE library_code = ${ref.library} AND code = ${ref.code}`,
    );
    return { result: undefined, details: { before } };
  });
}

async function lockPlace(transaction: Transaction, kind: PlaceKind, { library, code }: PlaceRef) {
  const { table, noun } = placeKinds[kind];
  const [place] = await transaction.query<{ name: string }>(
    sql`SELECT name FROM ${raw(table)} WHERE library_code = ${library} AND code = ${code} FOR UPDATE`,
  );
  if (!place) throw new NotFound(noun);
  return place;
}

function aboutPlace(verb: 'create' | 'update' | 'delete', kind: PlaceKind, { library, code }: PlaceRef) {
  return { operation: `${verb}${kind}`, subject: `${kind}:${library.slice(0, 255)}/${code.slice(0, 255)}` };
}
