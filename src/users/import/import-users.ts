import { randomUUID } from 'node:crypto';
import { recordAuditEvent } from '../../access/audit.ts';
import { today } from '../../platform/clock.ts';
import type { Database, Transaction } from '../../platform/database.ts';
import { loadKnownCodes } from './batch/known-codes.ts';
import { importFile } from './import-file.ts';
import type { ImportTarget } from './import-records.ts';
import type { RecordReport } from './import-report.ts';
import type { ReadOptions } from './source/read-records.ts';

/** How many records ended how; warnings counts records with at least one. `brokenFiles` are those not read to their end. */
export interface ImportCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly errors: number;
  readonly warnings: number;
  readonly brokenFiles: number;
}

/** How files are imported. */
export interface ImportOptions extends Omit<ReadOptions, 'onBytes'> {
  /** Does everything, reports everything, and takes it all back. */
  readonly dryRun?: boolean;
  /** How many records a transaction has at most. */
  readonly batchSize?: number;
  /** IANA name of the institution's time zone, which decides what has expired; absent: UTC. */
  readonly timeZone?: string;
  /** Who imports, for the audit. */
  readonly actor: string;
  /** Told what became of each record, in the order of the files. */
  readonly onOutcomes?: (lines: readonly RecordReport[]) => Promise<void> | void;
  /** Told how many bytes of a file have been read. */
  readonly onBytes?: (file: string, bytes: number) => void;
  /** When aborted, the batch under way is finished and no more are begun. */
  readonly signal?: AbortSignal;
}

const BATCH_SIZE = 500;

type Tally = { -readonly [Count in keyof ImportCounts]: number };

/** Imports user records from files, one after the other, and gives the counts of all. docs/import.md tells the rules. */
export async function importUsers(
  database: Database,
  files: readonly string[],
  options: ImportOptions,
): Promise<ImportCounts> {
  const source = { origin: 'IMPORT', actor: options.actor, actorId: null, requestId: randomUUID() } as const;
  const settings = { known: await loadKnownCodes(database), today: today(options.timeZone ?? 'UTC'), source };
  if (!options.dryRun) {
    const inTransaction: ImportTarget['inTransaction'] = (work) => database.transaction(work);
    return importAll({ queryable: database, inTransaction, ...settings, newIds: 'LASTING' }, files, options);
  }
  return onTrial(database, (transaction) => {
    const inTransaction: ImportTarget['inTransaction'] = (work) => work(transaction);
    return importAll({ queryable: transaction, inTransaction, ...settings, newIds: 'PASSING' }, files, options);
  });
}

// A single transaction, since only so a record sees what those before it would have done: two records of one user, an
// identifier that changes hands. The price, rows locked until the end, is in the manual.
async function onTrial<Result>(database: Database, work: (target: Transaction) => Promise<Result>): Promise<Result> {
  const takenBack = new Error('The trial is over: everything is to be rolled back.');
  let done: { readonly result: Result } | null = null;
  try {
    await database.transaction(async (transaction) => {
      done = { result: await work(transaction) };
      throw takenBack;
    });
  } catch (error) {
    if (error !== takenBack) throw error;
  }
  if (done === null) throw takenBack;
  return (done as { readonly result: Result }).result;
}

async function importAll(
  target: ImportTarget,
  files: readonly string[],
  options: ImportOptions,
): Promise<ImportCounts> {
  const total = emptyTally();
  for (const file of files) {
    const tally = emptyTally();
    try {
      await importFile(target, file, {
        batchSize: BATCH_SIZE,
        ...options,
        onBytes: (bytes) => options.onBytes?.(file, bytes),
        async onOutcomes(lines) {
          for (const line of lines) count(line, tally);
          await options.onOutcomes?.(lines);
        },
      });
    } finally {
      if (!options.dryRun) await recordImport(target, file, tally);
    }
    for (const name of Object.keys(total) as (keyof Tally)[]) total[name] += tally[name];
  }
  return total;
}

async function recordImport({ queryable, source }: ImportTarget, file: string, tally: Tally): Promise<void> {
  await recordAuditEvent(queryable, {
    actor: source.actor,
    authority: 'COMMAND_LINE',
    operation: 'importUsers',
    subject: file,
    details: { ...tally },
    requestId: source.requestId,
  });
}

function emptyTally(): Tally {
  return { created: 0, updated: 0, unchanged: 0, errors: 0, warnings: 0, brokenFiles: 0 };
}

const COUNTS = {
  CREATED: 'created',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
  ERROR: 'errors',
  FILE_BROKEN: 'brokenFiles',
} as const;

function count({ outcome, reasons }: RecordReport, tally: Tally): void {
  tally[COUNTS[outcome]] += 1;
  if (reasons.some((reason) => reason.level === 'WARNING')) tally.warnings += 1;
}
