/**
 * SQL fragments with their values kept apart: `sql` for a statement or a piece of one, `join` for lists of pieces,
 * `empty` for nothing, `raw` for text that is never a user's. A fragment's `text` has $1, $2 …, its `values` go with them.
 */
export { empty, join, raw, Sql, sqltag as sql } from '@prisma/client/runtime/client';
