import type { RecordedChange } from '../../access/record-user-changes.ts';
import type { Transaction } from '../../platform/database.ts';
import type { InputIssue } from '../../platform/problems.ts';
import { raw, sql } from '../../platform/sql.ts';
import { codesOf, type Entry, LINES, type StoredEntry, type WholeList, wholeLists } from './whole-lists.ts';

/** What is wrong with a list that is to take the place of the stored one; entries that are there already may stay. `codes`: those that may be given. */
export function listIssues(
  list: WholeList,
  entries: readonly Entry[],
  stored: readonly StoredEntry[],
  codes: ReadonlySet<string>,
): InputIssue[] {
  const { once, key, fault, codeTable, coded, identity } = wholeLists[list];
  const known = new Set(stored.map(({ entry }) => JSON.stringify(entry)));
  const issueAt = (index: number, property: string, message: string) => ({ path: [list, index, property], message });
  return entries.flatMap((entry, index) => {
    const earlier = entries.slice(0, index);
    const issues = once
      .filter((flag) => entry[flag] && earlier.some((other) => other[flag]))
      .map((flag) => issueAt(index, flag, 'Only one of the list is.'));
    if (earlier.some((other) => key(other) === key(entry)))
      issues.push(issueAt(index, identity, 'It is in the list twice.'));
    if (known.has(JSON.stringify(entry))) return issues;
    const found = fault(entry);
    if (found) issues.push(issueAt(index, ...found));
    const unknown = codesOf(list, entry).filter((code) => !codes.has(code));
    return [
      ...issues,
      ...unknown.map((code) => issueAt(index, coded, `There is no code "${code}" in the code table ${codeTable}.`)),
    ];
  });
}

/** Puts a list in the place of the stored one; entries that are in both are not touched. Gives what is different. */
export async function replaceList(
  tx: Transaction,
  list: WholeList,
  userId: number,
  entries: readonly Entry[],
  stored: readonly StoredEntry[],
): Promise<RecordedChange[]> {
  const { table, key } = wholeLists[list];
  const texts = entries.map((entry) => JSON.stringify(entry));
  const removed = stored.filter(({ entry }) => !texts.includes(JSON.stringify(entry)));
  const kept = new Set(stored.map(({ entry }) => JSON.stringify(entry)));
  const added = entries.filter((_, index) => !kept.has(texts[index] ?? ''));
  const ids = removed.map(({ id }) => id);
  if (ids.length > 0) await tx.execute(sql`DELETE FROM ${raw(table)} WHERE id = ANY (${ids}::bigint[])`);
  if (added.length > 0) await insertEntries(tx, list, userId, added);
  const before = new Map(removed.map(({ entry }) => [key(entry), entry]));
  const after = new Set(added.map(key));
  return [
    ...removed
      .filter(({ entry }) => !after.has(key(entry)))
      .map(({ entry }) => ({ field: list, before: entry, after: null })),
    ...added.map((entry) => ({ field: list, before: before.get(key(entry)) ?? null, after: entry })),
  ];
}

async function insertEntries(tx: Transaction, list: WholeList, userId: number, entries: readonly Entry[]) {
  const { table, columns } = wholeLists[list];
  const split = columns.flatMap(([property, column]): [column: string, value: string][] =>
    column === LINES
      ? [1, 2, 3, 4, 5].map((line) => [`line${line}`, `coalesce(given.lines[${line}], '')`])
      : [[column, `given."${property}"`]],
  );
  const given = columns.map(([property, , type]) => `"${property}" ${type}`).join();
  await tx.execute(sql`
    INSERT INTO ${raw(table)} (user_id, ${raw(split.map(([column]) => column).join())})
    SELECT ${userId}::int, ${raw(split.map(([, value]) => value).join())}
    FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS given (${raw(given)})`);
}
