import { z } from 'zod';
import { failure, type Reason, warning } from '../reason.ts';
import type { Entry } from './incoming-user.ts';
import { asList, type ColumnValue, text } from './published-values.ts';
import { type ListName, type SegmentedList, segmentedLists } from './segmented-lists.ts';

/** The segmented lists that a record brings, with what was found on the way. */
export interface ReadLists {
  readonly lists: Partial<Record<ListName, Entry[]>>;
  readonly faults: Reason[];
  readonly warnings: Reason[];
}

const readers = segmentedLists.map((list) => ({ list, path: list.path.join('.'), schema: entrySchema(list) }));

/** Reads addresses, e-mails, phones, identifiers, blocks, notes and statistics. A list that is not named is not brought. */
export function readLists(record: object): ReadLists {
  const read: ReadLists = { lists: {}, faults: [], warnings: [] };
  for (const { list, path, schema } of readers) {
    const items = list.path.reduce<unknown>(property, record);
    if (items === undefined) continue;
    const entries: Entry[] = [];
    for (const [index, item] of asList(items).entries()) {
      const entry = readEntry(list, schema, item, `${path}[${index}]`, read);
      if (entry) entries.push(entry);
    }
    read.lists[list.name] = entries;
  }
  return read;
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return name in value ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function entrySchema(list: SegmentedList): z.ZodType<Record<string, ColumnValue | undefined>> {
  return z.object(Object.fromEntries(list.columns.map((column) => [column.published, column.schema.optional()])));
}

const segmentSchema = z.object({ segment_type: text().optional() });

function readEntry(
  list: SegmentedList,
  schema: z.ZodType<Record<string, ColumnValue | undefined>>,
  item: unknown,
  path: string,
  found: ReadLists,
): Entry | null {
  const data = schema.safeParse(item);
  const segment = segmentSchema.safeParse(item);
  if (!data.success || !segment.success) {
    const issues = [...(data.error?.issues ?? []), ...(data.success ? (segment.error?.issues ?? []) : [])];
    found.faults.push(
      ...issues.map((issue) => failure('INVALID_FIELD', [path, ...issue.path].join('.'), issue.message)),
    );
    return null;
  }
  const values = valuesOf(list, data.data);
  if (!list.substance.some((name) => values[name])) {
    found.warnings.push(warning('EMPTY_ENTRY', path, 'is empty; it was passed over.'));
    return null;
  }
  for (const name of list.required.filter((required) => !values[required])) {
    found.faults.push(failure('INVALID_FIELD', `${path}.${publishedName(list, name)}`, 'is missing.'));
  }
  return { segment: /^internal$/i.test(segment.data.segment_type ?? '') ? 'INTERNAL' : 'EXTERNAL', values };
}

function valuesOf(
  list: SegmentedList,
  data: Readonly<Record<string, ColumnValue | undefined>>,
): Record<string, ColumnValue | undefined> {
  const values: Record<string, ColumnValue | undefined> = {};
  for (const { name, published, absent } of list.columns) {
    const value = data[published];
    values[name] = value === undefined || value === null || value === '' ? absent : value;
  }
  return values;
}

/** The name a column of a list has in the published form. */
export function publishedName(list: SegmentedList, column: string): string {
  return list.columns.find(({ name }) => name === column)?.published ?? column;
}
