import { z } from 'zod';
import { failure, type Reason, warning } from '../reason.ts';
import type { IncomingUser } from './incoming-user.ts';
import { asList, type ColumnValue, flag, secret, text } from './published-values.ts';
import { readLists } from './read-lists.ts';
import { ignoredFields, scalarFields } from './scalar-fields.ts';

/** Either the user a record describes, or why it describes none. `primaryId` as far as it could be read. */
export type ReadUser =
  | { readonly user: IncomingUser; readonly faults: null }
  | { readonly user: null; readonly faults: readonly Reason[]; readonly primaryId: string | null };

const scalars = z.object(Object.fromEntries(scalarFields.map((field) => [field.published, field.schema.optional()])));

const rest = z.object({
  primary_id: text().refine((value) => value !== '', 'is missing.'),
  password: secret().optional(),
  proxy_for_user: listOf(z.object({ primary_id: text().default('') }).transform((proxy) => proxy.primary_id)),
  rs_library: listOf(z.object({ code: text().default('') }).transform((library) => library.code)),
  library_notice: listOf(z.object({ code: text(), value: flag() })),
});

const knownFields = new Set([
  ...Object.keys(scalars.shape),
  ...Object.keys(rest.shape),
  ...ignoredFields,
  'contact_info',
  ...['user_identifier', 'user_block', 'user_note', 'user_statistic'],
]);

/** Reads one record of the published form, as JSON has it. Pure: what the database must say about it comes later. */
export function readUser(record: unknown): ReadUser {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return { user: null, primaryId: null, faults: [failure('MALFORMED_RECORD', null, 'This is no user record.')] };
  }
  const fields = scalars.safeParse(record);
  const others = rest.safeParse(record);
  const lists = readLists(record);
  const faults = [...faultsOf(fields.error), ...faultsOf(others.error), ...lists.faults];
  if (!fields.data || !others.data || faults.length > 0) {
    return { user: null, primaryId: primaryIdOf(record), faults };
  }
  const { library_notice, proxy_for_user, rs_library } = others.data;
  const user: IncomingUser = {
    primaryId: others.data.primary_id,
    fields: broughtFields(fields.data),
    password: others.data.password || null,
    lists: lists.lists,
    // The published form gives these two no way to say "none": exports write them empty whether or not they know.
    proxyFor: unlessEmpty(proxy_for_user),
    resourceSharingLibraries: unlessEmpty(rs_library),
    letterChoices: library_notice?.map(({ code, value }) => ({ letter: code, wanted: value !== false })) ?? null,
    warnings: [...unknownFields(record), ...lists.warnings],
  };
  return { user, faults: null };
}

function listOf<Item>(item: z.ZodType<Item>): z.ZodType<Item[] | undefined> {
  return z.preprocess((value) => (value === undefined ? undefined : asList(value)), z.array(item).optional());
}

function unlessEmpty(codes: readonly string[] | undefined): readonly string[] | null {
  const given = [...new Set(codes?.filter((code) => code !== ''))];
  return given.length > 0 ? given : null;
}

function broughtFields(data: Readonly<Record<string, ColumnValue | undefined>>): Record<string, ColumnValue> {
  const brought: Record<string, ColumnValue> = {};
  for (const { published, column, whenEmpty } of scalarFields) {
    const value = data[published];
    if (value === undefined || (whenEmpty === 'KEEP' && value === null)) continue;
    brought[column] = value;
  }
  return brought;
}

function unknownFields(record: object): Reason[] {
  return Object.keys(record)
    .filter((key) => !knownFields.has(key))
    .map((key) => warning('UNKNOWN_FIELD', key, 'is no field of the published form; it was passed over.'));
}

function primaryIdOf(record: object): string | null {
  const read = rest.shape.primary_id.safeParse('primary_id' in record ? record.primary_id : undefined);
  return read.data ?? null;
}

/** The faults zod found, each with the path of its field. */
export function faultsOf(error: z.ZodError | undefined, path: readonly PropertyKey[] = []): Reason[] {
  return (error?.issues ?? []).map((issue) =>
    failure('INVALID_FIELD', fieldName([...path, ...issue.path]), issue.message),
  );
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index ? '.' : ''}${String(step)}`))
    .join('');
}
