import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Database } from '../../../platform/database.ts';
import { sql } from '../../../platform/sql.ts';
import type { RecordReport } from '../import-report.ts';
import { type ImportCounts, type ImportOptions, importUsers } from '../import-users.ts';

/** What an import did: its counts, and what became of each record. */
export interface ImportResult {
  readonly counts: ImportCounts;
  readonly lines: readonly RecordReport[];
}

/** A directory for the files of one test file; removed after its last test. Called at the top level of a test file. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'rollcall-import-'));
  afterAll(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Imports files that exist. */
export async function importPaths(
  database: Database,
  files: readonly string[],
  options: Partial<ImportOptions> = {},
): Promise<ImportResult> {
  const lines: RecordReport[] = [];
  const counts = await importUsers(database, files, {
    actor: 'test',
    onOutcomes: (some) => void lines.push(...some),
    ...options,
  });
  return { counts, lines };
}

/** Imports a text, as the file it would be in. */
export async function importText(
  database: Database,
  directory: string,
  text: string | Buffer,
  options: Partial<ImportOptions> = {},
): Promise<ImportResult> {
  const file = path.join(directory, `import-${crypto.randomUUID()}`);
  await writeFile(file, text);
  return importPaths(database, [file], options);
}

/** Imports records in JSON. */
export function importJson(
  database: Database,
  directory: string,
  records: readonly object[],
  options: Partial<ImportOptions> = {},
): Promise<ImportResult> {
  return importText(database, directory, records.map((record) => `${JSON.stringify(record)}\n`).join(''), options);
}

/** All that is stored about a user but ids and instants of writing; null when there is no such user. */
export async function storedUser(database: Database, primaryId: string) {
  const user = await database.prisma.user.findFirst({
    where: { primaryId },
    omit: { id: true, createdAt: true, updatedAt: true },
    include: {
      addresses: { omit: { id: true, userId: true }, orderBy: { id: 'asc' } },
      emails: { omit: { id: true, userId: true }, orderBy: { id: 'asc' } },
      phones: { omit: { id: true, userId: true }, orderBy: { id: 'asc' } },
      identifiers: { omit: { id: true, userId: true }, orderBy: { id: 'asc' } },
      blocks: { omit: { id: true, userId: true }, orderBy: { id: 'asc' } },
      notes: { omit: { id: true, userId: true }, orderBy: { id: 'asc' } },
      statistics: { omit: { id: true, userId: true }, orderBy: { id: 'asc' } },
      roles: { select: { roleTypeCode: true, libraryCode: true } },
      proxyFor: { select: { patronId: true } },
      resourceSharingLibraries: { select: { libraryCode: true }, orderBy: { libraryCode: 'asc' } },
      letterOptOuts: { select: { letterCode: true } },
      searchText: { select: { text: true } },
    },
  });
  return user;
}

/** Every row an import may write, as text: equal before and after means that nothing was written. */
export async function everythingStored(database: Database): Promise<readonly object[]> {
  const tables = ['users', 'user_address', 'user_email', 'user_phone', 'user_identifier', 'user_block', 'user_note'];
  tables.push('user_statistic', 'user_proxy', 'user_resource_sharing_library', 'user_letter_opt_out', 'user_role');
  tables.push('user_search_text', 'audit_event');
  const rows = await Promise.all(
    tables.map((table) =>
      database.query<{ row: string }>({ text: `SELECT t::text AS row FROM ${table} t ORDER BY 1`, values: [] }),
    ),
  );
  const [sequence] = await database.query<{ last: number }>(sql`SELECT last_value AS last FROM users_id_seq`);
  return [...rows.flat(), { sequence }];
}
