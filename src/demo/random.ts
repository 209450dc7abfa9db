import { type Sql, sql } from '../platform/sql.ts';

/**
 * A whole number from 0 up to (not including) `sides`, decided by the person's number `p.n` and the topic alone: the same
 * in every run, and independent of every other topic's.
 */
export function roll(topic: string, sides: number | Sql): Sql {
  return sql`((hashint8extended(p.n, hashtext(${topic}::text)) & 9223372036854775807) % (${sides})::int)::int`;
}

/** True for so many percent of the people. */
export function chance(topic: string, percent: number | Sql): Sql {
  return sql`(${roll(topic, 10_000)} < 100 * (${percent})::int)`;
}

/** One text of the list for each person. */
export function pick(topic: string, list: readonly string[]): Sql {
  return sql`(${[...list]}::text[])[1 + ${roll(topic, list.length)}]`;
}
