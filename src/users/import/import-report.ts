import { type FileHandle, open } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import type { Outcome } from './batch/outcome.ts';
import type { Reason } from './reason.ts';

/** A line of the report: what became of one record, or where a file could not be read any further. */
export interface RecordReport {
  readonly file: string;
  /** The first line of the record; 0 when the fault has no line. */
  readonly line: number;
  /** null when the record is too broken to have one. */
  readonly primaryId: string | null;
  readonly outcome: Outcome['outcome'] | 'FILE_BROKEN';
  readonly reasons: readonly Reason[];
}

/** Where the lines of a report go. */
export interface ReportWriter {
  write(lines: readonly RecordReport[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a report file, written over when it exists: JSON Lines when it is called `.jsonl`, `.ndjson` or `.json`, else CSV. */
export async function openReport(path: string): Promise<ReportWriter> {
  const file = await open(path, 'w');
  const format = /\.(jsonl|ndjson|json)$/i.test(path) ? jsonLines : csvLines;
  if (format === csvLines) await append(file, csv([CSV_HEADER]));
  return {
    write: async (lines) => append(file, format(lines)),
    close: () => file.close(),
  };
}

/** A reason as a person reads it. */
export function reasonSentence({ level, code, field, message }: Reason): string {
  return `${level} ${code}${field ? ` ${field}` : ''}: ${message}`;
}

const CSV_HEADER = ['file', 'line', 'primary_id', 'outcome', 'reasons'];

async function append(file: FileHandle, text: string): Promise<void> {
  if (text !== '') await file.appendFile(text);
}

function jsonLines(lines: readonly RecordReport[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function csvLines(lines: readonly RecordReport[]): string {
  return csv(
    lines.map(({ file, line, primaryId, outcome, reasons }) => [
      file,
      line,
      primaryId,
      outcome,
      reasons.map(reasonSentence).join('\n'),
    ]),
  );
}

// A cell that a spreadsheet would run as a formula is none of ours.
function csv(rows: readonly (readonly unknown[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true },
  );
}
