import { realpath, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { npmKeptDryRun, readConfig } from '../config.ts';
import { openLog } from '../platform/log.ts';
import { openConfiguredDatabase } from '../services.ts';
import { openReport, type RecordReport, reasonSentence } from '../users/import/import-report.ts';
import { type ImportCounts, importUsers } from '../users/import/import-users.ts';
import { loadCsvMapping } from '../users/import/source/csv-mapping.ts';

const USAGE = `Usage: npm run import -- FILE… [options]

Loads user records: Ex Libris' rest_user form in XML, JSON or JSON Lines, or CSV; any of them gzip-compressed.

  --dry-run            do and report everything, then take it all back
  --mapping FILE       how the columns of a CSV file become fields (JSON; see docs/import.md)
  --report FILE        every record's outcome: JSON Lines when called .jsonl, else CSV
  --encoding LABEL     of the files, such as windows-1252; default: what the file says, else UTF-8

Exit code: 0 all records are in · 1 some are not · 2 nothing was begun · 130 stopped by Ctrl-C
`;

/** How many failed records the terminal shows; the report has them all. */
const MOST_SHOWN = 20;

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (npmKeptDryRun() && !args.includes('--dry-run')) {
    process.stderr.write('npm has kept --dry-run for itself. Write: npm run import -- FILE… --dry-run\n');
    return 2;
  }
  const request = await understand(args).catch(messageOf);
  if (typeof request === 'string') {
    process.stderr.write(`${request}\n`);
    return 2;
  }
  try {
    const counts = await importFiles(request);
    process.stdout.write(summary(counts, request.dryRun));
    if (stopping.signal.aborted) return 130;
    return counts.errors + counts.brokenFiles > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`The import ended early; batches that were finished are in. ${messageOf(error)}\n`);
    return 1;
  }
}

function messageOf(error: unknown): string {
  // Several attempts to connect come as an error without words of its own.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** What is asked for, with everything opened that can be wrong. Rejects with what to tell the person. */
async function understand(args: readonly string[]) {
  const { values, positionals: files } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      mapping: { type: 'string' },
      report: { type: 'string' },
      encoding: { type: 'string' },
    },
  });
  if (files.length === 0) throw new Error(USAGE);
  const sizes = await Promise.all(files.map(sizeOf));
  if (values.encoding) new TextDecoder(values.encoding);
  const mapping = values.mapping ? await loadCsvMapping(values.mapping) : undefined;
  if (values.report) await refuseInput(values.report, files);
  const config = readConfig();
  const report = values.report ? await openReport(values.report) : null;
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  return { config, files, totalBytes, mapping, report, encoding: values.encoding, dryRun: values['dry-run'] };
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file);
  if (!found.isFile()) throw new Error(`${file} is no file.`);
  return found.size;
}

async function refuseInput(report: string, files: readonly string[]): Promise<void> {
  const place = await realpath(report).catch(() => null);
  const inputs = await Promise.all(files.map((file) => realpath(file)));
  if (place !== null && inputs.includes(place)) throw new Error(`${report} is to be read, so it cannot be the report.`);
}

type Request = Awaited<ReturnType<typeof understand>>;

async function importFiles({ config, files, totalBytes, report, ...options }: Request): Promise<ImportCounts> {
  const log = openLog({ level: 'warn', destination: 'stderr' });
  await using resources = new AsyncDisposableStack();
  if (report) resources.adopt(report, (it) => it.close());
  const { database } = resources.use(await openConfiguredDatabase(config, log));
  const failed: RecordReport[] = [];
  resources.defer(() => showFailed(failed));
  const progress = resources.adopt(startProgress(totalBytes), ({ stop }) => stop());
  return await importUsers(database, files, {
    ...options,
    actor: `${userInfo().username} at the command line`,
    timeZone: config.timeZone,
    signal: stopping.signal,
    onBytes: progress.onBytes,
    async onOutcomes(lines) {
      progress.onRecords(lines.length);
      failed.push(...lines.filter(hasFailed).slice(0, MOST_SHOWN - failed.length));
      await report?.write(lines);
    },
  });
}

function startProgress(totalBytes: number) {
  const bar = new SingleBar({ format: '{bar} {percentage} % · {file} · {records} records', clearOnComplete: true });
  const read = new Map<string, number>();
  let records = 0;
  bar.start(totalBytes, 0, { file: '', records });
  return {
    onBytes(file: string, bytes: number) {
      read.set(file, bytes);
      bar.update(
        [...read.values()].reduce((sum, size) => sum + size),
        { file, records },
      );
    },
    onRecords(count: number) {
      records += count;
    },
    stop: () => bar.stop(),
  };
}

function hasFailed({ outcome }: RecordReport): boolean {
  return outcome === 'ERROR' || outcome === 'FILE_BROKEN';
}

function showFailed(failed: readonly RecordReport[]): void {
  for (const { file, line, primaryId, reasons } of failed) {
    const who = primaryId === null ? '' : ` ${primaryId}:`;
    process.stderr.write(`${file}:${line}:${who} ${reasons.map(reasonSentence).join(' · ')}\n`);
  }
  if (failed.length === MOST_SHOWN)
    process.stderr.write('… and perhaps more: --report FILE writes all of them down.\n');
}

function summary(counts: ImportCounts, dryRun: boolean): string {
  const { created, updated, unchanged, errors, warnings, brokenFiles } = counts;
  const broken = brokenFiles > 0 ? ` · ${brokenFiles} files not read to their end` : '';
  const trial = dryRun ? 'Dry run, nothing was kept: ' : '';
  return `${trial}${created} created · ${updated} updated · ${unchanged} unchanged · ${errors} errors · ${warnings} with warnings${broken}\n`;
}
