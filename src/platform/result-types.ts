import pg from 'pg';

// Object identifiers of PostgreSQL's built-in types; they never change.
const INT8 = 20;
const DATE = 1082;
const NUMERIC = 1700;
const INT4_ARRAY = 1007;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const NUMERIC_ARRAY = 1231;
const TEXT_ARRAY: number = 1009;

type Parser = (value: string) => unknown;

const parseTextArray: Parser = pg.types.getTypeParser(TEXT_ARRAY);

const PARSERS: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [INT8, parseInteger],
  [NUMERIC, Number],
  // A plain date has no time zone: as a JavaScript Date it would shift with the server's.
  [DATE, (value) => value],
  [INT4_ARRAY, parseIntegerArray],
  [INT8_ARRAY, parseIntegerArray],
  [NUMERIC_ARRAY, parseIntegerArray],
  [DATE_ARRAY, parseTextArray],
]);

/**
 * How columns of our own statements become JavaScript values: whole numbers and numerics are numbers, plain dates are
 * 'YYYY-MM-DD', instants are Date, JSON is parsed. Prisma brings its own parsers and is not touched by these.
 */
export const resultTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format === 'binary' ? undefined : PARSERS.get(oid)) ?? pg.types.getTypeParser(oid, format),
};

function parseInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large for a number`);
  return number;
}

function parseIntegerArray(value: string): unknown {
  // {1,2,3} differs from JSON in its brackets only, and JSON.parse is several times faster than the general parser.
  return JSON.parse(`[${value.slice(1, -1).replaceAll('NULL', 'null')}]`);
}
