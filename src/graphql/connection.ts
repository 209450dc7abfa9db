import { GraphQLError, type GraphQLSchema, isObjectType } from 'graphql';
import { isFitText, readOpaque } from './opaque-text.ts';

/** The most nodes one page may hold. */
export const MAX_PAGE_SIZE = 200;

/** The nodes of a page when neither `first` nor `last` is given. */
export const DEFAULT_PAGE_SIZE = 20;

/** The arguments every connection has. */
export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly after?: string | null;
}

/** How many nodes these arguments ask for. Throws a GraphQL error with code BAD_USER_INPUT when that is no page size. */
export function pageSize({ first, last }: PageArguments): number {
  if (typeof first === 'number' && typeof last === 'number') throw badPage('Give either first or last, not both.');
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  if (size < 0 || size > MAX_PAGE_SIZE) throw badPage(`first and last must be from 0 to ${MAX_PAGE_SIZE}.`);
  return size;
}

/**
 * The cost of a connection: its nodes times what each costs. Set on every connection by the builder, so that none can
 * forget it; since the cost is reckoned before anything runs, it is also where every page size is checked.
 */
export function connectionCost(page: PageArguments): { field: number; multiplier: number } {
  return { field: 1, multiplier: Math.max(pageSize(page), 1) };
}

const ROW_CURSOR = /^GPC:N:\d{1,9}$/;
const LONG_ROW_CURSOR = /^GPC:I:\d{1,18}$/;
const NUMBER_PAIR_CURSOR = /^GPC:T:\["?N:\d{1,9}"?,"?N:\d{1,9}"?\]$/;
const PAIR_CURSOR = /^GPC:T:\["S:(?:[^"\\]|\\.)*","S:(?:[^"\\]|\\.)*"\]$/s;

/** Refuses a cursor that no list of rows by id has given, before the database is asked to make sense of it. */
export function checkRowCursors(page: PageArguments): void {
  checkCursors(page, ROW_CURSOR);
}

/** {@link checkRowCursors} for rows whose id is a bigint. */
export function checkLongRowCursors(page: PageArguments): void {
  checkCursors(page, LONG_ROW_CURSOR);
}

/** {@link checkRowCursors} for rows known by two texts. */
export function checkPairCursors(page: PageArguments): void {
  checkCursors(page, PAIR_CURSOR);
}

/** {@link checkRowCursors} for rows known by two numbers. */
export function checkNumberPairCursors(page: PageArguments): void {
  checkCursors(page, NUMBER_PAIR_CURSOR);
}

function checkCursors({ before, after }: PageArguments, form: RegExp): void {
  for (const cursor of [before, after]) {
    if (cursor == null) continue;
    const text = readOpaque(cursor);
    if (!form.test(text) || !holdsFitTexts(text)) throw badPage('This is not a cursor of this list.');
  }
}

/** Whether the texts of a cursor of several parts, which are JSON within it, are such as can be kept. */
function holdsFitTexts(text: string): boolean {
  const [, list] = /^GPC:T:(.*)$/s.exec(text) ?? [];
  if (list === undefined) return true;
  try {
    return [JSON.parse(list)].flat().every((part) => typeof part !== 'string' || isFitText(part));
  } catch {
    return false;
  }
}

function badPage(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** Describes `totalCount` wherever a connection has it: the Prisma plugin adds the field without saying what it is. */
export function describeTotalCounts(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    const totalCount = isObjectType(type) && type.name.endsWith('Connection') && type.getFields().totalCount;
    if (totalCount) totalCount.description ??= 'How many there are on all pages together. Counted only when asked for.';
  }
  return schema;
}
