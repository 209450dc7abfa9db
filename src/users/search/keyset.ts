import { join, type Sql, sql } from '../../platform/sql.ts';
import type { SortKey } from './user-order.ts';

/** The other way round. */
export function reversed(keys: readonly SortKey[]): SortKey[] {
  return keys.map((key) => ({ ...key, descending: !key.descending }));
}

/** What goes behind ORDER BY. */
export function orderBy(keys: readonly SortKey[]): Sql {
  return join(keys.map(({ expression, descending }) => (descending ? sql`${expression} DESC` : expression)));
}

/** The condition of coming strictly after the place with these values, one for each key. */
export function after(keys: readonly SortKey[], values: readonly string[]): Sql {
  const expressions = keys.map(({ expression }) => expression);
  const places = keys.map(({ type }, index) => sql`${values[index]}::text::${type}`);
  const [first] = keys;
  if (first && keys.every(({ descending }) => descending === first.descending)) {
    // As one comparison of rows, an index can begin at the place.
    return sql`(${join(expressions)}) ${first.descending ? sql`<` : sql`>`} (${join(places)})`;
  }
  return sql`(${join(keys.map(beyondAt), ' OR ')})`;

  function beyondAt({ expression, descending }: SortKey, index: number): Sql {
    const beyond = sql`${expression} ${descending ? sql`<` : sql`>`} ${places[index]}`;
    const level = expressions.slice(0, index).map((same, before) => sql`${same} = ${places[before]}`);
    return sql`(${join([...level, beyond], ' AND ')})`;
  }
}
